"""Tells once what happens to the queues of events, whatever is on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.store.topics import QueueOf
from amplify_tui.ui.cell_text import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from amplify_tui.model.events import QueueHealth
    from amplify_tui.model.messages import Severity
    from amplify_tui.store.store import Store


class PushNotices:
    """Turns changes of a queue's health into messages; each stays in the history.

    Args:
        store: Where the health is told.
        tell: Tells the user.
    """

    def __init__(self, store: Store, tell: Callable[[str, Severity], None]) -> None:
        self._tell = tell
        self._was: dict[str, QueueHealth] = {}
        store.watch(QueueOf, self._take)

    def _take(self, topic: QueueOf, health: QueueHealth) -> None:
        before, self._was[topic.url] = self._was.get(topic.url), health
        for text, severity in describe_change(before, health):
            self._tell(text, severity)


def describe_change(before: QueueHealth | None, now: QueueHealth) -> Iterator[tuple[str, Severity]]:
    """Say what became of a queue.

    Args:
        before: What was known of it; None for nothing.
        now: What is known.
    """
    label = plain(now.label, 80)
    was_problem = before.problem if before else None
    if now.problem is not None and (was_problem is None or was_problem.kind != now.problem.kind):
        yield (
            f"The queue {label} cannot be read, polling instead: {plain(now.problem.message, 300)}",
            "warning",
        )
    elif was_problem is not None and now.is_live:
        yield f"The queue {label} is read again.", "information"
    if now.sharing == "shared" and (before is None or before.sharing != "shared"):
        other = plain(now.other, 80) or "Another reader"
        yield f"{other} reads the queue {label} too: each takes events away from the other.", "warning"
    if now.doubt is not None and (before is None or before.doubt is None):
        why = plain(now.doubt.message, 300)
        yield f"Whether others read the queue {label} too cannot be told: {why}", "information"
    if now.undeleted is not None and (before is None or before.undeleted is None):
        why = plain(now.undeleted.message, 300)
        yield f"What the queue {label} brings may not be deleted, so it comes again: {why}", "warning"
    if now.warning and (before is None or before.warning != now.warning):
        yield f"The queue {label} brings {plain(now.warning, 200)}.", "warning"
