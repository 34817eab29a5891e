"""Saved views: which apps and branches somebody wants to see."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import translate
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from amplify_tui.model.conditions import Condition
from amplify_tui.model.jobs import JobStatus
from amplify_tui.model.matching import near_matches
from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LONGEST: Final = 255
"""Most characters of a glob or name; Amplify's own names are no longer."""
MOST: Final = 100
"""Most globs or statuses of one list."""
SUPERSEDED: Final = "superseded"
STATUSES: Final = frozenset(
    {*(status.casefold() for status in JobStatus), *(each.value for each in Condition), SUPERSEDED}
)
"""Every word that a view's ``statuses`` may hold, lower case."""


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


def check_view(view: View) -> str:
    """Return what is wrong with a view that somebody wrote, in a sentence; empty where nothing is.

    Args:
        view: As it was read.
    """
    if not view.name.strip() or len(view.name) > LONGEST:
        return f"a view needs a name of 1 to {LONGEST} characters"
    for key, words in (("apps", view.apps), ("branches", view.branches), ("statuses", view.statuses)):
        if complaint := _check_words(words):
            return f"{key}: {complaint}"
    unknown = next((word for word in view.statuses if word.casefold() not in STATUSES), None)
    return "" if unknown is None else _check_status(unknown)


def _check_words(words: Sequence[str]) -> str:
    if len(words) > MOST:
        return f"{len(words)} entries are too many, {MOST} may be there"
    bad = next((word for word in words if not word.strip() or len(word) > LONGEST), None)
    if bad is None:
        return ""
    return f'"{clean_line(bad, 40)}" has {len(bad)} characters, 1 to {LONGEST} may be there'


def _check_status(word: str) -> str:
    near = near_matches(word, sorted(STATUSES))
    meant = f'did you mean "{near[0]}"?' if near else "known are " + ", ".join(sorted(STATUSES)) + "."
    return f'statuses: "{clean_line(word, 40)}" is no status and no condition: {meant}'


@lru_cache(maxsize=128)
def _matcher(globs: tuple[str, ...], *, is_folded: bool) -> Callable[[str], bool]:
    """Compile globs; what is out of bounds matches nothing, as it can never have been a name."""
    flags = re.IGNORECASE if is_folded else 0
    usable = [glob for glob in globs[:MOST] if len(glob) <= LONGEST]
    patterns = [re.compile(translate(glob), flags) for glob in usable]
    return lambda name: any(pattern.match(name[: 4 * LONGEST]) for pattern in patterns)
