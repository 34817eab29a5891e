"""What a command is, and where it can be done."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from amplify_tui.ui import situation as judge

if TYPE_CHECKING:
    from collections.abc import Callable

    from amplify_tui.ui.situation import Situation


class Place(StrEnum):
    """A screen or dialog on which commands are listed."""

    DASHBOARD = "dashboard"
    WALL = "wall"
    FLEET = "all branches"
    LOG = "log"
    BACKEND = "backend jobs"
    BACKEND_JOB = "backend job"
    GALLERY = "screenshots"
    DOWNLOADS = "downloads"
    HISTORY = "history"
    HELP = "help"
    PICKER = "picker"
    FORM = "form"
    CONFIRM = "confirmation"


TABLES: Final = frozenset({Place.DASHBOARD, Place.FLEET, Place.BACKEND, Place.DOWNLOADS, Place.HISTORY})
FIELDS: Final = frozenset({Place.PICKER, Place.FORM})
LOOKS: Final = frozenset({*TABLES, Place.BACKEND_JOB})
ALL: Final = frozenset(Place)


@dataclass(frozen=True, slots=True)
class Command:
    """Something a user can do.

    Attributes:
        id: Name of the action, and of the binding in the user's keymap.
        keys: Textual's names of the keys, the usual one first.
        title: A few words for palette and tables.
        help: One sentence for the help screen.
        places: Where it can be done.
        footer: One word for the key bar; empty keeps it out.
        is_write: Whether it asks Amplify to change something.
        is_bound: Whether a screen binds it; else the focused widget does.
        why_not: Says why it does not apply now; empty where it does.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    places: frozenset[Place]
    footer: str = ""
    is_write: bool = False
    is_bound: bool = True
    why_not: Callable[[Situation], str] = field(default=judge.never, repr=False)


def at(*places: Place) -> frozenset[Place]:
    """Return a set of places."""
    return frozenset(places)
