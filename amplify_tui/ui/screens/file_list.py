"""The list of what a job left behind, kept current."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from textual.content import Content

from amplify_tui.model.job_files import files_of, folder_name
from amplify_tui.store import topics
from amplify_tui.ui.cell_text import cut_front, plain, width_of
from amplify_tui.ui.download_words import file_line, sum_line
from amplify_tui.ui.file_columns import FILE_COLUMNS, FileRow
from amplify_tui.ui.following import Following
from amplify_tui.ui.placeholders import problem_text
from amplify_tui.ui.screens.table_screen import TableScreen
from amplify_tui.ui.situation import Situation
from amplify_tui.ui.widgets.key_bar import KeyBar
from amplify_tui.ui.widgets.line_table import LineTable
from amplify_tui.ui.widgets.tone_lines import ToneLines

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from textual.app import ComposeResult

    from amplify_tui.model.downloads import Download
    from amplify_tui.model.health import Problem
    from amplify_tui.model.job_files import JobFile
    from amplify_tui.model.jobs import Job
    from amplify_tui.store.topics import Topic
    from amplify_tui.ui.cell_text import Piece

NOTHING_YET: Final = (
    "Job {job} has left no files behind yet. A build keeps its site once it has succeeded, "
    "a test phase its files once it has ended."
)
NOTHING: Final = (
    "Job {job} has left no files behind. Amplify keeps the site of a build that succeeded, "
    "and what a test phase saved."
)


class FileList(TableScreen):
    """The files of one job, with how far the download of each is.

    Args:
        job: The job.
        app_name: Its app, in words.
    """

    def __init__(self, job: Job, app_name: str) -> None:
        super().__init__()
        self.job = job
        self.files: tuple[JobFile, ...] = ()
        self.table: LineTable[FileRow] = LineTable(FILE_COLUMNS, lambda row: row.key, id="files")
        self._app_name = app_name
        self.folder_name = folder_name(app_name, job.key)
        self.chosen: set[Hashable] = set()
        self._said = ToneLines(id="files-said")
        self._stop: Callable[[], None] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the table above what is said of its line and of all."""
        yield self.table
        yield self.filter_field()
        yield self._said
        yield KeyBar()

    def on_mount(self) -> None:
        """Ask what there is, and follow what comes."""
        branch = plain(self.job.key.branch.name, 255)
        name = plain(self._app_name, 80)
        self.table.border_title = Content(f"Files · {name} / {branch} · job {self.job.key.job_id}")
        self.table.set_now(self.wiring.clock.now())
        self.table.focus()
        key = self.job.key
        asked: tuple[Topic[Any], ...] = (topics.DetailOf(key), topics.ArtifactsOf(key))
        self.following = Following(self.wiring.store, self.show)
        self.following.follow((*asked, *(topics.ProblemWith(topic) for topic in asked)))
        self._stop = self.wiring.downloads.subscribe(self._follow)
        self._show_files()
        self.ask()

    def on_unmount(self) -> None:
        """Stop listening; downloads go on."""
        self.following.stop()
        if self._stop is not None:
            self._stop()

    def on_resize(self) -> None:
        """Cut paths for the present width."""
        self.say()

    def ask(self) -> None:
        """Ask Amplify what there is."""
        self.run_worker(self.wiring.poller.load_artifacts(self.job.key), group="artifacts", exclusive=True)

    # --- what there is ----------------------------------------------------

    def show(self, topic: Topic[Any], value: Any) -> None:
        """Take in what was learned of the job."""
        if isinstance(topic, topics.DetailOf):
            self.job = value.job
        self._show_files()

    def _show_files(self) -> None:
        store, key = self.wiring.store, self.job.key
        detail = store.get(topics.DetailOf(key))
        artifacts = store.get(topics.ArtifactsOf(key))
        if detail is not None:
            self.files = files_of(detail, artifacts or (), with_logs=True)
        self.table.placeholder = self._why_empty(is_known=detail is not None and artifacts is not None)
        self.show_rows()

    def _why_empty(self, *, is_known: bool) -> str:
        if problem := self._problem():
            return problem_text(problem)
        if not is_known:
            return f"Asking Amplify what job {self.job.key.job_id} left behind…"
        return (NOTHING_YET if self.job.is_going else NOTHING).format(job=self.job.key.job_id)

    def _problem(self) -> Problem | None:
        asked = (topics.DetailOf(self.job.key), topics.ArtifactsOf(self.job.key))
        problems = (self.wiring.store.get(topics.ProblemWith(topic)) for topic in asked)
        return next((problem for problem in problems if problem is not None), None)

    def show_rows(self) -> None:
        """Show each file with its mark and its download."""
        find = self.wiring.downloads.find
        self.table.set_rows(tuple(FileRow(file, file.key in self.chosen, find(file)) for file in self.files))
        self.say()
        self.update_hints()

    def _follow(self, download: Download) -> None:
        if download.file.job == self.job.key:
            self.show_rows()

    def say(self) -> None:
        """Say below the table where the file under the cursor goes or is, and how all are."""
        row = self.table.row_at_cursor
        line: list[Piece] = []
        if row is not None:
            place = f"{self.wiring.downloads.folder}/{self.folder_name}/{row.file.save_name}"
            words = file_line(row.download, place)
            is_bad = row.download is not None and row.download.problem is not None
            line = [(words if is_bad else self._fit_path(words), "warning" if is_bad else "")]
        found = [each for file in self.files if (each := self.wiring.downloads.find(file)) is not None]
        total = [(sum_line(len(self.chosen), found), "dim")]
        if self.files and (problem := self._problem()):
            total.append((f"  {problem_text(problem)}", "warning"))
        self._said.set_lines((line, total))

    def _fit_path(self, words: str) -> str:
        """Shorten the path in a line by its beginning, as its end tells it apart."""
        lead, slash, path = words.partition("/")
        return lead + cut_front(slash + path, self._said.content_size.width - width_of(lead))

    def situation(self) -> Situation:
        """Tell whether a file is selected."""
        return Situation(job=self.job, has_row=self.table.row_at_cursor is not None)

    def on_line_table_highlighted(self) -> None:
        """Say where the file is, or goes."""
        self.say()
        self.update_hints()
