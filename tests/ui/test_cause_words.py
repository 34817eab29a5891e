from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.causes.finding import Cause, Finding, Outcome
from amplify_tui.model.causes.job_cause import UNREAD, CauseState, JobCause
from amplify_tui.ui.cause_words import cause_cell, cause_lines, cause_text, has_words
from amplify_tui.ui.cell_text import harmless, text_of, width_of

TYPE_ERROR = Cause(
    212,
    "Type error: Property 'titel' does not exist on type 'Post'.",
    (208, 214),
    "typescript",
    "build",
    "npm run build",
    1,
    "Rename the field.",
    "./src/app/page.tsx:14:7",
    "type-error",
)


def found(cause: Cause | None = TYPE_ERROR, **more: str) -> JobCause:
    state = CauseState.FOUND if cause else CauseState.UNKNOWN
    return JobCause(state, "BUILD", Finding(Outcome.FAILED, cause), **more)  # type: ignore[arg-type]


def lines_of(cause: JobCause, width: int = 100, *, is_compact: bool = False) -> list[str]:
    return [text_of(line) for line in cause_lines(cause, width, is_compact=is_compact)]


def test_a_cell_names_the_place_without_its_folders_and_cuts_the_cause_for_it() -> None:
    assert text_of(cause_cell(found(), 90)) == f"└ {TYPE_ERROR.text}  page.tsx:14:7"
    assert text_of(cause_cell(found(), 60)) == "└ Type error: Property 'titel' does not exis…  page.tsx:14:7"
    assert text_of(cause_cell(found(), 50)) == "└ Type error: Property 'titel' does not exist on …"


def test_a_place_that_the_cause_names_itself_is_not_named_twice() -> None:
    cause = Cause(1, "src/page.tsx:14:7 - error TS2339", (1, 1), "typescript", place="src/page.tsx:14:7")
    assert text_of(cause_cell(found(cause), 90)) == "└ src/page.tsx:14:7 - error TS2339"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (CauseState.UNREAD, "log not read yet"),
        (CauseState.READING, "reading the log…"),
        (CauseState.UNKNOWN, "the log names no cause"),
        (CauseState.NO_LOG, "no log"),
        (CauseState.GONE, "log gone (403/404)"),
        (CauseState.EMPTY, "the log has zero bytes"),
        (CauseState.UNREADABLE, "the log could not be read"),
        (CauseState.TOO_LARGE, "the log is too large: beginning and end name no cause"),
    ],
)
def test_what_is_not_known_is_said_plainly_and_dimly(state: CauseState, words: str) -> None:
    cause = JobCause(state, "BUILD")
    assert not has_words(cause)
    assert cause_cell(cause, 90) == (("└ ", "dim"), (words, "dim"))
    assert lines_of(cause) == [f"└ {words}"]


def test_amplifys_own_words_are_told_where_the_log_tells_nothing() -> None:
    cause = JobCause(CauseState.NO_LOG, "DEPLOY", reason="The output is\ntoo large.")
    assert cause_text(cause) == "The output is too large."
    assert lines_of(cause) == ["└ The output is too large.", "  no log"]
    assert lines_of(cause, is_compact=True) == ["└ The output is too large."]


def test_a_log_that_says_all_went_well_is_said_to() -> None:
    cause = JobCause(CauseState.UNKNOWN, "BUILD", Finding(Outcome.SUCCEEDED))
    assert lines_of(cause) == ["└ the log says that all went well"]


def test_an_error_of_the_deploy_step_is_told_without_its_wrapping() -> None:
    cause = Cause(
        3, '{"message":"The archive \\"x\\" cannot be read.","code":"InvalidArchive"}', (3, 3), "deploy"
    )
    assert cause_text(found(cause)).startswith("The archive ")
    assert "InvalidArchive" not in cause_text(found(cause))


def test_the_pane_tells_place_command_phase_exit_code_and_hint() -> None:
    assert lines_of(found()) == [
        f"└ {TYPE_ERROR.text}",
        "  at  ./src/app/page.tsx:14:7",
        "  by  npm run build · phase build · exit 1",
        "  hint  Rename the field.",
    ]
    assert lines_of(found(), is_compact=True) == [f"└ {TYPE_ERROR.text}  page.tsx:14:7"]


def test_the_pane_says_when_a_log_was_not_read_whole_and_what_amplify_says() -> None:
    cause = JobCause(
        CauseState.FOUND, "BUILD", Finding(Outcome.FAILED, TYPE_ERROR), "exit 1", is_partial=True
    )
    assert lines_of(cause)[-2:] == [
        "  Amplify says  exit 1",
        "  of a large log, beginning and end were read",
    ]


def test_a_job_nobody_looked_into_has_no_words() -> None:
    assert not has_words(UNREAD)
    assert not has_words(None)


@given(
    st.text(max_size=300),
    st.text(max_size=80),
    st.text(max_size=80),
    st.text(max_size=200),
    st.integers(1, 120),
)
def test_hostile_words_stay_harmless_and_within_their_lines(
    text: str, place: str, command: str, reason: str, width: int
) -> None:
    cause = found(Cause(1, text, (1, 1), "x", place, command, 1, hint=reason, place=place), reason=reason)
    assert width_of(text_of(cause_cell(cause, width))) <= max(width, 2)
    for line in (*lines_of(cause, width), text_of(cause_cell(cause, width))):
        assert harmless(line) == line
