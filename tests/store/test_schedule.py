"""What is asked first, what an event changes, and what is left alone."""

from __future__ import annotations

from statistics import median
from typing import Any

import pytest

from amplify_tui.model.budget import Budget
from amplify_tui.model.keys import AppKey, BranchKey, Target
from amplify_tui.store.schedule_round import FOREVER, Kind
from amplify_tui.store.topics import AppsOf, BranchesOf, NewsOf
from tests.store.schedule_drive import EU, Account, Drive

RICH = Budget(2.0, 2.0, 5.0, 5.0)
POOR = Budget(2.0, 2.0, 5.0, 1.9)
TWIN = Target("other", "eu-west-1")


def asked_since(drive: Drive, moment: float) -> list[Any]:
    return [question.topic for at, question in drive.log if at >= moment]


def seen(account: Account, **more: Any) -> Drive:
    """Return a drive that has seen every branch."""
    return Drive({EU: account}, pace=50.0, burst=50, **more).run(60)


def test_a_going_branch_is_asked_for_a_page_and_a_quiet_one_for_its_newest_job() -> None:
    account = Account.of(EU, [2])
    going, quiet = account.all()
    account.going = {going}
    drive = seen(account)
    limits = {q.topic.branch: q.limit for _, q in drive.run(300).log if isinstance(q.topic, NewsOf)}
    assert limits == {going: 10, quiet: 1}


def test_going_branches_are_asked_every_four_seconds_as_long_as_the_pace_allows() -> None:
    account = Account.of(EU, [30])
    account.going = set(account.all()[:3])
    drive = Drive({EU: account}).run(120)
    waits = [end - begin for begin, end, _ in drive.waits(account.all()[0]) if begin > 1_060][:-1]
    assert median(waits) == pytest.approx(4.0, abs=0.5)
    assert max(waits) <= drive.schedule.promise(EU, RICH).going <= 4.0 + 4.0
    account.going = set(account.all()[:12])
    drive.run(240)
    waits = [end - begin for begin, end, _ in drive.waits(account.all()[0]) if begin > 1_300][:-1]
    assert median(waits) == pytest.approx(12 / 1.5, abs=1.0)


def test_an_event_is_asked_about_at_once_and_only_once() -> None:
    account = Account.of(EU, [40])
    drive = Drive({EU: account}).run(60)
    sleeper, moment = account.all()[30], drive.now
    for _ in range(5):
        assert drive.schedule.hint(sleeper, drive.now)
    drive.run(1.6)
    assert asked_since(drive, moment).count(NewsOf(sleeper)) == 1
    assert drive.asked[sleeper][-1] <= moment + 0.6


def test_an_event_during_a_question_has_it_asked_again_but_not_within_a_second() -> None:
    account = Account.of(EU, [1])
    drive = seen(account, latency=0.3)
    (branch,), moment = account.all(), drive.now
    drive.schedule.hint(branch, drive.now)
    drive.run(0.1)
    drive.schedule.hint(branch, drive.now)
    drive.run(3)
    first, second = (at for at in drive.asked[branch] if at >= moment)
    assert second - first == pytest.approx(1.0, abs=0.01)


def test_an_event_of_an_unknown_branch_has_the_branches_of_its_app_read() -> None:
    account = Account.of(EU, [2])
    (app,), drive = account.branches, seen(account)
    new, moment = BranchKey(app, "pr-1"), drive.now
    account.branches[app].append(new)
    assert drive.schedule.hint(new, drive.now)
    drive.run(1)
    assert asked_since(drive, moment)[:2] == [BranchesOf(app), NewsOf(new)]
    assert not drive.schedule.hint(BranchKey(AppKey(EU, "d9"), "main"), drive.now)
    assert not drive.schedule.hint(BranchKey(AppKey(TWIN, "d0"), "main"), drive.now)


def test_lists_are_not_read_again_within_a_minute_of_an_event_however_many_there_are() -> None:
    drive = seen(Account.of(EU, [1]))
    moment = drive.now
    for _ in range(50):
        drive.schedule.hint_lists(EU, "d-unknown", drive.now)
        drive.run(1)
    assert asked_since(drive, moment).count(AppsOf(EU)) == 1


