"""Commands: each declared once; bindings, palette, help, key bar and README derive from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from textual.binding import Binding, BindingType
from textual.keys import format_key

from amplify_tui.ui import situation as judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from amplify_tui.ui.situation import Situation


class Place(StrEnum):
    """A screen or dialog on which commands are listed."""

    DASHBOARD = "dashboard"
    BACKEND = "backend jobs"
    BACKEND_JOB = "backend job"
    HISTORY = "history"
    HELP = "help"
    PICKER = "picker"
    FORM = "form"
    CONFIRM = "confirmation"


TABLES: Final = frozenset({Place.DASHBOARD, Place.BACKEND, Place.HISTORY})
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


def _at(*places: Place) -> frozenset[Place]:
    return frozenset(places)


_DASHBOARD: Final = _at(Place.DASHBOARD)
_BACKEND: Final = _at(Place.BACKEND)

COMMANDS: Final[tuple[Command, ...]] = (
    # the dashboard's own
    Command("pick_app", ("a",), "Pick app", "Pick an app; typing filters.", _DASHBOARD, "app",
            why_not=judge.why_not_connected),
    Command("pick_branch", ("b",), "Pick branch", "Pick a branch of the app; typing filters.", _DASHBOARD,
            "branch", why_not=judge.why_not_app),
    Command("open", ("enter",), "Open",
            "Table: to the job's steps. Apps: opens the app or branch. Steps: says where the log is.",
            _DASHBOARD, "open", is_bound=False),
    Command("start", ("S",), "Start job", "Start a RELEASE of the branch: a form, then a confirmation.",
            _DASHBOARD, "start", is_write=True, why_not=judge.why_not_start),
    Command("retry", ("R",), "Retry job", "Build the selected job's commit again, after a confirmation.",
            _DASHBOARD, "retry", is_write=True, why_not=judge.why_not_retry),
    Command("stop", ("x",), "Stop job", "Stop the selected job, after a confirmation.", _DASHBOARD, "stop",
            is_write=True, why_not=judge.why_not_stop),
    Command("console", ("o",), "Console page", "Open the AWS console's page of the job or branch.",
            _DASHBOARD,
            "console", why_not=judge.why_not_branch),
    Command("site", ("O",), "Deployed site", "Open the branch's site.", _DASHBOARD,
            why_not=judge.why_not_site),
    Command("commit_page", ("C",), "Commit page", "Open the job's commit at the repository's host.",
            _DASHBOARD,
            why_not=judge.why_not_commit_page),
    Command("follow", ("f",), "Follow newest", "Keep the newest job selected, or stop doing so.", _DASHBOARD,
            "follow", why_not=judge.why_not_branch),
    Command("backend", ("B",), "Backend jobs", "Amplify Studio's backend environments and jobs of the app.",
            _DASHBOARD, "backend", why_not=judge.why_not_app),
    Command("pick_profile", ("P",), "Pick profile", "Look at another AWS profile.", _DASHBOARD),
    Command("pick_region", ("L",), "Pick region", "Look at another region (location).", _DASHBOARD),
    # backend jobs
    Command("pick_environment", ("b",), "Pick environment", "Pick a backend environment.", _BACKEND,
            "environment"),
    Command("server_filters", ("F",), "Server filters", "Let the server filter by operation, status, job id.",
            _BACKEND, "filters", why_not=judge.why_not_environment),
    Command("open_detail", ("enter",), "Job's detail", "Everything known of the backend job, live.", _BACKEND,
            "detail", is_bound=False),
    Command("release", ("U",), "Mark as FAILED",
            "Edit a stuck backend job's record, so that it blocks no push.",
            _at(Place.BACKEND, Place.BACKEND_JOB), "mark FAILED", is_write=True,
            why_not=judge.why_not_release),
    # tables
    Command("filter", ("slash",), "Filter", "Show only rows that hold what you type; esc clears.", TABLES,
            "filter"),
    Command("sort", ("s",), "Sort", "Sort by the next column; at the last one, turn around.", TABLES),
    Command("freeze", ("space",), "Freeze", "Hold the picture still, or let it go on.",
            _at(Place.DASHBOARD, Place.BACKEND)),
    Command("copy_id", ("y",), "Copy id or URL", "Copy the job id or address; in the history, the CLI line.",
            LOOKS,
            why_not=judge.why_not_row),
    Command("copy_row", ("c",), "Copy row", "Copy the row's text.", LOOKS, why_not=judge.why_not_row),
    Command("move", ("j", "k", "g", "G", "ctrl+d", "ctrl+u"), "Move", "Down, up, first, last, half a page.",
            TABLES,
            is_bound=False),
    Command("pane_1", ("1",), "Apps", "To the apps.", _DASHBOARD),
    Command("pane_2", ("2",), "Jobs", "To the jobs.", _DASHBOARD),
    Command("pane_3", ("3",), "Steps", "To the steps.", _DASHBOARD),
    Command("pane_next", ("tab",), "Next pane", "To the next pane or field.",
            _at(Place.DASHBOARD, Place.FORM, Place.CONFIRM)),
    Command("history", ("h",), "History", "Past messages and API calls, each with its AWS CLI equivalent.",
            _at(Place.DASHBOARD, Place.BACKEND, Place.BACKEND_JOB), "history"),
    # confirmations and forms
    Command("confirm", ("y",), "Confirm", "Do what the dialog says.", _at(Place.CONFIRM), is_write=True),
    Command("decline", ("n",), "Leave it", "Leave everything as it is.", _at(Place.CONFIRM)),
    Command("press", ("enter",), "Press", "Press the focused button.", _at(Place.CONFIRM), is_bound=False),
    Command("submit", ("ctrl+s",), "Go on", "What the form's button does.", _at(Place.FORM)),
    Command("choose", ("enter",), "Choose", "Take the marked line.", _at(Place.PICKER), is_bound=False),
    # everywhere
    Command("refresh", ("ctrl+r",), "Ask now", "Ask Amplify now about everything on the screen.", ALL),
    Command("help", ("question_mark", "f1"), "Help", "The keys of this screen.", ALL, "help"),
    Command("palette", ("ctrl+p",), "Palette", "Every command, by name.", ALL),
    Command("back", ("escape",), "Back", "Back, or clear the filter; never quits.", ALL),
    Command("leave", ("q",), "Leave", "Back; quits from the dashboard.", ALL - FIELDS, "quit"),
    Command("quit", ("ctrl+q",), "Quit", "Quit from everywhere; a write under way is waited for.", ALL),
    Command("interrupt", ("ctrl+c",), "Copy", "Copy a selection, else say which key quits.", ALL),
)  # fmt: skip
"""Every command, in the order of key bar and help."""

BY_ID: Final[Mapping[str, Command]] = {command.id: command for command in COMMANDS}
_APP_WIDE: Final = frozenset({"palette", "quit"})
_NO_PALETTE: Final = frozenset({"palette", "open", "open_detail", "move", "press", "interrupt", "choose"})


def commands_at(place: Place, *, is_read_only: bool = False) -> Iterator[Command]:
    """Yield the commands of a place, in order, without writes where nothing may be written."""
    return (
        command for command in COMMANDS if place in command.places and not (is_read_only and command.is_write)
    )


def palette_commands(place: Place, *, is_read_only: bool) -> Iterator[Command]:
    """Yield what the palette offers on a place."""
    return (
        command for command in commands_at(place, is_read_only=is_read_only) if command.id not in _NO_PALETTE
    )


def bindings_at(place: Place) -> list[BindingType]:
    """Make a screen's bindings; ``action_command`` judges and runs them all alike."""
    return [
        Binding(",".join(command.keys), f"command('{command.id}')", command.title, show=False, id=command.id)
        for command in commands_at(place)
        if command.is_bound and command.id not in _APP_WIDE
    ]


