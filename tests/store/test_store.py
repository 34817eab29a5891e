"""The store tells of changes and of nothing else."""

from datetime import UTC, datetime, timedelta

from amplify_tui.model.apps import App
from amplify_tui.model.keys import AppKey, Target
from amplify_tui.store.store import Store
from amplify_tui.store.topics import AppsOf, BranchesOf

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TARGET = Target("prod", "eu-west-1")
SHOP = App(AppKey(TARGET, "d1"), "shop")


def test_a_subscriber_hears_what_is_known_already() -> None:
    store = Store()
    store.put(AppsOf(TARGET), (SHOP,), NOON)
    heard: list[tuple[App, ...]] = []
    store.subscribe(AppsOf(TARGET), heard.append)
    assert heard == [(SHOP,)]


def test_an_equal_value_stops_at_the_store_but_its_age_is_noted() -> None:
    store = Store()
    heard: list[tuple[App, ...]] = []
    store.subscribe(AppsOf(TARGET), heard.append)
    assert store.put(AppsOf(TARGET), (SHOP,), NOON)
    assert not store.put(AppsOf(TARGET), (App(AppKey(TARGET, "d1"), "shop"),), NOON + timedelta(seconds=3))
    assert heard == [(SHOP,)]
    assert store.seen_at(AppsOf(TARGET)) == NOON + timedelta(seconds=3)
    assert store.changed_at(AppsOf(TARGET)) == NOON


def test_unsubscribing_ends_the_calls_and_twice_does_no_harm() -> None:
    store = Store()
    heard: list[tuple[App, ...]] = []
    stop = store.subscribe(AppsOf(TARGET), heard.append)
    stop()
    stop()
    store.put(AppsOf(TARGET), (), NOON)
    assert heard == []


def test_a_forgotten_topic_is_unknown_again() -> None:
    store = Store()
    store.put(AppsOf(TARGET), (), NOON)
    store.forget(AppsOf(TARGET))
    assert store.get(AppsOf(TARGET)) is None
    assert store.seen_at(AppsOf(TARGET)) is None
    assert store.changed_at(AppsOf(TARGET)) is None


def test_a_watcher_hears_of_every_topic_of_its_kind_and_of_changes_alone() -> None:
    store, elsewhere = Store(), Target("prod", "us-east-1")
    heard: list[tuple[AppsOf, tuple[App, ...]]] = []
    stop = store.watch(AppsOf, lambda topic, apps: heard.append((topic, apps)))
    store.put(AppsOf(TARGET), (SHOP,), NOON)
    store.put(AppsOf(TARGET), (SHOP,), NOON)
    store.put(AppsOf(elsewhere), (), NOON)
    store.put(BranchesOf(SHOP.key), (), NOON)
    assert heard == [(AppsOf(TARGET), (SHOP,)), (AppsOf(elsewhere), ())]
    stop()
    stop()
    store.put(AppsOf(TARGET), (), NOON)
    assert len(heard) == 2
