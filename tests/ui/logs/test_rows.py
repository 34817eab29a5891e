from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.ui.logs.rows import Outline, Rows, fold_of
from tests.ui.logs.samples import section

PHASE = section("phase", 3, 12, name="build")
COMMAND = section("command", 5, 9, name="npm ci", phase="build")
LATER = section("phase", 13, 20, name="postBuild")
SECTIONS = (PHASE, COMMAND, LATER)


def lines(rows: Rows) -> list[int]:
    return [rows.line_at(row) for row in range(len(rows))]


def test_without_folds_every_line_has_a_row() -> None:
    rows = Rows(4)
    assert lines(rows) == [1, 2, 3, 4]
    assert rows.row_of(3) == 2
    assert rows.shows(4)


def test_an_empty_log_has_no_rows() -> None:
    rows = Rows()
    assert len(rows) == 0
    assert rows.row_of(1) == 0
    assert not rows.shows(1)


def test_a_folded_section_shows_its_first_line_alone() -> None:
    rows = Rows(22, SECTIONS, frozenset({fold_of(COMMAND)}))
    assert lines(rows) == [1, 2, 3, 4, 5, *range(10, 23)]
    assert rows.line_at(rows.row_of(7)) == 5
    assert not rows.shows(7)


def test_a_fold_within_a_fold_is_hidden_with_it() -> None:
    rows = Rows(22, SECTIONS, frozenset(map(fold_of, SECTIONS)))
    assert lines(rows) == [1, 2, 3, 13, 21, 22]


def test_picked_lines_come_with_the_heads_of_their_sections() -> None:
    rows = Rows(22, SECTIONS, picked=array("I", [1, 7, 21]))
    assert lines(rows) == [1, 3, 5, 7, 21]
    assert rows.line_at(rows.row_of(20)) == 7


def test_picked_lines_that_are_folded_away_leave_the_head() -> None:
    rows = Rows(22, SECTIONS, frozenset({fold_of(PHASE)}), array("I", [1, 7, 21]))
    assert lines(rows) == [1, 3, 21]


@st.composite
def nested(draw: st.DrawFn) -> tuple[int, list[object], frozenset[tuple[str, int]]]:
    count = draw(st.integers(0, 60))
    sections, begin = [], 1
    while begin < count:
        last = draw(st.integers(begin, count))
        sections.append(section("phase", begin, last))
        if last - begin > 3:
            sections.append(section("command", begin + 1, draw(st.integers(begin + 1, last))))
        begin = last + draw(st.integers(1, 5))
    folded = draw(st.frozensets(st.sampled_from(list(map(fold_of, sections))))) if sections else frozenset()
    return count, sections, folded  # type: ignore[return-value]  # sections, as rows takes them


@given(nested(), st.none() | st.sets(st.integers(1, 60)))
def test_every_row_finds_its_line_and_back(known: tuple[int, list[object], frozenset[tuple[str, int]]],
                                           wanted: set[int] | None) -> None:  # fmt: skip
    count, sections, folded = known
    picked = None if wanted is None else array("I", sorted(line for line in wanted if line <= count))
    rows = Rows(count, sections, folded, picked)  # type: ignore[arg-type]  # sections
    found = lines(rows)
    assert found == sorted(set(found))
    assert [rows.row_of(line) for line in found] == list(range(len(rows)))
    if picked is None and not folded:
        assert len(rows) == count


def test_the_section_at_its_first_line_or_the_inner_one_around_is_folded() -> None:
    outline = Outline(SECTIONS)
    assert outline.toggled(3)[1] == PHASE
    assert outline.toggled(7)[1] == COMMAND
    assert outline.toggled(11)[1] == PHASE
    assert outline.toggled(2)[1] is None
    once, _ = outline.toggled(7)
    assert once.is_folded(COMMAND)
    assert not once.toggled(5)[0].folded


def test_all_are_folded_then_all_are_open() -> None:
    folded = Outline(SECTIONS).toggled_all()
    assert folded.folded == frozenset(map(fold_of, SECTIONS))
    assert folded.toggled_all().folded == frozenset()


def test_what_hides_a_line_is_opened_and_no_more() -> None:
    folded = Outline(SECTIONS).toggled_all()
    assert folded.opened_to(7).folded == {fold_of(LATER)}
    assert folded.opened_to(5).folded == {fold_of(LATER), fold_of(COMMAND)}
    assert folded.opened_to(2) is folded


def test_phases_that_went_well_before_a_line_are_folded() -> None:
    failed = section("command", 14, 18, phase="postBuild", exit_code=1)
    outline = Outline((*SECTIONS, failed))
    assert outline.folded_before(16).folded == {fold_of(PHASE)}
    assert outline.folded_before(22).folded == {fold_of(PHASE)}
    assert outline.folded_before(8).folded == frozenset()
