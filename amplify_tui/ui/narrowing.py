"""Which apps and branches of the overview a saved view shows; pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from amplify_tui.model.branch_news import BranchNews
from amplify_tui.model.conditions import BranchState, Condition, judge
from amplify_tui.model.keys import BranchKey
from amplify_tui.model.views import Sieve

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from amplify_tui.model.apps import App, Branch
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import AppKey
    from amplify_tui.model.views import View

    Newest = Mapping[BranchKey, Job | None]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


MOST_HIDDEN: Final = 100
"""Branches that a view hides by their status and that are asked about all the same."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is left of the overview.

    Attributes:
        apps: Those that are shown, in their order.
        branches: Those that are shown, by app.
        hidden: Branches that only their status hides, which may change.
    """

    apps: Sequence[App]
    branches: Mapping[AppKey, Sequence[Branch]]
    hidden: tuple[BranchKey, ...] = ()


class Narrowing:
    """A view, as the overview of apps and branches obeys it.

    A branch that nobody asked about yet is shown whatever the view's statuses
    are. What is open is always shown.

    Args:
        view: The view.
        find_state: Looks up what the fleet knows of a branch; None for nothing.
    """

    def __init__(self, view: View, find_state: Callable[[BranchKey], BranchState | None]) -> None:
        self._sieve = Sieve(view)
        self._apps = Sieve(replace(view, branches=()))
        self._find_state = find_state

    def narrow(
        self,
        apps: Sequence[App],
        branches: Mapping[AppKey, Sequence[Branch]],
        newest: Newest,
        opened: tuple[AppKey | None, BranchKey | None],
    ) -> Narrowed:
        """Return what is shown of an overview.

        Args:
            apps: Every app, in order.
            branches: The branches of apps for which they are known.
            newest: The newest job of the branches that were asked about.
            opened: The open app and branch.
        """
        kept: list[App] = []
        rest: dict[AppKey, Sequence[Branch]] = {}
        hidden: list[BranchKey] = []
        for app in apps:
            listed = branches.get(app.key)
            known = _watched(app) if listed is None else [branch.key for branch in listed]
            named = [key for key in known if self._is_named(app, key, is_listed=listed is not None)]
            shown = {key for key in named if key == opened[1] or self._passes(key, newest)}
            hidden += [key for key in named if key not in shown]
            is_unknown = listed is None and not known and self._apps.passes_name(app.name, app.key.app_id, "")
            if app.key == opened[0] or shown or is_unknown:
                kept.append(app)
                if listed is not None:
                    rest[app.key] = [each for each in listed if each.key in shown or each.key == opened[1]]
        return Narrowed(kept, rest, tuple(hidden[:MOST_HIDDEN]))

    def _is_named(self, app: App, key: BranchKey, *, is_listed: bool) -> bool:
        """Whether the globs let a branch through; one that stands for its whole app needs only that."""
        sieve = self._sieve if is_listed else self._apps
        return sieve.passes_name(app.name, app.key.app_id, key.name)

    def _passes(self, key: BranchKey, newest: Newest) -> bool:
        state = self._state(key, newest)
        if state is None:
            return True
        job = state.news.newest
        return self._sieve.passes_state(
            state.condition, None if job is None else job.status, is_superseded=bool(state.superseded)
        )

    def _state(self, key: BranchKey, newest: Newest) -> BranchState | None:
        """Return what is known of a branch; None where nobody asked about it."""
        state = self._find_state(key)
        if state is not None and state.condition is not Condition.UNSEEN:
            return state
        if key not in newest:
            return None
        job = newest[key]
        news = BranchNews(job, (job,) if job is not None and job.is_going else ())
        return BranchState(key, "", judge(news, _EPOCH).condition, news)


def _watched(app: App) -> list[BranchKey]:
    """Return the branch that stands for an app whose branches are not known."""
    hint = app.production_branch
    return [BranchKey(app.key, hint.name)] if hint is not None and hint.name else []
