"""Every declared command, pressed on every screen that lists it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from textual.binding import Binding
from textual.command import CommandPalette
from textual.widgets import Input

from amplify_tui.model.settings import Settings
from amplify_tui.model.views import View
from amplify_tui.ui.commands import BY_ID, COMMANDS, Command, Place, bindings_at, commands_at
from amplify_tui.ui.screens.backend import BackendScreen
from amplify_tui.ui.screens.backend_detail import BackendDetailScreen
from amplify_tui.ui.screens.confirm import ConfirmDialog
from amplify_tui.ui.screens.downloads import DownloadsScreen
from amplify_tui.ui.screens.fleet import FleetScreen
from amplify_tui.ui.screens.forms import FilterForm, StartForm
from amplify_tui.ui.screens.gallery import GalleryScreen
from amplify_tui.ui.screens.help import HelpScreen
from amplify_tui.ui.screens.history import HistoryScreen
from amplify_tui.ui.screens.jobs import JobsScreen
from amplify_tui.ui.screens.log import LogScreen
from amplify_tui.ui.screens.pickers import PickerDialog
from amplify_tui.ui.screens.wall import WallScreen
from amplify_tui.ui.widgets.cursor_view import CursorView
from amplify_tui.ui.wiring import Start
from tests.ui.log_stage import LOG_EFFECTS, open_failed_log, prepare_log
from tests.ui.stage import Stage
from tests.ui.wall_stage import WALL_EFFECTS, open_fleet, prepare_wall

if TYPE_CHECKING:
    from collections.abc import Callable

    Check = Callable[[Stage], object]

SCREENS: dict[Place, type[Any]] = {
    Place.DASHBOARD: JobsScreen,
    Place.WALL: WallScreen,
    Place.FLEET: FleetScreen,
    Place.BACKEND: BackendScreen,
    Place.BACKEND_JOB: BackendDetailScreen,
    Place.GALLERY: GalleryScreen,
    Place.LOG: LogScreen,
    Place.DOWNLOADS: DownloadsScreen,
    Place.HISTORY: HistoryScreen,
    Place.HELP: HelpScreen,
    Place.PICKER: PickerDialog,
    Place.FORM: StartForm,
    Place.CONFIRM: ConfirmDialog,
}
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


def shows(kind: type[Any]) -> Check:
    return lambda stage: isinstance(stage.screen, kind)


def left(place: Place) -> Check:
    return lambda stage: not isinstance(stage.screen, SCREENS[place])


def quits(stage: Stage) -> object:
    return stage.app._exit


def said(words: str) -> Check:
    return lambda stage: any(words in text for text in stage.told)


def copied(stage: Stage) -> object:
    return stage.app.clipboard


def opened(words: str) -> Check:
    return lambda stage: any(words in url for url in stage.browser.opened)


def shows_shot(number: int) -> Check:
    return lambda stage: isinstance(stage.screen, GalleryScreen) and stage.screen.shots.number == number


def saves_shot(stage: Stage) -> object:
    assert isinstance(stage.screen, GalleryScreen)
    assert stage.screen.file is not None
    return stage.wiring.downloads.find(stage.screen.file)


def files_of(stage: Stage) -> DownloadsScreen:
    assert isinstance(stage.screen, DownloadsScreen)
    return stage.screen


def downloads(stage: Stage) -> object:
    return any(stage.wiring.downloads.find(file) for file in files_of(stage).files)


def has_focus(name: str) -> Check:
    return lambda stage: stage.app.focused is not None and stage.app.focused.id == name


EFFECTS: dict[str, Check] = {
    "pick_app": shows(PickerDialog),
    "pick_branch": shows(PickerDialog),
    "open": has_focus("steps"),
    "open_branch": left(Place.FLEET),
    "all_branches": shows(FleetScreen),
    "pick_view": shows(PickerDialog),
    "stop_superseded": shows(ConfirmDialog),
    "screenshots": shows(GalleryScreen),
    "next_shot": shows_shot(1),
    "previous_shot": shows_shot(0),
    "first_shot": shows_shot(0),
    "last_shot": shows_shot(3),
    "full_size": lambda stage: stage.screen.has_class("-full"),
    "open_shot": lambda stage: stage.browser.files,
    "save_shot": saves_shot,
    "download": shows(DownloadsScreen),
    "fetch": downloads,
    "choose_file": lambda stage: len(files_of(stage).chosen) == 1,
    "choose_files": lambda stage: len(files_of(stage).chosen) == len(files_of(stage).files),
    "cancel_download": said("not on its way"),
    "start": shows(StartForm),
    "retry": shows(ConfirmDialog),
    "stop": shows(ConfirmDialog),
    "console": opened("console.aws.amazon.com"),
    "site": opened("amplifyapp.com"),
    "commit_page": opened("/commit"),
    "follow": said("Following the newest job."),
    "backend": shows(BackendScreen),
    "pick_profile": shows(PickerDialog),
    "pick_region": shows(PickerDialog),
    "pick_environment": shows(PickerDialog),
    "server_filters": shows(FilterForm),
    "open_detail": shows(BackendDetailScreen),
    "release": shows(ConfirmDialog),
    "filter": lambda stage: isinstance(stage.app.focused, Input) and stage.app.focused.id == "filter",
    "sort": lambda stage: stage.table.sort_state is not None,
    "freeze": lambda stage: stage.table_screen.frozen_at is not None,
    "copy_id": copied,
    "copy_row": copied,
    "pane_1": has_focus("apps"),
    "pane_2": has_focus("jobs"),
    "pane_3": has_focus("steps"),
    "history": shows(HistoryScreen),
    "confirm": lambda stage: stage.simulator.count("StartJob") == 1,
    "decline": left(Place.CONFIRM),
    "press": left(Place.CONFIRM),
    "submit": shows(ConfirmDialog),
    "choose": left(Place.PICKER),
    "refresh": said("Asking Amplify now."),
    "palette": shows(CommandPalette),
    "quit": quits,
    "log": shows(LogScreen),
    "interrupt": said("ctrl+q quits."),
}


OWN_EFFECTS = {**LOG_EFFECTS, **WALL_EFFECTS}


def effect_of(command: Command, place: Place, stage: Stage) -> Check:
    """Return what must be so after the key, as far as that depends on what was before."""
    if command.id == "help":
        return left(Place.HELP) if place is Place.HELP else shows(HelpScreen)
    if command.id == "leave":
        return quits if place is Place.DASHBOARD else left(place)
    if command.id == "back":
        return has_focus("jobs") if place is Place.DASHBOARD else left(place)
    if command.id == "move":
        line = stage.table.cursor_line
        return lambda stage: stage.table.cursor_line != line
    if command.id == "pane_next":
        before = stage.app.focused
        return lambda stage: stage.app.focused is not before
    return OWN_EFFECTS[command.id](stage) if command.id in OWN_EFFECTS else EFFECTS[command.id]


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


PRESSES = [
    pytest.param(command, place, key, id=f"{place.name}-{command.id}-{key}")
    for command in COMMANDS
    for place in Place
    if place in command.places
    for key in command.keys
    if not (key == "question_mark" and place in {Place.PICKER, Place.FORM})
]


@pytest.mark.parametrize(("command", "place", "key"), PRESSES)
async def test_a_key_has_its_effect_wherever_it_is_listed(command: Command, place: Place, key: str) -> None:
    stage = stage_for(command, place)
    async with stage.open((60, 16) if command.id.startswith("page_") else (120, 40)):
        await go_to(stage, place)
        await prepare(stage, command, place, key)
        effect = effect_of(command, place, stage)
        assert command.id in {"pane_2", "back"} or not effect(stage)

        await stage.press(key)

        await stage.until(lambda: effect(stage))


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
