"""What the dashboard says around its panes: titles, header, why a pane is empty."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

from amplify_tui.services.errors import ApiError
from amplify_tui.ui.screens.selection import Selection

if TYPE_CHECKING:
    from datetime import datetime

    from amplify_tui.model.keys import Target
    from amplify_tui.ui.widgets.health_line import HeaderLoad


class Titles(Selection):
    """Names what is selected.

    Attributes:
        is_following: Whether the newest job is selected whenever one comes.
    """

    def __init__(self) -> None:
        super().__init__()
        self.is_following = False

    def show_titles(self) -> None:
        """Say what is open."""
        if self.looking is not None:
            self.panes.show_selection(self.app_label(), self.looking, is_following=self.is_following)

    def show_placeholders(self) -> None:
        """Say why what is empty is empty."""
        if self.looking is not None:
            read_only = self.wiring.settings.read_only
            self.panes.show_placeholders(self.wiring.store, self.looking, is_read_only=read_only)

    async def show_endpoint(self, target: Target) -> None:
        """Say in the header where this asks, once that is known to be not AWS."""
        with contextlib.suppress(ApiError):
            gateway = await self.wiring.connector.connect(target)
            self.amplify.endpoints[target] = "" if self.wiring.is_demo else gateway.endpoint or ""
        self.show_facts()

    def load(self, now: datetime) -> HeaderLoad:
        """Tell how much of the account's budget is used."""
        load = super().load(now)
        if self.looking is None:
            return load
        budget = self.wiring.connector.budget(self.looking.target)
        return replace(load, used=budget.per_minute, allowed=round(budget.per_second * 60))

    def show_facts(self) -> None:
        """Say in the header which account and region this is."""
        if self.looking is not None:
            self.health_line.set_facts(self.amplify.header_facts(self.looking.target))
