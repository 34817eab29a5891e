"""What was not looked at for long is forgotten, so that a week costs no more than a day."""

from datetime import UTC, datetime

from amplify_tui.model.health import Problem
from amplify_tui.model.jobs import JobList
from amplify_tui.model.keys import BranchKey
from amplify_tui.store.shelf import Shelf
from amplify_tui.store.store import Store
from amplify_tui.store.topics import AppsOf, JobsOf, ProblemWith
from tests.store.ledger import SHOP, TARGET

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def topic(number: int) -> JobsOf:
    return JobsOf(BranchKey(SHOP, f"b{number}"))


def test_the_topic_used_longest_ago_goes_with_its_problem() -> None:
    store = Store()
    shelf = Shelf(store, {JobsOf: 2})
    for number in (1, 2):
        store.put(topic(number), JobList(), NOON)
        store.put(ProblemWith(topic(number)), Problem("x", "y"), NOON)
        assert shelf.use(topic(number)) == ()
    shelf.use(topic(1))
    assert shelf.use(topic(3)) == (topic(2),)
    assert store.get(topic(2)) is None
    assert store.get(ProblemWith(topic(2))) is None
    assert store.get(topic(1)) is not None


def test_what_is_on_screen_stays() -> None:
    shelf = Shelf(Store(), {JobsOf: 1})
    shelf.use(topic(1))
    assert shelf.use(topic(2), lambda: {topic(1)}) == ()
    assert shelf.use(topic(3), lambda: {topic(1)}) == (topic(2),)


def test_kinds_without_a_limit_are_kept() -> None:
    shelf = Shelf(Store(), {JobsOf: 0})
    assert shelf.use(AppsOf(TARGET)) == ()
