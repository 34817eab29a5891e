"""Tells somebody who wrote a view what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.model.conditions import Condition
from amplify_tui.model.jobs import JobStatus
from amplify_tui.model.matching import near_matches
from amplify_tui.model.text import clean_line
from amplify_tui.model.views import LONGEST, MOST, SUPERSEDED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amplify_tui.model.views import View

STATUSES: Final = tuple(
    dict.fromkeys(
        (*(each.value for each in Condition), SUPERSEDED, *(status.casefold() for status in JobStatus))
    )
)
"""Every word that a view's ``statuses`` may hold, lower case: conditions, then Amplify's statuses."""


def check_view(view: View) -> str:
    """Return what is wrong with a view, in a sentence that names the key; empty where nothing is.

    Args:
        view: As it was read.
    """
    if not view.name.strip() or len(view.name) > LONGEST:
        return f"name: a view needs a name of 1 to {LONGEST} characters"
    for key, words in (("apps", view.apps), ("branches", view.branches), ("statuses", view.statuses)):
        if complaint := _check_words(words):
            return f"{key}: {complaint}"
    unknown = next((word for word in view.statuses if word.casefold() not in STATUSES), None)
    return "" if unknown is None else f"statuses: {_explain(unknown)}"


def _check_words(words: Sequence[str]) -> str:
    if len(words) > MOST:
        return f"{len(words)} entries are too many, {MOST} may be there"
    if not all(word.strip() for word in words):
        return "an entry is blank"
    long = next((word for word in words if len(word) > LONGEST), None)
    return (
        "" if long is None else f'"{clean_line(long, 40)}" has {len(long)} characters, {LONGEST} may be there'
    )


def _explain(word: str) -> str:
    near = near_matches(word, STATUSES, limit=1)
    meant = f'did you mean "{near[0]}"?' if near else f"there are {', '.join(STATUSES)}"
    return f'"{clean_line(word, 40)}" is no status: {meant}'
