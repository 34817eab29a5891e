"""Steps of a job, and the presigned addresses that come with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from amplify_tui.model.jobs import OVER, WAITING

if TYPE_CHECKING:
    from datetime import datetime

    from amplify_tui.model.jobs import Job


@dataclass(frozen=True, slots=True)
class PresignedUrl:
    """An address that works for whoever holds it until it expires.

    Amplify signs these anew at every GetJob and they carry a session token. So
    two are equal when they name the same object and expire within the same five
    minutes, and neither ``str`` nor ``repr`` ever shows the query part.

    Attributes:
        address: Scheme, host and path, without the query.
        expires_at: UTC; None where the query does not say.
    """

    address: str
    query: str = field(default="", repr=False, compare=False)
    expires_at: datetime | None = field(default=None, compare=False)
    _epoch: int = field(default=0, init=False, repr=False)

    def __post_init__(self) -> None:
        """Round the expiry, so that equality ignores what changes with every answer."""
        if self.expires_at is not None:
            object.__setattr__(self, "_epoch", int(self.expires_at.timestamp()) // 300)

    def __str__(self) -> str:
        """Show the address without its query."""
        return self.address

    @property
    def label(self) -> str:
        """The last two parts of the path, such as ``…/BUILD/log.txt``."""
        parts = self.address.split("/")
        return "…/" + "/".join(parts[-2:])

    def reveal(self) -> str:
        """Return the whole address, session token included; never for a screen, log or argument."""
        return f"{self.address}?{self.query}" if self.query else self.address

    def time_left(self, now: datetime) -> timedelta | None:
        """Tell how long the address still works; zero when it has expired, None where unknown.

        Args:
            now: The present moment, aware UTC.
        """
        return None if self.expires_at is None else max(self.expires_at - now, timedelta(0))


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a job: ``BUILD``, ``DEPLOY``, ``VERIFY`` or any other name.

    Attributes:
        name: Free text.
        status: A ``JobStatus``, or whatever else Amplify said.
        started_at: UTC; None where left out.
        ended_at: UTC; None while it is going or where left out.
        status_reason: Amplify's own words; usually missing, even on a failed build.
        context: Free text such as the build image; None where left out.
        log_url: The log; may be there and serve nothing.
        artifacts_url: The built site as a zip file.
        test_artifacts_url: What the test phase kept.
        test_config_url: Configuration of the test phase.
        screenshots: Pairs of a name and an address, in Amplify's order; usually empty.

    Source:
        botocore data/amplify/2017-07-25, shape Step.
    """

    name: str
    status: str
    started_at: datetime | None = None
    ended_at: datetime | None = None
    status_reason: str | None = None
    context: str | None = None
    log_url: PresignedUrl | None = None
    artifacts_url: PresignedUrl | None = None
    test_artifacts_url: PresignedUrl | None = None
    test_config_url: PresignedUrl | None = None
    screenshots: tuple[tuple[str, PresignedUrl], ...] = ()


@dataclass(frozen=True, slots=True)
class JobDetail:
    """One job with its steps, as ``GetJob`` tells it.

    Attributes:
        job: The summary.
        steps: In Amplify's order; empty for a job that waits.
    """

    job: Job
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Artifact:
    """One entry of ``ListArtifacts``, in practice of the test phase.

    Attributes:
        file_name: As Amplify gives it; never a path to write to.
        artifact_id: What GetArtifactUrl wants.
    """

    file_name: str
    artifact_id: str


def logging_step(detail: JobDetail) -> Step | None:
    """Return the step whose log is being written, the last one if there are several; None for none."""
    if not detail.job.is_going:
        return None
    going = (
        step
        for step in reversed(detail.steps)
        if step.log_url is not None and step.ended_at is None and step.status not in WAITING | OVER
    )
    return next(going, None)
