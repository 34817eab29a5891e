"""The simulator's own events through its own queue: late, twice, in the wrong order, and a true picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.model.keys import Target
from amplify_tui.simulator.accounts import ACCOUNT
from amplify_tui.simulator.events import TOLD
from amplify_tui.simulator.server import serve
from amplify_tui.simulator.world import World
from amplify_tui.store.topics import NewsOf
from tests.store.event_scene import EventScene

if TYPE_CHECKING:
    from tests.clock import ManualClock

DEMO = Target("demo", "eu-west-1")
MINUTES = 4
LATEST = 75
"""Seconds that the simulator keeps an event back at most, and some to ask."""


async def test_what_happens_in_a_busy_fleet_is_seen_by_events_and_costs_little(clock: ManualClock) -> None:
    world = World("busy", 7, clock.now())
    async with serve(world, clock.now) as simulator:
        scene = EventScene(clock, [simulator.queue_url(ACCOUNT, DEMO.region)], endpoint_url=simulator.url)
        async with scene.play([DEMO]):
            await scene.until(lambda: scene.fleet_poller.covered == [{DEMO}])
            await scene.until(lambda: scene.fleet.summary().seen == scene.fleet.summary().branches)
            began, asked = clock.now(), scene.count("ListJobs")
            end = clock.monotonic() + 60 * MINUTES
            await scene.until(lambda: clock.monotonic() >= end, pace=0.5)
            cost = scene.count("ListJobs") - asked
            changes = [
                change
                for change in world.changes(ACCOUNT, DEMO.region, began, clock.now())
                if change.status in TOLD
            ]
            assert len(changes) >= 10
            assert scene.health.events >= len(changes) / 2
            assert scene.health.refused == 0
            branches = scene.fleet.summary().branches
            assert cost < branches * MINUTES
            await scene.until(lambda: clock.monotonic() >= end + LATEST, pace=0.5)
            for change in changes:
                site = change.site
                branch = scene.fleet.find_branch(ACCOUNT, DEMO.region, site.app.app_id, site.plan.name)
                if branch is None:
                    assert not site.is_there(clock.now().timestamp())
                    continue
                news = scene.store.get(NewsOf(branch))
                assert news is not None
                assert news.newest is not None
                assert news.newest.key.job_id >= change.job_id
                if change.status != "PROVISIONING":
                    assert change.job_id not in {job.key.job_id for job in news.going}
