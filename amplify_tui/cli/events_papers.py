"""What ``events`` writes: plans and results as lines, as tab-separated rows and as JSON."""

from __future__ import annotations

import shlex
import shutil
import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from amplify_tui.cli.json_shapes import Shape, error_shape
from amplify_tui.cli.places import describe
from amplify_tui.cli.tables import Cell, Column
from amplify_tui.model.event_plan import KINDS
from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from amplify_tui.cli.events_looking import Look
    from amplify_tui.cli.output import Output
    from amplify_tui.model.event_plan import Step
    from amplify_tui.services.errors import ApiError

MARKS: Final = {"create": "+", "change": "~", "keep": "=", "delete": "-", "absent": "=", "refuse": "!"}
_COMMAND: Final = "amplify-tui"
_NARROWEST: Final = 40
COLUMNS: Final = tuple(
    Column(title) for title in ("PROFILE", "REGION", "ACTION", "KIND", "NAME", "ARN", "CHANGES", "DONE")
)


@dataclass(slots=True)
class Paper:
    """What is to be told of one account and region.

    Attributes:
        look: What was found there.
        steps: What is to be done there.
        done: Kinds of the steps that were done.
        queue_url: Address of the queue; empty while there is none.
        error: Why not all could be done; None while all could.
    """

    look: Look
    steps: tuple[Step, ...] = ()
    done: set[str] = field(default_factory=set)
    queue_url: str = ""
    error: ApiError | None = None

    @property
    def place(self) -> str:
        """Profile, region and account in words."""
        account = self.look.blueprint.account_id if self.look.blueprint else ""
        return " · ".join(filter(None, (describe(self.look.target), account and f"account {account}")))

    @property
    def heading(self) -> str:
        """The place, and the address where that is not AWS."""
        return " · ".join(filter(None, (self.place, self.look.account.address)))


def plan_lines(paper: Paper) -> Iterator[str]:
    """Write a plan for people, safe to show."""
    yield paper.heading
    for step in paper.steps:
        yield f"  {MARKS[step.action]} {step.action:<7} {KINDS[step.kind]:<17} {step.name}"
        yield f"            {step.arn}"
        yield from (f"            {change}" for change in step.changes)
        if step.note:
            yield f"            {step.note}"


def paper_rows(papers: Iterable[Paper]) -> list[tuple[Cell, ...]]:
    """Write plans or results for a pipe."""
    return [
        tuple(
            Cell(text)
            for text in (
                paper.look.target.profile,
                paper.look.target.region,
                step.action,
                step.kind,
                step.name,
                step.arn,
                "; ".join(filter(None, (*map(str, step.changes), step.note))),
                "done" if step.kind in paper.done else "",
            )
        )
        for paper in papers
        for step in paper.steps
    ]


def paper_shape(paper: Paper) -> Shape:
    """Return a plan or result as JSON has it."""
    resources = [{**step_shape(step), "done": step.kind in paper.done} for step in paper.steps]
    return {**place_shape(paper), "resources": resources}


def place_shape(paper: Paper) -> Shape:
    """Return where something is, and why not all could be done, as JSON has it."""
    error = paper.error
    return {
        "profile": paper.look.target.profile or None,
        "region": paper.look.target.region,
        "accountId": paper.look.blueprint.account_id if paper.look.blueprint else None,
        "queueUrl": paper.queue_url or None,
        "error": error_shape(error.code, error.message, error.hint)["error"] if error else None,
    }


def step_shape(step: Step) -> Shape:
    """Return one thing and what shall happen to it as JSON has it."""
    return {
        "kind": step.kind,
        "name": step.name,
        "arn": step.arn,
        "action": step.action,
        "changes": [
            {"name": change.name, "now": change.now or None, "wanted": change.wanted or None}
            for change in step.changes
        ],
        "note": step.note or None,
    }


def use_lines(papers: Iterable[Paper]) -> Iterator[str]:
    """Say how the dashboard is told of the queues: in one command where it can name them all."""
    there = [paper for paper in papers if paper.queue_url]
    profiles = list(dict.fromkeys(paper.look.target.profile for paper in there))
    regions = list(dict.fromkeys(paper.look.target.region for paper in there))
    is_whole = len(profiles) * len(regions) == len(there)
    for together in [there] if is_whole and there else [[paper] for paper in there]:
        targets = [paper.look.target for paper in together]
        words = [_COMMAND]
        for option, values in (
            ("--profile", [target.profile for target in targets]),
            ("--region", [target.region for target in targets]),
        ):
            named = ",".join(dict.fromkeys(filter(None, values)))
            words += [option, named] if named else []
        # Two profiles may lead to one account, and so to one queue.
        places = {
            (paper.look.blueprint and paper.look.blueprint.account_id, paper.look.target.region): paper
            for paper in together
        }
        for paper in places.values():
            words += ["--events-queue", paper.queue_url]
        yield shlex.join(clean_line(word) for word in words)


def show(output: Output, lines: Iterable[str]) -> None:
    """Write lines for people to stdout; long ones go on below themselves, but for commands to copy.

    Args:
        output: Where to.
        lines: Of parts that are safe to show.
    """
    width = max(_NARROWEST, shutil.get_terminal_size().columns)
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip()) + 2)
        is_command = line.lstrip().startswith(_COMMAND)
        shown = (
            [line]
            if is_command
            else textwrap.wrap(
                line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
            )
        )
        output.text("".join(f"{part}\n" for part in shown))


def complain(output: Output, paper: Paper, error: ApiError) -> None:
    """Say beside the result what went wrong in one account and region."""
    output.note(" ".join(filter(None, ("amplify-tui:", f"{paper.place}:", error.message, error.hint))))
