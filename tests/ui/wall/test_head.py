"""What head and foot of the wall say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta

from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.budget import Budget
from amplify_tui.model.conditions import Condition, FleetSummary
from amplify_tui.model.events import QueueHealth
from amplify_tui.model.health import Health, Problem
from amplify_tui.model.keys import Target
from amplify_tui.ui.cell_text import text_of, width_of
from amplify_tui.ui.wall.facts import (
    WallFacts,
    budget_words,
    empty_words,
    place_words,
    push_words,
    target_troubles,
)
from amplify_tui.ui.wall.head import foot_line, head_lines
from amplify_tui.ui.wall.letters import large
from amplify_tui.ui.wording import FreshnessMark
from tests.ui.wall.branches import HERE, NOW

COUNTS = {
    Condition.FAILED: 2,
    Condition.RUNNING: 3,
    Condition.QUEUED: 1,
    Condition.STUCK: 1,
    Condition.OK: 41,
}
SUMMARY = FleetSummary(COUNTS, 48, 48, is_complete=True)
OTHER = Target("staging", "us-east-1")
EXPIRED = Problem("ExpiredToken", "credentials expired", "aws sso login")


def facts(**others: object) -> WallFacts:
    found = {"place": "prod + staging · eu-west-1", "summary": SUMMARY, "zone": UTC, **others}
    return WallFacts(NOW, FreshnessMark("● live 2s ago", "", "succeed"), NOW, **found)  # type: ignore[arg-type]


def drawn(width: int, height: int, **others: object) -> list[str]:
    return [text_of(line) for line in head_lines(facts(**others), width, height)]


@given(st.integers(1, 300), st.sampled_from([1, 2, 5]), st.text(max_size=80))
def test_every_line_is_as_wide_as_the_screen(width: int, height: int, trouble: str) -> None:
    lines = drawn(width, height, troubles=((trouble.replace("\n", " "), "failed"),))
    assert len(lines) == height
    assert {width_of(line) for line in lines} == {width}


def test_the_small_head_counts_in_words_and_tells_the_time() -> None:
    first = drawn(100, 2)[0]
    assert first.startswith("✘ 2 failed  ! 1 stuck  ● 3 building  ◌ 1 queued  ✔ 41 ok")
    assert first.endswith("12:00 UTC")


def test_the_large_head_has_large_figures_and_a_large_clock() -> None:
    rows = drawn(200, 5)
    for row, (count, clock) in enumerate(zip(large("41"), large("12:00"), strict=True)):
        assert count in rows[row]
        assert clock in rows[row]
    assert "failed" in rows[1]
    assert "UTC" in rows[1]


def test_no_failure_is_said_too() -> None:
    summary = FleetSummary({Condition.OK: 3}, 3, 3, is_complete=True)
    assert drawn(100, 2, summary=summary)[0].startswith("✘ 0 failed  ✔ 3 ok")
    for height in (2, 5):
        pieces = [piece for line in head_lines(facts(summary=summary), 200, height) for piece in line]
        assert [next(tone for text, tone in pieces if word in text) for word in ("failed", " ok")] == [
            "dim",
            "succeed+bold",
        ]


def test_of_what_nobody_knows_no_zero_is_told() -> None:
    starting = FleetSummary({Condition.UNSEEN: 9}, 0, 9)
    only_queued = FleetSummary({}, 41, 41, left_out=41, is_complete=True)
    for summary in (FleetSummary({}), starting, only_queued):
        for height in (2, 5):
            said = " ".join(drawn(200, height, summary=summary))
            assert "failed" not in said
            assert " ok" not in said
            assert ("branches seen" in said) == (summary is starting)


def test_a_narrow_head_leaves_figures_out_and_cuts_none() -> None:
    assert drawn(53, 2)[0] == f"{'✘ 2 failed  ! 1 stuck  ● 3 building':<48}12:00"
    all_conditions = FleetSummary(dict.fromkeys(Condition, 88), 88, 88, is_complete=True)
    glyphs, words, _ = (row.split() for row in drawn(118, 5, summary=all_conditions)[:3])
    assert [word for word in glyphs if word in "✘!●◌?✔⊘·…"] == list("✘!●◌?")
    assert [word for word in words if word.isalpha()] == [
        "failed", "stuck", "building", "queued", "unknown", "UTC",
    ]  # fmt: skip


def test_the_last_figure_is_there_in_full_or_not_at_all() -> None:
    for width in range(84, 140):
        assert not any("…" in row for row in drawn(width, 5)[:3])


def test_while_starting_it_says_how_much_was_seen() -> None:
    summary = FleetSummary({Condition.OK: 3, Condition.UNSEEN: 9}, 3, 480)
    assert "… 3 of about 480 branches seen" in drawn(200, 5, summary=summary)[4]
    assert "… 3 of about 480 branches seen" in drawn(100, 2, summary=summary)[1]


def test_it_says_where_this_is_and_what_may_be_done() -> None:
    line = drawn(200, 5, is_demo=True, is_read_only=True, view="web", superseded=2)
    assert "DEMO  prod + staging · eu-west-1  view web  read-only" in line[3]
    assert "● live 2s ago" in line[3]
    assert "» 2 jobs superseded" in line[4]
    assert drawn(100, 2, view="web" * 9, superseded=2)[1].startswith(
        f"view {'web' * 6}w…  » 2 jobs superseded"
    )


def test_only_the_target_in_trouble_is_named() -> None:
    well = Health(timedelta(seconds=30), answered_at=NOW)
    ill = Health(timedelta(seconds=30), answered_at=NOW - timedelta(minutes=4), problem=EXPIRED)
    ((words, tone),) = target_troubles({HERE: well, OTHER: ill}, NOW)
    assert words == "staging · us-east-1: credentials expired, seen 4m ago"
    assert tone == "failed"
    assert words in drawn(100, 2, troubles=((words, tone),))[1]


def test_what_troubles_several_targets_alike_is_said_once() -> None:
    ill = Health(timedelta(seconds=30), answered_at=NOW - timedelta(minutes=4), problem=EXPIRED)
    older = replace(ill, answered_at=NOW - timedelta(minutes=6))
    ((words, _),) = target_troubles({HERE: ill, OTHER: older}, NOW)
    assert words == "prod · eu-west-1, staging · us-east-1: credentials expired, seen 6m ago"


def test_what_is_wrong_names_profile_and_region_once() -> None:
    messages = {
        "The credentials of profile staging have expired.": "The credentials have expired",
        "Amplify in us-east-1 cannot be reached.": "Amplify cannot be reached",
        "Profile staging is unknown in us-east-12.": "Profile staging is unknown in us-east-12",
    }
    for message, said in messages.items():
        ill = Health(timedelta(seconds=30), problem=Problem("X", message))
        assert target_troubles({OTHER: ill}, NOW) == ((f"staging · us-east-1: {said}", "failed"),)


def test_a_long_trouble_leaves_room_for_the_next() -> None:
    first, second = f"staging: {'x' * 90}", f"queue: {'y' * 90}"
    line = drawn(120, 2, troubles=((first, "failed"), (second, "warning")))[1]
    assert "! staging: xxxxxx" in line
    assert "x…   ! queue: y" in line
    assert "! queue: yyyyyy" in line
    short = drawn(120, 2, troubles=((first, "failed"), ("queue gone", "warning")))[1]
    assert "! queue gone" in short
    many = drawn(80, 2, troubles=tuple((f"{number} {'z' * 40}", "failed") for number in range(9)))[1]
    assert "! 0 zzzzzzzzzzzzzzzz" in many
    assert "! 8" not in many
    three = (
        ("staging · eu-west-1: " + "x" * 60, "failed"),
        *((f"queue {at}: {'y' * 60}", "warning") for at in "ab"),
    )
    line = drawn(118, 2, troubles=three, superseded=1)[1]
    assert "staging · eu-west-1: xxx" in line
    assert "superseded" not in line
    flags = head_lines(facts(superseded=1, is_demo=True, is_read_only=True), 120, 2)[1]
    assert flags[:2] == (("DEMO  ", "accent+bold"), ("read-only  ", "warning"))
    few = drawn(54, 2, superseded=1, summary=FleetSummary({}, seen=23, branches=41))[1]
    assert "» 1 job superseded" in few
    assert "… 2" not in few


def test_queues_whose_readers_cannot_be_told_and_foreign_events_are_said() -> None:
    doubtful = QueueHealth(
        "q\x1b[31m", is_live=True, doubt=Problem("AccessDenied", "no."), warning="events of app x"
    )
    _, troubles = push_words([doubtful])
    assert troubles == (
        ("queue q brings events of app x", "warning"),
        ("queue q: whether others read it too cannot be told", "dim"),
    )


def test_push_says_whether_it_works() -> None:
    assert push_words([]) == (("", ""), ())
    assert push_words([QueueHealth("q", is_live=True)])[0] == ("push live", "succeed")
    words, troubles = push_words([QueueHealth("q", problem=Problem("Gone", "the queue is gone."))])
    assert words == ("push down, polling", "warning")
    assert troubles == (("queue q: the queue is gone; polling instead", "warning"),)
    assert push_words([QueueHealth("q")])[0][0] == "push begins"
    words, shared = push_words([QueueHealth("q", is_live=True, sharing="shared", other="desk-2")])
    assert words == ("push shared, polling", "warning")
    assert "read by desk-2 too" in shared[0][0]


def test_the_budget_is_said_with_its_use_and_the_oldest_figure() -> None:
    full = Budget(2.0, 2.0, 5.0, 3.0, per_minute=40)
    assert budget_words([full], "4m") == "2.0/s · used 40/min · oldest 4m"
    slow = Budget(1.2, 2.0, 5.0, 3.0, per_minute=8)
    assert budget_words([full, slow], "") == "2 × 1.2–2.0/s (slowed down) · used 48/min"  # noqa: RUF001 - as shown
    assert budget_words([], "4m") == ""


def test_places_are_named_once() -> None:
    assert place_words([HERE, OTHER]) == "prod + staging · eu-west-1, us-east-1"
    assert place_words([]) == ""


def test_an_empty_wall_says_why() -> None:
    well, ill = Health(timedelta(seconds=30)), Health(timedelta(seconds=30), problem=EXPIRED)
    none, all_seen = FleetSummary({Condition.OK: 0}), FleetSummary({}, is_complete=True)
    assert empty_words([], all_seen, {}, "nothing") == "Asking which accounts and regions there are…"
    assert empty_words([HERE], none, {HERE: well}, "nothing") == "Loading apps and branches…"
    assert empty_words([HERE], all_seen, {HERE: well}, "nothing") == "nothing"
    assert empty_words([HERE], none, {HERE: well, OTHER: ill}, "") == "credentials expired aws sso login"
    assert empty_words([HERE], SUMMARY, {HERE: ill}, "nothing") == ""


def test_what_found_no_place_is_told_in_the_colour_and_with_the_word_of_the_worst() -> None:
    line = foot_line(facts(budget="2.0/s"), {Condition.OK: 9, Condition.FAILED: 3}, "page 1 of 2", 80)
    assert text_of(line).endswith("✘ +12 more (3 failed)  page 1 of 2")
    assert ("✘ +12 more (3 failed)", "failed+bold") in line
    assert text_of(foot_line(facts(), {Condition.OK: 12}, "", 80)).endswith("✔ +12 more (all ok)")
    assert text_of(foot_line(facts(budget="2.0/s"), {}, "", 80)).strip() == "2.0/s"
    crowded = facts(budget="2.0/s · used 40/min · oldest 4m")
    assert text_of(foot_line(crowded, {Condition.OK: 12}, "", 47)) == (
        "2.0/s · used 40/min         ✔ +12 more (all ok)"
    )


def test_a_filter_is_told_on_every_head_before_what_may_be_cut() -> None:
    said = ("only “web”: 37 hidden (2 failed), esc shows all", "failed+bold")
    for height, width in ((5, 120), (2, 80)):
        assert said[0] in "\n".join(drawn(width, height, filter=said))
    assert drawn(80, 1, filter=said) == [
        "only “web”: 37 hidden (2 failed),…  ✘ 2 failed  ! 1 stuck              12:00 UTC"
    ]
    crowded = drawn(120, 2, filter=said, is_demo=True, superseded=1, troubles=(("gone", "failed"),))[1]
    assert crowded.startswith(f"DEMO  {said[0]}  ! gone")