def app_bindings() -> list[BindingType]:
    """Make the bindings that work whatever has the focus."""
    actions = {"palette": "command_palette", "quit": "quit"}
    return [
        Binding(",".join(BY_ID[name].keys), action, BY_ID[name].title, show=False, priority=True, id=name)
        for name, action in actions.items()
    ]


def sound_keymap(wanted: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Sort out which of the user's keys can be used.

    Args:
        wanted: Command ids and keys, several separated by commas.

    Returns:
        What can be used, and one complaint for each that cannot.
    """
    good = {name: keys for name, keys in wanted.items() if name in BY_ID and BY_ID[name].is_bound}
    complaints = [f"keys.{name}: there is no such command." for name in wanted if name not in good]
    while clash := next(_clashes(good), None):
        name, key, other = clash
        del good[name]
        complaints.append(f"keys.{name}: {key} is the key of {other}.")
    return good, complaints


def _clashes(keymap: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield each of the user's commands, last one first, whose key is also another one's where both apply."""
    for name in reversed(list(keymap)):
        command = BY_ID[name]
        for other in COMMANDS:
            if other.id != name and other.places & command.places:
                taken = keys_of(other, keymap)
                yield from ((name, key, other.id) for key in keys_of(command, keymap) if key in taken)


def keys_of(command: Command, keymap: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys that run a command, the user's own first of all."""
    mine = keymap.get(command.id)
    return tuple(key.strip() for key in mine.split(",")) if mine else command.keys


def footer_of(command: Command, place: Place) -> str:
    """Return the word for the key bar of a place; empty keeps the command out of it."""
    return "back" if command.id == "leave" and place is not Place.DASHBOARD else command.footer


def key_label(key: str) -> str:
    """Write a key as it stands on a keyboard: ``?`` for ``question_mark``."""
    names = {"escape": "esc", "f1": "F1", "space": "space", "enter": "enter", "tab": "tab"}
    return names.get(key) or (key if "+" in key else format_key(key))


def key_table_markdown() -> str:
    """Write the README's key table, one row a command."""
    rows = ["| key | does | where |", "|---|---|---|"]
    for command in COMMANDS:
        keys = " ".join(f"`{key_label(key)}`" for key in command.keys)
        where = (
            "everywhere"
            if command.places >= ALL - FIELDS
            else ", ".join(place.value for place in Place if place in command.places)
        )
        rows.append(f"| {keys} | {command.help} | {where} |")
    return "\n".join(rows) + "\n"
