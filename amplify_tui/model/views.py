"""Saved views: which apps and branches somebody wants to see."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from amplify_tui.model.conditions import Condition

LONGEST: Final = 255
"""Most characters of a glob or name; Amplify's own names are no longer."""
MOST: Final = 100
"""Most globs or statuses of one list."""
SUPERSEDED: Final = "superseded"


@dataclass(frozen=True, slots=True)
class View:
    """One ``[[view]]`` of the settings.

    Attributes:
        name: As typed after ``--view``; empty for the one that shows everything.
        apps: Globs of app names or ids, case aside; empty for all.
        branches: Globs of branch names; empty for all.
        statuses: Amplify's statuses or conditions such as ``stuck``, lower case; empty for all.
    """

    name: str = ""
    apps: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()


EVERYTHING = View()
"""Shows all there is."""


def shows(  # noqa: PLR0917 - the contract that screens, index and tests agreed on
    view: View,
    app_name: str,
    app_id: str,
    branch: str,
    condition: Condition,
    status: str | None,
    *,
    is_superseded: bool = False,
) -> bool:
    """Whether a view shows a branch. A glob's ``*`` matches slashes too.

    Args:
        view: The view.
        app_name: Name of the branch's app.
        app_id: Id of the branch's app.
        branch: Name of the branch.
        condition: How it is doing.
        status: Status of its newest job; None where it has none.
        is_superseded: Whether it has jobs that newer ones wait behind.
    """
    return shows_name(view, app_name, app_id, branch) and shows_state(
        view, condition, status, is_superseded=is_superseded
    )


def shows_name(view: View, app_name: str, app_id: str, branch: str) -> bool:
    """Whether a view's globs let a branch pass; the half of ``shows`` that does not change."""
    if view.apps and not any(map(_matcher(view.apps, is_folded=True), (app_name, app_id))):
        return False
    return not view.branches or _matcher(view.branches, is_folded=False)(branch)


def shows_state(view: View, condition: Condition, status: str | None, *, is_superseded: bool) -> bool:
    """Whether a view's statuses let a branch pass; the other half of ``shows``."""
    if not view.statuses:
        return True
    words = {condition.value, (status or "").casefold(), SUPERSEDED if is_superseded else ""}
    return any(word and word.casefold() in words for word in view.statuses)


@lru_cache(maxsize=128)
def _matcher(globs: tuple[str, ...], *, is_folded: bool) -> Callable[[str], bool]:
    """Compile globs; what is out of bounds matches nothing, as it can never have been a name."""
    from fnmatch import translate  # not at the top: the settings name views before the first picture

    flags = re.IGNORECASE if is_folded else 0
    usable = [glob for glob in globs[:MOST] if len(glob) <= LONGEST]
    patterns = [re.compile(translate(glob), flags) for glob in usable]
    return lambda name: any(pattern.match(name[: 4 * LONGEST]) for pattern in patterns)
