"""Names that tell apps apart, since an app's name need not be unique; pure."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from amplify_tui.ui.cell_text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from amplify_tui.model.apps import App
    from amplify_tui.model.keys import AppKey

_TAIL: Final = 5


def id_tails(apps: Iterable[App]) -> Mapping[AppKey, str]:
    """Return the end of the id of each app that shares its name with another, such as ``…3eiwc``.

    Args:
        apps: Every app that is listed.
    """
    listed = tuple(apps)
    count = Counter(plain(app.name) for app in listed)
    return {app.key: f"…{app.key.app_id[-_TAIL:]}" for app in listed if count[plain(app.name)] > 1}


def app_label(app: App, apps: Iterable[App]) -> str:
    """Return an app's name, with the end of its id where another app has the same.

    Args:
        app: The app.
        apps: Every app that is listed.
    """
    tail = id_tails(apps).get(app.key, "")
    return f"{plain(app.name, 80)} {tail}".rstrip()
