"""The log screen: one step's log, with the cause of a failure above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from amplify_tui.ui.cell_text import plain
from amplify_tui.ui.commands import Place, bindings_at
from amplify_tui.ui.screens.log_search import LogSearch

if TYPE_CHECKING:
    from textual import events

TICK_SECONDS = 1.0
_IN_FIELD: Final = frozenset({"back", "help", "refresh", "palette", "quit", "interrupt", "regex"})


class LogScreen(LogSearch):
    """Everything that can be done with a log."""

    PLACE: ClassVar = Place.LOG
    BINDINGS: ClassVar = bindings_at(Place.LOG)

    def on_mount(self) -> None:
        """Begin to read."""
        self.begin()
        self.set_interval(TICK_SECONDS, self.tick)
        self.set_focus(self.view)
        self.update_hints()

    def on_unmount(self) -> None:
        """Stop reading."""
        self.end()

    def on_resize(self, event: events.Resize) -> None:
        """Say as much as there is room for."""
        del event
        self.call_after_refresh(self.show_facts)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave keys to the search field that are text there."""
        if action == "command" and parameters and self.search_bar.field.has_focus:
            return str(parameters[0]) in _IN_FIELD
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """End the search or the mark, else leave."""
        if self.end_search():
            return
        if self.view.marked is not None:
            self.view.marked = None
            self.view.refit()
            return
        self.dismiss()

    def action_refresh(self) -> None:
        """Look at the log now."""
        self.look_again()
        self.amplify.action_refresh()

    def action_console(self) -> None:
        """Open the AWS console's page of the job."""
        from amplify_tui.model.links import console_url

        url = console_url(self.target.job.key)
        if url is None:
            self.amplify.tell("There is no address for the console page.", "warning")
        elif self.wiring.browser.open(url):
            self.amplify.tell(f"Opened the console page: {plain(url, 300)}")
        else:
            self.app.copy_to_clipboard(url)
            self.amplify.tell(f"Copied the console page's address: {plain(url, 300)}")
