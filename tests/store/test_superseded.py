"""What a newer commit waits behind is stopped, each once, and the newest never."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.branch_news import read_news
from amplify_tui.model.conditions import BranchState, superseded_jobs
from amplify_tui.model.jobs import JobList
from amplify_tui.model.keys import AppKey, BranchKey, JobKey, Target
from amplify_tui.simulator.contract import Fault
from amplify_tui.store.superseded import drop_twins, find_superseded, stop_superseded
from amplify_tui.store.topics import JobsOf, NewsOf
from amplify_tui.store.writes import Writes
from tests.model.jobs_at_hand import make_job
from tests.store.ledger import MAIN, TARGET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amplify_tui.model.jobs import Job
    from amplify_tui.services.connector import AwsConnector
    from amplify_tui.simulator.server import Simulator
    from amplify_tui.store.store import Store
    from amplify_tui.store.superseded import StopOutcome
    from tests.clock import ManualClock
    from tests.store.ledger import Ledger


@dataclass
class Branch:
    """A branch of three jobs that go on, and somebody who may stop them."""

    writes: Writes
    ledger: Ledger
    simulator: Simulator
    connector: AwsConnector
    store: Store
    clock: ManualClock

    async def learn(self) -> tuple[Job, ...]:
        """Read the branch's jobs as the fleet does, and return the superseded ones."""
        gateway = await self.connector.connect(TARGET)
        page = await gateway.list_jobs(MAIN, limit=50)
        news = read_news(page.items, self.store.get(NewsOf(MAIN)), self.clock.now(), is_whole=True)
        self.store.put(NewsOf(MAIN), news, self.clock.now())
        return superseded_jobs(news)

    async def stop(
        self, jobs: Sequence[Job], heard: list[StopOutcome] | None = None
    ) -> list[tuple[int, str]]:
        note = None if heard is None else heard.append
        outcomes = await stop_superseded(self.writes, self.store, self.clock, jobs, note)
        assert heard is None or heard == list(outcomes)
        return [(outcome.job.key.job_id, outcome.ending) for outcome in outcomes]


@pytest.fixture
def branch(
    ledger: Ledger, simulator: Simulator, connector: AwsConnector, store: Store, clock: ManualClock
) -> Branch:
    ledger.add(status="RUNNING", commitId="a1")
    ledger.add(status="PENDING", commitId="b2")
    ledger.add(status="PENDING", commitId="c3")
    writes = Writes(connector, clock, read_only=False)
    return Branch(writes, ledger, simulator, connector, store, clock)


async def test_all_but_the_newest_are_stopped_one_after_the_other(branch: Branch) -> None:
    assert await branch.stop(await branch.learn(), []) == [(2, "stopped"), (1, "stopped")]
    assert [job["status"] for job in branch.ledger.jobs["main"]] == ["CANCELLING", "CANCELLING", "PENDING"]
    assert branch.simulator.count("StopJob") == 2


async def test_one_that_fails_holds_up_no_other(branch: Branch) -> None:
    jobs = await branch.learn()
    branch.simulator.fail_next("StopJob", Fault("AccessDeniedException", "no", 403))
    heard: list[StopOutcome] = []
    assert await branch.stop(jobs, heard) == [(2, "failed"), (1, "stopped")]
    assert heard[0].problem is not None
    assert heard[0].problem.kind == "DeniedError"


async def test_what_ended_or_vanished_meanwhile_is_skipped_kindly(branch: Branch) -> None:
    jobs = await branch.learn()
    branch.ledger.finish(branch.ledger.jobs["main"][1])
    del branch.ledger.jobs["main"][0]
    heard: list[StopOutcome] = []
    assert await branch.stop(jobs, heard) == [(2, "over"), (1, "over")]
    assert all(outcome.problem is None for outcome in heard)
    assert branch.simulator.count("StopJob") == 0


async def test_what_is_the_newest_by_now_is_left_alone(branch: Branch) -> None:
    jobs = await branch.learn()
    branch.ledger.finish(branch.ledger.jobs["main"][2], "CANCELLED")
    branch.clock.advance(3)
    await branch.learn()
    assert await branch.stop(jobs) == [(2, "kept"), (1, "stopped")]
    assert branch.simulator.count("StopJob") == 1


async def test_what_the_dashboard_saw_later_counts(branch: Branch) -> None:
    jobs = await branch.learn()
    branch.clock.advance(3)
    fresh = (
        make_job(3, "RUNNING", seconds=None, commit_id="c3"),
        make_job(2, "CANCELLING", seconds=None, commit_id="b2"),
        make_job(1, "FAILED", commit_id="a1"),
    )
    branch.store.put(JobsOf(MAIN), JobList(tuple(move(MAIN, job) for job in fresh)), branch.clock.now())
    assert await branch.stop(jobs) == [(2, "stopped"), (1, "over")]
    assert branch.simulator.count("StopJob") == 0


async def test_what_nothing_is_known_of_any_more_is_left_alone(branch: Branch) -> None:
    jobs = await branch.learn()
    branch.store.forget(NewsOf(MAIN))
    assert await branch.stop(jobs) == [(2, "kept"), (1, "kept")]


async def test_read_only_refuses_each(branch: Branch) -> None:
    jobs = await branch.learn()
    branch.writes = Writes(branch.connector, branch.clock, read_only=True)
    assert await branch.stop(jobs) == [(2, "refused"), (1, "refused")]
    assert branch.simulator.count("StopJob") == 0


def test_a_job_that_two_profiles_see_is_stopped_once() -> None:
    jobs = tuple(make_job(number, "PENDING", seconds=None, commit_id=f"c{number}") for number in (3, 2, 1))
    other = BranchKey(AppKey(Target("staging", "eu-west-1"), jobs[0].key.branch.app.app_id), "main")
    seen = [
        BranchState(jobs[0].key.branch, "shop", superseded=jobs[1:]),
        BranchState(other, "shop", superseded=tuple(move(other, job) for job in jobs[1:])),
    ]
    assert find_superseded(seen) == jobs[1:]
    assert drop_twins(seen) == (seen[0],)


def move(branch: BranchKey, job: Job) -> Job:
    return replace(job, key=JobKey(branch, job.key.job_id))
