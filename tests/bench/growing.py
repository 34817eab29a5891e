"""A log that grows for an hour: how many bytes following it fetches."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from amplify_tui.services.log_follower import PACE
from amplify_tui.services.object_reader import HttpObjects
from tests.bench.figures import Line, judge
from tests.services.bucket import serve_bucket
from tests.services.followed import set_up

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 3_600
LINES = 7_200
MOST_TIMES_SIZE = 1.05
KINDS = {"md5": "ETags are MD5", "opaque": "ETags tell nothing"}


def measure() -> Iterator[Line]:
    """Follow the same log under both kinds of ETags."""
    for tags, words in KINDS.items():
        size, sent, looks, signed = asyncio.run(_follow(tags))
        yield judge(
            f"log growing for an hour, {words}",
            f"{sent / size:.4f} times its {size / 1000:.0f} kB fetched",
            f"<= {MOST_TIMES_SIZE}; {looks} looks, {signed} addresses",
            is_held=sent <= MOST_TIMES_SIZE * size,
        )


async def _follow(tags: str) -> tuple[int, int, int, int]:
    """Return the size of the log, bytes sent of it, requests, and addresses signed anew."""
    line = b"2026-11-21T12:00:00.000Z [INFO]: line %06d of the build\n"
    whole = b"".join(line % n for n in range(LINES))
    objects = HttpObjects(is_isolated=True)
    async with serve_bucket() as bucket:
        bucket.tags = tags
        scene = set_up(bucket, objects)
        for second in range(0, SECONDS, int(PACE)):
            bucket.body = whole[: len(whole) * second // SECONDS]
            await scene.follower.tick()
            scene.clock.advance(PACE)
        bucket.body = whole
        await scene.finish()
        await objects.close()
        if bytes(scene.sheet.data) != whole:
            raise RuntimeError("the copy is not what the log is")
        return len(whole), bucket.sent, len(bucket.asked), scene.amplify.renewals
