"""Jobs that run, wait and arrive while the world goes on, in one region."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

from amplify_tui.simulator.timeline import cancel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from amplify_tui.simulator.places import Site
    from amplify_tui.simulator.timeline import Build

CONCURRENT: Final = 5
"""Jobs that one account runs at a time in one region; the rest stay PENDING."""
PATIENCE: Final = 900.0
"""A job whose branch is taken for longer than this is stuck: it holds no place in the queue."""


class Queue:
    """What was asked for since the world began, in the order in which it arrived.

    The timetable of a job is fixed on arrival, so that a moment's answers do
    not depend on which moments were asked about before. Only stopping a job
    moves those that were still waiting.

    Args:
        push: Makes the n-th push of the region, or None when there is none;
            gets n and returns its moment and a maker that takes the job id.
    """

    def __init__(self, push: Callable[[int], tuple[float, Site, Callable[[int], Build]] | None]) -> None:
        self._push = push
        self._pushed = 0
        self._builds: list[Build] = []
        self._by_site: dict[Site, list[Build]] = {}

    def of(self, site: Site, now: float) -> list[Build]:
        """Return a branch's jobs that arrived by now, oldest first.

        Args:
            site: The branch.
            now: Epoch seconds.
        """
        self._advance(now)
        return [build for build in self._by_site.get(site, ()) if build.arrived <= now]

    def add(self, site: Site, now: float, make: Callable[[int], Build]) -> Build:
        """Queue a job that somebody asks for now.

        Args:
            site: The branch.
            now: Epoch seconds.
            make: Makes the job from its id.
        """
        self._rewind(now)
        return self._admit(site, make)

    def open(self, site: Site, make: Callable[[int], Build]) -> None:
        """Queue a job that is going on when the world begins, before anything else.

        Args:
            site: The branch.
            make: Makes the job from its id; one that has begun keeps its times.
        """
        mine = self._by_site.setdefault(site, [])
        build = make(mine[-1].job_id + 1 if mine else site.plan.jobs + 1)
        if mine:
            build = self._place(build, self._builds)
        mine.append(build)
        self._builds.append(build)

    def stop(self, build: Build, now: float, cancelled: float) -> Build:
        """Stop a job and let those that wait move up.

        Args:
            build: One that has not ended.
            now: Epoch seconds.
            cancelled: When stopping has come to its end.
        """
        self._rewind(now)
        stopped = cancel(build, now, cancelled)
        self._replace(build, stopped)
        waiting = [other for other in self._builds if other.started > now and other.stopped == inf]
        placed = [other for other in self._builds if other not in waiting]
        for other in waiting:
            moved = self._place(other, placed)
            self._replace(other, moved)
            placed.append(moved)
        return stopped

    def _advance(self, now: float) -> None:
        while (push := self._push(self._pushed)) is not None and push[0] <= now:
            self._pushed += 1
            self._admit(push[1], push[2])

    def _rewind(self, now: float) -> None:
        """Forget the pushes after a write, which get other ids and times by it."""
        self._advance(now)
        if not self._builds or self._builds[-1].arrived <= now:
            return
        self._builds = [build for build in self._builds if build.arrived <= now]
        self._by_site = {}
        for build in self._builds:
            self._by_site.setdefault(build.site, []).append(build)
        while self._pushed and (push := self._push(self._pushed - 1)) is not None and push[0] > now:
            self._pushed -= 1

    def _admit(self, site: Site, make: Callable[[int], Build]) -> Build:
        mine = self._by_site.setdefault(site, [])
        job_id = mine[-1].job_id + 1 if mine else site.plan.jobs + 1
        build = self._place(make(job_id), self._builds)
        mine.append(build)
        self._builds.append(build)
        return build

    def _replace(self, old: Build, new: Build) -> None:
        self._builds[self._builds.index(old)] = new
        mine = self._by_site[old.site]
        mine[mine.index(old)] = new

    @staticmethod
    def _place(build: Build, others: Sequence[Build]) -> Build:
        """Find the first moment at which both the branch and a machine are free."""
        wanted = build.arrived + 2.0
        busy = [other for other in _recent(others) if other.ended > wanted and other is not build]
        branch_free = max((other.ended for other in busy if other.site is build.site), default=wanted)
        if branch_free > build.arrived + PATIENCE:
            return build.moved(inf)
        wanted = max(wanted, branch_free)
        busy = [other for other in busy if other.started < inf]
        for start in sorted({wanted, *(other.ended for other in busy if wanted < other.ended < inf)}):
            points = (start, *(other.started for other in busy if start < other.started < start + build.span))
            if all(sum(o.started <= point < o.ended for o in busy) < CONCURRENT for point in points):
                return build.moved(start)
        return build.moved(inf)


def _recent(builds: Sequence[Build]) -> Iterable[Build]:
    return builds[-200:] if len(builds) > 200 else builds  # noqa: PLR2004 - older ones than that have ended
