"""Drives the demo to what each picture shows."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from amplify_tui.cli.assembly import assemble
from amplify_tui.cli.compose import Road
from amplify_tui.cli.demo import DEMO_TARGET, EmbeddedConnector, Script
from amplify_tui.model.settings import Settings
from amplify_tui.services.calls import CallJournal
from amplify_tui.services.object_reader import HttpObjects
from amplify_tui.simulator.scenarios import DEMO
from amplify_tui.ui.app import AmplifyApp
from amplify_tui.ui.wiring import Start
from tests.clock import ManualClock
from tests.screenshots.render import MOST_BYTES, to_png, with_wide_cells, without_web_fonts

if TYPE_CHECKING:
    from textual.pilot import Pilot

FOLDER = Path(__file__).parents[2] / "screenshots"
SEED = 1
_SETTLED_LOOKS = 6
_LOOK_SECONDS = 0.1
_WORLD_SECONDS = 32


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture.

    Attributes:
        name: Name of its files.
        size: Columns and rows.
        keys: What is pressed before it is taken.
        theme: Name of the theme.
        app: App that is open.
        branch: Branch that is open.
        seconds: How long the world goes on after the keys.
    """

    name: str
    size: tuple[int, int] = (120, 40)
    keys: tuple[str, ...] = ()
    theme: str = "amplify-dark"
    app: str = "storefront"
    branch: str = "main"
    seconds: int = 0


PICTURES = (
    Picture("dashboard"),
    Picture("light", theme="amplify-light"),
    Picture("small", size=(80, 24)),
    Picture("wide", size=(220, 60)),
    Picture("stop", keys=("x",)),
    Picture("log", keys=("j", "j", "l"), app="customer-portal", branch="develop"),
    Picture("gallery", keys=("j", "v")),
    Picture("backend", keys=("B",), app="customer-portal"),
    Picture("wall", keys=("w",), seconds=40),
    Picture("wall-wide", size=(220, 60), keys=("w",), seconds=40),
    Picture("fleet", keys=("A",), seconds=40),
)


def _app(picture: Picture, clock: ManualClock, memory: Path) -> AmplifyApp:
    calls = CallJournal()
    settings = Settings(theme=picture.theme, pictures="half-cells")
    connector = EmbeddedConnector(Script(DEMO, SEED), settings, calls, clock)
    road = Road(connector, HttpObjects(is_isolated=True), calls, clock, DEMO_TARGET, is_demo=True)
    return AmplifyApp(assemble(settings, memory, Start(picture.app, picture.branch), road))


async def _settle(app: AmplifyApp, pilot: Pilot[None]) -> None:
    """Return when the screen has stood still for a while."""
    looks: list[str] = []
    while len(looks) < _SETTLED_LOOKS or len(set(looks[-_SETTLED_LOOKS:])) > 1:
        await pilot.pause(_LOOK_SECONDS)
        looks.append(app.export_screenshot(simplify=True))


async def _take(picture: Picture, folder: Path) -> str:
    clock = ManualClock()
    app = _app(picture, clock, folder / f"{picture.name}.json")
    async with app.run_test(size=picture.size) as pilot:
        await _settle(app, pilot)
        for _ in range(_WORLD_SECONDS):
            await clock.run(1)
            await pilot.pause(_LOOK_SECONDS / 2)
        await _settle(app, pilot)
        for key in picture.keys:
            await pilot.press(key)
            await _settle(app, pilot)
        for _ in range(picture.seconds):
            await clock.run(1)
            await pilot.pause(_LOOK_SECONDS / 2)
        await _settle(app, pilot)
        return app.export_screenshot(title="amplify-tui", simplify=True)


def main() -> int:
    """Take every picture, or those named as arguments.

    Returns:
        0 when all were made as SVG and PNG and are small enough, else 1.
    """
    os.environ |= {"TZ": "UTC", "COLORTERM": "truecolor", "TERM": "xterm-256color"}
    time.tzset()
    wanted = set(sys.argv[1:]) or {picture.name for picture in PICTURES}
    is_good = True
    with tempfile.TemporaryDirectory() as state:
        for picture in (each for each in PICTURES if each.name in wanted):
            svg, png = FOLDER / f"{picture.name}.svg", FOLDER / f"{picture.name}.png"
            taken = asyncio.run(_take(picture, Path(state)))
            svg.write_text(with_wide_cells(without_web_fonts(taken)), "utf-8")
            has_png = to_png(svg, png)
            sizes = [path.stat().st_size for path in (svg, png) if path.exists()]
            is_good &= has_png and max(sizes) < MOST_BYTES
            note = "" if has_png else "  (no renderer for the PNG)"
            sys.stdout.write(
                f"{picture.name}: {' and '.join(f'{size // 1024} KB' for size in sizes)}{note}\n"
            )
    return int(not is_good)


if __name__ == "__main__":
    sys.exit(main())
