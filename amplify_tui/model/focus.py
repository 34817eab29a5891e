"""What somebody is looking at, so that the poller asks about that."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amplify_tui.model.backend_jobs import BackendJobFilter
    from amplify_tui.model.keys import AppKey, BackendJobKey, BranchKey, EnvironmentKey, JobKey, Target


def _no_filters() -> BackendJobFilter:
    from amplify_tui.model.backend_jobs import BackendJobFilter  # not at the top: few look there

    return BackendJobFilter()


@dataclass(frozen=True, slots=True)
class BackendFocus:
    """What the backend jobs screen shows.

    Attributes:
        app: App whose environments are listed.
        environment: Environment whose jobs are listed; None before one is picked.
        filters: What the server filters by.
        job: Job whose detail is open; None where none is.
    """

    app: AppKey
    environment: EnvironmentKey | None = None
    filters: BackendJobFilter = field(default_factory=_no_filters)
    job: BackendJobKey | None = None


@dataclass(frozen=True, slots=True)
class Focus:
    """What the screens show at the moment.

    Attributes:
        target: Account and region.
        app: App whose branches are listed; None before one is picked.
        branch: Branch whose jobs are listed; None before one is picked.
        job: Job whose steps are shown; None for none.
        visible: Branches whose newest job is on screen as a glyph.
        backend: What the backend jobs screen shows; None while it is closed.
    """

    target: Target
    app: AppKey | None = None
    branch: BranchKey | None = None
    job: JobKey | None = None
    visible: tuple[BranchKey, ...] = ()
    backend: BackendFocus | None = None
