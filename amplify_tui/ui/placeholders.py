"""What an empty pane says: what is so, and what to do about it; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.store import topics
from amplify_tui.ui.cell_text import plain

if TYPE_CHECKING:
    from typing import Any

    from amplify_tui.model.apps import App
    from amplify_tui.model.focus import BackendFocus, Focus
    from amplify_tui.model.health import Problem
    from amplify_tui.store.store import Store
    from amplify_tui.store.topics import Topic


def problem_text(problem: Problem) -> str:
    """Say what is wrong and what to do, in one or two sentences."""
    return f"{plain(problem.message, 400)} {plain(problem.hint, 400)}".strip()


def _unknown(store: Store, topic: Topic[Any], loading: str) -> str:
    problem = store.get(topics.ProblemWith(topic))
    return loading if problem is None else problem_text(problem)


def apps_placeholder(store: Store, focus: Focus) -> str:
    """Say why no app is listed."""
    place = f"{plain(focus.target.region, 40)}, {plain(focus.target.profile, 60) or 'the AWS environment'}"
    if store.get(topics.AppsOf(focus.target)) is None:
        return _unknown(store, topics.AppsOf(focus.target), f"Loading the apps of {place}…")
    return f"No Amplify apps in {place}. L picks another region, P another profile."


def jobs_placeholder(store: Store, focus: Focus, *, is_read_only: bool) -> str:
    """Say why no job is listed."""
    apps = store.get(topics.AppsOf(focus.target))
    if not apps:
        return apps_placeholder(store, focus)
    app = next((each for each in apps if each.key == focus.app), None)
    if app is None:
        return "No app is open. a picks one."
    name = plain(app.name, 80)
    if focus.branch is None:
        return _branches_placeholder(store, app)
    if store.get(topics.JobsOf(focus.branch)) is None:
        return _unknown(
            store, topics.JobsOf(focus.branch), f"Loading the jobs of {plain(focus.branch.name, 255)}…"
        )
    if not app.repository:
        return f"No jobs on this branch yet. {name} is not connected to a repository: it is deployed by hand."
    return "No jobs on this branch yet." + ("" if is_read_only else " S starts one.")


def _branches_placeholder(store: Store, app: App) -> str:
    name = plain(app.name, 80)
    branches = store.get(topics.BranchesOf(app.key))
    if branches is None:
        return _unknown(store, topics.BranchesOf(app.key), f"Loading the branches of {name}…")
    if branches:
        return "No branch is open. b picks one."
    return f"{name} has no branches yet: connect or create one in the console. a picks another app."


def environments_placeholder(store: Store, focus: BackendFocus, app_name: str) -> str:
    """Say why no backend job is listed."""
    environments = store.get(topics.EnvironmentsOf(focus.app))
    name = plain(app_name, 80)
    if environments is None:
        return _unknown(
            store, topics.EnvironmentsOf(focus.app), f"Loading the backend environments of {name}…"
        )
    if not environments:
        return (
            f"{name} has no backend environment: it has no Amplify Studio backend, or is a Gen 2 app, "
            "whose backend is built by its Hosting jobs. esc goes back to these."
        )
    if focus.environment is None:
        return "No environment is open. b picks one."
    if store.get(topics.BackendJobsOf(focus.environment, focus.filters)) is None:
        jobs = topics.BackendJobsOf(focus.environment, focus.filters)
        return _unknown(store, jobs, f"Loading the backend jobs of {plain(focus.environment.name, 80)}…")
    if focus.filters != type(focus.filters)():
        return "No backend job passes the server's filters. F changes them."
    return f"No backend jobs in {plain(focus.environment.name, 80)}."
