"""A schedule let loose on accounts that are made up, in time that is made up."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import count, pairwise
from typing import TYPE_CHECKING, Any, Final, Literal

from amplify_tui.model.apps import App, Branch, ProductionBranch
from amplify_tui.model.budget import Bucket, Budget
from amplify_tui.model.keys import AppKey, BranchKey, Target
from amplify_tui.store.questions import target_of
from amplify_tui.store.schedule import RECENTLY, Schedule
from amplify_tui.store.schedule_pace import Pace
from amplify_tui.store.schedule_question import Question, Sight
from amplify_tui.store.schedule_round import FOREVER, Kind
from amplify_tui.store.topics import AppsOf, BranchesOf, NewsOf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from amplify_tui.model.promise import Promise

EU: Final = Target("prod", "eu-west-1")
Outcome = Literal["answer", "throttled", "offline", "denied", "gone"]
QUIET: Final = {"throttled": 8.0, "offline": 5.0}


@dataclass
class Account:
    """What one account and region has."""

    branches: dict[AppKey, list[BranchKey]] = field(default_factory=dict)
    going: set[BranchKey] = field(default_factory=set)
    brief: set[BranchKey] = field(default_factory=set)
    recent: set[BranchKey] = field(default_factory=set)
    failed_mains: set[AppKey] = field(default_factory=set)
    account_id: str = ""

    @classmethod
    def of(cls, target: Target, sizes: Sequence[int]) -> Account:
        apps = [AppKey(target, f"d{number}") for number in range(len(sizes))]
        return cls(
            {
                app: [BranchKey(app, f"b{n}") for n in range(size)]
                for app, size in zip(apps, sizes, strict=True)
            }
        )

    def all(self) -> list[BranchKey]:
        return [branch for branches in self.branches.values() for branch in branches]

    def sight(self, branch: BranchKey, *, is_whole: bool) -> Sight:
        idle = 60.0 if branch in self.recent else RECENTLY + 1
        return Sight(branch in self.going, 7, idle, is_whole, branch in self.brief)

    def apps(self) -> tuple[App, ...]:
        return tuple(self._app(app) for app in self.branches)

    def _app(self, key: AppKey) -> App:
        status = "FAILED" if key in self.failed_mains else "SUCCEED"
        hint = ProductionBranch("b0", status, None) if self.branches[key] else None
        return App(key, key.app_id, account_id=self.account_id or None, production_branch=hint)


class Drive:
    """Asks what the schedule wants asked, as the poller would; every answer takes a while."""

    def __init__(
        self,
        accounts: dict[Target, Account],
        *,
        pace: float = 2.0,
        burst: int = 5,
        latency: float = 0.05,
        outcome: Callable[[Question, int], Outcome] = lambda _question, _number: "answer",
    ) -> None:
        self.accounts, self.latency, self.outcome = accounts, latency, outcome
        self.now = 1_000.0
        self.schedule = Schedule(Pace())
        self.buckets = {target: Bucket(pace, burst, self.now) for target in accounts}
        self.asked: dict[Any, list[float]] = defaultdict(list)
        self.calls: dict[Target, list[float]] = defaultdict(list)
        self.log: list[tuple[float, Question]] = []
        self.promises: dict[Target, list[tuple[float, Promise]]] = defaultdict(list)
        self.quiet: dict[Target, tuple[float, bool]] = {}
        self.rests: dict[Target, list[tuple[float, float]]] = defaultdict(list)
        self._answers: list[tuple[float, int, Question, Outcome]] = []
        self._numbers = count()
        self.schedule.watch(tuple(accounts))

    def run(self, seconds: float) -> Drive:
        """Let time pass."""
        end = self.now + seconds
        while True:
            self._ask()
            self.now = min(self._next(), end)
            while self._answers and self._answers[0][0] <= self.now:
                _, _, question, outcome = heapq.heappop(self._answers)
                self._answer(question, outcome)
            if self.now >= end:
                return self

    def topics(self) -> list[Any]:
        return [question.topic for _, question in self.log]

    def kind(self, branch: BranchKey) -> Kind:
        spot = self.schedule.find(NewsOf(branch))
        assert spot is not None
        return spot.kind

    def budget(self, target: Target) -> Budget:
        bucket = self.buckets[target]
        return Budget(bucket.pace, bucket.full_pace, bucket.room, bucket.left(self.now))

    def waits(self, branch: BranchKey) -> Iterable[tuple[float, float, float]]:
        """Yield start, end and active seconds of every wait of a branch, the last one unfinished."""
        times = [*self.asked[branch], self.now]
        rests = self.rests[branch.app.target]
        for begin, end in pairwise(times):
            resting = sum(max(min(end, till) - max(begin, since), 0.0) for since, till in rests)
            yield begin, end, end - begin - resting

    def worst(self, target: Target, name: str, begin: float, end: float) -> float:
        """Return the worst that was promised between two moments."""
        told = self.promises[target]
        first = max(bisect_left(told, begin, key=lambda each: each[0]) - 1, 0)
        last = bisect_left(told, end, key=lambda each: each[0]) + 1
        return max(float(getattr(promise, name)) for _, promise in told[first:last])

    def _ask(self) -> None:
        for target in self.schedule.accounts.asked:
            while not self._rests(target):
                question = self.schedule.take(target, self.budget(target), self.now)
                if question is None:
                    break
                self._send(target, question)

    def _rests(self, target: Target) -> bool:
        until, is_probing = self.quiet.get(target, (0.0, False))
        return self.now < until or (is_probing and self.schedule.under_way(target) > 0)

    def _send(self, target: Target, question: Question) -> None:
        number = next(self._numbers)
        self.buckets[target].take(question.pages)
        self.calls[target].append(self.now)
        self.log.append((self.now, question))
        topic = question.topic
        self.asked[topic.branch if isinstance(topic, NewsOf) else topic].append(self.now)
        told, promise = self.promises[target], self.schedule.promise(target, self.budget(target))
        if not told or told[-1][1] != promise:
            told.append((self.now, promise))
        heapq.heappush(
            self._answers, (self.now + self.latency, number, question, self.outcome(question, number))
        )

    def _answer(self, question: Question, outcome: Outcome) -> None:
        target, topic = target_of(question.topic), question.topic
        if outcome in QUIET:
            if outcome == "throttled":
                self.buckets[target].slow_down(self.now)
            until = self.now + QUIET[outcome]
            self.rests[target].append((max(self.now, self.quiet.get(target, (0.0, False))[0]), until))
            self.quiet[target] = (until, True)
            self.schedule.fail(topic, self.now, is_targets=True)
        elif outcome == "answer":
            self._teach(topic, question)
            self.buckets[target].speed_up()
            self.quiet.pop(target, None)
        else:
            self.schedule.fail(topic, self.now, is_targets=False, is_gone=outcome == "gone")
            self.quiet.pop(target, None)

    def _teach(self, topic: Any, question: Question) -> None:
        account = self.accounts[target_of(topic)]
        match topic:
            case AppsOf(target):
                self.schedule.learn_apps(target, account.apps(), self.now)
            case BranchesOf(app):
                listed = [
                    Branch(branch, stage="PRODUCTION" if branch.name == "b0" else "NONE")
                    for branch in account.branches.get(app, ())
                ]
                self.schedule.learn_branches(app, listed, self.now)
            case NewsOf(branch):
                sight = account.sight(branch, is_whole=question.limit > 1)
                self.schedule.learn_news(branch, sight, self.now)

    def _next(self) -> float:
        moments = [answer[0] for answer in self._answers[:1]]
        for target in self.schedule.accounts.asked:
            until, is_probing = self.quiet.get(target, (0.0, False))
            if self.now < until:
                moments.append(until)
            elif not (is_probing and self.schedule.under_way(target)):
                wait = self.schedule.wait(target, self.budget(target), self.now)
                moments.append(self.now + max(wait, 1e-4))
        return min(moments, default=FOREVER)
