"""The apps, and below the open one its branches, each with the state of its newest job."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias, Unpack, cast

from textual.message import Message

from amplify_tui.model.keys import AppKey, BranchKey
from amplify_tui.ui import wording
from amplify_tui.ui.cell_text import cut_middle, plain, width_of
from amplify_tui.ui.columns import CellContext, Column
from amplify_tui.ui.naming import id_tails
from amplify_tui.ui.widgets.line_table import LineTable, TableOptions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from amplify_tui.model.apps import App, Branch
    from amplify_tui.model.jobs import Job
    from amplify_tui.ui.cell_text import Cell
    from amplify_tui.ui.narrowing import Narrowing

_LEAST_NAME: Final = 6

Newest: TypeAlias = "Mapping[BranchKey, Job | None]"


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One line: an app, or a branch of the open one.

    Attributes:
        key: Address of the app or branch.
        name: What it is called.
        watched: Branch whose newest job is shown: itself, or an app's production branch.
        is_open: Whether its branches, or its jobs, are what the other panes show.
        is_known: Whether the newest job was asked for.
        job: That job; None where there is none.
        note: Shown where there is no job to tell of.
        tail: End of the id of an app that shares its name; empty where it does not.
        old: How long ago the newest job was asked for, where that is long; else empty.
    """

    key: AppKey | BranchKey
    name: str
    watched: BranchKey | None = None
    is_open: bool = False
    is_known: bool = False
    job: Job | None = None
    note: str = ""
    tail: str = ""
    old: str = ""


