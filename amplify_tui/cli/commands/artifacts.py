"""``amplify-tui artifacts``: what a job left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.cli.exits import Exit
from amplify_tui.cli.headless import run_headless
from amplify_tui.cli.json_shapes import Shape, url_text
from amplify_tui.cli.places import find_app, find_branch, find_job
from amplify_tui.cli.tables import Cell, Column
from amplify_tui.cli.values import read_job_id, read_limit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amplify_tui.cli.headless import Session
    from amplify_tui.cli.parser import Request
    from amplify_tui.cli.surroundings import Surroundings
    from amplify_tui.model.keys import JobKey
    from amplify_tui.model.steps import PresignedUrl, Step

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
    return run_headless(request, surroundings, _list)


async def _list(session: Session) -> Exit:
    app = await find_app(session)
    branch = await find_branch(session, app)
    key = await find_job(session, branch)
    found = await _collect(session, key)
    if session.output.is_json:
        session.output.json(found)
        return Exit.DONE
    rows = [_row(each) for each in found]
    if not session.output.is_terminal or not session.request.has("urls"):
        session.output.table(_COLUMNS, rows)
    else:
        for each in found:
            session.output.line(f"{each['artifactFileName']}  {each[_URL] or '-'}", limit=10_000)
    if not found:
        session.output.note(f"Job {key.job_id} has left nothing behind.")
    return Exit.DONE


async def _collect(session: Session, key: JobKey) -> list[Shape]:
    """List what the steps name, then what ListArtifacts names."""
    gateway = await session.gateway(key.target)
    limit, with_urls = read_limit(session.request), session.request.has("urls")
    detail = await gateway.get_job(key)
    found = [shape for step in detail.steps for shape in _of_step(step, with_urls=with_urls)]
    for artifact in await gateway.list_artifacts(key):
        if len(found) >= limit:
            break
        shape: Shape = {
            "artifactFileName": artifact.file_name,
            "artifactId": artifact.artifact_id,
            "stepName": None,
            "kind": "artifact",
        }
        if with_urls:
            url = await gateway.get_artifact_url(key.target, artifact.artifact_id)
            shape[_URL] = url_text(url, with_query=True)
        found.append(shape)
    return found[:limit]


def _of_step(step: Step, *, with_urls: bool) -> Iterator[Shape]:
    named = (
        ("artifacts", step.artifacts_url),
        ("testArtifacts", step.test_artifacts_url),
        ("testConfig", step.test_config_url),
    )
    for kind, url in named:
        if url is not None:
            yield _shape(kind, step, url.address.rsplit("/", 1)[-1], url, with_urls=with_urls)
    for name, url in step.screenshots:
        yield _shape("screenshot", step, name, url, with_urls=with_urls)


def _shape(kind: str, step: Step, name: str, url: PresignedUrl, *, with_urls: bool) -> Shape:
    shape: Shape = {"artifactFileName": name, "artifactId": None, "stepName": step.name, "kind": kind}
    return {**shape, _URL: url_text(url, with_query=True)} if with_urls else shape


def _row(shape: Shape) -> tuple[Cell, ...]:
    names = ("kind", "stepName", "artifactFileName", "artifactId", *([_URL] if _URL in shape else []))
    return tuple(Cell(shape[name] or "") for name in names)
