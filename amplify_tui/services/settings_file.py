"""Reads the settings: flags over environment over the folder's file over the user's file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from amplify_tui.model.matching import near_matches
from amplify_tui.model.setting_values import ValueProblem, read_value
from amplify_tui.model.settings import MOST_QUEUES, MOST_TARGETS, Settings, declared_settings
from amplify_tui.model.text import clean_line
from amplify_tui.services.paths import FOLDER_SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from amplify_tui.model.settings import Setting
    from amplify_tui.services.settings_tables import Tables

PREFIX: Final = "AMPLIFY_TUI_"
_OTHER_VARIABLES: Final = frozenset({"AMPLIFY_TUI_CONFIG"})
_SIZE_LIMIT: Final = 256 * 1024
_VIEWS: Final = (r"^[ \t]*view[ \t]*=", r"^[ \t]*\[\[[ \t]*view[ \t]*\]\]")
_BOTH_VIEWS: Final = (
    "A file has view = or [[view]] tables, not both: is_default = true marks the one to open."
)
_TABLES: Final[tuple[str, ...]] = ("target", "view")


class SettingsError(Exception):
    """A setting that cannot be used as it is.

    Attributes:
        message: What is wrong, with file, line and key.
        hint: What to do about it; empty where nothing is known to help.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class SettingsSources:
    """Where settings may come from.

    Attributes:
        flags: What the command line said, by setting; absent where it said nothing.
        environment: The process's environment.
        user_file: The user's file.
        is_named: Whether the user named that file, so that it must exist.
        folder: The current folder, which may hold a file of its own.
    """

    flags: Mapping[str, object]
    environment: Mapping[str, str]
    user_file: Path
    is_named: bool
    folder: Path


def load_settings(sources: SettingsSources) -> Settings:
    """Read every source; the first of flag, environment, folder and user file that says something wins.

    ``read_only`` holds where any source says so.

    Raises:
        SettingsError: A source cannot be read, or says what is no setting or no value of one.
    """
    declared = {each.name: each for each in declared_settings()}
    user = _open(sources.user_file, must_exist=sources.is_named)
    tables = _take_tables(user)
    layers = (
        _read_file(user, declared),
        _read_folder(_open(sources.folder / FOLDER_SETTINGS), declared),
        _read_environment(sources.environment, declared.values()),
        _read_flags(sources.flags, declared),
    )
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for layer in layers:
        for name, (value, origin) in layer.items():
            if name == "read_only" and values.get(name) is True:
                continue
            values[name], origins[name] = value, origin
    if sources.environment.get("NO_COLOR") and not values.get("no_color"):
        values["no_color"], origins["no_color"] = True, "NO_COLOR"
    if tables is not None:
        values |= {"targets": tables.targets, "views": tables.views}
        values.setdefault("view", tables.default_view)
        origins = tables.sources | origins
    settings = Settings(**values, sources=origins)
    _check_extent(settings)
    return settings


Layer = dict[str, tuple[object, str]]


def _read_flags(flags: Mapping[str, object], declared: Mapping[str, Setting]) -> Layer:
    return {
        name: (_checked(declared[name], raw, declared[name].flag), declared[name].flag)
        for name, raw in flags.items()
    }


def _read_environment(environment: Mapping[str, str], declared: Iterable[Setting]) -> Layer:
    by_variable = {each.variable: each for each in declared if each.variable}
    layer: Layer = {}
    for variable, raw in environment.items():
        if not variable.startswith(PREFIX) or variable in _OTHER_VARIABLES or not raw:
            continue
        setting = by_variable.get(variable)
        if setting is None:
            near = near_matches(variable, (*by_variable, *_OTHER_VARIABLES), 1)
            raise SettingsError(
                f"{clean_line(variable, 80)} in the environment is no setting.", _did_you_mean(near)
            )
        layer[setting.name] = (_checked(setting, raw, variable), variable)
    return layer


@dataclass(frozen=True, slots=True)
class _File:
    """A settings file as it was found.

    Attributes:
        path: Where it is.
        text: What it holds; empty where there is none.
        found: What is under each key.
    """

    path: Path
    text: str
    found: dict[str, Any]


