"""How the lines of a log are shown: widths of the columns, times; pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from amplify_tui.ui import wording

if TYPE_CHECKING:
    from datetime import datetime, timedelta, tzinfo

_TIME: Final = 8
_WITH_TIME: Final = 60
_WITH_NUMBER: Final = 36
_LEAST_NUMBER: Final = 3
_MINUTE: Final = 60
_TENTHS_BELOW: Final = 100
_HOUR: Final = 3_600


class Times(StrEnum):
    """What the time column shows, in the order in which its key goes through them."""

    SINCE = "since start"
    CLOCK = "local time"
    OFF = "off"

    @property
    def following(self) -> Times:
        """The next one."""
        every = list(Times)
        return every[(every.index(self) + 1) % len(every)]


@dataclass(frozen=True, slots=True)
class Look:
    """How all lines are shown.

    Attributes:
        width: Cells of a line.
        last_number: The highest line number there is.
        times: What the time column shows.
        is_wrapped: Whether long lines go on below themselves.
        offset: Cells scrolled to the right.
        start: When the step began, aware UTC; None where unknown.
        zone: Time zone to show; None for the machine's own.
    """

    width: int
    last_number: int = 0
    times: Times = Times.SINCE
    is_wrapped: bool = False
    offset: int = 0
    start: datetime | None = None
    zone: tzinfo | None = None

    @property
    def number_width(self) -> int:
        """Cells of the line number; 0 where there is no room for it."""
        return max(len(str(self.last_number)), _LEAST_NUMBER) if self.width >= _WITH_NUMBER else 0

    @property
    def time_width(self) -> int:
        """Cells of the time; 0 where it is off, or there is no room for it."""
        return _TIME if self.times is not Times.OFF and self.width >= _WITH_TIME else 0

    @property
    def gutter_width(self) -> int:
        """Cells before the text."""
        number = self.number_width + 1 if self.number_width else 0
        return 1 + number + 1 + (self.time_width + 1 if self.time_width else 0) + 1

    @property
    def text_width(self) -> int:
        """Cells of the text."""
        return max(self.width - self.gutter_width, 1)


def since(length: timedelta) -> str:
    """Tell how long after the start something was, such as ``+14.9s`` or ``+2m 04s``."""
    seconds = max(length.total_seconds(), 0.0)
    if seconds < _TENTHS_BELOW:
        return f"+{int(seconds * 10) / 10:.1f}s"
    if seconds < _HOUR:
        return f"+{int(seconds) // _MINUTE}m {int(seconds) % _MINUTE:02d}s"
    return f"+{wording.duration(length)}"
