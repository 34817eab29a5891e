"""Where the program's files are, by the XDG rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME: Final = "amplify-tui"
_MOST_DIRS: Final = 100_000
_DOWNLOADS: Final = re.compile(r'^XDG_DOWNLOAD_DIR="((?:\$HOME)?/[^"\\$`]*)"', re.MULTILINE)
FOLDER_SETTINGS: Final = ".amplify-tui.toml"
PRIVATE_FOLDER: Final = 0o700
PRIVATE_FILE: Final = 0o600


@dataclass(frozen=True, slots=True)
class Paths:
    """The program's folders; none of them need exist.

    Attributes:
        config: The user's settings file.
        state: What is remembered, and the log file.
        cache: What may be deleted at any time.
    """

    config: Path
    state: Path
    cache: Path

    @property
    def memory(self) -> Path:
        """What is kept from one run to the next."""
        return self.state / "state.json"

    @property
    def log(self) -> Path:
        """The log file where no other is set."""
        return self.state / "amplify-tui.log"

    def inside(self, name: str) -> Paths:
        """Return the same with folders of their own for state and cache, as the demo has."""
        return Paths(self.config, self.state / name, self.cache / name)


def find_paths(environment: Mapping[str, str], home: Path) -> Paths:
    """Work the paths out; touches no file.

    Args:
        environment: The process's environment.
        home: The user's home folder.

    Source:
        XDG Base Directory Specification: a path that is not absolute is ignored.
    """

    def root(variable: str, otherwise: str) -> Path:
        named = Path(environment.get(variable, ""))
        return named if named.is_absolute() else home / otherwise

    return Paths(
        config=root("XDG_CONFIG_HOME", ".config") / NAME / "config.toml",
        state=root("XDG_STATE_HOME", ".local/state") / NAME,
        cache=root("XDG_CACHE_HOME", ".cache") / NAME,
    )


def find_downloads(environment: Mapping[str, str], home: Path) -> Path:
    """Work out where the user's downloads go; it need not exist.

    Args:
        environment: The process's environment.
        home: The user's home folder.

    Source:
        xdg-user-dirs: a file of shell assignments, whose values begin with ``$HOME/`` or ``/``.
    """
    named = environment.get("XDG_DOWNLOAD_DIR", "")
    if not named:
        config = Path(environment.get("XDG_CONFIG_HOME", ""))
        folder = config if config.is_absolute() else home / ".config"
        try:
            with (folder / "user-dirs.dirs").open("rb") as file:
                text = file.read(_MOST_DIRS).decode("utf-8", "replace")
        except OSError:
            text = ""
        found = _DOWNLOADS.search(text)
        named = found[1] if found is not None else ""
    path = Path(named.replace("$HOME", str(home), 1) if named.startswith("$HOME/") else named)
    return path if path.is_absolute() else home / "Downloads"


def make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, so that only its owner can read them.

    Raises:
        OSError: It cannot be made.
    """
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
