"""How the wall shares its screen between head, spotlight, tiles, quiet branches and foot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from amplify_tui.ui.wall.areas import TILE_HEIGHT, Area, Grid, quiet_grid, tile_grid

if TYPE_CHECKING:
    from datetime import datetime

SHIFT_SECONDS: Final = 600
"""How long the wall stands still before it moves by a cell, so that nothing burns in."""
_PATH: Final = ((0, 0), (1, 0), (2, 0), (2, 1), (1, 1), (0, 1))
"""Columns and rows to the right and down, each one cell from the one before, round and round."""
_SHIFTED_WIDTH: Final = 40
_SHIFTED_HEIGHT: Final = 12
LARGE_WIDTH: Final = 118
LARGE_HEIGHT: Final = 31
"""From these on there is room for large figures, the cells left out that the wall moves in."""
_SMALL_HEIGHT: Final = 16
_FOOT_HEIGHT: Final = 8
_LEAST_SPOTLIGHT: Final = 6
_MOST_SPOTLIGHT: Final = 15
_BANNER: Final = 5


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands.

    Attributes:
        head: Counts, clock and what else is said of the whole; one row, two or five.
        spotlight: Where a failure that just happened stands, or a few large words; None without.
        tiles: Places of the loud branches.
        quiet: Places of the quiet ones.
        foot: One row; None where the screen is too low.
    """

    head: Area
    spotlight: Area | None
    tiles: Grid
    quiet: Grid
    foot: Area | None

    @property
    def is_large(self) -> bool:
        """Whether the head has room for large figures."""
        return self.head.height > 2  # noqa: PLR2004 - one or two rows are small


def shift_at(now: datetime, width: int, height: int) -> tuple[int, int]:
    """Tell by how many columns and rows the wall is moved at a moment; none on a small screen.

    Args:
        now: The present moment, aware.
        width: Columns of the screen.
        height: Rows of the screen.
    """
    columns, rows = _PATH[int(now.timestamp()) // SHIFT_SECONDS % len(_PATH)]
    return (columns if width >= _SHIFTED_WIDTH else 0, rows if height >= _SHIFTED_HEIGHT else 0)


def inside(width: int, height: int) -> tuple[int, int]:
    """Return the columns and rows that stay on a screen however the wall is moved."""
    return (
        width - 2 if width >= _SHIFTED_WIDTH else width,
        height - 1 if height >= _SHIFTED_HEIGHT else height,
    )


def lay_out(
    width: int,
    height: int,
    *,
    loud: int,
    quiet: int,
    has_spotlight: bool = False,
    has_banner: bool = False,
    before: Layout | None = None,
) -> Layout:
    """Share the screen.

    What is loud gets all it can use; a quarter of the rest stays for what is
    quiet, so that a wall never hides that most is well.

    Args:
        width: Columns there are.
        height: Rows there are.
        loud: How many loud branches there are, without the one in the spotlight.
        quiet: How many quiet ones.
        has_spotlight: Whether a failure just happened.
        has_banner: Whether a few large words stand where the spotlight would.
        before: The layout until now; None for none.
    """
    is_large = width >= LARGE_WIDTH and height >= LARGE_HEIGHT
    head_height = 5 if is_large else 2 if height >= _SMALL_HEIGHT else min(height, 1)
    foot_height = 1 if height >= _FOOT_HEIGHT else 0
    head = Area(0, 0, width, head_height)
    foot = Area(0, height - 1, width, 1) if foot_height else None
    body = Area(0, head_height, width, max(height - head_height - foot_height, 0))
    spot, rest = _spotlight(body, has_spotlight=has_spotlight, has_banner=has_banner)
    kept = _rows_for_quiet(rest.height, quiet) if loud else rest.height
    loud_area = Area(rest.left, rest.top, rest.width, rest.height - kept if loud else 0)
    tiles = tile_grid(loud_area, loud, None if before is None else before.tiles)
    top = tiles.bottom if tiles.places else rest.top
    below = Area(0, top, width, rest.bottom - top)
    return Layout(head, spot, tiles, quiet_grid(below, quiet), foot)


def _spotlight(body: Area, *, has_spotlight: bool, has_banner: bool) -> tuple[Area | None, Area]:
    if body.height < 1 or not (has_spotlight or (has_banner and body.height > 3 * _BANNER)):
        return None, body
    height = min(max(body.height // 3, _LEAST_SPOTLIGHT), _MOST_SPOTLIGHT, body.height)
    height = height if has_spotlight else _BANNER
    spot = Area(body.left, body.top, body.width, height)
    return spot, Area(body.left, spot.bottom, body.width, body.height - height)


def _rows_for_quiet(height: int, quiet: int) -> int:
    if not quiet or height <= TILE_HEIGHT:
        return 0
    return min(max(height // 4, 1), height - TILE_HEIGHT)
