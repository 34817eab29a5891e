"""Brings one file from its store to the disk, however often the connection breaks."""

from __future__ import annotations

import asyncio
from collections import deque
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from amplify_tui.model.downloads import Download, DownloadPhase, size_text
from amplify_tui.model.job_files import find_url
from amplify_tui.model.text import clean_line
from amplify_tui.services.errors import (
    ApiError,
    BadAnswerError,
    ExpiredUrlError,
    NotFoundError,
    PastEndError,
    ThrottledError,
    UnreachableError,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from amplify_tui.model.job_files import JobFile
    from amplify_tui.model.steps import PresignedUrl
    from amplify_tui.services.part_file import PartFile
    from amplify_tui.services.ports import Clock, Connector, ObjectReader, StoredBody

PAUSES: Final = (1.0, 2.0, 4.0, 8.0)
"""Seconds before each further try; a try that brought new bytes begins the row anew."""
_FRESH_TRIES: Final = 2
_SOON: Final = timedelta(seconds=30)
_BLOCK: Final = 1_000_000
_TELL_EVERY: Final = 0.25
_RATE_OVER: Final = 5.0
_LEAST_SPAN: Final = 0.5
_PASSING: Final = (UnreachableError, ThrottledError, ExpiredUrlError)


class Transfer:
    """One file on its way.

    Args:
        file: What to bring.
        part: Where to.
        connector: Signs addresses.
        objects: Reads what they serve.
        clock: The only source of time.
        tell: Called with every change worth showing.
        most_untold: Bytes after which an answer that never told its size is taken for one without end.
    """

    def __init__(
        self,
        file: JobFile,
        part: PartFile,
        connector: Connector,
        objects: ObjectReader,
        clock: Clock,
        *,
        tell: Callable[[Download], None],
        most_untold: int,
    ) -> None:
        self._file = file
        self._part = part
        self._connector = connector
        self._objects = objects
        self._clock = clock
        self._tell = tell
        self._most_untold = most_untold
        self._tag = ""
        self._total: int | None = None
        self._received = 0
        self._told_at: float | None = None
        self._samples: deque[tuple[float, int]] = deque()

    async def run(self) -> Download:
        """Bring the file to the disk under a name of its own.

        Returns:
            What became of it: it is done.

        Raises:
            ApiError: It could not be brought; nothing is left on the disk.
        """
        self._tell(Download(self._file, DownloadPhase.LOADING))
        try:
            await asyncio.to_thread(self._part.open)
            await self._bring()
            path = await asyncio.to_thread(self._part.finish)
        finally:
            await asyncio.shield(asyncio.to_thread(self._part.discard))
        size = self._received
        return Download(self._file, DownloadPhase.DONE, size, size, path=path)

    async def _bring(self) -> None:
        """Read until all is there."""
        url = self._known_url()
        furthest = failures = refusals = 0
        while True:
            try:
                url = url or await self._sign()
                await self._read(url)
            except _PASSING as error:
                is_further, furthest = self._received > furthest, max(self._received, furthest)
                failures = 1 if is_further else failures + 1
                is_refused = isinstance(error, ExpiredUrlError)
                refusals = refusals + 1 if is_refused and not is_further else int(is_refused)
                url = None if is_refused else url
                if refusals > _FRESH_TRIES:
                    raise _refused(self._file) from None
                if failures > len(PAUSES):
                    raise
                if not is_refused:
                    await self._pause(PAUSES[failures - 1], error)
            else:
                return

    def _known_url(self) -> PresignedUrl | None:
        """Return the address that came with the file, if it works for long enough."""
        url = self._file.url
        left = None if url is None else url.time_left(self._clock.now())
        return None if left is not None and left < _SOON else url

    async def _sign(self) -> PresignedUrl:
        gateway = await self._connector.connect(self._file.job.target)
        if self._file.artifact_id is not None:
            return await gateway.get_artifact_url(self._file.job.target, self._file.artifact_id)
        url = find_url(self._file, await gateway.get_job(self._file.job))
        if url is None:
            raise NotFoundError("NotThere", f"Amplify names no {_shown(self._file)} any more.")
        return url

    async def _pause(self, seconds: float, error: ApiError) -> None:
        self._samples.clear()
        self._tell(
            Download(self._file, DownloadPhase.PAUSING, self._received, self._total, problem=error.problem)
        )
        await self._clock.sleep(seconds)

    async def _read(self, url: PresignedUrl) -> None:
        """Read what is missing.

        Raises:
            UnreachableError: The connection broke before all had come.
            ExpiredUrlError: The address works no longer.
            ApiError: There is no use in trying again.
        """
        if not self._received or not self._tag or self._tag.startswith("W/"):
            await self._start_over()
        try:
            async with self._objects.open(url, first=self._received, tag=self._tag) as body:
                await self._accept(body)
                await self._write(body)
        except PastEndError as error:
            if error.total != self._received:
                await self._start_over()
                raise UnreachableError("Changed", f"{_shown(self._file)} became shorter meanwhile.") from None
        if self._total is not None and self._received < self._total:
            raise UnreachableError(
                "Short",
                f"Only {size_text(self._received)} of {size_text(self._total)} of {_shown(self._file)} came.",
            )

    async def _accept(self, body: StoredBody) -> None:
        """See to it that what comes continues what is there."""
        is_same = (body.tag, body.total) == (self._tag, self._total) and body.first == self._received
        if self._received and not is_same:
            await self._start_over()
        if body.first != self._received:
            raise UnreachableError("WrongPart", "Another part of the file came than was asked for.")
        self._tag, self._total = body.tag, body.total
        await asyncio.to_thread(self._part.make_room, self._total)
        self._tell_progress(is_due=True)

    async def _start_over(self) -> None:
        self._tag, self._total = "", None
        if self._received:
            self._received = 0
            self._samples.clear()
            await asyncio.to_thread(self._part.start_over)

    async def _write(self, body: StoredBody) -> None:
        block = bytearray()
        try:
            async for chunk in body.chunks():
                block += chunk
                self._received += len(chunk)
                self._check_size()
                self._tell_progress()
                if len(block) >= _BLOCK:
                    data, block = bytes(block), bytearray()
                    await asyncio.to_thread(self._part.write, data)
        except UnreachableError:
            await asyncio.to_thread(self._part.write, bytes(block))
            raise
        await asyncio.to_thread(self._part.write, bytes(block))

    def _check_size(self) -> None:
        if self._received > (self._most_untold if self._total is None else self._total):
            raise BadAnswerError("TooMuch", f"More came of {_shown(self._file)} than there should be.")

    def _tell_progress(self, *, is_due: bool = False) -> None:
        now = self._clock.monotonic()
        if not is_due and self._told_at is not None and now - self._told_at < _TELL_EVERY:
            return
        self._told_at = now
        self._samples.append((now, self._received))
        while now - self._samples[0][0] > _RATE_OVER:
            self._samples.popleft()
        began, before = self._samples[0]
        rate = (self._received - before) / (now - began) if now - began >= _LEAST_SPAN else 0.0
        self._tell(Download(self._file, DownloadPhase.LOADING, self._received, self._total, rate))


def _shown(file: JobFile) -> str:
    return clean_line(file.save_name or file.name, 120)


def _refused(file: JobFile) -> NotFoundError:
    """Say what a store means that refuses an address just signed: it does so for what is not there."""
    return NotFoundError("AccessDenied", f"The store has no {_shown(file)}, or does not give it out (403).")
