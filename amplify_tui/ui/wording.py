"""The words, glyphs and figures that every screen shares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from amplify_tui.model.health import Freshness
from amplify_tui.ui.cell_text import plain

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from amplify_tui.model.health import Health
    from amplify_tui.model.steps import PresignedUrl

NOTHING: Final = "\u2013"
"""A dash: stands for what Amplify left out."""

LIVE_MARK: Final = "▲"
"""Stands beside the job that visitors of the site get now."""

_MINUTE: Final = 60
_HOUR: Final = 3_600
_DAY: Final = 86_400
_WEEK: Final = 7 * _DAY
_YEAR: Final = 365 * _DAY
_UNITS: Final = (
    (_MINUTE, 0, "now"),
    (_HOUR, _MINUTE, "m"),
    (_DAY, _HOUR, "h"),
    (2 * _WEEK, _DAY, "d"),
    (_YEAR, _WEEK, "w"),
)
_SHORT_SHA: Final = 7
_SHA_LENGTHS: Final = (40, 64)


@dataclass(frozen=True, slots=True)
class StatusMark:
    """How a status looks.

    Attributes:
        glyph: One cell wide.
        word: The status as Amplify says it, safe to show.
        tone: Name of the tone; ``tone--`` before it gives the component class,
            ``status-`` before it the theme variable.
    """

    glyph: str
    word: str
    tone: str


_WAITING: Final = ("◌", "waiting")
_LOOKS: Final = {
    "CREATED": _WAITING,
    "PENDING": _WAITING,
    "PROVISIONING": _WAITING,
    "RUNNING": ("●", "running"),
    "CANCELLING": ("◍", "cancelling"),
    "SUCCEED": ("✔", "succeed"),
    "FAILED": ("✘", "failed"),
    "CANCELLED": ("⊘", "cancelled"),
    "COMPLETED": ("✔", "succeed"),
}

TONES: Final = (
    "waiting",
    "running",
    "cancelling",
    "succeed",
    "failed",
    "cancelled",
    "unknown",
    "dim",
    "faint",
    "accent",
    "strong",
    "warning",
    "rule",
    "hit",
    "hit-now",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
)
"""Every tone there is; the stylesheet names a colour for each."""


def status_mark(status: str | None) -> StatusMark:
    """Tell how a status of a job, a step or a backend job looks.

    Args:
        status: As Amplify says it; None where it left it out.
    """
    glyph, tone = _LOOKS.get(status or "", ("?", "unknown"))
    return StatusMark(glyph, plain(status, 40) if status else "UNKNOWN", tone)


def age(at: datetime | None, now: datetime) -> str:
    """Tell how long ago something was, in one unit, such as ``3m``.

    Args:
        at: The moment, aware; None where unknown.
        now: The present moment, aware UTC.
    """
    if at is None:
        return NOTHING
    seconds = int((now - at).total_seconds())
    for below, size, unit in _UNITS:
        if seconds < below:
            return f"{seconds // size}{unit}" if size else unit
    return f"{seconds // _YEAR}y"


def duration(length: timedelta | None) -> str:
    """Tell a length of time in its two largest units, such as ``3m 12s``.

    Args:
        length: The length; None where unknown.
    """
    if length is None:
        return NOTHING
    seconds = max(int(length.total_seconds()), 0)
    if seconds < _MINUTE:
        return f"{seconds}s"
    if seconds < _HOUR:
        return f"{seconds // _MINUTE}m {seconds % _MINUTE:02d}s"
    if seconds < _DAY:
        return f"{seconds // _HOUR}h {seconds % _HOUR // _MINUTE:02d}m"
    return f"{seconds // _DAY}d {seconds % _DAY // _HOUR}h"


def short_duration(length: timedelta) -> str:
    """Tell a length of time in its largest unit alone, such as ``6m``.

    Args:
        length: The length.
    """
    return duration(length).split()[0]


def local_time(at: datetime | None, zone: tzinfo | None = None) -> str:
    """Tell the time of day, such as ``14:03:21``.

    Args:
        at: The moment, aware; None where unknown.
        zone: Time zone to show; None for the machine's own.
    """
    return NOTHING if at is None else f"{at.astimezone(zone):%H:%M:%S}"


def local_day_time(at: datetime | None, now: datetime, zone: tzinfo | None = None) -> str:
    """Tell the time of day, with the day where that is not today's, such as ``21 Nov 14:03``.

    Args:
        at: The moment, aware; None where unknown.
        now: The present moment, aware UTC.
        zone: Time zone to show; None for the machine's own.
    """
    if at is None:
        return NOTHING
    here, today = at.astimezone(zone), now.astimezone(zone)
    if here.date() == today.date():
        return f"{here:%H:%M:%S}"
    return f"{here:%d %b %H:%M}" if here.year == today.year else f"{here:%Y-%m-%d}"


def zone_clock(now: datetime, zone: tzinfo | None = None) -> str:
    """Tell the time zone and the time, such as ``CET 14:03:21``.

    Args:
        now: The present moment, aware UTC.
        zone: Time zone to show; None for the machine's own.
    """
    return f"{now.astimezone(zone):%Z %H:%M:%S}".strip()


def commit(commit_id: str | None) -> str:
    """Tell a commit: seven digits of a SHA, ``HEAD``, or whatever else it is.

    Args:
        commit_id: As Amplify says it; None for a manual deployment.
    """
    if not commit_id:
        return NOTHING
    is_sha = len(commit_id) in _SHA_LENGTHS and all(digit in "0123456789abcdefABCDEF" for digit in commit_id)
    return commit_id[:_SHORT_SHA] if is_sha else plain(commit_id, 300)


def link(url: PresignedUrl | None, now: datetime) -> str:
    """Tell a presigned address and how long it works, such as ``…/BUILD/log.txt (valid 58m)``.

    Args:
        url: The address; None where there is none.
        now: The present moment, aware UTC.
    """
    if url is None:
        return NOTHING
    left = url.time_left(now)
    if left is None:
        return plain(url.label, 200)
    state = f"valid {short_duration(left)}" if left else "expired"
    return f"{plain(url.label, 200)} ({state})"


def bar(share: float, width: int) -> str:
    """Draw how much of something is done, such as ``▓▓▓░░``.

    Args:
        share: From 0 to 1; what lies outside is drawn as the nearer end.
        width: Cells there are.
    """
    full = round(min(max(share, 0.0), 1.0) * width)
    return "▓" * full + "░" * (width - full)


@dataclass(frozen=True, slots=True)
class FreshnessMark:
    """How fresh the picture is, in words.

    Attributes:
        short: Never to be clipped, such as ``○ stale 6m``.
        detail: What else is known, such as ``no network, retrying in 20s``; may be empty.
        tone: Name of the tone.
        brief: What of the detail matters most, for where there is no room for all; may be empty.
    """

    short: str
    detail: str
    tone: str
    brief: str = ""

    @property
    def text(self) -> str:
        """Both parts in one line."""
        return f"{self.short}: {self.detail}" if self.detail else self.short


def freshness_mark(
    health: Health | None, now: datetime, frozen_at: datetime | None = None, zone: tzinfo | None = None
) -> FreshnessMark:
    """Tell how fresh the picture is.

    Args:
        health: How the poller is doing; None before it began.
        now: The present moment, aware UTC.
        frozen_at: Since when the user holds the display still; None while it moves.
        zone: Time zone to show; None for the machine's own.
    """
    if frozen_at is not None:
        return FreshnessMark(f"◼ frozen since {frozen_at.astimezone(zone):%H:%M}", "space goes on", "warning")
    if health is None:
        return FreshnessMark("◌ loading", "", "waiting")
    passed = health.age(now)
    word = "" if passed is None else short_duration(passed)
    retry = _retry(health, now)
    state = health.freshness(now)
    if state is Freshness.BACKING_OFF:
        pause = f" {retry}" if retry else ""
        return FreshnessMark(
            f"◐ {word} ago, backing off{pause}" if word else f"◐ backing off{pause}", "", "warning"
        )
    if state is Freshness.LIVE:
        return FreshnessMark(f"● live {word} ago", "", "succeed")
    if state is Freshness.LOADING:
        return FreshnessMark("◌ loading", "", "waiting")
    cause = plain(health.problem.message, 300).rstrip(".") if health.problem is not None else "no answer"
    plan = f"retrying {f'in {retry}' if retry != duration(timedelta(0)) else 'now'}" if retry else ""
    detail = f"{cause}, {plan}" if plan else cause
    return FreshnessMark(f"○ stale {word}" if word else "○ no answer yet", detail, "failed", plan)


def _retry(health: Health, now: datetime) -> str:
    """Tell when the poller asks again; empty where nothing is planned."""
    if health.retry_at is None:
        return ""
    return duration(max(health.retry_at - now, timedelta(0)))
