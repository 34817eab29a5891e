"""What a command finds around itself: environment, folders, streams."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from amplify_tui.services.clock import SystemClock
from amplify_tui.services.paths import FOLDER_SETTINGS, find_downloads, find_paths
from amplify_tui.services.settings_file import SettingsSources, load_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amplify_tui.cli.parser import Request
    from amplify_tui.model.settings import Settings
    from amplify_tui.services.paths import Paths
    from amplify_tui.services.ports import Clock

DEMO: Final = "demo"
_OF_THE_DEMO: Final = frozenset(
    {
        "interval",
        "read_only",
        "theme",
        "no_color",
        "log_file",
        "log_level",
        "keys",
        "download_dir",
        "pictures",
        "spotlight",
        "page_seconds",
    }
)
"""Settings that mean the same in the demo; the others belong to the user's own AWS world."""
_NAMED_IN_THE_DEMO: Final = frozenset({"app", "branch", "view"})
"""Settings that count in the demo where the command line names them."""


def _current_folder() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError:
        # Somebody removed the folder the shell stands in.
        return Path("/")


def _home_folder() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        return Path("/")


def _expand(path: str) -> Path:
    try:
        return Path(path).expanduser()
    except RuntimeError:
        # There is no such user, so the tilde is part of a name.
        return Path(path)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the process was started with.

    Attributes:
        environment: Its variables.
        folder: The current folder.
        home: The user's home folder.
        clock: The only source of time of headless commands.
    """

    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    folder: Path = field(default_factory=_current_folder)
    home: Path = field(default_factory=_home_folder)
    clock: Clock = field(default_factory=SystemClock)

    def paths(self, request: Request) -> Paths:
        """Return the program's paths, the demo's own for the demo."""
        paths = find_paths(self.environment, self.home)
        return paths.inside(DEMO) if request.command.name == DEMO else paths

    def settings_file(self, request: Request) -> tuple[Path, str]:
        """Return the user's settings file, and what named it; empty for the usual one."""
        for named, source in (
            (request.config, "--config"),
            (self.environment.get("AMPLIFY_TUI_CONFIG", ""), "AMPLIFY_TUI_CONFIG"),
        ):
            if named:
                return self.folder / _expand(named), source
        return self.paths(request).config, ""

    def folder_file(self) -> Path:
        """Return the settings file that the current folder may have."""
        return self.folder / FOLDER_SETTINGS

    def settings(self, request: Request) -> Settings:
        """Read every source of settings.

        Raises:
            SettingsError: One of them cannot be used as it is.
        """
        path, source = self.settings_file(request)
        found = load_settings(
            SettingsSources(request.settings, self.environment, path, bool(source), self.folder)
        )
        return _without_the_users_world(found, request) if request.command.name == DEMO else found

    def log_path(self, settings: Settings, request: Request) -> Path:
        """Return the log file in force."""
        if settings.log_file:
            return self.folder / _expand(settings.log_file)
        return self.paths(request).log

    def download_folder(self, settings: Settings) -> Path:
        """Return where the dashboard's downloads go: as set, else the user's folder for them, else here."""
        if settings.download_dir:
            return self.folder / _expand(settings.download_dir)
        usual = find_downloads(self.environment, self.home)
        return usual if usual.is_dir() else self.folder


def _without_the_users_world(found: Settings, request: Request) -> Settings:
    from amplify_tui.cli.demo import demo_views

    kept = _OF_THE_DEMO | (_NAMED_IN_THE_DEMO & request.settings.keys())
    names = {name for name in found.sources if name in kept}
    return type(found)(
        **{name: getattr(found, name) for name in names},
        views=demo_views(),
        sources={name: found.sources[name] for name in names},
    )


def has_terminal() -> bool:
    """Tell whether somebody can be asked: questions go to stderr, answers come from stdin."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))
