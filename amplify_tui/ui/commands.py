"""Commands: each declared once; bindings, palette, help, key bar and README derive from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.binding import Binding, BindingType
from textual.keys import format_key

from amplify_tui.ui.command import ALL, FIELDS, Command, Place
from amplify_tui.ui.command_lists import (
    backend,
    dashboard,
    dialogs,
    everywhere,
    files,
    fleet,
    log,
    tables,
    wall,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["BY_ID", "COMMANDS", "Command", "Place", "bindings_at", "commands_at"]

COMMANDS: Final[tuple[Command, ...]] = (
    *fleet.OPENING,
    *dashboard.COMMANDS,
    *wall.COMMANDS,
    *fleet.COMMANDS,
    *log.COMMANDS,
    *files.COMMANDS,
    *backend.COMMANDS,
    *tables.COMMANDS,
    *dialogs.COMMANDS,
    *everywhere.COMMANDS,
)
"""Every command, in the order of key bar and help."""

BY_ID: Final[Mapping[str, Command]] = {command.id: command for command in COMMANDS}
_APP_WIDE: Final = frozenset({"palette", "quit"})
_DASHBOARD_HINTS: Final = frozenset({"console"})
_NO_PALETTE: Final = frozenset(
    {"palette", "open", "open_branch", "open_detail", "move", "press", "interrupt", "choose"}
)


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
    if place is Place.DASHBOARD:
        return command.footer
    return "back" if command.id == "leave" else "" if command.id in _DASHBOARD_HINTS else command.footer


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
