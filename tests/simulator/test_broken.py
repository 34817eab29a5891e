from __future__ import annotations

import gzip
import struct
import zlib
from typing import TYPE_CHECKING

import aiohttp
import pytest

from amplify_tui.simulator.broken import GROWING, LOGS
from amplify_tui.simulator.contract import Fault, Presigned
from amplify_tui.simulator.object_mishaps import (
    BOMB_SIDE,
    ESCAPES,
    LATE,
    LONG_LINE,
    SHRINK,
    SPOILERS,
    STALL,
    spoil_growth,
    write_big,
    write_bomb,
    write_escapes,
    write_long_line,
)
from amplify_tui.simulator.records import shot_names
from amplify_tui.simulator.server import serve

if TYPE_CHECKING:
    from amplify_tui.simulator.places import Site
    from amplify_tui.simulator.world import World
    from tests.clock import ManualClock

LINES = b"".join(b"line %d\n" % n for n in range(40))


@pytest.fixture
def scenario() -> str:
    return "broken"


def site(world: World, mishap: str) -> Site:
    (app,) = (app for app in world.region("eu-west-1").apps.values() if app.plan.name == "logs")
    return app.sites[f"log/{mishap}"]


def read(moment: float) -> bytes:
    """A log that grows by a line a second from 100 on."""
    return b"".join(b"line %d\n" % n for n in range(int(moment - 100)))


async def fetch(world: World, clock: ManualClock, mishap: str, **headers: str) -> tuple[int, bytes, str]:
    place = site(world, mishap)
    path = place.path(1, "BUILD", "log.txt")
    async with serve(world, clock.now) as running, aiohttp.ClientSession(auto_decompress=False) as http:
        url = running._door._signer.sign(Presigned(path))
        async with http.get(url, headers=headers, allow_redirects=False) as response:
            return response.status, await response.read(), response.headers.get("Location", "")


def test_a_late_log_is_not_there_at_first() -> None:
    assert spoil_growth("late", read, 100, 200, 100 + LATE - 1) is None
    assert spoil_growth("late", read, 100, 200, 100 + LATE) == read(100 + LATE)
    assert spoil_growth("late", read, 100, 105, 105) == read(105)


def test_a_log_that_stalls_grows_by_leaps() -> None:
    assert spoil_growth("stalls", read, 100, 200, 100 + STALL + 9) == read(100 + STALL)
    assert spoil_growth("stalls", read, 100, 200, 200) == read(200)


def test_a_log_that_shrinks_becomes_whole_again() -> None:
    whole = spoil_growth("shrinks", read, 100, 200, 100 + SHRINK - 1)
    short = spoil_growth("shrinks", read, 100, 200, 100 + SHRINK + 1)
    assert whole == read(100 + SHRINK - 1)
    assert short
    assert len(short) < len(whole)
    assert read(200).startswith(short)
    assert spoil_growth("shrinks", read, 100, 200, 200 + SHRINK) == read(200 + SHRINK)


def test_a_log_is_rewritten_at_its_end() -> None:
    assert spoil_growth("rewritten", read, 100, 200, 199) == read(199)
    assert not (spoil_growth("rewritten", read, 100, 200, 200) or b"").startswith(read(199))


async def test_every_mishap_of_a_log_can_be_seen_on_its_branch(world: World, clock: ManualClock) -> None:
    assert set(LOGS) == (set(SPOILERS) | set(GROWING)) - {"png bomb"}
    status, packed, _ = await fetch(world, clock, "gzip")
    assert status == 200
    whole = gzip.decompress(packed)
    _, cut, _ = await fetch(world, clock, "gzip cut")
    with pytest.raises(EOFError):
        gzip.decompress(cut)
    status, _, location = await fetch(world, clock, "redirect elsewhere")
    assert status == 302
    assert "portal.invalid" in location
    assert (await fetch(world, clock, "expired"))[0] == 403
    assert b"<!doctype html>" in (await fetch(world, clock, "page", **{"Accept-Encoding": "identity"}))[1]
    status, body, _ = await fetch(
        world, clock, "range ignored", **{"Range": "bytes=10-", "Accept-Encoding": "identity"}
    )
    assert (status, body[:4]) == (200, whole[:4])


async def test_large_logs_are_what_they_say(world: World, clock: ManualClock) -> None:
    assert len(write_long_line()) > LONG_LINE
    assert b"\n" not in write_long_line()
    assert write_escapes().count(b"\x1b") == ESCAPES
    assert len(write_big()) > 30_000_000
    assert write_big().endswith(b"exit code 137\n")
    status, body, _ = await fetch(world, clock, "long line", Range="bytes=50000000-")
    assert status == 206
    assert len(body) == len(write_long_line()) - 50_000_000


async def test_a_log_without_end_goes_on_until_nobody_listens(world: World, clock: ManualClock) -> None:
    path = site(world, "endless").path(1, "BUILD", "log.txt")
    stored = world.fetch(path, clock.now())
    assert stored is not None
    async with (
        serve(world, clock.now) as running,
        aiohttp.ClientSession() as http,
        http.get(running._door._signer.sign(Presigned(path))) as response,
    ):
        assert len(await response.content.readexactly(5 * len(stored.body))) == 5 * len(stored.body)


def test_the_bomb_is_small_and_claims_to_be_huge() -> None:
    bomb = write_bomb()
    assert len(bomb) < 200_000
    assert struct.unpack(">II", bomb[16:24]) == (BOMB_SIDE, BOMB_SIDE)
    length = struct.unpack(">I", bomb[33:37])[0]
    assert len(zlib.decompress(bomb[41 : 41 + length])) == 20_000_000


async def test_pictures_are_bombs_pages_or_gone(world: World, clock: ManualClock) -> None:
    apps = {app.plan.name: app for app in world.region("eu-west-1").apps.values()}

    def picture(mishap: str) -> bytes:
        place = apps[f"pictures: {mishap}"].sites["main"]
        now = clock.now().timestamp()
        build = next(
            build
            for build in world.jobs(place, now)
            if shot_names(build) and build.outcome == "SUCCEED" and build.ended < now
        )
        stored = world.fetch(place.path(build.job_id, "SCREENSHOTS", "iPad Mini.png"), clock.now())
        assert stored is not None
        return stored.body or stored.location.encode()

    assert picture("png bomb") == write_bomb()
    assert picture("page").startswith(b"<!doctype html>")
    with pytest.raises(Fault, match="expired"):
        picture("expired")
