"""What is asked of Amplify for each topic, and what its answer teaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from amplify_tui.model.keys import BackendJobKey
from amplify_tui.store.merge import merge_backend_jobs, merge_jobs
from amplify_tui.store.topics import (
    AppsOf,
    ArtifactsOf,
    BackendJobOf,
    BackendJobsOf,
    BranchesOf,
    DetailOf,
    EnvironmentsOf,
    HealthOf,
    JobsOf,
    NewestOf,
    NewsOf,
    ProblemWith,
)

if TYPE_CHECKING:
    from amplify_tui.model.keys import Target
    from amplify_tui.services.ports import Gateway
    from amplify_tui.store.store import Store
    from amplify_tui.store.topics import Topic

JOBS_PER_PAGE: Final = 50
BACKEND_JOBS_PER_PAGE: Final = 25

Lesson = tuple["Topic[Any]", object]
"""A topic and its new value."""


def target_of(topic: Topic[Any]) -> Target:
    """Return the account and region that a topic is asked of.

    Raises:
        TypeError: The topic is of an unknown kind.
    """
    match topic:
        case AppsOf(target) | HealthOf(target):
            found = target
        case BranchesOf(app) | EnvironmentsOf(app):
            found = app.target
        case JobsOf(branch) | NewestOf(branch) | NewsOf(branch):
            found = branch.app.target
        case DetailOf(job) | ArtifactsOf(job):
            found = job.target
        case BackendJobsOf(environment, _) | BackendJobOf(BackendJobKey(environment, _)):
            found = environment.app.target
        case ProblemWith(inner):
            found = target_of(inner)
        case _:
            raise TypeError(topic)
    return found


async def ask(gateway: Gateway, topic: Topic[Any], store: Store) -> tuple[Lesson, ...]:
    """Ask Amplify about a topic.

    Args:
        gateway: The gateway of the topic's target.
        topic: What to ask about.
        store: What is known; read after the answer came, as it may change meanwhile.

    Returns:
        What was learned; the topic itself first.

    Raises:
        ApiError: No usable answer came.
        TypeError: The topic cannot be asked about.
    """
    match topic:
        case JobsOf(branch):
            page = await gateway.list_jobs(branch, limit=JOBS_PER_PAGE)
            jobs = merge_jobs(store.get(topic), page)
            return (topic, jobs), (NewestOf(branch), jobs.jobs[0] if jobs.jobs else None)
        case NewestOf(branch):
            page = await gateway.list_jobs(branch, limit=1)
            newest = max(page.items, key=lambda job: job.key.job_id, default=None)
            return ((topic, newest),)
        case BackendJobsOf(environment, filters):
            backend_page = await gateway.list_backend_jobs(environment, filters, limit=BACKEND_JOBS_PER_PAGE)
            return ((topic, merge_backend_jobs(store.get(topic), backend_page)),)
        case _:
            return ((topic, await _read(gateway, topic)),)


async def _read(gateway: Gateway, topic: Topic[Any]) -> object:
    match topic:
        case AppsOf():
            return await gateway.list_apps()
        case BranchesOf(app):
            return await gateway.list_branches(app)
        case DetailOf(job):
            return await gateway.get_job(job)
        case ArtifactsOf(job):
            return await gateway.list_artifacts(job)
        case EnvironmentsOf(app):
            return await gateway.list_environments(app)
        case BackendJobOf(backend_job):
            return await gateway.get_backend_job(backend_job)
    raise TypeError(topic)
