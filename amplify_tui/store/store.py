"""The one current picture, and who wants to hear of its changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from amplify_tui.store.topics import Topic

T = TypeVar("T")


class Kept:
    """What is kept of a topic; it changes in place, so that whoever holds it need not ask for it.

    Attributes:
        value: What was put last.
        seen_at: When it was last confirmed, UTC.
        changed_at: When it became what it is, UTC.
    """

    __slots__ = ("changed_at", "seen_at", "value")

    def __init__(self, value: object, at: datetime) -> None:
        self.value = value
        self.seen_at = at
        self.changed_at = at


class Store:
    """Keeps one value for each topic and tells subscribers when it changes.

    A value equal to the one before stops here: its age is noted, nobody is
    called. The cost of a change depends on its own subscribers and the watchers
    of its kind alone, however many topics there are.
    """

    def __init__(self) -> None:
        self._kept: dict[Topic[Any], Kept] = {}
        self._subscribers: dict[Topic[Any], list[Callable[[Any], None]]] = {}
        self._watchers: dict[type[Topic[Any]], list[Callable[[Any, Any], None]]] = {}

    def get(self, topic: Topic[T]) -> T | None:
        """Return the value of a topic, or None where it was never put."""
        kept = self._kept.get(topic)
        return None if kept is None else cast("T", kept.value)

    def seen_at(self, topic: Topic[Any]) -> datetime | None:
        """Return when a topic was last confirmed, UTC; None where it was never put."""
        kept = self._kept.get(topic)
        return None if kept is None else kept.seen_at

    def changed_at(self, topic: Topic[Any]) -> datetime | None:
        """Return when a topic's value became what it is, UTC; None where it was never put."""
        kept = self._kept.get(topic)
        return None if kept is None else kept.changed_at

    def kept(self, topic: Topic[Any]) -> Kept | None:
        """Return what is kept of a topic, to hold until it is forgotten; None where it was never put."""
        return self._kept.get(topic)

    def put(self, topic: Topic[T], value: T, at: datetime) -> bool:
        """Hand over what was just learned.

        Args:
            topic: What the value is of.
            value: The value, frozen.
            at: When it was learned, aware UTC.

        Returns:
            Whether it differs from what was known.
        """
        kept = self._kept.get(topic)
        if kept is None:
            self._kept[topic] = Kept(value, at)
        else:
            is_equal = kept.value == value
            kept.value, kept.seen_at = value, at
            if is_equal:
                return False
            kept.changed_at = at
        for callback in tuple(self._subscribers.get(topic, ())):
            callback(value)
        for watcher in tuple(self._watchers.get(type(topic), ())):
            watcher(topic, value)
        return True

    def forget(self, topic: Topic[Any]) -> None:
        """Drop a topic, so that memory does not grow with all that was ever looked at."""
        self._kept.pop(topic, None)

    def subscribe(self, topic: Topic[T], callback: Callable[[T], None]) -> Callable[[], None]:
        """Call back now, if the topic has a value, and at every change from now on.

        Returns:
            A function that ends the subscription; calling it twice does no harm.
        """
        callbacks = self._subscribers.setdefault(topic, [])
        callbacks.append(callback)
        kept = self._kept.get(topic)
        if kept is not None:
            callback(cast("T", kept.value))

        def unsubscribe() -> None:
            if callback in callbacks:
                callbacks.remove(callback)
            if not callbacks and self._subscribers.get(topic) is callbacks:
                del self._subscribers[topic]

        return unsubscribe

    def watch(self, kind: type[Topic[T]], callback: Callable[[Any, T], None]) -> Callable[[], None]:
        """Call back with topic and value at every change of any topic of a kind, from now on.

        Returns:
            A function that ends it; calling it twice does no harm.
        """
        callbacks = self._watchers.setdefault(kind, [])
        callbacks.append(callback)

        def unwatch() -> None:
            if callback in callbacks:
                callbacks.remove(callback)

        return unwatch