def _open(path: Path, *, must_exist: bool = False) -> _File:
    text = _read_text(path, must_exist=must_exist)
    if not text:
        return _File(path, "", {})
    import tomllib  # not at the top: most folders have no settings to read

    try:
        return _File(path, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        hint = _BOTH_VIEWS if all(re.search(each, text, re.MULTILINE) for each in _VIEWS) else ""
        raise SettingsError(f"{path} is not TOML: {clean_line(str(error), 200)}.", hint) from error
    except RecursionError as error:
        raise SettingsError(f"{path} is not a settings file: it is nested too deeply.") from error


def _take_tables(file: _File) -> Tables | None:
    """Read the tables of the user's file, and take them out; a ``view`` that is a text is a setting."""
    names = [name for name in _TABLES if name in file.found]
    if isinstance(file.found.get("view"), str):
        names.remove("view")
    if not names:
        return None
    from amplify_tui.services.settings_tables import TableError, TableFile, read_tables  # seldom needed

    taken = {name: file.found.pop(name) for name in names}
    try:
        return read_tables(TableFile(file.path, file.text), taken)
    except TableError as error:
        raise SettingsError(error.message, error.hint) from error


def _read_folder(file: _File, declared: Mapping[str, Setting]) -> Layer:
    for name in _TABLES:
        if name in file.found and not (name == "view" and isinstance(file.found[name], str)):
            where = _place(file, name)
            raise SettingsError(
                f"{where}: {name}: a folder's file cannot have [[{name}]] tables, only your own can.",
                'It may name one of yours, such as view = "mine".' if name == "view" else "",
            )
    layer = _read_file(file, {name: each for name, each in declared.items() if each.in_folder})
    if "read_only" in layer and layer["read_only"][0] is not True:
        raise SettingsError(
            f"{layer['read_only'][1]}: a folder's file can only set read_only = true.", "Remove the line."
        )
    return layer


def _read_file(file: _File, declared: Mapping[str, Setting]) -> Layer:
    layer: Layer = {}
    for key, raw in file.found.items():
        where = _place(file, key)
        setting = declared.get(key)
        if setting is None:
            near = near_matches(key, (*declared, *_TABLES), 1)
            raise SettingsError(_unknown(where, key, file.path), _did_you_mean(near))
        layer[key] = (_checked(setting, raw, f"{where}: {key}"), where)
    return layer


def _read_text(path: Path, *, must_exist: bool) -> str:
    try:
        if path.exists() and not path.is_file():
            raise SettingsError(f"{path} is not a file.")
        with path.open("rb") as file:
            content = file.read(_SIZE_LIMIT + 1)
    except FileNotFoundError:
        if must_exist:
            raise SettingsError(
                f"There is no settings file {path}.", "Check --config and AMPLIFY_TUI_CONFIG."
            ) from None
        return ""
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror or 'unknown error'}.") from error
    if len(content) > _SIZE_LIMIT:
        raise SettingsError(f"{path} is larger than {_SIZE_LIMIT // 1024} kB, so it is no settings file.")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not UTF-8 text.") from error


def _unknown(where: str, key: str, path: Path) -> str:
    name = clean_line(key, 80)
    if path.name == FOLDER_SETTINGS and any(each.name == key for each in declared_settings()):
        return f"{where}: {name} cannot be set by a folder's file, only by your own."
    return f"{where}: {name} is no setting."


def _checked(setting: Setting, raw: object, where: str) -> object:
    try:
        return read_value(setting.kind, raw)
    except ValueProblem as problem:
        raise SettingsError(f"{where}: {problem}") from problem


def _check_extent(settings: Settings) -> None:
    """Refuse what one process cannot watch."""
    places = len(settings.profile or ("",)) * len(settings.region or ("",))
    if places > MOST_TARGETS:
        raise SettingsError(
            f"profile and region make {places} targets; one process watches at most {MOST_TARGETS}.",
            "Name fewer of them.",
        )
    queues = len(settings.event_urls())
    if queues > MOST_QUEUES:
        raise SettingsError(
            f"events_queue: these are {queues} queues; one process reads at most {MOST_QUEUES}.",
            "Let the rules of several regions write to one queue.",
        )


def _place(file: _File, key: str) -> str:
    quoted = re.escape(key)
    line = re.compile(rf"""^\s*(?:\[{{1,2}}\s*)?["']?{quoted}["']?\s*[.=\]]""")
    for number, content in enumerate(file.text.splitlines(), start=1):
        if line.match(content):
            return f"{file.path} line {number}"
    return str(file.path)


def _did_you_mean(near: tuple[str, ...]) -> str:
    return f"Did you mean {near[0]}?" if near else "`amplify-tui info` lists every setting."
