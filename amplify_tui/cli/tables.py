"""Lists on stdout: a table for a terminal, tab-separated lines without heading for a pipe."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

_NOTHING: Final = "-"
_LONGEST: Final = 20_000
_WIDEST: Final = 40
"""Cells of a column that does not give way; as many as a commit has, and more than any id."""
_STYLES: Final = {
    "succeed": "green",
    "failed": "bold red",
    "running": "blue",
    "waiting": "cyan",
    "cancelling": "yellow",
    "cancelled": "yellow",
    "unknown": "magenta",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        title: Its heading on a terminal; empty keeps it off the terminal.
        is_flexible: Whether it gives way where the terminal is narrow.
        is_right: Whether its values stand at the right.
    """

    title: str
    is_flexible: bool = False
    is_right: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One value.

    Attributes:
        text: For a pipe; empty for what Amplify left out.
        shown: For a terminal; empty for the same.
        tone: Name of a status's tone; empty for plain text.
    """

    text: str
    shown: str = ""
    tone: str = ""


def tab_separated(rows: Sequence[Sequence[Cell]]) -> str:
    """Return one line a row; no value can hold a tab or a line end."""
    return "".join("\t".join(clean_line(cell.text, _LONGEST) for cell in row) + "\n" for row in rows)


def terminal_table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], *, with_color: bool) -> str:
    """Return a table as wide as the terminal; status and ids are never cut.

    Args:
        columns: As many as every row has cells.
        rows: The values.
        with_color: Whether a status has its colour.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    width = shutil.get_terminal_size().columns
    table = Table(box=None, pad_edge=False, header_style="bold" if with_color else "", padding=(0, 2, 0, 0))
    shown = [index for index, column in enumerate(columns) if column.title]
    for index in shown:
        column = columns[index]
        table.add_column(
            Text(column.title),
            justify="right" if column.is_right else "left",
            no_wrap=not column.is_flexible,
            overflow="ellipsis",
            min_width=_min_width(column, [row[index] for row in rows]),
            max_width=None if column.is_flexible else _WIDEST,
        )
    for row in rows:
        table.add_row(*(_text(row[index], Text) for index in shown))
    console = Console(
        width=width,
        force_terminal=with_color,
        no_color=not with_color,
        color_system="standard" if with_color else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    with console.capture() as capture:
        console.print(table)
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"


def _text(cell: Cell, kind: type[Text]) -> Text:
    return kind(_shown(cell), style=_STYLES.get(cell.tone, ""), no_wrap=True, overflow="ellipsis")


def _shown(cell: Cell) -> str:
    return clean_line(cell.shown or cell.text) or _NOTHING


def _min_width(column: Column, cells: Sequence[Cell]) -> int:
    from rich.cells import cell_len

    widest = max([cell_len(column.title), *(cell_len(_shown(cell)) for cell in cells)])
    return min(widest, len(column.title) + 8) if column.is_flexible else min(widest, _WIDEST)
