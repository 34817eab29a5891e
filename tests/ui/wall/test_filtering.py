"""A filter on the wall: what it leaves, what it says of the rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from amplify_tui.model.conditions import BranchState, Condition, FleetSummary
from amplify_tui.ui.fleet_columns import searched_text
from amplify_tui.ui.wall.arranging import Arrangement
from amplify_tui.ui.wall.filtering import Sifted, WordFilter, filter_words, nothing_words
from amplify_tui.ui.wall.turning import STANDING
from tests.ui.wall.branches import NOW, branch

LOUD_ONES = [branch("main"), branch("next", Condition.RUNNING), branch("web", Condition.RUNNING)]
QUIET_ONES = [branch(name, Condition.OK) for name in ("develop", "web-old", "web-new")]


def summary_of(states: list[BranchState]) -> FleetSummary:
    counts = Counter(state.condition for state in states)
    return FleetSummary(counts, len(states), len(states), is_complete=True)


def sifted(text: str) -> Sifted:
    words = WordFilter(lambda state: searched_text(state, None))
    words.set_text(text)
    return words.sift(LOUD_ONES, QUIET_ONES, summary_of([*LOUD_ONES, *QUIET_ONES]), NOW)


def names(states: object) -> list[str]:
    return [state.branch.name for state in states]  # type: ignore[attr-defined]


def test_what_has_every_word_in_any_case_stays_and_the_rest_is_counted() -> None:
    found = sifted("SHOP Web")
    assert names(found.loud) == ["web"]
    assert names(found.quiet) == ["web-old", "web-new"]
    assert found.summary.counts == {Condition.RUNNING: 1, Condition.OK: 2}
    assert (found.summary.seen, found.summary.branches, found.summary.is_complete) == (6, 6, True)
    assert found.left_out == {Condition.FAILED: 1, Condition.RUNNING: 1, Condition.OK: 1}


def test_what_is_said_of_a_branch_is_searched() -> None:
    for text in ("failed main", "eu-west-1 main", "prod main", "price rounding main", "7 main"):
        assert "main" in names(sifted(text).loud), text
    assert not sifted("nobody").loud


def test_no_words_hide_nothing_and_cost_nothing() -> None:
    found = sifted("   ")
    assert found.loud is LOUD_ONES
    assert found.quiet is QUIET_ONES
    assert found.left_out == {}


def test_quiet_branches_are_searched_again_after_a_while_and_shown_as_they_are_now() -> None:
    looked: list[str] = []

    def describe(state: BranchState) -> str:
        looked.append(state.branch.name)
        return state.branch.name

    words, quiet = WordFilter(describe), list(QUIET_ONES)
    words.set_text("web")
    summary = summary_of(quiet)
    picked = words.sift([], quiet, summary, NOW).quiet
    quiet[1] = replace(quiet[1], app_name="renamed")
    assert picked[0].app_name == "renamed"
    assert [state.app_name for state in picked[0:1]] == ["renamed"]

    looked.clear()
    assert words.sift([], quiet, summary, NOW + STANDING / 2).quiet is picked
    assert looked == []
    assert words.sift([], quiet, summary, NOW + STANDING).quiet is not picked
    assert words.sift([], list(quiet), summary, NOW + STANDING).quiet is not picked
    words.set_text("develop")
    assert names(words.sift([], quiet, summary, NOW + STANDING).quiet) == ["develop"]


def test_the_worst_of_what_is_hidden_is_named_in_its_colour() -> None:
    left = {Condition.FAILED: 2, Condition.OK: 35}
    assert filter_words(" web ", left) == ("only “web”: 37 hidden (2 failed), esc shows all", "failed+bold")
    assert filter_words("web", {Condition.OK: 3})[0] == "only “web”: 3 hidden (all ok), esc shows all"
    assert filter_words("web", {}) == ("only “web”: hides none, esc shows all", "accent")
    assert filter_words(" ", left) == ("", "")
    assert filter_words("w\x1b[31m" + "x" * 90, {})[0] == f"only “w{'x' * 28}…”: hides none, esc shows all"
    assert nothing_words("w\x1b[31meb") == "Nothing here has “web”. esc clears the filter."


def test_no_large_words_say_that_all_is_well_while_something_is_hidden() -> None:
    words = WordFilter(lambda state: searched_text(state, None))
    for text, banner in (("", "all ok"), ("web", "")):
        words.set_text(text)
        left = words.sift([], QUIET_ONES, summary_of(QUIET_ONES), NOW)
        assert left.summary.left_out == sum(left.left_out.values())
        assert Arrangement(summary=left.summary).banner == banner
