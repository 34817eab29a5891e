"""Why builds fail, in the words of the tools that fail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from amplify_tui.simulator.places import Site


@dataclass(frozen=True, slots=True)
class Cause:
    """One way to fail.

    Attributes:
        name: Key of the cause.
        step: Step that fails.
        phase: Phase of the build spec in which it happens; empty outside of them.
        command: Command that fails; empty where Amplify itself gives up.
        lines: Pairs of a level and a record's text, several lines where it has them.
        exit_code: Of the command.
        reason: What Amplify says in ``statusReason``; empty, as it is for every failed BUILD.
    """

    name: str
    step: str
    phase: str
    command: str
    lines: tuple[tuple[str, str], ...]
    exit_code: int = 1
    reason: str = ""


CAUSES: Final[dict[str, Cause]] = {}
MANUAL_CAUSES: Final = ("manual-runtime",)
BUILD_CAUSES: Final = ("typescript", "lockfile")


def draw_cause(site: Site, luck: float) -> str:
    """Pick a cause that can befall a branch.

    Args:
        site: The branch.
        luck: A number in [0, 1).
    """
    names = MANUAL_CAUSES if site.is_manual else BUILD_CAUSES
    return names[int(luck * len(names))]


def failing_step(cause: str) -> str:
    """Return the name of the step that fails of a cause.

    Args:
        cause: Its name.
    """
    found = CAUSES.get(cause)
    return found.step if found else "BUILD"
