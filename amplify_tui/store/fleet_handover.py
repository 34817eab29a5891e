"""Lets another profile of an account stand in for the one that was asked, with all that is known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from amplify_tui.model.keys import AppKey, BranchKey, JobKey
from amplify_tui.services.errors import CredentialsError, DeniedError, SetupError
from amplify_tui.store.schedule_pace import LIST_PAUSE
from amplify_tui.store.topics import AppsOf, BranchesOf, NewsOf

if TYPE_CHECKING:
    from amplify_tui.model.branch_news import BranchNews
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import Target
    from amplify_tui.services.errors import ApiError
    from amplify_tui.store.schedule import Schedule
    from amplify_tui.store.store import Store
    from amplify_tui.store.topics import Topic

T = TypeVar("T")

DENIED_SECONDS: Final = 600.0
"""How long a profile that was denied is not taken for one that works."""
OF_PROFILE: Final = (CredentialsError, DeniedError, SetupError)
"""What one profile is told, and another of the same account may not be."""


def look_for_others(schedule: Schedule, target: Target, error: ApiError, now: float) -> None:
    """Try further ways to an account whose profile is in trouble; the first that answers takes over.

    Args:
        schedule: What asks.
        target: Account and region that the trouble was met in.
        error: The trouble.
        now: Seconds on the monotonic clock.
    """
    if not isinstance(error, OF_PROFILE):
        return
    accounts = schedule.accounts
    # Who is denied something may still list apps, so that this proves nothing for a while.
    is_denied = isinstance(error, DeniedError)
    accounts.distrust(target, now + DENIED_SECONDS * is_denied)
    others = accounts.tried
    for each in (*others, target) if others and not is_denied else others:
        schedule.hint_lists(each, "", now, LIST_PAUSE)


def hand_over(store: Store, former: Target, target: Target) -> None:
    """Put what is known of an account and region through one profile under another one.

    It stays as old as it is, and is asked about anew; what is known better already stays.

    Args:
        store: The picture.
        former: The profile that was asked so far.
        target: The one that is asked from now on, of the same account and region.
    """
    for app in store.get(AppsOf(former)) or ():
        listing, key = BranchesOf(app.key), AppKey(target, app.key.app_id)
        branches = store.get(listing)
        if branches is None:
            continue
        moved = tuple(replace(branch, key=BranchKey(key, branch.key.name)) for branch in branches)
        _put(store, BranchesOf(key), moved, listing)
        for branch in branches:
            topic = NewsOf(branch.key)
            if (news := store.get(topic)) is not None:
                own = BranchKey(key, branch.key.name)
                _put(store, NewsOf(own), _move(news, own), topic)


def _move(news: BranchNews, branch: BranchKey) -> BranchNews:
    def move(job: Job) -> Job:
        return replace(job, key=JobKey(branch, job.key.job_id))

    newest = None if news.newest is None else move(news.newest)
    return replace(news, newest=newest, going=tuple(map(move, news.going)))


def _put(store: Store, topic: Topic[T], value: T, source: Topic[Any]) -> None:
    at, known_at = store.seen_at(source), store.seen_at(topic)
    if at is not None and (known_at is None or known_at < at):
        store.put(topic, value, at)
