from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amplify_tui.services import log_copy
from amplify_tui.services.log_follower import PACE

if TYPE_CHECKING:
    from amplify_tui.services.object_reader import HttpObjects
    from tests.services.followed import Scene


async def test_only_new_bytes_come(scene: Scene) -> None:
    scene.bucket.body = b"one\n"
    assert await scene.follower.tick() == PACE
    assert scene.follower.standing.phase == "following"
    scene.bucket.body = b"one\ntwo\n"
    await scene.follower.tick()
    assert bytes(scene.sheet.data) == b"one\ntwo\n"
    assert scene.bucket.asked[1]["Range"] == "bytes=3-"
    assert scene.bucket.sent == 9


async def test_a_log_that_does_not_grow_costs_nothing(scene: Scene) -> None:
    scene.bucket.body = b"x" * 1000
    for _ in range(50):
        await scene.follower.tick()
    assert scene.bucket.sent == 1000
    scene.bucket.knows_conditions = False
    await scene.follower.tick()
    assert scene.bucket.sent == 1001
    assert scene.sheet.cleared == 0


async def test_a_log_that_seems_shorter_at_every_look_is_left_alone_for_a_while(scene: Scene) -> None:
    scene.bucket.body = b"0" * 2_000
    await scene.follower.tick()
    scene.bucket.faults.extend([416] * 4)
    assert await scene.follower.tick() == 1.0
    assert scene.follower.standing.problem is not None
    assert scene.follower.standing.problem.code == "Unsteady"
    assert bytes(scene.sheet.data) == scene.bucket.body
    await scene.follower.tick()
    assert bytes(scene.sheet.data) == scene.bucket.body


async def test_a_wrong_part_is_not_taken_for_the_log(scene: Scene) -> None:
    scene.bucket.shift = 500
    scene.bucket.body = b"0" * 2_000
    assert await scene.follower.tick() == 1.0
    assert scene.follower.standing.problem is not None
    assert scene.sheet.size == 0


async def test_a_rewritten_log_is_read_anew_even_where_it_is_as_long(scene: Scene) -> None:
    scene.bucket.body = b"secret=abc\nend\n"
    await scene.follower.tick()
    scene.bucket.body = b"secret=***\nend\n"
    await scene.follower.tick()
    assert bytes(scene.sheet.data) == b"secret=***\nend\n"
    assert scene.sheet.cleared == 1


@pytest.mark.parametrize("tags", ["md5", "opaque", ""])
async def test_a_rewritten_end_is_noticed_whatever_etags_are(scene: Scene, tags: str) -> None:
    scene.bucket.tags = tags
    scene.bucket.body = b"one\n" * 90 + b"# Uploading ...\n"
    await scene.follower.tick()
    scene.bucket.body = b"one\n" * 90 + b"# Build failed!\n# Done\n"
    await scene.follower.tick()
    assert bytes(scene.sheet.data) == scene.bucket.body
    assert scene.sheet.cleared == 1


async def test_a_log_that_changed_while_it_was_read_in_two_goes_is_doubted(scene: Scene) -> None:
    scene.bucket.body = b"0123456789" * 10_000
    scene.bucket.faults.append(("cut", 60_000))
    await scene.follower.tick()
    assert scene.sheet.size > log_copy.LONGEST_OVERLAP
    scene.bucket.body = b"x" + scene.bucket.body[1:]
    await scene.follower.tick()
    assert bytes(scene.sheet.data) == scene.bucket.body


async def test_a_shorter_log_is_read_anew_and_stays_until_that_can_be_read(scene: Scene) -> None:
    scene.bucket.body = b"one\ntwo\n"
    await scene.follower.tick()
    scene.bucket.body = b"one\n"
    scene.bucket.faults.extend([416, 500])
    await scene.follower.tick()
    assert bytes(scene.sheet.data) == b"one\ntwo\n"
    assert scene.follower.standing.problem is not None
    await scene.follower.tick()
    assert bytes(scene.sheet.data) == b"one\n"
    assert scene.follower.standing.problem is None


async def test_a_cut_connection_is_gone_on_from_where_it_broke(scene: Scene) -> None:
    scene.bucket.body = b"0123456789" * 10_000
    scene.bucket.faults.extend([("cut", 60_000)])
    wait = await scene.follower.tick()
    assert wait is not None
    assert wait < PACE
    known = scene.sheet.size
    assert 0 < known <= 60_000
    await scene.follower.tick()
    assert bytes(scene.sheet.data) == scene.bucket.body
    assert scene.bucket.asked[1]["Range"].startswith(f"bytes={known - 256}")


async def test_a_log_without_end_is_given_up_somewhere(scene: Scene, objects: HttpObjects) -> None:
    copy = log_copy.LogCopy(objects, scene.sheet, most=10_000)
    scene.bucket.body = b"x" * 20_000
    with pytest.raises(log_copy.LogTooLargeError, match="more than"):
        await copy.fetch(scene.bucket.url())
    assert scene.sheet.size <= 10_000


async def test_a_server_that_sends_less_than_it_says_is_asked_on(scene: Scene) -> None:
    scene.bucket.body = b"0123456789" * 100
    scene.bucket.part = 300
    await scene.follower.tick()
    assert bytes(scene.sheet.data) == scene.bucket.body


@pytest.mark.parametrize("tags", ["md5", "opaque", "weak", ""])
async def test_a_packed_log_is_followed_without_beginning_anew(scene: Scene, tags: str) -> None:
    scene.bucket.tags, scene.bucket.is_packed = tags, True
    for n in range(1, 6):
        scene.bucket.body = b"line\n" * n
        assert await scene.follower.tick() == PACE
        await scene.follower.tick()
    assert bytes(scene.sheet.data) == b"line\n" * 5
    assert scene.sheet.cleared == 0
    assert len(scene.bucket.asked) == 10
    scene.bucket.body = b"line\n"
    await scene.follower.tick()
    assert bytes(scene.sheet.data) == b"line\n"
