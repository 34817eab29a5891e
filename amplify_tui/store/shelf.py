"""Keeps the picture small over weeks: what was not asked about for long is forgotten."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final

from amplify_tui.store.topics import (
    ArtifactsOf,
    BackendJobOf,
    BackendJobsOf,
    BranchesOf,
    DetailOf,
    EnvironmentsOf,
    JobsOf,
    NewestOf,
    ProblemWith,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from amplify_tui.store.store import Store
    from amplify_tui.store.topics import Topic

LIMITS: Final[Mapping[type[Topic[Any]], int]] = {
    JobsOf: 40,
    DetailOf: 80,
    ArtifactsOf: 80,
    BackendJobsOf: 20,
    BackendJobOf: 40,
    BranchesOf: 200,
    EnvironmentsOf: 100,
    NewestOf: 10_000,
}
"""How many topics of a kind are kept; other kinds are few by nature.

The fleet's news are none of these: they leave with their branch.
"""


class Shelf:
    """Topics of each kind, the one used longest ago first."""

    def __init__(self, store: Store, limits: Mapping[type[Topic[Any]], int] = LIMITS) -> None:
        self._store = store
        self._limits = limits
        self._used: dict[type[Topic[Any]], OrderedDict[Topic[Any], None]] = {}

    def use(
        self, topic: Topic[Any], find_shown: Callable[[], Collection[Topic[Any]]] = tuple
    ) -> tuple[Topic[Any], ...]:
        """Note that a topic was asked about, and forget the oldest of its kind beyond the limit.

        Args:
            topic: What was asked about; it stays.
            find_shown: Finds what is on screen and stays too; called only when something must go.

        Returns:
            What was forgotten.
        """
        limit = self._limits.get(type(topic))
        if limit is None:
            return ()
        row = self._used.setdefault(type(topic), OrderedDict())
        row[topic] = None
        row.move_to_end(topic)
        surplus = len(row) - limit
        if surplus <= 0:
            return ()
        kept = {topic, *find_shown()}
        gone = tuple([old for old in row if old not in kept][:surplus])
        for old in gone:
            del row[old]
            self._store.forget(old)
            self._store.forget(ProblemWith(old))
        return gone
