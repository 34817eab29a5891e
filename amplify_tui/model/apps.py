"""Apps and branches, without the secrets that Amplify sends along with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from amplify_tui.model.keys import AppKey, BranchKey


@dataclass(frozen=True, slots=True)
class ProductionBranch:
    """A coarse hint of how the production branch is doing.

    Attributes:
        name: Branch name; None where Amplify left it out.
        status: Free text of three to seven characters; None where left out.
        deployed_at: Last deployment, UTC; None where left out.

    Source:
        botocore data/amplify/2017-07-25, shape ProductionBranch.
    """

    name: str | None
    status: str | None
    deployed_at: datetime | None


@dataclass(frozen=True, slots=True)
class App:
    """One Amplify app.

    Attributes:
        key: Address of the app.
        name: Name given by its owner; need not be unique.
        arn: Amazon resource name; None where Amplify left it out.
        account_id: The twelve digits of the account, read from the ARN; None if unreadable.
        repository: Address of the connected repository; None for manual deployments.
        platform: ``WEB``, ``WEB_DYNAMIC``, ``WEB_COMPUTE`` or anything newer.
        default_domain: Domain under which branches are served; None where left out.
        production_branch: The production hint; None where the app has none.
        created_at: UTC; None where left out.
        updated_at: UTC; None where left out.

    Source:
        botocore data/amplify/2017-07-25, shape App. Environment variables,
        credentials, build specs and headers are deliberately not kept.
    """

    key: AppKey
    name: str
    arn: str | None = None
    account_id: str | None = None
    repository: str | None = None
    platform: str | None = None
    default_domain: str | None = None
    production_branch: ProductionBranch | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch that Amplify builds.

    Attributes:
        key: Address of the branch.
        display_name: Name used in the site's address; None where left out.
        stage: ``PRODUCTION`` … ``PULL_REQUEST``, or anything else, ``NONE`` included.
        framework: What Amplify detected, such as ``Next.js - SSR``; None where left out.
        active_job_id: The last *successful* job: the one that is live now. None where unknown.
        auto_build: Whether a push starts a job; None where left out.
        is_preview: Whether this is a pull request's preview.
        environment_name: Backend environment (Gen 1) from its ARN; None where there is none.
        created_at: UTC; None where left out.
        updated_at: UTC; None where left out.

    Source:
        botocore data/amplify/2017-07-25, shape Branch. ``totalNumberOfJobs`` was
        seen to say 0 with 268 jobs and is not kept.
    """

    key: BranchKey
    display_name: str | None = None
    stage: str | None = None
    framework: str | None = None
    active_job_id: int | None = None
    auto_build: bool | None = None
    is_preview: bool = False
    environment_name: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
