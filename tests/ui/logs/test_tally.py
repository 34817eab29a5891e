from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.logs.index import LogIndex
from amplify_tui.model.logs.line import Level
from amplify_tui.ui.logs.tally import Tally
from tests.ui.logs.samples import ERROR, INFO, WARNING, log_of, record

LOG = log_of(
    record("one"),
    record("deprecated", WARNING),
    record("deprecated", WARNING),
    record("two"),
    record("failed", WARNING),
    record("!!! Build failed", ERROR),
    record("!!! exit 1", ERROR),
    record("end"),
)


def tally() -> Tally:
    found = Tally(LOG.index)
    found.update()
    return found


def test_records_are_counted_by_level() -> None:
    assert (len(tally().errors), tally().warnings) == (2, 3)


def test_warnings_in_a_row_are_one_stop_and_every_error_is_one() -> None:
    assert [tally().next_stop(line, 0) for line in (1, 2, 5, 6, 7)] == [2, 5, 6, 7, 0]
    assert [tally().stop_before(line, 0) for line in (8, 7, 6, 5, 2)] == [7, 6, 5, 2, 0]


def test_the_cause_is_a_stop_wherever_it_stands() -> None:
    assert tally().next_stop(2, 4) == 4
    assert tally().next_stop(4, 4) == 5
    assert tally().stop_before(5, 4) == 4
    assert tally().stop_before(4, 4) == 2


def test_lines_are_picked_by_level() -> None:
    found = tally()
    found.set_least(Level.ERROR)
    assert list(found.picked or ()) == [6, 7]
    found.set_least(Level.NONE)
    assert found.picked is None


@given(st.lists(st.sampled_from([INFO, WARNING, ERROR, ""]), max_size=30), st.data())
def test_a_log_that_grows_is_counted_as_one_that_is_whole(levels: list[str], data: st.DataObject) -> None:
    text = "\n".join(record("x", level) if level else " " * 40 + "more" for level in levels).encode()
    whole = LogIndex()
    whole.feed(text)
    whole.finish()
    growing, at = LogIndex(), 0
    counted = Tally(growing)
    counted.set_least(Level.WARNING)
    while at < len(text):
        until = data.draw(st.integers(at + 1, len(text)))
        growing.feed(text[at:until])
        if data.draw(st.booleans()):
            growing.finish()
        counted.update()
        at = until
    growing.finish()
    counted.update()
    expected = Tally(whole)
    expected.set_least(Level.WARNING)
    assert (counted.errors, counted.noted, counted.picked) == (
        expected.errors,
        expected.noted,
        expected.picked,
    )
