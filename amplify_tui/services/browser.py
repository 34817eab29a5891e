"""Opens pages in the user's browser, without waiting for it and without handing it secrets."""

from __future__ import annotations

import logging
import os
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LOG: Final = logging.getLogger(__name__)
_DISPLAYS: Final = ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")


class SystemBrowser:
    """A ``ports.Browser`` that starts ``$BROWSER``, or else what the desktop has for addresses.

    Args:
        environment: The process's environment; None for its own.
        platform: As ``sys.platform`` names it.
    """

    def __init__(self, environment: Mapping[str, str] | None = None, platform: str = sys.platform) -> None:
        self._environment = os.environ if environment is None else environment
        self._platform = platform

    def open(self, url: str) -> bool:
        """Show an http or https address without credentials; False where that cannot be done."""
        if not is_harmless(url):
            return False
        return any(_start(command) for command in self._commands(url))

    def _commands(self, url: str) -> Iterator[list[str]]:
        # BROWSER is a list of commands, each with %s for the address or without.
        for named in self._environment.get("BROWSER", "").split(os.pathsep):
            try:
                words = shlex.split(named)
            except ValueError:
                continue
            if words:
                filled = [word.replace("%s", url) for word in words]
                yield filled if filled != words else [*words, url]
        if self._platform == "darwin":
            yield ["open", url]
        elif any(self._environment.get(name) for name in _DISPLAYS):
            yield from (["xdg-open", url], ["wslview", url], ["x-www-browser", url])


def is_harmless(url: str) -> bool:
    """Tell whether an address may be handed to another process, whose arguments everybody can read."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    is_plain = url.isprintable() and not any(character.isspace() for character in url)
    has_secret = "@" in parts.netloc or "x-amz-" in parts.query.lower()
    return parts.scheme in {"http", "https"} and bool(host) and is_plain and not has_secret


def _start(command: list[str]) -> bool:
    if shutil.which(command[0]) is None:
        return False
    try:
        subprocess.Popen(  # noqa: S603 - no shell, the user's own browser, and an address that was checked
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        _LOG.warning("the browser did not start: %s", error.strerror)
        return False
    return True
