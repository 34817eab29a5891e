"""Saves what a job left behind: ``amplify-tui artifacts --download``."""

from __future__ import annotations

import asyncio
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Final

from amplify_tui.cli.commands.artifacts import file_shape
from amplify_tui.cli.exits import Exit, UsageError, exit_for_kind
from amplify_tui.cli.json_shapes import error_shape
from amplify_tui.cli.progress import ProgressLine
from amplify_tui.model.downloads import DownloadPhase, size_text
from amplify_tui.model.job_files import KINDS
from amplify_tui.model.text import clean_line
from amplify_tui.services.downloads import Downloader
from amplify_tui.services.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amplify_tui.cli.headless import Session
    from amplify_tui.cli.json_shapes import Shape
    from amplify_tui.model.downloads import Download
    from amplify_tui.model.job_files import JobFile
    from amplify_tui.model.keys import JobKey

ALL: Final = "all"
_MOST_NAMED: Final = 5


async def save(session: Session, key: JobKey, files: Sequence[JobFile]) -> Exit:
    """Save the files that ``--download`` names into the folder that ``--to`` names.

    Args:
        session: What the command works with.
        key: The job.
        files: What it left behind.

    Returns:
        Done where every file was saved, else the code of the first failure.

    Raises:
        NotFoundError: There is no such file.
        UsageError: The folder is none.
    """
    folder = _find_folder(session)
    chosen = choose_files(files, session.request.words("download"), key)
    downloader = Downloader(session.connector, session.objects, session.clock, folder)
    line = ProgressLine(chosen)
    is_over = asyncio.Event()

    def follow(download: Download) -> None:
        line.show(download)
        if download.is_over:
            line.clear()
            _tell(session, download)
        if not downloader.under_way():
            is_over.set()

    downloader.subscribe(follow)
    try:
        downloader.start(chosen)
        await is_over.wait()
    finally:
        await downloader.close()
        line.clear()
    found = [download for file in chosen if (download := downloader.find(file)) is not None]
    if session.output.is_json:
        session.output.json([_shape(each) for each in found])
    failed = next((each.problem.kind for each in found if each.problem is not None), "")
    return exit_for_kind(failed) if failed else Exit.DONE


def choose_files(files: Sequence[JobFile], words: Sequence[str], key: JobKey) -> tuple[JobFile, ...]:
    """Pick files by name, pattern or kind, in their own order.

    Args:
        files: What there is.
        words: ``all``, kinds, names and patterns; commas part several.
        key: The job.

    Raises:
        NotFoundError: A word fits nothing.
    """
    names = {file.name for file in files}
    parted = [each for word in words for each in ([word] if word in names else word.split(","))]
    wanted = [word.strip() for word in parted if word.strip()] or [ALL]
    for word in wanted:
        if not any(_fits(file, word) for file in files):
            raise _nothing(files, word, key)
    return tuple(file for file in files if any(_fits(file, word) for word in wanted))


def _fits(file: JobFile, word: str) -> bool:
    if word.lower() in {ALL, file.kind.lower()}:
        return True
    return word in {file.name, file.save_name} or fnmatchcase(file.name, word)


def _nothing(files: Sequence[JobFile], word: str, key: JobKey) -> NotFoundError:
    if not files:
        return NotFoundError("NothingThere", f"Job {key.job_id} has left nothing behind.")
    shown = clean_line(word, 80)
    if word.lower() in {kind.lower() for kind in KINDS}:
        message = f"Job {key.job_id} has left nothing of the kind {shown} behind."
    else:
        message = f"Job {key.job_id} has left no {shown} behind."
    names = [clean_line(file.save_name, 60) for file in files[:_MOST_NAMED]]
    more = f" and {len(files) - _MOST_NAMED} more" if len(files) > _MOST_NAMED else ""
    return NotFoundError("NotThere", message, f"There is: {', '.join(names)}{more}.")


def _find_folder(session: Session) -> Path:
    named = session.request.text("to")
    if not named:
        return session.folder
    try:
        folder = session.folder / Path(named).expanduser()
    except RuntimeError:
        folder = session.folder / named
    if "\0" in named or (folder.exists() and not folder.is_dir()):
        raise UsageError(f"--to: {clean_line(named, 200)} is no folder.")
    return folder


def _tell(session: Session, download: Download) -> None:
    """Say in one line what became of a file."""
    output, name = session.output, clean_line(download.file.name, 120)
    if output.is_json:
        return
    if download.phase is DownloadPhase.DONE and output.is_terminal:
        output.line(f"{download.path}  {size_text(download.received)}")
    elif download.phase is DownloadPhase.DONE:
        file = download.file
        output.tabs([download.path, str(download.received), file.kind, file.step_name or "", file.name])
    elif download.problem is not None:
        output.note(" ".join(filter(None, (f"{name}:", download.problem.message, download.problem.hint))))


def _shape(download: Download) -> Shape:
    shape = file_shape(download.file)
    if download.problem is not None:
        problem = download.problem
        return {
            **shape, "path": None, "size": None, **error_shape(problem.code, problem.message, problem.hint),
        }  # fmt: skip
    return {**shape, "path": download.path, "size": download.received}
