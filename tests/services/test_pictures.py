"""Pictures from outside: good, wrong, broken, huge, gone and slow."""

from __future__ import annotations

import asyncio
import stat
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from amplify_tui.model.job_files import SCREENSHOT, JobFile
from amplify_tui.model.keys import JobKey
from amplify_tui.model.steps import PresignedUrl
from amplify_tui.services import pictures
from amplify_tui.services.connector import AwsConnector
from amplify_tui.services.errors import ApiError, BadAnswerError, NotFoundError, UnreachableError
from amplify_tui.services.object_reader import HttpObjects, Silence
from amplify_tui.services.pictures import PictureReader, read_picture
from tests.drawings import RED, bomb, drawn
from tests.services.conftest import BRANCH
from tests.services.conftest import settings as client_settings
from tests.services.faulty_server import Reply, fail, page_of_html, tell

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from amplify_tui.services.calls import CallJournal
    from tests.clock import ManualClock
    from tests.services.faulty_server import FaultyServer

JOB = JobKey(BRANCH, 28)
PNG = {"Content-Type": "image/png"}
ARN = "arn:aws:amplify:eu-west-1:1:apps/d1/branches/x/jobs/28"


@asynccontextmanager
async def open_reader(
    faulty: FaultyServer, clock: ManualClock, journal: CallJournal, **limits: int
) -> AsyncIterator[PictureReader]:
    connector = AwsConnector(client_settings(faulty.url), journal, clock, is_isolated=True)
    objects = HttpObjects(is_isolated=True, silence=Silence(connect=1.0, read=0.3))
    reader = PictureReader(objects, connector, clock, **limits)
    yield reader
    await reader.close()
    await objects.close()
    await connector.close()


@pytest.fixture
async def reader(
    faulty: FaultyServer, journal: CallJournal, clock: ManualClock
) -> AsyncIterator[PictureReader]:
    async with open_reader(faulty, clock, journal) as reader:
        yield reader


@pytest.fixture
def shot(faulty: FaultyServer, clock: ManualClock) -> JobFile:
    return shot_at(faulty.url, clock)


def shot_at(url: str, clock: ManualClock, name: str = "iPhone X", left: int = 3600) -> JobFile:
    expires_at = clock.now() + timedelta(seconds=left)
    address = PresignedUrl(
        f"{url}/SCREENSHOTS/{name.replace(' ', '')}.png", "X-Amz-Signature=old", expires_at
    )
    return JobFile(JOB, SCREENSHOT, name, "VERIFY", url=address)


def signed_job(url: str, name: str = "iPhone X") -> Reply:
    """Answer GetJob with a fresh address."""
    shots = {name: f"{url}/SCREENSHOTS/{name.replace(' ', '')}.png?X-Amz-Signature=new"}
    step = {"stepName": "VERIFY", "startTime": 1.0, "status": "SUCCEED", "endTime": 2.0, "screenshots": shots}
    summary = {
        "jobArn": ARN, "jobId": "28", "commitId": "HEAD", "commitMessage": "m", "commitTime": 1.0,
        "startTime": 1.0, "status": "SUCCEED", "jobType": "RELEASE",
    }  # fmt: skip
    return tell(job={"summary": summary, "steps": [step]})


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WebP", "GIF"])
async def test_a_picture_is_known_by_its_bytes_whatever_the_server_calls_it(
    reader: PictureReader, faulty: FaultyServer, shot: JobFile, kind: str
) -> None:
    faulty.give(Reply(drawn(kind), headers={"Content-Type": "application/octet-stream"}))

    picture = await reader.fetch(shot)

    assert (picture.kind, picture.width, picture.height) == (kind, 40, 30)
    pixels = await reader.scale(picture, 8, 6)
    assert (pixels.width, pixels.height, len(pixels.rgb)) == (8, 6, 144)
    assert all(abs(got - wanted) < 12 for got, wanted in zip(pixels.rgb[:3], RED, strict=True))
    assert faulty.received[0].authorization == ""


