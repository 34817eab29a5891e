"""Fetches lists page by page, and does not follow a service that goes in circles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from amplify_tui.services.errors import BadAnswerError
from amplify_tui.services.fields import read_text

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable, Iterable

    from amplify_tui.services.fields import Raw
    from amplify_tui.services.ports import Page

T = TypeVar("T")

PAGES_LIMIT: Final = 200
"""20,000 apps, 10,000 branches: beyond every quota."""


async def fetch_all(
    fetch: Callable[[str | None], Awaitable[Page[T]]], identify: Callable[[T], Hashable]
) -> tuple[T, ...]:
    """Fetch every page of a list.

    Args:
        fetch: Asks for the page that a token names; None for the first.
        identify: Tells whether two items are the same; the first one is kept.

    Raises:
        BadAnswerError: A token came twice, or the list has no end.
    """
    items: list[T] = []
    seen: set[str] = set()
    token: str | None = None
    for _ in range(PAGES_LIMIT):
        page = await fetch(token)
        items += page.items
        token = page.next_token
        if token is None:
            return drop_repeats(items, identify)
        if token in seen:
            raise BadAnswerError("RepeatedToken", "Amplify named the same next page twice.", "Ask again.")
        seen.add(token)
    raise BadAnswerError("EndlessList", f"Amplify's list has no end after {PAGES_LIMIT} pages.")


def drop_repeats(items: Iterable[T], identify: Callable[[T], Hashable]) -> tuple[T, ...]:
    """Keep the first of those that are the same, in order."""
    kept: dict[Hashable, T] = {}
    for item in items:
        kept.setdefault(identify(item), item)
    return tuple(kept.values())


def next_token(raw: Raw, name: str, sent: str | None) -> str | None:
    """Read where the next page begins; None when this is the last.

    Args:
        raw: The answer.
        name: What the service calls the token.
        sent: The token this page was asked with.

    Raises:
        BadAnswerError: It is the one that was sent, which would never end.
    """
    token = read_text(raw, name) or None
    if token is not None and token == sent:
        raise BadAnswerError("RepeatedToken", "Amplify named the same page as the next one.", "Ask again.")
    return token
