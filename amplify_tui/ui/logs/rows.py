"""Which lines of a log are shown, in which row: folds and levels taken into account; pure."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from amplify_tui.model.logs.line import Section

Fold: TypeAlias = "tuple[str, int]"
"""Kind and first line of a section: what stays the same while it grows."""


def fold_of(section: Section) -> Fold:
    """Return what tells a section from all others of its log."""
    return section.kind, section.first


class Rows:
    """The rows that are shown, from 0, and the line that stands in each.

    A folded section shows its first line alone. Where only some lines are wanted,
    the first line of every section that holds one of them is shown as well, so
    that it can be told where they belong.

    Kept are a few numbers for each fold; and one number a line only where lines are picked.

    Args:
        line_count: How many lines the log has.
        sections: Its phases and commands, in order.
        folded: Those that are folded.
        picked: Lines that are wanted, in order; None for all.
    """

    def __init__(
        self,
        line_count: int = 0,
        sections: Sequence[Section] = (),
        folded: frozenset[Fold] = frozenset(),
        picked: Sequence[int] | None = None,
    ) -> None:
        self.line_count = line_count
        self._rows: list[int] = []
        self._firsts: list[int] = []
        self._picked: array[int] | None = None
        stretches = list(_stretches(line_count, sections, folded))
        if picked is None:
            self._count = 0
            for first, last in stretches:
                self._rows.append(self._count)
                self._firsts.append(first)
                self._count += last - first + 1
        else:
            self._picked = _picked(stretches, sections, picked)
            self._count = len(self._picked)

    def __len__(self) -> int:
        return self._count

    def line_at(self, row: int) -> int:
        """Return the line that stands in a row.

        Args:
            row: From 0, and there.
        """
        if self._picked is not None:
            return self._picked[row]
        at = bisect_right(self._rows, row) - 1
        return self._firsts[at] + row - self._rows[at]

    def row_of(self, line: int) -> int:
        """Return the row of a line, or of the next one above it that is shown; 0 where there is none.

        Args:
            line: From 1.
        """
        if self._picked is not None:
            return max(bisect_right(self._picked, line) - 1, 0)
        at = bisect_right(self._firsts, line) - 1
        if at < 0:
            return 0
        end = self._rows[at + 1] if at + 1 < len(self._rows) else self._count
        return max(min(self._rows[at] + line - self._firsts[at], end - 1), 0)

    def shows(self, line: int) -> bool:
        """Tell whether a line stands in a row of its own."""
        return bool(self._count) and self.line_at(self.row_of(line)) == line


def _stretches(
    line_count: int, sections: Sequence[Section], folded: frozenset[Fold]
) -> Iterator[tuple[int, int]]:
    """Yield first and last line of what no fold hides, in order."""
    begin = 1
    if folded:
        for section in sections:
            if fold_of(section) in folded and begin <= section.first <= line_count:
                yield begin, section.first
                begin = max(section.last, section.first) + 1
    if begin <= line_count:
        yield begin, line_count


def _picked(
    stretches: Iterable[tuple[int, int]], sections: Sequence[Section], picked: Sequence[int]
) -> array[int]:
    """Return the picked lines that no fold hides, and the heads of the sections they belong to."""
    wanted = array("I", picked)
    for section in sections:
        at = bisect_left(picked, section.first)
        is_there = at < len(picked) and picked[at] <= section.last
        if is_there and picked[at] != section.first:
            wanted.append(section.first)
    if len(wanted) > len(picked):
        wanted = array("I", sorted(wanted))
    shown = array("I")
    for first, last in stretches:
        shown.extend(wanted[bisect_left(wanted, first) : bisect_right(wanted, last)])
    return shown


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of a log, and which of them are folded.

    Attributes:
        sections: Phases and commands, in order of their first lines.
        folded: What is folded.
    """

    sections: Sequence[Section] = ()
    folded: frozenset[Fold] = frozenset()

    def head_at(self, line: int) -> Section | None:
        """Return the section that begins at a line; the outer one of two."""
        at = bisect_left(self.sections, line, key=_first)
        return self.sections[at] if at < len(self.sections) and self.sections[at].first == line else None

    def around(self, line: int) -> Iterator[Section]:
        """Return the sections that a line belongs to, the inner one first."""
        at = bisect_right(self.sections, line, key=_first)
        return (section for section in reversed(self.sections[:at]) if section.last >= line)

    def is_folded(self, section: Section) -> bool:
        """Tell whether a section is folded."""
        return fold_of(section) in self.folded

    def toggled(self, line: int) -> tuple[Outline, Section | None]:
        """Fold the section at a line, or open it again.

        Args:
            line: Its first line, or any other in it: then the inner one of several.

        Returns:
            The outline, and the section; None where the line belongs to none.
        """
        section = self.head_at(line) or next(self.around(line), None)
        if section is None:
            return self, None
        return Outline(self.sections, self.folded ^ {fold_of(section)}), section

    def toggled_all(self) -> Outline:
        """Fold everything, or open everything where all is folded already."""
        everything = frozenset(map(fold_of, self.sections))
        return Outline(self.sections, frozenset() if everything <= self.folded else everything)

    def opened_to(self, line: int) -> Outline:
        """Open what hides a line."""
        if not self.folded:
            return self
        hiding = {fold_of(section) for section in self.around(line) if section.first != line}
        return Outline(self.sections, self.folded - hiding) if hiding & self.folded else self

    def folded_before(self, line: int) -> Outline:
        """Fold the phases that went well and ended before a line, so that what led to it is left.

        Args:
            line: The one that matters.
        """
        failed = {section.phase for section in self.sections if section.exit_code and section.phase}
        done = {
            fold_of(section)
            for section in self.sections
            if section.kind == "phase"
            and section.ended_at is not None
            and section.last < line
            and section.name not in failed
        }
        return Outline(self.sections, self.folded | done)


def _first(section: Section) -> int:
    return section.first
