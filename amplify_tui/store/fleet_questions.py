"""What is asked of Amplify for a fleet, and what its answers teach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from amplify_tui.model.branch_news import BranchNews, read_news
from amplify_tui.model.jobs import JobStatus
from amplify_tui.store.schedule_question import Question, Sight
from amplify_tui.store.schedule_round import FOREVER
from amplify_tui.store.topics import AppsOf, BranchesOf, NewestOf, NewsOf, ProblemWith

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from amplify_tui.model.keys import BranchKey
    from amplify_tui.services.ports import Clock, Gateway
    from amplify_tui.store.schedule import Schedule
    from amplify_tui.store.store import Store
    from amplify_tui.store.topics import Topic


_BRIEF: Final = frozenset({JobStatus.PROVISIONING, JobStatus.CANCELLING})
"""What a job leaves without an event: EventBridge tells of STARTED, SUCCEED and FAILED only."""
BRIEFLY: Final = 600.0
"""Seconds after a job's start beyond which such a state is not taken for a brief one any more."""


async def ask_fleet(
    gateway: Gateway, question: Question, schedule: Schedule, store: Store, clock: Clock
) -> None:
    """Ask a question of a schedule, and hand the answer to the schedule and to the store.

    What is there no longer when the answer comes is put nowhere.

    Args:
        gateway: The gateway of the question's target.
        question: What to ask.
        schedule: Where it comes from.
        store: The picture.
        clock: The source of time.

    Raises:
        ApiError: No usable answer came.
    """
    match question.topic:
        case AppsOf(target):
            apps = await gateway.list_apps()
            if schedule.learn_apps(target, apps, clock.monotonic()):
                store.put(AppsOf(target), apps, clock.now())
        case BranchesOf(app):
            branches = await gateway.list_branches(app)
            if schedule.learn_branches(app, branches, clock.monotonic()):
                store.put(BranchesOf(app), branches, clock.now())
        case NewsOf(branch) as topic:
            page = await gateway.list_jobs(branch, limit=question.limit)
            now, is_whole = clock.now(), question.limit > 1
            news = read_news(page.items, store.get(topic), now, is_whole=is_whole)
            if schedule.learn_news(branch, _sight(news, now, is_whole=is_whole), clock.monotonic()):
                store.put(topic, news, now)
                store.put(NewestOf(branch), news.newest, now)
    if store.get(ProblemWith(question.topic)) is not None:
        store.put(ProblemWith(question.topic), None, clock.now())


def seed(schedule: Schedule, store: Store, clock: Clock) -> None:
    """Tell a schedule what the picture holds already, so that it is not asked again.

    Others read lists too: what they found shows at once, and must not wait for the
    schedule's own next reading to be asked about.
    """
    now, moment = clock.monotonic(), clock.now()

    def since(at: datetime | None) -> float:
        # What was seen in the future, as the machine's clock was set back, was seen just now.
        return now - max((moment - at).total_seconds(), 0.0) if at is not None else now

    for target in schedule.accounts.asked:
        topic = AppsOf(target)
        apps = store.get(topic)
        if apps is None:
            continue
        if _is_news(schedule, topic, [BranchesOf(app.key) for app in apps]):
            schedule.learn_apps(target, apps, since(store.seen_at(topic)))
        for app in apps:
            listing = BranchesOf(app.key)
            branches = store.get(listing)
            if branches is not None and _is_news(schedule, listing, [NewsOf(each.key) for each in branches]):
                schedule.learn_branches(app.key, branches, since(store.seen_at(listing)))


def is_lost(schedule: Schedule, branch: BranchKey, listing: Topic[Any]) -> bool:
    """Tell whether a list that was just read shows that there is no such branch."""
    if schedule.find(NewsOf(branch)) is not None:
        return False
    is_app_known = schedule.find(BranchesOf(branch.app)) is not None
    return listing == (BranchesOf(branch.app) if is_app_known else AppsOf(branch.app.target))


def _is_news(schedule: Schedule, listing: Topic[Any], members: Sequence[Topic[Any]]) -> bool:
    """Tell whether a list that somebody read has what the schedule does not know of."""
    spot = schedule.find(listing)
    if spot is None or not spot.is_known:
        return True
    return any(schedule.find(member) is None for member in members)


def _sight(news: BranchNews, now: datetime, *, is_whole: bool) -> Sight:
    newest = news.newest
    moments = [at for at in (newest.started_at, newest.ended_at) if at] if newest is not None else []
    idle = (now - max(moments)).total_seconds() if moments else FOREVER
    is_brief = idle < BRIEFLY and any(job.status in _BRIEF for job in news.going)
    return Sight(bool(news.going), 0 if newest is None else newest.key.job_id, idle, is_whole, is_brief)
