"""What changes on the wall by itself."""

from __future__ import annotations

from datetime import timedelta

from amplify_tui.model.conditions import Condition
from amplify_tui.ui.wall.turning import STANDING, Pager, QuietOrder, Spotlight
from tests.ui.wall.branches import NOW, branch

SECOND = timedelta(seconds=1)


def test_a_page_stays_for_its_time() -> None:
    pager = Pager(15)
    pages = []
    for passed in (0, 14, 15, 29, 30, 44, 45):
        pager.pass_time(NOW + passed * SECOND)
        pages.append(pager.page)
    assert pages == [0, 0, 1, 1, 2, 2, 3]


def test_a_page_stands_still_while_it_is_held_and_then_stays_for_its_time() -> None:
    pager = Pager(15)
    pager.pass_time(NOW)
    pager.hold(is_held=True)
    pager.pass_time(NOW + 100 * SECOND)
    pager.hold(is_held=False)
    pager.pass_time(NOW + 114 * SECOND)
    assert pager.page == 0
    pager.pass_time(NOW + 115 * SECOND)
    assert pager.page == 1


def test_after_a_long_sleep_one_page_is_turned() -> None:
    pager = Pager(15)
    pager.pass_time(NOW)
    pager.pass_time(NOW + 10_000 * SECOND)
    assert pager.page == 1


def test_turning_by_hand_gives_the_page_its_full_time() -> None:
    pager = Pager(15)
    pager.pass_time(NOW)
    pager.turn(-1)
    pager.pass_time(NOW + 14 * SECOND)
    pager.pass_time(NOW + 28 * SECOND)
    assert pager.page == -1
    pager.pass_time(NOW + 29 * SECOND)
    assert pager.page == 0


def test_what_failed_shortly_before_the_wall_opened_is_held_up_for_the_rest_of_its_time() -> None:
    spotlight, failed = Spotlight(60, NOW), branch(since=20 * SECOND)
    assert spotlight.pick([failed], NOW) is failed
    assert spotlight.pick([failed], NOW + 39 * SECOND) is failed
    assert spotlight.pick([failed], NOW + 40 * SECOND) is None


def test_what_fails_later_is_held_up_from_when_it_is_heard_of() -> None:
    spotlight, failed = Spotlight(60, NOW - timedelta(hours=1)), branch(since=timedelta(minutes=5))
    assert spotlight.pick([failed], NOW) is failed
    assert spotlight.pick([failed], NOW + 59 * SECOND) is failed
    assert spotlight.pick([failed], NOW + 60 * SECOND) is None


def test_of_several_the_newest_is_held_up() -> None:
    spotlight = Spotlight(60, NOW)
    old, new = branch("old", since=20 * SECOND), branch("new", since=10 * SECOND)
    assert spotlight.pick([old, new], NOW) is new


def test_nothing_else_is_held_up() -> None:
    spotlight = Spotlight(60, NOW)
    assert spotlight.pick([branch(since=timedelta(hours=1)), branch("b", Condition.STUCK)], NOW) is None


def test_a_failure_that_another_view_hid_for_long_is_not_held_up_again() -> None:
    spotlight, failed = Spotlight(60, NOW - timedelta(hours=1)), branch(since=timedelta(minutes=5))
    assert spotlight.pick([failed], NOW) is failed
    assert spotlight.pick([], NOW + 30 * SECOND) is None
    assert spotlight.pick([failed], NOW + 40 * SECOND) is failed
    assert spotlight.pick([failed], NOW + timedelta(hours=3)) is None


def test_the_next_failure_of_the_same_branch_is_held_up_too() -> None:
    spotlight = Spotlight(60, NOW - timedelta(hours=1))
    assert spotlight.pick([branch(since=timedelta(minutes=5), number=7)], NOW) is not None
    again = branch(since=timedelta(0), number=8)
    assert spotlight.pick([again], NOW + timedelta(minutes=9)) is again


def test_quiet_branches_stand_for_some_seconds_and_then_take_their_new_order() -> None:
    order, counts = QuietOrder(), {Condition.OK: 2}
    a, b = branch("a", Condition.OK), branch("b", Condition.OK)
    assert order.hold(lambda: [a, b], counts, 0, NOW) == [a, b]
    assert order.hold(lambda: [b, a], counts, 0, NOW + STANDING - SECOND) == [a, b]
    assert order.hold(lambda: [b, a], counts, 0, NOW + STANDING) == [b, a]


def test_what_becomes_quiet_or_loud_or_turns_the_page_is_arranged_at_once() -> None:
    a, b = branch("a", Condition.OK), branch("b", Condition.OK)
    for counts, page in (
        ({Condition.OK: 2}, 0),
        ({Condition.OK: 1, Condition.FAILED: 1}, 0),
        ({Condition.OK: 1, Condition.RUNNING: 1}, 1),
    ):
        order = QuietOrder()
        order.hold(lambda: [a], {Condition.OK: 1, Condition.RUNNING: 1}, 0, NOW)
        assert order.hold(lambda: [b], counts, page, NOW) == [b]


def test_a_clock_that_is_set_back_holds_no_order_for_ever() -> None:
    order, counts = QuietOrder(), {Condition.OK: 2}
    a, b = branch("a", Condition.OK), branch("b", Condition.OK)
    order.hold(lambda: [a, b], counts, 0, NOW)
    assert order.hold(lambda: [b, a], counts, 0, NOW - timedelta(hours=1)) == [b, a]
