"""A text field and the list that typing in it filters, to pick one thing from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from amplify_tui.ui.cell_text import plain
from amplify_tui.ui.columns import CellContext, Column
from amplify_tui.ui.widgets.line_table import LineTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from amplify_tui.ui.cell_text import Cell

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PickerItem(Generic[T]):
    """One thing that can be picked.

    Attributes:
        value: What picking it gives; told apart by equality.
        label: What it is called.
        detail: What else helps to tell it; may be empty.
        mark: Glyph before it, one cell; may be empty.
        tone: Tone of the glyph.
    """

    value: T
    label: str
    detail: str = ""
    mark: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that passes the filter, and which letters of its label do.

    Attributes:
        item: The item.
        at: Positions of the letters in the label; empty for none.
    """

    item: PickerItem[Any]
    at: tuple[int, ...] = ()


class PickerRows(LineTable[Hit]):
    """The list; it takes no focus, so that a click leaves that in the text field."""

    can_focus = False
    heading_lines = 0

    def __init__(self) -> None:
        super().__init__(_COLUMNS, lambda hit: hit.item.value, placeholder="Nothing to pick from.")


class PickerList(Vertical):
    """Items of which the best match stands first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1.0)", "Page up", show=False),
        Binding("pagedown", "page(1.0)", "Page down", show=False),
    ]

    class Picked(Message):
        """An item was picked."""

        def __init__(self, picker: PickerList, value: Any) -> None:
            super().__init__()
            self.picker = picker
            self.value = value

        @property
        def control(self) -> PickerList:
            """The list."""
            return self.picker

    def __init__(
        self,
        items: Sequence[PickerItem[Any]] = (),
        *,
        current: object = None,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._items = tuple(items)
        self._current = current
        self.field = Input(placeholder="type to filter", compact=True, select_on_focus=False)
        self.rows = PickerRows()

    def compose(self) -> ComposeResult:
        """Lay out the field above the list."""
        yield self.field
        yield self.rows

    def on_mount(self) -> None:
        """Begin on the current item, with the focus in the field."""
        self.set_items(self._items)
        self.rows.move_to(self._current)
        self.field.focus()

    def set_items(self, items: Sequence[PickerItem[Any]]) -> None:
        """Offer these items.

        Args:
            items: In their natural order.
        """
        self._items = tuple(items)
        self.rows.set_rows(matching(self._items, self.field.value))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what matches, the best first, with the cursor on it."""
        event.stop()
        hits = matching(self._items, event.value)
        self.rows.placeholder = f"Nothing has “{event.value}”." if self._items else "Nothing to pick from."
        self.rows.set_rows(hits)
        if event.value:
            self.rows.put_cursor(0)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pick the item under the cursor."""
        event.stop()
        self.rows.action_choose()

    def on_line_table_chosen(self, event: LineTable.Chosen) -> None:
        """Tell what was picked."""
        event.stop()
        self.post_message(self.Picked(self, event.row.item.value))

    def on_line_table_highlighted(self, event: LineTable.Highlighted) -> None:
        """Keep the list's own messages inside."""
        event.stop()

    def on_line_table_near_end(self, event: LineTable.NearEnd) -> None:
        """Keep the list's own messages inside."""
        event.stop()

    def action_move(self, lines: int) -> None:
        """Move the cursor by lines."""
        self.rows.action_cursor_move(lines)

    def action_page(self, pages: float) -> None:
        """Move the cursor by pages."""
        self.rows.action_cursor_page(pages)


def matching(items: Sequence[PickerItem[Any]], text: str) -> tuple[Hit, ...]:
    """Return the items that match, best first: whole words, then letters in their order.

    Args:
        items: In their natural order, which equally good ones keep.
        text: What was typed; blanks part words that must all be there.
    """
    words = text.casefold().split()
    if not words:
        return tuple(Hit(item) for item in items)
    ranked: list[tuple[tuple[int, int], Hit]] = []
    for item in items:
        label = plain(item.label)
        folded = label.casefold()
        if len(folded) != len(label):
            folded = label.lower() if len(label.lower()) == len(label) else label
        found = _positions(folded, f"{folded} {plain(item.detail).casefold()}", words)
        if found is not None:
            rank, at = found
            ranked.append(((rank, at[0] if at else len(folded)), Hit(item, at)))
    ranked.sort(key=lambda entry: entry[0])
    return tuple(hit for _, hit in ranked)


_BEGINS, _HOLDS, _ELSEWHERE, _LETTERS = range(4)


def _positions(label: str, everything: str, words: Sequence[str]) -> tuple[int, tuple[int, ...]] | None:
    """Tell how well a label matches and which of its letters do; None where it does not."""
    if all(word in everything for word in words):
        at = tuple(
            sorted({label.find(word) + step for word in words if word in label for step in range(len(word))})
        )
        if not at:
            return _ELSEWHERE, at
        return (_BEGINS if at[0] == 0 else _HOLDS), at
    letters: list[int] = []
    start = 0
    for letter in "".join(words):
        position = label.find(letter, start)
        if position < 0:
            return None
        letters.append(position)
        start = position + 1
    return _LETTERS, tuple(letters)


def _label(hit: Hit, context: CellContext) -> Cell:
    del context
    label = plain(hit.item.label)
    matched = set(hit.at)
    return (
        [(letter, "accent" if position in matched else "") for position, letter in enumerate(label)]
        if matched
        else label
    )


_COLUMNS: Final[tuple[Column[Hit], ...]] = (
    Column("mark", "", lambda hit, _: [(hit.item.mark, hit.item.tone)], width=1, priority=90),
    Column("label", "", _label, width=24, minimum=12, is_flexible=True, priority=100),
    Column("detail", "", lambda hit, _: [(plain(hit.item.detail), "dim")], width=30, minimum=14, priority=10),
)
