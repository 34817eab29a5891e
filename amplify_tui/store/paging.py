"""Fetches what is not polled but asked for once: older pages, artifacts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from amplify_tui.services.errors import ApiError
from amplify_tui.store.backoff import concerns_target, may_concern_target
from amplify_tui.store.merge import append_backend_jobs, append_jobs
from amplify_tui.store.questions import BACKEND_JOBS_PER_PAGE, JOBS_PER_PAGE, target_of
from amplify_tui.store.topics import ArtifactsOf, BackendJobsOf, JobsOf, ProblemWith

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from amplify_tui.model.backend_jobs import BackendJobFilter
    from amplify_tui.model.keys import BranchKey, EnvironmentKey, JobKey, Target
    from amplify_tui.services.ports import Clock, Connector
    from amplify_tui.store.store import Store
    from amplify_tui.store.topics import Topic


class Paging:
    """Further pages of lists; those who want the same page share one call."""

    def __init__(
        self,
        connector: Connector,
        store: Store,
        clock: Clock,
        wait_of: Callable[[Target], float],
        start_over: Callable[[Topic[Any]], None],
    ) -> None:
        """Put together.

        Args:
            connector: Opens gateways.
            store: Where pages are added.
            clock: Tells when they were learned.
            wait_of: Seconds for which a target wants to be left alone.
            start_over: Called when Amplify refuses to go on from a token, so that the list is read anew.
        """
        self._connector = connector
        self._store = store
        self._clock = clock
        self._wait_of = wait_of
        self._start_over = start_over
        self._under_way: dict[Topic[Any], asyncio.Task[bool]] = {}

    async def load_older_jobs(self, branch: BranchKey) -> bool:
        """Append the next older page; False when there is none or it could not be had."""
        return await self._share(JobsOf(branch), self._older_jobs(JobsOf(branch)))

    async def load_more_backend_jobs(self, environment: EnvironmentKey, filters: BackendJobFilter) -> bool:
        """Append the next page of backend jobs; False when there is none or it could not be had."""
        topic = BackendJobsOf(environment, filters)
        return await self._share(topic, self._more_backend_jobs(topic))

    async def load_artifacts(self, job: JobKey) -> None:
        """Put the artifacts of a job, or the problem with them."""
        await self._share(ArtifactsOf(job), self._artifacts(ArtifactsOf(job)))

    async def abandon(self) -> None:
        """Give up everything that is under way."""
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _share(self, topic: Topic[Any], work: Coroutine[Any, Any, bool]) -> bool:
        task = self._under_way.get(topic)
        if task is None:
            task = asyncio.create_task(self._guard(topic, work), name=f"page of {type(topic).__name__}")
            self._under_way[topic] = task
            task.add_done_callback(lambda _: self._under_way.pop(topic, None))
        else:
            work.close()
        return await asyncio.shield(task)

    async def _guard(self, topic: Topic[Any], work: Coroutine[Any, Any, bool]) -> bool:
        if self._wait_of(target_of(topic)) > 0:
            work.close()
            return False
        try:
            has_page = await work
        except ApiError as error:
            self._store.put(ProblemWith(topic), error.problem, self._clock.now())
            if not (concerns_target(error) or may_concern_target(error)):
                self._start_over(topic)
            return False
        self._store.put(ProblemWith(topic), None, self._clock.now())
        return has_page

    async def _older_jobs(self, topic: JobsOf) -> bool:
        known = self._store.get(topic)
        if known is None or known.next_token is None:
            return False
        gateway = await self._connector.connect(target_of(topic))
        page = await gateway.list_jobs(topic.branch, limit=JOBS_PER_PAGE, token=known.next_token)
        now_known = self._store.get(topic)
        if now_known is not None and now_known.next_token == known.next_token:
            # Of the newest jobs, which the age is told of, this page says nothing.
            read_at = self._store.seen_at(topic) or self._clock.now()
            self._store.put(topic, append_jobs(now_known, page), read_at)
        return True

    async def _more_backend_jobs(self, topic: BackendJobsOf) -> bool:
        known = self._store.get(topic)
        if known is None or known.next_token is None:
            return False
        gateway = await self._connector.connect(target_of(topic))
        page = await gateway.list_backend_jobs(
            topic.environment, topic.filters, limit=BACKEND_JOBS_PER_PAGE, token=known.next_token
        )
        now_known = self._store.get(topic)
        if now_known is not None and now_known.next_token == known.next_token:
            self._store.put(topic, append_backend_jobs(now_known, page), self._clock.now())
        return True

    async def _artifacts(self, topic: ArtifactsOf) -> bool:
        gateway = await self._connector.connect(target_of(topic))
        self._store.put(topic, await gateway.list_artifacts(topic.job), self._clock.now())
        return True
