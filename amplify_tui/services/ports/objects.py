"""What may be asked of the store behind presigned addresses: logs, pictures, archives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from contextlib import AbstractAsyncContextManager

    from amplify_tui.model.steps import PresignedUrl


class StoredBody(Protocol):
    """One answer whose head has come and whose bytes are about to.

    Attributes:
        first: Position of the first byte in the object, from 0; other than asked
            for where the server ignored the range.
        total: Size of the whole object in bytes; None where the server did not say.
        tag: The object's ETag, to notice that it was written anew; empty where there is none.
        content_type: MIME type in lower case without parameters; empty where there is none.
        is_encoded: Whether the bytes come packed, so that neither the size nor any
            position in them is known before all are there.
    """

    @property
    def first(self) -> int: ...  # noqa: D102 - told above

    @property
    def total(self) -> int | None: ...  # noqa: D102 - told above

    @property
    def tag(self) -> str: ...  # noqa: D102 - told above

    @property
    def content_type(self) -> str: ...  # noqa: D102 - told above

    @property
    def is_encoded(self) -> bool: ...  # noqa: D102 - told above

    def chunks(self) -> AsyncIterator[bytes]:
        """Yield the bytes as they come, content encoding undone.

        Raises:
            UnreachableError: The connection broke, or was silent for too long.
            BadAnswerError: The bytes are not what the headers promised.
        """
        ...


class ObjectReader(Protocol):
    """Reads what presigned addresses serve; never with AWS signature headers."""

    def open(
        self, url: PresignedUrl, *, first: int = 0, tag: str = "", unless: str = ""
    ) -> AbstractAsyncContextManager[StoredBody]:
        """Ask for an object, or for what follows its first bytes.

        Args:
            url: Where it is.
            first: How many bytes are known already; they are not asked for again. Below zero
                only so many bytes at the end are asked for, as far as there are any.
            tag: ETag of what is known, so that an object written anew comes whole; empty for none.
            unless: ETag of an object that is not wanted again; empty for none.

        Raises:
            ExpiredUrlError: The address works no longer (403): a fresh one is needed.
            NotFoundError: There is nothing, or nothing yet (404).
            PastEndError: There is nothing beyond ``first`` (416); tells the size.
            UnchangedError: It is still what ``unless`` names (304).
            RefusedError: A redirect led to another host, or the address is not http(s).
            UnreachableError: No answer, or the server is down.
            BadAnswerError: An answer of another kind.
            SetupError: The file of certificate authorities cannot be read.
        """
        ...

    async def close(self) -> None:
        """Close every connection."""
        ...


class LogText(Protocol):
    """The bytes of one log, kept as they come; only ever added to, or cleared."""

    @property
    def size(self) -> int:
        """Bytes so far."""
        ...

    def append(self, chunk: bytes) -> None:
        """Add the bytes that follow.

        Raises:
            StorageError: The disk that keeps large logs is full or gone; nothing was added,
                and what was there can still be read.
        """
        ...

    def clear(self) -> None:
        """Forget all bytes; the log was written anew."""
        ...

    def read(self, first: int, last: int) -> bytes:
        """Return the bytes from ``first`` to ``last``, the latter excluded, as far as there are any."""
        ...

    def close(self) -> None:
        """Give memory and disk back; nothing can be read afterwards, and what is added is dropped."""
        ...
