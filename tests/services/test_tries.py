"""Every request of a call is counted, whatever became of it, and none of another call."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from amplify_tui.services.errors import ApiError
from tests.services.faulty_server import fail, tell

if TYPE_CHECKING:
    from amplify_tui.services.calls import CallJournal
    from amplify_tui.services.ports import Gateway
    from tests.services.faulty_server import FaultyServer

BUSY, WELL = fail("ServiceUnavailable", "try later", 503), tell(apps=[])


async def test_a_call_that_was_repeated_says_so(
    gateway: Gateway, journal: CallJournal, faulty: FaultyServer
) -> None:
    faulty.give(BUSY, WELL)
    await gateway.list_apps()
    await gateway.list_apps()
    assert [call.tries for call in journal.recent()] == [2, 1]


async def test_a_call_that_never_worked_counts_too(
    gateway: Gateway, journal: CallJournal, faulty: FaultyServer
) -> None:
    faulty.give(BUSY)
    with pytest.raises(ApiError):
        await gateway.list_apps()
    assert [call.tries for call in journal.recent()] == [3]


async def test_calls_at_the_same_time_count_each_their_own(
    gateway: Gateway, journal: CallJournal, faulty: FaultyServer
) -> None:
    faulty.give(BUSY, BUSY, WELL)
    await asyncio.gather(*(gateway.list_apps() for _ in range(4)))
    assert sum(call.tries for call in journal.recent()) == 6
