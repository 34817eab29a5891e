"""What can be done on the dashboard, some of it wherever a branch is shown."""

from __future__ import annotations

from typing import Final

from amplify_tui.ui import situation as judge
from amplify_tui.ui.command import Command, Place, at

_DASHBOARD: Final = at(Place.DASHBOARD)
_JOBS: Final = at(Place.DASHBOARD, Place.WALL, Place.FLEET)
_FRONT: Final = at(Place.DASHBOARD, Place.WALL)

COMMANDS: Final = (
    Command("pick_app", ("a",), "Pick app", "Pick an app; typing filters.", _DASHBOARD, "app",
            why_not=judge.why_not_connected),
    Command("pick_branch", ("b",), "Pick branch", "Pick a branch of the app; typing filters.", _DASHBOARD,
            "branch", why_not=judge.why_not_app),
    Command("open", ("enter",), "Open",
            "Table: to the job's steps. Apps: opens the app or branch. Steps: the step's log.",
            _DASHBOARD, "open", is_bound=False),
    Command("screenshots", ("v",), "Screenshots", "The screenshots that Amplify took of the job as pictures.",
            _DASHBOARD, "shots", why_not=judge.why_not_screenshots),
    Command("log", ("l",), "Log", "The log of the failed, else the running, else the last step.",
            _JOBS, "log", why_not=judge.why_not_job),
    Command("download", ("d",), "Files", "The files that the job left behind, to download them.", _DASHBOARD,
            "files", why_not=judge.why_not_job),
    Command("start", ("S",), "Start job", "Start a RELEASE of the branch: a form, then a confirmation.",
            _JOBS, "start", is_write=True, why_not=judge.why_not_start),
    Command("retry", ("R",), "Retry job", "Build the selected job's commit again, after a confirmation.",
            _JOBS, "retry", is_write=True, why_not=judge.why_not_retry),
    Command("stop", ("x",), "Stop job", "Stop the selected job, after a confirmation.", _JOBS, "stop",
            is_write=True, why_not=judge.why_not_stop),
    Command("wall", ("w",), "Wallboard", "All accounts and regions on a wall that needs no keys.",
            _DASHBOARD, "wall"),
    Command("all_branches", ("A",), "All branches",
            "All branches of all accounts and regions in one table.", _FRONT, "all"),
    Command("console", ("o",), "Console page", "Open the AWS console's page of the job or branch.",
            _JOBS | at(Place.LOG),
            "console", why_not=judge.why_not_branch),
    Command("site", ("O",), "Deployed site", "Open the branch's site.", _JOBS,
            why_not=judge.why_not_site),
    Command("commit_page", ("C",), "Commit page", "Open the job's commit at the repository's host.",
            _JOBS,
            why_not=judge.why_not_commit_page),
    Command("follow", ("f",), "Follow newest", "Keep the newest job selected, or stop doing so.", _DASHBOARD,
            "follow", why_not=judge.why_not_branch),
    Command("backend", ("B",), "Backend jobs", "Amplify Studio's backend environments and jobs of the app.",
            _DASHBOARD, "backend", why_not=judge.why_not_app),
    Command("pick_profile", ("P",), "Pick profile", "Look at another AWS profile, or at all.", _DASHBOARD),
    Command("pick_region", ("L",), "Pick region", "Look at another region (location), or at all.",
            _DASHBOARD),
)  # fmt: skip
"""In the order of key bar and help."""
