"""The names under which a run keeps things for the next one; dashboard and scripts share them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amplify_tui.model.keys import AppKey, Target


def last_app(target: Target) -> str:
    """Name the id of the app last looked at in an account and region."""
    return f"app {target.profile} {target.region}"


def last_branch(app: AppKey) -> str:
    """Name the branch last looked at of an app."""
    return f"branch {app.app_id}"
