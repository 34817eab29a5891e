"""What goes wrong is shown, keeps the last picture, and is asked again after a while."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.focus import BackendFocus, Focus
from amplify_tui.model.health import Freshness, Health
from amplify_tui.model.keys import BranchKey, Target
from amplify_tui.simulator.contract import Behaviour, Fault
from amplify_tui.simulator.mishaps import Mishap
from amplify_tui.store.topics import AppsOf, EnvironmentsOf, HealthOf, JobsOf, ProblemWith
from tests.store.ledger import MAIN, SHOP, TARGET

if TYPE_CHECKING:
    from amplify_tui.simulator.server import Simulator
    from amplify_tui.store.poller import Poller
    from amplify_tui.store.store import Store
    from tests.clock import ManualClock
    from tests.store.ledger import Ledger

ON_MAIN = Focus(TARGET, SHOP, MAIN)
BUSY = Fault("BadRequestException", "Rate exceeded while calling ListJobs", 400)
DENIED = Fault("AccessDeniedException", "User is not authorized", 403)


def health(store: Store, target: Target = TARGET) -> Health:
    found = store.get(HealthOf(target))
    assert found is not None
    return found


async def test_throttling_backs_off_from_two_seconds_to_sixty_and_is_shown(
    poller: Poller, store: Store, ledger: Ledger, clock: ManualClock, simulator: Simulator
) -> None:
    ledger.fill(2)
    poller.look_at(ON_MAIN)
    await poller.tick()
    simulator.fail_next("ListJobs", BUSY, times=7)
    clock.advance(30)
    waits = []
    for _ in range(7):
        waits.append(await poller.tick())
        clock.advance(waits[-1])
    assert waits == pytest.approx([2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0])
    shown = health(store)
    assert shown.is_throttled
    assert shown.freshness(clock.now()) is Freshness.BACKING_OFF
    assert shown.retry_at == clock.now()
    assert shown.failed_since == clock.now() - timedelta(seconds=182)
    kept = store.get(JobsOf(MAIN))
    assert kept is not None
    assert len(kept.jobs) == 2, "a failed poll empties nothing"
    await poller.tick()
    assert health(store).problem is None
    assert health(store).failed_since is None
    assert health(store).retry_at is None
    assert health(store).freshness(clock.now()) is Freshness.LIVE


async def test_questions_that_fail_together_are_one_failure(
    poller: Poller, store: Store, simulator: Simulator
) -> None:
    for operation in ("ListApps", "ListBranches", "ListJobs"):
        simulator.fail_next(operation, BUSY)
    poller.look_at(ON_MAIN)
    assert await poller.tick() == 2.0
    assert health(store).is_throttled


async def test_a_back_off_asks_one_question_first_and_the_rest_after_its_answer(
    poller: Poller, store: Store, clock: ManualClock, simulator: Simulator
) -> None:
    for operation in ("ListApps", "ListBranches", "ListJobs"):
        simulator.fail_next(operation, BUSY, times=2 if operation == "ListJobs" else 1)
    poller.look_at(ON_MAIN)
    clock.advance(await poller.tick())
    before = len(simulator.requests)
    clock.advance(await poller.tick())
    assert len(simulator.requests) == before + 1
    clock.advance(30)
    await poller.tick()
    assert health(store).problem is None
    assert store.get(AppsOf(TARGET)) is not None


async def test_expired_credentials_are_tried_every_thirty_seconds_and_at_once_on_refresh(
    poller: Poller, store: Store, clock: ManualClock, simulator: Simulator
) -> None:
    simulator.behave(Behaviour(is_expired=True))
    poller.look_at(ON_MAIN)
    assert await poller.tick() == 30.0
    shown = health(store)
    assert shown.problem is not None
    assert shown.problem.kind == "CredentialsError"
    assert shown.freshness(clock.now()) is Freshness.STALE
    clock.advance(10)
    count = len(simulator.requests)
    await poller.tick()
    assert len(simulator.requests) == count, "left alone meanwhile"
    poller.refresh()
    assert await poller.tick() == 30.0, "still expired: asked once, not for ever"
    simulator.behave(None)
    poller.refresh()
    await poller.tick()
    assert health(store).problem is None
    assert store.get(JobsOf(MAIN)) is not None


async def test_a_server_that_is_down_is_asked_again_and_the_last_jobs_stay(
    poller: Poller, store: Store, ledger: Ledger, clock: ManualClock, simulator: Simulator
) -> None:
    ledger.fill(1)
    poller.look_at(ON_MAIN)
    await poller.tick()
    simulator.fail_next("ListJobs", Mishap.UNAVAILABLE, times=3)
    clock.advance(30)
    assert await poller.tick() == 2.0
    shown = health(store)
    assert shown.problem is not None
    assert shown.problem.kind == "UnreachableError"
    assert store.get(ProblemWith(JobsOf(MAIN))) == shown.problem
    assert store.get(JobsOf(MAIN)) is not None
    clock.advance(2)
    await poller.tick()
    assert health(store).problem is None
    assert store.get(ProblemWith(JobsOf(MAIN))) is None


async def test_a_branch_that_is_gone_is_its_own_problem_and_others_go_on(
    poller: Poller, store: Store, clock: ManualClock, simulator: Simulator
) -> None:
    gone = BranchKey(SHOP, "gone")
    poller.look_at(Focus(TARGET, SHOP, gone))
    assert await poller.tick() == 30.0
    problem = store.get(ProblemWith(JobsOf(gone)))
    assert problem is not None
    assert problem.kind == "NotFoundError"
    assert health(store).problem is None
    assert store.get(AppsOf(TARGET)) is not None
    clock.advance(30)
    await poller.tick()
    assert simulator.count("ListJobs") == 2


async def test_one_denied_operation_is_not_the_accounts_problem(
    poller: Poller, store: Store, clock: ManualClock, simulator: Simulator
) -> None:
    simulator.fail_next("ListBackendEnvironments", DENIED, times=9)
    simulator.fail_next("GetBackend", DENIED, times=9)
    poller.look_at(Focus(TARGET, SHOP, MAIN, backend=BackendFocus(SHOP)))
    for _ in range(4):
        clock.advance(await poller.tick())
    problem = store.get(ProblemWith(EnvironmentsOf(SHOP)))
    assert problem is not None
    assert problem.kind == "DeniedError"
    assert health(store).problem is None


async def test_denials_of_everything_are_the_accounts_problem(
    poller: Poller, store: Store, simulator: Simulator
) -> None:
    for operation in ("ListApps", "ListBranches", "ListJobs"):
        simulator.fail_next(operation, DENIED)
    poller.look_at(ON_MAIN)
    assert await poller.tick() == 30.0
    problem = health(store).problem
    assert problem is not None
    assert problem.kind == "DeniedError"


async def test_a_portal_that_answers_everything_with_a_page_is_the_networks_problem_in_the_end(
    poller: Poller, store: Store, ledger: Ledger, clock: ManualClock, simulator: Simulator
) -> None:
    ledger.fill(1)
    poller.look_at(ON_MAIN)
    await poller.tick()
    simulator.fail_next("ListJobs", Mishap.HTML, times=9)
    clock.advance(30)
    await poller.tick()
    assert health(store).problem is None, "it may be this list alone"
    assert store.get(ProblemWith(JobsOf(MAIN))) is not None
    clock.advance(30)
    await poller.tick()
    problem = health(store).problem
    assert problem is not None
    assert problem.kind == "BadAnswerError"


async def test_another_account_is_not_held_back_by_the_failing_one(
    poller: Poller, store: Store, simulator: Simulator
) -> None:
    simulator.fail_next("ListApps", BUSY)
    poller.look_at(Focus(TARGET))
    await poller.tick()
    other = Target("demo", "us-east-1")
    poller.look_at(Focus(other))
    await poller.tick()
    assert store.get(AppsOf(other)) is not None
    assert health(store, other).problem is None
    assert health(store).problem is not None
