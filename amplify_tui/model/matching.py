"""Finds the app or branch that a user, a script or a git folder means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from amplify_tui.model.apps import App, Branch

# Patterns are texts, which `re` compiles at their first use.
_CODECOMMIT: Final = r"codecommit:(?::(?P<region>[a-z0-9-]+):)?//(?:[^@/]+@)?(?P<name>[^/]+)"
_SCP: Final = r"(?:[^/\s]*@)?(?P<host>[^@:/\s]+):(?P<path>(?!//)\S+)"
_URL: Final = r"(?i)[a-z][a-z0-9+.-]*://(?:[^/]*@)?(?P<host>[^:/?#\s]+)(?::\d*)?/(?P<path>[^?#\s]*)"
_SUGGESTIONS: Final = 3


def normalise_repository(address: str) -> str:
    """Bring every way to write a repository's address into one form, ``host/path``.

    ``git@github.com:Acme/Shop.git`` and ``https://token@github.com/acme/shop/``
    become the same string. User names, passwords, ports and queries are dropped,
    so the answer may be shown.

    Args:
        address: What git or Amplify has as the address.

    Returns:
        The common form, or an empty string for what is no remote address, such
        as a path of this machine.
    """
    text = address.strip()
    if commit := re.fullmatch(_CODECOMMIT, text):
        region, name = commit["region"] or "", commit["name"]
        return f"git-codecommit.{region}.amazonaws.com/v1/repos/{name}".casefold()
    found = re.match(_URL, text) or re.fullmatch(_SCP, text)
    if found is None or text.startswith("file:"):
        return ""
    host = found["host"].casefold().removeprefix("www.").replace("ssh.github.com", "github.com")
    path = re.sub(r"/+", "/", found["path"]).strip("/").removesuffix(".git").strip("/").casefold()
    return f"{host}/{path}" if path else ""


def match_repository(apps: Iterable[App], repositories: Sequence[str]) -> tuple[App, ...]:
    """Return the apps connected to the first of some repositories that any app is connected to.

    Args:
        apps: Every app there is.
        repositories: Addresses in any form, the normalised one included, the likeliest first.
    """
    connected = [(normalise_repository(app.repository or ""), app) for app in apps]
    for repository in repositories:
        wanted = normalise_repository(repository) or repository
        if wanted and (found := tuple(app for address, app in connected if address == wanted)):
            return found
    return ()


def match_app(apps: Sequence[App], text: str) -> tuple[App, ...]:
    """Return the apps that an id or a name means: one, none, or several of the same name.

    An id wins over a name, a name written exactly over one in other case. A name
    may also be written as it is shown, without what no terminal shows.

    Args:
        apps: Every app there is.
        text: Id or name.
    """
    return (
        tuple(app for app in apps if app.key.app_id == text)
        or tuple(app for app in apps if app.name == text)
        or tuple(app for app in apps if _fold(app.name) == _fold(text))
    )


def match_branch(branches: Sequence[Branch], text: str) -> tuple[Branch, ...]:
    """Return the branches that a name means; one written exactly wins over one in other case or as shown.

    Args:
        branches: Every branch of the app.
        text: Name of a branch.
    """
    return tuple(branch for branch in branches if branch.key.name == text) or tuple(
        branch for branch in branches if _fold(branch.key.name) == _fold(text)
    )


def _fold(name: str) -> str:
    return clean_line(name).casefold()


def near_matches(text: str, names: Iterable[str], limit: int = _SUGGESTIONS) -> tuple[str, ...]:
    """Return the names that a mistyped one may have meant, the likeliest first.

    Args:
        text: What was typed.
        names: What there is.
        limit: Most names to return.
    """
    import difflib  # not at the top: most starts have no mistake to explain

    originals: dict[str, str] = {}
    for name in names:
        originals.setdefault(name.casefold(), name)
    wanted = text.casefold()
    close = difflib.get_close_matches(wanted, originals, n=limit, cutoff=0.6)
    holding = [name for name in originals if wanted and wanted in name and name not in close]
    return tuple(originals[name] for name in (*close, *holding)[:limit])
