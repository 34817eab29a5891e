"""Opens pages and files in the user's browser, without waiting for it and without handing it secrets."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_URL: Final = re.compile(r"https?://[!-~]+", re.IGNORECASE)
_SIGNED: Final = re.compile(r"[?&](?:x-amz-|awsaccesskeyid=|signature=)", re.IGNORECASE)
_DISPLAYS: Final = ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")
_OPENERS: Final = (("xdg-open",), ("gio", "open"), ("wslview",), ("x-www-browser",))


class SystemBrowser:
    """The user's browser; implements ``services.ports.Browser``.

    A browser of the terminal (lynx, w3m) that ``BROWSER`` names gets no terminal:
    the dashboard has it.

    Args:
        environment: Where ``BROWSER``, ``PATH`` and ``DISPLAY`` are looked up; None for the process's own.
        platform: As ``sys.platform`` names it.
    """

    def __init__(self, environment: Mapping[str, str] | None = None, platform: str = sys.platform) -> None:
        self._environment = os.environ if environment is None else environment
        self._platform = platform

    def open(self, url: str) -> bool:
        """Show an http or https address without credentials; False where that cannot be done."""
        return is_showable(url) and any(self._run(words) for words in self._commands(url))

    def open_file(self, path: str) -> bool:
        """Show a file with whatever shows such files; False where that cannot be done.

        Args:
            path: Absolute; every user of the machine can read it while the viewer runs.
        """
        file = Path(path)
        return file.is_absolute() and any(self._run(words) for words in self._commands(file.as_uri()))

    def _commands(self, url: str) -> Iterator[list[str]]:
        for entry in self._environment.get("BROWSER", "").split(os.pathsep):
            try:
                words = shlex.split(entry)
            except ValueError:
                continue
            if words:
                # As other programs read BROWSER: the address is appended where no %s stands for it.
                has_place = any("%s" in word for word in words)
                yield [word.replace("%s", url) for word in words] if has_place else [*words, url]
        if self._platform == "darwin":
            yield ["open", url]
        elif any(self._environment.get(name) for name in _DISPLAYS):
            yield from ([*opener, url] for opener in _OPENERS)

    def _run(self, words: list[str]) -> bool:
        program = shutil.which(words[0], path=self._environment.get("PATH"))
        if program is None:
            return False
        try:
            process = subprocess.Popen(  # noqa: S603 - no shell, the user's own browser, an address that was checked
                [program, *words[1:]],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                env=dict(self._environment),
            )
        except OSError:
            return False
        # Somebody must collect its exit status, or it stays a zombie as long as the dashboard runs.
        threading.Thread(target=process.wait, name="browser", daemon=True).start()
        return True


def is_showable(url: str) -> bool:
    """Whether an address may become a process's argument, which every user of the machine can read.

    Args:
        url: The address.
    """
    if not _URL.fullmatch(url) or _SIGNED.search(url):
        return False
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False
