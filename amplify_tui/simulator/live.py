"""Jobs that run, wait and arrive while the world goes on, in one region."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

from amplify_tui.simulator.timeline import cancel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from amplify_tui.simulator.places import Site
    from amplify_tui.simulator.timeline import Build

PENDING_SECONDS: Final = 2.0
"""For how long a job is PENDING at least."""


class Queue:
    """What was asked for since the world began, in the order in which it arrived.

    The timetable of a job is fixed on arrival, so that a moment's answers do
    not depend on which moments were asked about before. Only stopping a job
    moves those that were still waiting.

    Args:
        push: Makes the n-th push of the region, or None when there is none;
            gets n and returns its moment and a maker that takes the job id.
        concurrent: Jobs that the account runs at a time; the rest stay PENDING.
    """

    def __init__(
        self, push: Callable[[int], tuple[float, Site, Callable[[int], Build]] | None], concurrent: int
    ) -> None:
        self._push = push
        self._concurrent = concurrent
        self._pushed = 0
        self._builds: list[Build] = []
        self._open: list[Build] = []
        self._by_site: dict[Site, list[Build]] = {}
        self._settled = -inf
        self._unsettled: list[Build] = []

    def of(self, site: Site, now: float) -> list[Build]:
        """Return a branch's jobs that arrived by now, oldest first.

        Args:
            site: The branch.
            now: Epoch seconds.
        """
        self._advance(now)
        return [build for build in self._by_site.get(site, ()) if build.arrived <= now]

    def changed(self, since: float, until: float) -> Sequence[Build]:
        """Return what may have changed its status between two moments; cheap when asked in order of time.

        Args:
            since: Epoch seconds, itself not included.
            until: Epoch seconds, itself included.
        """
        self._advance(until)
        if since < self._settled:
            return [build for build in self._builds if build.ended > since]
        self._settled = since
        self._unsettled = [build for build in self._unsettled if build.ended > since]
        return self._unsettled

    def add(self, site: Site, now: float, make: Callable[[int], Build]) -> Build:
        """Queue a job that somebody asks for now.

        Args:
            site: The branch.
            now: Epoch seconds.
            make: Makes the job from its id.
        """
        self._rewind(now)
        return self._admit(site, make)

    def open(self, site: Site, make: Callable[[int], Build], *, is_waiting: bool) -> None:
        """Queue a job that is going on when the world begins, before anything else.

        Args:
            site: The branch.
            make: Makes the job from its id.
            is_waiting: Whether it waits for its turn; one that has begun keeps its times.
        """
        mine = self._by_site.setdefault(site, [])
        build = make(mine[-1].job_id + 1 if mine else site.plan.jobs + 1)
        if is_waiting:
            build = self._place(build, self._open)
        self._keep(build)

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
        self._open = list(self._builds)
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
        self._open = list(self._builds)
        self._unsettled = [build for build in self._unsettled if build.arrived <= now]
        while self._pushed and (push := self._push(self._pushed - 1)) is not None and push[0] > now:
            self._pushed -= 1

    def _admit(self, site: Site, make: Callable[[int], Build]) -> Build:
        mine = self._by_site.setdefault(site, [])
        job_id = mine[-1].job_id + 1 if mine else site.plan.jobs + 1
        made = make(job_id)
        self._open = [other for other in self._open if other.ended > made.arrived]
        build = self._place(made, self._open)
        self._keep(build)
        return build

    def _keep(self, build: Build) -> None:
        self._by_site[build.site].append(build)
        self._builds.append(build)
        self._open.append(build)
        self._unsettled.append(build)

    def _replace(self, old: Build, new: Build) -> None:
        self._builds[self._builds.index(old)] = new
        mine = self._by_site[old.site]
        mine[mine.index(old)] = new
        self._unsettled[self._unsettled.index(old)] = new

    def _place(self, build: Build, others: Sequence[Build]) -> Build:
        """Find the first moment at which both the branch and a machine are free."""
        wanted = build.arrived + PENDING_SECONDS
        busy = [other for other in others if other.ended > wanted and other is not build]
        branch_free = max((other.ended for other in busy if other.site is build.site), default=wanted)
        if branch_free == inf:
            return build.moved(inf)
        wanted = max(wanted, branch_free)
        busy = [other for other in busy if other.started < inf]
        for start in sorted({wanted, *(other.ended for other in busy if wanted < other.ended < inf)}):
            points = (start, *(other.started for other in busy if start < other.started < start + build.span))
            if all(sum(o.started <= point < o.ended for o in busy) < self._concurrent for point in points):
                return build.moved(start)
        return build.moved(inf)
