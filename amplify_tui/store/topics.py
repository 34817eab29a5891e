"""What the picture is made of: each topic names one value and its type.

The types of the values are named in strings, so that nobody imports all of them for one.
"""
# ruff: noqa: F401 - those strings are no annotations, as ruff sees it

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from amplify_tui.model.apps import App, Branch
    from amplify_tui.model.backend_jobs import (
        BackendEnvironment,
        BackendJob,
        BackendJobFilter,
        BackendJobList,
    )
    from amplify_tui.model.branch_news import BranchNews
    from amplify_tui.model.causes.job_cause import JobCause
    from amplify_tui.model.events import QueueHealth
    from amplify_tui.model.health import Health, Problem
    from amplify_tui.model.jobs import Job, JobList
    from amplify_tui.model.keys import AppKey, BackendJobKey, BranchKey, EnvironmentKey, JobKey, Target
    from amplify_tui.model.logs.tail import LogTail
    from amplify_tui.model.steps import Artifact, JobDetail

T = TypeVar("T")


class Topic(Generic[T]):
    """Names one value of the picture; equal topics name the same value."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class HealthOf(Topic["Health"]):
    """How the poller of a target is doing."""

    target: Target


@dataclass(frozen=True, slots=True)
class ProblemWith(Topic["Problem | None"]):
    """Why the last question about a topic got no answer; None after one that did."""

    topic: Topic[Any]


@dataclass(frozen=True, slots=True)
class AppsOf(Topic["tuple[App, ...]"]):
    """Every app of a target, by name."""

    target: Target


@dataclass(frozen=True, slots=True)
class BranchesOf(Topic["tuple[Branch, ...]"]):
    """Every branch of an app, by name."""

    app: AppKey


@dataclass(frozen=True, slots=True)
class JobsOf(Topic["JobList"]):
    """The jobs of a branch, newest first, as far as they were asked for."""

    branch: BranchKey


@dataclass(frozen=True, slots=True)
class NewestOf(Topic["Job | None"]):
    """The newest job of a branch; None where it has none."""

    branch: BranchKey


@dataclass(frozen=True, slots=True)
class NewsOf(Topic["BranchNews"]):
    """What the fleet knows of a branch."""

    branch: BranchKey


@dataclass(frozen=True, slots=True)
class QueueOf(Topic["QueueHealth"]):
    """How reading a queue of events goes."""

    url: str


@dataclass(frozen=True, slots=True)
class DetailOf(Topic["JobDetail"]):
    """One job with its steps."""

    job: JobKey


@dataclass(frozen=True, slots=True)
class CauseOf(Topic["JobCause"]):
    """Why a job failed."""

    job: JobKey


@dataclass(frozen=True, slots=True)
class TailOf(Topic["LogTail"]):
    """How the log of a job's running step ends."""

    job: JobKey


@dataclass(frozen=True, slots=True)
class ArtifactsOf(Topic["tuple[Artifact, ...]"]):
    """The artifacts of a job that ListArtifacts names."""

    job: JobKey


@dataclass(frozen=True, slots=True)
class EnvironmentsOf(Topic["tuple[BackendEnvironment, ...]"]):
    """The backend environments of an app."""

    app: AppKey


@dataclass(frozen=True, slots=True)
class BackendJobsOf(Topic["BackendJobList"]):
    """The backend jobs of an environment that pass a filter."""

    environment: EnvironmentKey
    filters: BackendJobFilter


@dataclass(frozen=True, slots=True)
class BackendJobOf(Topic["BackendJob"]):
    """One backend job."""

    job: BackendJobKey
