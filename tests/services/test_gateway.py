"""The real client and the simulator understand each other in everything the dashboard asks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.backend_jobs import BackendJobFilter
from amplify_tui.model.keys import AppKey, BranchKey, JobKey
from amplify_tui.model.orders import StartOrder
from amplify_tui.services.errors import (
    BadAnswerError,
    BusyBranchError,
    CredentialsError,
    NotFoundError,
    ThrottledError,
    UnreachableError,
)
from amplify_tui.simulator.contract import Behaviour
from amplify_tui.simulator.mishaps import Mishap
from tests.services.conftest import TARGET

if TYPE_CHECKING:
    from amplify_tui.model.jobs import Job
    from amplify_tui.services.errors import ApiError
    from amplify_tui.services.ports import Gateway
    from amplify_tui.simulator.server import Simulator


async def all_branches(demo: Gateway) -> list[BranchKey]:
    return [branch.key for app in await demo.list_apps() for branch in await demo.list_branches(app.key)]


async def all_newest(demo: Gateway) -> list[Job]:
    pages = [await demo.list_jobs(key, limit=1) for key in await all_branches(demo)]
    return [page.items[0] for page in pages if page.items]


async def test_every_app_branch_and_newest_job_can_be_read(demo: Gateway) -> None:
    apps = await demo.list_apps()
    assert len(apps) >= 6
    assert {app.account_id for app in apps} == {"123456789012"}
    for job in await all_newest(demo):
        detail = await demo.get_job(job.key)
        assert detail.job.key == job.key
        assert all(step.name for step in detail.steps)
        assert (await demo.get_branch(job.key.branch)).key == job.key.branch


async def test_pages_of_jobs_join_without_gap_or_repeat(demo: Gateway) -> None:
    branch = (await all_newest(demo))[0].key.branch
    ids: list[int] = []
    token = None
    while True:
        page = await demo.list_jobs(branch, limit=7, token=token)
        ids += [job.key.job_id for job in page.items]
        token = page.next_token
        if token is None:
            break
    assert ids == list(range(ids[0], ids[-1] - 1, -1))
    assert len(ids) >= 40


async def test_a_started_job_makes_the_branch_busy_and_can_be_stopped(demo: Gateway) -> None:
    calm = next(job for job in await all_newest(demo) if job.is_over and job.job_type != "MANUAL")
    started = await demo.start_job(calm.key.branch, StartOrder(job_reason="a test"))
    assert started.key.job_id == calm.key.job_id + 1
    with pytest.raises(BusyBranchError):
        await demo.retry_job(calm.key)
    assert (await demo.stop_job(started.key)).key == started.key


async def test_what_is_not_there_is_not_found(demo: Gateway) -> None:
    (first, *_) = await demo.list_apps()
    nowhere = BranchKey(first.key, "no/such")
    for ask in (
        demo.get_app(AppKey(TARGET, "dnosuch")),
        demo.list_branches(AppKey(TARGET, "dnosuch")),
        demo.list_jobs(nowhere),
        demo.get_job(JobKey(nowhere, 1)),
        demo.stop_job(JobKey(nowhere, 1)),
    ):
        with pytest.raises(NotFoundError):
            await ask


@pytest.mark.parametrize(
    ("mishap", "kind"),
    [
        (Mishap.DROP_BEFORE, UnreachableError),
        (Mishap.DROP_AFTER, UnreachableError),
        (Mishap.CUT, UnreachableError),
        (Mishap.UNAVAILABLE, UnreachableError),
        (Mishap.HTML, BadAnswerError),
        (Mishap.TRUNCATED, BadAnswerError),
        (Mishap.EMPTY, BadAnswerError),
    ],
)
async def test_a_write_that_meets_a_mishap_is_sent_once(
    demo: Gateway, simulator: Simulator, mishap: Mishap, kind: type[ApiError]
) -> None:
    calm = next(job for job in await all_newest(demo) if job.is_over and job.job_type != "MANUAL")
    simulator.fail_next("StartJob", mishap)
    with pytest.raises(kind):
        await demo.start_job(calm.key.branch, StartOrder())
    assert simulator.count("StartJob") == 1


async def test_expired_credentials_and_throttling_are_told_apart(demo: Gateway, simulator: Simulator) -> None:
    simulator.behave(Behaviour(is_expired=True))
    with pytest.raises(CredentialsError):
        await demo.list_apps()
    simulator.behave(Behaviour(calls_per_second=0.001))
    results = [await asyncio.gather(demo.list_apps(), return_exceptions=True) for _ in range(2)]
    assert isinstance(results[-1][0], ThrottledError)
    simulator.behave(None)
    assert await demo.list_apps()


async def test_backend_environments_and_jobs_can_be_read(demo: Gateway) -> None:
    apps = await demo.list_apps()
    environments = [each for app in apps for each in await demo.list_environments(app.key)]
    assert environments
    assert {each.key.app for each in environments} < {app.key for app in apps}
    page = await demo.list_backend_jobs(environments[0].key, BackendJobFilter())
    job = await demo.get_backend_job(page.items[0].key)
    assert job.created is not None
    assert job.created.at is not None
    failed = await demo.list_backend_jobs(environments[0].key, BackendJobFilter(status="FAILED"))
    assert {each.status for each in failed.items} <= {"FAILED"}
