"""A copy of a log that grows, kept true by reading as little as possible again."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final, Protocol

from amplify_tui.model.logs.index import MOST_LINES
from amplify_tui.services.errors import (
    ApiError,
    BadAnswerError,
    PastEndError,
    UnchangedError,
)

if TYPE_CHECKING:
    from amplify_tui.model.logs.index import LogIndex
    from amplify_tui.model.steps import PresignedUrl
    from amplify_tui.services.ports import ObjectReader, StoredBody

MOST_BYTES: Final = 1 << 30
"""Where a log that never ends is given up."""
FREE_OVERLAP: Final = 256
"""Bytes that may be read twice however short the log is."""
OVERLAP_SHARE: Final = 0.03
"""Share of the log that may be read twice beyond that."""
LONGEST_OVERLAP: Final = 256
_DOUBTS: Final = 3
_MD5: Final = re.compile(r'"([0-9a-f]{32})"')


class Paper(Protocol):
    """Where the copy is written."""

    @property
    def size(self) -> int:
        """Bytes written so far."""
        ...

    def read(self, first: int, last: int) -> bytes:
        """Return the bytes from ``first`` up to, not including, ``last``."""
        ...

    async def append(self, chunk: bytes) -> None:
        """Write on."""
        ...

    async def clear(self) -> None:
        """Begin anew: the log was rewritten."""
        ...


class _RewrittenError(Exception):
    """What was copied is no longer the beginning of the log."""


class LogCopy:
    """Copies one log to paper, and begins anew where the log was rewritten.

    S3 knows no appending: a log that grows is written anew each time under a new
    ETag, which therefore says that something changed but not what. Where ETags
    are the MD5 of the bytes, as S3's usually are, they prove the whole copy;
    else a few bytes before the end are read again and compared.

    Attributes:
        total: Size of the log at the last look, bytes; None where the server did not say.
        comes_whole: Whether the server sends it from its beginning every time.

    Args:
        objects: Reads the log.
        paper: Where the copy is written.
        most: Bytes after which it is given up.
    """

    def __init__(self, objects: ObjectReader, paper: Paper, most: int = MOST_BYTES) -> None:
        self.total: int | None = None
        self.comes_whole = False
        self._objects = objects
        self._paper = paper
        self._most = most
        self._tag = ""
        self._is_complete = False
        self._is_void = False
        self._is_one_version = True
        self._spent = 0
        self._doubts = 0
        self._digest = hashlib.md5(usedforsecurity=False)
        self._tags_are_digests: bool | None = None

    async def fetch(self, url: PresignedUrl) -> None:
        """Read everything that is new; what came before an error stays.

        Raises:
            ApiError: It could not be read to its present end, or the paper is full.
        """
        restarts = 0
        while True:
            before = self._paper.size
            try:
                await self._read_on(url)
            except _RewrittenError:
                restarts += 1
                if restarts > _DOUBTS:
                    raise BadAnswerError("Unsteady", "The log is another at every look.") from None
                self._is_void, self._tag = True, ""
                continue
            if self._is_complete:
                return
            if self._paper.size <= before and not restarts:
                raise BadAnswerError("CutShort", "Less of the log came than the store says there is.")
            restarts = 0

    async def _read_on(self, url: PresignedUrl) -> None:
        known = 0 if self._is_void else self._paper.size
        first = 0 if self.comes_whole else max(known - self._overlap(known), 0)
        unless = self._tag if self._is_complete else ""
        try:
            async with self._objects.open(url, first=first, unless=unless) as body:
                await self._take(body, first)
        except UnchangedError:
            return
        except PastEndError:
            # The last known byte was asked for, so the log has become shorter.
            raise _RewrittenError from None

    def _overlap(self, known: int) -> int:
        """Return how many known bytes are read again to see whether they still are the same."""
        if self._tags_are_digests:
            return 1
        allowed = FREE_OVERLAP + int(known * OVERLAP_SHARE) - self._spent
        return max(1, min(LONGEST_OVERLAP, allowed))

    async def _take(self, body: StoredBody, asked: int) -> None:
        if self._is_void:
            await self._paper.clear()
            self._digest = hashlib.md5(usedforsecurity=False)
            self._is_void = False
        known = self._paper.size
        if body.first > known:
            raise BadAnswerError("WrongPart", "Another part of the log came than was asked for.")
        self.total, self._is_complete = body.total, False
        self.comes_whole = body.is_encoded or body.first < asked
        if not self.comes_whole:
            self._spent += known - body.first
        self._is_one_version = not known or (self._is_one_version and body.tag == self._tag)
        self._tag = body.tag
        await self._copy(body, known)
        self._is_complete = body.total is None or self._paper.size >= body.total
        if self._is_complete:
            self._prove()

    async def _copy(self, body: StoredBody, known: int) -> None:
        position = body.first
        async for chunk in body.chunks():
            seen = min(len(chunk), max(known - position, 0))
            if seen and chunk[:seen] != self._paper.read(position, position + seen):
                raise _RewrittenError
            position += len(chunk)
            if seen < len(chunk):
                fresh = chunk[seen:] if seen else chunk
                if self._paper.size + len(fresh) > self._most:
                    raise LogTooLargeError(f"{MOST_BYTES >> 30} GB")
                self._digest.update(fresh)
                await self._paper.append(fresh)
        if position < known:
            raise _RewrittenError

    def _prove(self) -> None:
        """Compare the copy with the ETag, once it is as long as the log."""
        match = _MD5.fullmatch(self._tag)
        if match is None:
            self._tags_are_digests = False
        elif match[1] == self._digest.hexdigest():
            self._tags_are_digests = True
        elif self._tags_are_digests:
            self._tags_are_digests = None
            raise _RewrittenError
        elif self._is_one_version:
            self._tags_are_digests = False
        elif self._tags_are_digests is None and self._doubts < _DOUBTS:
            self._doubts += 1
            raise _RewrittenError


class LogTooLargeError(ApiError):
    """The log is larger than anybody reads.

    Args:
        size: What it has more of, such as ``1 GB``.
    """

    def __init__(self, size: str) -> None:
        super().__init__("TooLarge", f"The log has more than {size}; its beginning is shown.")


def check_lines(index: LogIndex, most: int = MOST_LINES) -> None:
    """Refuse to go on with a log of too many lines.

    Args:
        index: Its lines so far.
        most: How many are not too many.

    Raises:
        LogTooLargeError: There are too many.
    """
    if index.line_count > most:
        raise LogTooLargeError(f"{MOST_LINES // 1_000_000} million lines")
