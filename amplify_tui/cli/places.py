"""Finds the app, branch and job that a headless command is about."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from amplify_tui.cli.exits import UsageError, exit_for, worst
from amplify_tui.cli.values import read_job_id
from amplify_tui.model.keys import AppKey, JobKey
from amplify_tui.model.matching import match_app, match_branch, match_repository, near_matches
from amplify_tui.model.remembered import last_app, last_branch
from amplify_tui.model.text import clean_line
from amplify_tui.services.errors import ApiError, DeniedError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from amplify_tui.cli.exits import Exit
    from amplify_tui.cli.headless import Session
    from amplify_tui.model.apps import App, Branch
    from amplify_tui.model.keys import Target

_APP_ID: Final = re.compile(r"d[a-z0-9]{1,19}")
_NAMED: Final = 8


def describe(target: Target) -> str:
    """Name an account and region in a few words."""
    return " · ".join(clean_line(part, 80) for part in (target.profile, target.region) if part)


@dataclass(frozen=True, slots=True)
class Listing:
    """The apps of every account and region that was named.

    Attributes:
        apps: Of those that answered, in the order in which they were named.
        failures: Those that did not, and why.
    """

    apps: tuple[App, ...]
    failures: tuple[tuple[Target, ApiError], ...] = ()

    @property
    def exit_code(self) -> Exit:
        """What the worst failure makes of the command; 0 without any."""
        return worst(exit_for(error) for _, error in self.failures)

    @property
    def worst_error(self) -> ApiError | None:
        """The worst failure; None without any."""
        return next((error for _, error in self.failures if exit_for(error) is self.exit_code), None)

    def complain(self, session: Session) -> None:
        """Say beside the result which targets failed, one line each."""
        for target, error in self.failures:
            place = describe(target)
            said = ("amplify-tui:", place and f"{place}:", error.message, error.hint)
            session.output.note(" ".join(filter(None, said)))


async def list_all_apps(session: Session) -> Listing:
    """List the apps of every target that was named, at the same time.

    Raises:
        ApiError: There is only one, and it gave no usable answer.
    """
    answers = await asyncio.gather(*(_try_list_apps(session, target) for target in session.targets))
    if len(answers) == 1 and isinstance(answers[0], ApiError):
        raise answers[0]
    return Listing(
        tuple(app for apps in answers if not isinstance(apps, ApiError) for app in apps),
        tuple(
            (target, answer)
            for target, answer in zip(session.targets, answers, strict=True)
            if isinstance(answer, ApiError)
        ),
    )


async def find_app(session: Session, *, is_for_write: bool = False) -> App:
    """Return the app that ``--app``, the current folder or the last use mean.

    A target that fails does not matter where another one has the app, and is told beside
    the result. Only what is to be written to must be certain: an id is, but a name may be
    that of an app of the failed target as well.

    Args:
        session: What the command works with.
        is_for_write: Whether something will be changed there.

    Raises:
        UsageError: Nothing names an app, or several fit.
        NotFoundError: There is no such app.
        ApiError: A target failed that it may be in.
    """
    listing = await list_all_apps(session)
    try:
        app = _choose(session, listing.apps)
    except (UsageError, NotFoundError) as error:
        if listing.worst_error is not None and (isinstance(error, NotFoundError) or not listing.apps):
            raise listing.worst_error from None
        raise
    if is_for_write and listing.worst_error is not None and app.key.app_id != session.settings.app:
        raise listing.worst_error
    listing.complain(session)
    return app


def _choose(session: Session, apps: Sequence[App]) -> App:
    if session.settings.app:
        return _asked_for(apps, session.settings.app)
    connected = match_repository(apps, session.checkout().repositories)
    used = [app for app in connected or apps if _is_last(session, app)]
    found = used or connected
    if not found:
        raise UsageError("Which app?", "Name it with --app. " + _choices(_names(apps)))
    if len(found) > 1:
        raise UsageError(
            f"{len(found)} apps are connected to this folder's repository: {_list(found)}.",
            "Name one by its id with --app.",
        )
    return found[0]


async def find_branch(session: Session, app: App) -> Branch:
    """Return the branch that ``--branch``, the current folder or the last use mean.

    Raises:
        UsageError: Nothing names a branch, or several fit.
        NotFoundError: There is no such branch.
    """
    gateway = await session.gateway(app.key.target)
    branches = await gateway.list_branches(app.key)
    names = [branch.key.name for branch in branches]
    wanted = session.settings.branch
    if not wanted:
        checkout = session.checkout()
        if match_repository([app], checkout.repositories) and checkout.branch in names:
            wanted = checkout.branch
        else:
            last = session.memory.recall(last_branch(app.key)) or ""
            wanted = last if last in names else ""
    if not wanted:
        raise UsageError(f"Which branch of {_clean(app.name)}?", "Name it with --branch. " + _choices(names))
    found = match_branch(branches, wanted)
    if len(found) > 1:
        listed = ", ".join(_clean(branch.key.name) for branch in found)
        raise UsageError(f"{len(found)} branches are named {_clean(wanted)}: {listed}.", "Write it exactly.")
    if not found:
        raise NotFoundError(
            "NotFoundException",
            f"{_clean(app.name)} has no branch {_clean(wanted)}.",
            _guess(wanted, names) or _choices(names),
        )
    return found[0]


async def find_job(session: Session, branch: Branch) -> JobKey:
    """Return the job that ``--job`` names, or else the branch's newest.

    Raises:
        UsageError: The id is none.
        NotFoundError: The branch has no job.
    """
    job_id = read_job_id(session.request)
    if job_id is not None:
        return JobKey(branch.key, job_id)
    gateway = await session.gateway(branch.key.app.target)
    page = await gateway.list_jobs(branch.key, limit=1)
    if not page.items:
        raise NotFoundError(
            "NotFoundException",
            f"{_clean(branch.key.name)} has no jobs yet.",
            "`amplify-tui start` starts one.",
        )
    return page.items[0].key


async def _try_list_apps(session: Session, target: Target) -> Sequence[App] | ApiError:
    try:
        return await _list_apps(session, target)
    except ApiError as error:
        return error


async def _list_apps(session: Session, target: Target) -> Sequence[App]:
    gateway = await session.gateway(target)
    try:
        return await gateway.list_apps()
    except DeniedError:
        # A user who may see one app only can still name it by its id.
        if not _APP_ID.fullmatch(session.settings.app):
            raise
        return [await gateway.get_app(AppKey(target, session.settings.app))]


def _is_last(session: Session, app: App) -> bool:
    return session.memory.recall(last_app(app.key.target)) == app.key.app_id


def _asked_for(apps: Sequence[App], text: str) -> App:
    found = match_app(apps, text)
    if len(found) > 1:
        raise UsageError(
            f"{len(found)} apps are named {_clean(text)}: {_list(found)}.",
            "Name one by its id, or one profile and region.",
        )
    if not found:
        where = "" if apps else " There are no apps here at all: check --profile and --region."
        raise NotFoundError(
            "NotFoundException",
            f"There is no app {_clean(text)}.{where}",
            _guess(text, [name for app in apps for name in (app.name, app.key.app_id)])
            or _choices(_names(apps)),
        )
    return found[0]


def _names(apps: Sequence[App]) -> list[str]:
    """Name apps so that each can be told from the others: by id where a name fits several."""
    times = Counter(app.name.casefold() for app in apps)
    return [app.name if times[app.name.casefold()] == 1 else app.key.app_id for app in apps]


def _list(apps: Iterable[App]) -> str:
    return ", ".join(f"{_clean(app.name)} {app.key.app_id} ({describe(app.key.target)})" for app in apps)


def _guess(text: str, names: Iterable[str]) -> str:
    near = near_matches(text, names)
    return f"Did you mean {' or '.join(map(_clean, near))}?" if near else ""


def _choices(names: Sequence[str]) -> str:
    shown = ", ".join(map(_clean, names[:_NAMED]))
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"There are: {shown}{more}." if names else ""


def _clean(text: str) -> str:
    return clean_line(text, 80)
