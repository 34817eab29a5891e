"""The one current picture, and who wants to hear of its changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from amplify_tui.store.topics import Topic

T = TypeVar("T")


class Store:
    """Keeps one value for each topic and tells subscribers when it changes.

    A value equal to the one before stops here: its age is noted, nobody is
    called. The cost of a change depends on its own subscribers and the watchers
    of its kind alone, however many topics there are.
    """

    def __init__(self) -> None:
        self._values: dict[Topic[Any], object] = {}
        self._seen_at: dict[Topic[Any], datetime] = {}
        self._changed_at: dict[Topic[Any], datetime] = {}
        self._subscribers: dict[Topic[Any], list[Callable[[Any], None]]] = {}
        self._watchers: dict[type[Topic[Any]], list[Callable[[Any, Any], None]]] = {}

    def get(self, topic: Topic[T]) -> T | None:
        """Return the value of a topic, or None where it was never put."""
        return cast("T | None", self._values.get(topic))

    def seen_at(self, topic: Topic[Any]) -> datetime | None:
        """Return when a topic was last confirmed, UTC; None where it was never put."""
        return self._seen_at.get(topic)

    def changed_at(self, topic: Topic[Any]) -> datetime | None:
        """Return when a topic's value became what it is, UTC; None where it was never put."""
        return self._changed_at.get(topic)

    def put(self, topic: Topic[T], value: T, at: datetime) -> bool:
        """Hand over what was just learned.

        Args:
            topic: What the value is of.
            value: The value, frozen.
            at: When it was learned, aware UTC.

        Returns:
            Whether it differs from what was known.
        """
        self._seen_at[topic] = at
        is_new = topic not in self._values
        is_equal = not is_new and self._values[topic] == value
        self._values[topic] = value
        if is_equal:
            return False
        self._changed_at[topic] = at
        for callback in tuple(self._subscribers.get(topic, ())):
            callback(value)
        for watcher in tuple(self._watchers.get(type(topic), ())):
            watcher(topic, value)
        return True

    def forget(self, topic: Topic[Any]) -> None:
        """Drop a topic, so that memory does not grow with all that was ever looked at."""
        self._values.pop(topic, None)
        self._seen_at.pop(topic, None)
        self._changed_at.pop(topic, None)

    def subscribe(self, topic: Topic[T], callback: Callable[[T], None]) -> Callable[[], None]:
        """Call back now, if the topic has a value, and at every change from now on.

        Returns:
            A function that ends the subscription; calling it twice does no harm.
        """
        callbacks = self._subscribers.setdefault(topic, [])
        callbacks.append(callback)
        if topic in self._values:
            callback(cast("T", self._values[topic]))

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
