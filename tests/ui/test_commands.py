"""Commands, declared once: what derives from them, and why one does not apply now."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amplify_tui.model.apps import App
from amplify_tui.model.backend_jobs import BackendJob
from amplify_tui.model.jobs import Job
from amplify_tui.model.keys import AppKey, BackendJobKey, BranchKey, EnvironmentKey, JobKey, Target
from amplify_tui.ui.commands import (
    BY_ID,
    COMMANDS,
    Place,
    commands_at,
    key_label,
    key_table_markdown,
    keys_of,
    palette_commands,
    sound_keymap,
)
from amplify_tui.ui.situation import Situation

APP = AppKey(Target("prod", "eu-west-1"), "d1")
BRANCH = BranchKey(APP, "main")
CONNECTED = App(APP, "shop", repository="https://github.com/acme/shop", default_domain="d1.amplifyapp.com")
OVER = Job(JobKey(BRANCH, 7), "SUCCEED", commit_id="a" * 40)
GOING = Job(JobKey(BRANCH, 8), "RUNNING", commit_id="b" * 40)
ALL_WELL = Situation(CONNECTED, BRANCH, OVER, has_row=True)
STUCK = BackendJob(BackendJobKey(EnvironmentKey(APP, "dev"), "j"), "GenerateBackendAPIModels", "IN_PROGRESS")


@pytest.mark.parametrize(
    ("command", "situation", "words"),
    [
        ("stop", ALL_WELL, "Job 7 is over (SUCCEED)"),
        ("stop", Situation(), "No job is selected"),
        ("retry", Situation(CONNECTED, BRANCH, GOING), "Job 8 is still RUNNING"),
        ("retry", replace(ALL_WELL, going=GOING), "Job 8 is going on this branch"),
        ("retry", Situation(), "No job is selected"),
        ("start", Situation(), "No app is open"),
        ("start", Situation(CONNECTED), "No branch is open"),
        ("start", Situation(lacks="No branch is selected."), "No branch is selected"),
        ("site", Situation(CONNECTED, lacks="No branch is selected."), "No branch is selected"),
        (
            "start",
            replace(ALL_WELL, app=replace(CONNECTED, repository=None)),
            "not connected to a repository",
        ),
        ("start", replace(ALL_WELL, going=GOING), "Job 8 is going on this branch"),
        ("site", replace(ALL_WELL, app=replace(CONNECTED, default_domain=None)), "no domain for shop"),
        ("site", Situation(CONNECTED), "No branch is open"),
        ("commit_page", replace(ALL_WELL, job=replace(OVER, commit_id="HEAD")), "only its log knows"),
        ("commit_page", replace(ALL_WELL, job=replace(OVER, commit_id=None)), "names no commit"),
        ("commit_page", replace(ALL_WELL, app=replace(CONNECTED, repository=None)), "not connected"),
        ("commit_page", Situation(), "No job is selected"),
        ("copy_id", Situation(), "No row is selected"),
        ("pick_app", Situation(is_connected=False), "P picks a profile"),
        ("server_filters", Situation(), "No backend environment is open"),
        ("release", Situation(), "No backend job is selected"),
        ("release", Situation(backend_job=replace(STUCK, status="FAILED")), "it blocks nothing"),
        ("release", Situation(backend_job=replace(STUCK, operation=None)), "left out the job's operation"),
    ],
)
def test_a_key_that_does_not_apply_says_why(command: str, situation: Situation, words: str) -> None:
    assert words in BY_ID[command].why_not(situation)


@pytest.mark.parametrize("command", ["start", "retry", "site", "commit_page", "copy_id", "console"])
def test_a_key_that_applies_meets_no_objection(command: str) -> None:
    assert BY_ID[command].why_not(ALL_WELL) == ""


def test_a_stuck_backend_job_can_be_released_and_a_going_job_stopped() -> None:
    assert BY_ID["release"].why_not(Situation(backend_job=STUCK)) == ""
    assert BY_ID["stop"].why_not(replace(ALL_WELL, job=GOING)) == ""


def test_read_only_takes_every_write_from_screens_and_palette() -> None:
    for place in Place:
        assert not [command.id for command in commands_at(place, is_read_only=True) if command.is_write]
        assert not [command.id for command in palette_commands(place, is_read_only=True) if command.is_write]
    assert {"start", "retry", "stop"} <= {command.id for command in commands_at(Place.DASHBOARD)}


def test_the_key_table_has_every_command_once() -> None:
    lines = key_table_markdown().splitlines()
    assert len(lines) == len(COMMANDS) + 2
    assert "| `?` `F1` | The keys of this screen. | everywhere |" in lines


def test_a_users_key_replaces_the_usual_one() -> None:
    good, complaints = sound_keymap({"stop": "ctrl+x", "retry": "r"})
    assert complaints == []
    assert keys_of(BY_ID["stop"], good) == ("ctrl+x",)
    assert keys_of(BY_ID["start"], good) == ("S",)


def test_two_user_keys_that_clash_are_not_both_used() -> None:
    for order in (("stop", "retry"), ("retry", "stop")):
        swapped = {"stop": "R", "retry": "x"}
        good, complaints = sound_keymap({name: swapped[name] for name in order})
        assert (good, complaints) == (swapped, [])


def test_a_key_is_given_once() -> None:
    good, complaints = sound_keymap({"stop": "z", "retry": "z"})
    assert good == {"stop": "z"}
    assert complaints == ["keys.retry: z is the key of stop."]


def test_a_key_left_free_by_one_command_can_go_to_another() -> None:
    good, complaints = sound_keymap({"stop": "ctrl+x", "retry": "x"})
    assert complaints == []
    assert good == {"stop": "ctrl+x", "retry": "x"}


@pytest.mark.parametrize(
    ("key", "label"),
    [("question_mark", "?"), ("slash", "/"), ("escape", "esc"), ("ctrl+r", "ctrl+r"), ("S", "S")],
)
def test_keys_are_written_as_they_stand_on_a_keyboard(key: str, label: str) -> None:
    assert key_label(key) == label
