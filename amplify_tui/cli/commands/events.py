"""``amplify-tui events``: the EventBridge rule and SQS queue that tell a dashboard of deployments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.cli.events_changing import remove, set_up
from amplify_tui.cli.events_looking import read_name
from amplify_tui.cli.events_status import show_status
from amplify_tui.cli.exits import Exit, UsageError
from amplify_tui.cli.headless import run_headless
from amplify_tui.cli.output import Output
from amplify_tui.cli.writing import check_write
from amplify_tui.model.event_template import describe_template
from amplify_tui.model.matching import near_matches
from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from amplify_tui.cli.parser import Request
    from amplify_tui.cli.surroundings import Surroundings

_WORK: Final = {"setup": set_up, "status": show_status, "remove": remove}
_OPTIONS: Final = {
    "setup": {"dry_run", "template", "yes"},
    "status": set[str](),
    "remove": {"dry_run", "yes"},
}
"""What goes with each word, beside the name and JSON."""


def run(request: Request, surroundings: Surroundings) -> int:
    """Run the command."""
    _check(request)
    name = read_name(request)
    if request.has("template"):
        Output().json(describe_template(name))
        return Exit.DONE
    if request.word != "status" and not request.has("dry_run"):
        check_write(request, surroundings)
    return run_headless(request, surroundings, _WORK[request.word])


def _check(request: Request) -> None:
    word = request.word
    if word not in _WORK:
        near = near_matches(word, _WORK, 1) if word else ()
        raise UsageError(
            f"events does not know {clean_line(word, 60)}."
            if word
            else "events: set up, look at, or remove?",
            f"Did you mean events {near[0]}?"
            if near
            else "Say events setup, events status or events remove.",
        )
    for option in ("dry_run", "template", "yes"):
        if request.has(option) and option not in _OPTIONS[word]:
            raise UsageError(f"events {word} takes no --{option.replace('_', '-')}.")
    if request.has("template") and request.has("dry_run"):
        raise UsageError("--template only prints, so there is nothing to rehearse.", "Leave --dry-run away.")
