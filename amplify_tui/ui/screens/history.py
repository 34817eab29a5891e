"""Past messages and API calls, each call with the AWS CLI line that asks the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, Final

from textual.widgets import Static

from amplify_tui.model.aws_cli import command_line
from amplify_tui.model.calls import Call
from amplify_tui.ui import wording
from amplify_tui.ui.cell_text import plain
from amplify_tui.ui.columns import CellContext, Column
from amplify_tui.ui.commands import Place, bindings_at
from amplify_tui.ui.screens.table_screen import TableScreen
from amplify_tui.ui.situation import Situation
from amplify_tui.ui.widgets.key_bar import KeyBar
from amplify_tui.ui.widgets.line_table import LineTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from amplify_tui.model.messages import Message
    from amplify_tui.ui.cell_text import Cell

_TONES = {"information": "", "warning": "warning", "error": "failed"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history.

    Attributes:
        number: Counted up as they happened; tells two that look the same apart.
        at: UTC.
        kind: ``message`` or the service called.
        what: The message, or the operation with its answer.
        outcome: How long it took, or the error's code; empty for messages.
        tone: Tone of the line.
        copied: What ``y`` copies: the AWS CLI line of a call, the text of a message.
    """

    number: int
    at: datetime
    kind: str
    what: str
    outcome: str
    tone: str
    copied: str


def entry_of_call(number: int, call: Call) -> Entry:
    """Make the line of a call."""
    outcome = plain(call.error, 60) or wording.NOTHING
    if not call.error and call.took is not None:
        outcome = f"{call.took.total_seconds() * 1000:.0f} ms"
    answer = f" → {plain(call.summary, 200)}" if call.summary else ""
    what = f"{call.operation} {_subject(call)}".strip() + answer
    return Entry(
        number, call.at, call.service, what, outcome, "failed" if call.error else "", command_line(call)
    )


def _subject(call: Call) -> str:
    shown = (call.parameters.get(name) for name in ("appId", "AppId", "branchName", "jobId", "JobId"))
    return " ".join(plain(str(value), 80) for value in shown if value)


def entry_of_message(number: int, message: Message) -> Entry:
    """Make the line of a message."""
    text = plain(message.text)
    return Entry(number, message.at, "message", text, "", _TONES[message.severity], text)


def _time(entry: Entry, context: CellContext) -> Cell:
    return ((wording.local_day_time(entry.at, context.now), "dim"),)


COLUMNS: Final[tuple[Column[Entry], ...]] = (
    Column("at", "TIME", _time, 12, priority=90, sort_key=lambda entry: entry.at),
    Column("kind", "KIND", lambda entry, _: ((entry.kind, "dim"),), 14, priority=30,
                  sort_key=lambda entry: entry.kind),
    Column("what", "WHAT", lambda entry, _: ((entry.what, entry.tone),), 46, minimum=12, is_flexible=True,
                  priority=95, sort_key=lambda entry: entry.what),
    Column("outcome", "OUTCOME", lambda entry, _: ((entry.outcome, entry.tone or "dim"),), 24, minimum=8,
                  priority=60, sort_key=lambda entry: entry.outcome),
)  # fmt: skip


class HistoryScreen(TableScreen):
    """What the program said and what it asked, newest first."""

    PLACE: ClassVar = Place.HISTORY
    BINDINGS: ClassVar = bindings_at(Place.HISTORY)

    def __init__(self) -> None:
        super().__init__()
        self.table: LineTable[Entry] = LineTable(
            COLUMNS, lambda entry: entry.number, placeholder="Nothing happened yet.", id="history"
        )
        self._whole = Static("", id="history-detail", markup=False)
        self._entries: list[Entry] = []
        self._count = 0
        self._ends: list[Callable[[], None]] = []

    def compose(self) -> ComposeResult:
        """Lay out the table above the whole text of its line."""
        self.table.border_title = "History · messages and API calls, newest first"
        yield self.table
        yield self.filter_field()
        yield self._whole
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin with what is kept, and listen."""
        past: list[Call | Message] = [*self.wiring.calls.recent(), *self.wiring.messages.recent()]
        for each in sorted(past, key=lambda item: item.at):
            self._entries.append(self._entry_of(each))
        self.table.set_now(self.wiring.clock.now())
        self.table.set_rows(tuple(reversed(self._entries)))
        self._ends = [self.wiring.calls.subscribe(self._add), self.wiring.messages.subscribe(self._add)]
        self.table.focus()
        self.update_hints()

    def on_unmount(self) -> None:
        """Stop listening."""
        for end in self._ends:
            end()

    def _entry_of(self, item: Call | Message) -> Entry:
        self._count += 1
        return (
            entry_of_call(self._count, item)
            if isinstance(item, Call)
            else entry_of_message(self._count, item)
        )

    def _add(self, item: Call | Message) -> None:
        self._entries.append(self._entry_of(item))
        self.table.set_rows(tuple(reversed(self._entries)))

    def situation(self) -> Situation:
        """Tell whether a line is selected."""
        return Situation(has_row=self.table.row_at_cursor is not None)

    def on_line_table_highlighted(self, event: LineTable.Highlighted) -> None:
        """Show the whole text of the line."""
        entry = event.row
        self._whole.update("" if entry is None else entry.copied)

    def on_line_table_chosen(self) -> None:
        """Copy what the line is good for."""
        self.action_copy_id()

    def action_copy_id(self) -> None:
        """Copy the AWS CLI line of a call, or a message."""
        if (entry := self.table.row_at_cursor) is not None:
            self.copy(entry.copied, "the AWS CLI line" if entry.kind != "message" else "the message")

    def action_copy_row(self) -> None:
        """Copy the line's text."""
        if (entry := self.table.row_at_cursor) is not None:
            at = entry.at.astimezone(UTC)
            self.copy(
                f"{at:%Y-%m-%dT%H:%M:%SZ} {entry.kind} {entry.what} {entry.outcome}".strip(), "the line"
            )
