"""Every declared command, pressed on every screen that lists it."""

from __future__ import annotations

from collections import Counter

import pytest
from textual.binding import Binding
from textual.command import CommandPalette

from amplify_tui.model.settings import Settings
from amplify_tui.model.views import View
from amplify_tui.ui.commands import BY_ID, COMMANDS, Command, Place, bindings_at, commands_at
from amplify_tui.ui.screens.help import HelpScreen
from amplify_tui.ui.widgets.cursor_view import CursorView
from amplify_tui.ui.wiring import Start
from tests.ui.key_effects import EFFECTS, OWN_EFFECTS, SCREENS, effect_of
from tests.ui.log_stage import open_failed_log, prepare_log
from tests.ui.stage import Stage
from tests.ui.wall_stage import open_fleet, prepare_fleet, prepare_wall

pytestmark = pytest.mark.no_cover  # what is run here is measured by the tests of each screen

WAYS: dict[Place, tuple[str, ...]] = {
    Place.DASHBOARD: (),
    Place.WALL: ("w",),
    Place.FLEET: ("A",),
    Place.BACKEND: ("B",),
    Place.BACKEND_JOB: ("B", "enter"),
    Place.GALLERY: ("v",),
    Place.LOG: (),
    Place.DOWNLOADS: ("d",),
    Place.HISTORY: ("h",),
    Place.HELP: ("question_mark",),
    Place.PICKER: ("a",),
    Place.FORM: ("S",),
    Place.CONFIRM: ("R",),
}
STUCK = "staging"


async def go_to(stage: Stage, place: Place) -> None:
    """Open a place, with something under the cursor of its table."""
    await stage.loaded()
    if place is Place.LOG:
        await open_failed_log(stage)
    for key in WAYS[place]:
        await stage.press(key)
        if key == "B":
            await stage.until(lambda: any(job.is_going for job in stage.backend_jobs))
            stage.table.move_to(next(job.key for job in stage.backend_jobs if job.is_going))
    await stage.until(lambda: isinstance(stage.screen, SCREENS[place]))
    await stage.until(lambda: getattr(stage.screen, "is_listening", True))
    if place in {Place.HISTORY, Place.DASHBOARD, Place.DOWNLOADS}:
        await stage.until(lambda: stage.table.line_count > 1)
    if place is Place.FLEET:
        await open_fleet(stage)


async def prepare(stage: Stage, command: Command, place: Place, key: str) -> None:
    """Bring about what the command needs to have an effect."""
    if command.id == "move" and key in {"k", "g", "ctrl+u"}:
        stage.table.put_cursor(5)
    if place is Place.LOG:
        await prepare_log(stage, command.id, key)
    if command.id in {"previous_shot", "first_shot"}:
        await stage.press("j")
    if place is Place.WALL:
        await prepare_wall(stage, command.id)
    elif place is Place.FLEET:
        prepare_fleet(stage, command.id)
    elif command.id == "stop":
        stage.table.move_to(next(job.key for job in stage.dashboard.jobs_now() if job.is_going))
    if command.id in {"pane_2", "back"} and place is Place.DASHBOARD:
        await stage.press("3")


def stage_for(command: Command, place: Place) -> Stage:
    settings = Settings(views=(View("shop", apps=("store*",)),))
    if command.id == "stop" or place in {Place.WALL, Place.FLEET}:
        return Stage("busy", settings=settings)
    if command.id == "stop_superseded":
        return Stage("busy", start=Start("support-chat", "feature/emoji-🎉"))
    if command.id == "pick_view":
        return Stage(settings=settings)
    if command.id == "screenshots" or place is Place.GALLERY:
        return Stage(start=Start("docs", "main"))
    if command.id == "backend" or place in {Place.BACKEND, Place.BACKEND_JOB}:
        return Stage(start=Start("customer-portal", STUCK))
    return Stage()


EVERYWHERE = ("interrupt", "refresh", "palette", "help", "quit")
"""Commands that every screen has; those before the last leave it as it is, or are left by ``escape``."""
STAYING = ("copy_id", "copy_row", "console", "site", "commit_page", "sort", "freeze")
"""Commands that leave the screen as it is, so that one after the other can be tried on it."""

