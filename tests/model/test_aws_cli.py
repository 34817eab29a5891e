"""A call's line of the AWS CLI can be pasted and means the same."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.aws_cli import command_line
from amplify_tui.model.calls import Call
from amplify_tui.model.keys import Target

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def call(operation: str, parameters: dict[str, object], **more: str) -> Call:
    target = Target(more.pop("profile", "prod"), "eu-west-1")
    return Call(NOON, target, more.pop("service", "amplify"), operation, parameters, **more)  # type: ignore[arg-type]


def test_a_list_of_jobs() -> None:
    line = command_line(call("ListJobs", {"appId": "d1", "branchName": "feature/x y", "maxResults": 50}))
    assert line == (
        "aws amplify list-jobs --app-id d1 --branch-name 'feature/x y' --max-results 50"
        " --profile prod --region eu-west-1"
    )


def test_made_up_keys_stand_in_the_line_instead_of_a_profile_that_nobody_has() -> None:
    made_up = Call(
        NOON, Target("demo", "eu-west-1"), "amplify", "ListApps", keys=("AKIADEMO", "opens nothing")
    )
    assert command_line(made_up) == (
        "AWS_ACCESS_KEY_ID=AKIADEMO AWS_SECRET_ACCESS_KEY='opens nothing'"
        " aws amplify list-apps --region eu-west-1"
    )


def test_a_retry() -> None:
    line = command_line(
        call("StartJob", {"appId": "d1", "branchName": "main", "jobId": "7", "jobType": "RETRY"}, profile="")
    )
    assert line == (
        "aws amplify start-job --app-id d1 --branch-name main --job-id 7 --job-type RETRY --region eu-west-1"
    )


def test_backend_jobs_at_another_endpoint() -> None:
    line = command_line(
        call(
            "ListBackendJobs",
            {"AppId": "d1", "BackendEnvironmentName": "prod"},
            service="amplifybackend",
            endpoint="http://127.0.0.1:8000",
        )
    )
    assert line == (
        "aws amplifybackend list-backend-jobs --app-id d1 --backend-environment-name prod"
        " --profile prod --region eu-west-1 --endpoint-url http://127.0.0.1:8000"
    )


def test_a_value_with_a_dash_in_front_is_no_option() -> None:
    assert "--branch-name=-x" in command_line(call("GetBranch", {"appId": "d1", "branchName": "-x"}))


def test_a_message_of_two_lines_stays_on_one() -> None:
    line = command_line(call("StartJob", {"commitMessage": "it's\n\x1b[31m\\ \U000e0041\u202e"}))
    assert r"--commit-message $'it\'s\n\u001b[31m\\ \U000e0041\u202e'" in line


@given(st.text(max_size=50))
def test_any_value_makes_one_printable_line(value: str) -> None:
    assert command_line(call("StartJob", {"commitMessage": value})).isprintable()


@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), max_size=50))
def test_a_shell_reads_the_value_back(value: str) -> None:
    words = shlex.split(command_line(call("StartJob", {"commitMessage": value})))
    assert value in words or f"--commit-message={value}" in words
