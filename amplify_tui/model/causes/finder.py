"""From a log to the line that names the cause of the failure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from amplify_tui.model.causes.finding import Cause, Finding, Outcome
from amplify_tui.model.causes.judge import Judge
from amplify_tui.model.causes.places import find_place
from amplify_tui.model.causes.rule import Weight
from amplify_tui.model.causes.scope import read_scope
from amplify_tui.model.causes.stretch import Stretch
from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from amplify_tui.model.causes.judge import Candidate
    from amplify_tui.model.causes.scope import Scope
    from amplify_tui.model.logs.parsed import ParsedLog

DECISIVE: Final = Weight.ANCHORED
"""Least weight with which a log that breaks off counts as failed."""
_ENDED: Final = re.compile(
    r"(?i)ELIFECYCLE|exit(?:ed)?(?: with)? (?:exit )?(?:code|status):? [1-9]|^npm (?:error|ERR!)|"
    r"build (?:error occurred|failed)|failed to compile|error during build|command failed|compilation failed"
)
_FAREWELL: Final = re.compile(
    r"Node\.js v\d{1,3}\.\d{1,3}\.\d{1,3}$|(?:> |\S )?Export encountered|\W{0,4}There was an error "
    r"(?:initializing|pulling) |\W{0,4}An error occurred (?:during the push|when pushing)|"
    r"ampx (?:pipeline-deploy|generate outputs)$"
)
"""What tools print when they give up, and nothing after it."""
_LAST: Final = 60
"""Lines at the end of a log that breaks off in which a farewell counts."""
_LONGEST: Final = 400
_BEFORE: Final = 2
_AFTER: Final = 5


def find_cause(log: ParsedLog, *, step: str = "") -> Finding:
    """Find out how a log ended and, where it failed, which line says why.

    Args:
        log: The log, whole.
        step: Name of the step that wrote it; empty where not known.
    """
    if not log.line_count:
        return Finding(Outcome.UNKNOWN)
    scope = read_scope(log, step)
    if scope.outcome is Outcome.SUCCEEDED:
        return Finding(Outcome.SUCCEEDED)
    stretch = Stretch(log, scope.first, scope.last)
    found = Judge(stretch, scope.exit_code).candidates()
    if not found:
        return Finding(scope.outcome)
    best = found[0]
    if scope.outcome is Outcome.UNKNOWN and not _is_decisive(best, found, stretch):
        return Finding(Outcome.UNKNOWN)
    return Finding(Outcome.FAILED, _describe(best, stretch, scope))


def _is_decisive(best: Candidate, found: list[Candidate], stretch: Stretch) -> bool:
    """Tell whether a log without an end of Amplify's own failed nevertheless."""
    if best.weight >= DECISIVE:
        return True
    if best.weight < Weight.WORDED:
        return False
    if any(_ENDED.search(stretch.text(each.line)) for each in found):
        return True
    last = range(max(stretch.first, stretch.last - _LAST), stretch.last + 1)
    return any(_FAREWELL.match(stretch.text(number)) for number in last)


def _describe(best: Candidate, stretch: Stretch, scope: Scope) -> Cause:
    first = max(stretch.first, best.line - _BEFORE)
    last = min(stretch.last, best.line + _AFTER)
    return Cause(
        line=best.line,
        text=clean_line(stretch.line(best.line).text, _LONGEST - 1),
        excerpt=(min(first, best.line), max(last, best.line)),
        kind=best.rule.kind,
        phase=scope.phase,
        command=scope.command.name if scope.command else "",
        exit_code=scope.exit_code,
        hint=_hint(best),
        place=find_place(stretch, best.line),
        rule=best.rule.name,
    )


def _hint(best: Candidate) -> str:
    """Fill a rule's hint in; without what it names there is none."""
    if not best.rule.hint or best.match is None:
        return ""
    names = {name: clean_line(value, 80) for name, value in best.match.groupdict().items() if value}
    try:
        return best.rule.hint.format_map(names)
    except KeyError:
        return ""