PRESSES = [
    pytest.param(command, place, key, id=f"{place.name}-{command.id}-{key}")
    for command in COMMANDS
    for place in Place
    if place in command.places and command.id not in {*EVERYWHERE, *STAYING, "move"}
    for key in command.keys
]
PLACES_TO_STAY = [place for place in Place if any(place in BY_ID[each].places for each in STAYING)]
MOVING = [place for place in Place if place in BY_ID["move"].places]


async def try_key(stage: Stage, command: Command, place: Place, key: str) -> None:
    """Press a key, and see its effect, which was not there before."""
    await prepare(stage, command, place, key)
    effect = effect_of(command, place, stage)
    assert command.id in {"pane_2", "back"} or not effect(stage)

    await stage.press(key)

    await stage.until(lambda: effect(stage))


@pytest.mark.parametrize(("command", "place", "key"), PRESSES)
async def test_a_key_has_its_effect_wherever_it_is_listed(command: Command, place: Place, key: str) -> None:
    stage = stage_for(command, place)
    async with stage.open((60, 16) if command.id.startswith("page_") else (120, 40)):
        await go_to(stage, place)
        await try_key(stage, command, place, key)


@pytest.mark.parametrize("place", MOVING, ids=lambda place: place.name)
async def test_the_keys_that_move_move_wherever_they_are_listed(place: Place) -> None:
    command = BY_ID["move"]
    stage = stage_for(command, place)
    async with stage.open():
        await go_to(stage, place)
        for key in command.keys:
            stage.table.put_cursor(0)
            await try_key(stage, command, place, key)


@pytest.mark.parametrize("place", PLACES_TO_STAY, ids=lambda place: place.name)
async def test_keys_that_leave_a_screen_as_it_is_have_their_effect(place: Place) -> None:
    stage = stage_for(BY_ID["sort"], place)
    async with stage.open():
        await go_to(stage, place)
        for command in map(BY_ID.__getitem__, STAYING):
            if place in command.places:
                stage.app._clipboard = ""
                await try_key(stage, command, place, *command.keys)


@pytest.mark.parametrize("place", Place, ids=lambda place: place.name)
async def test_what_every_screen_can_do_each_can(place: Place) -> None:
    stage = stage_for(BY_ID["help"], place)
    async with stage.open():
        await go_to(stage, place)
        for command in map(BY_ID.__getitem__, EVERYWHERE):
            for key in command.keys:
                if not (key == "question_mark" and place in {Place.PICKER, Place.FORM}):
                    await try_key(stage, command, place, key)
                    await come_back(stage, place)


async def come_back(stage: Stage, place: Place) -> None:
    """Leave what a key opened, or open again what it left."""
    if stage.app._exit:
        return
    if place is Place.HELP and not isinstance(stage.screen, HelpScreen | CommandPalette):
        await stage.press("question_mark")
    elif not isinstance(stage.screen, SCREENS[place]):
        await stage.press("escape")
    await stage.until(lambda: isinstance(stage.screen, SCREENS[place]))


def test_every_command_is_tried() -> None:
    special = {"help", "leave", "back", "move", "pane_next"}
    assert {*EFFECTS, *OWN_EFFECTS} | special == {command.id for command in COMMANDS}
    assert {place for command in COMMANDS for place in command.places} == set(SCREENS)


@pytest.mark.parametrize("place", Place)
def test_no_screen_lists_a_key_twice(place: Place) -> None:
    keys = Counter(key for command in commands_at(place) for key in command.keys)
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("place", Place)
def test_a_screen_binds_what_it_lists(place: Place) -> None:
    bound = {binding.id for binding in bindings_at(place) if isinstance(binding, Binding)}
    listed = {command.id for command in commands_at(place) if command.is_bound}
    assert listed - bound == {"palette", "quit"}


def test_the_tables_bind_the_keys_that_move() -> None:
    bound = {
        key.strip()
        for binding in CursorView.BINDINGS
        if isinstance(binding, Binding)
        for key in binding.key.split(",")
    }
    assert {*BY_ID["move"].keys, *BY_ID["open"].keys} <= bound
