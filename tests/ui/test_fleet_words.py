"""What is said of branches, accounts, queues and going jobs; all of it pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from amplify_tui.model.branch_news import BranchNews
from amplify_tui.model.conditions import BranchState, Condition, FleetSummary
from amplify_tui.model.events import QueueHealth
from amplify_tui.model.health import Health, Problem
from amplify_tui.model.jobs import Job
from amplify_tui.model.keys import AppKey, BranchKey, JobKey, Target
from amplify_tui.model.views import View
from amplify_tui.ui.cell_text import text_of
from amplify_tui.ui.columns import CellContext
from amplify_tui.ui.commands import Place
from amplify_tui.ui.condition_words import MARKS, counts_line, queue_words, state_mark
from amplify_tui.ui.fleet_columns import FleetRow, fleet_columns
from amplify_tui.ui.fleet_health import fleet_health, fleet_problem, target_label, troubled_targets
from amplify_tui.ui.job_notes import job_notes
from amplify_tui.ui.push import push_piece, push_problem
from amplify_tui.ui.saved_views import nothing_words
from amplify_tui.ui.screens.help import legend
from tests.clock import ManualClock

NOW = ManualClock().now()
PROD, STAGING, LAB = (Target(name, "eu-west-1") for name in ("prod", "staging", ""))
BRANCH = BranchKey(AppKey(PROD, "d1"), "main")
PACE = timedelta(seconds=4)


def job(
    number: int, status: str = "SUCCEED", *, minutes: float = 10, took: float = 3, commit: str = ""
) -> Job:
    started = None if status == "PENDING" else NOW - timedelta(minutes=minutes)
    ended = started + timedelta(minutes=took) if started and status in {"SUCCEED", "FAILED"} else None
    return Job(
        JobKey(BRANCH, number),
        status,
        commit_id=commit or f"{number:040x}",
        started_at=started,
        ended_at=ended,
    )


def health(seconds: float, problem: Problem | None = None, calls: int = 10) -> Health:
    return Health(PACE, NOW - timedelta(seconds=seconds), calls_per_minute=calls, problem=problem)


EXPIRED = Problem("Expired", "Credentials have expired.", "Run: aws sso login --profile staging")


def test_every_condition_has_a_look_and_no_two_glyphs_are_the_same() -> None:
    assert set(MARKS) == set(Condition)
    assert len({mark.glyph for mark in MARKS.values()}) == len(MARKS)
    assert list(MARKS) == list(Condition)


def test_an_older_job_that_goes_on_speaks_where_the_newest_is_over_and_well() -> None:
    older, newest = job(1, "RUNNING"), job(2)
    going = BranchState(BRANCH, "shop", Condition.RUNNING, BranchNews(newest, (older,)))
    assert going.speaker is older
    assert BranchState(BRANCH, "shop", Condition.FAILED, BranchNews(newest, (older,))).speaker is newest
    assert BranchState(BRANCH, "shop", Condition.OK, BranchNews(newest)).speaker is newest
    assert BranchState(BRANCH, "shop").speaker is None
    number = next(column for column in fleet_columns((), lambda _: None) if column.id == "job")
    row = FleetRow(going, "shop")
    assert number.render(row, CellContext(NOW, 5)) == [("1", "dim")]


def test_a_queued_branch_tells_its_place_and_a_cancelled_one_that_it_ends() -> None:
    queued = BranchState(BRANCH, "shop", Condition.QUEUED, place=(2, 3))
    assert state_mark(queued).word == "queued 2/3"
    news = BranchNews(job(1, "CANCELLING"))
    assert state_mark(BranchState(BRANCH, "shop", Condition.RUNNING, news)).glyph == "◍"
    assert state_mark(BranchState(BRANCH, "shop", Condition.UNSEEN)).word == "not seen"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ((1, 3), "queued, 1st of 3"),
        ((2, 3), "queued, 2nd of 3"),
        ((3, 3), "queued, 3rd of 3"),
        ((4, 30), "queued, 4th of 30"),
        ((11, 30), "queued, 11th of 30"),
        ((12, 30), "queued, 12th of 30"),
        ((13, 30), "queued, 13th of 30"),
        ((22, 30), "queued, 22nd of 30"),
        ((111, 130), "queued, 111th of 130"),
    ],
)
def test_places_are_told_in_words(place: tuple[int, int], words: str) -> None:
    assert queue_words(place) == words


def test_the_figures_stand_worst_first_and_give_way_to_how_many_there_are() -> None:
    counts = {Condition.OK: 41, Condition.FAILED: 2, Condition.RUNNING: 3}
    summary = FleetSummary(counts, 46, 46, is_complete=True)
    figures = "✘ 2 failed  ● 3 building  ✔ 41 ok"
    assert text_of(counts_line(summary, 60)) == f"{figures:<49}46 branches"
    assert text_of(counts_line(summary, 30)) == "✘ 2 failed         46 branches"
    some = FleetSummary(counts, 90, 90, left_out=44, is_complete=True)
    assert text_of(counts_line(some, 60)).endswith("  46 of 90 branches")
    assert not text_of(counts_line(FleetSummary({}), 60)).strip()
    loading = FleetSummary(counts, 46, 1250)
    line = counts_line(loading, 80)
    assert text_of(line).endswith("46 of about 1250 branches seen")
    assert line[-1][1] == "warning"
    assert all(len(text_of(counts_line(summary, width))) == width for width in range(12, 90))


@pytest.mark.parametrize("place", [Place.WALL, Place.FLEET])
def test_every_sign_of_a_branch_is_explained_in_the_help(place: Place) -> None:
    for mark in MARKS.values():
        assert f"{mark.glyph} " in legend(place)
    assert "stuck" not in legend(Place.DASHBOARD)


def test_a_view_without_branches_says_whether_that_may_change() -> None:
    view = View("red", statuses=("failed", "stuck"))
    told = [
        nothing_words(view, summary)
        for summary in (
            FleetSummary({}, 3, 41, 41, is_complete=True),
            FleetSummary({}, 41, 41, 41, is_complete=True),
            FleetSummary({}, is_complete=True),
        )
    ]
    assert told == [
        "The view red shows no branch so far. V picks another.",
        "The view red shows no branch: none of 41 is failed or stuck. V picks another.",
        "The view red shows no branch. V picks another.",
    ]


def test_a_target_in_trouble_is_named_with_what_helps() -> None:
    healths = {PROD: health(1), STAGING: health(1, EXPIRED), LAB: health(100)}
    assert troubled_targets(healths, NOW) == {STAGING, LAB}
    problem = fleet_problem(healths, NOW)
    assert problem is not None
    assert problem.message == "staging · eu-west-1: Credentials have expired."
    assert problem.hint == EXPIRED.hint
    assert fleet_problem({PROD: health(1)}, NOW) is None


def test_several_in_trouble_are_all_named_but_not_endlessly() -> None:
    many = {Target(f"p{number}", "eu-west-1"): health(1, EXPIRED) for number in range(5)}
    problem = fleet_problem(many, NOW)
    assert problem is not None
    assert problem.message == "p0 · eu-west-1; p1 · eu-west-1 and 3 more: Credentials have expired."
    problem = fleet_problem({PROD: health(1, replace(EXPIRED, message="Denied.")), **many}, NOW)
    assert problem is not None
    assert problem.message == (
        "prod · eu-west-1: Denied. Other trouble: p0 · eu-west-1; p1 · eu-west-1 and 3 more."
    )


def test_the_whole_is_as_fresh_as_its_best_part_and_counts_all_calls() -> None:
    one = fleet_health({PROD: health(2), STAGING: health(1, EXPIRED), LAB: health(100)}, NOW)
    assert one is not None
    assert (one.problem, one.age(NOW), one.calls_per_minute) == (None, timedelta(seconds=2), 30)
    best = fleet_health({PROD: Health(PACE), STAGING: health(5), LAB: health(3)}, NOW)
    assert best is not None
    assert best.age(NOW) == timedelta(seconds=3)
    none = fleet_health({STAGING: health(1, EXPIRED)}, NOW)
    assert none is not None
    assert none.problem == EXPIRED
    assert fleet_health({}, NOW) is None
    assert fleet_health({PROD: Health(PACE)}, NOW) == Health(PACE)


def test_a_target_is_named_even_without_a_profile() -> None:
    assert target_label(LAB) == "the AWS environment · eu-west-1"
    assert target_label(Target("a\x1b[31mb", "r")) == "ab · r"


def test_push_is_live_only_when_every_queue_is() -> None:
    live, dead, fresh = (
        QueueHealth("one", is_live=True),
        QueueHealth("two", problem=EXPIRED),
        QueueHealth("three"),
    )
    assert push_piece([]) == ("", "")
    assert push_piece([live]) == ("push", "succeed")
    assert push_piece([live, QueueHealth("four", is_live=True, sharing="shared")]) == (
        "push shared",
        "warning",
    )
    assert push_piece([live, fresh]) == ("push begins", "waiting")
    assert push_piece([live, dead, fresh]) == ("push down", "warning")


def test_a_dead_or_shared_queue_is_told_with_what_helps() -> None:
    assert push_problem([QueueHealth("one", is_live=True, sharing="alone")]) is None
    dead = push_problem([QueueHealth("one", problem=EXPIRED)])
    assert dead is not None
    assert dead.message.startswith("The queue one cannot be read, so everything is polled:")
    assert dead.hint == EXPIRED.hint
    shared = push_problem([QueueHealth("one", is_live=True, sharing="shared", other="tv-2")])
    assert shared is not None
    assert shared.message == "tv-2 reads the queue one too, and takes events away from here."
    assert shared.hint == "Give each dashboard a queue of its own."


def test_a_job_that_runs_longer_than_its_like_is_stuck() -> None:
    usual = [job(number, took=3) for number in range(9, 0, -1)]
    assert job_notes([job(10, "RUNNING", minutes=3), *usual], None, NOW) == {}
    assert job_notes([job(10, "RUNNING", minutes=6), *usual], None, NOW) == {10: "stuck"}
    assert job_notes(usual, None, NOW) == {}


def test_a_waiting_job_tells_what_it_waits_for() -> None:
    jobs = [job(3, "PENDING"), job(2, "RUNNING", minutes=1)]
    assert job_notes(jobs, None, NOW) == {3: "queued, after job 2", 2: "superseded"}
    news = BranchNews(jobs[0], tuple(jobs))
    known = BranchState(BRANCH, "shop", Condition.QUEUED, news, place=(2, 3))
    assert job_notes(jobs, known, NOW)[3] == "queued, 2nd of 3"
    assert job_notes([job(3, "PENDING")], None, NOW) == {}


def test_what_the_fleet_calls_stuck_is_stuck_here_too() -> None:
    jobs = [job(3, "PENDING"), job(2)]
    state = BranchState(BRANCH, "shop", Condition.STUCK, BranchNews(jobs[0], (jobs[0],)))
    assert job_notes(jobs, state, NOW) == {3: "stuck"}


def test_a_retry_of_the_same_commit_supersedes_nothing() -> None:
    jobs = [job(3, "PENDING", commit="c" * 40), job(2, "RUNNING", minutes=1, commit="c" * 40)]
    assert job_notes(jobs, None, NOW) == {3: "queued, after job 2"}
