"""What is due to be asked, and in how many seconds the next is (pure)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from math import inf
from typing import TYPE_CHECKING, Any, Final

from amplify_tui.store.backoff import STEADY_DELAY
from amplify_tui.store.topics import (
    AppsOf,
    BackendJobOf,
    BackendJobsOf,
    BranchesOf,
    DetailOf,
    EnvironmentsOf,
    JobsOf,
    NewestOf,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from amplify_tui.model.backend_jobs import BackendJob
    from amplify_tui.model.focus import BackendFocus, Focus
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.settings import Settings
    from amplify_tui.store.store import Store
    from amplify_tui.store.topics import Topic

LISTS_EVERY: Final = 300.0
"""Seconds between two looks at what seldom changes: apps, branches, environments."""
UNSEEN_EVERY: Final = 1.0
"""Least seconds between two overview calls while some visible branch was never seen."""
SEEN_EVERY: Final = 10.0
"""Least seconds between two overview calls once all were."""
STUCK_AFTER: Final = timedelta(minutes=30)
"""A list in which nothing has changed for so long is read at the quiet pace, whatever it says is going."""
SHOWN_JOBS: Final = 50
"""How many jobs from the newest count when the pace is chosen; older ones are not polled."""


@dataclass(frozen=True, slots=True)
class Asked:
    """When and how a topic was last asked about.

    Attributes:
        at: On the monotonic clock, seconds.
        listed: The job as the list had it then; None for other topics or where it was in no list.
        is_failed: Whether no answer came.
    """

    at: float
    listed: Job | BackendJob | None = None
    is_failed: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One question of the plan.

    Attributes:
        topic: What to ask about.
        every: Seconds between two questions; infinite for what is asked once.
        listed: The job as its list has it at present.
    """

    topic: Topic[Any]
    every: float
    listed: Job | BackendJob | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything on screen, the most urgent first.

    Attributes:
        entries: What is asked at a pace of its own.
        overview: Branches of which only the newest job is shown, asked one by one.
    """

    entries: tuple[Entry, ...] = ()
    overview: tuple[NewestOf, ...] = ()
    pace: float = field(default=LISTS_EVERY)
    """Seconds between two answers when all goes well."""


def make_plan(focus: Focus | None, store: Store, settings: Settings, now: datetime) -> Plan:
    """Lay out what the screens need.

    Behind an open backend screen the jobs go at the quiet pace and the overview
    rests: nobody sees them. A job that hangs, such as one that is CANCELLING for
    hours, does not keep up the quick pace.

    Args:
        focus: What is on screen; None for nothing.
        store: What is known, which decides the pace.
        settings: For the paces.
        now: The present moment, aware UTC.
    """
    if focus is None:
        return Plan()
    entries = (
        _hosting(focus, store, settings, now)
        if focus.backend is None
        else _backend(focus.backend, store, settings, now) + _behind(focus, settings)
    )
    if focus.app is not None:
        entries += (Entry(BranchesOf(focus.app), LISTS_EVERY),)
    entries += (Entry(AppsOf(focus.target), LISTS_EVERY),)
    visible = () if focus.backend is not None else focus.visible
    overview = tuple(dict.fromkeys(NewestOf(branch) for branch in visible if branch != focus.branch))
    return Plan(entries, overview, min(entry.every for entry in entries))


def _hosting(focus: Focus, store: Store, settings: Settings, now: datetime) -> tuple[Entry, ...]:
    if focus.branch is None:
        return ()
    jobs = store.get(JobsOf(focus.branch))
    shown = () if jobs is None else jobs.jobs[:SHOWN_JOBS]
    detail = None if focus.job is None else store.get(DetailOf(focus.job))
    is_open_going = detail is not None and detail.job.is_going
    is_stuck = _is_stuck(JobsOf(focus.branch), store, now)
    is_going = not is_stuck and (is_open_going or any(job.is_going for job in shown))
    listed = Entry(JobsOf(focus.branch), settings.pace(is_going=is_going))
    if focus.job is None:
        return (listed,)
    summary = next((job for job in shown if job.key == focus.job), None)
    every = settings.pace(is_going=not is_stuck) if is_open_going else inf
    return listed, Entry(DetailOf(focus.job), every, summary)


def _behind(focus: Focus, settings: Settings) -> tuple[Entry, ...]:
    if focus.branch is None:
        return ()
    return (Entry(JobsOf(focus.branch), settings.pace(is_going=False)),)


def _backend(focus: BackendFocus, store: Store, settings: Settings, now: datetime) -> tuple[Entry, ...]:
    environments = Entry(EnvironmentsOf(focus.app), LISTS_EVERY)
    if focus.environment is None:
        return (environments,)
    topic = BackendJobsOf(focus.environment, focus.filters)
    jobs = store.get(topic)
    shown = () if jobs is None else jobs.jobs
    is_stuck = _is_stuck(topic, store, now)
    is_going = not is_stuck and any(job.is_going for job in shown)
    entries = (Entry(topic, settings.pace(is_going=is_going)), environments)
    if focus.job is None:
        return entries
    detail = store.get(BackendJobOf(focus.job))
    summary = next((job for job in shown if job.key == focus.job), None)
    is_open_going = detail is not None and detail.is_going
    every = settings.pace(is_going=not is_stuck) if is_open_going else inf
    return entries[0], Entry(BackendJobOf(focus.job), every, summary), environments


def _is_stuck(topic: JobsOf | BackendJobsOf, store: Store, now: datetime) -> bool:
    changed_at = store.changed_at(topic)
    return changed_at is not None and now - changed_at >= STUCK_AFTER


def time_left(entry: Entry, asked: Asked | None, now: float) -> float:
    """Return the seconds until a question is due; 0 or less when it is.

    A job is asked about once more when its list shows it otherwise than when it
    was asked about. The list is compared with the list, as GetJob may leave out
    what ListJobs tells.

    Args:
        entry: The question.
        asked: When it was last asked; None for never.
        now: The present moment on the monotonic clock, seconds.
    """
    if asked is None:
        return 0.0
    if asked.is_failed:
        return asked.at + STEADY_DELAY - now
    if asked.listed is not None and entry.listed is not None and asked.listed != entry.listed:
        return 0.0
    return asked.at + entry.every - now


def next_overview(
    overview: tuple[NewestOf, ...],
    asked: Mapping[Topic[Any], Asked],
    last_at: float | None,
    now: float,
) -> tuple[NewestOf | None, float]:
    """Pick the branch whose newest job is asked for next.

    Args:
        overview: The visible branches.
        asked: When each topic was last asked about.
        last_at: When the last overview call went out, monotonic seconds; None for never.
        now: The present moment on the monotonic clock, seconds.

    Returns:
        The topic, None where nothing is visible, and the seconds until it is due.
    """
    if not overview:
        return None, inf
    unseen = next((topic for topic in overview if topic not in asked), None)
    topic = unseen or min(overview, key=lambda known: asked[known].at)
    pause = SEEN_EVERY if unseen is None else UNSEEN_EVERY
    waits = [0.0] if last_at is None else [last_at + pause - now]
    if unseen is None:
        waits.append(asked[topic].at + SEEN_EVERY - now)
    return topic, max(waits)
