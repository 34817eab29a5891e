"""What changes on the wall by itself: pages, the order of the quiet, and which failure is held up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from amplify_tui.model.conditions import LOUD, Condition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from amplify_tui.model.conditions import BranchState
    from amplify_tui.model.keys import BranchKey, JobKey


class Pager:
    """Counts pages on as time passes.

    Args:
        seconds: How long each page stays.
    """

    def __init__(self, seconds: float) -> None:
        self._length = timedelta(seconds=seconds)
        self._turned_at: datetime | None = None
        self._is_held = False
        self.page = 0

    def pass_time(self, now: datetime) -> None:
        """Turn the page where its time is over.

        Args:
            now: The present moment, aware UTC.
        """
        if self._turned_at is None or self._is_held:
            self._turned_at = now
        passed = now - self._turned_at
        if passed >= self._length:
            self.page += 1
            # After a long sleep the next page is as good as any other.
            self._turned_at = now if passed >= 2 * self._length else self._turned_at + self._length

    def hold(self, *, is_held: bool) -> None:
        """Keep the page while somebody is at the keys; it turns after its full time again."""
        self._is_held = is_held

    def turn(self, pages: int) -> None:
        """Go on or back by pages; the one that comes stays for its full time."""
        self.page += pages
        self._turned_at = None


STANDING: Final = timedelta(seconds=5)
"""How long quiet branches stay where they are, though what is learned changes their order."""


class QuietOrder:
    """Lets quiet branches stand for a while.

    While thousands are asked about for the first time every answer brings one of
    them up, and all behind it would move.
    """

    def __init__(self) -> None:
        self._held: Sequence[BranchState] = ()
        self._asked: object = None
        self._taken_at: datetime | None = None

    def hold(
        self,
        take: Callable[[], Sequence[BranchState]],
        counts: Mapping[Condition, int],
        asked: object,
        now: datetime,
    ) -> Sequence[BranchState]:
        """Return the quiet branches in an order at most some seconds old; each is as it is now.

        Whoever comes from among the loud ones, or goes there, is in the right place at once.

        Args:
            take: Returns them in their present order.
            counts: How many branches there are of each condition.
            asked: What else must be the same, such as the page.
            now: The present moment, aware UTC.
        """
        asked = (asked, sum(counts.values()), [counts.get(each, 0) for each in Condition if each in LOUD])
        if (
            self._taken_at is None
            or asked != self._asked
            or not timedelta(0) <= now - self._taken_at < STANDING
        ):
            self._held, self._asked, self._taken_at = take(), asked, now
        return self._held


class Spotlight:
    """Holds a failure up that happened while the wall was there, or just before.

    Args:
        seconds: How long.
        opened_at: Since when the wall is there, UTC.
    """

    def __init__(self, seconds: float, opened_at: datetime) -> None:
        self._length = timedelta(seconds=seconds)
        self._opened_at = opened_at
        self._since: dict[BranchKey, tuple[JobKey, datetime]] = {}

    def pick(self, states: Iterable[BranchState], now: datetime) -> BranchState | None:
        """Return the failure to hold up, the newest of several; None for none.

        One that happened after the wall opened is held up from when it was heard
        of, so that asking late takes nothing from it; and once only, though another
        view hides it for a while.

        Args:
            states: The loud branches.
            now: The present moment, aware UTC.
        """
        found: list[tuple[datetime, BranchState]] = []
        for state in states:
            job, failed_at = state.news.newest, state.changed_at
            if state.condition is not Condition.FAILED or job is None or failed_at is None:
                continue
            known, begun = self._since.get(state.branch, (None, now))
            if known != job.key:
                begun = now if failed_at >= self._opened_at else failed_at
                self._since[state.branch] = (job.key, begun)
            if now - begun < self._length:
                found.append((failed_at, state))
        return max(found, key=lambda each: each[0])[1] if found else None