def test_a_branch_that_is_gone_has_its_app_read_at_once() -> None:
    account = Account.of(EU, [3])
    (app,), gone = account.branches, account.all()[1]
    drive = seen(account)
    account.branches[app].remove(gone)
    drive.outcome = lambda question, _: "gone" if question.topic == NewsOf(gone) else "answer"
    moment = drive.now
    drive.schedule.hint(gone, drive.now)
    drive.run(12)
    assert asked_since(drive, moment)[:2] == [NewsOf(gone), BranchesOf(app)]
    assert drive.schedule.find(NewsOf(gone)) is None


def test_where_events_cover_everything_next_to_nothing_is_asked() -> None:
    account = Account.of(EU, [50] * 5)
    account.going = set(account.all()[:2])
    drive = seen(account)
    drive.schedule.cover([EU], drive.now)
    drive.run(300)
    moment = drive.now
    topics = asked_since(drive.run(1_200), moment)
    assert len(topics) <= 2 * 21
    assert {topic.branch for topic in topics} == account.going


def test_a_state_that_ends_without_an_event_is_asked_about_until_it_has_ended() -> None:
    account = Account.of(EU, [10])
    starting, running = account.all()[:2]
    account.going = {starting, running}
    account.brief = {starting}
    drive = seen(account)
    drive.schedule.cover([EU], drive.now)
    drive.run(120)
    moment = drive.now
    topics = asked_since(drive.run(60), moment)
    assert 5 <= topics.count(NewsOf(starting)) <= 7
    assert topics.count(NewsOf(running)) <= 2
    while drive.now - drive.asked[starting][-1] > 1.0:
        drive.run(0.5)
    moment = drive.now
    drive.schedule.hint(starting, drive.now)
    drive.run(3)
    assert asked_since(drive, moment).count(NewsOf(starting)) == 1
    account.brief = set()
    drive.run(60)
    moment = drive.now
    assert asked_since(drive.run(120), moment).count(NewsOf(starting)) <= 3


def test_what_may_have_changed_before_events_came_is_asked_once_more() -> None:
    account = Account.of(EU, [20])
    drive = seen(account)
    moment = drive.now
    drive.schedule.cover([EU], drive.now)
    drive.run(400)
    assert {topic.branch for topic in asked_since(drive, moment) if isinstance(topic, NewsOf)} == set(
        account.all()
    )


def test_without_its_queue_everything_has_its_old_pace_at_once() -> None:
    account = Account.of(EU, [5])
    account.going = {account.all()[0]}
    drive = seen(account)
    drive.schedule.cover([EU], drive.now)
    drive.run(30)
    moment = drive.now
    drive.schedule.cover([], drive.now)
    drive.run(1)
    assert asked_since(drive, moment) == [NewsOf(account.all()[0])]


def test_a_key_asks_about_what_is_going_or_shown_and_reads_the_lists() -> None:
    account = Account.of(EU, [20])
    going, shown = account.all()[:2]
    account.going = {going}
    drive = seen(account)
    drive.schedule.look_at([shown])
    drive.run(1)
    moment = drive.now
    drive.schedule.refresh(drive.now)
    drive.run(1)
    (app,) = account.branches
    assert set(asked_since(drive, moment)) == {NewsOf(going), NewsOf(shown), AppsOf(EU), BranchesOf(app)}


def test_two_profiles_of_one_account_are_asked_once() -> None:
    account, same = Account.of(EU, [3]), Account.of(TWIN, [3])
    account.account_id = same.account_id = "123456789012"
    drive = Drive({EU: account, TWIN: same}).run(60)
    assert drive.schedule.accounts.asked == (EU,)
    assert [topic for topic in drive.topics() if "other" in str(topic)] == [AppsOf(TWIN)]
    assert drive.schedule.promise(TWIN, RICH).through == EU
    assert drive.schedule.promise(EU, RICH).through is None
    drive.schedule.watch([TWIN])
    drive.run(300)
    assert all(branch in drive.asked for branch in same.all())


