"""When the changes of a simulated fleet were seen, beside when they happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from amplify_tui.store.topics import NewsOf

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from amplify_tui.model.branch_news import BranchNews
    from amplify_tui.services.ports import Clock
    from amplify_tui.store.store import Store

OVER: Final = 2
_RANKS: Final = {"CREATED": 0, "PENDING": 0, "PROVISIONING": 0, "RUNNING": 1, "CANCELLING": 1}

JobMark = tuple[str, str, int]
"""Id of the app, name of the branch, id of the job."""


@dataclass(frozen=True, slots=True)
class Change:
    """A job came to a status.

    Attributes:
        at: When, aware UTC.
        job: Which.
        rank: 0 while it waits, 1 while it runs, 2 when it is over.
    """

    at: datetime
    job: JobMark
    rank: int


def rank_of(status: str) -> int:
    """Return how far a job with a status is: 0 waiting, 1 running, 2 over."""
    return _RANKS.get(status, OVER)


class Sightings:
    """Notes from the store's news when each job was first seen to be how far.

    Args:
        store: The picture.
        clock: Whose time counts.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._clock = clock
        self._seen: dict[tuple[JobMark, int], datetime] = {}
        self._going: dict[tuple[str, str], set[int]] = {}
        store.watch(NewsOf, self._note)

    def delays(self, changes: Iterable[Change]) -> list[float]:
        """Return the seconds after which each change was seen; those never seen are left out."""
        pairs = ((change, self._first(change)) for change in changes)
        return [max((seen - change.at).total_seconds(), 0.0) for change, seen in pairs if seen is not None]

    def knew(self, change: Change) -> bool:
        """Tell whether the job had been seen, less far, when it changed."""
        moments = (self._seen.get((change.job, rank)) for rank in range(change.rank))
        return any(moment is not None and moment <= change.at for moment in moments)

    def _first(self, change: Change) -> datetime | None:
        moments = (self._seen.get((change.job, rank)) for rank in range(change.rank, OVER + 1))
        return min((moment for moment in moments if moment is not None), default=None)

    def _note(self, topic: NewsOf, news: BranchNews) -> None:
        now = self._clock.now()
        place = (topic.branch.app.app_id, topic.branch.name)
        for job in (*news.going, *((news.newest,) if news.newest else ())):
            self._seen.setdefault(((*place, job.key.job_id), rank_of(job.status)), now)
        going = {job.key.job_id for job in news.going}
        for job_id in self._going.get(place, set()) - going:
            self._seen.setdefault(((*place, job_id), OVER), now)
        self._going[place] = going
