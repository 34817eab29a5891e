"""Parts that are made when somebody first asks something of them, their modules imported no sooner."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class _Deferred:
    """Stands where a part will be, and hands everything on to it."""

    def __init__(self, build: Callable[[], object]) -> None:
        self._build = build

    def __getattr__(self, name: str) -> Any:
        """Make the part, unless it is there, and return what it has under a name."""
        return getattr(self._build(), name)


def defer(build: Callable[[], T]) -> T:
    """Return what can be used as the part, and makes it at the first use.

    Args:
        build: Makes the part; called once at most.
    """
    return cast("T", _Deferred(cache(build)))
