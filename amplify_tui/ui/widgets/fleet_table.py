"""Every branch of every account and region that is watched, one a line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.message import Message

from amplify_tui.model.causes.job_cause import UNREAD
from amplify_tui.model.conditions import Condition
from amplify_tui.ui.fleet_columns import FleetRow, fleet_columns
from amplify_tui.ui.widgets.line_table import LineTable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from rich.text import Text

    from amplify_tui.model.causes.job_cause import JobCause
    from amplify_tui.model.conditions import BranchState
    from amplify_tui.model.keys import JobKey, Target

    FindCause = Callable[[JobKey], JobCause | None]

__all__ = ["FleetRow", "FleetTable"]


class FleetTable(LineTable[FleetRow]):
    """Branches with their condition, newest job and age, keyed by ``BranchKey``."""

    class Seen(Message):
        """Other rows than before are on screen."""

        def __init__(self, table: FleetTable, rows: tuple[FleetRow, ...]) -> None:
            super().__init__()
            self.table = table
            self.rows = rows

    def __init__(
        self,
        *,
        placeholder: str | Text = "",
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(
            fleet_columns(()), lambda row: row.state.branch, placeholder=placeholder, id=id, classes=classes
        )
        self._stale: frozenset[Target] = frozenset()
        self._find_cause: FindCause | None = None
        self._told: tuple[BranchState, ...] = ()

    def set_targets(self, targets: Sequence[Target]) -> None:
        """Show the columns in which rows of these accounts and regions differ."""
        self.set_columns(fleet_columns(targets))

    def show_states(
        self,
        states: Sequence[BranchState],
        *,
        stale: Collection[Target] = (),
        find_cause: FindCause | None = None,
    ) -> None:
        """Show branches; rows of those that are the same stay the same.

        Args:
            states: In their order, no branch twice.
            stale: Accounts and regions that give no answers.
            find_cause: Looks up why a job failed; None to say nothing of causes.
        """
        self._stale, self._find_cause = frozenset(stale), find_cause
        # By identity: hashing thousands of addresses would take longer than all the rest.
        known = {id(row.state): row for row in self._order.rows}
        old = self._stale
        rows = [
            row
            if (row := known.get(id(state))) is not None
            and row.is_stale == (bool(old) and state.branch.app.target in old)
            else self._row(state)
            for state in states
        ]
        self.set_rows(rows)

    def set_cause(self, key: JobKey, cause: JobCause) -> None:
        """Say why a job failed.

        Args:
            key: The job; one that is not shown, or not as failed, is passed over.
            cause: What is known.
        """
        rows = list(self._order.rows)
        for at, row in enumerate(rows):
            job = row.state.news.newest
            if row.cause is not None and job is not None and job.key == key:
                rows[at] = replace(row, cause=cause)
                self.set_rows(rows, changed=(at,))
                return

    def tell_seen(self, *, is_pushed: bool) -> None:
        """Tell which branches are on screen, too."""
        super().tell_seen(is_pushed=is_pushed)
        rows = tuple(self._order[line] for line in self.lines_on_screen())
        seen = tuple(row.state for row in rows)
        if seen != self._told and self.is_attached:
            self._told = seen
            self.post_message(self.Seen(self, rows))

    def _row(self, state: BranchState) -> FleetRow:
        cause, job = None, state.news.newest
        if self._find_cause is not None and state.condition is Condition.FAILED and job is not None:
            cause = self._find_cause(job.key) or UNREAD
        return FleetRow(state, cause, state.branch.app.target in self._stale)
