"""Every topic that can be asked about knows whom it is asked of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from amplify_tui.model.backend_jobs import BackendJobFilter
from amplify_tui.model.keys import BackendJobKey, JobKey
from amplify_tui.store.questions import ask, target_of
from amplify_tui.store.topics import (
    AppsOf,
    ArtifactsOf,
    BackendJobOf,
    BackendJobsOf,
    BranchesOf,
    DetailOf,
    EnvironmentsOf,
    HealthOf,
    JobsOf,
    NewestOf,
    ProblemWith,
    Topic,
)
from tests.store.ledger import MAIN, SHOP, STAGING, TARGET

if TYPE_CHECKING:
    from amplify_tui.services.connector import AwsConnector
    from amplify_tui.store.store import Store
    from tests.store.ledger import Ledger

TOPICS: list[Topic[Any]] = [
    AppsOf(TARGET),
    BranchesOf(SHOP),
    JobsOf(MAIN),
    NewestOf(MAIN),
    DetailOf(JobKey(MAIN, 1)),
    ArtifactsOf(JobKey(MAIN, 1)),
    EnvironmentsOf(SHOP),
    BackendJobsOf(STAGING, BackendJobFilter()),
    BackendJobOf(BackendJobKey(STAGING, "b1")),
]


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: type(topic).__name__)
async def test_a_topic_is_asked_of_its_target_and_teaches_itself(
    topic: Topic[Any], connector: AwsConnector, store: Store, ledger: Ledger
) -> None:
    ledger.add()
    ledger.add_backend("b1")
    assert target_of(topic) == target_of(ProblemWith(topic)) == TARGET
    lessons = await ask(await connector.connect(TARGET), topic, store)
    assert lessons[0][0] == topic
    assert lessons[0][1]


@pytest.mark.parametrize("topic", [HealthOf(TARGET), ProblemWith(AppsOf(TARGET))], ids=["health", "problem"])
async def test_what_nobody_can_answer_is_not_asked(
    topic: Topic[Any], connector: AwsConnector, store: Store
) -> None:
    assert target_of(topic) == TARGET
    with pytest.raises(TypeError):
        await ask(await connector.connect(TARGET), topic, store)


def test_an_unknown_topic_has_no_target() -> None:
    with pytest.raises(TypeError):
        target_of(Topic())
