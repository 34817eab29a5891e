"""Amplify's answers become values; whatever else comes back becomes an error that says what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from amplify_tui.model.orders import StartOrder
from amplify_tui.services.errors import BadAnswerError, RefusedError, UnreachableError
from tests.services.conftest import APP, BRANCH, JOB, TARGET
from tests.services.faulty_server import Reply, fail, page_of_html, tell

if TYPE_CHECKING:
    from amplify_tui.services.calls import CallJournal
    from amplify_tui.services.ports import Gateway
    from tests.services.faulty_server import FaultyServer


def summary(job_id: object = "28", **members: Any) -> dict[str, Any]:
    return {"jobId": job_id, "status": "RUNNING", "startTime": 1_763_761_034.5, **members}


def named(app_id: str, name: str) -> dict[str, Any]:
    return {"appId": app_id, "name": name, "appArn": f"arn:aws:amplify:eu-west-1:123456789012:apps/{app_id}"}


async def test_apps_come_from_every_page_once_and_by_name(gateway: Gateway, faulty: FaultyServer) -> None:
    faulty.give(
        tell(apps=[named("d2", "shop"), named("d1", "blog")], nextToken="t1"),
        tell(apps=[named("d2", "shop"), named("d3", "Admin")]),
    )
    apps = await gateway.list_apps()
    assert [(app.name, app.key.app_id) for app in apps] == [("Admin", "d3"), ("blog", "d1"), ("shop", "d2")]
    assert {app.account_id for app in apps} == {"123456789012"}
    assert [received.query for received in faulty.received] == [
        {"maxResults": "100"},
        {"maxResults": "100", "nextToken": "t1"},
    ]


async def test_branches_are_asked_for_fifty_at_a_time(gateway: Gateway, faulty: FaultyServer) -> None:
    faulty.give(tell(branches=[{"branchName": "main"}, {"branchName": "Develop"}]))
    branches = await gateway.list_branches(APP)
    assert [branch.key.name for branch in branches] == ["Develop", "main"]
    assert faulty.received[0].query == {"maxResults": "50"}


async def test_a_page_of_jobs_is_one_call_with_the_branch_in_its_path(
    gateway: Gateway, faulty: FaultyServer
) -> None:
    faulty.give(tell(jobSummaries=[summary("30"), summary("29"), summary("30")], nextToken="t2"))
    page = await gateway.list_jobs(BRANCH, limit=500, token="t1")
    assert [job.key.job_id for job in page.items] == [30, 29]
    assert page.next_token == "t2"
    assert faulty.received[0].path == "/apps/d1/branches/feature%2Fx%20y/jobs"
    assert faulty.received[0].query == {"maxResults": "50", "nextToken": "t1"}


async def test_every_kind_of_list_stops_at_a_token_that_comes_again(
    gateway: Gateway, faulty: FaultyServer
) -> None:
    faulty.give(
        tell(apps=[], branches=[], artifacts=[], backendEnvironments=[], jobSummaries=[], nextToken="again")
    )
    for ask in (
        gateway.list_apps(),
        gateway.list_branches(APP),
        gateway.list_artifacts(JOB),
        gateway.list_environments(APP),
        gateway.list_jobs(BRANCH, token="again"),
    ):
        faulty.received.clear()
        with pytest.raises(BadAnswerError, match="page"):
            await ask
        assert len(faulty.received) <= 2


async def test_a_list_that_goes_in_circles_is_given_up(gateway: Gateway, faulty: FaultyServer) -> None:
    faulty.give(*(tell(branches=[], nextToken=token) for token in "abcabcabc"))
    with pytest.raises(BadAnswerError, match="twice"):
        await gateway.list_branches(APP)
    assert len(faulty.received) == 4


async def test_a_list_without_end_is_given_up(gateway: Gateway, faulty: FaultyServer) -> None:
    faulty.give(*(tell(branches=[], nextToken=str(number)) for number in range(300)))
    with pytest.raises(BadAnswerError, match="no end"):
        await gateway.list_branches(APP)
    assert len(faulty.received) == 200


async def test_a_job_comes_with_its_steps(gateway: Gateway, faulty: FaultyServer) -> None:
    url = "https://b.s3.amazonaws.com/d1/x/0000000028/BUILD/log.txt?X-Amz-Security-Token=SECRET"
    steps = [{"stepName": "BUILD", "status": "RUNNING", "logUrl": url, "screenshots": {"Tall": url, "x": 1}}]
    faulty.give(tell(job={"summary": summary("0000000028"), "steps": steps}))
    detail = await gateway.get_job(JOB)
    assert detail.job.key == JOB
    assert detail.job.job_type is None
    assert [step.name for step in detail.steps] == ["BUILD"]
    assert [name for name, _ in detail.steps[0].screenshots] == ["Tall"]
    assert "SECRET" not in repr(detail)


async def test_a_waiting_job_may_have_no_steps_at_all(gateway: Gateway, faulty: FaultyServer) -> None:
    faulty.give(tell(job={"summary": summary(status="PENDING")}))
    assert (await gateway.get_job(JOB)).steps == ()


@pytest.mark.parametrize(
    "reply",
    [
        tell(job={"summary": summary("29"), "steps": []}),
        tell(job={"summary": summary(jobArn="arn:aws:amplify:r:1:apps/d2/branches/b/jobs/0000000028")}),
    ],
)
async def test_an_answer_about_another_job_is_none(
    gateway: Gateway, faulty: FaultyServer, reply: Reply
) -> None:
    faulty.give(reply)
    with pytest.raises(BadAnswerError, match="another job"):
        await gateway.get_job(JOB)


async def test_a_start_sends_only_what_was_ordered(gateway: Gateway, faulty: FaultyServer) -> None:
    faulty.give(tell(jobSummary={"jobId": "31", "status": "PENDING"}))
    job = await gateway.start_job(BRANCH, StartOrder(commit_id="abc", job_reason="why"))
    assert (job.key.job_id, job.status, job.started_at) == (31, "PENDING", None)
    assert faulty.received[0].method == "POST"
    assert json.loads(faulty.received[0].body) == {
        "jobType": "RELEASE",
        "commitId": "abc",
        "jobReason": "why",
    }


async def test_a_retry_names_the_job_and_brings_a_new_one(gateway: Gateway, faulty: FaultyServer) -> None:
    faulty.give(tell(jobSummary={"jobId": "32", "status": "PENDING"}))
    job = await gateway.retry_job(JOB, "again")
    assert job.key.job_id == 32
    assert json.loads(faulty.received[0].body) == {"jobType": "RETRY", "jobId": "28", "jobReason": "again"}


async def test_a_stop_is_sent_to_the_job(gateway: Gateway, faulty: FaultyServer) -> None:
    faulty.give(tell(jobSummary=summary(status="CANCELLING")))
    assert (await gateway.stop_job(JOB)).status == "CANCELLING"
    assert (faulty.received[0].method, faulty.received[0].path.rpartition("/jobs")[2]) == (
        "DELETE",
        "/28/stop",
    )


@pytest.mark.parametrize(
    "reply", [fail("InternalFailureException", status=500), Reply(sent=0), page_of_html(503)]
)
async def test_a_write_is_sent_once_whatever_comes_back(
    gateway: Gateway, faulty: FaultyServer, reply: Reply
) -> None:
    faulty.give(reply)
    for ask in (gateway.start_job(BRANCH, StartOrder()), gateway.retry_job(JOB), gateway.stop_job(JOB)):
        faulty.received.clear()
        with pytest.raises(UnreachableError):
            await ask
        assert len(faulty.received) == 1


async def test_a_read_is_tried_again(gateway: Gateway, faulty: FaultyServer) -> None:
    faulty.give(fail("InternalFailureException", status=500), tell(jobSummaries=[]))
    assert (await gateway.list_jobs(BRANCH)).items == ()
    assert len(faulty.received) == 2


async def test_an_app_and_a_branch_are_read_alone(gateway: Gateway, faulty: FaultyServer) -> None:
    faulty.give(
        tell(app=named("d1", "shop")), tell(branch={"branchName": BRANCH.name, "activeJobId": "0000000007"})
    )
    assert (await gateway.get_app(APP)).name == "shop"
    assert (await gateway.get_branch(BRANCH)).active_job_id == 7


async def test_another_app_or_branch_than_asked_for_is_no_answer(
    gateway: Gateway, faulty: FaultyServer
) -> None:
    faulty.give(tell(app=named("d2", "shop"), branch={"branchName": "main"}))
    with pytest.raises(BadAnswerError, match="another app"):
        await gateway.get_app(APP)
    with pytest.raises(BadAnswerError, match="another branch"):
        await gateway.get_branch(BRANCH)


async def test_artifacts_and_their_addresses(gateway: Gateway, faulty: FaultyServer) -> None:
    faulty.give(tell(artifacts=[{"artifactId": "a1", "artifactFileName": "../x.log"}, {"artifactId": "a2"}]))
    artifacts = await gateway.list_artifacts(JOB)
    assert [(artifact.file_name, artifact.artifact_id) for artifact in artifacts] == [
        ("../x.log", "a1"),
        ("a2", "a2"),
    ]
    faulty.give(tell(artifactId="a1", artifactUrl="https://h/x/a.zip?X-Amz-Signature=S"))
    assert str(await gateway.get_artifact_url(TARGET, "a1")) == "https://h/x/a.zip"
    faulty.give(tell(artifactId="a1", artifactUrl="file:///etc/passwd"))
    with pytest.raises(BadAnswerError, match="artifactUrl"):
        await gateway.get_artifact_url(TARGET, "a1")


async def test_every_call_is_noted_with_what_came_of_it(
    gateway: Gateway, faulty: FaultyServer, journal: CallJournal
) -> None:
    faulty.give(tell(jobSummaries=[summary()]))
    await gateway.list_jobs(BRANCH)
    faulty.give(fail("BadRequestException", "The job is over"))
    with pytest.raises(RefusedError):
        await gateway.stop_job(JOB)
    good, bad = journal.recent()
    assert good.keys, "the profile of this gateway is made up"
    assert (good.service, good.operation, good.summary, good.error) == (
        "amplify",
        "ListJobs",
        "1 jobSummaries",
        "",
    )
    assert good.parameters == {"appId": "d1", "branchName": "feature/x y", "maxResults": 50}
    assert (bad.operation, bad.summary, bad.error) == ("StopJob", "", "BadRequestException")
    assert good.endpoint == faulty.url
    assert good.took is not None


async def test_a_value_that_amplify_cannot_have_is_refused_before_it_is_sent(
    gateway: Gateway, faulty: FaultyServer
) -> None:
    with pytest.raises(RefusedError, match="StartJob does not take this"):
        await gateway.start_job(BRANCH.__class__(APP, ""), StartOrder())
    assert faulty.received == []
