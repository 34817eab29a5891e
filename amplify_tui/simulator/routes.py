"""Which operation a raw request path means."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from amplify_tui.simulator.shapes import Operation


@dataclass(frozen=True, slots=True)
class Match:
    """A path that an operation answers to.

    Attributes:
        operation: The operation.
        labels: Unquoted values by the label's name.
    """

    operation: Operation
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Route:
    """One path template, cut at its slashes; a label is None in ``literals`` and named in ``labels``."""

    operation: Operation
    literals: tuple[str | None, ...]
    labels: tuple[str | None, ...]

    @property
    def order(self) -> tuple[bool, ...]:
        """Sorts literal segments before labels, from the left."""
        return tuple(literal is None for literal in self.literals)


@dataclass(slots=True)
class Router:
    """Finds operations by method and *raw* path, so that ``%2F`` in a name divides nothing.

    Attributes:
        operations: Operations of one service.
    """

    operations: Iterable[Operation]
    _routes: dict[tuple[str, int], list[_Route]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for operation in self.operations:
            route = _cut(operation)
            self._routes.setdefault((operation.method, len(route.literals)), []).append(route)
        for routes in self._routes.values():
            routes.sort(key=lambda route: route.order)

    def find(self, method: str, raw_path: str) -> Match | None:
        """Return the operation that a path means, or None."""
        segments = raw_path.split("/")[1:]
        for route in self._routes.get((method, len(segments)), ()):
            labels = _match(route, segments)
            if labels is not None:
                return Match(route.operation, labels)
        return None


def _cut(operation: Operation) -> _Route:
    segments = operation.template.split("/")[1:]
    labels = tuple(segment[1:-1] if segment.startswith("{") else None for segment in segments)
    literals = tuple(
        segment if label is None else None for segment, label in zip(segments, labels, strict=True)
    )
    return _Route(operation, literals, labels)


def _match(route: _Route, segments: list[str]) -> dict[str, str] | None:
    found: dict[str, str] = {}
    for segment, literal, label in zip(segments, route.literals, route.labels, strict=True):
        if label is not None:
            if not segment:
                return None
            found[label] = unquote(segment)
        elif segment != literal:
            return None
    return found
