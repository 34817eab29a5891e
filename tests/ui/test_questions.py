"""What the confirmations ask, and what is opened first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from amplify_tui.model.apps import App, Branch, ProductionBranch
from amplify_tui.model.backend_jobs import BackendJob, BackendTime
from amplify_tui.model.jobs import Job
from amplify_tui.model.keys import AppKey, BackendJobKey, BranchKey, EnvironmentKey, JobKey, Target
from amplify_tui.model.orders import StartOrder
from amplify_tui.ui.opening import app_to_open, branch_to_open
from amplify_tui.ui.questions import Scene, release_question, retry_question, start_question, stop_question
from amplify_tui.ui.screens.backend_detail import detail_text, stuck_line, time_line
from amplify_tui.ui.wiring import Start

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
TARGET = Target("prod", "eu-west-1")
APP = AppKey(TARGET, "d1")
BRANCH = BranchKey(APP, "feature/a")
SCENE = Scene("shop\x1b[31m", TARGET)
KEY = BackendJobKey(EnvironmentKey(APP, "dev"), "j-1")


def branch(name: str) -> Branch:
    return Branch(BranchKey(APP, name))


def test_stop_names_everything_and_nothing_else_is_obeyed() -> None:
    job = Job(JobKey(BRANCH, 57), "RUNNING", commit_id="c" * 40, started_at=NOW - timedelta(seconds=101))
    text = "\n".join(stop_question(job, SCENE, NOW).lines)
    assert "shop / feature/a · job 57" in text
    assert "prod · eu-west-1 · running 1m 41s" in text
    assert "\x1b" not in text


def test_stopping_what_is_being_cancelled_says_so() -> None:
    job = Job(JobKey(BRANCH, 57), "CANCELLING")
    assert "being cancelled already" in stop_question(job, SCENE, NOW).warning


def test_a_retry_says_which_commit_it_builds() -> None:
    sha = retry_question(Job(JobKey(BRANCH, 1), "FAILED", commit_id="d" * 40), SCENE)
    head = retry_question(Job(JobKey(BRANCH, 1), "FAILED", commit_id="HEAD"), SCENE)
    none = retry_question(Job(JobKey(BRANCH, 1), "FAILED"), SCENE)
    assert "ddddddd" in sha.lines[0]
    assert sha.warning == ""
    assert "as it is today" in head.lines[0]
    assert "unknown to Amplify" in head.warning
    assert "names no commit" in none.lines[0]


def test_a_start_says_commit_message_and_reason() -> None:
    asked = start_question(BRANCH, StartOrder("abc", "hello", "because"), Scene("shop", TARGET, is_demo=True))
    assert asked.lines[1:] == ("commit abc", "message hello", "reason because", "DEMO · prod · eu-west-1")
    assert "HEAD" in start_question(BRANCH, StartOrder(), SCENE).lines[1]


def test_a_backend_job_tells_how_long_it_blocks_pushes() -> None:
    created = BackendTime("x", NOW - timedelta(days=3))
    job = BackendJob(KEY, "Op", "IN_PROGRESS", created, None, "[/] \x1b[31mred")
    assert stuck_line(job, NOW) == "going on for 3d 0h: it blocks pushes"
    text = detail_text(job, NOW, is_read_only=False)
    assert "would not do: stop anything" in text
    assert "U marks it" in text
    assert "\x1b" not in text
    assert "U marks it" not in detail_text(job, NOW, is_read_only=True)
    assert "going on for 3d" in release_question(job, SCENE, NOW).lines[2]


def test_a_backend_job_that_ended_or_just_began_blocks_nothing() -> None:
    recent = BackendTime("x", NOW - timedelta(minutes=5))
    assert stuck_line(BackendJob(KEY, "Op", "COMPLETED", recent), NOW) == ""
    assert stuck_line(BackendJob(KEY, "Op", "IN_PROGRESS", recent), NOW) == ""
    assert stuck_line(BackendJob(KEY, "Op", "IN_PROGRESS"), NOW) == ""


def test_a_time_that_nobody_can_read_is_shown_as_it_came() -> None:
    assert time_line(BackendTime("yesterday", None), NOW) == "yesterday"
    assert time_line(None, NOW) == "–"  # noqa: RUF001 - the product's own mark for nothing


def test_the_app_is_chosen_by_word_folder_memory_and_last_deployment() -> None:
    shop = App(APP, "shop", repository="https://github.com/acme/shop")
    hint = ProductionBranch("main", "SUCCEED", NOW)
    docs = App(
        AppKey(TARGET, "d2"), "docs", repository="https://github.com/acme/docs", production_branch=hint
    )
    apps = (shop, docs)
    assert app_to_open(apps, Start("docs"), None).app == docs
    assert app_to_open(apps, Start(repositories=("git@github.com:acme/shop.git",)), "d2").app == shop
    assert app_to_open(apps, Start(), "d1").app == shop
    assert app_to_open(apps, Start(), None).app == docs
    assert app_to_open((), Start("docs"), None).app is None


def test_the_branch_is_chosen_by_word_memory_and_production() -> None:
    app = App(APP, "shop", production_branch=ProductionBranch("main", None, None))
    branches = (branch("a"), branch("main"), branch("z"))
    assert branch_to_open(app, branches, "z", "a").branch == branches[2]
    assert branch_to_open(app, branches, "", "a").branch == branches[0]
    assert branch_to_open(app, branches, "", "gone").branch == branches[1]
    assert branch_to_open(None, branches, "", None).branch == branches[0]
    assert "no branch mian. Did you mean main?" in branch_to_open(app, branches, "mian", None).complaint
    assert branch_to_open(app, (), "", None).branch is None
