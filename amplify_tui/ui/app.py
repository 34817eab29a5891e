"""The Textual app: opens the dashboard, keeps the poller running, tells the user what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.events import Key
from textual.widgets import Input

from amplify_tui.store.topics import AppsOf
from amplify_tui.ui import themes
from amplify_tui.ui.asking_app import AskingApp
from amplify_tui.ui.commands import BY_ID, app_bindings, key_label, keys_of, sound_keymap
from amplify_tui.ui.fleet_watch import watch_pushed
from amplify_tui.ui.palette import CommandProvider
from amplify_tui.ui.push import Push
from amplify_tui.ui.push_notices import PushNotices
from amplify_tui.ui.saved_views import SavedViews
from amplify_tui.ui.screens.command_screen import CommandScreen, Dialog
from amplify_tui.ui.screens.jobs import JobsScreen
from amplify_tui.ui.stylesheet import stylesheet_path
from amplify_tui.ui.widgets.health_line import HeaderFacts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.events import Event
    from textual.screen import Screen

    from amplify_tui.model.keys import Target
    from amplify_tui.model.messages import Severity
    from amplify_tui.ui.wiring import Wiring

DRAIN_SECONDS = 2.0
TOAST_SECONDS: Final[Mapping[Severity, float]] = {"information": 3.0, "warning": 5.0, "error": 10.0}
"""How long a toast stays; it covers a corner of the picture, and the history keeps its text."""


class AmplifyApp(AskingApp):
    """amplify-tui on a terminal.

    Args:
        wiring: Store, poller and everything else that the screens work with.
    """

    TITLE = "amplify-tui"
    CSS_PATH: ClassVar = stylesheet_path()
    COMMANDS: ClassVar = {CommandProvider}
    BINDINGS: ClassVar = app_bindings()

    def __init__(self, wiring: Wiring) -> None:
        super().__init__()
        self.wiring = wiring
        self.user_keys: Mapping[str, str] = {}
        self.endpoints: dict[Target, str] = {}
        self.push = Push(wiring.store)
        self.push_notices = PushNotices(
            wiring.store,
            lambda text, severity: self.tell(
                text, severity, is_toast=not getattr(self.screen, "tells_of_queues", False)
            ),
        )
        self.views = SavedViews(wiring.settings, wiring.start, wiring.memory)
        # Here and not when mounted: a change of theme then styles every widget a second time.
        for theme in themes.THEMES:
            self.register_theme(theme)
        wanted = wiring.settings.theme or wiring.memory.recall("theme") or ""
        is_known = wanted in self.theme_names() and not wiring.settings.no_color
        self.theme = wanted if is_known else themes.theme_name("", no_color=wiring.settings.no_color)

    def get_default_screen(self) -> Screen[Any]:
        """Open on the dashboard, or on the wall where that was asked for."""
        if self.wiring.start.is_wall:
            from amplify_tui.ui.screens.wall import WallScreen

            return WallScreen(is_base=True)
        return JobsScreen()

    def on_mount(self) -> None:
        """Apply the keys; begin to poll once the first picture stands."""
        good, complaints = sound_keymap(self.wiring.settings.keys)
        self.user_keys = good
        self.set_keymap(good)
        for complaint in complaints:
            self.tell(complaint, "warning")
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.run_worker(self.wiring.poller.run(), name="poller", exit_on_error=True)
        self.run_worker(self.wiring.fleet_poller.run(), name="fleet poller", exit_on_error=True)
        self.run_worker(self.wiring.event_desk.run(), name="event desk", exit_on_error=True)
        self.run_worker(watch_pushed(self), name="pushed", exit_on_error=True)
        self.run_worker(self.wiring.causes.run(), name="causes", exit_on_error=True)
        self.run_worker(self.wiring.tails.run(), name="tails", exit_on_error=True)

    async def on_event(self, event: Event) -> None:
        """Drop keys that a dialog was not yet there to be asked by."""
        screen = self.screen if self.is_running and self._screen_stack else None
        if isinstance(event, Key) and isinstance(screen, Dialog) and screen.is_deaf(event.time):
            event.stop()
            return
        if isinstance(event, Key) and self._is_overtaken(event):
            return
        await super().on_event(event)

    def _is_overtaken(self, event: Key) -> bool:
        """Give a text field what was typed at once with the key that opened it, and tell whether it was.

        A field keeps letters to itself: one that comes back was sent elsewhere before the field was there.
        """
        field = self.focused if event.is_forwarded else None
        is_letter = event.is_printable and event.character and not event.key.startswith("alt+")
        if not isinstance(field, Input) or not is_letter:
            return False
        field.insert_text_at_cursor(event.character or "")
        return True

    def refresh_css(self, animate: bool = True) -> None:  # noqa: FBT001, FBT002 - Textual's own signature
        """Style everything anew; before there is anything, only learn the theme's colours."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give Textual's own themes the colours that they do not name."""
        return themes.variable_defaults(is_dark=self.current_theme.dark)

    @property
    def _background_screens(self) -> list[Screen[Any]]:
        """Leave out what an opaque screen covers.

        Textual takes the screen below the top one for visible whatever covers it,
        and paints the whole top one again at every change below.
        """
        return [] if self.screen.styles.background.a == 1 else super()._background_screens

    def tell(self, text: str, severity: Severity = "information", *, is_toast: bool = True) -> None:
        """Tell the user something, and keep it in the history.

        Args:
            text: Plain text, safe to show.
            severity: How bad it is.
            is_toast: Whether it may cover the picture; where the screen says it itself it only goes
                to the history.
        """
        self.wiring.messages.add(self.wiring.clock.now(), text, severity)
        if is_toast:
            self.notify(text, severity=severity, timeout=TOAST_SECONDS[severity], markup=False)

    def header_facts(self, target: Target) -> HeaderFacts:
        """Gather what the header says of an account and region.

        Args:
            target: The account and region.
        """
        apps = self.wiring.store.get(AppsOf(target)) or ()
        return HeaderFacts(
            profile=target.profile,
            account=next((app.account_id for app in apps if app.account_id), ""),
            region=target.region,
            endpoint=self.endpoints.get(target, self.wiring.settings.endpoint_url),
            is_demo=self.wiring.is_demo,
            is_read_only=self.wiring.settings.read_only,
        )

    def theme_names(self) -> list[str]:
        """Name the themes there are; none that lets the terminal choose, as its colours are not known."""
        return sorted(name for name in self.available_themes if "ansi" not in name)

    def choose_theme(self, name: str) -> None:
        """Use a theme, now and next time."""
        self.theme = name
        self.wiring.memory.remember("theme", name)

    def action_refresh(self) -> None:
        """Ask Amplify now."""
        self.wiring.poller.refresh()
        self.wiring.fleet_poller.refresh()
        self.wiring.causes.refresh()
        self.tell("Asking Amplify now.")

    def action_help(self) -> None:
        """Show the keys of the screen."""
        from amplify_tui.ui.screens.help import HelpScreen

        if isinstance(self.screen, CommandScreen):
            self.push_screen(HelpScreen(self.screen.PLACE))

    def action_history(self) -> None:
        """Show past messages and API calls."""
        from amplify_tui.ui.screens.history import HistoryScreen

        self.push_screen(HistoryScreen())

    def action_help_quit(self) -> None:
        """Say which key quits; ctrl+c does not."""
        key = key_label(keys_of(BY_ID["quit"], self.user_keys)[0])
        self.tell(f"{key} quits.")

    async def action_quit(self) -> None:
        """Wait for the answer of a write under way, then leave."""
        await self.wiring.writes.drain(DRAIN_SECONDS)
        self.exit()

    async def on_unmount(self) -> None:
        """Close every connection; nothing stays half-written on the disk."""
        await self.wiring.downloads.close()
        await self.wiring.objects.close()
        await self.wiring.event_desk.close()
        await self.wiring.connector.close()
