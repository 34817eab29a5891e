"""What the list of apps hints at."""

from __future__ import annotations

from amplify_tui.model.keys import BranchKey
from amplify_tui.store.topics import AppsOf, BranchesOf, NewsOf
from tests.store.schedule_drive import EU, Account, Drive


def test_the_first_look_goes_where_the_list_of_apps_hints_at_trouble() -> None:
    account = Account.of(EU, [50] * 25)
    apps = list(account.branches)
    account.failed_mains = {apps[7], apps[20]}
    topics = Drive({EU: account}).run(3).topics()
    assert topics[0] == AppsOf(EU)
    assert topics[1:3] == [NewsOf(BranchKey(apps[7], "b0")), NewsOf(BranchKey(apps[20], "b0"))]
    assert BranchesOf(apps[0]) in topics[3:]


def test_production_branches_are_seen_before_all_others() -> None:
    account = Account.of(EU, [10] * 8)
    news = [topic.branch.name for topic in Drive({EU: account}).run(60).topics() if isinstance(topic, NewsOf)]
    assert news[:8] == ["b0"] * 8
    assert "b0" not in news[8:40]


def test_a_production_branch_that_the_list_of_apps_tells_news_of_is_asked_at_once() -> None:
    account = Account.of(EU, [4] * 3)
    drive, app = Drive({EU: account}).run(60), list(account.branches)[1]
    before = len(drive.log)
    account.failed_mains = {app}
    drive.schedule.hint_lists(EU, "", drive.now)
    assert drive.run(3).topics()[before:] == [AppsOf(EU), NewsOf(BranchKey(app, "b0"))]
