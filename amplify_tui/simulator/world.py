"""The scripted Amplify: what is going on at any moment, and what it answers."""

from __future__ import annotations

from datetime import UTC, datetime
from math import inf
from operator import itemgetter
from typing import TYPE_CHECKING

from amplify_tui.simulator.accounts import ACCOUNT, Place
from amplify_tui.simulator.arrivals import Arrivals
from amplify_tui.simulator.artifacts import fetch_object
from amplify_tui.simulator.build_logs import LogShelf
from amplify_tui.simulator.catalogue import OPERATIONS
from amplify_tui.simulator.causes import draw_cause, failing_step
from amplify_tui.simulator.chance import fractions, sha
from amplify_tui.simulator.contract import Fault
from amplify_tui.simulator.disfigurement import spoil_summary
from amplify_tui.simulator.events import Change, Post
from amplify_tui.simulator.history import KEPT, History
from amplify_tui.simulator.live import Queue
from amplify_tui.simulator.openings import open_queue
from amplify_tui.simulator.places import Region
from amplify_tui.simulator.previews import Previews
from amplify_tui.simulator.records import write_summary
from amplify_tui.simulator.scenarios import SCENARIOS, Scenario
from amplify_tui.simulator.timeline import Build, Commit, plan_stages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from amplify_tui.simulator.contract import Behaviour, StoredObject
    from amplify_tui.simulator.places import Site
    from amplify_tui.simulator.records import Answer


