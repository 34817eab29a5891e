"""Which saved view dashboard, wall and the table of all branches show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.ui.cell_text import plain

if TYPE_CHECKING:
    from amplify_tui.model.conditions import FleetSummary
    from amplify_tui.model.settings import Settings
    from amplify_tui.model.views import View
    from amplify_tui.services.ports import Memory
    from amplify_tui.ui.wiring import Start

REMEMBERED: Final = "view"


class SavedViews:
    """The view that all screens share, the same after the next start.

    Args:
        settings: Which views there are.
        start: Which one was asked for.
        memory: Which one was picked last.
    """

    def __init__(self, settings: Settings, start: Start, memory: Memory) -> None:
        self._settings = settings
        self._start = start
        self._memory = memory
        self._present: View | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether a view is in force that may hide something; costs nothing where none is saved."""
        return bool(self._settings.views) and bool(self.present.name)

    @property
    def present(self) -> View:
        """The view in force: the one asked for, else the one picked last, else everything.

        A wall that nobody sits at shows everything unless a view was asked for:
        what somebody picked once must not hide a failure there.
        """
        if self._present is None:
            name = self._start.view
            if not name and not self._start.is_wall:
                name = self._memory.recall(REMEMBERED) or ""
            self._present = self._settings.find_view(name)
        return self._present

    def pick(self, view: View) -> None:
        """Show a view from now on, and after the next start."""
        self._present = view
        self._memory.remember(REMEMBERED, view.name)


def nothing_words(view: View, summary: FleetSummary) -> str:
    """Say that a view shows no branch, whether that may change yet, and what helps.

    Args:
        view: The view.
        summary: What is known of it.
    """
    name = plain(view.name, 60)
    if summary.branches and not summary.is_all_seen:
        return f"The view {name} shows no branch so far. V picks another."
    if summary.left_out and view.statuses:
        words = plain(" or ".join(view.statuses), 60)
        return f"The view {name} shows no branch: none of {summary.left_out} is {words}. V picks another."
    return f"The view {name} shows no branch. V picks another."


def view_words(view: View) -> str:
    """Say in one line what a view shows, safe to show.

    Args:
        view: The view.
    """
    parts = (("apps", view.apps), ("branches", view.branches), ("", view.statuses))
    said = [f"{name} {plain(' '.join(words), 60)}".strip() for name, words in parts if words]
    return " · ".join(said) or "everything"
