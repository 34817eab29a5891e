"""Whatever there is to ask, the budget is kept, and nothing waits longer than was promised."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amplify_tui.model.keys import Target
from amplify_tui.store.questions import target_of
from amplify_tui.store.schedule_round import Kind
from amplify_tui.store.topics import BranchesOf
from tests.store.schedule_drive import EU, Account, Drive

if TYPE_CHECKING:
    from amplify_tui.model.keys import BranchKey
    from amplify_tui.store.schedule_question import Question
    from tests.store.schedule_drive import Outcome

pytestmark = pytest.mark.no_cover  # millions of steps; other tests measure the same lines

US = Target("prod", "us-east-1")
PACES = st.sampled_from([0.5, 2.0, 5.0])
BURSTS = st.sampled_from([1, 2, 5, 20])
LATENCIES = st.sampled_from([0.0, 0.05, 0.3])
NAMES = {Kind.GOING: "going", Kind.RECENT: "recent", Kind.SLEEPING: "sleeping"}
FEW = settings(max_examples=15)


@st.composite
def accounts(draw: st.DrawFn, most: int = 12) -> Account:
    sizes = draw(st.lists(st.integers(0, 20), max_size=most))
    account = Account.of(EU, sizes)
    branches = account.all()
    if branches:
        some = st.sets(st.sampled_from(branches), max_size=40)
        account.going, account.recent = draw(some), draw(some)
    return account


def check_budget(drive: Drive, target: Target, pace: float, burst: int) -> None:
    """Between any two calls there are no more than a burst and what the pace lets in."""
    left, before = float(burst), drive.calls[target][0] if drive.calls[target] else 0.0
    for at in drive.calls[target]:
        left = min(burst, left + (at - before) * pace) - 1
        before = at
        assert left >= -1e-6


def check_promises(drive: Drive, shown: frozenset[BranchKey] = frozenset(), *, since: float) -> None:
    """Every wait since a moment was no longer than the worst that was promised meanwhile."""
    for target, account in drive.accounts.items():
        for branch in account.all():
            kind = drive.kind(branch)
            name = "shown" if branch in shown and kind is not Kind.GOING else NAMES[kind]
            for begin, end, active in drive.waits(branch):
                if begin >= since:
                    assert active <= drive.worst(target, name, begin, end) + 1e-6, (branch, name)


@FEW
@given(accounts(), PACES, BURSTS, LATENCIES)
def test_no_window_holds_more_calls_than_the_budget_allows(
    account: Account, pace: float, burst: int, latency: float
) -> None:
    drive = Drive({EU: account}, pace=pace, burst=burst, latency=latency).run(900)
    check_budget(drive, EU, pace, burst)


@FEW
@given(accounts(), PACES, BURSTS, LATENCIES, st.data())
def test_every_branch_is_asked_within_what_is_promised(
    account: Account, pace: float, burst: int, latency: float, data: st.DataObject
) -> None:
    drive = Drive({EU: account}, pace=pace, burst=burst, latency=latency)
    branches = account.all()
    shown = frozenset(data.draw(st.sets(st.sampled_from(branches), max_size=30)) if branches else ())
    drive.schedule.look_at(shown)
    drive.run(600 + 2 * len(branches) / pace)
    # Where going jobs and lists ask for all they may, three calls in 32 are left for what is new.
    latest = drive.now + 16 * (len(branches) + len(account.branches)) / pace
    while not all(branch in drive.asked for branch in branches):
        assert drive.now < latest, "somebody was never asked"
        drive.run(60)
    began = drive.now
    drive.run(600)
    check_promises(drive, shown, since=began - 300)


@FEW
@given(accounts(), PACES, st.lists(st.integers(0, 10_000), min_size=1, max_size=60), st.floats(0.05, 10))
def test_a_flood_of_events_starves_nobody(
    account: Account, pace: float, picks: list[int], gap: float
) -> None:
    drive = Drive({EU: account}, pace=pace)
    branches = account.all()
    drive.run(600 + 2 * len(branches) / pace)
    began = drive.now
    for pick in picks * 3:
        for branch in branches[pick % max(len(branches), 1) :][:15]:
            drive.schedule.hint(branch, drive.now)
        drive.run(gap)
    check_promises(drive, since=began)
    check_budget(drive, EU, pace, 5)


@FEW
@given(accounts(most=4), st.integers(0, 2**32), st.sampled_from([0.02, 0.2, 0.7]))
def test_failures_and_throttling_delay_but_never_starve(account: Account, seed: int, share: float) -> None:
    chance = Random(seed)
    outcomes: tuple[Outcome, ...] = ("throttled", "offline", "denied", "gone")

    def decide(question: Question, number: int) -> Outcome:
        del question
        return "answer" if chance.random() >= share or number < 2 else chance.choice(outcomes)

    drive = Drive({EU: account}, outcome=decide)
    drive.run(4_000)
    for branch in account.all():
        assert len(drive.asked[branch]) > 1, "somebody was never asked again"
    check_budget(drive, EU, 2.0, 5)


def test_one_account_that_is_down_leaves_the_other_alone() -> None:
    here, there = Account.of(EU, [20, 3]), Account.of(US, [20])
    here.going = set(here.all()[:3])

    def decide(question: Question, number: int) -> Outcome:
        return "offline" if target_of(question.topic) == US and number > 10 else "answer"

    drive = Drive({US: there, EU: here}, outcome=decide).run(300)
    del drive.accounts[US]
    check_promises(drive, since=1_000 + 60)
    assert len(drive.calls[US]) < 80
    assert len(drive.calls[EU]) > 200


@FEW
@given(accounts(most=6), st.integers(1, 6))
def test_what_comes_and_goes_is_found_and_dropped(account: Account, more: int) -> None:
    drive = Drive({EU: account}).run(600)
    late = Account.of(EU, [3] * (len(account.branches) + more))
    drive.accounts[EU] = late
    drive.run(1_500)
    assert all(branch in drive.asked for branch in late.all())
    for branch in set(account.all()) - set(late.all()):
        asked_last = drive.asked[branch][-1]
        listed_last = max(drive.asked[BranchesOf(branch.app)])
        assert asked_last <= listed_last + 0.05


def test_ten_thousand_branches_are_kept_in_turn() -> None:
    account = Account.of(EU, [50] * 200)
    account.going = set(account.all()[:10])
    drive = Drive({EU: account}, pace=50.0, burst=50, latency=0.01).run(400)
    check_budget(drive, EU, 50.0, 50)
    assert all(branch in drive.asked for branch in account.all())
    check_promises(drive, since=drive.now - 100)
