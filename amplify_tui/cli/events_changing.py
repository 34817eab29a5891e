"""``events setup`` and ``events remove``: the plan, the question, the steps, what came of them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from amplify_tui.cli.events_looking import explain, look_everywhere
from amplify_tui.cli.events_papers import (
    COLUMNS,
    Paper,
    complain,
    paper_rows,
    paper_shape,
    plan_lines,
    show,
    use_lines,
)
from amplify_tui.cli.exits import Exit, exit_for, worst
from amplify_tui.cli.writing import GRACE, ask
from amplify_tui.model.event_plan import KINDS, WRITES, has_writes, plan_removal, plan_setup
from amplify_tui.model.events import find_readers
from amplify_tui.services.errors import ApiError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from amplify_tui.cli.events_looking import Look
    from amplify_tui.cli.headless import Session
    from amplify_tui.model.event_found import Found
    from amplify_tui.model.event_plan import Step
    from amplify_tui.model.event_setup import Blueprint

    Planner = Callable[[Blueprint, Found], tuple[Step, ...]]

SETTLE: Final = 1.0
"""Seconds that SQS wants between making a queue and using it."""
_AGAIN: Final = "Run it again: it goes on from there."
_DONE: Final = {"create": "Created", "change": "Changed", "delete": "Deleted"}


async def set_up(session: Session) -> Exit:
    """Make rule and queues, or make them right."""
    papers = await _open(session, plan_setup)
    code = await _change(session, "Set up", papers)
    if not session.output.is_json:
        for line in use_lines(paper for paper in papers if paper.error is None):
            session.output.note(line)
    return code


async def remove(session: Session) -> Exit:
    """Remove rule and queues."""
    papers = await _open(session, plan_removal)
    for paper in papers:
        found = paper.look.found
        tags = found.queue.tags if found and found.queue else None
        for reader in find_readers(tags or {}, "", session.clock.now()):
            session.output.note(f"{paper.place}: a dashboard reads the queue at present: {reader.name}.")
    return await _change(session, "Remove", papers)


async def _open(session: Session, plan: Planner) -> list[Paper]:
    papers = [_write_plan(look, plan) for look in await look_everywhere(session)]
    for paper in papers:
        if paper.error is not None and not session.output.is_json:
            complain(session.output, paper, paper.error)
    return papers


def _write_plan(look: Look, plan: Planner) -> Paper:
    if look.blueprint is None or look.found is None:
        return Paper(look, error=look.error)
    steps, queue = plan(look.blueprint, look.found), look.found.queue
    refused = [step for step in steps if step.action == "refuse"]
    error = (
        RefusedError(
            "NotOurs",
            f"Nothing is changed here. {refused[0].title}: {refused[0].note}.",
            "Another name for rule and queue can be given with --name.",
        )
        if refused
        else None
    )
    return Paper(look, steps, queue_url=queue.url if queue else "", error=error)


async def _change(session: Session, verb: str, papers: list[Paper]) -> Exit:
    output, is_dry = session.output, session.request.has("dry_run")
    lines = [line for paper in papers for line in plan_lines(paper)]
    is_shown = output.is_terminal and not output.is_json
    if is_shown:
        show(output, lines)
    due = [paper for paper in papers if paper.error is None and has_writes(paper.steps)]
    if is_dry:
        output.note("Nothing was changed: this was a rehearsal.")
    elif not due:
        is_well = all(paper.error is None for paper in papers)
        output.note("There is nothing to do." if is_well else "Nothing was changed.")
    elif session.request.has("yes") or await ask(() if is_shown else lines, f"{verb}?"):
        for paper in due:
            await _carry_out(session, paper)
    else:
        output.note("Nothing was changed.")
    if output.is_json:
        output.json({"targets": [paper_shape(paper) for paper in papers], "dryRun": is_dry})
    elif not is_shown:
        output.table(COLUMNS, paper_rows(papers))
    errors = [paper.look.error if is_dry else paper.error for paper in papers]
    return worst(Exit.DONE if error is None else exit_for(error) for error in errors)


async def _carry_out(session: Session, paper: Paper) -> None:
    """Do the steps of one account and region up to the first that fails."""
    for step in paper.steps:
        if step.action not in WRITES:
            continue
        try:
            await _take(session, paper, step)
        except ApiError as error:
            paper.error = explain(error, session.request.word)
            if not session.output.is_json:
                complain(session.output, paper, paper.error)
            done = ", ".join(KINDS[each.kind] for each in paper.steps if each.kind in paper.done)
            session.output.note(f"{step.title} failed; done before it: {done or 'nothing'}. {_AGAIN}")
            return


async def _take(session: Session, paper: Paper, step: Step) -> None:
    look = paper.look
    assert look.blueprint is not None  # noqa: S101 - there is a plan; for the type checker
    assert look.found is not None  # noqa: S101 - as above
    work = asyncio.ensure_future(look.account.carry_out(step, look.blueprint, look.found))
    try:
        url = await asyncio.shield(work)
    except asyncio.CancelledError:
        session.output.note(f"Interrupted: {step.title} may be half way. {_AGAIN}")
        await asyncio.wait({work}, timeout=GRACE)
        raise
    paper.done.add(step.kind)
    session.output.note(f"{paper.place}: {_DONE[step.action]} {step.title}.")
    if step.kind == "queue":
        paper.queue_url = url
    if url and step.action == "create":
        await session.clock.sleep(SETTLE)
