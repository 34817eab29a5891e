"""What a rule is: data that says which line of a tool's output names the cause of a failure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

LONGEST: Final = 600
"""Characters of a line that rules look at."""

EXCEPTION: Final = (
    r"^(?:(?:\(node:\d{1,9}\) )?UnhandledPromiseRejectionWarning: |\[?[Uu]n(?:caught|handled)\w{0,20}\]?:? |"
    r"thrown: |\[?[Cc]ause\]?: |> |Internal )?[\[{ ]{0,3}"
    r"(?:[A-Za-z_$][\w$]{0,60}(?:\.|::)){0,8}[\w$]{0,60}(?:Error|Exception)\b"
    r"(?: \[[\w$ -]{1,60}\])?(?: \([\w.-]{1,40}\))?:\s+\S"
)
"""An exception with its message, as JavaScript, Python, Java, .NET and others print it."""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One way in which tools name what went wrong.

    Attributes:
        name: Family and what it knows, such as ``npm.missing-script``.
        kind: Short stable name of the sort of failure, such as ``lockfile``.
        words: Lower-case texts; only a line that holds one of them is tried.
        pattern: Regular expression that the line is searched with; bounded, since lines are hostile.
        weight: How surely such a line is the cause; see ``Weight``.
        says: Pattern of the line that names the cause where that is not the matching one.
        reach: How many lines below to look for that line; above, where negative.
        alone: Weight of the matching line where no such line is found; 0 for none.
        hint: What to do, where that is certain; may name groups of ``pattern`` in braces.
        holds_anyway: Whether the line may be one that is harmless elsewhere, such as a warning.
        is_own: Whether the line counts only where Amplify itself wrote it, as an error.
        exit_code: The rule holds only where the command ended with this, or nobody says how; None for any.
    """

    name: str
    kind: str
    words: tuple[str, ...]
    pattern: str
    weight: int
    says: str = ""
    reach: int = 6
    alone: int = 0
    hint: str = ""
    exit_code: int | None = None
    holds_anyway: bool = False
    is_own: bool = False

    def match(self, text: str) -> re.Match[str] | None:
        """Search one line, of which only the first ``LONGEST`` characters count."""
        return compiled(self.pattern).search(text, 0, LONGEST)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a rule's pattern when it is first needed; most never are."""
    return re.compile(pattern)


class Weight:
    """How surely a line is the cause. Among equals the first line wins."""

    OWN = 100
    """Amplify itself says what is wrong."""
    CERTAIN = 92
    """Nothing else explains the end, such as memory that ran out."""
    EXACT = 86
    """A compiler, a package manager or a shell names the very thing."""
    STRONG = 80
    """A tool's own error with its reason."""
    ANCHORED = 72
    """What a tool prints right beside the place where it gave up."""
    EXCEPTION = 60
    """Any exception with a message."""
    MARKED = 50
    """Any line that calls itself an error."""
    WORDED = 36
    """Any line with the words of a failure."""
    WRAPPER = 16
    """Repeats that something failed, and not what."""
    EXIT = 8
    """Only the exit code."""
