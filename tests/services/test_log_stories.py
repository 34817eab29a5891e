from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from amplify_tui.services import log_copy
from amplify_tui.services.log_follower import FRESH_SECONDS, PACE
from amplify_tui.services.object_reader import HttpObjects, Silence
from tests.services.bucket import Bucket, serve_bucket
from tests.services.followed import Scene, set_up


@pytest.mark.parametrize(("tags", "most"), [("md5", 1.01), ("opaque", 1.04), ("", 1.04)])
async def test_a_log_that_grows_for_an_hour_is_read_once(scene: Scene, tags: str, most: float) -> None:
    scene.bucket.tags = tags
    scene.bucket.knows_conditions = bool(tags)
    whole = b"".join(b"2026-11-21T12:00:00.000Z [INFO]: line %06d of the build\n" % n for n in range(7_200))
    for second in range(0, 3_600, 2):
        scene.bucket.body = whole[: len(whole) * second // 3_600]
        await scene.follower.tick()
        scene.clock.advance(PACE)
    scene.bucket.body = whole
    await scene.finish()
    assert bytes(scene.sheet.data) == whole
    assert scene.sheet.cleared == 0
    assert scene.bucket.sent <= most * len(whole), scene.bucket.sent / len(whole)
    assert scene.amplify.renewals == 1


texts = st.binary(min_size=1, max_size=40) | st.sampled_from([b"\n", b"line\n" * 80, bytes(300)])


grows = st.tuples(st.just("grow"), texts)


troubles = st.tuples(st.just("fault"), st.sampled_from([400, 403, 404, 416, 500, 503]))


cuts = st.tuples(st.just("cut"), st.integers(0, 400))


rewrites = st.tuples(st.sampled_from(["rewrite", "flip", "shrink"]), texts)


odd = st.tuples(st.sampled_from(["is_packed", "takes_ranges", "knows_conditions", "vanish"]), st.just(b""))


events = st.lists(grows | troubles | cuts | rewrites | odd, max_size=14)


gentle_events = st.lists(grows | troubles.filter(lambda trouble: trouble[1] != 416), max_size=25)


def happen(bucket: Bucket, event: tuple[str, bytes | int]) -> None:
    """Do to the bucket what an event says."""
    kind, value = event
    body = bucket.body or b""
    match kind, value:
        case "grow", bytes():
            bucket.body = body + value
        case "rewrite", bytes():
            bucket.body = value
        case "flip", bytes():
            place = len(body) * len(value) // 400
            bucket.body = (
                body[:place] + bytes(255 - byte for byte in body[place : place + 1]) + body[place + 1 :]
            )
        case "shrink", bytes():
            bucket.body = body[: -len(value)]
        case "vanish", _:
            bucket.body = None
        case "fault", int():
            bucket.faults.append(value)
        case "cut", int():
            bucket.faults.append(("cut", value))
        case _:
            setattr(bucket, kind, not getattr(bucket, kind))


@pytest.mark.parametrize("is_gentle", [False, True])
def test_whatever_befalls_a_log_the_copy_is_true_in_the_end(*, is_gentle: bool) -> None:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        bucket = runner.run(stack.enter_async_context(serve_bucket()))
        objects = HttpObjects(is_isolated=True, silence=Silence(2.0, 0.5))

        async def follow(story: list[tuple[str, bytes | int]], tags: str) -> None:
            bucket.__init__(port=bucket.port, tags=tags)  # type: ignore[misc] # as new, on the same port
            scene = set_up(bucket, objects)
            for event in story:
                happen(bucket, event)
                await scene.follower.tick()
                scene.clock.advance(PACE)
            bucket.faults.clear()
            bucket.body = bucket.body or b"in the end there is something"
            scene.clock.advance(FRESH_SECONDS)
            await scene.finish()
            assert bytes(scene.sheet.data) == bucket.body
            assert scene.follower.standing.phase == "ended"
            if is_gentle:
                assert scene.sheet.cleared == 0
                assert bucket.sent <= 1.04 * len(bucket.body) + log_copy.FREE_OVERLAP + len(story) + 5

        @given(story=gentle_events if is_gentle else events, tags=st.sampled_from(["md5", "opaque"]))
        @hypothesis_settings(max_examples=150, deadline=None)
        def check(story: list[tuple[str, bytes | int]], tags: str) -> None:
            # Only ETags that are digests betray a change of what was read long ago.
            runner.run(follow(story, tags if is_gentle else "md5"))

        check()
        runner.run(objects.close())
        runner.run(stack.aclose())
