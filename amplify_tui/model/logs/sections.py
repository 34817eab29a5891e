"""Phases and commands of a build, as its markers tell them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from amplify_tui.model.logs.line import Level, Section
from amplify_tui.model.logs.records import time_of
from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from datetime import datetime

MOST: Final = 5_000
"""Sections that are told apart; a log with more is no build's."""
_NAME: Final = 1_000
_MARKERS: Final = re.compile(
    rb"""
    \#\ (?:
        (?P<phase>Starting\ phase:)\ *(?P<phase_name>\S{1,64})
      | (?P<done>Completed\ phase:)\ *(?P<done_name>\S{1,64})
      | (?P<command>Executing\ command:)\ ?(?P<command_name>.*)
      | (?P<clone>Cloning\ repository)
      | (?P<setup>Retrieving\ environment\ cache)
      | (?P<cache>Retrieving\ cache)
      | (?P<caching>Starting\ caching)
      | (?P<keeping>Starting\ environment\ caching)
      | (?P<over>Caching\ completed|Environment\ caching\ completed)
    )
  | \#\#\ (?:
        (?P<backend>Starting\ Backend\ Build)
      | (?P<frontend>Starting\ Frontend\ Build)
      | (?P<last>Completed\ Backend\ Build)
      | (?P<between>Completed\ Frontend\ Build|Build\ completed)
    )
  | !!!\ *(?:
        (?P<exit>Error:\ Command\ failed\ with\ exit\ code\ (?P<code>-?\d{1,9}))
      | (?P<failed>Build\ failed|CustomerError|Non-Zero\ Exit)
      | (?P<error>.)
    )
    """,
    re.VERBOSE | re.DOTALL,
)
_OPENERS: Final = {
    "clone": "clone",
    "setup": "environment",
    "cache": "cache",
    "caching": "caching",
    "keeping": "environment caching",
    "backend": "backend",
    "frontend": "frontend",
}


@dataclass(slots=True)
class SectionTracker:
    """Follows the markers of a log from its first line to its last.

    Attributes:
        found: Sections by the line that opens them; those still open end with line 0.
    """

    found: list[Section] = field(default_factory=list)
    _phase: int | None = None
    _command: int | None = None
    _failed: int | None = None

    def copy(self) -> SectionTracker:
        """Return one that goes on from here without touching this one."""
        return replace(self, found=list(self.found))

    def sections(self, last: int) -> tuple[Section, ...]:
        """Return all, those still open ending with the last line so far."""
        return tuple(each if each.last else replace(each, last=max(last, each.first)) for each in self.found)

    def take(self, number: int, text: bytes, record: bytes, level: int) -> None:
        """Note a line that looks like a marker.

        Args:
            number: Of the line, from 1.
            text: The line without prefix or indentation.
            record: Beginning of the record that it belongs to, for the time.
            level: Of that record; what Amplify has not written as an error ends nothing.
        """
        if len(self.found) >= MOST:
            return
        marker = _MARKERS.match(text.rstrip(b"\r"))
        if marker is None:
            return
        at = time_of(record)
        kind = next(name for name, value in marker.groupdict().items() if value is not None)
        if kind == "command":
            self._open_command(number, _name(marker["command_name"]), at)
        elif kind == "phase":
            self._open_phase(number, _name(marker["phase_name"]), at)
        elif kind in _OPENERS:
            self._open_phase(number, _OPENERS[kind], at)
        elif kind in ("done", "over", "last"):
            self._end(number, at, is_within=True)
        elif kind == "exit":
            self._fail(int(marker["code"]))
            self._end(number, at)
        elif kind != "error" or level == Level.ERROR:
            self._end(number, at)

    def _open_phase(self, number: int, name: str, at: datetime | None) -> None:
        self._end(number, at)
        before = self.found[-1] if self.found else None
        if before and before.name == "frontend" and before.kind == "phase":
            self.found.pop()  # but a heading of the phase that follows at once
        self._failed = None
        self._phase = len(self.found)
        self.found.append(Section("phase", name, number, 0, at))

    def _open_command(self, number: int, name: str, at: datetime | None) -> None:
        self._end_command(number - 1, at)
        phase = "" if self._phase is None else self.found[self._phase].name
        self._command = self._failed = len(self.found)
        self.found.append(Section("command", name, number, 0, at, phase=phase))

    def _end(self, number: int, at: datetime | None, *, is_within: bool = False) -> None:
        """End what is open before a line, or with it where it belongs to the phase."""
        self._end_command(number - 1, at)
        self._close(self._phase, number if is_within else number - 1, at)
        self._phase = None

    def _end_command(self, last: int, at: datetime | None) -> None:
        self._close(self._command, last, at)
        self._command = None

    def _close(self, place: int | None, last: int, at: datetime | None) -> None:
        if place is not None:
            opened = self.found[place]
            self.found[place] = replace(opened, last=max(last, opened.first), ended_at=at)

    def _fail(self, code: int) -> None:
        if self._failed is not None:
            self.found[self._failed] = replace(self.found[self._failed], exit_code=code)
            self._failed = None


def _name(raw: bytes) -> str:
    return clean_line(raw.decode("utf-8", "replace"), _NAME)
