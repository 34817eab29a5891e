"""What tiles and quiet branches look like."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.causes.finding import Cause, Finding, Outcome
from amplify_tui.model.causes.job_cause import CauseState, JobCause
from amplify_tui.model.conditions import LOUD, Condition
from amplify_tui.ui.cell_text import text_of, width_of
from amplify_tui.ui.wall.areas import TALLEST
from amplify_tui.ui.wall.letters import large, large_width
from amplify_tui.ui.wall.quiet import quiet_lines
from amplify_tui.ui.wall.tile import Tile, tile_lines
from tests.ui.wall.branches import NOW, branch

TEXT = "Type error: Property 'titel' does not exist on type 'Post'."
CAUSE = JobCause(CauseState.FOUND, "BUILD", Finding(Outcome.FAILED, Cause(3, TEXT, (1, 4), "typescript")))


def drawn(tile: Tile, width: int = 60, height: int = 6) -> str:
    return "\n".join(text_of(line) for line in tile_lines(tile, width, height, NOW))


def tones(tile: Tile, width: int = 60, height: int = 6) -> set[str]:
    lines = tile_lines(tile, width, height, NOW)
    return {tone for line in lines for text, tone in line if text.strip()}


@given(st.data(), st.integers(1, 140), st.integers(1, 20))
def test_every_tile_fills_its_place_exactly(data: st.DataObject, width: int, height: int) -> None:
    condition, flag = data.draw(st.sampled_from(list(Condition))), data.draw(st.booleans())
    state = branch(data.draw(st.text(max_size=30)), condition, message=data.draw(st.text(max_size=60)))
    tile = Tile(state, "shop", NOW - timedelta(minutes=9), CAUSE, "prod", flag, not flag)
    for draw in (tile_lines, quiet_lines):
        lines = draw(tile, width, height, NOW)
        assert len(lines) == height
        assert {width_of(text_of(line)) for line in lines} == {width}
        assert not any(category(letter) == "Cc" for line in lines for text, _ in line for letter in text)


@pytest.mark.parametrize("condition", sorted(LOUD))
def test_a_tile_says_its_condition_in_a_word_and_a_glyph(condition: Condition) -> None:
    text = drawn(Tile(branch("main", condition), "shop"))
    assert condition.value in text
    assert any(glyph in text for glyph in "✘!●◌?")


def test_a_failure_has_a_double_frame_and_its_cause() -> None:
    text = drawn(Tile(branch(), "shop", cause=CAUSE))
    assert text.splitlines()[0].startswith("╔═ ✘ shop / main ═")
    assert text.splitlines()[0].endswith("═ 2m ═╗")
    assert "failed 2m ago · job 7 · WEB_HOOK" in text
    assert "Property 'titel' does not exist" in text
    assert text.splitlines()[-1] == f"╚{'═' * 58}╝"


def test_a_running_job_shows_how_far_it_is() -> None:
    text = drawn(Tile(branch("main", Condition.RUNNING), "shop"))
    assert "building 2m 00s" in text
    assert "▓▓▓░░░" in text
    assert "~2m 00s left" in text


def test_a_queued_job_shows_its_place() -> None:
    state = branch("main", Condition.QUEUED, place=(2, 3))
    assert "queued, 2nd of 3 · 2m 00s · job 7" in drawn(Tile(state, "shop"))


def test_a_stuck_job_shows_what_is_usual() -> None:
    state = branch("main", Condition.STUCK, since=timedelta(minutes=41))
    assert "stuck 41m 00s in RUNNING · usually 4m 00s · job 7" in drawn(Tile(state, "shop"))


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (Condition.FAILED, "failed 2m ago · job 7"),
        (Condition.STUCK, "stuck 2m 00s"),
        (Condition.RUNNING, "building 2m 00s"),
        (Condition.QUEUED, "queued 2m 00s · job 7"),
        (Condition.UNKNOWN, "unknown: PAUSED"),
    ],
)
def test_a_narrow_tile_leaves_out_what_it_would_have_to_cut(condition: Condition, said: str) -> None:
    assert drawn(Tile(branch("main", condition), "shop"), 26).splitlines()[1].strip("│║ ") == said


def test_a_job_that_is_being_prepared_says_so() -> None:
    state = branch("main", Condition.RUNNING)
    job = replace(state.news.going[0], status="PROVISIONING")
    prepared = replace(state, news=replace(state.news, newest=job, going=(job,)))
    assert "building 2m 00s · PROVISIONING · job 7" in drawn(Tile(prepared, "shop"))


def test_a_superseded_job_is_named() -> None:
    state = branch("main", Condition.QUEUED)
    old = state.news.going[0]
    assert "» job 7 superseded" in drawn(Tile(replace(state, superseded=(old,)), "shop"))


def test_one_dead_target_dims_its_tiles_and_says_how_old_they_are() -> None:
    state, seen = branch(), NOW - timedelta(minutes=6)
    assert "failed" in " ".join(tones(Tile(state, "shop", seen)))
    stale = Tile(state, "shop", seen, is_stale=True)
    assert tones(stale) <= {"faint", "faint+bold", "warning"}
    assert "seen 6m ago" in drawn(stale)
    assert "✘ shop / main" in drawn(stale)
    assert "failed" in drawn(stale)


def test_a_figure_that_is_old_says_so_and_a_young_one_does_not() -> None:
    assert "seen 4m ago" in drawn(Tile(branch(), "shop", NOW - timedelta(minutes=4)))
    assert "seen" not in drawn(Tile(branch(), "shop", NOW - timedelta(minutes=1)))


def test_a_dead_target_keeps_its_name_while_there_is_no_age_to_tell() -> None:
    stale = Tile(branch(), "shop", NOW - timedelta(seconds=40), target="staging · eu-west-1", is_stale=True)
    assert "staging · eu-west-1" in drawn(stale, 28)
    assert "just now" not in drawn(stale, 28)


def test_a_tile_too_low_for_a_frame_says_as_much_as_it_can() -> None:
    assert drawn(Tile(branch(), "shop"), 60, 3).startswith("╔═ ✘ shop / main ═")
    assert drawn(Tile(branch(), "shop"), 60, 2).startswith("✘ failed shop / main ")


def test_a_large_tile_has_large_letters() -> None:
    assert large("shop/main")[0] in drawn(Tile(branch(), "shop"), 80, 12)
    assert large("shop")[0] in drawn(Tile(branch("a-branch-with-a-name-of-some-length"), "shop"), 60, 12)
    assert large("shop/main")[0] in drawn(Tile(branch(), "shop"), 80, 9)
    assert large("shop")[0] not in drawn(Tile(branch(), "shop"), 80, 8)


def test_only_the_tallest_tile_has_air_below_its_large_letters() -> None:
    below = [drawn(Tile(branch(), "shop"), 80, height).splitlines()[4] for height in (TALLEST, TALLEST - 1)]
    assert below[0].strip("║ ") == ""
    assert below[1].startswith("║ failed 2m ago")


def test_a_tile_says_what_is_built_and_a_long_message_takes_three_lines() -> None:
    def inside(message: str) -> list[str]:
        tile = Tile(branch("main", Condition.RUNNING, message=message), "shop")
        return [line.strip("│ ") for line in drawn(tile, 40, 8).splitlines()[3:-1]]

    assert inside("fix: price") == ["fix: price", "commit 3f9c2ab", "", ""]
    assert inside("") == ["commit 3f9c2ab", "", "", ""]
    assert inside("word " * 60)[3] == "commit 3f9c2ab"


def test_the_mark_is_seen_without_colour() -> None:
    assert drawn(Tile(branch(), "shop", is_marked=True)).startswith("┏━")


def test_a_quiet_branch_says_in_a_word_whatever_is_not_ok() -> None:
    def line(condition: Condition) -> str:
        return text_of(quiet_lines(Tile(branch("main", condition), "docs"), 30, 1, NOW)[0])

    assert line(Condition.OK).rstrip() == "✔ docs main                 2m"
    assert "⊘ docs main" in line(Condition.CANCELLED)
    assert line(Condition.CANCELLED).endswith("cancelled")
    assert line(Condition.UNSEEN).endswith("not seen")
    assert line(Condition.EMPTY).endswith("no jobs")


def test_a_quiet_branch_with_two_lines_says_more_and_a_narrow_one_its_name() -> None:
    tile = Tile(branch("main", Condition.OK), "docs")
    lines = [text_of(line).rstrip() for line in quiet_lines(tile, 60, 3, NOW)]
    assert lines[1:] == ["  ok · job 7 · fix: price rounding in basket", ""]
    cancelled = quiet_lines(Tile(branch("main", Condition.CANCELLED), "docs"), 60, 2, NOW)[1]
    assert text_of(cancelled).startswith("  cancelled · job 7 · 2m · fix: price")
    narrow = [text_of(quiet_lines(tile, width, 1, NOW)[0]) for width in (11, 12)]
    assert narrow == ["✔ docs main", "✔ doc…ain 2m"]
    marked, stale = (replace(tile, is_marked=flag, is_stale=not flag) for flag in (True, False))
    for each, tone in ((marked, "accent+reverse"), (stale, "faint")):
        assert {ink for text, ink in quiet_lines(each, 60, 1, NOW)[0] if text.strip()} == {tone}


@given(st.text(alphabet="abcXYZ0123456789-_/.: ", min_size=1, max_size=20))
def test_large_letters_are_as_wide_as_they_say(text: str) -> None:
    assert {width_of(row) for row in large(text)} == {large_width(text)}


def test_what_has_no_large_letter_has_no_large_width() -> None:
    assert large_width("ünï") == 0
    assert large_width("") == 0
