"""Counts how often a call is really sent: the client library repeats some by itself."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Tries:
    """How often one call was sent.

    Attributes:
        count: Requests that went out, or were about to.
    """

    count: int = 0


_CURRENT: ContextVar[Tries | None] = ContextVar("tries", default=None)


def begin_tries() -> Tries:
    """Count the requests of the call that the present task makes next, until it begins another."""
    tries = Tries()
    _CURRENT.set(tries)
    return tries


def listen_to(client: Any) -> None:
    """Hear of every request that a client sends; answers tell of retries as well, but only where one came.

    Args:
        client: A client of botocore; it may be given again.
    """
    client.meta.events.register("before-send", _note_request, unique_id=__name__)


def _note_request(**_: object) -> None:
    if (tries := _CURRENT.get()) is not None:
        tries.count += 1
