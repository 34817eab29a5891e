"""``amplify-tui info``: every path and setting in force, and where each came from."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from amplify_tui import __version__
from amplify_tui.cli.exits import Exit
from amplify_tui.cli.output import Output
from amplify_tui.cli.tables import Cell, Column
from amplify_tui.model.settings import declared_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amplify_tui.cli.parser import Request
    from amplify_tui.cli.surroundings import Surroundings
    from amplify_tui.model.settings import Settings

_COLUMNS: Final = (Column("NAME"), Column("VALUE", is_flexible=True), Column("SOURCE", is_flexible=True))
_DEFAULT: Final = "default"

Entry = tuple[str, object, str]


def run(request: Request, surroundings: Surroundings) -> int:
    """Run the command."""
    settings = surroundings.settings(request)
    output = Output(is_json=request.has("json"), no_color=settings.no_color)
    found = [*_paths(request, surroundings)]
    for each in declared_settings():
        value = getattr(settings, each.name)
        found.append((each.name, value, settings.sources.get(each.name, _DEFAULT)))
    found += _tables(settings)
    if output.is_json:
        output.json([{"name": name, "value": value, "source": source} for name, value, source in found])
    else:
        output.table(
            _COLUMNS, [(Cell(name), Cell(_text(value)), Cell(source)) for name, value, source in found]
        )
    return Exit.DONE


def _paths(request: Request, surroundings: Surroundings) -> Iterator[Entry]:
    from amplify_tui.ui.stylesheet import stylesheet_path

    settings = surroundings.settings(request)
    paths = surroundings.paths(request)
    config, source = surroundings.settings_file(request)
    folder_file = surroundings.folder_file()
    yield "version", __version__, "amplify_tui"
    yield "python", sys.version.split()[0], sys.executable
    yield (
        "config_file",
        str(config),
        _found(source or _xdg(surroundings, "CONFIG"), is_there=config.is_file()),
    )
    yield "folder_file", str(folder_file), _found("the current folder", is_there=folder_file.is_file())
    yield "state_folder", str(paths.state), _xdg(surroundings, "STATE")
    log_source = settings.sources.get("log_file", _xdg(surroundings, "STATE"))
    yield "log", str(surroundings.log_path(settings, request)), log_source
    yield "cache_folder", str(paths.cache), _xdg(surroundings, "CACHE")
    yield "styles", str(stylesheet_path()), "amplify_tui"


def _tables(settings: Settings) -> Iterator[Entry]:
    """Yield the targets and views of the settings, each with where it stands."""
    for target in settings.targets:
        name = f"target {target.name}"
        values = {
            "profile": target.profile,
            "region": list(target.region),
            "eventsQueue": list(target.events_queue),
        }
        source = settings.sources.get(name, "")
        yield name, values, source if settings.targets_in_force else f"{source}, {_overruled(settings)}"
    for view in settings.views:
        name = f"view {view.name}"
        shown = {
            "apps": list(view.apps),
            "branches": list(view.branches),
            "statuses": list(view.statuses),
        }
        yield name, shown, settings.sources.get(name, "")


def _overruled(settings: Settings) -> str:
    return f"but {' and '.join(settings.named_places)} goes first"


def _xdg(surroundings: Surroundings, kind: str) -> str:
    name = f"XDG_{kind}_HOME"
    return name if surroundings.environment.get(name, "").startswith("/") else _DEFAULT


def _found(source: str, *, is_there: bool) -> str:
    return source if is_there else f"{source}, not there"


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (tuple, list)):
        return ",".join(map(str, value))
    if isinstance(value, dict):
        return ",".join(f"{name}={_text(part)}" for name, part in value.items() if part)
    return "" if value is None else str(value)
