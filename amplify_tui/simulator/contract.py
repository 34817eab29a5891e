"""What the scripted world and the wire in front of it agree on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from amplify_tui.simulator.accounts import ACCOUNT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class Fault(Exception):  # noqa: N818 - the service's own word for an error answer
    """An error answer.

    Attributes:
        code: Name of the exception, as in ``x-amzn-ErrorType``.
        message: AWS-like text.
        status: HTTP status.
    """

    def __init__(self, code: str, message: str, status: int) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status


@dataclass(frozen=True, slots=True)
class Presigned:
    """Stands in an answer for an address that the server signs while sending it.

    Attributes:
        path: Path of the object, beginning with a slash, not quoted.
        seconds: How long the address shall work.
    """

    path: str
    seconds: int = 3600


@dataclass(frozen=True, slots=True)
class LocalUrl:
    """Stands in an answer for an address of the server itself, which knows where it listens.

    Attributes:
        path: Beginning with a slash.
    """

    path: str


@dataclass(frozen=True, slots=True)
class StoredObject:
    """What a presigned address serves at one moment.

    Attributes:
        body: The bytes.
        content_type: MIME type.
        tag: Stands for the bytes where these are many and never change; empty for their MD5.
        encoding: How the bytes are packed, such as ``gzip``; empty for not at all.
        location: Where a redirect leads instead; empty for nowhere.
        pause: Seconds between two tenths of it, which come one by one; 0 for all at once.
        is_endless: Whether it is sent again and again without end.
        takes_ranges: Whether parts of it can be asked for.
    """

    body: bytes
    content_type: str
    tag: str = ""
    encoding: str = ""
    location: str = ""
    pause: float = 0.0
    is_endless: bool = False
    takes_ranges: bool = True


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How a scenario's server behaves beside what its world says.

    Attributes:
        calls_per_second: Calls allowed before throttling; None for no limit.
        is_expired: Whether every signed call is answered with ExpiredTokenException.
        latency: Seconds before every answer.
        are_events_unruly: Whether some events come early, late, twice or in the wrong order.
    """

    calls_per_second: float | None = None
    is_expired: bool = False
    latency: float = 0.0
    are_events_unruly: bool = False


class Script(Protocol):
    """The world, as the server sees it."""

    @property
    def behaviour(self) -> Behaviour:
        """How the server shall behave."""
        ...

    def call(
        self,
        service: str,
        operation: str,
        parameters: Mapping[str, object],
        now: datetime,
        region: str,
        *,
        account: str = ACCOUNT,
    ) -> Mapping[str, object]:
        """Answer one validated call.

        Args:
            service: ``amplify``, ``amplifybackend`` or ``sqs``.
            operation: Name in the service model.
            parameters: By the input shape's member names.
            now: The world's present moment, aware UTC.
            region: Region that the request was signed for.
            account: Account that the access key leads to.

        Returns:
            The answer by the output shape's member names: aware datetimes for
            timestamps, None for a JSON null, ``Presigned`` and ``LocalUrl`` for addresses.

        Raises:
            Fault: The answer is an error.
        """
        ...

    def fetch(self, path: str, now: datetime) -> StoredObject | None:
        """Return what is stored under a path at this moment; None for 404."""
        ...
