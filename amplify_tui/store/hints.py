"""Who waits for the answer to a hint."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from amplify_tui.model.keys import BranchKey


class Hints:
    """One future for all who want to know of a branch what is asked after they said so."""

    def __init__(self) -> None:
        self._waiting: dict[BranchKey, asyncio.Future[None]] = {}
        self._asked: dict[BranchKey, asyncio.Future[None]] = {}

    def add(self, branch: BranchKey) -> asyncio.Future[None]:
        """Return what is done when a question that is asked from now on has been answered."""
        waiting = self._waiting.get(branch)
        if waiting is None or waiting.done():
            waiting = self._waiting[branch] = asyncio.get_running_loop().create_future()
        return waiting

    def note_question(self, branch: BranchKey) -> None:
        """Note that a branch is asked about now."""
        if (waiting := self._waiting.pop(branch, None)) is not None:
            self._asked[branch] = waiting

    def note_answer(self, branch: BranchKey) -> None:
        """Note that the answer is in the store, or that there is none."""
        _finish(self._asked.pop(branch, None))

    def give_up(self) -> None:
        """End all waiting, as nothing is asked any more."""
        for future in (*self._waiting.values(), *self._asked.values()):
            _finish(future)
        self._waiting.clear()
        self._asked.clear()

    def give_up_lost(self, is_lost: Callable[[BranchKey], bool]) -> None:
        """End the waiting for branches that turned out not to be there."""
        for branch in [each for each in self._waiting if is_lost(each)]:
            _finish(self._waiting.pop(branch))


def _finish(future: asyncio.Future[None] | None) -> None:
    if future is not None and not future.done():
        future.set_result(None)
