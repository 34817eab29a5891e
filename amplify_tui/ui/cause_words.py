"""What is said of why a job failed; pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from amplify_tui.model.causes.job_cause import CauseState
from amplify_tui.ui.cell_text import cut, plain, plain_block, width_of, wrap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amplify_tui.model.causes.finding import Cause
    from amplify_tui.model.causes.job_cause import JobCause
    from amplify_tui.ui.cell_text import Piece

MARK: Final = "└ "
"""Stands before a cause, below the row or in the column that it is told in."""

_GAP: Final = "  "
_TEXT_LINES: Final = 4
_LEAST_TEXT: Final = 40
_JSON: Final = r'\{\s*"message"\s*:\s*"((?:[^"\\]|\\.)+)"'
_WORDS: Final[Mapping[CauseState, str]] = {
    CauseState.UNREAD: "log not read yet",
    CauseState.READING: "reading the log…",
    CauseState.UNKNOWN: "the log names no cause",
    CauseState.NO_LOG: "no log",
    CauseState.GONE: "log gone (403/404)",
    CauseState.EMPTY: "the log has zero bytes",
    CauseState.UNREADABLE: "the log could not be read",
    CauseState.TOO_LARGE: "the log is too large: beginning and end name no cause",
}


def has_words(cause: JobCause | None) -> bool:
    """Whether there is more to say than how far the search has come."""
    return cause is not None and (cause.cause is not None or bool(cause.reason.strip()))


def cause_text(cause: JobCause) -> str:
    """Say in one line why a job failed, or why that is not known; safe to show."""
    found = cause.cause
    if found is not None:
        wrapped = re.match(_JSON, found.text)  # errors of the deploy step
        return plain(wrapped[1] if wrapped else found.text)
    return plain(cause.reason.strip()) or state_words(cause)


def state_words(cause: JobCause) -> str:
    """Say how far the search has come; empty where it found what it looked for."""
    from amplify_tui.model.causes.finding import Outcome  # not at the top: there by then

    if cause.finding is not None and cause.finding.outcome is Outcome.SUCCEEDED:
        return "the log says that all went well"
    return _WORDS.get(cause.state, "")


def cause_cell(cause: JobCause, width: int) -> tuple[Piece, ...]:
    """Say the same in a cell: the cause cut to what its place in the source leaves.

    Args:
        cause: What is known.
        width: Cells there are.
    """
    if not has_words(cause):
        return ((MARK, "dim"), (cause_text(cause), "dim"))
    text, place = cause_text(cause), _short_place(cause.cause)
    room = width - width_of(MARK)
    left = room - width_of(place) - len(_GAP)
    if not place or left < min(_LEAST_TEXT, width_of(text)):
        return ((MARK, "dim"), (cut(text, room), ""))
    return ((MARK, "dim"), (cut(text, left), ""), (f"{_GAP}{place}", "dim"))


def _short_place(cause: Cause | None) -> str:
    """Name the file and line without folders; empty where the cause's own words do."""
    place = plain(cause.place, 300).rpartition("/")[2] if cause is not None else ""
    return "" if cause is None or place.partition(":")[0] in cause.text else place


def cause_lines(cause: JobCause, width: int, *, is_compact: bool) -> list[tuple[Piece, ...]]:
    """Tell all that is known of why a step failed.

    Args:
        cause: What is known.
        width: Cells of a line.
        is_compact: Whether there is room for one line only.
    """
    if is_compact or not has_words(cause):
        return [cause_cell(cause, width)]
    indent = " " * len(MARK)
    lines: list[tuple[Piece, ...]] = []
    for at, text in enumerate(_wrapped(cause_text(cause), width - len(MARK))):
        lines.append(((MARK if at == 0 else indent, "dim"), (text, "strong")))
    for label, words in _facts(cause):
        kept = _wrapped(words, width - len(indent) - len(label))
        lines.append(((indent, ""), (label, "dim"), (kept[0], "")))
        lines.extend(((indent + " " * len(label), ""), (text, "")) for text in kept[1:])
    return lines


def _wrapped(words: str, width: int) -> list[str]:
    lines = wrap(words, max(width, 1))
    if len(lines) <= _TEXT_LINES:
        return lines
    return [*lines[: _TEXT_LINES - 1], cut(" ".join(lines[_TEXT_LINES - 1 :]), max(width, 1))]


def _facts(cause: JobCause) -> list[tuple[str, str]]:
    """Return what belongs to the cause, each with its label."""
    found = cause.cause
    if found is None:
        return [("", state_words(cause))]
    where = [
        plain(found.command, 400),
        f"phase {plain(found.phase, 60)}" if found.phase else "",
        f"exit {found.exit_code}" if found.exit_code is not None else "",
    ]
    reason = plain_block(cause.reason).strip().replace("\n", " ")
    facts = [
        ("at  ", plain(found.place, 400)),
        ("by  ", " · ".join(part for part in where if part)),
        ("hint  ", plain(found.hint, 1_000)),
        ("Amplify says  ", reason),
        ("", "of a large log, beginning and end were read" if cause.is_partial else ""),
    ]
    return [(label, words) for label, words in facts if words]
