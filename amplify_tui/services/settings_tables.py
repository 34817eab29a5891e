"""Reads the tables of a settings file, and says where in it something is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from amplify_tui.model.setting_tables import TableProblem, read_targets, read_views
from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from amplify_tui.model.named_targets import NamedTarget
    from amplify_tui.model.views import View


class TableError(Exception):
    """A table that cannot be used as it is.

    Attributes:
        message: What is wrong, with file, line and key.
        hint: What to do about it; empty where nothing is known to help.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file whose tables are read.

    Attributes:
        path: Where it is.
        text: What it holds.
    """

    path: Path
    text: str

    def find(self, kind: str, number: int, key: str = "") -> str:
        """Say where a table stands, and a key of it.

        Args:
            kind: ``target`` or ``view``.
            number: Which of its kind, from 0.
            key: The key; empty for the table's head.
        """
        head = re.compile(rf"""^\s*\[\[\s*["']?{kind}["']?\s*\]\]""")
        wanted = re.compile(rf"""^\s*["']?{re.escape(key)}["']?\s*=""") if key else None
        lines = self.text.splitlines()
        heads = [line for line, content in enumerate(lines) if head.match(content)]
        if number >= len(heads):
            return self._find_first(kind)
        first = heads[number]
        for line in range(first + 1, len(lines) if wanted else 0):
            if lines[line].lstrip().startswith("[["):
                break
            if wanted and wanted.match(lines[line]):
                return f"{self.path} line {line + 1}"
        return f"{self.path} line {first + 1}"

    def _find_first(self, kind: str) -> str:
        start = re.compile(rf"""^\s*\[?\s*["']?{kind}["']?\s*[.=\]]""")
        lines = (line for line, content in enumerate(self.text.splitlines(), 1) if start.match(content))
        line = next(lines, None)
        return str(self.path) if line is None else f"{self.path} line {line}"


@dataclass(frozen=True, slots=True)
class Tables:
    """What the tables of a file say.

    Attributes:
        targets: Accounts and regions, in the file's order.
        views: Saved views, in the file's order.
        default_view: Name of the view that is opened where nobody names one; empty for none.
        sources: Where each stands, by ``target`` or ``view``, a blank and its name; that
            of the default view by ``view``.
    """

    targets: tuple[NamedTarget, ...]
    views: tuple[View, ...]
    default_view: str
    sources: dict[str, str]


def read_tables(file: TableFile, found: Mapping[str, object]) -> Tables:
    """Read every table of a file.

    Args:
        file: Where they stand.
        found: What the file has under ``target`` and ``view``; either may be missing.

    Raises:
        TableError: Something is missing, unknown, there twice, or no such value.
    """
    kind = "target"
    try:
        targets = read_targets(found.get(kind, []))
        kind = "view"
        views = read_views(found.get(kind, []))
    except TableProblem as problem:
        where = file.find(kind, max(problem.number, 0), problem.key)
        key = f" {clean_line(problem.key, 80)}" if problem.key else ""
        raise TableError(f"{where}: {kind}{key}: {problem}", problem.hint) from problem
    sources = {f"target {each.name}": file.find("target", number) for number, each in enumerate(targets)}
    sources |= {f"view {each.name}": file.find("view", number) for number, each in enumerate(views.views)}
    if views.default is None:
        return Tables(targets, views.views, "", sources)
    sources["view"] = file.find("view", views.default, "is_default")
    return Tables(targets, views.views, views.views[views.default].name, sources)
