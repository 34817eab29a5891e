"""A bare app that one widget stands on, with the real stylesheet and themes."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App

from amplify_tui.model.jobs import Job
from amplify_tui.model.keys import AppKey, BranchKey, JobKey, Target
from amplify_tui.ui.columns import Column
from amplify_tui.ui.stylesheet import stylesheet_path
from amplify_tui.ui.themes import DEFAULT, THEMES, VARIABLE_DEFAULTS
from amplify_tui.ui.widgets.line_table import LineTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.message import Message
    from textual.pilot import Pilot
    from textual.strip import Strip
    from textual.widget import Widget

NOW = datetime(2026, 11, 21, 14, 3, 21, tzinfo=UTC)
APP = AppKey(Target("", "eu-west-1"), "d1")
BRANCH = BranchKey(APP, "main")


class Stage(App[None]):
    """Shows one widget and keeps the messages that it posts."""

    CSS_PATH: ClassVar = stylesheet_path()

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget
        self.heard: list[Message] = []
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DEFAULT

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return VARIABLE_DEFAULTS

    def compose(self) -> ComposeResult:
        yield self.widget

    def heard_of(self, kind: type[Message]) -> list[Any]:
        return [message for message in self.heard if isinstance(message, kind)]

    def on_line_table_highlighted(self, message: Message) -> None:
        self.heard.append(message)

    on_line_table_chosen = on_line_table_highlighted
    on_line_table_near_end = on_line_table_highlighted
    on_line_table_header_clicked = on_line_table_highlighted
    on_branch_list_app_chosen = on_line_table_highlighted
    on_branch_list_branch_chosen = on_line_table_highlighted
    on_branch_list_visible_changed = on_line_table_highlighted
    on_step_pane_step_chosen = on_line_table_highlighted
    on_picker_list_picked = on_line_table_highlighted
    on_key_bar_pressed = on_line_table_highlighted


Row = tuple[int, str]


class WatchedTable(LineTable[Row]):
    """Numbers and words, and a record of which lines were painted."""

    def __init__(self) -> None:
        super().__init__(
            (
                Column(
                    "id", "ID", lambda row, _: str(row[0]), width=6, sort_key=lambda row: row[0], priority=90
                ),
                Column(
                    "word",
                    "WORD",
                    lambda row, _: row[1],
                    width=10,
                    is_flexible=True,
                    sort_key=lambda row: row[1],
                ),
            ),
            lambda row: row[0],
            placeholder="Nothing here.",
        )
        self.painted: list[int] = []

    def render_line(self, y: int) -> Strip:
        self.painted.append(y)
        return super().render_line(y)


def numbered(count: int) -> list[Row]:
    """Return rows, the highest number first."""
    return [(number, f"word {number}") for number in range(count, 0, -1)]


def lines_of(widget: Widget) -> list[str]:
    """Return what a widget shows, line by line, without blanks at the end."""
    return [widget.render_line(y).text.rstrip() for y in range(widget.content_size.height)]


def job(number: int, status: str = "SUCCEED", **other: Any) -> Job:
    """Return a job that began ``number`` minutes ago and took a minute, unless said otherwise."""
    begun = NOW - timedelta(minutes=number)
    known: dict[str, Any] = {
        "job_type": "WEB_HOOK",
        "commit_id": "3f9c2ab" + "0" * 33,
        "commit_message": f"change {number}",
        "started_at": begun,
        "ended_at": None if status in {"RUNNING", "PENDING"} else begun + timedelta(minutes=1),
    }
    return Job(JobKey(BRANCH, number), status, **(known | other))


async def until(pilot: Pilot[Any], condition: Callable[[], object]) -> None:
    """Go on as soon as something is so."""
    async with asyncio.timeout(60):
        while not condition():
            await pilot.pause()
