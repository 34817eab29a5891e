"""What every screen and dialog shares: commands are judged in one place, then run."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from textual.events import Event
from textual.screen import ModalScreen, Screen

from amplify_tui.ui.commands import BY_ID, Place, commands_at, footer_of, key_label, keys_of
from amplify_tui.ui.situation import Situation
from amplify_tui.ui.widgets.key_bar import KeyBar, KeyHint

if TYPE_CHECKING:
    from amplify_tui.ui.app import AmplifyApp
    from amplify_tui.ui.wiring import Wiring

T = TypeVar("T")


class CommandScreen(Screen[T], Generic[T]):
    """A screen whose keys are declared commands.

    Subclasses name their ``PLACE``, set ``BINDINGS = bindings_at(PLACE)`` and have
    an ``action_<id>`` for each command that is theirs; the app has the others.
    """

    PLACE: ClassVar[Place]
    AUTO_FOCUS = ""
    _hints: tuple[KeyHint, ...] = ()

    @property
    def amplify(self) -> AmplifyApp:
        """The app, by its own type."""
        return cast("AmplifyApp", self.app)

    @property
    def wiring(self) -> Wiring:
        """The parts that the command line put together."""
        return self.amplify.wiring

    def situation(self) -> Situation:
        """Tell what is selected; commands are judged by it."""
        return Situation()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Remove what read-only removes, and nothing else."""
        if action == "command" and parameters:
            return not (self.wiring.settings.read_only and BY_ID[str(parameters[0])].is_write)
        return True

    async def action_command(self, command_id: str) -> None:
        """Run a command, or say why it does not apply now."""
        command = BY_ID[command_id]
        if self.wiring.settings.read_only and command.is_write:
            self.amplify.tell("Read-only: nothing is started, retried or stopped.", "warning")
        elif objection := command.why_not(self.situation()):
            self.amplify.tell(objection, "warning")
        elif hasattr(self, f"action_{command_id}"):
            await self.run_action(command_id)
        else:
            await self.run_action(f"app.{command_id}")

    def action_back(self) -> None:
        """Leave the screen."""
        self.dismiss()

    def action_leave(self) -> None:
        """Leave the screen."""
        self.dismiss()

    def action_interrupt(self) -> None:
        """Copy what the mouse selected, else say which key quits."""
        if text := self.get_selected_text():
            self.app.copy_to_clipboard(text)
            self.amplify.tell("Copied the selection.")
        else:
            self.amplify.action_help_quit()

    def action_pane_next(self) -> None:
        """Move the focus on."""
        self.focus_next()

    async def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """Run the command whose hint was clicked; what the focused widget binds is its to run."""
        command = BY_ID[event.command_id]
        if command.is_bound:
            await self.action_command(command.id)
        elif self.focused is not None:
            await self.app.run_action("choose", self.focused)

    def update_hints(self) -> None:
        """Show in the key bar what can be done now; repaints only what changed."""
        situation, settings = self.situation(), self.wiring.settings
        keymap = self.amplify.user_keys
        hints = tuple(
            KeyHint(
                key_label(keys_of(command, keymap)[0]),
                footer_of(command, self.PLACE),
                is_dim=bool(command.why_not(situation)),
                command_id=command.id,
            )
            for command in commands_at(self.PLACE, is_read_only=settings.read_only)
            if footer_of(command, self.PLACE)
        )
        if hints != self._hints:
            self._hints = hints
            for bar in self.query(KeyBar):
                bar.set_hints(hints)


class Dialog(CommandScreen[T], ModalScreen[T], Generic[T]):
    """A dialog that is deaf until people can have seen it.

    Every key typed before its first paint plus 200 ms is dropped, so that
    ``x y`` typed in one burst confirms nothing.
    """

    QUIET_SECONDS: ClassVar[float] = 0.2
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (12, "-roomy")]  # noqa: RUF012 - an instance variable of Screen

    _heard_from: float | None = None

    def on_mount(self) -> None:
        """Wait for the first paint; no older toast may cover what is asked."""
        self.app.clear_notifications()
        self.call_after_refresh(self.set_timer, self.QUIET_SECONDS, self._listen)

    def _listen(self) -> None:
        self._heard_from = Event().time

    @property
    def is_listening(self) -> bool:
        """Whether keys are heard by now."""
        return self._heard_from is not None

    def is_deaf(self, typed_at: float) -> bool:
        """Tell whether a key came too early to have been meant for this dialog.

        Args:
            typed_at: When it was typed, by Textual's own clock.
        """
        return self._heard_from is None or typed_at < self._heard_from