class World:
    """One scenario, played from a seed.

    Nothing but writes changes it: seed, moment and the writes made so far give
    the answer, whatever was asked before.

    Args:
        scenario: A scenario or its name.
        seed: Decides on everything that is left to chance.
        started_at: When the world begins, aware UTC.

    Raises:
        KeyError: There is no such scenario.
    """

    def __init__(self, scenario: str | Scenario, seed: int, started_at: datetime) -> None:
        self.scenario = SCENARIOS[scenario] if isinstance(scenario, str) else scenario
        self.seed = seed
        self._fleet = {
            place if isinstance(place, tuple) else (ACCOUNT, place): plans
            for place, plans in self.scenario.fleet().items()
        }
        self.started = started_at.timestamp()
        self.history = History(seed, self.started, self.scenario.failures)
        self.logs = LogShelf()
        self.backend_edits: dict[tuple[str, str, str], tuple[str, str, float]] = {}
        self.deleted: set[tuple[Site, int]] = set()
        self._summaries: dict[tuple[Site, int], Answer] = {}
        self._regions: dict[Place, Region] = {}
        self._queues: dict[Place, Queue] = {}
        self._posts: dict[Place, Post] = {}

    @property
    def behaviour(self) -> Behaviour:
        """How the server shall behave."""
        return self.scenario.behaviour

    def call(
        self,
        service: str,
        operation: str,
        parameters: Mapping[str, object],
        now: datetime,
        region: str,
        *,
        account: str = ACCOUNT,
    ) -> Mapping[str, object]:
        """Answer one validated call.

        Args:
            service: ``amplify``, ``amplifybackend`` or ``sqs``.
            operation: Name in the service model.
            parameters: By the input shape's member names.
            now: The world's present moment, aware UTC.
            region: Region that the request was signed for.
            account: Account that the access key leads to.

        Raises:
            Fault: The answer is an error.
        """
        answer = OPERATIONS.get((service, operation))
        if answer is None:
            raise Fault("BadRequestException", f"The simulator has no operation {operation}.", 400)
        return answer(self, self.region(region, account), parameters, now.timestamp())

    def fetch(self, path: str, now: datetime) -> StoredObject | None:
        """Return what is stored under a path at this moment; None for 404.

        Args:
            path: As in ``Presigned``.
            now: The world's present moment, aware UTC.
        """
        return fetch_object(self, path, now.timestamp())

    def region(self, name: str, account: str = ACCOUNT) -> Region:
        """Return an account's region; most have no app.

        Args:
            name: Such as ``eu-west-1``.
            account: Twelve digits.
        """
        place = (account, name)
        if place not in self._regions:
            region = Region(name, self._fleet.get(place, ()), self.started, account)
            region.previews = Previews(self.seed, region, self.scenario.preview_seconds)
            self._regions[place] = region
        return self._regions[place]

    def queue(self, region: Region) -> Queue:
        """Return the jobs of a region that are younger than the world.

        Args:
            region: The region.
        """
        place = (region.account, region.name)
        found = self._queues.get(place)
        if found is None:
            found = self._queues[place] = Queue(Arrivals(self, region), self.scenario.concurrent)
            open_queue(self, found, region)
        return found

    def live(self, site: Site, now: float) -> list[Build]:
        """Return the branch's jobs that are younger than the world, oldest first.

        Args:
            site: The branch.
            now: Epoch seconds.
        """
        return self.queue(self.region(site.app.region, site.app.account)).of(site, now)

    def changes(self, account: str, region: str, since: datetime, until: datetime) -> list[Change]:
        """List every change of a job's status between two moments, in the order of time.

        Args:
            account: Twelve digits.
            region: Such as ``eu-west-1``.
            since: Aware; this moment itself is not included.
            until: Aware; this moment itself is included.
        """
        after, last = since.timestamp(), until.timestamp()
        found = [
            Change(datetime.fromtimestamp(moment, UTC), build.site, build.job_id, status)
            for build in self.queue(self.region(region, account)).changed(after, last)
            for moment, status in build.changes()
            if after < moment <= last
        ]
        return sorted(found, key=itemgetter(0))

    def post(self, region: Region, now: float) -> Post:
        """Return what brings the events of an account and region into its queue.

        Args:
            region: Account and region.
            now: Epoch seconds; events are told from the first look on.
        """
        place = (region.account, region.name)
        if place not in self._posts:
            self._posts[place] = Post(self, region, now)
        return self._posts[place]

    def jobs(self, site: Site, now: float, below: float = inf) -> Iterator[Build]:
        """Walk through the branch's jobs, newest first.

        Args:
            site: The branch.
            now: Epoch seconds.
            below: Only jobs with lower ids.
        """
        for build in reversed(self.live(site, now)):
            if build.job_id < below and (site, build.job_id) not in self.deleted:
                yield build
        for job_id in range(int(min(site.plan.jobs, below - 1)), 0, -1):
            if (site, job_id) not in self.deleted:
                yield self.history.build(site, job_id)

    def find_site(self, app_id: str, branch: str) -> Site | None:
        """Return a branch of any region; None where there is none.

        Args:
            app_id: Id of the app.
            branch: Name of the branch.
        """
        for account, name in self._fleet:
            region = self.region(name, account)
            if app_id in region.apps:
                return region.find_site(region.apps[app_id], branch)
        return None

    def find(self, site: Site, job_id: int, now: float) -> Build | None:
        """Return one job; None where there is none.

        Args:
            site: The branch.
            job_id: Counted from 1.
            now: Epoch seconds.
        """
        if job_id < 1 or (site, job_id) in self.deleted:
            return None
        if job_id <= site.plan.jobs:
            return self.history.build(site, job_id)
        return next((build for build in self.live(site, now) if build.job_id == job_id), None)

    def make(
        self,
        site: Site,
        job_id: int,
        arrived: float,
        *,
        job_type: str,
        commit: Commit | None = None,
        cause: str = "",
    ) -> Build:
        """Lay out a job of today.

        Args:
            site: The branch.
            job_id: Its id.
            arrived: When it is asked for, epoch seconds.
            job_type: As Amplify names them.
            commit: What it builds; None for the branch's newest commit.
            cause: Why it fails; empty for one that does not.
        """
        built = commit or Commit("HEAD", None, arrived, sha(self.seed, site.mark, job_id))
        luck = fractions(self.seed, site.mark, job_id)
        stages = plan_stages(site, job_id, arrived, luck, failing_step(cause) if cause else "")
        return Build(site, job_id, job_type, built, arrived, arrived, stages, cause)

    def summary(self, build: Build, now: float) -> Answer:
        """Write a job as ListJobs does; one that has ended is written once.

        Args:
            build: The job.
            now: Epoch seconds.
        """
        if build.ended > now:
            return _spoil(build, write_summary(build, now))
        key = (build.site, build.job_id)
        found = self._summaries.get(key)
        if found is None:
            if len(self._summaries) >= KEPT:
                self._summaries.clear()
            found = self._summaries[key] = _spoil(build, write_summary(build, now))
        return found

    def draw_failure(self, site: Site, job_id: int) -> str:
        """Draw why a job of today fails; empty for one that does not.

        Args:
            site: The branch.
            job_id: Its id.
        """
        luck = fractions(self.seed, site.mark, job_id, "failure")
        return draw_cause(site, luck[1]) if luck[0] < self.scenario.live_failures else ""


def _spoil(build: Build, summary: Answer) -> Answer:
    quirk = build.site.plan.quirk
    return spoil_summary(quirk, summary, build.job_id) if quirk else summary