class BranchList(LineTable[PlaceRow]):
    """Pane 1: the cursor stands on the open branch until the user moves it."""

    heading_lines = 0

    class AppChosen(Message):
        """An app was chosen."""

        def __init__(self, key: AppKey) -> None:
            super().__init__()
            self.key = key

    class BranchChosen(Message):
        """A branch was chosen."""

        def __init__(self, key: BranchKey) -> None:
            super().__init__()
            self.key = key

    class VisibleChanged(Message):
        """Other branches than before have their glyph on screen."""

        def __init__(self, branches: tuple[BranchKey, ...]) -> None:
            super().__init__()
            self.branches = branches

    def __init__(self, **options: Unpack[TableOptions]) -> None:
        super().__init__(_COLUMNS, lambda row: row.key, **options)
        self._apps: tuple[App, ...] = ()
        self._branches: dict[AppKey, tuple[Branch, ...]] = {}
        self._newest: dict[BranchKey, Job | None] = {}
        self._open: tuple[AppKey | None, BranchKey | None] = (None, None)
        self._told: tuple[BranchKey, ...] = ()
        self._old: Mapping[BranchKey, str] = {}
        self._home: AppKey | BranchKey | None = None
        self._narrowing: Narrowing | None = None
        self._hidden: tuple[BranchKey, ...] = ()

    @property
    def visible_branches(self) -> tuple[BranchKey, ...]:
        """The branches whose glyph is on screen, from top to bottom; then those their status hides."""
        rows = (self._order[line] for line in self.lines_on_screen())
        seen = (row.watched for row in rows if row.watched is not None)
        return tuple(dict.fromkeys((*seen, *self._hidden)))

    @property
    def shown_branches(self) -> tuple[BranchKey, ...]:
        """The branches of the jobs that are on screen, from top to bottom."""
        rows = (self._order[line] for line in self.lines_on_screen())
        return tuple(dict.fromkeys(row.job.key.branch for row in rows if row.job is not None))

    def set_apps(self, apps: Sequence[App]) -> None:
        """Show these apps, in their order."""
        self._apps = tuple(apps)
        self._rebuild()

    def set_branches(self, app: AppKey, branches: Sequence[Branch]) -> None:
        """Keep the branches of an app; they are shown while it is open."""
        self._branches[app] = tuple(branches)
        self._rebuild()

    def set_newest(self, branch: BranchKey, job: Job | None) -> None:
        """Show a branch's newest job; None where it has none."""
        self._newest[branch] = job
        self._rebuild()

    def set_open(self, app: AppKey | None, branch: BranchKey | None) -> None:
        """Mark what the other panes show."""
        if (app, branch) != self._open:
            self._open = (app, branch)
            self._rebuild()

    @property
    def is_narrow(self) -> bool:
        """Whether a view may hide something."""
        return self._narrowing is not None

    def set_narrowing(self, narrowing: Narrowing | None) -> None:
        """Show only what a view names, and what is open; None for everything."""
        self._narrowing, self._hidden = narrowing, ()
        self._rebuild()

    def set_old(self, old: Mapping[BranchKey, str]) -> None:
        """Say of which branches the newest job was asked for so long ago that it must be said.

        Args:
            old: How long ago that was, in words, by branch.
        """
        if old != self._old:
            self._old = old
            self._rebuild()

    def clear(self) -> None:
        """Forget everything, as before another account is shown."""
        self._apps, self._branches, self._newest, self._open = (), {}, {}, (None, None)
        self._rebuild()

    def action_choose(self) -> None:
        """Open the app or branch under the cursor."""
        row = self.row_at_cursor
        if row is None:
            return
        key = row.key
        self.post_message(self.AppChosen(key) if isinstance(key, AppKey) else self.BranchChosen(key))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell which branches are on screen now."""
        super().watch_scroll_y(old_value, new_value)
        self._tell_visible()

    def on_resize(self) -> None:
        """Tell which branches are on screen now."""
        self._tell_visible()

    def _rebuild(self) -> None:
        is_home = self.cursor_key in (None, self._home)
        apps: Sequence[App] = self._apps
        branches: Mapping[AppKey, Sequence[Branch]] = self._branches
        if self._narrowing is not None:
            left = self._narrowing.narrow(apps, branches, self._newest, self._open)
            apps, branches, self._hidden = left.apps, left.branches, left.hidden
        self.set_rows(place_rows(apps, branches, self._newest, *self._open, old=self._old))
        app, branch = self._open
        target = branch or app
        if is_home and target is not None and self.cursor_key != target:
            self.move_to(target)
        if is_home or self.cursor_key == target:
            self._home = cast("AppKey | BranchKey | None", self.cursor_key)
        self._tell_visible()

    def _tell_visible(self) -> None:
        if self.is_attached and (visible := self.visible_branches) != self._told:
            self._told = visible
            self.post_message(self.VisibleChanged(visible))


def place_rows(
    apps: Sequence[App],
    branches: Mapping[AppKey, Sequence[Branch]],
    newest: Newest,
    open_app: AppKey | None,
    open_branch: BranchKey | None,
    *,
    old: Mapping[BranchKey, str] | None = None,
) -> tuple[PlaceRow, ...]:
    """List every app, and the branches of the open one below it.

    Args:
        apps: In their order.
        branches: Those known so far, by app.
        newest: The newest job of the branches asked so far.
        open_app: The app whose branches are listed.
        open_branch: The branch whose jobs are shown.
        old: How long ago the newest job of a branch was asked for, where that is long.
    """
    rows: list[PlaceRow] = []
    tails = id_tails(apps)
    ages = old or {}
    for app in apps:
        is_open = app.key == open_app
        known = branches.get(app.key)
        row = _app_row(app, known, newest, is_open=is_open)
        age = "" if row.job is None or is_open else ages.get(row.job.key.branch, "")
        rows.append(replace(row, tail=tails.get(app.key, ""), old=age))
        if is_open:
            rows.extend(
                PlaceRow(
                    branch.key,
                    branch.key.name,
                    branch.key,
                    branch.key == open_branch,
                    branch.key in newest,
                    newest.get(branch.key),
                    "no jobs" if branch.key in newest else "",
                    old=ages.get(branch.key, ""),
                )
                for branch in known or ()
            )
    return tuple(rows)


def _app_row(app: App, known: Sequence[Branch] | None, newest: Newest, *, is_open: bool) -> PlaceRow:
    """Sum an app up by the newest job of all its branches that were asked for."""
    hint = app.production_branch
    watched = BranchKey(app.key, hint.name) if hint is not None and hint.name else None
    jobs = [job for key, job in newest.items() if key.app == app.key and job is not None]
    dated = [job for job in jobs if job.started_at is not None]
    going = [job for job in jobs if job.is_going]
    job = going[0] if going else max(dated, key=lambda each: str(each.started_at), default=None)
    note = "no branches" if known is not None and not known else ""
    return PlaceRow(app.key, app.name, None if is_open else watched, is_open, job is not None, job, note)


def _mark(row: PlaceRow) -> tuple[str, str]:
    if row.job is None:
        return ("·", "dim")
    mark = wording.status_mark(row.job.status)
    return (mark.glyph, mark.tone)


def _name(row: PlaceRow, context: CellContext) -> Cell:
    """Show glyph and name; what tells namesakes apart and how old it is are not cut, the name is."""
    glyph, tone = _mark(row)
    pieces = [(f"{glyph} ", "dim" if row.old else tone)]
    if isinstance(row.key, BranchKey):
        pieces.insert(0, ("▸ " if row.is_open else "  ", "accent"))
    after = "".join(f" {note}" for note in (row.tail, row.old and f"({row.old} old)") if note)
    room = max(context.width - sum(width_of(text) for text, _ in pieces) - width_of(after), _LEAST_NAME)
    note = f" ({row.note})" if row.note and row.job is None else ""
    if width_of(plain(row.name)) + width_of(note) <= room:
        after += note
    return [*pieces, (cut_middle(plain(row.name), room), "strong" if row.is_open else ""), (after, "dim")]


def _when(row: PlaceRow, context: CellContext) -> Cell:
    if row.job is None:
        return ""
    return [(wording.age(row.job.started_at, context.now), "dim")]


_COLUMNS: Final[tuple[Column[PlaceRow], ...]] = (
    Column(
        "name", "", _name, width=12, minimum=10, is_flexible=True, priority=100, search=lambda row: row.name
    ),
    Column("when", "", _when, width=4, minimum=3, align="right", priority=50, ticks="minute"),
)