async def test_a_picture_is_fetched_once_until_it_is_forgotten(
    reader: PictureReader, faulty: FaultyServer, shot: JobFile
) -> None:
    faulty.give(Reply(drawn("PNG"), headers=PNG))
    assert await reader.fetch(shot) is await reader.fetch(shot)
    assert len(faulty.received) == 1
    reader.forget()
    await reader.fetch(shot)
    assert len(faulty.received) == 2


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (page_of_html(), "web page"),
        (Reply(b"<!DOCTYPE html><title>Sign in</title>" * 9, headers=PNG), "a web page or an error"),
        (Reply(b'<?xml version="1.0"?><Error><Code>X</Code></Error>', headers=PNG), "a web page or an error"),
        (Reply(b"", headers=PNG), "zero bytes"),
        (
            Reply(b"plain words that are no picture at all, and go on for a while" * 9, headers=PNG),
            "no picture",
        ),
        (Reply(drawn("BMP"), headers={"Content-Type": "image/bmp"}), "no picture"),
        (Reply(b"\x89PNG\r\n\x1a\n", headers=PNG), "broken or cut off"),
        (Reply(bomb(), headers=PNG), "50,000 \u00d7 50,000 pixels"),
        (Reply(bomb(2**31 - 1, 2**31 - 1), headers=PNG), "pixels"),
        (Reply(bomb(0, 7), headers=PNG), "broken or cut off|no pixels"),
    ],
)
async def test_what_is_no_picture_is_told_as_what_it_is(
    reader: PictureReader, faulty: FaultyServer, shot: JobFile, reply: Reply, words: str
) -> None:
    faulty.give(reply)
    with pytest.raises(BadAnswerError, match=words):
        await reader.fetch(shot)


