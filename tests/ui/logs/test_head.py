from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.causes.finding import Cause
from amplify_tui.ui.cell_text import text_of, width_of
from amplify_tui.ui.logs.head import LogFacts, cause_lines, fact_pieces, no_cause_line, title_pieces

FACTS = LogFacts("shop-web / feature/login-form / 56", "BUILD", "FAILED", 212, 1204, 3, 14)
CAUSE = Cause(
    212,
    "Type error: Property 'titel' does not exist on type 'Post'.",
    (209, 215),
    "typescript",
    phase="build",
    command="next build",
    exit_code=1,
    hint="The commit renamed the field.",
    place="src/app/page.tsx:14:7",
)


def test_the_title_names_the_log_and_how_its_step_ended() -> None:
    assert text_of(title_pieces(FACTS, 120)) == "shop-web / feature/login-form / 56  BUILD ✘ FAILED"
    assert text_of(title_pieces(replace(FACTS, is_demo=True), 120)).startswith("DEMO  shop-web")


def test_a_log_without_a_cause_names_the_key_only_where_it_leads_somewhere() -> None:
    assert text_of(no_cause_line(FACTS)).endswith("says why; e goes through its errors and warnings")
    assert text_of(no_cause_line(replace(FACTS, errors=0))).endswith("errors and warnings")
    assert text_of(no_cause_line(replace(FACTS, errors=0, warnings=0))).endswith("says why")


def test_the_names_give_way_before_the_status() -> None:
    assert text_of(title_pieces(FACTS, 40)) == "shop-web / f…n-form / 56  BUILD ✘ FAILED"
    assert text_of(title_pieces(FACTS, 20)) == "BUILD ✘ FAILED"


def test_the_facts_tell_where_one_is_and_what_there_is() -> None:
    found = text_of(fact_pieces(FACTS, 80)).strip()
    assert found == "line 212 of 1,204  3 errors  14 warnings"
    assert text_of(fact_pieces(replace(FACTS, errors=1), 31)).strip() == "line 212 of 1,204  1 error"


def test_following_is_the_last_fact_to_go() -> None:
    facts = replace(FACTS, follow="● follow on", is_following=True)
    assert text_of(fact_pieces(facts, 16)).strip() == "● follow on"
    assert fact_pieces(facts, 5) == []


def test_an_empty_log_counts_nothing() -> None:
    assert fact_pieces(LogFacts(), 80) == []


def test_the_cause_says_what_where_and_what_to_do() -> None:
    lines = [text_of(line) for line in cause_lines(CAUSE, 120)]
    assert lines[0].startswith("cause  Type error: Property")
    assert lines[0].endswith("next build · phase build · exit 1")
    assert lines[1:] == ["at     src/app/page.tsx:14:7", "hint   The commit renamed the field."]


def test_a_long_cause_is_broken_once_then_cut() -> None:
    lines = [text_of(line) for line in cause_lines(replace(CAUSE, text="word " * 60), 60)]
    assert lines[1].endswith("…")
    assert lines[2] == "at     src/app/page.tsx:14:7 · next build · phase build · e…"


def test_where_there_is_little_height_one_line_has_to_do() -> None:
    assert len(cause_lines(CAUSE, 80, is_short=True)) == 1
    assert cause_lines(None, 80) == []


def test_a_place_that_the_cause_names_itself_is_not_named_twice() -> None:
    lines = cause_lines(replace(CAUSE, text="page.tsx:1:1 broken", place="page.tsx:1:1", hint=""), 100)
    assert len(lines) == 1


@given(
    width=st.integers(1, 200), text=st.text(max_size=300), place=st.text(max_size=80), is_short=st.booleans()
)
def test_nothing_is_wider_than_the_screen(width: int, text: str, place: str, *, is_short: bool) -> None:
    cause = replace(CAUSE, text=text, place=place, hint=text, command=place)
    for line in cause_lines(cause, width, is_short=is_short):
        assert width_of(text_of(line)) <= width
    facts = replace(FACTS, follow="follow off: G or s resumes", is_demo=True)
    assert width_of(text_of(fact_pieces(facts, width))) <= width
    if width > 15:
        assert width_of(text_of(title_pieces(facts, width))) <= width
