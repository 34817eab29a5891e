"""Where in the sources a cause is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from amplify_tui.model.causes.stretch import Stretch

_FILE: Final = re.compile(
    r"(?<![\w/.:@-])((?:\.{0,2}/)?(?:[\w@.\[\]()+-]{1,80}/){0,16}[\w@.\[\]+-]{1,80}\.[A-Za-z]{1,8})"
    r"(?::(\d{1,7})(?::(\d{1,6}))?|\((\d{1,7}),(\d{1,6})\)| \((\d{1,7}):(\d{1,6})\)|:\[(\d{1,7}),(\d{1,6})\])"
)
_ALONE: Final = re.compile(
    r"((?:\.{0,2}/)?(?:[\w@.\[\]()+-]{1,80}/){0,16}[\w@.\[\]+-]{1,80}\.[A-Za-z]{1,8})$"
)
_SPOT: Final = re.compile(r"(\d{1,7}):(\d{1,6})\s")
_FOREIGN: Final = re.compile(r"node_modules/|^node:|site-packages/|/internal/|script\.sh$")
_BUILD_FOLDER: Final = re.compile(r"^/?codebuild/output/[\w-]{1,40}/src/[^/]{1,100}/")


def find_place(stretch: Stretch, number: int) -> str:
    """Return the source file, line and column that a cause names; empty where it names none.

    Args:
        stretch: The lines around it.
        number: Line of the cause.
    """
    text = stretch.text(number)
    spot = _SPOT.match(text)
    if spot:
        for above in stretch.near(number, -30):
            alone = _ALONE.match(stretch.text(above))
            if alone:
                return f"{_short(alone[1])}:{spot[1]}:{spot[2]}"
    for each in (number, *stretch.near(number, -1), *stretch.near(number, 3)):
        for found in _FILE.finditer(stretch.text(each)):
            if not _FOREIGN.search(found[1]):
                return ":".join([_short(found[1]), *(part for part in found.groups()[1:] if part)])
    return ""


def _short(path: str) -> str:
    if path.count("(") > path.count(")"):
        path = path.lstrip("(")
    return _BUILD_FOLDER.sub("", path).removeprefix("./")
