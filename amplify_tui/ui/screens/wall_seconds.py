"""Seconds on the wall in which nothing happens: they cost next to nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from amplify_tui.ui import wording
from amplify_tui.ui.fleet_health import fleet_health
from amplify_tui.ui.screens.wall_keys import WallKeys
from amplify_tui.ui.wall.layout import shift_at

if TYPE_CHECKING:
    from datetime import datetime

    from amplify_tui.ui.wall.facts import WallFacts

STANDING: Final = timedelta(seconds=5)
"""How long what nobody told of stands: answers that confirm, ages of minutes, the end of a spotlight."""


class WallSeconds(WallKeys):
    """Paints, of a second in which nothing changed, only what counts seconds.

    Args:
        is_base: Whether the program opened on the wall, so that nothing lies below.
    """

    def __init__(self, *, is_base: bool = False) -> None:
        super().__init__(is_base=is_base)
        self._drawn_at: datetime | None = None
        self._drawn_page = 0
        self._said: WallFacts | None = None

    def redraw(self) -> None:
        """Show the fleet as it is now."""
        super().redraw()
        self._drawn_at, self._drawn_page = self.wiring.clock.now(), self.pager.page

    def pass_second(self) -> None:
        """Let a second pass; what changed meanwhile, or may have, is arranged and painted."""
        now, facts = self.wiring.clock.now(), self._said
        if facts is None or not self._is_still(now):
            self.redraw()
            return
        freshness = wording.freshness_mark(fleet_health(self._healths, now), now, self.frozen_at)
        facts = replace(facts, now=now, freshness=freshness, drawn_at=self.frozen_at or now)
        self.view.set_lines(self._picture.pass_time(facts))

    def _is_still(self, now: datetime) -> bool:
        if self._redraw_timer is not None or self._drawn_at is None:
            return False
        if self.frozen_at is None:
            self.pager.pass_time(now)
        return (
            timedelta(0) <= now - self._drawn_at < STANDING
            and self.pager.page == self._drawn_page
            and self._queues.keys() == self.amplify.push.queues.keys()
            and self._arranged_for == self.app.size
            and self.shift == shift_at(now, self.app.size.width, self.app.size.height)
        )

    def _facts(self, now: datetime) -> WallFacts:
        self._said = super()._facts(now)
        return self._said
