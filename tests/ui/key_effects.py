"""What every key brings about, screen by screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.command import CommandPalette
from textual.widgets import Input

from amplify_tui.ui.commands import Command, Place
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
from tests.ui.log_stage import LOG_EFFECTS
from tests.ui.wall_stage import WALL_EFFECTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.stage import Stage

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
