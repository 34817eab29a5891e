"""``events status``: whether rule and queues are as they shall be, and who reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.cli.events_looking import look_everywhere
from amplify_tui.cli.events_papers import Paper, complain, place_shape, show, step_shape, use_lines
from amplify_tui.cli.exits import Exit, exit_for, worst
from amplify_tui.cli.json_shapes import Shape, time_text
from amplify_tui.cli.tables import Cell, Column
from amplify_tui.model.event_plan import KINDS
from amplify_tui.model.event_status import SetupStatus, judge_setup
from amplify_tui.ui.wording import age

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from amplify_tui.cli.events_looking import Look
    from amplify_tui.cli.headless import Session

_STATES: Final = {"keep": "right", "create": "missing", "change": "differs", "refuse": "differs"}
_MARKS: Final = {"right": "=", "missing": "!", "differs": "~"}
_COLUMNS: Final = tuple(Column(title) for title in ("PROFILE", "REGION", "WHAT", "STATE", "NAME"))


async def show_status(session: Session) -> Exit:
    """Tell how push is set up, everywhere."""
    now, output = session.clock.now(), session.output
    reports = [_judge(look, now) for look in await look_everywhere(session)]
    for paper, _ in reports:
        if paper.error is not None and not output.is_json:
            complain(output, paper, paper.error)
    if output.is_json:
        output.json({"targets": [_shape(paper, status) for paper, status in reports]})
    elif output.is_terminal:
        lines = [line for report in reports for line in _lines(*report, now)]
        show(output, (*lines, *use_lines(paper for paper, _ in reports)))
    else:
        output.table(_COLUMNS, [row for report in reports for row in _rows(*report)])
        for paper, status in reports:
            for problem in status.problems if status else ():
                output.note(f"{paper.place}: {problem}")
    return worst(_exit(paper) for paper, _ in reports)


def _judge(look: Look, now: datetime) -> tuple[Paper, SetupStatus | None]:
    if look.blueprint is None or look.found is None:
        return Paper(look, error=look.error), None
    status, queue = judge_setup(look.blueprint, look.found, now), look.found.queue
    return Paper(look, status.steps, queue_url=queue.url if queue else ""), status


def _exit(paper: Paper) -> Exit:
    if paper.error is not None:
        return exit_for(paper.error)
    return Exit.NOT_FOUND if paper.look.found is None or paper.look.found.is_nothing else Exit.DONE


def _lines(paper: Paper, status: SetupStatus | None, now: datetime) -> Iterator[str]:
    if status is None:
        return  # What went wrong was said.
    yield paper.heading
    for step in status.steps:
        state = _STATES[step.action]
        yield f"  {_MARKS[state]} {state:<8} {KINDS[step.kind]:<17} {step.name}"
    if paper.queue_url:
        yield f"  messages    {_count(status.waiting)} waiting, {_count(status.reading)} being read"
        yield f"  given up    {_count(status.dead_letters)}"
        yield f"  encryption  {status.encryption}"
        nobody = "cannot be told" if status.readers is None else "none"
        names = [f"{reader.name} ({age(reader.at, now)})" for reader in status.readers or ()]
        yield f"  readers     {', '.join(names) or nobody}"
    yield from (f"  ! {problem}" for problem in status.problems)


def _rows(paper: Paper, status: SetupStatus | None) -> Iterator[tuple[Cell, ...]]:
    target = paper.look.target
    place = (Cell(target.profile), Cell(target.region))
    if status is None:
        return
    for step in status.steps:
        yield (*place, Cell(step.kind), Cell(_STATES[step.action]), Cell(step.name))
    if paper.queue_url:
        yield (*place, Cell("queueUrl"), Cell("-"), Cell(paper.queue_url))
        for name, number in _counts(status).items():
            yield (*place, Cell(name), Cell("-"), Cell(_count(number)))


def _shape(paper: Paper, status: SetupStatus | None) -> Shape:
    readers = status.readers if status else None
    return {
        **place_shape(paper),
        "resources": [step_shape(step) for step in paper.steps],
        **(_counts(status) if status else {}),
        "encryption": (status.encryption or None) if status else None,
        "sharing": status.sharing if status else None,
        "readers": None
        if readers is None
        else [{"name": reader.name, "seenAt": time_text(reader.at)} for reader in readers],
        "problems": list(status.problems) if status else [],
    }


def _counts(status: SetupStatus) -> dict[str, int | None]:
    return {
        "messagesWaiting": status.waiting,
        "messagesBeingRead": status.reading,
        "messagesGivenUp": status.dead_letters,
    }


def _count(number: int | None) -> str:
    return "?" if number is None else str(number)
