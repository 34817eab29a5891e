"""Whatever is learned and however time passes: the index is what a look from scratch gives."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import chain

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from amplify_tui.model.apps import App, Branch
from amplify_tui.model.branch_news import read_news
from amplify_tui.model.conditions import superseded_jobs
from amplify_tui.model.jobs import Job, JobStatus
from amplify_tui.model.keys import AppKey, BranchKey, JobKey, Target
from amplify_tui.model.views import EVERYTHING, View
from amplify_tui.store.fleet_learner import FleetLearner
from amplify_tui.store.store import Store
from amplify_tui.store.topics import AppsOf, BranchesOf, NewsOf
from tests.clock import ManualClock
from tests.store.plain_fleet import PlainFleet

CONCURRENT = 2
HERE, THERE, AGAIN = Target("a", "eu-west-1"), Target("b", "eu-west-1"), Target("same as a", "eu-west-1")
APPS = {
    AppKey(HERE, "d1"): ("shop", "111111111111"),
    AppKey(HERE, "d2"): ("shop", "111111111111"),
    AppKey(THERE, "d3"): ("docs", "222222222222"),
    AppKey(AGAIN, "d1"): ("shop", "111111111111"),
}
NAMES = ["main", "dev", "pr-1"]
VIEWS = [
    EVERYTHING,
    View("shops", apps=("sh*",), branches=("main", "pr-*")),
    View("trouble", statuses=("failed", "stuck", "superseded")),
    View("moving", statuses=("PENDING", "building")),
]
STATUSES = st.sampled_from(
    [JobStatus.PENDING, JobStatus.RUNNING, *JobStatus, "PENDING", "RUNNING", "THROTTLED"]
)


class Fleets(RuleBasedStateMachine):
    """The index beside the plain one."""

    @initialize(all_but=st.sets(st.sampled_from(sorted(APPS)), max_size=1))
    def begin(self, all_but: set[AppKey]) -> None:
        self.clock, self.store = ManualClock(), Store()
        self.learner = FleetLearner(self.store, self.clock, CONCURRENT, lambda: None)
        self.plain = PlainFleet(
            CONCURRENT,
            {app: account for app, (_, account) in APPS.items()},
            {app: name for app, (name, _) in APPS.items()},
        )
        self.learner.watch((HERE, THERE, AGAIN))
        for target in (HERE, THERE, AGAIN):
            apps = [App(key, *APPS[key][:1], None, APPS[key][1]) for key in APPS if key.target == target]
            self.store.put(AppsOf(target), tuple(apps), self.clock.now())
        for app in sorted(set(APPS) - all_but):
            self.list_branches(app, set(NAMES[:2]))

    @rule(app=st.sampled_from(sorted(APPS)), names=st.sets(st.sampled_from(NAMES)))
    def list_again(self, app: AppKey, names: set[str]) -> None:
        self.list_branches(app, names)

    def list_branches(self, app: AppKey, names: set[str]) -> None:
        keys = [BranchKey(app, name) for name in sorted(names)]
        is_change = self.store.put(BranchesOf(app), tuple(map(Branch, keys)), self.clock.now())
        if is_change:
            self.plain.list_branches(app, keys, self.clock.now())

    @rule(
        number=st.integers(0, 11),
        newest=st.integers(1, 4),
        statuses=st.lists(STATUSES, max_size=3),
        ago=st.integers(0, 20),
        is_whole=st.booleans(),
    )
    def learn(self, number: int, newest: int, statuses: list[str], ago: int, *, is_whole: bool) -> None:
        now, branches = self.clock.now(), sorted(self.plain.branches)
        if not branches:
            return
        branch = branches[number % len(branches)]
        jobs = [self.job(branch, newest + n, status, ago) for n, status in enumerate(statuses)]
        news = read_news(
            jobs if is_whole else jobs[-1:], self.plain.branches.get(branch), now, is_whole=is_whole
        )
        self.plain.seen[branch] = now
        if self.store.put(NewsOf(branch), news, now):
            self.plain.learn(branch, news, now)
        self.learner.index.tick(now)

    @rule()
    def confirm_all(self) -> None:
        """Hear from Amplify that everything is as it was."""
        now = self.clock.now()
        for branch, news in self.plain.branches.items():
            if news is not None:
                self.store.put(NewsOf(branch), news, now)
                self.plain.seen[branch] = now
        self.learner.index.tick(now)

    def job(self, branch: BranchKey, job_id: int, status: str, ago: int) -> Job:
        began = self.clock.now() - timedelta(minutes=ago)
        ended = began + timedelta(minutes=2) if status in {"FAILED", "SUCCEED", "CANCELLED"} else None
        commit = ["HEAD", "a", "b"][job_id % 3]
        committed = began if job_id % 2 else None
        return Job(JobKey(branch, job_id), status, "RELEASE", commit, None, committed, began, ended)

    @rule()
    def see_all(self) -> None:
        for number, branch in enumerate(sorted(self.plain.branches)):
            if self.plain.branches[branch] is None:
                self.learn(number, 1, ["SUCCEED"], 0, is_whole=True)

    @rule(minutes=st.sampled_from([0.5, 1.0, 2.0, 3.0, 5.0, 31.0]))
    def wait(self, minutes: float) -> None:
        self.clock.advance(60 * minutes)
        self.learner.index.tick(self.clock.now())

    @invariant()
    def agrees(self) -> None:
        index, now = self.learner.index, self.clock.now()
        self.plain.look()
        for view in VIEWS:
            loud, quiet = self.plain.shown(now, view)
            shown = index.view(view)
            assert [entry.branch for entry in shown.loud()] == loud
            assert [state.branch for state in shown.quiet()] == quiet
            conditions = Counter(self.plain.verdict(branch, now).condition for branch in (*loud, *quiet))
            summary = shown.summary(self.learner.roll)
            assert summary.counts == conditions
            named = list(chain(*self.plain.shown(now, replace(view, statuses=()))))
            assert summary.seen == sum(self.plain.branches[branch] is not None for branch in named)
            assert summary.branches == self.learner.roll.guess(len(named))
            seen = [self.store.seen_at(NewsOf(branch)) for branch in (*loud, *quiet)]
            assert summary.oldest_at == min((at for at in seen if at), default=None)
        for branch, news in self.plain.branches.items():
            entry = index.get(branch)
            assert entry is not None
            state = index.show(entry)
            verdict = self.plain.verdict(branch, now)
            assert (state.condition, state.changed_at) == (verdict.condition, verdict.changed_at)
            assert state.place == self.plain.position(branch, now)
            assert state.superseded == (superseded_jobs(news) if news else ())


Fleets.TestCase.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
test_the_index_is_what_a_look_from_scratch_gives = Fleets.TestCase
