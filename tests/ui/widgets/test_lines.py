"""The header, the key bar, the banner and the picker."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.health import Health, Problem
from amplify_tui.ui.cell_text import split_at, text_of, width_of
from amplify_tui.ui.widgets.banner import Banner, banner_lines
from amplify_tui.ui.widgets.health_line import HeaderFacts, HealthLine, header_line
from amplify_tui.ui.widgets.key_bar import KeyBar, KeyHint
from amplify_tui.ui.widgets.picker_list import PickerItem, PickerList, matching
from amplify_tui.ui.widgets.tone_lines import ToneLines, changed_cells
from tests.ui.widgets.stage import NOW, Stage, lines_of

FACTS = HeaderFacts(
    "prod", "123456789012", "eu-west-1", "http://127.0.0.1:4566", is_demo=True, is_read_only=True
)
LIVE = Health(timedelta(seconds=3), NOW - timedelta(seconds=2), NOW, 18)
STALE = Health(
    timedelta(seconds=3),
    NOW - timedelta(minutes=6),
    NOW,
    18,
    Problem("X", "no network"),
    NOW,
    NOW + timedelta(seconds=20),
)


def head(facts: HeaderFacts, health: Health | None, width: int) -> str:
    return text_of(header_line(facts, health, None, NOW, width))


def test_a_wide_header_says_everything() -> None:
    line = head(FACTS, LIVE, 160)
    for words in (
        "amplify-tui  DEMO  prod · 123456789012 · eu-west-1 · http://127.0.0.1:4566",
        "● live 2s ago",
        "18 calls/min",
        "read-only",
    ):
        assert words in line
    assert width_of(line) == 160


def test_at_eighty_columns_the_header_keeps_place_freshness_lock_and_clock() -> None:
    line = head(HeaderFacts("prod", "123456789012", "eu-west-1", is_read_only=True), LIVE, 78)
    for words in ("prod", "eu-west-1", "● live 2s ago", "read-only", ":21"):
        assert words in line


def test_a_problem_is_told_with_its_cause_before_the_name_of_the_program() -> None:
    line = head(FACTS, STALE, 112)
    assert "○ stale 6m: no network, retrying in 20s" in line
    assert "amplify-tui" not in line


def test_what_had_to_go_for_the_whole_reason_comes_back_beside_the_brief_one() -> None:
    expired = Health(
        timedelta(seconds=3),
        problem=Problem("X", "The credentials of profile demo have expired and nothing can be asked"),
        failed_since=NOW,
        retry_at=NOW + timedelta(seconds=27),
    )
    line = head(HeaderFacts("demo", region="eu-west-1"), expired, 90)
    assert line.startswith("amplify-tui")
    assert "retrying in 27s" in line


@given(st.integers(12, 200), st.booleans(), st.sampled_from([LIVE, STALE, None]))
def test_freshness_is_never_clipped(width: int, is_wide: bool, health: Health | None) -> None:  # noqa: FBT001 - hypothesis gives it
    facts = FACTS if is_wide else HeaderFacts()
    line = head(facts, health, max(width, 13))
    assert width_of(line) <= max(width, 15)
    assert any(mark in line for mark in ("● live 2s ago", "○ stale 6m", "◌ loading"))


def shown(header: HealthLine) -> str:
    return "".join(lines_of(half)[0] for half in header.query(ToneLines))


async def test_a_second_paints_only_the_cells_of_the_header_that_tick() -> None:
    header = HealthLine()
    async with Stage(header).run_test(size=(120, 3)) as pilot:
        header.set_facts(FACTS)
        header.set_health(LIVE)
        header.set_now(NOW)
        header.set_frozen(None)
        await pilot.pause()
        quiet, ticking = header.query(ToneLines)
        header.set_now(NOW + timedelta(seconds=1))
        assert not quiet._repaint_regions
        (region,) = ticking._repaint_regions
        assert region.width < 50
        ticking._repaint_regions.clear()
        header.set_now(NOW + timedelta(seconds=1))
        assert not ticking._repaint_regions
        header.set_frozen(NOW)
        assert "frozen since" in shown(header)


@pytest.mark.parametrize("width", [20, 33, 80, 93, 120, 220])
async def test_the_header_is_one_line_although_it_stands_in_two_halves(width: int) -> None:
    header = HealthLine()
    async with Stage(header).run_test(size=(width, 3)) as pilot:
        header.set_facts(FACTS)
        header.set_health(LIVE)
        header.set_now(NOW)
        await pilot.pause()
        pieces = header_line(FACTS, LIVE, None, NOW, header.content_size.width)
        assert shown(header).rstrip() == text_of(pieces).rstrip()


@given(
    st.lists(st.tuples(st.text("abc中", max_size=5), st.sampled_from(["", "dim"])), max_size=5),
    st.integers(0, 30),
)
def test_a_line_parted_in_two_loses_nothing(pieces: list[tuple[str, str]], width: int) -> None:
    first, second = split_at(pieces, width)
    assert text_of([*first, *second]) == text_of(pieces)
    assert width_of(text_of(first)) <= width
    if second:
        assert width_of(text_of(first) + text_of(second)[0]) > width


@given(
    st.lists(st.tuples(st.text("abc中", max_size=5), st.sampled_from(["", "dim"])), max_size=5),
    st.lists(st.tuples(st.text("abc中", max_size=5), st.sampled_from(["", "dim"])), max_size=5),
)
def test_cells_outside_what_changed_are_the_same(
    old: list[tuple[str, str]], new: list[tuple[str, str]]
) -> None:
    def cells(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
        return [
            (part, tone)
            for text, tone in pieces
            for letter in text
            for part in (letter, "")[: width_of(letter)]
        ]

    left, right = changed_cells(old, new)
    before, after = cells(old), cells(new)
    assert before[:left] == after[:left]
    assert before[right:] == after[right:]


HINTS = [
    KeyHint(*each)
    for each in (
        ("a", "app", False, "pick_app"),
        ("x", "stop", True, "stop"),
        ("w", "wall"),
        ("?", "help", False, "help"),
    )
]


@pytest.mark.parametrize(
    ("width", "shown"),
    [(60, "a app  x stop  w wall  ? help"), (24, "a app  x stop  ? help"), (10, "? help"), (4, "? …")],
)
async def test_a_narrow_key_bar_drops_hints_but_never_the_one_for_help(width: int, shown: str) -> None:
    bar = KeyBar()
    async with Stage(bar).run_test(size=(width + 2, 3)):
        bar.set_hints(HINTS)
        assert lines_of(bar)[0].strip() == shown or width == 4


async def test_a_click_on_a_hint_runs_its_command() -> None:
    bar = KeyBar()
    stage = Stage(bar)
    async with stage.run_test(size=(60, 3)) as pilot:
        bar.set_hints(HINTS)
        await pilot.click(bar, offset=(9, 0))
        await pilot.click(bar, offset=(50, 0))
        await pilot.click(bar, offset=(16, 0))
        assert [message.command_id for message in stage.heard_of(KeyBar.Pressed)] == ["stop"]


def test_a_banner_never_loses_its_hint() -> None:
    problem = Problem("X", "very long words " * 40, "Run: aws sso login --profile prod")
    lines = ["".join(text for text, _ in line) for line in banner_lines(problem, 60)]
    assert len(lines) == 3
    assert lines[-1].strip() == "Run: aws sso login --profile prod"
    assert lines[1].endswith("…")
    assert banner_lines(None, 60) == []


async def test_a_banner_takes_room_only_while_something_is_wrong() -> None:
    banner = Banner()
    async with Stage(banner).run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        assert banner.size.height == 0
        banner.show_problem(Problem("X", "Credentials have expired.", "Run: aws sso login"))
        await pilot.pause()
        await pilot.pause()
        assert banner.size.height == 2
        assert lines_of(banner)[0].startswith("✘ Credentials")
        banner.show_problem(None)
        await pilot.pause()
        assert not banner.display


ITEMS = [
    PickerItem(at, name, f"d{at}abc")
    for at, name in enumerate(["docs", "shop-web", "web", "api-console", "ünï/çødé"])
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", [0, 1, 2, 3, 4]),
        ("web", [2, 1]),
        ("sweb", [1]),
        ("D3ABC", [3]),
        ("çø", [4]),
        ("shop d1", [1]),
        ("zzz", []),
        ("[", []),
    ],
)
def test_the_best_match_stands_first(typed: str, found: list[int]) -> None:
    assert [hit.item.value for hit in matching(ITEMS, typed)] == found


async def test_typing_filters_and_enter_picks() -> None:
    picker = PickerList(ITEMS, current=3)
    stage = Stage(picker)
    async with stage.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert picker.rows.cursor_key == 3
        await pilot.press("w", "e", "b", "down", "enter")
        assert [message.value for message in stage.heard_of(PickerList.Picked)] == [1]
        await pilot.press("z", "enter")
        assert "Nothing has" in "\n".join(lines_of(picker.rows))
        assert len(stage.heard_of(PickerList.Picked)) == 1


async def test_a_click_selects_and_leaves_the_focus_in_the_field() -> None:
    picker = PickerList(ITEMS)
    stage = Stage(picker)
    async with stage.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        await pilot.click(picker.rows, offset=(4, 2))
        assert stage.focused is picker.field
        await pilot.press("enter")
        await pilot.double_click(picker.rows, offset=(4, 1))
        assert [message.value for message in stage.heard_of(PickerList.Picked)] == [2, 1]
        await pilot.press("pagedown", "up", "pageup")
        assert picker.rows.cursor_key == 0
