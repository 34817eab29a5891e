"""Amplify Studio's backend environments and jobs (Gen 1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

    from amplify_tui.model.keys import BackendJobKey, EnvironmentKey

ENDED: Final = frozenset({"COMPLETED", "FAILED"})
"""The only statuses seen to be final; anything else is going on."""


@dataclass(frozen=True, slots=True)
class BackendEnvironment:
    """One backend environment.

    Attributes:
        key: Address of the environment.
        stack_name: CloudFormation stack; None where left out.
        created_at: UTC; None where left out.
        updated_at: UTC; None where left out.

    Source:
        botocore data/amplify/2017-07-25, shape BackendEnvironment.
    """

    key: EnvironmentKey
    stack_name: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BackendTime:
    """A time as AmplifyBackend wrote it; its format is documented nowhere.

    Attributes:
        text: As it came.
        at: UTC; None where the text is neither epoch seconds, epoch milliseconds nor ISO 8601.
    """

    text: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class BackendJob:
    """One backend job.

    Attributes:
        key: Address of the job.
        operation: Such as ``GenerateBackendAPIModels``; None where left out.
        status: ``COMPLETED``, ``FAILED``, or anything else for a job that is going on.
        created: None where left out.
        updated: None where left out.
        error: AmplifyBackend's own words; None where left out.

    Source:
        botocore data/amplifybackend/2020-08-11, shape BackendJobRespObj.
    """

    key: BackendJobKey
    operation: str | None = None
    status: str | None = None
    created: BackendTime | None = None
    updated: BackendTime | None = None
    error: str | None = None

    @property
    def is_going(self) -> bool:
        """Whether it has not ended, as far as anybody knows."""
        return self.status not in ENDED


@dataclass(frozen=True, slots=True)
class BackendJobFilter:
    """What the server shall filter by; an empty string filters nothing.

    Attributes:
        operation: Name of the operation.
        status: Name of the status.
        job_id: Id of one job.
    """

    operation: str = ""
    status: str = ""
    job_id: str = ""


@dataclass(frozen=True, slots=True)
class BackendJobList:
    """The backend jobs of one environment as far as they are known, newest first.

    Attributes:
        jobs: Newest first, no job twice.
        next_token: Where the next page begins; None when all are here.
    """

    jobs: tuple[BackendJob, ...] = ()
    next_token: str | None = None
