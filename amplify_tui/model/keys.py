"""Addresses: which profile and region, which app, which branch, which job."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """One account's Amplify in one region, as the user names it.

    Attributes:
        profile: Name of the AWS profile; empty for what the environment says.
        region: Name of the AWS region, such as ``eu-west-1``.
    """

    profile: str
    region: str


@dataclass(frozen=True, slots=True, order=True)
class AppKey:
    """Address of an app.

    Attributes:
        target: The account and region it lives in.
        app_id: Amplify's id, ``d`` and then letters and digits.
    """

    target: Target
    app_id: str

    def __hash__(self) -> int:
        """Tell apps apart by their ids, which hardly ever are the same in two targets.

        Addresses are looked up all the time, and a hash of all that lies within goes deep.
        """
        return hash(self.app_id)


@dataclass(frozen=True, slots=True, order=True)
class BranchKey:
    """Address of a branch.

    Attributes:
        app: The app it belongs to.
        name: Branch name as Amplify gives it; any characters, slashes included.
    """

    app: AppKey
    name: str

    def __hash__(self) -> int:
        """Tell branches apart by the ids of their apps and their names."""
        return hash((self.app.app_id, self.name))


@dataclass(frozen=True, slots=True, order=True)
class JobKey:
    """Address of a job.

    Attributes:
        branch: The branch it builds.
        job_id: Number counted up per branch from 1. Amplify writes it unpadded in
            ``jobId`` and padded to ten digits in ARNs, so it is kept as a number.
    """

    branch: BranchKey
    job_id: int

    @property
    def target(self) -> Target:
        """The account and region the job runs in."""
        return self.branch.app.target


@dataclass(frozen=True, slots=True, order=True)
class EnvironmentKey:
    """Address of a backend environment of Amplify Studio (Gen 1).

    Attributes:
        app: The app it belongs to.
        name: Name of the environment, such as ``staging``.
    """

    app: AppKey
    name: str


@dataclass(frozen=True, slots=True, order=True)
class BackendJobKey:
    """Address of a backend job.

    Attributes:
        environment: The backend environment it works on.
        job_id: AmplifyBackend's id, free text.
    """

    environment: EnvironmentKey
    job_id: str
