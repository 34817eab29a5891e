from __future__ import annotations

import json
from typing import Any

import pytest

from amplify_tui.simulator.contract import Presigned
from amplify_tui.simulator.disfigurement import spoil_summary
from amplify_tui.simulator.hostile import QUIRKS, TEXTS
from tests.simulator.desk import Desk

APP = "[red]hostile[/red] [/]"


def jobs(branch: str) -> list[Any]:
    return Desk("hostile").jobs(APP, branch, size=50)


def test_every_kind_of_text_comes_as_a_commit_message() -> None:
    assert {job["commitMessage"] for job in jobs("texts")} == set(TEXTS)
    assert any(len(text) > 10_000 for text in TEXTS)


def test_statuses_and_types_come_that_nobody_knows() -> None:
    found = jobs("statuses")

    assert "TELEPORTING" in {job["status"] for job in found}
    assert "SCHEDULED" in {job["jobType"] for job in found}


def test_members_go_missing_or_are_null() -> None:
    missing, nulls = jobs("missing"), jobs("nulls")

    for member in (
        "jobId",
        "jobArn",
        "commitId",
        "commitMessage",
        "commitTime",
        "startTime",
        "endTime",
        "status",
    ):
        assert any(member not in job for job in missing)
        assert any(member in job for job in missing)
    assert all(job["commitTime"] is None and job["jobId"] for job in nulls)


def test_jobs_come_twice_and_in_the_wrong_order() -> None:
    twice, turned = jobs("duplicates"), jobs("unordered")

    assert len(twice) > len({job["jobId"] for job in twice})
    assert [int(job["jobId"]) for job in turned] == sorted(int(job["jobId"]) for job in turned)


def test_times_and_ids_are_rubbish() -> None:
    times = jobs("times")

    assert "yesterday" in {job["startTime"] for job in times}
    assert {"twelve", ""} <= {job["jobId"] for job in jobs("ids")}


def test_steps_have_hostile_names_reasons_and_addresses() -> None:
    desk = Desk("hostile")
    steps = [step for n in range(1, 30) for step in desk.job(APP, "steps", n)["steps"]]

    assert "[red]BUILD[/red]" in {step["stepName"] for step in steps}
    assert "javascript:alert(1)" in {step["logUrl"] for step in steps}
    assert set(TEXTS) >= {step["statusReason"] for step in steps}


def test_steps_can_be_missing_altogether() -> None:
    desk = Desk("hostile")

    assert desk.job(APP, "nulls", 3)["steps"] is None
    assert len(desk.job(APP, "duplicates", 3)["steps"]) == 2 * len(desk.job(APP, "texts", 3)["steps"])
    assert all(
        "stepName" not in step or "status" in step or step for step in desk.job(APP, "missing", 4)["steps"]
    )


def test_screenshots_have_hostile_names() -> None:
    desk = Desk("hostile")
    named = [
        step["screenshots"]
        for n in range(2, 45, 6)
        for step in desk.job(APP, "texts", n)["steps"]
        if step["screenshots"]
    ]

    assert named
    assert set(named[0]) >= set(TEXTS) - {""}


def test_logs_hold_what_no_log_should_hold() -> None:
    desk = Desk("hostile")
    address = next(step for step in desk.job(APP, "texts", 44)["steps"] if step["stepName"] == "BUILD")[
        "logUrl"
    ]
    stored = desk.fetch(address)

    assert stored is not None
    assert b"\x1b]52;c;" in stored.body
    assert "\ufffd" in stored.body.decode("utf-8", "replace")
    assert max(map(len, stored.body.split(b"\n"))) > 10_000


def test_backend_jobs_are_disfigured_too() -> None:
    desk = Desk("hostile")
    found = desk.ask(
        "ListBackendJobs", AppId=desk.app_id("backends \u202ekcab"), BackendEnvironmentName="[b]dev[/b]"
    )["Jobs"]

    assert {"TELEPORTING", "COMPLETED"} <= {job["Status"] for job in found}
    assert "yesterday" in {job["CreateTime"] for job in found}


def test_apps_and_branches_lose_all_but_their_ids() -> None:
    apps = Desk("hostile").ask("ListApps")["apps"]

    assert sum("name" not in app for app in apps) == 1
    assert sum("name" in app and app["name"] is None for app in apps) == 1
    assert all(app["appId"] for app in apps)


@pytest.mark.parametrize("quirk", [*QUIRKS, "unheard of"])
def test_a_summary_is_disfigured_in_a_copy(quirk: str) -> None:
    good: dict[str, object] = {
        "jobId": "7",
        "status": "SUCCEED",
        "commitMessage": "Fix",
        "startTime": None,
        "endTime": None,
    }
    kept = dict(good)
    for n in range(60):
        spoil_summary(quirk, good, n)

    assert good == kept


def test_everything_hostile_can_still_travel_as_json() -> None:
    desk = Desk("hostile")
    for app_id, branch in desk.branches():
        answer = desk.ask("ListJobs", appId=app_id, branchName=branch, maxResults=50)
        detail = desk.ask("GetJob", appId=app_id, branchName=branch, jobId="12")

        assert json.dumps([answer, detail], default=_write_odd)


def _write_odd(value: object) -> str:
    assert isinstance(value, Presigned) or hasattr(value, "isoformat")
    return str(value)
