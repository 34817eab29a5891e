"""How a job moves through its statuses and steps; times are epoch seconds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from amplify_tui.simulator.places import Site

COMPUTE_PAUSE: Final = 90.0
"""Seconds between BUILD and DEPLOY of a WEB_COMPUTE app's production branch, in which no step runs."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step as it will go.

    Attributes:
        name: Name of the step.
        began: When it begins.
        ended: When it ends.
        outcome: Its last status.
    """

    name: str
    began: float
    ended: float
    outcome: str = "SUCCEED"


@dataclass(frozen=True, slots=True)
class Commit:
    """What a job builds.

    Attributes:
        sha: A SHA, ``HEAD``, or None for a manual deployment.
        message: None where there is none.
        at: When it was committed.
        built: The SHA that the log names.
    """

    sha: str | None
    message: str | None
    at: float
    built: str


@dataclass(frozen=True, slots=True)
class Build:
    """One job from its arrival to its end.

    Attributes:
        site: The branch.
        job_id: Counted from 1.
        job_type: As Amplify names them.
        commit: What is built.
        arrived: When it was asked for.
        started: When a machine is provisioned for it; infinite for one that waits in vain.
        stages: Its steps in order; for one that waits in vain as if it started on arrival.
        cause: Why it fails; empty for one that does not.
        stopped: When somebody stopped it.
        cancelled: When stopping it has come to its end.
    """

    site: Site
    job_id: int
    job_type: str
    commit: Commit
    arrived: float
    started: float
    stages: tuple[Stage, ...]
    cause: str = ""
    stopped: float = inf
    cancelled: float = inf

    @property
    def ended(self) -> float:
        """When it ends, by itself or by being stopped."""
        if self.stopped < inf:
            return self.cancelled
        return self.started if self.started == inf else self._last

    @property
    def outcome(self) -> str:
        """The status it ends with."""
        if self.stopped < inf:
            return "CANCELLED"
        return "FAILED" if self.cause else "SUCCEED"

    @property
    def _last(self) -> float:
        return max(stage.ended for stage in self.stages if stage.outcome != "CANCELLED")

    @property
    def span(self) -> float:
        """Seconds from its start to its own end."""
        return self._last - (self.stages[0].began - _provisioning(self.site, self.job_id))

    def status(self, now: float) -> str:
        """Tell the job's status at a moment.

        Args:
            now: Epoch seconds.
        """
        if now >= self.stopped:
            return "CANCELLED" if now >= self.cancelled else "CANCELLING"
        if now < self.started:
            return "PENDING"
        if now < self.stages[0].began:
            return "PROVISIONING"
        return "RUNNING" if now < self._last else self.outcome

    def changes(self) -> Iterator[tuple[float, str]]:
        """Walk through its statuses with the moment at which each begins."""
        yield self.arrived, "PENDING"
        for moment, status in ((self.started, "PROVISIONING"), (self.stages[0].began, "RUNNING")):
            if self.started < inf and moment < self.stopped:
                yield moment, status
        if self.stopped < self.cancelled:
            yield self.stopped, "CANCELLING"
        if self.ended < inf:
            yield self.ended, self.outcome

    def stage_status(self, stage: Stage, now: float) -> str:
        """Tell a step's status at a moment.

        Args:
            stage: One of its own.
            now: Epoch seconds.
        """
        if stage.outcome == "CANCELLED" or stage.began >= self.stopped:
            return "CANCELLED" if now >= self.ended else "PENDING"
        if now < stage.began:
            return "PENDING"
        if stage.ended > self.stopped:
            return "CANCELLED" if now >= self.cancelled else "RUNNING"
        return "RUNNING" if now < stage.ended else stage.outcome

    def stage_times(self, stage: Stage, now: float) -> tuple[float | None, float | None]:
        """Tell when a step began and ended, as far as that is so by now.

        Args:
            stage: One of its own.
            now: Epoch seconds.
        """
        if stage.outcome == "CANCELLED" or stage.began >= self.stopped:
            return (self.ended, self.ended) if now >= self.ended else (None, None)
        ended = min(stage.ended, self.cancelled)
        return (stage.began if now >= stage.began else None), (ended if now >= ended else None)

    def moved(self, started: float) -> Build:
        """Return the same job with another start.

        Args:
            started: Epoch seconds, or infinite for one that waits in vain.
        """
        if started == self.started:
            return self
        if started == inf:
            return replace(self, started=inf)
        shift = started + _provisioning(self.site, self.job_id) - self.stages[0].began
        stages = tuple(
            replace(stage, began=stage.began + shift, ended=stage.ended + shift) for stage in self.stages
        )
        return replace(self, started=started, stages=stages)


def _provisioning(site: Site, job_id: int) -> float:
    return 3.0 if site.is_manual else 8.0 + job_id % 5


def _lengths(site: Site, luck: Sequence[float]) -> list[tuple[str, float, float]]:
    """Return each step's name, the pause before it and its length in seconds."""
    deploy = ("DEPLOY", 0.0, 9.0 + 16.0 * luck[1])
    verify = ("VERIFY", 1.0, 3.0 + 4.0 * luck[2])
    if site.is_manual:
        return [deploy, verify]
    is_slow = site.app.plan.platform == "WEB_COMPUTE" and site.plan.stage == "PRODUCTION"
    pause = COMPUTE_PAUSE if is_slow else 3.0 + 5.0 * luck[3]
    build = site.plan.build_seconds * (0.8 + 0.3 * luck[0] + 0.5 * luck[0] ** 8)
    tests = [("TEST", 2.0, 25.0 + 20.0 * luck[4])] if site.app.plan.has_tests else []
    return [("BUILD", 0.0, build), *tests, ("DEPLOY", pause, deploy[2]), verify]


def plan_stages(
    site: Site, job_id: int, started: float, luck: Sequence[float], failing: str = ""
) -> tuple[Stage, ...]:
    """Lay out the steps of a job.

    Args:
        site: The branch.
        job_id: Counted from 1.
        started: When provisioning begins, epoch seconds.
        luck: Eight numbers in [0, 1) that vary the lengths.
        failing: Name of the step that fails; those behind it are cancelled. Empty for none.
    """
    stages: list[Stage] = []
    clock = started + _provisioning(site, job_id)
    has_failed = False
    for name, pause, length in _lengths(site, luck):
        if has_failed:
            stages.append(Stage(name, clock, clock, "CANCELLED"))
            continue
        began = clock + pause
        has_failed = name == failing
        clock = began + (length * (0.45 + 0.4 * luck[5]) if has_failed else length)
        stages.append(Stage(name, began, clock, "FAILED" if has_failed else "SUCCEED"))
    return tuple(stages)


def prolong(build: Build, step: str, seconds: float) -> Build:
    """Return the same job with a step that takes longer.

    Args:
        build: The job.
        step: Name of the step.
        seconds: By how much.
    """
    late = 0.0
    stages: list[Stage] = []
    for stage in build.stages:
        began = stage.began + late
        late += seconds if stage.name == step else 0.0
        stages.append(replace(stage, began=began, ended=stage.ended + late))
    return replace(build, stages=tuple(stages))


def cancel(build: Build, stopped: float, cancelled: float) -> Build:
    """Return the same job stopped.

    Args:
        build: One that has not ended by then.
        stopped: When somebody stops it, epoch seconds.
        cancelled: When that has come to its end; infinite for one that hangs.
    """
    return replace(build, stopped=stopped, cancelled=cancelled)
