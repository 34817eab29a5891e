"""Keeps a screen subscribed to exactly what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from amplify_tui.store import topics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from amplify_tui.model.focus import BackendFocus, Focus
    from amplify_tui.store.store import Store
    from amplify_tui.store.topics import Topic

    Show = Callable[[Topic[Any], Any], None]


def topics_of(focus: Focus) -> tuple[Topic[Any], ...]:
    """Name everything that a focus puts on screen, in the order it is needed."""
    return (topics.HealthOf(focus.target), *_with_problems(_lists_of(focus)), *_glyphs_of(focus))


def _lists_of(focus: Focus) -> Iterator[Topic[Any]]:
    yield topics.AppsOf(focus.target)
    if focus.app is not None:
        yield topics.BranchesOf(focus.app)
    if focus.branch is not None:
        yield topics.JobsOf(focus.branch)
    if focus.job is not None:
        yield topics.DetailOf(focus.job)
        yield topics.ArtifactsOf(focus.job)
    if focus.backend is not None:
        yield from _backend_lists_of(focus.backend)


def _backend_lists_of(focus: BackendFocus) -> Iterator[Topic[Any]]:
    yield topics.EnvironmentsOf(focus.app)
    if focus.environment is not None:
        yield topics.BackendJobsOf(focus.environment, focus.filters)
    if focus.job is not None:
        yield topics.BackendJobOf(focus.job)


def _with_problems(lists: Iterator[Topic[Any]]) -> Iterator[Topic[Any]]:
    for topic in lists:
        yield topic
        yield topics.ProblemWith(topic)


def _glyphs_of(focus: Focus) -> Iterator[Topic[Any]]:
    return (topics.NewestOf(branch) for branch in focus.visible)


class Following:
    """The subscriptions of one screen.

    While frozen, what is shown stands still; what is opened meanwhile is shown
    once, as it is then.

    Args:
        store: The picture.
        show: Called with a topic and its value at every change.
    """

    def __init__(self, store: Store, show: Show) -> None:
        self._store = store
        self._show = show
        self._ends: dict[Topic[Any], Callable[[], None]] = {}
        self._held: set[Topic[Any]] = set()
        self._shown: set[Topic[Any]] = set()
        self._wanted: tuple[Topic[Any], ...] = ()
        self._is_working = False
        self.is_frozen = False

    def follow(self, wanted: tuple[Topic[Any], ...]) -> None:
        """Subscribe to these topics and to no others.

        Showing a value may well make a screen follow others, so this may be
        called again from within itself; the last word counts.
        """
        self._wanted = wanted
        if self._is_working:
            return
        self._is_working = True
        try:
            while self._change_one():
                pass
        finally:
            self._is_working = False

    def _change_one(self) -> bool:
        """End or begin one subscription; False when there is nothing left to do."""
        for topic in self._ends.keys() - set(self._wanted):
            self._ends.pop(topic)()
            self._shown.discard(topic)
            self._held.discard(topic)
            return True
        for topic in self._wanted:
            if topic not in self._ends:
                self._ends[topic] = self._store.subscribe(topic, self._receiver(topic))
                return True
        return False

    def stop(self) -> None:
        """End every subscription."""
        self.follow(())

    def freeze(self) -> None:
        """Hold the picture still: a cause that is awaited in a row is not filled in, either."""
        self.is_frozen = True
        self._shown.update(topic for topic in self._ends if isinstance(topic, topics.CauseOf))

    def thaw(self) -> None:
        """Let the picture go on, with what came meanwhile."""
        self.is_frozen = False
        held, self._held = self._held, set()
        for topic in list(self._ends):
            if topic in held:
                self._show(topic, self._store.get(topic))

    def _receiver(self, topic: Topic[Any]) -> Callable[[Any], None]:
        def receive(value: Any) -> None:
            if self.is_frozen and topic in self._shown:
                self._held.add(topic)
                return
            self._shown.add(topic)
            self._show(topic, value)

        return receive
