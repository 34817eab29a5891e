"""What a schedule wants asked, and what it is told of the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from amplify_tui.store.schedule_round import FOREVER

if TYPE_CHECKING:
    from amplify_tui.store.topics import Topic


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask now.

    Attributes:
        topic: ``AppsOf``, ``BranchesOf`` or ``NewsOf``.
        limit: Jobs to ask for, where it is ``NewsOf``.
        pages: Calls that it is likely to cost.
    """

    topic: Topic[Any]
    limit: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Sight:
    """What an answer said of a branch.

    Attributes:
        is_going: Whether a job of it is going.
        newest_id: Number of its newest job; 0 where there is none.
        idle_seconds: Time since its newest job began or ended; ``FOREVER`` where that is not known.
        is_whole: Whether more than the newest job was asked for.
        is_brief: Whether a job of it is in a state that soon gives way to another of which no
            event tells.
    """

    is_going: bool = False
    newest_id: int = 0
    idle_seconds: float = FOREVER
    is_whole: bool = True
    is_brief: bool = False
