"""Every branch of every account and region that is watched, one a line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Unpack

from textual.message import Message

from amplify_tui.model.causes.job_cause import UNREAD
from amplify_tui.model.conditions import Condition
from amplify_tui.ui.fleet_columns import FleetRow, fleet_columns
from amplify_tui.ui.widgets.line_table import LineTable, TableOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from amplify_tui.model.causes.job_cause import JobCause
    from amplify_tui.model.conditions import BranchState
    from amplify_tui.model.keys import AppKey, JobKey, Target
    from amplify_tui.ui.fleet_columns import FindSeen

__all__ = ["FleetRow", "FleetTable", "Lookup"]


@dataclass(frozen=True, slots=True)
class Lookup:
    """Where a table of branches finds what is not in their states.

    Attributes:
        seen: When a branch was last asked about, UTC; None for never.
        cause: Why a job failed; None where nobody looked yet.
        name: An app's name, told apart from its namesakes, safe to show.
    """

    seen: FindSeen
    cause: Callable[[JobKey], JobCause | None]
    name: Callable[[AppKey], str]


class FleetTable(LineTable[FleetRow]):
    """Branches with their condition, newest job and age, keyed by ``BranchKey``.

    The cursor stands on the worst until it is moved: at first others come above it by the dozen.
    """

    class Seen(Message):
        """Other rows than before are on screen."""

        def __init__(self, table: FleetTable, rows: tuple[FleetRow, ...]) -> None:
            super().__init__()
            self.table = table
            self.rows = rows

    def __init__(self, **options: Unpack[TableOptions]) -> None:
        super().__init__(
            fleet_columns((), lambda _: None),
            lambda row: row.state.branch,
            **options,
        )
        self.follow = True
        self._lookup: Lookup | None = None
        self._stale: frozenset[Target] = frozenset()
        self._told: tuple[BranchState, ...] = ()

    def put_cursor(self, line: int) -> None:
        """Move the cursor; from then on it stays with its row, whatever comes above that."""
        self.follow = False
        super().put_cursor(line)

    def action_cursor_first(self) -> None:
        """Move the cursor to the worst, whichever that is, and leave it there."""
        super().action_cursor_first()
        self.follow = True

    def set_targets(self, targets: Sequence[Target], lookup: Lookup) -> None:
        """Show the columns in which rows of these accounts and regions differ.

        What is sorted by a column that is gone gets its own order back.

        Args:
            targets: All that are shown.
            lookup: Where everything else is found.
        """
        self._lookup = lookup
        self.columns = fleet_columns(targets, lookup.seen)
        self._order.set_columns(self.columns)
        self._painter.set_columns(self.columns)
        self._rearrange(lambda: self._order.arrange(self._now))
        self.refresh()

    def show_states(self, states: Sequence[BranchState], *, stale: Collection[Target] = ()) -> None:
        """Show branches; rows of those that are the same stay the same.

        Args:
            states: In their order, no branch twice.
            stale: Accounts and regions that give no answers.
        """
        self._stale = frozenset(stale)
        # By identity: hashing thousands of addresses would take longer than all the rest.
        known = {id(row.state.branch): row for row in self._order.rows}
        self.set_rows([self._same_or_new(known.get(id(state.branch)), state) for state in states])

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

    def rows_on_screen(self) -> tuple[FleetRow, ...]:
        """Return the rows that can be seen, from top to bottom."""
        return tuple(self._order[line] for line in self.lines_on_screen())

    def tell_seen(self, *, is_pushed: bool) -> None:
        """Tell which branches are on screen, too."""
        super().tell_seen(is_pushed=is_pushed)
        rows = self.rows_on_screen()
        seen = tuple(row.state for row in rows)
        if seen != self._told and self.is_attached:
            self._told = seen
            self.post_message(self.Seen(self, rows))

    def _same_or_new(self, row: FleetRow | None, state: BranchState) -> FleetRow:
        """Keep a row that says the same, so that it need not be painted again."""
        if row is None or not (row.state is state or is_alike(row.state, state)):
            return self._row(state)
        is_stale = bool(self._stale) and row.target in self._stale
        return row if row.is_stale == is_stale else replace(row, is_stale=is_stale)

    def _row(self, state: BranchState) -> FleetRow:
        cause, job, lookup = None, state.news.newest, self._lookup
        if lookup is not None and state.condition is Condition.FAILED and job is not None:
            cause = lookup.cause(job.key) or UNREAD
        name = state.app_name if lookup is None else lookup.name(state.branch.app)
        return FleetRow(state, name, cause, state.branch.app.target in self._stale)


def is_alike(old: BranchState, new: BranchState) -> bool:
    """Whether two states of one branch look the same: all but the time at which they were confirmed.

    Args:
        old: What was shown.
        new: What is known now.
    """
    return (old.condition, old.place, old.changed_at, old.app_name) == (
        new.condition,
        new.place,
        new.changed_at,
        new.app_name,
    ) and (old.news is new.news or (old.news, old.superseded) == (new.news, new.superseded))
