"""Two profiles of one account: when the one that is asked fails, the other takes over."""

from __future__ import annotations

from amplify_tui.model.branch_news import BranchNews
from amplify_tui.model.keys import AppKey, BranchKey, Target
from amplify_tui.simulator.contract import Behaviour, Fault
from amplify_tui.store.fleet_handover import hand_over
from amplify_tui.store.schedule_accounts import Accounts
from amplify_tui.store.topics import AppsOf, BranchesOf, NewsOf
from tests.store.fleet_room import EU, SHOP, FleetRoom
from tests.store.fleet_scene import EU as DEMO
from tests.store.fleet_scene import STAGING, play
from tests.store.ledger import MAIN, Ledger

OTHER = Target("other", "eu-west-1")
MAIN_OF_OTHER = BranchKey(AppKey(OTHER, "d1shop"), "main")
EXPIRED = Fault("ExpiredTokenException", "The security token is expired", 403)


def test_who_answers_takes_over_from_who_is_in_trouble_and_keeps_it() -> None:
    accounts = Accounts()
    accounts.watch((EU, OTHER, STAGING))
    for target, account in ((EU, "1"), (OTHER, "1"), (STAGING, "2")):
        accounts.learn(target, account)
    assert (accounts.asked, accounts.tried) == ((EU, STAGING), ())
    accounts.distrust(EU, 10)
    assert (accounts.asked, accounts.tried) == ((EU, STAGING), (OTHER,))
    accounts.learn(OTHER, "1")
    assert (accounts.asked, accounts.tried) == ((OTHER, STAGING), (EU,))
    accounts.trust(EU, 9)
    accounts.learn(EU, "1")
    assert (accounts.asked, accounts.tried) == ((OTHER, STAGING), (EU,))
    accounts.trust(EU, 10)
    accounts.learn(EU, "1")
    assert (accounts.asked, accounts.tried) == ((OTHER, STAGING), ())


def test_where_nobody_answers_it_stays_with_who_was_asked() -> None:
    accounts = Accounts()
    accounts.watch((EU, OTHER))
    accounts.learn(EU, "1")
    accounts.learn(OTHER, "1")
    accounts.distrust(EU, 0)
    accounts.distrust(OTHER, 0)
    accounts.learn(OTHER, "1")
    assert (accounts.asked, accounts.tried) == ((EU,), (OTHER,))
    accounts.trust(EU, 1)
    accounts.learn(EU, "1")
    assert accounts.asked == (EU,)
    accounts.watch((OTHER,))
    assert accounts.asked == (OTHER,)


async def test_what_is_known_goes_over_as_old_as_it_is_and_nothing_better_is_lost() -> None:
    room = FleetRoom(EU)
    main, dev, new = room.shop("main", "dev", "new")
    room.learn(main, "RUNNING", "PENDING", "SUCCEED")
    room.learn(dev, "SUCCEED")
    at = room.clock.now()
    room.clock.advance(60)
    mine = {branch: BranchKey(AppKey(OTHER, SHOP.app_id), branch.name) for branch in (main, dev, new)}
    better = BranchNews()
    room.store.put(NewsOf(mine[dev]), better, room.clock.now())
    hand_over(room.store, EU, OTHER)
    moved, known = room.store.get(NewsOf(mine[main])), room.store.get(NewsOf(main))
    assert moved is not None
    assert known is not None
    assert {job.key.branch for job in (moved.newest, *moved.going) if job} == {mine[main]}
    assert [job.key.job_id for job in moved.going] == [job.key.job_id for job in known.going]
    assert room.store.seen_at(NewsOf(mine[main])) == at
    assert room.store.get(NewsOf(mine[dev])) is better
    assert room.store.get(NewsOf(mine[new])) is None
    listed = room.store.get(BranchesOf(AppKey(OTHER, SHOP.app_id))) or ()
    assert [branch.key for branch in listed] == list(mine.values())


async def test_another_profile_takes_over_with_all_that_is_known_and_the_first_keeps_its_trouble() -> None:
    ledger = Ledger()
    ledger.fill(3)
    async with play(ledger) as scene:
        scene.watch(DEMO)
        await scene.live(10)
        scene.watch(DEMO, OTHER)
        await scene.live(10)
        assert [state.branch.app.target for state in scene.fleet.quiet()] == [DEMO, DEMO]
        scene.simulator.fail_next("ListJobs", EXPIRED)
        scene.poller.hint(MAIN, None)
        await scene.live(1)
        assert scene.fleet.state(MAIN) is None
        assert [state.branch.app.target for state in scene.fleet.quiet()] == [OTHER, OTHER]
        assert scene.fleet.summary().seen == 2
        assert [promise.through for promise in scene.poller.promise()] == [OTHER, None]
        problem = scene.health(DEMO).problem
        assert problem is not None
        assert problem.kind == "CredentialsError"
        assert scene.health(OTHER).problem is None
        ledger.add(status="RUNNING")
        await scene.live(40)
        assert len(scene.news(MAIN_OF_OTHER).going) == 1
        assert scene.health(DEMO).problem is None, "it is tried, and works again"
        asked = [call for call in scene.calls if call.target == DEMO]
        await scene.live(60)
        assert [call for call in scene.calls if call.target == DEMO] == asked


async def test_where_all_profiles_have_expired_the_old_picture_stays() -> None:
    async with play(Ledger()) as scene:
        scene.watch(DEMO)
        await scene.live(10)
        scene.watch(DEMO, OTHER)
        await scene.live(10)
        scene.simulator.behave(Behaviour(is_expired=True))
        scene.poller.hint(MAIN, None)
        await scene.live(120)
        assert scene.fleet.summary().seen == 2
        assert scene.store.get(AppsOf(OTHER)) is None
        for target in (DEMO, OTHER):
            assert scene.health(target).problem is not None
            tried = [call for call in scene.calls if call.target == target and call.error]
            assert 2 <= len(tried) <= 10
        scene.simulator.behave(None)
        scene.poller.refresh()
        await scene.live(1)
        assert scene.health(DEMO).problem is None
        assert scene.health(OTHER).problem is None
        assert scene.fleet.summary().seen == 2


async def test_who_is_denied_what_another_profile_may_gives_way_and_says_so() -> None:
    async with play(Ledger()) as scene:
        scene.watch(DEMO)
        await scene.live(10)
        scene.watch(DEMO, OTHER)
        await scene.live(10)
        scene.simulator.fail_next("ListJobs", Fault("AccessDeniedException", "no", 403), times=2)
        for _ in range(2):
            assert scene.poller.promise()[0].through is None
            scene.poller.hint(MAIN, None)
            await scene.live(2)
        assert scene.poller.promise()[0].through == OTHER
        problem = scene.health(DEMO).problem
        assert problem is not None
        assert problem.kind == "DeniedError"
        assert scene.health(OTHER).problem is None
