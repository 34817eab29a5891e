"""What ``events`` finds in each account and region; one that fails does not stop the others."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from amplify_tui.cli.exits import UsageError
from amplify_tui.model.event_setup import (
    DEAD_LETTERS,
    LOOK_ACTIONS,
    NAME,
    NAME_PATTERN,
    REMOVE_ACTIONS,
    SETUP_ACTIONS,
)
from amplify_tui.model.text import clean_line
from amplify_tui.services.errors import ApiError, DeniedError

if TYPE_CHECKING:
    from amplify_tui.cli.headless import Session
    from amplify_tui.cli.parser import Request
    from amplify_tui.model.event_found import Found
    from amplify_tui.model.event_setup import Blueprint
    from amplify_tui.model.keys import Target
    from amplify_tui.services.event_setup import EventAccount

_NEEDED: Final = {
    "setup": ("Setting up", SETUP_ACTIONS),
    "status": ("Looking", LOOK_ACTIONS),
    "remove": ("Removing", REMOVE_ACTIONS),
}


@dataclass(frozen=True, slots=True)
class Look:
    """One account and region.

    Attributes:
        target: As the user names it.
        account: The road to it.
        blueprint: What a dashboard needs there; None where not even that could be found out.
        found: What is there; None where that could not be found out.
        error: Why not; None where it could.
    """

    target: Target
    account: EventAccount
    blueprint: Blueprint | None = None
    found: Found | None = None
    error: ApiError | None = None


def read_name(request: Request) -> str:
    """Return the name of rule and queue.

    Raises:
        UsageError: No rule or no queue can have it.
    """
    name = request.text("name") if request.has("name") else NAME
    if not NAME_PATTERN.fullmatch(name):
        raise UsageError(
            f"--name: “{clean_line(name, 80)}” is no name for a rule and a queue.",
            "Take up to 64 letters, digits, dashes and underscores.",
        )
    if name.endswith(DEAD_LETTERS):
        raise UsageError(f"--name: {name} would be another dashboard's dead-letter queue.", "Take another.")
    return name


async def look_everywhere(session: Session) -> tuple[Look, ...]:
    """Look at every account and region that was named, at the same time.

    Raises:
        ApiError: There is only one, and nothing can be found out about it.
    """
    from amplify_tui.services.event_setup import EventAccount

    name, endpoint = read_name(session.request), session.settings.endpoint_url
    accounts = [EventAccount(target, endpoint) for target in session.targets]
    looks = tuple(await asyncio.gather(*(_look(account, name, session.request.word) for account in accounts)))
    if len(looks) == 1 and looks[0].error is not None:
        raise looks[0].error
    return looks


async def _look(account: EventAccount, name: str, word: str) -> Look:
    blueprint = None
    try:
        blueprint = await account.plan(name)
        return Look(account.target, account, blueprint, await account.look(blueprint))
    except ApiError as error:
        return Look(account.target, account, blueprint, error=explain(error, word))


def explain(error: ApiError, word: str) -> ApiError:
    """Add what a policy has to allow, and who else could do it.

    Args:
        error: What went wrong.
        word: What was to be done: ``setup``, ``status`` or ``remove``.
    """
    if type(error) is not DeniedError:
        return error
    what, actions = _NEEDED[word]
    other = (
        "; `amplify-tui events setup --template` prints a CloudFormation template for somebody who may"
        if word == "setup"
        else ""
    )
    return DeniedError(error.code, error.message, f"{error.hint} {what} takes {', '.join(actions)}{other}.")
