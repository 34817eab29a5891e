"""Branches of pull requests, which come and go while the world goes on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from amplify_tui.simulator.chance import fraction, fractions, pick
from amplify_tui.simulator.places import BranchPlan, Site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amplify_tui.simulator.places import App, Region

FIRST_NUMBER: Final = 301
LEAST_LIFE: Final = 240.0
MOST_LIFE: Final = 720.0
MOST_BUILD: Final = 80.0
_NAME: Final = re.compile(r"pr-([1-9]\d{0,8})")


class Previews:
    """The previews of one account and region.

    Args:
        seed: The world's.
        region: Account and region.
        pace: Seconds between two new ones; None for none ever.
    """

    def __init__(self, seed: int, region: Region, pace: float | None) -> None:
        self._seed = seed
        self._region = region
        self._pace = pace
        self._apps = [
            app
            for app in region.apps.values()
            if app.plan.repository and app.plan.branches and app.created < region.created
        ]
        self._first_number = FIRST_NUMBER + int(60 * fraction(seed, region.mark, "first preview"))
        self._sites: dict[int, Site] = {}

    def site(self, n: int) -> Site | None:
        """Return the n-th preview, whether it is there or not; None where there are none.

        Args:
            n: Counted from 0.
        """
        if self._pace is None or not self._apps or n < 0:
            return None
        found = self._sites.get(n)
        if found is None:
            found = self._sites[n] = self._make(n)
        return found

    def earliest(self, n: int) -> float:
        """Return the moment before which the n-th preview and those behind it do not appear.

        Args:
            n: Counted from 0.
        """
        return self._region.created + (self._pace or 0.0) * (n + 0.4)

    def of(self, app: App, now: float) -> Iterator[Site]:
        """Walk through the previews of an app that are there.

        Args:
            app: The app.
            now: Epoch seconds.
        """
        if self._pace is None:
            return
        passed = now - self._region.created
        for n in range(max(0, int((passed - MOST_LIFE) / self._pace) - 1), int(passed / self._pace) + 1):
            site = self.site(n)
            if site is not None and site.app is app and site.is_there(now):
                yield site

    def find(self, app: App, name: str) -> Site | None:
        """Return the preview of a name, whether it is there or not; None where there is none.

        Args:
            app: The app.
            name: Name of the branch.
        """
        number = _NAME.fullmatch(name)
        site = self.site(int(number[1]) - self._first_number) if number else None
        return site if site is not None and site.app is app else None

    def _make(self, n: int) -> Site:
        mark = (self._seed, self._region.mark, n, "preview")
        luck = fractions(*mark)
        app = pick(self._apps, *mark, "app")
        model = app.plan.branches[0]
        plan = BranchPlan(
            f"pr-{self._first_number + n}",
            "PULL_REQUEST",
            jobs=0,
            build_seconds=min(model.build_seconds, MOST_BUILD),
            source=app.plan.branches[-1].name,
            is_quiet=True,
        )
        appears = self.earliest(n) + 0.5 * luck[0] * (self._pace or 0.0)
        return Site(app, plan, appears, appears + LEAST_LIFE + (MOST_LIFE - LEAST_LIFE) * luck[1])
