"""A finding for people: the cause, the lines around it, where it happened, what to do."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Final

from amplify_tui.model.causes.finding import Outcome
from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amplify_tui.model.causes.finding import Cause, Finding
    from amplify_tui.model.logs.parsed import ParsedLog

_TONES: Final = {
    "failed": "1;31",
    "succeeded": "32",
    "unknown": "35",
    "cause": "1;31",
    "quiet": "2",
    "hint": "1",
}
_NARROWEST: Final = 20
_UNBOUNDED: Final = 100_000


def explain_lines(finding: Finding, log: ParsedLog, width: int, *, with_color: bool) -> Iterator[str]:
    """Yield the lines of an explanation, safe to print.

    Args:
        finding: What was found.
        log: The log it was found in.
        width: Columns of the terminal; 0 for lines as long as they are.
        with_color: Whether to use colour.
    """

    def paint(text: str, tone: str) -> str:
        return f"\x1b[{_TONES[tone]}m{text}\x1b[0m" if with_color else text

    width = width or _UNBOUNDED
    cause = finding.cause
    if cause is None:
        yield paint(*_plain(finding.outcome))
        return
    yield paint(f"✘ FAILED  {_cut(cause.text, width - 10)}", "failed")
    for fact in _facts(cause):
        for line in wrap(fact, max(width, _NARROWEST), initial_indent="  ", subsequent_indent="      "):
            yield paint(line, "hint") if fact.startswith("Do: ") else line
    yield ""
    first, last = cause.excerpt
    digits = len(str(last))
    for each in log.lines(first, last):
        if log.index.is_counter(each.number) or not each.text.strip():
            continue
        is_cause = each.number == cause.line
        mark = ">" if is_cause else " "
        text = _cut(clean_line(each.text), width - digits - 5)
        yield paint(f"{mark} {each.number:>{digits}} │ {text}", "cause" if is_cause else "quiet").rstrip()


def _plain(outcome: Outcome) -> tuple[str, str]:
    if outcome is Outcome.SUCCEEDED:
        return "✔ SUCCEED  Nothing in this log failed.", "succeeded"
    if outcome is Outcome.FAILED:
        return "✘ FAILED  Nothing in this log says why.", "failed"
    return "? The log does not tell how it ended.", "unknown"


def _facts(cause: Cause) -> Iterator[str]:
    where = [f"{cause.phase} phase" if cause.phase else "", f"`{cause.command}`" if cause.command else ""]
    if cause.exit_code is not None:
        where.append(f"exit code {cause.exit_code}")
    if any(where):
        yield "In: " + ", ".join(filter(None, where))
    if cause.place:
        yield f"At: {cause.place}"
    if cause.hint:
        yield f"Do: {cause.hint}"
    yield f"Kind: {cause.kind} (rule {cause.rule}, line {cause.line})"


def _cut(text: str, width: int) -> str:
    width = max(width, _NARROWEST)
    return text if len(text) <= width else text[: width - 1] + "…"
