"""Jobs that ended before the world began, each made when it is asked for."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from amplify_tui.simulator.causes import draw_cause, failing_step
from amplify_tui.simulator.chance import fractions, pick, sha
from amplify_tui.simulator.commits import MESSAGES
from amplify_tui.simulator.timeline import Build, Commit, cancel, plan_stages

if TYPE_CHECKING:
    from amplify_tui.simulator.places import Site

CANCELLED_SHARE: Final = 0.04
WEB_HOOK_SHARE: Final = 0.06
RETRY_SHARE: Final = 0.6
"""Of the jobs that follow a failed one."""
YOUNGEST: Final = 4_500.0
"""Least seconds between the start of the newest job of the past and that of the world."""
KEPT: Final = 4_096


class History:
    """The past of every branch; a job's record depends on seed, branch and id alone.

    Args:
        seed: The world's.
        started: When the world begins, epoch seconds.
        failure_share: Share of jobs that failed.
    """

    def __init__(self, seed: int, started: float, failure_share: float) -> None:
        self._seed = seed
        self._started = started
        self._failure_share = failure_share
        self._builds: OrderedDict[tuple[Site, int], Build] = OrderedDict()

    def build(self, site: Site, job_id: int) -> Build:
        """Return one job of the past.

        Args:
            site: The branch.
            job_id: From 1 to the branch's number of past jobs.
        """
        found = self._builds.get((site, job_id))
        if found is None:
            found = self._builds[site, job_id] = self._make(site, job_id)
            if len(self._builds) > KEPT:
                self._builds.popitem(last=False)
        return found

    def _luck(self, site: Site, job_id: int) -> tuple[float, ...]:
        return fractions(self._seed, site.mark, job_id)

    def _cause(self, site: Site, job_id: int) -> str:
        if site.plan.newest_cause and job_id == site.plan.jobs and self._failure_share:
            return site.plan.newest_cause
        luck = self._luck(site, job_id)
        return draw_cause(site, luck[7]) if luck[6] < self._failure_share else ""

    def _is_retry(self, site: Site, job_id: int) -> bool:
        return (
            job_id > 1
            and not site.is_manual
            and self._luck(site, job_id)[0] < RETRY_SHARE
            and bool(self._cause(site, job_id - 1))
        )

    def _arrival(self, site: Site, job_id: int) -> float:
        luck = self._luck(site, job_id)
        back = site.plan.jobs - job_id
        drift = 0.0 if site.plan.rest and not back else 0.7 * luck[1] ** 2
        return self._started - (site.plan.rest or YOUNGEST) - (back + drift) * site.plan.hours * 3600.0

    def _commit(self, site: Site, job_id: int, arrived: float) -> tuple[str, Commit]:
        """Return a job's type and what it built."""
        built = sha(self._seed, site.mark, job_id)
        if site.is_manual:
            return "MANUAL", Commit(None, None, arrived, built)
        if self._is_retry(site, job_id):
            first = self._commit(site, job_id - 1, self._arrival(site, job_id - 1))[1]
            return "RETRY", first if first.sha != "HEAD" else Commit("HEAD", None, arrived, built)
        if job_id == 1:
            return "RELEASE", Commit("HEAD", None, arrived, built)
        luck = self._luck(site, job_id)
        if luck[4] < WEB_HOOK_SHARE:
            return "WEB_HOOK", Commit("HEAD", None, arrived, built)
        message = pick(MESSAGES, self._seed, site.mark, job_id, "message")
        return "RELEASE", Commit(built, message, arrived - 20.0 - 600.0 * luck[2] ** 4, built)

    def _make(self, site: Site, job_id: int) -> Build:
        luck = self._luck(site, job_id)
        arrived = self._arrival(site, job_id)
        job_type, commit = self._commit(site, job_id, arrived)
        cause = self._cause(site, job_id)
        started = arrived + 1.0 + 3.0 * luck[3]
        stages = plan_stages(site, job_id, started, luck, failing_step(cause) if cause else "")
        build = Build(site, job_id, job_type, commit, arrived, started, stages, cause)
        if not cause and 1.0 - luck[6] < CANCELLED_SHARE:
            stopped = started + build.span * (0.1 + 0.8 * luck[5])
            return cancel(build, stopped, stopped + 5.0 + 12.0 * luck[4])
        return build
