"""The footer: which keys do what here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from amplify_tui.ui.cell_text import plain, width_of
from amplify_tui.ui.widgets.tone_lines import ToneLines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from amplify_tui.ui.cell_text import Piece

_GAP = 2
_HELP = "help"


@dataclass(frozen=True, slots=True)
class KeyHint:
    """One key of the footer.

    Attributes:
        key: As it is printed on the keyboard.
        title: What it does, in a word or two.
        is_dim: Whether it does not apply now.
        command_id: What a click on it runs.
    """

    key: str
    title: str
    is_dim: bool = False
    command_id: str = ""

    @property
    def width(self) -> int:
        """Cells it takes."""
        return width_of(self.key) + 1 + width_of(self.title)


class KeyBar(ToneLines):
    """One line of key hints, the most important first; the one for help is always there."""

    class Pressed(Message):
        """A hint was clicked."""

        def __init__(self, command_id: str) -> None:
            super().__init__()
            self.command_id = command_id

    _hints: tuple[KeyHint, ...] = ()
    _spots: tuple[tuple[int, int, KeyHint], ...] = ()

    def set_hints(self, hints: Sequence[KeyHint]) -> None:
        """Show these hints; only what changed is painted.

        Args:
            hints: The most important first.
        """
        self._hints = tuple(hints)
        self.lay_out()

    def on_resize(self) -> None:
        """Show as many hints as there is room for."""
        self.lay_out()

    def on_click(self, event: events.Click) -> None:
        """Run what the clicked hint says."""
        offset = event.get_content_offset(self)
        for left, right, hint in self._spots:
            if offset is not None and left <= offset.x < right and hint.command_id:
                event.stop()
                self.post_message(self.Pressed(hint.command_id))

    def lay_out(self) -> None:
        """Lay the line out for the present width."""
        pieces: list[Piece] = []
        spots: list[tuple[int, int, KeyHint]] = []
        at = 0
        for hint in _that_fit(self._hints, self.content_size.width):
            if at:
                pieces.append((" " * _GAP, ""))
                at += _GAP
            spots.append((at, at + hint.width, hint))
            pieces.append((plain(hint.key), "dim" if hint.is_dim else "accent"))
            pieces.append((f" {plain(hint.title)}", "faint" if hint.is_dim else ""))
            at += hint.width
        self._spots = tuple(spots)
        self.set_lines([pieces])


def _that_fit(hints: Sequence[KeyHint], width: int) -> list[KeyHint]:
    """Pick the hints that there is room for, in their order."""
    helps = [hint for hint in hints if _HELP in (hint.command_id, hint.title)][:1]
    left = width - sum(hint.width for hint in helps)
    kept = list(helps)
    for hint in hints:
        if hint in helps:
            continue
        needed = hint.width + (_GAP if kept else 0)
        if needed <= left:
            left -= needed
            kept.append(hint)
    return [hint for hint in hints if hint in kept]
