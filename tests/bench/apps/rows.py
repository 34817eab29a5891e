"""The product's own job table with many rows, fed by a timer."""

from __future__ import annotations

import argparse
import itertools
import json
import random
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App
from textual.widgets import Static

from amplify_tui.cli.screen import collect_garbage
from amplify_tui.model.jobs import Job
from amplify_tui.model.keys import AppKey, BranchKey, JobKey, Target
from amplify_tui.ui.stylesheet import stylesheet_path
from amplify_tui.ui.themes import DARK, VARIABLE_DEFAULTS
from amplify_tui.ui.widgets.job_table import JobTable

if TYPE_CHECKING:
    from textual.app import ComposeResult

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
BRANCH = BranchKey(AppKey(Target("", "eu-west-1"), "d1"), "main")
HIGHEST = 29_999
"""Job id of the first row; the others count down, all with five digits."""


def make_jobs(count: int) -> list[Job]:
    """Make finished jobs, newest first."""
    return [
        Job(
            JobKey(BRANCH, HIGHEST - index),
            "SUCCEED",
            "WEB_HOOK",
            f"{index * 2_654_435_761 % 2**28:07x}",
            f"chore: bump dependency {index}",
            started_at=NOON - timedelta(minutes=7 * index + 5),
            ended_at=NOON - timedelta(minutes=7 * index + 2),
        )
        for index in range(count)
    ]


class RowsApp(App[None]):
    """A job table between two lines."""

    CSS_PATH = stylesheet_path()

    def __init__(self, options: argparse.Namespace) -> None:
        super().__init__()
        self._options = options
        self._jobs = make_jobs(options.rows)
        self._chance = random.Random(7)
        self._left = 2 * options.changes
        self._spent: list[float] = []
        self.register_theme(DARK)
        self.theme = DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Know the product's own variables."""
        return VARIABLE_DEFAULTS

    def compose(self) -> ComposeResult:
        """Lay out the table between two lines."""
        yield Static("rows-header")
        yield JobTable(id="jobs")
        yield Static("rows-footer")

    def on_mount(self) -> None:
        """Fill the table and begin to change it."""
        table = self.query_one(JobTable)
        table.set_now(NOON)
        table.show_jobs(tuple(self._jobs))
        table.focus()
        self.call_after_refresh(collect_garbage)
        if self._options.batch:
            self.set_interval(self._options.every, self._change_some)
        if self._left:
            self.set_timer(1.5, self._begin)

    def _begin(self) -> None:
        self._timer = self.set_interval(self._options.every, self._change_one)

    def _change_one(self) -> None:
        """Do nothing at first, so that the cost of the timer itself is known, then change a row each time."""
        if self._left % self._options.changes == 0:
            self._spent.append(time.process_time())
        if not self._left:
            self._timer.stop()
            idle, busy = (late - early for early, late in itertools.pairwise(self._spent))
            Path(self._options.result).write_text(json.dumps({"idle": idle, "busy": busy}))
            return
        self._left -= 1
        if self._left < self._options.changes:
            self._change([5 + self._left % 20])

    def _change_some(self) -> None:
        table = self.query_one(JobTable)
        last = len(self._jobs) - 1
        visible = range(table.top_line, min(table.top_line + table.page_lines, last))
        near = [line for line in visible if abs(line - table.cursor_line) > 1]
        half = self._options.batch // 2
        seen = self._chance.sample(near, half)
        self._change(seen + [self._chance.randint(0, last) for _ in range(self._options.batch - half)])

    def _change(self, lines: list[int]) -> None:
        for line in lines:
            job = self._jobs[line]
            self._jobs[line] = replace(job, status="FAILED" if job.status == "SUCCEED" else "SUCCEED")
        self.query_one(JobTable).show_jobs(tuple(self._jobs))


def main() -> None:
    """Run the app as the arguments say."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--every", type=float, default=0.1)
    parser.add_argument("--batch", type=int, default=0)
    parser.add_argument("--changes", type=int, default=0)
    parser.add_argument("--result", default="")
    RowsApp(parser.parse_args()).run()


if __name__ == "__main__":
    main()
