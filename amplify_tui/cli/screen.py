"""Hands the terminal to the dashboard and takes it back."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from typing import TYPE_CHECKING, Final, TextIO

from amplify_tui.cli.exits import Exit, UsageError
from amplify_tui.model.matching import near_matches
from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from amplify_tui.model.settings import Settings
    from amplify_tui.ui.wiring import Wiring

_INPUT: Final = 0
_START_SECONDS: Final = 2.0
"""Until the first jobs stand; what is loaded by then stays, and to look for garbage in it only costs."""
_COLLECT_AFTER: Final = (5_000, 20, 20)
"""New objects before the young are looked at, and how often that is done before the older ones are."""


def run_dashboard(build: Callable[[], Wiring], settings: Settings, *, needs_keyboard: bool = True) -> int:
    """Run the dashboard until its user leaves.

    Args:
        build: Puts the parts together; called on the event loop.
        settings: The settings in force.
        needs_keyboard: Whether there must be a terminal for input, too.

    Raises:
        UsageError: There is no terminal, or no such theme or saved view.
    """
    _check_view(settings)
    _check_terminal(needs_keyboard=needs_keyboard)
    if settings.no_color:
        # Textual looks for it when an app is made, whatever flag or file asked for it.
        os.environ["NO_COLOR"] = "1"
    gc.disable()
    try:
        return asyncio.run(_run(build))
    finally:
        gc.enable()


def _check_terminal(*, needs_keyboard: bool) -> None:
    has_screen = all(_is_terminal(stream) for stream in (sys.stdout, sys.stderr))
    if has_screen and not needs_keyboard:
        if not _is_terminal(sys.stdin):
            _listen_to_the_screen()
    elif not has_screen or not _is_terminal(sys.stdin):
        what, for_what = ("dashboard", "input, output") if needs_keyboard else ("wall", "output")
        raise UsageError(
            f"The {what} needs a terminal for {for_what} and errors.",
            "For scripts there are apps, branches, jobs and job.",
        )


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _listen_to_the_screen() -> None:
    """Take the keys of the terminal that is written to: a service manager gives a wall no input."""
    try:
        terminal = os.open(os.ttyname(sys.stdout.fileno()), os.O_RDWR | os.O_NOCTTY)
    except OSError as error:
        raise UsageError(
            f"The wall's terminal cannot be read: {error.strerror or 'unknown error'}.",
            "Start it with < /dev/tty, or with a terminal for its input.",
        ) from error
    os.dup2(terminal, _INPUT)
    if terminal != _INPUT:
        os.close(terminal)
    if sys.__stdin__ is None:
        # It was closed at the start; Textual asks it for its number.
        sys.stdin = sys.__stdin__ = os.fdopen(_INPUT, closefd=False)  # type: ignore[misc]


def collect_garbage() -> None:
    """Look for garbage from now on, among what comes from now on, and seldom in all of it.

    With ten thousand jobs one look at everything takes as long as ten keys.
    """
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)
    gc.enable()


async def _run(build: Callable[[], Wiring]) -> int:
    from amplify_tui.ui.app import AmplifyApp
    from amplify_tui.ui.themes import THEMES

    wiring = build()
    app = AmplifyApp(wiring)
    _check_theme(wiring.settings, {*app.theme_names(), *(theme.name for theme in THEMES)})
    # A terminal that is gone ends the program at once, whatever its parent had set.
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, app.exit)
    loop.call_later(_START_SECONDS, collect_garbage)
    try:
        await app.run_async()
    finally:
        await wiring.downloads.close()
        await wiring.pictures.close()
        await wiring.objects.close()
        await wiring.connector.close()
    return app.return_code or Exit.DONE


def _check_theme(settings: Settings, names: set[str]) -> None:
    if settings.theme and settings.theme not in names:
        near = near_matches(settings.theme, sorted(names), 1)
        source = settings.sources.get("theme", "--theme")
        raise UsageError(
            f"{source}: there is no theme {clean_line(settings.theme, 60)}.",
            f"Did you mean {near[0]}?" if near else f"There are: {', '.join(sorted(names))}.",
        )


def _check_view(settings: Settings) -> None:
    names = [each.name for each in settings.views]
    if settings.view and settings.view not in names:
        source = settings.sources.get("view", "--view")
        near = near_matches(settings.view, names, 1)
        listed = ", ".join(clean_line(name, 60) for name in names)
        raise UsageError(
            f"{source}: there is no saved view {clean_line(settings.view, 60)}.",
            (f"Did you mean {near[0]}? " if near else "")
            + (f"There are: {listed}." if names else "Keep one as a [[view]] table in your settings file."),
        )
