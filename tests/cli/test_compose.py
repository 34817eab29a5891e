"""The composition root: what is wired to what, and the demo's own road."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amplify_tui.cli.commands import demo
from amplify_tui.cli.commands.wall import restrict
from amplify_tui.cli.compose import open_connector, wire
from amplify_tui.cli.demo import DEMO_TARGET, USUAL, EmbeddedConnector, Script, read_script
from amplify_tui.cli.fast_clock import FastClock
from amplify_tui.cli.parser import parse
from amplify_tui.model.keys import Target
from amplify_tui.model.settings import Settings
from amplify_tui.services.calls import CallJournal
from amplify_tui.services.clock import SystemClock
from amplify_tui.services.object_reader import HttpObjects
from amplify_tui.simulator.scenarios import DEMO
from amplify_tui.ui.wiring import Start
from tests.clock import ManualClock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


LATER = {
    "writes": "Writes",
    "pictures": "PictureReader",
    "downloads": "Downloader",
    "saver": "FileSaver",
    "logs": "LogDesk",
    "causes": "Causes",
    "tails": "LogTails",
    "fleet": "Fleet",
    "fleet_poller": "FleetPoller",
    "event_desk": "EventDesk",
    "browser": "SystemBrowser",
    "display": "TerminalDisplay",
}
"""Parts of the dashboard that its first paint does not need, and what they are."""


@pytest.fixture
async def embedded(clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[EmbeddedConnector]:
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_CA_BUNDLE", "/nowhere")
    connector = EmbeddedConnector(Script("calm", 7), Settings(), CallJournal(), clock)
    yield connector
    await connector.close()


async def test_the_demo_answers_from_its_own_simulator(embedded: EmbeddedConnector) -> None:
    target = await embedded.default_target()
    gateway = await embedded.connect(target)
    assert target == DEMO_TARGET
    assert {app.name for app in await gateway.list_apps()} >= {"storefront", "docs"}
    assert await embedded.connect(target) is gateway


def test_the_demo_reads_logs_past_proxies_and_authorities_of_the_machine() -> None:
    objects = demo._open_objects()
    assert isinstance(objects, HttpObjects)
    assert objects._is_isolated


async def test_the_demo_names_its_own_profiles_and_every_region(embedded: EmbeddedConnector) -> None:
    assert await embedded.profiles() == (DEMO_TARGET.profile, "staging")
    assert (await embedded.targets())[0] == DEMO_TARGET
    assert {target.profile for target in await embedded.targets()} == set(await embedded.profiles())
    assert "eu-west-1" in await embedded.regions()


def test_the_usual_scenario_is_the_simulators_own() -> None:
    assert USUAL == DEMO
    assert read_script(parse(["demo"])) == Script(DEMO, read_script(parse(["demo", "--scenario", DEMO])).seed)


async def test_closing_the_demo_twice_does_no_harm(embedded: EmbeddedConnector) -> None:
    await embedded.connect(DEMO_TARGET)
    await embedded.close()
    await embedded.close()


async def test_the_dashboard_is_wired_without_a_call_and_remembers_in_its_own_file(tmp_path: Path) -> None:
    settings = Settings(read_only=True, app="docs")
    wiring = wire(settings, tmp_path / "state.json", Start("docs", "main"))
    wiring.memory.remember("theme", "dark")
    assert (tmp_path / "state.json").is_file()
    assert (wiring.settings, wiring.start, wiring.target, wiring.is_demo) == (
        settings,
        Start("docs", "main"),
        None,
        False,
    )
    assert not wiring.calls.recent()
    await wiring.connector.close()


async def test_each_part_is_made_once_when_it_is_used_and_all_share_one_picture(tmp_path: Path) -> None:
    settings = Settings(read_only=True, concurrent_jobs=3)
    wiring = wire(settings, tmp_path / "state.json", Start())
    made = {name: getattr(wiring, name)._build() for name in LATER}
    assert {name: type(part).__name__ for name, part in made.items()} == LATER
    assert all(getattr(wiring, name)._build() is part for name, part in made.items())
    for name in ("fleet", "fleet_poller", "event_desk", "logs", "causes", "tails"):
        assert made[name]._store is wiring.store
    assert made["fleet_poller"]._fleet is made["event_desk"]._fleet is made["fleet"]
    assert made["event_desk"]._fleet_poller is made["fleet_poller"]
    assert made["event_desk"]._poller is wiring.poller
    assert (made["fleet"]._places, made["writes"]._read_only) == (3, True)
    await wiring.connector.close()


def test_a_wall_writes_only_where_that_is_asked_for_and_allowed() -> None:
    wall, writing = parse(["wall"]), parse(["wall", "--writes"])
    narrowed = restrict(Settings(sources={"app": "here"}), wall)
    assert narrowed.read_only
    assert narrowed.sources == {"app": "here", "read_only": "amplify-tui wall without --writes"}
    for is_read_only in (True, False):
        assert restrict(Settings(read_only=is_read_only), writing).read_only is is_read_only


async def test_profiles_and_regions_multiply(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config").write_text("[profile a]\nregion = eu-west-1\n[profile b]\nregion = us-east-1\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))

    async def find(settings: Settings) -> tuple[Target, ...]:
        connector = open_connector(settings, CallJournal(), SystemClock())
        try:
            return await connector.targets()
        finally:
            await connector.close()

    assert await find(Settings(profile=("a", "b"))) == (Target("a", "eu-west-1"), Target("b", "us-east-1"))
    assert await find(Settings(profile=("a",))) == (Target("a", "eu-west-1"),)
    both = await find(Settings(profile=("a", "b"), region=("x-1", "y-2")))
    assert both == (Target("a", "x-1"), Target("a", "y-2"), Target("b", "x-1"), Target("b", "y-2"))
    assert await find(Settings(region=("x-1", "y-2"))) == (Target("", "x-1"), Target("", "y-2"))


async def test_a_fast_clock_passes_faster_and_waits_shorter() -> None:
    slow = ManualClock()
    fast = FastClock(10, slow)
    began = fast.now()
    slow.advance(3)
    assert (fast.now() - began).total_seconds() == 30
    assert fast.monotonic() == 30
