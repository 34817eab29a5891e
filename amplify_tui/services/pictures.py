"""Reads the pictures that jobs left behind, and trusts none of them."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import struct
import tempfile
import zlib
from collections import OrderedDict
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from amplify_tui.model.downloads import size_text
from amplify_tui.model.file_names import safe_name
from amplify_tui.model.job_files import find_url
from amplify_tui.model.pictures import PictureFile, Pixels, is_page, kind_of
from amplify_tui.services.errors import ApiError, BadAnswerError, ExpiredUrlError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Hashable

    from PIL.Image import Image

    from amplify_tui.model.job_files import JobFile
    from amplify_tui.model.steps import PresignedUrl
    from amplify_tui.services.ports import Clock, Connector, ObjectReader

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_PIXELS: Final = 32_000_000
"""A whole page of 1,440 by 20,000 pixels; unpacked it takes four bytes for each."""
KEPT_BYTES: Final = 32 * 1024 * 1024
_HEAD: Final = 64
_PAPER: Final = (255, 255, 255)
_LOG: Final = logging.getLogger(__name__)

# What Pillow raises for files that were made to break it; it promises none of these.
_BROKEN: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


class PictureReader:
    """Fetches, checks and decodes pictures; implements ``services.ports.Pictures``.

    Pillow is imported when the first picture has come, and works in a thread.

    Args:
        objects: The road to where pictures are stored.
        connector: Signs addresses anew.
        clock: Tells which addresses have expired.
        kept_bytes: How much is kept at most, though always the last one.
    """

    def __init__(
        self, objects: ObjectReader, connector: Connector, clock: Clock, *, kept_bytes: int = KEPT_BYTES
    ) -> None:
        self._kept_bytes = kept_bytes
        self._objects = objects
        self._connector = connector
        self._clock = clock
        self._kept: OrderedDict[Hashable, PictureFile] = OrderedDict()
        self._fresh: dict[Hashable, PresignedUrl] = {}
        self._folder: Path | None = None

    async def fetch(self, file: JobFile) -> PictureFile:
        """Read a picture, and check by its first bytes that it is one; see ``ports.Pictures``."""
        if file.key in self._kept:
            self._kept.move_to_end(file.key)
            return self._kept[file.key]
        url = self._fresh.get(file.key, file.url)
        if url is None or self._has_expired(url):
            url = await self._ask_address(file)
        try:
            data = await self._read(url)
        except ExpiredUrlError:
            data = await self._read(await self._ask_address(file))
        picture = await asyncio.to_thread(read_picture, data)
        self._kept[file.key] = picture
        while len(self._kept) > 1 and sum(each.size for each in self._kept.values()) > self._kept_bytes:
            self._kept.popitem(last=False)
        return picture

    async def scale(self, picture: PictureFile, width: int, height: int) -> Pixels:
        """Decode a picture in exactly this size; see ``ports.Pictures``."""
        return await asyncio.to_thread(scale_picture, picture, width, height)

    async def keep(self, file: JobFile, picture: PictureFile) -> str:
        """Write a picture where only its owner reads it; see ``ports.Pictures``."""
        return await asyncio.to_thread(self._write, file, picture)

    async def find_address(self, file: JobFile) -> str:
        """Ask for an address that works now; see ``ports.Pictures``."""
        return (await self._ask_address(file)).reveal()

    def forget(self) -> None:
        """Read every picture anew from now on."""
        self._kept.clear()
        self._fresh.clear()

    async def close(self) -> None:
        """Remove what was written for a viewer."""
        folder, self._folder = self._folder, None
        if folder is not None:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    def _has_expired(self, url: PresignedUrl) -> bool:
        return url.expires_at is not None and url.expires_at <= self._clock.now()

    async def _ask_address(self, file: JobFile) -> PresignedUrl:
        """Ask GetJob, which signs every address anew."""
        gateway = await self._connector.connect(file.job.branch.app.target)
        url = find_url(file, await gateway.get_job(file.job))
        if url is None:
            raise NotFoundError("NoScreenshot", "Amplify names this screenshot no longer.")
        self._fresh[file.key] = url
        return url

    async def _read(self, url: PresignedUrl) -> bytes:
        """Read a file that begins like a picture and is not too large."""
        data = bytearray()
        is_known = False
        async with self._objects.open(url) as body:
            _check_size(body.total or 0)
            async for chunk in body.chunks():
                data += chunk
                _check_size(len(data))
                if not is_known and len(data) >= _HEAD:
                    _check_kind(bytes(data[:_HEAD]))
                    is_known = True
        _check_kind(bytes(data[:_HEAD]))
        return bytes(data)

    def _write(self, file: JobFile, picture: PictureFile) -> str:
        if self._folder is None or not self._folder.is_dir():
            # mkdtemp makes the folder for its owner alone, and mkstemp the file.
            self._folder = Path(tempfile.mkdtemp(prefix="amplify-tui-"))
        name = safe_name(file.save_name or file.name)
        stem = name.removesuffix(picture.ending)[:60].rstrip(" .") or "screenshot"
        handle, path = tempfile.mkstemp(prefix=f"{stem}-", suffix=picture.ending, dir=self._folder)
        with os.fdopen(handle, "wb") as target:
            target.write(picture.data)
        return path


def _check_size(size: int) -> None:
    if size > MOST_BYTES:
        raise BadAnswerError(
            "TooLarge",
            f"The file is larger than {size_text(MOST_BYTES)}: it is not shown.",
            "d saves it as it is.",
        )


def _check_kind(head: bytes) -> None:
    if not head:
        raise BadAnswerError("Empty", "The file is empty: zero bytes.")
    if not kind_of(head):
        what = "a web page or an error" if is_page(head) else "something else"
        raise BadAnswerError(
            "NoPicture", f"This is no picture but {what}: PNG, JPEG, WebP and GIF are shown."
        )


def read_picture(data: bytes) -> PictureFile:
    """Read a picture's head, and nothing behind it.

    Args:
        data: The whole file.

    Raises:
        BadAnswerError: It is no picture, or would unpack to too many pixels.
    """
    kind = kind_of(data[:_HEAD])
    try:
        with _open(data, kind) as image:
            width, height = image.size
    except _BROKEN as error:
        raise _broken(kind, error) from None
    if width < 1 or height < 1:
        raise BadAnswerError("NoPixels", "The picture has no pixels.")
    if width * height > MOST_PIXELS:
        raise BadAnswerError(
            "TooManyPixels",
            f"The picture claims {width:,} \u00d7 {height:,} pixels, more than are unpacked here.",
            "d saves it as it is.",
        )
    return PictureFile(kind, width, height, data)


def scale_picture(picture: PictureFile, width: int, height: int) -> Pixels:
    """Decode a picture in exactly this size; of one that moves its first frame.

    Args:
        picture: As ``read_picture`` checked it.
        width: Pixels there shall be.
        height: The same from top to bottom.

    Raises:
        BadAnswerError: It is broken.
    """
    from PIL.Image import Resampling, new

    try:
        with _open(picture.data, picture.kind) as image:
            if image.size != (picture.width, picture.height):
                raise ValueError("another size than before")
            # Only JPEG heeds this: it is then unpacked no larger than is needed.
            image.draft("RGB", (width, height))
            image.load()
            shown: Image = image
            if image.mode in {"P", "PA", "LA", "RGBA", "La", "RGBa"} or "transparency" in image.info:
                above = image.convert("RGBA")
                shown = new("RGB", above.size, _PAPER)
                shown.paste(above, mask=above.getchannel("A"))
            scaled = shown.convert("RGB").resize((width, height), Resampling.LANCZOS, reducing_gap=2.0)
    except _BROKEN as error:
        raise _broken(picture.kind, error) from None
    return Pixels(width, height, scaled.tobytes())


def _open(data: bytes, kind: str) -> Image:
    """Open a picture as the kind that its first bytes say, and as no other that Pillow knows."""
    from PIL import Image

    # Pillow warns of some sizes on the way to those it refuses; ours are refused before anything is unpacked.
    Image.MAX_IMAGE_PIXELS = None
    return Image.open(BytesIO(data), formats=[kind.upper()])


def _broken(kind: str, error: Exception) -> ApiError:
    _LOG.info("a %s file cannot be decoded: %s", kind, type(error).__name__)
    return BadAnswerError("BrokenPicture", f"The {kind} file is broken or cut off.", "ctrl+r reads it again.")
