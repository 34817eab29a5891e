"""Who has which place on the wall."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.conditions import LOUD, BranchState, Condition
from amplify_tui.ui.wall.roster import Page, Roster
from tests.ui.wall.branches import branch

ORDER = list(Condition)
STATES = st.dictionaries(
    st.sampled_from([f"b{number}" for number in range(12)]), st.sampled_from(sorted(LOUD)), max_size=12
).map(
    lambda found: sorted(
        (branch(name, condition) for name, condition in found.items()),
        key=lambda state: (ORDER.index(state.condition), state.branch),
    )
)


def names(page: Page) -> list[str]:
    return [tile.branch.name if tile is not None else "" for tile in page.tiles]


def some(**conditions: Condition) -> list[BranchState]:
    return [branch(name, condition) for name, condition in conditions.items()]


@given(st.lists(STATES, min_size=1, max_size=8))
def test_every_branch_has_one_place_and_what_is_bad_stands_first(rounds: list[list[BranchState]]) -> None:
    roster = Roster()
    for states in rounds:
        page = roster.seat(states, 12, 0)
        shown = [tile for tile in page.tiles if tile is not None]

        assert sorted(tile.branch for tile in shown) == sorted(state.branch for state in states)
        bad = [tile for tile in page.tiles[: sum(s.condition in ORDER[:2] for s in states)] if tile]
        assert sorted(tile.branch for tile in bad) == sorted(
            state.branch for state in states if state.condition in ORDER[:2]
        )


@given(
    st.lists(
        STATES.map(lambda states: [branch(s.branch.name, Condition.RUNNING) for s in states]), min_size=2
    )
)
def test_a_branch_keeps_its_place_while_others_come_and_go(rounds: list[list[BranchState]]) -> None:
    roster = Roster()
    pages = [names(roster.seat(states, 12, 0)) for states in rounds]
    for (old, new), states in zip(pairwise(pages), rounds[1:], strict=True):
        here = {state.branch.name for state in states}
        stayed = [(at, name) for at, name in enumerate(old) if name in here]
        assert all(new[at] == name for at, name in stayed)


def test_one_that_fails_changes_places_with_the_first_that_does_not() -> None:
    roster = Roster()
    going = Condition.RUNNING
    assert names(roster.seat(some(a=going, b=going, c=going), 4, 0)) == ["a", "b", "c", ""]

    assert names(roster.seat(some(c=Condition.FAILED, a=going, b=going), 4, 0)) == ["c", "b", "a", ""]


def test_a_free_place_is_taken_by_the_next_that_comes() -> None:
    roster = Roster()
    going = Condition.RUNNING
    roster.seat(some(a=going, b=going, c=going), 4, 0)
    assert names(roster.seat(some(a=going, c=going), 4, 0)) == ["a", "", "c", ""]
    assert names(roster.seat(some(a=going, c=going, d=going), 4, 0)) == ["a", "d", "c", ""]
    roster.clear()
    assert names(roster.seat(some(a=going, c=going, d=going), 4, 0)) == ["a", "c", "d", ""]


@given(STATES.filter(lambda states: len(states) > 4), st.integers(1, 4))
def test_pages_show_everybody_and_the_worst_on_each(states: list[BranchState], places: int) -> None:
    roster = Roster()
    pages = roster.seat(states, places, 0).pages
    seen = [[tile for tile in roster.seat(states, places, page).tiles if tile] for page in range(pages)]

    assert {tile.branch for page in seen for tile in page} == {state.branch for state in states}
    if places > 1 and states[0].condition is Condition.FAILED:
        assert all(any(tile.condition is Condition.FAILED for tile in page) for page in seen)


def test_the_worst_stay_on_every_page_and_the_others_take_turns() -> None:
    roster, going = Roster(), Condition.RUNNING
    states = some(a=Condition.FAILED, b=going, c=going, d=going, e=going, f=going)
    pages = [roster.seat(states, 4, page) for page in range(3)]
    assert [names(page) for page in pages] == [
        ["a", "b", "c", "d"], ["a", "e", "f", ""], ["a", "b", "c", "d"],
    ]  # fmt: skip
    assert {page.pages for page in pages} == {2}
    failed = some(a=Condition.FAILED, c=Condition.FAILED, d=Condition.FAILED, b=Condition.STUCK, e=going)
    assert names(roster.seat(failed, 4, 1)) == ["a", "d", "e", ""]


def test_places_that_got_free_are_filled_from_the_end_where_there_are_fewer_places() -> None:
    roster, going = Roster(), Condition.RUNNING
    roster.seat(some(a=going, b=going, c=going, d=going, e=going), 5, 0)
    assert names(roster.seat(some(a=going, c=going, e=going), 4, 0)) == ["a", "e", "c", ""]
    assert names(roster.seat(some(c=going, e=going), 2, 0)) == ["c", "e"]


def test_no_place_at_all_is_no_trouble() -> None:
    assert Roster().seat(some(a=Condition.FAILED), 0, 3) == Page((), 1)
