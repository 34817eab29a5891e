"""Checks the tables of a settings file: ``[[target]]`` and ``[[view]]``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from amplify_tui.model.matching import near_matches
from amplify_tui.model.named_targets import NamedTarget
from amplify_tui.model.setting_values import ValueProblem, read_value
from amplify_tui.model.settings import MOST_TARGETS
from amplify_tui.model.text import clean_line
from amplify_tui.model.view_check import check_view
from amplify_tui.model.views import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amplify_tui.model.settings import Kind

LONGEST_NAME: Final = 60
MOST_VIEWS: Final = 100
"""Views of one file; a person picks them by name from a list."""
_TARGET: Final[Mapping[str, Kind]] = {
    "name": "text",
    "profile": "text",
    "region": "names",
    "events_queue": "queues",
}
_VIEW: Final[Mapping[str, Kind]] = {
    "name": "text",
    "apps": "globs",
    "branches": "globs",
    "statuses": "names",
    "is_default": "switch",
}


class TableProblem(ValueError):  # noqa: N818 - it is told to the user as one
    """Says in one line what is wrong with a table.

    Attributes:
        number: Which table of its kind, from 0; below zero where it is no table at all.
        key: The key that is meant; empty for the table as a whole.
        hint: What to do about it; empty where nothing is known to help.
    """

    def __init__(self, message: str, number: int = -1, key: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.number = number
        self.key = key
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Views:
    """The views of a file.

    Attributes:
        views: In the file's order.
        default: Number of the one that is opened where nobody names one; None for none.
    """

    views: tuple[View, ...]
    default: int | None


def read_targets(raw: object) -> tuple[NamedTarget, ...]:
    """Read every ``[[target]]``.

    Args:
        raw: What the file has under ``target``.

    Raises:
        TableProblem: Something is missing, unknown, there twice, or no such value.
    """
    found: list[NamedTarget] = []
    for number, values in enumerate(_tables("target", raw, _TARGET)):
        target = NamedTarget(values["name"], values["profile"], values["region"], values["events_queue"])
        if not target.region:
            raise TableProblem("is missing: name a region, or a list of them.", number, "region")
        taken = {place: each.name for each in found for place in each.targets}
        twice = next((place for place in target.targets if place in taken), None)
        if twice is not None:
            raise TableProblem(
                f"{twice.region} of this profile is in {clean_line(taken[twice])} already.", number, "region"
            )
        found.append(target)
        if len(taken) + len(target.targets) > MOST_TARGETS:
            raise TableProblem(f"these are more than {MOST_TARGETS} targets.", number, "region")
    return tuple(found)


def read_views(raw: object) -> Views:
    """Read every ``[[view]]``.

    Args:
        raw: What the file has under ``view``.

    Raises:
        TableProblem: Something is missing, unknown, there twice, or no such value.
    """
    found: list[View] = []
    default: int | None = None
    for number, values in enumerate(_tables("view", raw, _VIEW)):
        view = View(values["name"], values["apps"], values["branches"], values["statuses"])
        if complaint := check_view(view):
            key = next((key for key in _VIEW if complaint.startswith(f"{key}: ")), "")
            said = complaint.removeprefix(f"{key}: ")
            raise TableProblem(said if said.endswith("?") else f"{said}.", number, key)
        if values["is_default"]:
            if default is not None:
                raise TableProblem(
                    f"is set for {clean_line(found[default].name)} already.", number, "is_default"
                )
            default = number
        found.append(view)
        if len(found) > MOST_VIEWS:
            raise TableProblem(f"these are more than {MOST_VIEWS} views.", number)
    return Views(tuple(found), default)


def _tables(kind: str, raw: object, keys: Mapping[str, Kind]) -> Iterator[dict[str, Any]]:
    """Yield the values of each table by key, those that are missing as empty ones."""
    if not isinstance(raw, list) or not all(isinstance(each, Mapping) for each in raw):
        raise TableProblem(f"is a list of tables: write [[{kind}]] with two brackets.")
    names: set[str] = set()
    for number, table in enumerate(raw):
        for key in table:
            if key not in keys:
                raise TableProblem(f"is nothing that a [[{kind}]] has.", number, key, _hint(key, keys))
        values: dict[str, Any] = {key: _value(of, table, key, number) for key, of in keys.items()}
        name = values["name"]
        if not name or len(name) > LONGEST_NAME:
            said = "is missing" if not name else "is too long"
            raise TableProblem(f"{said}: give it one of 1 to {LONGEST_NAME} characters.", number, "name")
        if name.casefold() in names:
            raise TableProblem(f"there is a {kind} {clean_line(name)} already.", number, "name")
        names.add(name.casefold())
        yield values


def _value(kind: Kind, table: Mapping[str, object], key: str, number: int) -> object:
    if key not in table:
        return {"text": "", "switch": False}.get(kind, ())
    try:
        return read_value(kind, table[key])
    except ValueProblem as problem:
        raise TableProblem(str(problem), number, key) from problem


def _hint(key: str, keys: Mapping[str, Kind]) -> str:
    near = near_matches(key, keys, 1)
    return f"Did you mean {near[0]}?" if near else f"It has {', '.join(keys)}."
