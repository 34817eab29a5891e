"""A saved view shows what its globs and statuses let pass, and says what is wrong with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.conditions import Condition
from amplify_tui.model.view_check import STATUSES, check_view
from amplify_tui.model.views import EVERYTHING, View, shows


def passes(view: View, branch: str = "main", app: str = "Storefront", **more: bool) -> bool:
    return shows(view, app, "d1abc", branch, Condition.STUCK, "RUNNING", **more)


@pytest.mark.parametrize(
    ("view", "is_shown"),
    [
        (EVERYTHING, True),
        (View(apps=("store*",)), True),
        (View(apps=("D1A*",)), True),
        (View(apps=("front",)), False),
        (View(apps=("shop", "*front")), True),
        (View(branches=("main",)), True),
        (View(branches=("MAIN",)), False),
        (View(branches=("ma[!a]n",)), True),
        (View(apps=("shop",), branches=("main",)), False),
        (View(statuses=("stuck",)), True),
        (View(statuses=("STUCK", "failed")), True),
        (View(statuses=("running",)), True),
        (View(statuses=("building",)), False),
        (View(statuses=("failed",)), False),
        (View(statuses=("superseded",)), False),
    ],
)
def test_a_view_shows_what_its_globs_and_statuses_let_pass(view: View, is_shown: bool) -> None:  # noqa: FBT001 - a column of the table
    assert passes(view) is is_shown


def test_a_star_matches_slashes_and_line_ends() -> None:
    assert passes(View(branches=("feature/*",)), "feature/login/again")
    assert passes(View(branches=("*",)), "a\nb")


def test_superseded_is_a_status_of_its_own() -> None:
    assert passes(View(statuses=("superseded",)), is_superseded=True)


def test_a_branch_without_jobs_has_no_status_to_match() -> None:
    view = View(statuses=("no jobs",))
    assert shows(view, "a", "d1", "main", Condition.EMPTY, None)
    assert not shows(View(statuses=("failed",)), "a", "d1", "main", Condition.EMPTY, None)


def test_a_hostile_glob_is_bounded() -> None:
    assert not passes(View(branches=("*a" * 100 + "b",)), "a" * 255)
    assert not passes(View(branches=("*" * 300,)))


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_glob_breaks_anything(glob: str, name: str) -> None:
    view = View(apps=(glob,), branches=(glob,))
    assert passes(view, name, name) in {True, False}


@pytest.mark.parametrize(
    ("view", "complaint"),
    [
        (View("red", statuses=("failed", "STUCK", "superseded", "no jobs", "SUCCEED")), ""),
        (View("", apps=("a",)), "name: a view needs a name of 1 to 255 characters"),
        (View("red", apps=("x" * 256,)), f'apps: "{"x" * 40}…" has 256 characters, 255 may be there'),
        (View("red", branches=(" ",)), "branches: an entry is blank"),
        (View("red", branches=("x",) * 101), "branches: 101 entries are too many, 100 may be there"),
        (View("red", statuses=("faild",)), 'statuses: "faild" is no status: did you mean "failed"?'),
        (View("red", statuses=("stucked",)), 'statuses: "stucked" is no status: did you mean "stuck"?'),
    ],
)
def test_a_view_that_cannot_be_is_explained(view: View, complaint: str) -> None:
    assert check_view(view) == complaint


def test_a_word_like_none_is_answered_with_all_there_are() -> None:
    complaint = check_view(View("red", statuses=("\x1b[31mqqqq",)))
    assert complaint.startswith('statuses: "qqqq" is no status: there are failed, stuck, building')
    assert all(word in complaint for word in STATUSES)
