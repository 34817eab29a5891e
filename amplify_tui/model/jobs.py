"""Jobs: one build and deployment of one branch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

    from amplify_tui.model.keys import JobKey


class JobStatus(StrEnum):
    """The statuses that botocore's model knows; Amplify may send others, kept as they come."""

    CREATED = "CREATED"
    PENDING = "PENDING"
    PROVISIONING = "PROVISIONING"
    RUNNING = "RUNNING"
    FAILED = "FAILED"
    SUCCEED = "SUCCEED"
    CANCELLING = "CANCELLING"
    CANCELLED = "CANCELLED"


class JobType(StrEnum):
    """The job types that botocore's model knows; Amplify may send others, kept as they come."""

    RELEASE = "RELEASE"
    RETRY = "RETRY"
    MANUAL = "MANUAL"
    WEB_HOOK = "WEB_HOOK"


WAITING: Final = frozenset({JobStatus.CREATED, JobStatus.PENDING, JobStatus.PROVISIONING})
GOING: Final = WAITING | {JobStatus.RUNNING, JobStatus.CANCELLING}
OVER: Final = frozenset({JobStatus.FAILED, JobStatus.SUCCEED, JobStatus.CANCELLED})

HEAD: Final = "HEAD"
"""What Amplify says in ``commitId`` for "whatever the branch's newest commit is when it clones"."""


@dataclass(frozen=True, slots=True)
class Job:
    """One build, as ``ListJobs`` summarises it.

    Attributes:
        key: Address of the job.
        status: A ``JobStatus``, or whatever else Amplify said.
        job_type: A ``JobType``, or whatever else Amplify said; None where left out,
            as in the answer to StartJob and in running jobs.
        commit_id: A SHA, ``HEAD``, or None for manual deployments.
        commit_message: As committed; None where left out.
        committed_at: UTC; None where left out.
        started_at: Start of the build, UTC; None where left out, as for a job just started.
        ended_at: End of the build, UTC; None while it is going or where left out.
        arn: Amazon resource name; None where left out.
        source_url: Where a manual deployment came from, without its query; None otherwise.

    Source:
        botocore data/amplify/2017-07-25, shape JobSummary.
    """

    key: JobKey
    status: str
    job_type: str | None = None
    commit_id: str | None = None
    commit_message: str | None = None
    committed_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    arn: str | None = None
    source_url: str | None = None

    @property
    def is_going(self) -> bool:
        """Whether it still moves; an unknown status counts as going until it has an end."""
        return self.status in GOING or (self.status not in OVER and self.ended_at is None)

    @property
    def is_over(self) -> bool:
        """Whether it has come to its end."""
        return not self.is_going

    @property
    def builds_head(self) -> bool:
        """Whether a retry would build today's newest commit instead of the one built then."""
        return self.commit_id == HEAD

    def duration(self, now: datetime) -> timedelta | None:
        """Tell how long the job took, or has been going on until ``now``; None where unknown.

        Args:
            now: The present moment, aware UTC.
        """
        if self.started_at is None:
            return None
        if self.ended_at is not None:
            return max(self.ended_at - self.started_at, timedelta(0))
        if self.is_going:
            return max(now - self.started_at, timedelta(0))
        return None


@dataclass(frozen=True, slots=True)
class JobList:
    """The jobs of one branch as far as they are known, newest first.

    Attributes:
        jobs: Newest first, no job twice.
        next_token: Where the next older page begins; None when all are here.
    """

    jobs: tuple[Job, ...] = ()
    next_token: str | None = None
