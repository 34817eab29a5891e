"""The log screen on the stage: opened at a failed job, and what each of its keys brings about."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING

from amplify_tui.model.logs.line import Level
from amplify_tui.ui.logs.look import Times
from amplify_tui.ui.screens.log import LogScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.ui.stage import Stage

    Check = Callable[[Stage], object]


def log_screen(stage: Stage) -> LogScreen:
    assert isinstance(stage.screen, LogScreen)
    return stage.screen


async def open_failed_log(stage: Stage) -> LogScreen:
    """Open the log of a failed job, and wait until it stands at the cause."""
    await stage.loaded()
    failed = next(job.key for job in stage.dashboard.jobs_now() if job.status == "FAILED")
    stage.dashboard.panes.jobs.move_to(failed)
    await stage.press("l")
    await stage.until(lambda: isinstance(stage.screen, LogScreen) and stage.screen.cause)
    screen = log_screen(stage)
    await stage.until(lambda: screen.cause is not None and screen.view.cursor == screen.cause.line)
    await stage.pilot.pause()
    return screen


async def catch(condition: Callable[[], object]) -> None:
    """Go on in the turn in which something is so; a pilot that waits for an idle moment may miss it."""
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110 - any state, not only one with an event
            await asyncio.sleep(0)


@contextmanager
def held_threads() -> Iterator[None]:
    """Let nothing that is handed to a thread begin before this ends, however fast the machine."""
    gate, only = Event(), ThreadPoolExecutor(max_workers=1)
    asyncio.get_running_loop().set_default_executor(only)
    only.submit(gate.wait)
    try:
        yield
    finally:
        gate.set()


def _differs(look: Callable[[LogScreen], object]) -> Callable[[Stage], Check]:
    def effect(stage: Stage) -> Check:
        before = look(log_screen(stage))
        return lambda stage: look(log_screen(stage)) != before

    return effect


def _is(look: Callable[[LogScreen], object]) -> Callable[[Stage], Check]:
    return lambda _: lambda stage: look(log_screen(stage))


def _said(words: str) -> Callable[[Stage], Check]:
    return lambda _: lambda stage: any(words in text for text in stage.told)


def _copied(stage: Stage) -> Check:
    return lambda stage: stage.app.clipboard


_moves = _differs(lambda screen: (screen.view.cursor, screen.view.look.offset))

LOG_EFFECTS: dict[str, Callable[[Stage], Check]] = {
    "next_error": _moves,
    "previous_error": _moves,
    "search": _is(lambda screen: screen.search_bar.field.has_focus),
    "next_hit": _moves,
    "previous_hit": _moves,
    "regex": _is(lambda screen: screen.is_regex),
    "follow_end": _said("Nothing more comes"),
    "fold": _differs(lambda screen: screen.folded),
    "fold_all": _differs(lambda screen: screen.folded),
    "least_level": _is(lambda screen: screen.least is Level.WARNING),
    "times": _is(lambda screen: screen.view.look.times is Times.CLOCK),
    "wrap": _is(lambda screen: screen.view.look.is_wrapped),
    "copy_text": _copied,
    "mark": _is(lambda screen: screen.view.marked),
    "save": lambda stage: lambda stage: list(stage.folder.glob("*.log")),
    "copy_url": _copied,
    "previous_step": _said("BUILD is the first step."),
    "next_step": _is(lambda screen: screen.step_name != "BUILD"),
    "walk": _moves,
}
"""What must be so after each key, judged by what was before it."""


async def prepare_log(stage: Stage, command_id: str, key: str) -> None:
    """Bring about what a key needs to have an effect."""
    if command_id in {"next_hit", "previous_hit"}:
        await stage.press("slash", *"compiling", "enter")
        await stage.until(lambda: log_screen(stage).hits)
    if key == "left":
        await stage.press("right")
