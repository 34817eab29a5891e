"""Keeps what the user was told, so that a toast missed is not lost."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from amplify_tui.model.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from amplify_tui.model.messages import Severity


class Messages:
    """The last messages, oldest first, and who wants to hear of new ones."""

    def __init__(self, limit: int = 500) -> None:
        self._kept: deque[Message] = deque(maxlen=limit)
        self._subscribers: list[Callable[[Message], None]] = []

    def recent(self) -> Sequence[Message]:
        """Return what is kept, oldest first."""
        return tuple(self._kept)

    def add(self, at: datetime, text: str, severity: Severity = "information") -> Message:
        """Keep a message and pass it on."""
        message = Message(at, text, severity)
        self._kept.append(message)
        for callback in tuple(self._subscribers):
            callback(message)
        return message

    def subscribe(self, callback: Callable[[Message], None]) -> Callable[[], None]:
        """Call back at every further message; returns how to stop that."""
        self._subscribers.append(callback)

        def unsubscribe() -> None:
            if callback in self._subscribers:
                self._subscribers.remove(callback)

        return unsubscribe
