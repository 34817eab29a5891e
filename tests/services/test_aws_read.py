"""Raw answers become values by named fields; nothing else in them is kept."""

from __future__ import annotations

from typing import Any

import pytest

from amplify_tui.services import aws_read
from amplify_tui.services.errors import BadAnswerError
from tests.services.conftest import APP, BRANCH, TARGET

SECRETS = {
    "environmentVariables": {"TOKEN": "SECRET"},
    "basicAuthCredentials": "SECRET",
    "buildSpec": "SECRET",
    "customHeaders": "SECRET",
    "iamServiceRoleArn": "SECRET",
    "autoBranchCreationConfig": {"basicAuthCredentials": "SECRET"},
}


def test_nothing_secret_of_an_app_or_branch_is_kept() -> None:
    app = aws_read.read_app(TARGET, {"appId": "d1", **SECRETS})
    branch = aws_read.read_branch(APP, {"branchName": "main", **SECRETS})
    assert "SECRET" not in repr((app, branch))


def test_an_app_without_anything_but_an_id_is_one() -> None:
    app = aws_read.read_app(TARGET, {"appId": "d1"})
    assert (app.name, app.account_id, app.repository, app.production_branch) == ("d1", None, None, None)


@pytest.mark.parametrize(
    "arn", ["", "arn:aws:amplify:eu-west-1", "arn:aws:amplify:eu-west-1:acme:apps/d1", "x" * 99]
)
def test_an_arn_without_account_names_none(arn: str) -> None:
    assert aws_read.read_app(TARGET, {"appId": "d1", "appArn": arn}).account_id is None


@pytest.mark.parametrize(
    ("repository", "kept"),
    [
        ("https://user:SECRET@github.com/a/b?token=SECRET", "https://github.com/a/b"),
        ("ssh://user:SECRET@host/a/b", "ssh://host/a/b"),
        ("git@github.com:a/b.git", "git@github.com:a/b.git"),
        ("", None),
    ],
)
def test_credentials_in_a_repository_are_not_kept(repository: str, kept: str | None) -> None:
    assert aws_read.read_app(TARGET, {"appId": "d1", "repository": repository}).repository == kept


def test_the_production_branch_is_a_hint() -> None:
    raw = {"appId": "d1", "productionBranch": {"branchName": "main", "status": "SUCCEED"}}
    hint = aws_read.read_app(TARGET, raw).production_branch
    assert hint is not None
    assert (hint.name, hint.status, hint.deployed_at) == ("main", "SUCCEED", None)


@pytest.mark.parametrize(
    ("raw", "is_preview", "environment", "active"),
    [
        ({"stage": "NONE", "activeJobId": "0000000007"}, False, None, 7),
        ({"stage": "PULL_REQUEST", "activeJobId": "latest"}, True, None, None),
        ({"sourceBranch": "topic"}, True, None, None),
        (
            {"backendEnvironmentArn": "arn:aws:amplify:r:1:apps/d1/backendenvironments/staging"},
            False,
            "staging",
            None,
        ),
        ({"backendEnvironmentArn": "x/"}, False, None, None),
    ],
)
def test_a_branch_is_read(
    raw: dict[str, Any], is_preview: object, environment: str | None, active: int | None
) -> None:
    branch = aws_read.read_branch(APP, {"branchName": "main", **raw})
    assert (branch.is_preview, branch.environment_name, branch.active_job_id) == (
        is_preview,
        environment,
        active,
    )


@pytest.mark.parametrize("job_id", ["28", "0000000028", 28])
def test_a_jobs_number_is_read_padded_or_not(job_id: object) -> None:
    assert aws_read.read_job(BRANCH, {"jobId": job_id}).key.job_id == 28


@pytest.mark.parametrize("job_id", [None, "", "x", "-1", -1, True, 1.5, "²", "9" * 256, [], {}])
def test_a_job_without_number_is_no_job(job_id: object) -> None:
    with pytest.raises(BadAnswerError, match="jobId"):
        aws_read.read_job(BRANCH, {"jobId": job_id})


def test_what_amplify_says_of_a_job_is_kept_as_it_comes() -> None:
    job = aws_read.read_job(BRANCH, {"jobId": "1", "status": "PAUSED", "jobType": "NEW", "commitId": "HEAD"})
    assert (job.status, job.job_type, job.builds_head) == ("PAUSED", "NEW", True)


def test_a_number_where_a_text_should_be_is_taken_as_one() -> None:
    assert aws_read.read_job(BRANCH, {"jobId": "1", "commitId": 1234567}).commit_id == "1234567"


def test_a_step_without_name_is_an_error() -> None:
    with pytest.raises(BadAnswerError, match="stepName"):
        aws_read.read_step({"status": "RUNNING"})


def test_screenshots_that_are_no_addresses_are_left_out() -> None:
    step = aws_read.read_step(
        {"stepName": "VERIFY", "screenshots": {"a": "file:///x", "b": "https://h/b.png?q"}}
    )
    assert [(name, str(url)) for name, url in step.screenshots] == [("b", "https://h/b.png")]
