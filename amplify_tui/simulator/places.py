"""Regions, apps and branches of the scripted account."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, TypeAlias

from amplify_tui.simulator.accounts import ACCOUNT
from amplify_tui.simulator.chance import app_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from amplify_tui.simulator.accounts import Place
    from amplify_tui.simulator.previews import Previews


@dataclass(frozen=True, slots=True)
class BranchPlan:
    """What a scenario says about a branch.

    Attributes:
        name: Any characters.
        stage: ``PRODUCTION`` …, or ``NONE``, which no enum knows.
        jobs: How many jobs ended before the world began.
        hours: Mean hours between two of them, at least one.
        build_seconds: Typical length of a build.
        environment: Backend environment of Gen 1; empty for none.
        source: Branch that a preview was made of; empty for no preview.
        rest: Seconds between the start of its newest past job and that of the world;
            0 to leave it to chance, more than an hour.
        newest_cause: Why its newest past job failed; empty to leave that to chance.
        is_quiet: Whether nobody pushes to it by himself.
        is_sticky: Whether cancelling hangs.
        quirk: How the hostile scenario disfigures its jobs; empty for not at all.
        log_mishap: What is wrong with its logs; empty for nothing.
        picture_mishap: What is wrong with its pictures; empty for nothing.
    """

    name: str
    stage: str = "DEVELOPMENT"
    jobs: int = 44
    hours: float = 9.0
    build_seconds: float = 120.0
    environment: str = ""
    source: str = ""
    rest: float = 0.0
    newest_cause: str = ""
    is_quiet: bool = False
    is_sticky: bool = False
    quirk: str = ""
    log_mishap: str = ""
    picture_mishap: str = ""


@dataclass(frozen=True, slots=True)
class AppPlan:
    """What a scenario says about an app.

    Attributes:
        name: Need not be unique.
        branches: In the order in which they are listed.
        repository: Address of the repository; empty for manual deployments.
        platform: ``WEB``, ``WEB_DYNAMIC`` or ``WEB_COMPUTE``.
        framework: What Amplify detected.
        description: Free text.
        environments: Backend environments of Gen 1.
        stuck_environment: The one that a job has blocked for three days; empty for none.
        is_gen2: Whether its branches have backend stacks of Gen 2.
        has_tests: Whether the build spec has a test phase.
        number: Tells apps of one name apart.
        appears: Seconds after the world's start at which it is made; 0 for one that was there.
        quirk: How the hostile scenario disfigures it; empty for not at all.
    """

    name: str
    branches: tuple[BranchPlan, ...] = ()
    repository: str = ""
    platform: str = "WEB"
    framework: str = "React"
    description: str = ""
    environments: tuple[str, ...] = ()
    stuck_environment: str = ""
    is_gen2: bool = False
    has_tests: bool = False
    number: int = 0
    appears: float = 0.0
    quirk: str = ""


Fleet: TypeAlias = "Mapping[str, tuple[AppPlan, ...]] | Mapping[str | Place, tuple[AppPlan, ...]]"
"""Apps by region of the demo's account, or by account and region."""


@dataclass(frozen=True, eq=False)
class App:
    """An app in its region; equal to itself only, so that it is cheap to look up by."""

    plan: AppPlan
    region: str
    created: float
    account: str = ACCOUNT

    @cached_property
    def app_id(self) -> str:
        """The same in every run, so that links and notes stay right."""
        owner = () if self.account == ACCOUNT else (self.account,)
        return app_id(*owner, self.region, self.plan.name, self.plan.number)

    @cached_property
    def arn(self) -> str:
        """Amazon resource name."""
        return f"arn:aws:amplify:{self.region}:{self.account}:apps/{self.app_id}"

    @cached_property
    def sites(self) -> Mapping[str, Site]:
        """Its branches by name, in the order in which they are listed."""
        return {plan.name: Site(self, plan) for plan in self.plan.branches}


@dataclass(frozen=True, eq=False)
class Site:
    """A branch in its app; equal to itself only, so that it is cheap to look up by.

    Attributes:
        app: The app.
        plan: What the scenario says about it.
        appears: When it is made, epoch seconds.
        vanishes: When it is deleted, epoch seconds.
    """

    app: App
    plan: BranchPlan
    appears: float = -inf
    vanishes: float = inf

    def is_there(self, now: float) -> bool:
        """Tell whether it is there at a moment.

        Args:
            now: Epoch seconds.
        """
        return max(self.appears, self.app.created) <= now < self.vanishes

    @property
    def created(self) -> float:
        """When it was made, epoch seconds."""
        return self.app.created + 3600.0 if self.appears == -inf else self.appears

    @cached_property
    def arn(self) -> str:
        """Amazon resource name."""
        return f"{self.app.arn}/branches/{self.plan.name}"

    @cached_property
    def mark(self) -> str:
        """What draws of chance for this branch are named by."""
        return f"{self.app.app_id}/{self.plan.name}"

    @property
    def is_manual(self) -> bool:
        """Whether somebody uploads what is deployed."""
        return not self.app.plan.repository

    def job_arn(self, job_id: int) -> str:
        """Return a job's resource name, in which the id is padded to ten digits.

        Args:
            job_id: Counted from 1.
        """
        return f"{self.arn}/jobs/{job_id:010}"

    def path(self, job_id: int, *parts: str) -> str:
        """Return the path of something stored for a job.

        Args:
            job_id: Counted from 1.
            parts: Step and file name.
        """
        return "/" + "/".join((self.app.app_id, self.plan.name, f"{job_id:010}", *parts))


@dataclass(eq=False)
class Region:
    """The apps of one account in one region.

    Attributes:
        name: Such as ``eu-west-1``.
        plans: What the scenario says about its apps.
        created: When the world began, epoch seconds.
        account: Twelve digits.
        previews: Its branches that come and go.
    """

    name: str
    plans: Sequence[AppPlan] = field(repr=False)
    created: float
    account: str
    previews: Previews = field(init=False, repr=False)

    @property
    def mark(self) -> str:
        """What draws of chance for this region are named by."""
        return self.name if self.account == ACCOUNT else f"{self.account}/{self.name}"

    @cached_property
    def apps(self) -> Mapping[str, App]:
        """Its apps by id, in the order in which they are listed."""
        apps = (
            App(
                plan,
                self.name,
                self.created + plan.appears if plan.appears else self.created - 86_400.0 * (30 + 41 * n),
                self.account,
            )
            for n, plan in enumerate(self.plans)
        )
        return {app.app_id: app for app in apps}

    @cached_property
    def sites(self) -> Sequence[Site]:
        """All branches of all apps."""
        return tuple(site for app in self.apps.values() for site in app.sites.values())

    @cached_property
    def pushed(self) -> Sequence[Site]:
        """The branches that somebody pushes to now and then."""
        return tuple(
            site for site in self.sites if not site.plan.is_quiet and site.app.created <= self.created
        )

    def sites_of(self, app: App, now: float) -> Sequence[Site]:
        """Return the branches of an app that are there, previews last.

        Args:
            app: One of its apps.
            now: Epoch seconds.
        """
        return (*app.sites.values(), *self.previews.of(app, now))

    def find_site(self, app: App, name: str) -> Site | None:
        """Return a branch, whether it is there or not; None where there never is one.

        Args:
            app: One of its apps.
            name: Name of the branch.
        """
        return app.sites.get(name) or self.previews.find(app, name)
