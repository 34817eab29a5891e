"""A dashboard whose settings name a queue: the fleet is watched from the start, and its events are read."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from amplify_tui.model.keys import Target
from amplify_tui.model.settings import Settings
from amplify_tui.services.errors import SetupError
from amplify_tui.simulator.accounts import ACCOUNT
from amplify_tui.simulator.queue_wire import queue_path
from amplify_tui.store.topics import QueueOf
from amplify_tui.ui.fleet_watch import rest_fleet, watch_fleet
from tests.ui.stage import TARGET, Stage

QUEUE: Final = "http://127.0.0.1:9" + queue_path(ACCOUNT, TARGET.region)
"""Asked at the simulator's own address, as the endpoint that is configured goes first."""


def is_live(stage: Stage) -> bool:
    health = stage.store.get(QueueOf(QUEUE))
    return health is not None and health.is_live


async def test_a_queue_of_the_settings_is_read_before_anybody_looks_at_the_fleet() -> None:
    async with Stage("calm", settings=Settings(events_queue=(QUEUE,))).open() as stage:
        await stage.until(lambda: is_live(stage))
        rest_fleet(stage.wiring)
        assert [each.target for each in stage.wiring.fleet_poller.promise()] == [TARGET]
        assert is_live(stage)


async def test_without_a_queue_the_fleet_rests_when_nobody_looks_at_it() -> None:
    async with Stage("calm").open() as stage:
        await stage.loaded()
        assert stage.wiring.fleet_poller.promise() == ()
        watch_fleet(stage.wiring, [TARGET])
        assert [each.target for each in stage.wiring.fleet_poller.promise()] == [TARGET]
        fleet, poller = stage.wiring.fleet, stage.wiring.fleet_poller
        for _ in range(2):
            # Another way to the same account is not shown, after coming back no more than before.
            watch_fleet(stage.wiring, [TARGET, Target("other", TARGET.region)])
            await stage.until(
                lambda: fleet.summary().is_complete and any(p.through for p in poller.promise())
            )
        rest_fleet(stage.wiring)
        assert poller.promise() == ()
        assert stage.store.get(QueueOf(QUEUE)) is None


async def test_a_queue_that_is_not_there_is_told_and_the_dashboard_goes_on() -> None:
    queue = replace(Settings(), events_queue=(QUEUE + "-gone",))
    async with Stage("calm", settings=queue).open() as stage:
        await stage.loaded()
        await stage.until(lambda: any("cannot be read, polling instead" in line for line in stage.told))


async def test_accounts_that_cannot_be_named_are_told() -> None:
    stage = Stage(
        "calm", settings=Settings(events_queue=(QUEUE,)), default=SetupError("NoRegion", "No region is set.")
    )
    async with stage.open():
        await stage.until(lambda: "No region is set." in stage.told)
