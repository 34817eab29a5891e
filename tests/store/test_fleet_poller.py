"""The fleet is asked within its budget, what matters first, and one target's trouble is its own."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from amplify_tui.model.conditions import Condition
from amplify_tui.model.health import Freshness
from amplify_tui.model.keys import AppKey, BranchKey, Target
from amplify_tui.model.settings import Settings
from amplify_tui.simulator.contract import Behaviour, Fault
from amplify_tui.store.topics import AppsOf, BranchesOf, HealthOf, NewestOf, NewsOf, ProblemWith
from tests.store.fleet_scene import EU, RICH, STAGING, US, play
from tests.store.ledger import LOGIN, MAIN, SHOP, Ledger

OFFLINE = Fault("ServiceUnavailable", "try later", 503)


async def test_every_branch_of_every_target_is_seen_within_the_budget() -> None:
    async with play("calm") as scene:
        scene.watch(EU, US, STAGING)
        await scene.live(90)
        summary = scene.fleet.summary()
        assert summary.is_complete
        assert summary.seen == summary.branches > 30
        for target in (EU, US, STAGING):
            assert scene.most_at_once(target, 2.0) <= 5 + 1e-6
            assert scene.health(target).problem is None
        for branch in scene.fleet.quiet():
            assert scene.store.get(NewestOf(branch.branch)) == scene.news(branch.branch).newest


async def test_changes_of_going_jobs_are_seen_as_soon_as_promised() -> None:
    async with play("busy") as scene:
        scene.watch(EU)
        await scene.live(60)
        for _ in range(20):
            await scene.live(3)
            (promise,) = scene.poller.promise()
            for state in scene.fleet.loud():
                if state.news.going and state.seen_at is not None:
                    assert scene.clock.now() - state.seen_at <= timedelta(seconds=promise.going)
        assert scene.most_at_once(EU, 2.0) <= 5 + 1e-6


async def test_trouble_in_a_huge_account_is_found_within_three_seconds() -> None:
    async with play("huge") as scene:
        scene.watch(EU, US, STAGING)
        await scene.live(3)
        counts = scene.fleet.summary().counts
        assert counts[Condition.FAILED] + counts[Condition.RUNNING] > 0
        assert scene.fleet.summary().branches > scene.fleet.summary().seen


async def test_covered_by_events_a_fleet_that_rests_costs_nothing() -> None:
    async with play("calm", RICH) as scene:
        scene.watch(EU, US)
        scene.poller.cover([EU, US])
        assert await scene.live(10) > 30
        assert await scene.live(1_500) == 0
        assert all(promise.is_covered for promise in scene.poller.promise())
        scene.poller.cover([US])
        assert await scene.live(1) > 10


async def test_a_throttled_account_is_asked_less_and_seen_all_the_same() -> None:
    async with play("throttled") as scene:
        scene.watch(EU)
        await scene.live(30)
        assert scene.health(EU).is_throttled or scene.connector.budget(EU).per_second < 2.0
        await scene.live(200)
        assert scene.fleet.summary().seen == scene.fleet.summary().branches
        assert scene.connector.budget(EU).per_second < 2.0


async def test_expired_credentials_of_one_account_leave_the_others_running() -> None:
    async with play("calm") as scene:
        scene.watch(EU, STAGING)
        await scene.live(5)
        scene.simulator.behave(Behaviour(is_expired=True), "210987654321")
        await scene.live(60)
        problem = scene.health(STAGING).problem
        assert problem is not None
        assert problem.kind == "CredentialsError"
        assert scene.health(EU).problem is None
        tried = [call for call in scene.calls if call.target == STAGING and call.error]
        assert 2 <= len(tried) <= 4 + 2, "what was under way together, and a probe every thirty seconds"
        scene.simulator.behave(None, "210987654321")
        await scene.live(40)
        assert scene.health(STAGING).problem is None


async def test_ctrl_r_cuts_a_back_off_short() -> None:
    async with play("expired") as scene:
        scene.watch(EU)
        await scene.live(1)
        assert await scene.live(20) == 0
        scene.poller.refresh()
        assert await scene.live(0.1) == 1


async def test_nothing_is_looked_for_while_it_is_tried_whether_an_account_answers_again() -> None:
    async with play("calm") as scene:
        scene.watch(EU)
        await scene.live(5)
        scene.simulator.behave(Behaviour(is_expired=True))
        await scene.live(5)
        scene.simulator.behave(Behaviour(is_expired=True, latency=60))
        run = asyncio.create_task(scene.poller.run())
        await scene.clock.until_waiting()
        scene.clock.advance(31)
        await scene.clock.until_waiting()
        assert scene.clock.waiting == (60.0,)
        run.cancel()
        await asyncio.gather(run, return_exceptions=True)


async def test_a_hint_is_done_when_the_answer_is_in_the_store() -> None:
    ledger = Ledger()
    ledger.fill(3)
    async with play(ledger) as scene:
        scene.watch(EU)
        await scene.live(10)
        job = ledger.add(status="RUNNING")
        told = scene.poller.hint(MAIN, 4)
        assert scene.poller.hint(MAIN, 4) is told
        await scene.poller.tick()
        assert told.done()
        assert [each.key.job_id for each in scene.news(MAIN).going] == [4]
        ledger.finish(job)
        scene.poller.hint(MAIN, 4)
        await scene.live(1)
        assert scene.news(MAIN).going == ()


async def test_a_hint_about_what_nobody_watches_is_given_up_at_once() -> None:
    async with play("calm") as scene:
        assert scene.poller.hint(MAIN, 1).done()
        scene.watch(EU)
        waiting = scene.poller.hint(BranchKey(AppKey(EU, "d-none"), "main"), 1)
        assert not waiting.done()
        scene.watch()
        assert waiting.done()
        assert await scene.poller.tick() == 60.0


async def test_a_branch_that_an_event_names_first_is_found() -> None:
    ledger = Ledger()
    async with play(ledger) as scene:
        scene.watch(EU)
        await scene.live(20)
        ledger.jobs["pr-7"] = []
        ledger.add("pr-7", "RUNNING")
        told = scene.poller.hint(BranchKey(SHOP, "pr-7"), 1)
        ghost = scene.poller.hint(BranchKey(SHOP, "pr-8"), 1)
        await scene.live(1)
        assert told.done()
        assert ghost.done(), "the branches were read, and it is not there"
        assert len(scene.news(BranchKey(SHOP, "pr-7")).going) == 1


async def test_a_branch_that_went_is_dropped_and_its_late_answer_too() -> None:
    ledger = Ledger()
    async with play(ledger) as scene:
        scene.watch(EU)
        await scene.live(20)
        del ledger.jobs["feature/login"]
        scene.poller.hint(LOGIN, None)
        await scene.live(11)
        assert scene.store.get(NewsOf(LOGIN)) is None
        assert scene.fleet.state(LOGIN) is None
        hold = scene.simulator.hold_next("ListJobs")
        scene.poller.hint(MAIN, None)
        asking = asyncio.create_task(scene.poller.tick())
        await hold.arrived.wait()
        scene.store.put(BranchesOf(SHOP), (), scene.clock.now())
        scene.poller._schedule.learn_branches(SHOP, (), scene.clock.monotonic())
        hold.release()
        await asking
        assert scene.store.get(NewsOf(MAIN)) is None


async def test_two_profiles_of_one_account_are_asked_once_and_shown_once() -> None:
    other = Target("other", "eu-west-1")
    async with play("calm") as scene:
        scene.watch(EU, other)
        await scene.live(60)
        assert [call.operation for call in scene.calls if call.target == other] == ["ListApps"]
        assert scene.store.get(AppsOf(other)) is None
        assert scene.fleet.summary().is_complete
        assert [promise.through for promise in scene.poller.promise()] == [None, EU]
        scene.watch(EU, EU, other)
        assert scene.fleet.summary().is_complete
        assert await scene.live(1) <= 5


async def test_what_the_dashboard_knows_already_is_not_asked_again() -> None:
    async with play("calm", RICH) as scene:
        gateway = await scene.connector.connect(EU)
        apps = await gateway.list_apps()
        scene.store.put(AppsOf(EU), apps, scene.clock.now())
        branches = await gateway.list_branches(apps[0].key)
        scene.store.put(BranchesOf(apps[0].key), branches, scene.clock.now())
        scene.watch(EU)
        await scene.live(5)
        asked = [call.parameters.get("appId") for call in scene.calls if call.operation == "ListBranches"]
        assert asked.count(apps[0].key.app_id) == 1
        assert scene.simulator.count("ListApps") == 1


async def test_lists_that_were_read_in_the_future_are_read_again_in_time() -> None:
    async with play("calm", RICH) as scene:
        apps = await (await scene.connector.connect(EU)).list_apps()
        scene.store.put(AppsOf(EU), apps, scene.clock.now() + timedelta(days=1))
        scene.watch(EU)
        await scene.live(310)
        assert scene.simulator.count("ListApps") == 2


async def test_a_failing_branch_is_its_own_problem_until_it_answers() -> None:
    async with play(Ledger()) as scene:
        scene.watch(EU)
        await scene.live(20)
        scene.simulator.fail_next("ListJobs", Fault("AccessDeniedException", "no", 403))
        scene.poller.hint(MAIN, None)
        await scene.live(0.1)
        assert scene.store.get(ProblemWith(NewsOf(MAIN))) is not None
        assert scene.health(EU).problem is None
        await scene.live(200)
        assert scene.store.get(ProblemWith(NewsOf(MAIN))) is None


async def test_retries_of_the_client_library_are_charged_to_the_budget() -> None:
    async with play(Ledger(), Settings(calls_per_second=0.001)) as scene:
        scene.simulator.fail_next("ListApps", OFFLINE, times=2)
        await (await scene.connector.connect(EU)).list_apps()
        assert scene.connector.budget(EU).left == pytest.approx(2.0, abs=0.01)
        assert scene.connector.budget(EU).per_minute == 3
        assert scene.journal.per_minute(EU, scene.clock.now()) == 3


async def test_a_fleet_that_events_cover_is_not_stale_while_it_is_left_alone_as_planned() -> None:
    async with play(Ledger(), RICH) as scene:
        scene.watch(EU)
        scene.poller.cover([EU])
        await scene.live(5)
        scene.clock.advance(1_000)
        assert scene.health(EU).freshness(scene.clock.now()) is Freshness.LIVE


async def test_an_internal_error_is_shown_and_the_work_goes_on() -> None:
    async with play(Ledger()) as scene:
        broken = [RuntimeError("one"), None, None]

        def listen(topic: object, value: object) -> None:
            del topic, value
            if broken and (error := broken.pop(0)):
                raise error

        scene.watch(EU)
        scene.store.watch(AppsOf, listen)
        run = asyncio.create_task(scene.poller.run())
        await scene.clock.until_waiting()
        problem = None
        while problem is None:
            await asyncio.sleep(0.01)
            health = scene.store.get(HealthOf(EU))
            problem = None if health is None else health.problem
        assert problem.kind == "InternalError"
        while scene.fleet.summary().seen < 2:
            scene.clock.advance(0.5)
            await asyncio.sleep(0.01)
        run.cancel()
        await asyncio.gather(run, return_exceptions=True)
