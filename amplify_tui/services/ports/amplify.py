"""What may be asked of Amplify."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from amplify_tui.services.ports.events import EventQueues

if TYPE_CHECKING:
    from amplify_tui.model.apps import App, Branch
    from amplify_tui.model.backend_jobs import BackendEnvironment, BackendJob, BackendJobFilter
    from amplify_tui.model.budget import Budget
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import AppKey, BackendJobKey, BranchKey, EnvironmentKey, JobKey, Target
    from amplify_tui.model.orders import StartOrder
    from amplify_tui.model.steps import Artifact, JobDetail, PresignedUrl

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list.

    Attributes:
        items: In the service's order.
        next_token: Where the next page begins; None when this is the last.
    """

    items: tuple[T, ...]
    next_token: str | None = None


class Gateway(Protocol):
    """Amplify and AmplifyBackend of one target.

    Every method raises a subclass of ``services.errors.ApiError`` and nothing
    else. Lists without a ``token`` argument fetch all pages themselves.
    """

    @property
    def target(self) -> Target:
        """The account and region asked."""
        ...

    @property
    def endpoint(self) -> str | None:
        """Address of the Amplify endpoint where it is not AWS's own; else None."""
        ...

    async def list_apps(self) -> tuple[App, ...]:
        """List every app, by name."""
        ...

    async def get_app(self, key: AppKey) -> App:
        """Read one app."""
        ...

    async def list_branches(self, app: AppKey) -> tuple[Branch, ...]:
        """List every branch of an app, by name."""
        ...

    async def get_branch(self, key: BranchKey) -> Branch:
        """Read one branch."""
        ...

    async def list_jobs(self, branch: BranchKey, *, limit: int = 50, token: str | None = None) -> Page[Job]:
        """List one page of jobs, newest first; ``limit`` is at most 50."""
        ...

    async def get_job(self, key: JobKey, *, is_idle: bool = False) -> JobDetail:
        """Read one job with its steps and freshly signed addresses.

        Args:
            key: The job.
            is_idle: Whether nobody waits for the answer: then every other call goes first.
        """
        ...

    async def start_job(self, branch: BranchKey, order: StartOrder) -> Job:
        """Start a RELEASE; sent once, never repeated."""
        ...

    async def retry_job(self, key: JobKey, reason: str = "") -> Job:
        """Start a RETRY of a job, which makes a new one; sent once, never repeated."""
        ...

    async def stop_job(self, key: JobKey) -> Job:
        """Ask a job to stop; sent once, never repeated."""
        ...

    async def list_artifacts(self, key: JobKey) -> tuple[Artifact, ...]:
        """List every artifact of a job."""
        ...

    async def get_artifact_url(self, target: Target, artifact_id: str) -> PresignedUrl:
        """Ask for the address of one artifact."""
        ...

    async def list_environments(self, app: AppKey) -> tuple[BackendEnvironment, ...]:
        """List every backend environment of an app; Gen 2 apps have none.

        Asks ListBackendEnvironments first, and GetBackend where that names none.
        """
        ...

    async def list_backend_jobs(
        self,
        environment: EnvironmentKey,
        filters: BackendJobFilter,
        *,
        limit: int = 25,
        token: str | None = None,
    ) -> Page[BackendJob]:
        """List one page of backend jobs; ``limit`` is at most 25."""
        ...

    async def get_backend_job(self, key: BackendJobKey) -> BackendJob:
        """Read one backend job."""
        ...

    async def update_backend_job(self, key: BackendJobKey, *, operation: str, status: str) -> BackendJob:
        """Edit a backend job's record, which stops nothing; sent once, never repeated."""
        ...


class Connector(EventQueues, Protocol):
    """Opens gateways and queues; the AWS stack is imported when the first one is opened."""

    async def connect(self, target: Target) -> Gateway:
        """Return the gateway of a target, the same one for the same target.

        Raises:
            SetupError: The profile, region or configuration cannot be used.
            CredentialsError: Credentials could not be read.
        """
        ...

    async def profiles(self) -> tuple[str, ...]:
        """Name the AWS profiles that the user has, in the file's order."""
        ...

    async def regions(self) -> tuple[str, ...]:
        """Name the regions that have Amplify, sorted."""
        ...

    async def default_target(self) -> Target:
        """Return the profile and region that flags and environment name.

        Raises:
            SetupError: No region is configured, or the profile does not exist.
        """
        ...

    async def targets(self) -> tuple[Target, ...]:
        """Return every account and region to watch, at least one; the first is the default.

        One of several whose profile does not exist or names no region comes last, without a region.

        Raises:
            SetupError: No target can be named.
        """
        ...

    def budget(self, target: Target) -> Budget:
        """Tell how many calls a target may be asked now; costs nothing.

        Args:
            target: Account and region; those of one account share a budget once its id is known.
        """
        ...

    async def close(self) -> None:
        """Close every connection."""
        ...
