"""The demo's two accounts, and the queues by which it hears of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amplify_tui.cli.demo import DEMO_TARGET, EmbeddedConnector, Script
from amplify_tui.model.keys import Target
from amplify_tui.model.settings import Settings
from amplify_tui.services.calls import CallJournal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.clock import ManualClock

STAGING = Target("staging", "eu-west-1")


@pytest.fixture
def journal() -> CallJournal:
    return CallJournal()


@pytest.fixture
async def embedded(clock: ManualClock, journal: CallJournal) -> AsyncIterator[EmbeddedConnector]:
    settings = Settings(calls_per_second=1000, calls_burst=1000)
    connector = EmbeddedConnector(Script("busy", 7), settings, journal, clock)
    yield connector
    await connector.close()


async def test_each_profile_leads_to_an_account_of_its_own(
    embedded: EmbeddedConnector, journal: CallJournal
) -> None:
    accounts = {}
    for target in await embedded.targets():
        apps = await (await embedded.connect(target)).list_apps()
        accounts[target.profile] = {app.account_id for app in apps}
        assert apps
    assert accounts == {"demo": {"123456789012"}, "staging": {"210987654321"}}
    keys = {call.target.profile: next(iter(call.keys)) for call in journal.recent()}
    assert keys == {"demo": "AKIADEMODEMODEMODEMO", "staging": "AKIASTAGINGSTAGINGST"}


async def test_every_target_has_a_queue_that_tells_of_it_alone(
    embedded: EmbeddedConnector, clock: ManualClock
) -> None:
    targets = await embedded.targets()
    urls = await embedded.event_urls()
    assert len(urls) == len(set(urls)) == len(targets) == 3
    queues = [await embedded.open_queue(url, targets) for url in urls]
    for queue in queues:
        assert await queue.receive(wait=0) == ()
    clock.advance(300)
    for target, queue in zip(targets, queues, strict=True):
        events = [message.event for message in await queue.receive(wait=0)]
        assert events
        assert {event and event.region for event in events} == {target.region}
        assert {event and event.account_id for event in events} == {queue.account_id}


async def test_the_largest_scenario_fills_every_region_of_both_accounts(clock: ManualClock) -> None:
    connector = EmbeddedConnector(Script("huge", 7), Settings(), CallJournal(), clock)
    targets = await connector.targets()
    await connector.close()
    assert targets[0] == DEMO_TARGET
    assert len(targets) == 4
    assert STAGING in targets
