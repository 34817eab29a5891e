"""Writes to standard output and standard error, whatever stands behind them."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from amplify_tui.services.errors import StorageError

if TYPE_CHECKING:
    from typing import TextIO


def write_result(stream: TextIO | None, data: str | bytes) -> None:
    """Write what the command was asked for.

    Args:
        stream: Standard output; None where the process was started without one.
        data: Text, or bytes as they are.

    Raises:
        BrokenPipeError: Nobody reads any more.
        StorageError: The disk is full, or gone.
    """
    if stream is None:
        return
    try:
        _write(stream, data)
    except BrokenPipeError:
        raise
    except OSError as error:
        forget(stream)
        raise StorageError(
            "NoOutput",
            f"The output cannot be written: {error.strerror or type(error).__name__}.",
            "Make room, or write it elsewhere.",
        ) from None


def write_note(stream: TextIO | None, text: str) -> None:
    """Write what is told beside the result, which must not cost the result.

    Args:
        stream: Standard error; None where the process was started without one.
        text: Whole lines.
    """
    if stream is None:
        return
    try:
        _write(stream, text)
    except OSError:
        forget(stream)


def forget(stream: TextIO | None) -> None:
    """Let a stream go that takes nothing any more, so that Python's own flush at exit finds nothing wrong."""
    if stream is None:
        return
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _write(stream: TextIO, data: str | bytes) -> None:
    if isinstance(data, str):
        stream.write(data)
    else:
        stream.flush()
        stream.buffer.write(data)
    stream.flush()
