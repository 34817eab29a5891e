"""Picks a saved view, for dashboard, wall and the table of all branches alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.model.views import EVERYTHING
from amplify_tui.ui.saved_views import view_words
from amplify_tui.ui.screens.pickers import PickerDialog
from amplify_tui.ui.widgets.picker_list import PickerItem

if TYPE_CHECKING:
    from collections.abc import Callable

    from amplify_tui.model.views import View
    from amplify_tui.ui.app import AmplifyApp


def pick_view(app: AmplifyApp, use: Callable[[View], None]) -> None:
    """Ask for a saved view; what is picked is the app's view from then on, and remembered.

    Args:
        app: The app.
        use: Called with the view once it is picked; not where the dialog is left.
    """
    items = [
        PickerItem(EVERYTHING, "everything", "all apps and branches"),
        *(PickerItem(view, view.name, view_words(view)) for view in app.wiring.settings.views),
    ]

    def picked(view: View | None) -> None:
        if view is None:
            return
        app.views.pick(view)
        use(view)

    app.push_screen(PickerDialog("Saved view", items, app.views.present), picked)
