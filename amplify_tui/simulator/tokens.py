"""Page tokens that name the last thing given, so that a newcomer shifts no page."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, TypeVar

from amplify_tui.simulator.contract import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")


def write_token(kind: str, name: str) -> str:
    """Make a token.

    Args:
        kind: What is paged, so that a token fits its own list only.
        name: Key of the last thing given.
    """
    return base64.urlsafe_b64encode(f"{kind}\n{name}".encode("utf-8", "surrogatepass")).decode("ascii")


def read_token(kind: str, token: str) -> str:
    """Return the key that a token names.

    Args:
        kind: What is paged.
        token: As the client sent it.

    Raises:
        Fault: It is none of ours.
    """
    try:
        text = base64.b64decode(token.encode("utf-8"), altchars=b"-_", validate=True).decode(
            "utf-8", "surrogatepass"
        )
    except (binascii.Error, ValueError) as error:
        raise _invalid() from error
    found, separator, name = text.partition("\n")
    if not separator or found != kind:
        raise _invalid()
    return name


def _invalid() -> Fault:
    return Fault("BadRequestException", "Invalid nextToken", 400)


def cut_page(
    kind: str, things: Sequence[T], key: Callable[[T], str], token: object, size: int
) -> tuple[Sequence[T], str | None]:
    """Cut one page out of a list.

    Args:
        kind: What is paged.
        things: All of it, in order.
        key: Names a thing.
        token: As the client sent it; None or empty for the first page.
        size: Things on a page.

    Returns:
        The page, and the token of the next one, None for the last.

    Raises:
        Fault: The token is none of ours.
    """
    first = 0
    if token:
        name = read_token(kind, str(token))
        first = next((n + 1 for n, thing in enumerate(things) if key(thing) == name), -1)
        if first < 0:
            raise _invalid()
    page = things[first : first + size]
    has_more = first + size < len(things)
    return page, write_token(kind, key(page[-1])) if has_more else None
