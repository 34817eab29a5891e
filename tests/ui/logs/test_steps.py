from __future__ import annotations

from datetime import timedelta

from amplify_tui.model.health import Problem
from amplify_tui.model.steps import Step
from amplify_tui.ui.logs.steps import absence_text, beside, is_going, length_text, problem_lines, step_to_open
from tests.ui.logs.samples import START


def steps(**statuses: str) -> list[Step]:
    return [Step(name, status) for name, status in statuses.items()]


def opened(**statuses: str) -> str:
    step = step_to_open(steps(**statuses))
    return "" if step is None else step.name


def test_the_failed_step_is_opened_else_the_running_else_the_last() -> None:
    assert opened(BUILD="SUCCEED", DEPLOY="FAILED", VERIFY="RUNNING") == "DEPLOY"
    assert opened(BUILD="SUCCEED", DEPLOY="RUNNING", VERIFY="PENDING") == "DEPLOY"
    assert opened(BUILD="SUCCEED", DEPLOY="SUCCEED", VERIFY="SUCCEED") == "VERIFY"
    assert opened(BUILD="SUCCEED", DEPLOY="PENDING") == "BUILD"
    assert opened(BUILD="SUCCEED", DEPLOY="CANCELLED") == "BUILD"
    assert opened(BUILD="PENDING", DEPLOY="PENDING") == "DEPLOY"
    assert opened() == ""


def test_steps_lie_beside_each_other() -> None:
    known = steps(BUILD="SUCCEED", DEPLOY="SUCCEED")
    assert beside(known, "BUILD", 1) == known[1]
    assert beside(known, "DEPLOY", 1) is None
    assert beside(known, "BUILD", -1) is None
    assert beside(known, "GONE", 1) is None


def test_a_going_step_grows_and_an_ended_one_does_not() -> None:
    now = START + timedelta(seconds=90)
    going = Step("BUILD", "RUNNING", START)
    assert is_going(going)
    assert length_text(going, now) == "1m 30s"
    assert length_text(Step("BUILD", "SUCCEED", START, START + timedelta(seconds=5)), now) == "5s"
    assert length_text(Step("BUILD", "SUCCEED", START), now) == ""
    assert length_text(None, now) == ""


def test_it_is_said_why_there_is_no_log() -> None:
    assert "has not begun" in absence_text("DEPLOY", Step("DEPLOY", "PENDING"), "no log")
    assert "runs, but has no log yet" in absence_text("BUILD", Step("BUILD", "RUNNING"), "no log")
    assert "has no log." in absence_text("BUILD", None, "no log")
    assert "is gone" in absence_text("BUILD", None, "gone")
    assert "zero bytes: the step is CANCELLED" in absence_text("DEPLOY", Step("DEPLOY", "CANCELLED"), "empty")


def test_it_is_said_why_a_log_cannot_be_read_and_what_helps() -> None:
    problem = Problem("X", "no network", "Check the cable.", "UnreachableError")
    assert problem_lines(problem, is_over=False).splitlines() == [
        "The log cannot be read: no network",
        "Check the cable.",
        "It is tried again; ctrl+r does so now.",
    ]
    assert problem_lines(problem, is_over=True).endswith("ctrl+r tries again.")
