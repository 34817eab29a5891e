"""``amplify-tui artifacts``: what a job left behind, listed or saved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from amplify_tui.cli.exits import Exit, UsageError
from amplify_tui.cli.headless import run_headless
from amplify_tui.cli.json_shapes import Shape, url_text
from amplify_tui.cli.places import find_app, find_branch, find_job
from amplify_tui.cli.tables import Cell, Column
from amplify_tui.cli.values import read_job_id, read_limit
from amplify_tui.model.job_files import files_of

if TYPE_CHECKING:
    from amplify_tui.cli.headless import Session
    from amplify_tui.cli.parser import Request
    from amplify_tui.cli.surroundings import Surroundings
    from amplify_tui.model.job_files import JobFile
    from amplify_tui.model.keys import JobKey

_COLUMNS: Final = (
    Column("KIND"),
    Column("STEP"),
    Column("FILE", is_flexible=True),
    Column("ARTIFACT ID", is_flexible=True),
)
_URL: Final = "artifactUrl"


def run(request: Request, surroundings: Surroundings) -> int:
    """Run the command."""
    read_job_id(request)
    read_limit(request)
    if request.has("to") and not request.has("download"):
        raise UsageError("--to says where --download puts files.", "Add --download all, or name files.")
    if request.has("urls") and request.has("download"):
        raise UsageError("--urls lists addresses, --download saves files.", "Take one of them.")
    return run_headless(request, surroundings, _run)


async def _run(session: Session) -> Exit:
    app = await find_app(session)
    branch = await find_branch(session, app)
    key = await find_job(session, branch)
    gateway = await session.gateway(key.target)
    files = files_of(await gateway.get_job(key), await gateway.list_artifacts(key))
    if session.request.has("download"):
        from amplify_tui.cli.saving import save

        return await save(session, key, files)
    return await _list(session, key, files[: read_limit(session.request)])


async def _list(session: Session, key: JobKey, files: tuple[JobFile, ...]) -> Exit:
    has_urls = session.request.has("urls")
    if has_urls:
        files = tuple([await _with_url(session, file) for file in files])
    found = [{**file_shape(file), **(_url(file) if has_urls else {})} for file in files]
    if session.output.is_json:
        session.output.json(found)
    elif session.output.is_terminal and has_urls:
        for each in found:
            session.output.line(f"{each['artifactFileName']}  {each[_URL] or '-'}", limit=10_000)
    else:
        session.output.table(_COLUMNS, [_row(each) for each in found])
    if not found and not session.output.is_json:
        session.output.note(f"Job {key.job_id} has left nothing behind.")
    return Exit.DONE


def file_shape(file: JobFile) -> Shape:
    """Return a file as JSON has it."""
    return {
        "artifactFileName": file.name,
        "artifactId": file.artifact_id,
        "stepName": file.step_name,
        "kind": file.kind,
    }


async def _with_url(session: Session, file: JobFile) -> JobFile:
    if file.artifact_id is None:
        return file
    gateway = await session.gateway(file.job.target)
    return replace(file, url=await gateway.get_artifact_url(file.job.target, file.artifact_id))


def _url(file: JobFile) -> Shape:
    return {_URL: url_text(file.url, with_query=True)}


def _row(shape: Shape) -> tuple[Cell, ...]:
    names = ("kind", "stepName", "artifactFileName", "artifactId", *([_URL] if _URL in shape else []))
    return tuple(Cell(shape[name] or "") for name in names)
