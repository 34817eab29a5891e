"""Which branch stands where at a moment."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.conditions import LOUD, BranchState, Condition, FleetSummary
from amplify_tui.ui.wall.areas import Area
from amplify_tui.ui.wall.arranging import Arrangement, Arranger, find_beside
from amplify_tui.ui.wall.turning import Spotlight
from tests.ui.wall.branches import NOW, branch, key

OLD = timedelta(hours=1)


def arranged(states: list[BranchState], width: int = 80, height: int = 24, page: int = 0) -> Arrangement:
    loud = [state for state in states if state.condition in LOUD]
    quiet = [state for state in states if state.condition not in LOUD]
    counts = Counter(state.condition for state in states)
    unseen = counts[Condition.UNSEEN]
    summary = FleetSummary(counts, len(states) - unseen, len(states), is_complete=True)
    arranger = Arranger(Spotlight(60, NOW))
    return arranger.arrange(loud, quiet, summary, width=width, height=height, page=page, now=NOW)


def some(condition: Condition, count: int) -> list[BranchState]:
    return [branch(f"{condition.name}-{number}", condition, since=OLD) for number in range(count)]


@given(st.integers(0, 40), st.integers(0, 200), st.integers(20, 300), st.integers(5, 90))
def test_what_is_shown_and_what_is_hidden_is_everything(
    loud: int, quiet: int, width: int, height: int
) -> None:
    found = arranged([*some(Condition.FAILED, loud), *some(Condition.OK, quiet)], width, height)
    assert len(list(found.spots())) + sum(found.hidden.values()) == loud + quiet


def test_every_quiet_branch_has_its_turn_and_no_page_is_nearly_empty() -> None:
    states = some(Condition.OK, 100)
    pages = [arranged(states, page=page) for page in range(arranged(states).pages)]
    assert {state.branch for page in pages for state in page.quiet} == {state.branch for state in states}
    sizes = [len(page.quiet) for page in pages]
    assert min(sizes) * 2 > max(sizes)


def test_every_loud_branch_has_its_turn_though_all_quiet_ones_fit() -> None:
    states = [*some(Condition.RUNNING, 40), *some(Condition.OK, 2)]
    first = arranged(states)
    assert first.pages > 1
    assert first.page_words == f"page 1 of {first.pages}"
    pages = [arranged(states, page=page) for page in range(first.pages)]
    assert {state.branch for page in pages for state in page.tiles if state} == {
        state.branch for state in states[:40]
    }


def test_what_was_never_seen_gets_no_page_of_its_own() -> None:
    states = [*some(Condition.OK, 5), *some(Condition.UNSEEN, 3_000)]
    found = arranged(states)
    assert found.pages == 1
    assert found.hidden[Condition.UNSEEN] > 2_900


def test_a_failure_that_just_happened_stands_in_the_spotlight_and_in_no_tile() -> None:
    new = branch("new", since=timedelta(seconds=3))
    found = arranged([new, *some(Condition.FAILED, 2)])
    assert found.spotlight is new
    assert (found.page, found.pages, found.page_words) == (1, 1, "")
    assert new not in found.tiles


def test_large_words_say_that_all_is_well_only_where_that_was_seen() -> None:
    assert arranged(some(Condition.OK, 3)).banner == "all ok"
    assert arranged([*some(Condition.OK, 3), *some(Condition.CANCELLED, 1)]).banner == "no failures"
    unseen = arranged([*some(Condition.OK, 3), *some(Condition.UNSEEN, 1)])
    assert (unseen.banner, unseen.layout.spotlight) == ("", None)
    assert arranged([*some(Condition.OK, 3), *some(Condition.RUNNING, 1)]).banner == ""
    assert arranged([]).banner == ""
    partial = arranged(some(Condition.OK, 3))
    for summary in (
        replace(partial.summary, branches=9),
        replace(partial.summary, branches=9, seen=9, left_out=6),
    ):
        assert replace(partial, summary=summary).banner == ""


def test_the_mark_finds_what_stands_beside_it() -> None:
    spots = list(arranged([*some(Condition.FAILED, 4), *some(Condition.OK, 6)], 120, 40).spots())
    first = spots[0][1].branch
    right = find_beside(spots, first, 1, 0)
    assert right is not None
    assert find_beside(spots, right, -1, 0) == first
    down = find_beside(spots, first, 0, 1)
    assert down is not None
    assert find_beside(spots, down, 0, -1) == first
    assert find_beside(spots, first, 0, -1) is None
    assert find_beside(spots, first, -1, 0) is None
    assert find_beside(spots, key("nowhere"), 0, 1) is None


def test_the_mark_goes_to_what_is_nearest_and_then_to_what_lies_straight_on() -> None:
    places = {
        "wide": Area(0, 0, 20, 4),
        "aside": Area(0, 4, 4, 1),
        "below": Area(8, 4, 5, 1),
        "far": Area(8, 5, 5, 1),
        "right": Area(21, 2, 9, 4),
        "beyond": Area(31, 0, 9, 4),
    }
    spots = [(area, branch(name)) for name, area in places.items()]
    moves = {
        ("wide", 0, 1): "below",
        ("far", 0, -1): "below",
        ("wide", 1, 0): "right",
        ("beyond", -1, 0): "right",
        ("beyond", 1, 0): None,
    }
    for (start, across, down), end in moves.items():
        found = find_beside(spots, key(start), across, down)
        assert (found and found.name) == end
