"""Finds out whether somebody else reads a queue: each reader leaves a tag with its id and the time."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from amplify_tui.model.events import READER_PREFIX, find_old_readers, find_readers, list_readers
from amplify_tui.services.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from amplify_tui.model.events import Sharing
    from amplify_tui.model.health import Problem
    from amplify_tui.services.ports import Clock, EventQueue

TAG_SECONDS: Final = 300.0
RETRY_SECONDS: Final = 60.0
MOST_TAGS: Final = 50
"""What SQS allows; of those at least one is for this reader."""
MOST_READERS: Final = 20
LEAVE_SECONDS: Final = 2.0


class QueueSharing:
    """Says that it is there, and who else is.

    Args:
        own: Id of this reader.
        clock: The source of time.
        on_change: Called when something else is known.
    """

    def __init__(self, own: str, clock: Clock, on_change: Callable[[], None]) -> None:
        self._own = own
        self._tag = READER_PREFIX + own
        self._clock = clock
        self._on_change = on_change
        self._is_tagged = False
        self.sharing: Sharing = "unknown"
        self.other = ""
        self.doubt: Problem | None = None

    async def look(self, queue: EventQueue) -> float:
        """Look and tag once.

        Args:
            queue: Which; it was answered before.

        Returns:
            Seconds until it is to be done again.
        """
        before = (self.sharing, self.other, self.doubt)
        is_well = await self._look(queue)
        if before != (self.sharing, self.other, self.doubt):
            self._on_change()
        return TAG_SECONDS if is_well else RETRY_SECONDS

    def forget(self) -> None:
        """Know nothing any more of a queue that is dead: it may come back as another one."""
        self._is_tagged = False
        if (self.sharing, self.other, self.doubt) != ("unknown", "", None):
            self.sharing, self.other, self.doubt = "unknown", "", None
            self._on_change()

    async def leave(self, queue: EventQueue) -> None:
        """Take the tag away, so that nobody is warned of a reader that is gone."""
        if not self._is_tagged:
            return
        self._is_tagged = False
        try:
            async with asyncio.timeout(LEAVE_SECONDS):
                await queue.remove_tags([self._tag])
        except (ApiError, TimeoutError):
            return

    async def _look(self, queue: EventQueue) -> bool:
        now = self._clock.now()
        try:
            tags = await queue.read_tags()
        except ApiError as error:
            self.sharing, self.other, self.doubt = "unknown", "", error.problem
            await self._say(queue, {}, now)
            return False
        trouble = await self._say(queue, tags, now)
        others = find_readers(tags, self._own, now)
        self.other = ", ".join(reader.name for reader in others[:3])
        self.doubt = None if others else trouble
        self.sharing = "shared" if others else "unknown" if trouble else "alone"
        return trouble is None

    async def _say(self, queue: EventQueue, tags: Mapping[str, str], now: datetime) -> Problem | None:
        """Leave the own tag, and remove those that nobody needs; returns why that did not work."""
        old = [reader.tag for reader in find_old_readers(tags, self._own, now)]
        kept = [reader.tag for reader in list_readers(tags) if reader.tag not in {*old, self._tag}]
        fresh = {reader.tag for reader in find_readers(tags, self._own, now)}
        room = min(MOST_READERS, max(MOST_TAGS - 1 - (len(tags) - len(old) - len(kept)), 0))
        old += [tag for tag in kept[room:] if tag not in fresh]
        try:
            if old:
                await queue.remove_tags(old[:MOST_TAGS])
            await queue.write_tags({self._tag: now.isoformat(timespec="seconds")})
        except ApiError as error:
            return error.problem
        self._is_tagged = True
        return None
