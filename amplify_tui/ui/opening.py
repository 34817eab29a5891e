"""Decides which app and branch to open; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from amplify_tui.model.matching import match_app, match_branch, match_repository, near_matches
from amplify_tui.ui.cell_text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amplify_tui.model.apps import App, Branch
    from amplify_tui.ui.wiring import Start


@dataclass(frozen=True, slots=True)
class AppChoice:
    """Which app to open.

    Attributes:
        app: The app; None where there is none, or where somebody has to choose.
        complaint: What is wrong with what was asked for; empty where nothing is.
        must_pick: Whether the picker shall open.
        is_folder: Whether the current folder named it.
    """

    app: App | None
    complaint: str = ""
    must_pick: bool = False
    is_folder: bool = False


def app_to_open(apps: Sequence[App], start: Start, remembered: str | None) -> AppChoice:
    """Choose the app: the one asked for, the folder's, the last used, the last deployed.

    Args:
        apps: Every app there is.
        start: What was asked for.
        remembered: Id of the app last used; None where nothing is remembered.
    """
    if not apps:
        return AppChoice(None)
    if start.app:
        return _asked_for(apps, start.app)
    connected = match_repository(apps, start.repositories)
    if connected:
        last = [app for app in connected if app.key.app_id == remembered]
        return AppChoice((last or list(connected))[0], is_folder=True)
    used = [app for app in apps if app.key.app_id == remembered]
    return AppChoice(used[0] if used else max(apps, key=_liveliness))


def _liveliness(app: App) -> tuple[bool, float]:
    hint = app.production_branch
    deployed_at = hint.deployed_at if hint is not None else None
    return bool(app.repository), deployed_at.timestamp() if deployed_at is not None else 0.0


def _asked_for(apps: Sequence[App], text: str) -> AppChoice:
    matches = match_app(apps, text)
    if len(matches) == 1:
        return AppChoice(matches[0])
    shown = plain(text, 80)
    if matches:
        return AppChoice(None, f"{len(matches)} apps are named {shown}: pick one.", must_pick=True)
    near = near_matches(text, [app.name for app in apps])
    guess = f" Did you mean {' or '.join(plain(name, 80) for name in near)}?" if near else ""
    return AppChoice(None, f"There is no app {shown} here.{guess}", must_pick=True)


@dataclass(frozen=True, slots=True)
class BranchChoice:
    """Which branch to open.

    Attributes:
        branch: The branch; None where the app has none.
        complaint: What is wrong with what was asked for; empty where nothing is.
    """

    branch: Branch | None
    complaint: str = ""


def branch_to_open(
    app: App | None, branches: Sequence[Branch], wanted: str, remembered: str | None
) -> BranchChoice:
    """Choose the branch: the one asked for, the last used, the production branch, the first.

    Args:
        app: The app, for its production branch.
        branches: Every branch of the app.
        wanted: Name that was asked for; empty for none.
        remembered: Name of the branch last used; None where nothing is remembered.
    """
    if not branches:
        return BranchChoice(None)
    complaint = ""
    if wanted:
        if found := match_branch(branches, wanted):
            return BranchChoice(found[0])
        near = near_matches(wanted, [branch.key.name for branch in branches])
        guess = f" Did you mean {' or '.join(plain(name, 80) for name in near)}?" if near else ""
        complaint = f"The app has no branch {plain(wanted, 80)}.{guess}"
    hint = app.production_branch.name if app is not None and app.production_branch is not None else None
    for name in (remembered, hint):
        for branch in branches:
            if branch.key.name == name:
                return BranchChoice(branch, complaint)
    return BranchChoice(branches[0], complaint)
