"""Where things stand on the wall: rectangles of cells, and grids of equal ones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

TILE_WIDTH: Final = 26
"""Fewest cells of a tile that says more than a name."""
TILE_HEIGHT: Final = 4
"""Fewest rows of a tile: its frame and two lines."""
TALLEST: Final = 13
"""Most rows of a tile; what is left over shows more of the quiet ones."""
GAP: Final = 1
"""Blank columns between two tiles."""
QUIET_WIDTH: Final = 25
"""Fewest cells of a quiet branch."""
_SLIM: Final = 6
LOWEST: Final = 7
"""A narrow tile has at most so many rows: it has no words for more."""
_SHAPE: Final = 5
"""Columns that are as good as one row; a tile grows evenly."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, counted from the top left corner of the wall."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column beyond it."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """The first row below it."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Grid:
    """Equal cells, from left to right and then from top to bottom.

    Attributes:
        columns: How many stand side by side.
        rows: How many stand above each other.
        width: Columns of each cell.
        height: Rows of each cell.
        left: First column of the grid.
        top: First row of the grid.
        gap: Blank columns between two cells.
    """

    columns: int
    rows: int
    width: int
    height: int
    left: int = 0
    top: int = 0
    gap: int = GAP

    @property
    def places(self) -> int:
        """How many cells there are."""
        return self.columns * self.rows

    @property
    def bottom(self) -> int:
        """The first row below the grid."""
        return self.top + self.rows * self.height

    def areas(self) -> tuple[Area, ...]:
        """Return where each cell stands."""
        return _areas(self)


@lru_cache(maxsize=16)
def _areas(grid: Grid) -> tuple[Area, ...]:
    """Find the cells of a grid; those of the same one are asked for again and again."""
    places = (divmod(place, grid.columns) for place in range(grid.places))
    across, down = grid.width + grid.gap, grid.height
    return tuple(
        Area(grid.left + column * across, grid.top + row * down, grid.width, down) for row, column in places
    )


NO_GRID: Final = Grid(0, 0, 0, 0)


def tile_grid(area: Area, count: int, before: Grid | None = None) -> Grid:
    """Lay out tiles as large as possible for so many of them.

    Tiles that went or came change the size of the others only where there is no
    place left, or less than half of them are taken.

    Args:
        area: Where they may stand.
        count: How many there are to show.
        before: The grid until now; None for none.

    Returns:
        The grid; where ``count`` do not fit, the one that takes most.
    """
    if count <= 0 or area.height < 1 or area.width < 1:
        return Grid(0, 0, 0, 0, area.left, area.top)
    if before is not None and before.places > 0 and _is_kept(area, count, before):
        return before
    grids = [grid for grid in _grids(area, count) if grid.places >= count]
    return max(grids, key=_merit, default=_densest(area))


def _is_kept(area: Area, count: int, before: Grid) -> bool:
    is_inside = before.left == area.left and before.top == area.top and before.bottom <= area.bottom
    total = before.columns * (before.width + before.gap) - before.gap
    is_as_wide = area.width - before.columns < total <= area.width
    return is_inside and is_as_wide and count <= before.places and count * 2 > before.places


def _grids(area: Area, count: int) -> Iterator[Grid]:
    for columns in range(1, max((area.width + GAP) // (TILE_WIDTH + GAP), 1) + 1):
        rows = -(-count // columns)
        width = (area.width - GAP * (columns - 1)) // columns
        height = min(area.height // rows, TALLEST, max(width // _SLIM, LOWEST))
        if height >= TILE_HEIGHT:
            yield _grid(area, columns, rows, height)


def _grid(area: Area, columns: int, rows: int, height: int) -> Grid:
    width = (area.width - GAP * (columns - 1)) // columns
    return Grid(columns, rows, width, height, area.left, area.top)


def _merit(grid: Grid) -> tuple[int, int]:
    return (min(grid.width, grid.height * _SHAPE), -grid.rows)


def _densest(area: Area) -> Grid:
    columns = max((area.width + GAP) // (TILE_WIDTH + GAP), 1)
    height = min(TILE_HEIGHT, area.height)
    return _grid(area, columns, max(area.height // height, 1), height)


def quiet_grid(area: Area, count: int) -> Grid:
    """Lay out quiet branches: two lines each where all of them fit so, else one.

    Args:
        area: Where they may stand.
        count: How many there are to show.
    """
    if count <= 0 or area.height < 1 or area.width < 1:
        return Grid(0, 0, 0, 0, area.left, area.top)
    most = max((area.width + GAP) // (QUIET_WIDTH + GAP), 1)
    for height in (3, 2):
        columns = min(most, max(-(-count // max(area.height // height, 1)), 3))
        rows = -(-count // columns)
        if rows * height <= area.height:
            return _grid(area, columns, rows, height)
    return _grid(area, most, min(area.height, -(-count // most)), 1)
