"""What the command palette offers: the screen's commands, and the themes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from amplify_tui.ui.commands import key_label, keys_of, palette_commands
from amplify_tui.ui.screens.command_screen import CommandScreen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from amplify_tui.ui.app import AmplifyApp

    Offer = tuple[str, Callable[[], Awaitable[None] | None], str]


class CommandProvider(Provider):
    """Finds commands by name."""

    def _offers(self) -> Iterator[Offer]:
        screen, app = self.screen, cast("AmplifyApp", self.app)
        if isinstance(screen, CommandScreen):
            for command in palette_commands(screen.PLACE, is_read_only=app.wiring.settings.read_only):
                keys = " ".join(key_label(key) for key in keys_of(command, app.user_keys))
                yield f"{command.title}  ({keys})", partial(screen.action_command, command.id), command.help
        for name in app.theme_names():
            yield f"Theme: {name}", partial(app.choose_theme, name), "Use this theme, now and next time."

    async def discover(self) -> Hits:
        """Offer everything while nothing is typed."""
        for title, run, text in self._offers():
            yield DiscoveryHit(title, run, help=text)

    async def search(self, query: str) -> Hits:
        """Offer what fits."""
        matcher = self.matcher(query)
        for title, run, text in self._offers():
            if (score := matcher.match(title)) > 0:
                yield Hit(score, matcher.highlight(title), run, help=text)
