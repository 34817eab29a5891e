"""What tests of the object reader ask with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.model.steps import PresignedUrl
from tests.services.bucket import SECRET

if TYPE_CHECKING:
    from amplify_tui.services.object_reader import HttpObjects
    from tests.services.faulty_server import FaultyServer


BODY = b"".join(b"line %06d\n" % n for n in range(2_000))


PATH = "/a%2Fb/%7Ex/BUILD/log.txt"


async def read(objects: HttpObjects, url: PresignedUrl, **more: object) -> bytes:
    async with objects.open(url, **more) as body:  # type: ignore[arg-type]
        return b"".join([chunk async for chunk in body.chunks()])


async def gather(objects: HttpObjects, url: PresignedUrl, found: bytearray) -> None:
    async with objects.open(url) as body:
        async for chunk in body.chunks():
            found += chunk


def address(faulty: FaultyServer, path: str = PATH) -> PresignedUrl:
    return PresignedUrl(faulty.url + path, SECRET)