async def test_a_bomb_is_refused_before_it_is_unpacked(
    reader: PictureReader, faulty: FaultyServer, shot: JobFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[object] = []
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", loaded.append)
    faulty.give(Reply(bomb(), headers=PNG))
    with pytest.raises(BadAnswerError, match="pixels"):
        await reader.fetch(shot)
    assert loaded == []


async def test_a_file_that_claims_to_be_too_large_is_not_read(
    reader: PictureReader, faulty: FaultyServer, shot: JobFile
) -> None:
    faulty.give(Reply(b"\x89PNG\r\n\x1a\n" + bytes(pictures.MOST_BYTES), headers=PNG, sent=100))
    with pytest.raises(BadAnswerError, match=r"larger than 21\.0 MB"):
        await reader.fetch(shot)


async def test_a_file_without_a_length_is_read_no_further_than_the_limit(
    reader: PictureReader, faulty: FaultyServer, shot: JobFile
) -> None:
    from gzip import compress

    packed = compress(drawn("PNG") + bytes(3 * pictures.MOST_BYTES), compresslevel=1)
    faulty.give(Reply(packed, headers={**PNG, "Content-Encoding": "gzip"}))
    with pytest.raises(BadAnswerError, match="larger than"):
        await reader.fetch(shot)


async def test_a_cut_connection_and_a_silent_one_are_told(
    reader: PictureReader, faulty: FaultyServer, shot: JobFile
) -> None:
    for reply in (Reply(drawn("PNG", (500, 500)), headers=PNG, sent=90), Reply(is_late=True)):
        faulty.give(reply)
        with pytest.raises(UnreachableError):
            await reader.fetch(shot)


async def test_a_picture_that_breaks_off_in_the_middle_is_broken(
    reader: PictureReader, faulty: FaultyServer, shot: JobFile
) -> None:
    noise = BytesIO()
    Image.effect_noise((300, 300), 90).save(noise, "PNG")
    faulty.give(Reply(noise.getvalue()[:30_000], headers=PNG))
    picture = await reader.fetch(shot)
    with pytest.raises(BadAnswerError, match="broken or cut off"):
        await reader.scale(picture, 30, 30)


async def test_an_address_that_works_no_longer_is_signed_anew(
    reader: PictureReader, faulty: FaultyServer, shot: JobFile
) -> None:
    denied = Reply(b"<Error><Code>AccessDenied</Code></Error>", 403, {"Content-Type": "application/xml"})
    faulty.give(denied, signed_job(faulty.url), Reply(drawn("PNG"), headers=PNG))

    assert (await reader.fetch(shot)).kind == "PNG"

    assert [each.query.get("X-Amz-Signature") for each in faulty.received] == ["old", None, "new"]
    reader.forget()


async def test_an_address_past_its_time_is_not_even_tried(
    reader: PictureReader, faulty: FaultyServer, clock: ManualClock
) -> None:
    faulty.give(signed_job(faulty.url), Reply(drawn("PNG"), headers=PNG))
    await reader.fetch(shot_at(faulty.url, clock, left=0))
    assert [each.query.get("X-Amz-Signature") for each in faulty.received] == [None, "new"]


async def test_a_picture_that_is_named_no_longer_and_one_that_is_gone(
    reader: PictureReader, faulty: FaultyServer, clock: ManualClock, shot: JobFile
) -> None:
    faulty.give(signed_job(faulty.url, "Desktop"))
    with pytest.raises(NotFoundError, match="no longer"):
        await reader.fetch(shot_at(faulty.url, clock, left=0))
    faulty.give(Reply(b"<Error><Code>NoSuchKey</Code></Error>", 404, {"Content-Type": "application/xml"}))
    with pytest.raises(NotFoundError):
        await reader.fetch(shot)
    faulty.give(fail("AccessDeniedException", status=403))
    with pytest.raises(ApiError):
        await reader.find_address(shot)


async def test_a_fresh_address_holds_its_query(
    reader: PictureReader, faulty: FaultyServer, shot: JobFile
) -> None:
    faulty.give(signed_job(faulty.url))
    assert (await reader.find_address(shot)).endswith(".png?X-Amz-Signature=new")


async def test_no_more_than_a_few_pictures_are_kept(
    faulty: FaultyServer, clock: ManualClock, journal: CallJournal
) -> None:
    noise = BytesIO()
    Image.effect_noise((100, 100), 90).save(noise, "PNG")
    faulty.give(Reply(noise.getvalue(), headers=PNG))
    shots = [shot_at(faulty.url, clock, name) for name in "abc"]
    async with open_reader(faulty, clock, journal, kept_bytes=2 * len(noise.getvalue())) as reader:
        for each in shots:
            await reader.fetch(each)
        await reader.fetch(shots[2])
        await reader.fetch(shots[1])
        assert len(faulty.received) == 3
        await reader.fetch(shots[0])
        assert len(faulty.received) == 4
        # Of the second and the third, the one that was looked at last has stayed.
        await reader.fetch(shots[1])
        assert len(faulty.received) == 4


def modes_of(path: Path) -> tuple[int, int]:
    return stat.S_IMODE(path.stat().st_mode), stat.S_IMODE(path.parent.stat().st_mode)


def content_of(path: Path) -> bytes:
    return path.read_bytes()


def is_there(path: Path) -> bool:
    return path.exists()


async def test_only_its_owner_can_read_what_is_written_for_a_viewer(
    reader: PictureReader, faulty: FaultyServer, shot: JobFile
) -> None:
    faulty.give(Reply(drawn("JPEG"), headers=PNG))
    evil = replace(shot, name="../../\x1b[31m\u202ex/etc passwd")
    picture = await reader.fetch(shot)
    first, second = Path(await reader.keep(evil, picture)), Path(await reader.keep(evil, picture))
    assert first != second
    assert first.suffix == ".jpg"
    assert modes_of(first) == (0o600, 0o700)
    assert content_of(first) == picture.data
    assert first.parent == second.parent
    assert not set(first.name) & set("/\x1b\u202e")

    await reader.close()

    assert not is_there(first.parent)
    await reader.close()


async def test_the_event_loop_goes_on_while_a_picture_is_decoded(reader: PictureReader) -> None:
    picture = read_picture(drawn("PNG", (3_000, 3_000)))
    turns = 0
    task = asyncio.ensure_future(reader.scale(picture, 300, 300))
    while not task.done():
        turns += 1
        await asyncio.sleep(0)
    assert turns > 10
