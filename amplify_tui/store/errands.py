"""Questions under way, each topic at most once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from amplify_tui.store.topics import Topic


class Errands:
    """The tasks that ask, by topic; tells when one has come back."""

    def __init__(self, on_return: Callable[[], None]) -> None:
        self._on_return = on_return
        self._tasks: dict[Topic[Any], asyncio.Task[None]] = {}

    def __contains__(self, topic: object) -> bool:
        return topic in self._tasks

    def __iter__(self) -> Iterator[Topic[Any]]:
        return iter(tuple(self._tasks))

    def send(self, topic: Topic[Any], work: Coroutine[Any, Any, None]) -> None:
        """Start asking about a topic of which no question is under way."""
        task = asyncio.create_task(work, name=type(topic).__name__)
        task.add_done_callback(lambda _: self._on_return())
        self._tasks[topic] = task

    def recall(self, topic: Topic[Any]) -> None:
        """Give up the question about a topic, if one is under way."""
        if (task := self._tasks.pop(topic, None)) is not None:
            task.cancel()

    async def settle(self) -> None:
        """Return when all that is under way has come back."""
        if self._tasks:
            await asyncio.wait(self._tasks.values())

    def collect(self) -> tuple[list[Topic[Any]], list[tuple[Topic[Any], BaseException]]]:
        """Take what has come back.

        Returns:
            The topics asked about, and those whose question ended in an exception.
        """
        done = [topic for topic, task in self._tasks.items() if task.done()]
        broken: list[tuple[Topic[Any], BaseException]] = []
        for topic in done:
            task = self._tasks.pop(topic)
            error = None if task.cancelled() else task.exception()
            if error is not None:
                broken.append((topic, error))
        return done, broken

    async def abandon(self) -> None:
        """Give up everything that is under way."""
        tasks = list(self._tasks.values())
        self._tasks.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
