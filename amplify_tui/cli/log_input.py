"""Reads a log from a file or a stream: plain, gzipped or as Windows writes text, in bounded memory."""

from __future__ import annotations

import codecs
import zlib
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from amplify_tui.cli.exits import UsageError
from amplify_tui.model.logs.index import MOST_LINES, LogIndex
from amplify_tui.model.logs.parsed import ParsedLog
from amplify_tui.model.text import clean_line
from amplify_tui.services.log_text import LogText

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

BLOCK: Final = 262_144
MOST: Final = 1_073_741_824
"""Bytes of a log that are read; what is longer once unpacked is no build log."""
_GZIP: Final = b"\x1f\x8b"
_WIDE: Final = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_LOOK: Final = 8_192
_PIECE: Final = 512


@dataclass(slots=True)
class Reading:
    """A log that was read.

    Attributes:
        log: Its lines.
        notes: What the user should know about the reading, one line each.
    """

    log: ParsedLog
    notes: list[str]


def read_file(path: Path) -> Reading:
    """Read a log from a file.

    Raises:
        UsageError: It cannot be read, or is no text.
    """
    name = clean_line(str(path), 200)
    try:
        if path.is_dir():
            raise UsageError(f"{name} is a folder.", "Name a build log in it.")
        with path.open("rb") as stream:
            return read_stream(stream, name)
    except FileNotFoundError:
        raise UsageError(f"There is no file {name}.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no file can have this name"
        raise UsageError(f"{name} cannot be read: {clean_line(str(reason), 100)}.") from None


def read_stream(stream: BinaryIO, name: str, most: int = MOST_LINES) -> Reading:
    """Read a log to its end.

    Args:
        stream: Its bytes.
        name: What messages call it, clean.
        most: Lines after which no more are read.

    Raises:
        UsageError: It is no text.
    """
    notes: list[str] = []
    text, index = LogText(), LogIndex()
    for block in _limit(_decode(_unpack(_blocks(stream), name, notes), name), notes):
        text.append(block)
        index.feed(block)
        if index.line_count > most:
            notes.append(f"Only the first {most // 1_000_000} million lines were read.")
            break
    index.finish()
    if not text.size:
        notes.append(f"{name} is empty: zero bytes.")
    return Reading(ParsedLog(index, text), notes)


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    while block := stream.read(BLOCK):
        yield block


def _unpack(blocks: Iterator[bytes], name: str, notes: list[str]) -> Iterator[bytes]:
    """Yield the blocks of a log, unpacked where it is gzipped."""
    first = next(blocks, b"")
    if first[:1] == _GZIP[:1] and len(first) < len(_GZIP):
        first += next(blocks, b"")
    if not first.startswith(_GZIP):
        yield first
        yield from blocks
        return
    is_empty = True
    try:
        for block in _gunzip(_pieces(first, blocks)):
            is_empty = False
            yield block
    except EOFError:
        notes.append(f"{name} is cut short: only what was there could be unpacked.")
    except zlib.error:
        if is_empty:
            raise UsageError(f"{name} looks gzipped, but nothing in it can be unpacked.") from None
        notes.append(f"{name} is damaged: only what comes before the damage was read.")


def _gunzip(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what packed bytes hold.

    Raises:
        EOFError: They end too early.
        zlib.error: They are damaged.
    """
    unpacker = zlib.decompressobj(wbits=31)
    for piece in pieces:
        packed = piece
        while packed:
            if unpacker.eof:
                if not packed.startswith(_GZIP[: len(packed)]):
                    return  # padding after the last member
                unpacker = zlib.decompressobj(wbits=31)
            if unpacked := unpacker.decompress(packed, BLOCK):
                yield unpacked
            packed = unpacker.unconsumed_tail or unpacker.unused_data
    if not unpacker.eof:
        raise EOFError


def _pieces(first: bytes, blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield packed bytes in small pieces: what is in the same piece as the damage is lost."""
    for block in chain((first,), blocks):
        for at in range(0, len(block), _PIECE):
            yield block[at : at + _PIECE]


def _decode(blocks: Iterator[bytes], name: str) -> Iterator[bytes]:
    """Yield the blocks as UTF-8, or as they came."""
    first = next(blocks, b"")
    wide = next((kind for mark, kind in _WIDE.items() if first.startswith(mark)), "")
    if wide:
        decoder = codecs.getincrementaldecoder(wide)("replace")
        yield decoder.decode(first[2:]).encode("utf-8", "replace")
        for block in blocks:
            yield decoder.decode(block).encode("utf-8", "replace")
        return
    if b"\0" in first[:_LOOK]:
        raise UsageError(f"{name} is no text.", "Name a build log, gzipped or not.")
    yield first
    yield from blocks


def _limit(blocks: Iterator[bytes], notes: list[str]) -> Iterator[bytes]:
    size = 0
    for block in blocks:
        size += len(block)
        if size > MOST:
            notes.append(f"Only the first {MOST // 1_048_576} MB were read.")
            return
        yield block
