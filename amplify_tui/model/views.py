"""Saved views: which apps and branches somebody wants to see."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from amplify_tui.model.conditions import Condition

LONGEST: Final = 255
"""Most characters of a glob or name; Amplify's own names are no longer."""
MOST: Final = 100
"""Most globs or statuses of one list."""
LOOKED_AT: Final = 4 * LONGEST
"""Characters of a name that are looked at."""
MOST_APPS: Final = 5_000
"""Apps whose answer is remembered."""
SUPERSEDED: Final = "superseded"
"""The one word of ``statuses`` that is neither a status nor a condition."""


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


class Sieve:
    """Lets through what a view shows; made once for a view, it is quick for each branch.

    What is out of bounds among its globs matches nothing, as no name is that long.

    Args:
        view: The view.
    """

    def __init__(self, view: View) -> None:
        self._apps = _compile(view.apps, re.IGNORECASE)
        self._branches = _compile(view.branches)
        self._statuses = frozenset(word.casefold() for word in view.statuses[:MOST])
        self._passed: dict[tuple[str, str], bool] = {}
        self.is_open = not (view.apps or view.branches or view.statuses)
        """Whether it lets everything through."""

    def passes_name(self, app_name: str, app_id: str, branch: str) -> bool:
        """Whether the globs let a branch through."""
        if self._apps is not None:
            app = app_name[:LOOKED_AT], app_id
            if app not in self._passed:
                if len(self._passed) >= MOST_APPS:
                    self._passed.clear()
                self._passed[app] = any(map(self._apps.match, app))
            if not self._passed[app]:
                return False
        return self._branches is None or self._branches.match(branch[:LOOKED_AT]) is not None

    def passes_state(self, condition: Condition, status: str | None, *, is_superseded: bool) -> bool:
        """Whether the statuses let a branch through."""
        wanted = self._statuses
        return (
            not wanted
            or condition in wanted
            or (status is not None and status.casefold() in wanted)
            or (is_superseded and SUPERSEDED in wanted)
        )


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
    sieve = _sieve(view)
    return sieve.passes_state(condition, status, is_superseded=is_superseded) and sieve.passes_name(
        app_name, app_id, branch
    )


@lru_cache(maxsize=64)
def _sieve(view: View) -> Sieve:
    return Sieve(view)


def _compile(globs: tuple[str, ...], flags: int = 0) -> re.Pattern[str] | None:
    """Make one pattern of all globs; None where there is none."""
    if not globs:
        return None
    from fnmatch import translate  # not at the top: the settings name views before the first picture

    usable = [translate(glob) for glob in globs[:MOST] if len(glob) <= LONGEST]
    return re.compile("|".join(usable) or "(?!)", flags)
