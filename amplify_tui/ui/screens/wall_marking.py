"""The mark on the wall: it comes with a key, moves among the branches, and goes by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.ui.commands import BY_ID, key_label, keys_of
from amplify_tui.ui.screens.wall_filter import UNTOUCHED_FOR, WallFilter
from amplify_tui.ui.wall.arranging import find_beside

if TYPE_CHECKING:
    from datetime import datetime

    from amplify_tui.model.conditions import BranchState
    from amplify_tui.model.keys import BranchKey
    from amplify_tui.ui.widgets.wall_view import WallView

_OF_TILE: Final = frozenset(
    {"open_tile", "log", "console", "site", "commit_page", "start", "retry", "stop", "copy_id", "copy_row"}
)


class WallMarking(WallFilter):
    """Says which branch the keys act on: none before somebody touches a key."""

    def __init__(self) -> None:
        super().__init__()
        self._touched_at: datetime | None = None

    def chosen_state(self) -> BranchState | None:
        """Return the marked branch as it is now; None where none is marked."""
        return None if self.marked is None else self.wiring.fleet.state(self.marked)

    def mark(self, branch: BranchKey | None) -> None:
        """Mark a branch on screen; pages stand still until the mark goes.

        Args:
            branch: Which; None for none.
        """
        self.marked = branch
        self._touched_at = None if branch is None else self.wiring.clock.now()
        self.pager.hold(is_held=branch is not None)
        self.set_class(branch is not None, "-touched")
        self.paint()
        self.update_hints()

    def forget_mark(self) -> None:
        """Take the mark away where nobody used a key for a while, or its branch is gone."""
        if self.marked is None:
            return
        since = self._touched_at
        is_over = since is None or self.wiring.clock.now() - since >= UNTOUCHED_FOR
        if is_over or self.chosen_state() is None:
            self.mark(None)

    def redraw(self) -> None:
        """Show the fleet as it is now; no key may act on a branch that is no longer to be seen."""
        super().redraw()
        if self.marked is not None and self.marked not in self._spots():
            self.mark(None)

    async def action_command(self, command_id: str) -> None:
        """Run a command; one that needs a branch first shows which one it would act on."""
        if self.marked is not None:
            self._touched_at = self.wiring.clock.now()
        elif command_id in _OF_TILE and not self._is_removed(command_id) and (first := self._spots()):
            self.mark(first[0])
            key = key_label(keys_of(BY_ID[command_id], self.amplify.user_keys)[0])
            name = f"{self.wiring.fleet.name_of(first[0].app)} / {first[0].name}"
            self.amplify.tell(
                f"{key} again: {BY_ID[command_id].title.lower()} of {name}; arrows mark another."
            )
            return
        await super().action_command(command_id)

    def _is_removed(self, command_id: str) -> bool:
        return self.wiring.settings.read_only and BY_ID[command_id].is_write

    def _spots(self) -> list[BranchKey]:
        return [state.branch for _, state in self.arrangement.spots()]

    def _move(self, across: int, down: int) -> None:
        spots = list(self.arrangement.spots())
        if not spots:
            return
        if self.marked is None or all(state.branch != self.marked for _, state in spots):
            self.mark(spots[0][1].branch)
        else:
            self.mark(find_beside(spots, self.marked, across, down) or self.marked)

    def action_mark_next(self) -> None:
        """Mark a branch, then the one below."""
        self._move(0, 1)

    def action_mark_previous(self) -> None:
        """Mark the branch above."""
        self._move(0, -1)

    def action_mark_left(self) -> None:
        """Mark the branch to the left."""
        self._move(-1, 0)

    def action_mark_right(self) -> None:
        """Mark the branch to the right."""
        self._move(1, 0)

    def action_mark_first(self) -> None:
        """Mark the first branch on screen."""
        if spots := self._spots():
            self.mark(spots[0])

    def action_mark_last(self) -> None:
        """Mark the last branch on screen."""
        if spots := self._spots():
            self.mark(spots[-1])

    def action_page_next(self) -> None:
        """Turn to the next page now."""
        self._turn(1)

    def action_page_previous(self) -> None:
        """Turn to the previous page now."""
        self._turn(-1)

    def _turn(self, pages: int) -> None:
        self.pager.turn(pages)
        if self.marked is not None:
            self.mark(None)
        self.redraw()

    async def on_wall_view_pointed(self, event: WallView.Pointed) -> None:
        """Mark what the mouse points at; a double click opens it."""
        columns, rows = self.shift
        for area, state in self.arrangement.spots():
            is_inside = (
                area.left <= event.x - columns < area.right and area.top <= event.y - rows < area.bottom
            )
            if is_inside:
                self.mark(state.branch)
                if event.is_double:
                    await self.action_command("open_tile")
                return