def test_of_three_profiles_of_one_account_one_is_asked_whoever_leaves() -> None:
    third = Target("third", "eu-west-1")
    accounts = {target: Account.of(target, [1]) for target in (EU, TWIN, third)}
    for account in accounts.values():
        account.account_id = "123456789012"
    drive = Drive(accounts).run(10)
    drive.schedule.watch([TWIN, third])
    drive.run(400)
    assert len(drive.schedule.accounts.asked) == 1


def test_a_profile_that_leads_elsewhere_by_now_does_not_stand_for_its_old_account() -> None:
    account, same = Account.of(EU, [1]), Account.of(TWIN, [1])
    account.account_id = same.account_id = "123456789012"
    drive = Drive({EU: account, TWIN: same}).run(10)
    account.account_id = "210987654321"
    drive.run(400)
    assert drive.schedule.accounts.asked == (EU, TWIN)
    assert same.all()[0] in drive.asked


@pytest.mark.parametrize("covered", [(), (EU,)])
def test_a_list_that_may_not_be_read_is_tried_every_half_minute(covered: tuple[Target, ...]) -> None:
    account = Account.of(EU, [2, 2])
    denied, other = account.branches
    drive = Drive(
        {EU: account},
        outcome=lambda question, _: "denied" if question.topic == BranchesOf(denied) else "answer",
    )
    drive.schedule.cover(covered, drive.now)
    drive.run(600)
    assert 10 <= len(drive.asked[BranchesOf(denied)]) <= 21
    assert len(drive.asked[BranchesOf(other)]) <= 3


def test_an_event_that_came_while_the_account_was_throttled_is_asked_about_afterwards() -> None:
    account, troubled = Account.of(EU, [5]), set[int]()
    drive = seen(account, outcome=lambda _, number: "throttled" if number in troubled else "answer")
    drive.schedule.cover([EU], drive.now)
    drive.run(200)
    branch, moment = account.all()[3], drive.now
    troubled.add(len(drive.log))
    drive.schedule.hint(branch, drive.now)
    drive.run(20)
    assert asked_since(drive, moment) == [NewsOf(branch)] * 2


def test_a_question_that_never_works_does_not_hide_the_others() -> None:
    account = Account.of(EU, [4] * 3)
    account.failed_mains = {next(iter(account.branches))}
    poison = account.all()[0]
    drive = Drive(
        {EU: account}, outcome=lambda question, _: "offline" if question.topic == NewsOf(poison) else "answer"
    ).run(300)
    assert all(drive.kind(branch) is Kind.SLEEPING for branch in account.all() if branch != poison)
    assert len(drive.asked[poison]) > 3


def test_some_is_left_for_keys_and_others_that_wait_have_every_other_call() -> None:
    drive = seen(Account.of(EU, [30]))
    drive.now += 200
    assert drive.schedule.take(EU, POOR, drive.now) is None
    assert drive.schedule.wait(EU, POOR, drive.now) == pytest.approx(0.05)
    assert drive.schedule.take(EU, RICH, drive.now) is not None
    others = Budget(2.0, 2.0, 5.0, 5.0, waiting=1)
    assert drive.schedule.take(EU, others, drive.now) is None
    assert drive.schedule.wait(EU, others, drive.now) == pytest.approx(1.0)
    assert drive.schedule.take(EU, others, drive.now + 1) is not None


def test_no_more_than_four_questions_are_under_way() -> None:
    drive = seen(Account.of(EU, [30]))
    drive.now += 200
    assert [drive.schedule.take(EU, RICH, drive.now) is None for _ in range(5)] == [False] * 4 + [True]
    assert drive.schedule.wait(EU, RICH, drive.now) == FOREVER


def test_an_answer_about_what_is_gone_is_no_news() -> None:
    account = Account.of(EU, [2])
    (app,), drive = account.branches, seen(account)
    branch = account.all()[0]
    assert drive.schedule.learn_branches(app, [], drive.now)
    assert not drive.schedule.learn_news(branch, account.sight(branch, is_whole=True), drive.now)
    assert drive.schedule.learn_apps(EU, (), drive.now)
    assert not drive.schedule.learn_branches(app, [], drive.now)
    assert not drive.schedule.learn_apps(TWIN, (), drive.now)
    drive.schedule.fail(NewsOf(branch), drive.now, is_targets=False)
