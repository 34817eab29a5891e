"""How the queues do through which Amplify tells of changes, for whoever says so on a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.model.health import Problem
from amplify_tui.store.topics import QueueOf
from amplify_tui.ui.cell_text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from amplify_tui.model.events import QueueHealth
    from amplify_tui.store.store import Store
    from amplify_tui.ui.cell_text import Piece


class Push:
    """Notes how every queue does, from the start on.

    Args:
        store: Where it is told.
    """

    def __init__(self, store: Store) -> None:
        self._queues: dict[str, QueueHealth] = {}
        store.watch(QueueOf, self._take)

    @property
    def queues(self) -> Mapping[str, QueueHealth]:
        """The health of each queue by its address; none where nothing is pushed."""
        return self._queues

    def _take(self, topic: QueueOf, health: QueueHealth) -> None:
        self._queues[topic.url] = health


def push_piece(queues: Iterable[QueueHealth]) -> Piece:
    """Say in a word whether changes are pushed; empty where there are no queues.

    Args:
        queues: How reading each goes.
    """
    known = tuple(queues)
    if not known:
        return "", ""
    if any(queue.problem is not None for queue in known):
        return "push down", "warning"
    if any(queue.sharing == "shared" for queue in known):
        return "push shared", "warning"
    return ("push", "succeed") if all(queue.is_live for queue in known) else ("push begins", "waiting")


def push_problem(queues: Iterable[QueueHealth]) -> Problem | None:
    """Say which queue is dead or read by somebody else too; None when all is well.

    Args:
        queues: How reading each goes.
    """
    for queue in queues:
        label = plain(queue.label, 80)
        if queue.problem is not None:
            message = f"The queue {label} cannot be read, so everything is polled: {queue.problem.message}"
            return Problem(queue.problem.code, message, queue.problem.hint)
        if queue.sharing == "shared":
            other = plain(queue.other, 80) or "Another reader"
            message = f"{other} reads the queue {label} too, and takes events away from here."
            return Problem("QueueShared", message, "Give each dashboard a queue of its own.")
    return None
