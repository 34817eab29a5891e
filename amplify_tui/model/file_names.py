"""Makes names that are safe to write to, whatever a file was called elsewhere; pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

NAMELESS: Final = "unnamed"
MOST_BYTES: Final = 240
"""File systems take 255 bytes; the rest is room for `` (2)`` before the ending and ``.part`` behind it."""

_LONGEST: Final = 20_000
_SEPARATORS: Final = re.compile(r"[/\\]")
_FORBIDDEN: Final = re.compile(r'[<>:"|?*/\\]')
_BLANKS: Final = re.compile(r"\s+")
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])", re.IGNORECASE)
_ENDING: Final = re.compile(r"(?:\.tar)?\.[^. ]{1,12}$", re.IGNORECASE)
_FRONT: Final = " .-\u200c\u200d\ufe0e\ufe0f"
_BACK: Final = " .\u200c\u200d\ufe0e\ufe0f"


def safe_name(name: str) -> str:
    """Make the name of one file out of a name from outside.

    The last part of a path that has anything to it is taken, as browsers do. What a
    terminal would obey, what Windows forbids, and what hides a file or makes an
    option of it goes; the ending stays where the rest must be cut. The result is
    never empty, names no other folder, and is its own safe name.

    Args:
        name: Anything.
    """
    for part in reversed(_SEPARATORS.split(name[-_LONGEST:])):
        if cleaned := _clean(part):
            return cleaned
    return NAMELESS


def joined_name(path: str) -> str:
    """Make the name of one file out of all parts of a path, such as ``login-report.json``.

    Args:
        path: Anything; what is safe of each part is kept.
    """
    parts = [cleaned for part in _SEPARATORS.split(path[-_LONGEST:]) if (cleaned := _clean(part))]
    return safe_name("-".join(parts))


def numbered_name(name: str, number: int) -> str:
    """Put a number before the ending of a safe name, such as ``report (2).zip``; 1 leaves it alone.

    Args:
        name: A safe name.
        number: From 1 on.
    """
    stem, ending = _split(name)
    return name if number == 1 else f"{stem.rstrip(_BACK)} ({number}){ending}"


def names_for(paths: Sequence[str]) -> tuple[str, ...]:
    """Make a name for each of several files, no two alike where letters differ by case alone.

    Files whose own names clash are told apart by their folders, else by a number.

    Args:
        paths: Of the files, as they are called elsewhere.
    """
    plain = [safe_name(path) for path in paths]
    folded = [name.casefold() for name in plain]
    names: list[str] = []
    taken: set[str] = set()
    for path, name, key in zip(paths, plain, folded, strict=True):
        chosen = free_name(name if folded.count(key) == 1 else joined_name(path), taken)
        names.append(chosen)
        taken.add(chosen.casefold())
    return tuple(names)


def free_name(name: str, taken: Collection[str]) -> str:
    """Return a safe name, with a number where it is taken.

    Args:
        name: A safe name.
        taken: Names that are not free, in ``casefold``.
    """
    return next(each for each in variants(name) if each.casefold() not in taken)


def variants(name: str) -> Iterator[str]:
    """Yield a safe name, then the same with one number after the other, for ever.

    Args:
        name: A safe name.
    """
    number = 1
    while True:
        yield numbered_name(name, number)
        number += 1


def _clean(part: str) -> str:
    """Make one part of a path safe; empty where nothing of it is left."""
    line = normalize("NFC", clean_line(normalize("NFC", part), _LONGEST))
    spaced = _BLANKS.sub(" ", _FORBIDDEN.sub("_", line))
    bare = spaced.lstrip(_FRONT).rstrip(_BACK)
    if _RESERVED.fullmatch(bare.partition(".")[0].rstrip(" ")):
        bare = f"_{bare}"
    return _cut(bare)


def _cut(name: str) -> str:
    """Shorten a name to ``MOST_BYTES`` of UTF-8, between two characters and before its ending."""
    if len(name.encode()) <= MOST_BYTES:
        return name
    stem, ending = _split(name)
    room = MOST_BYTES - len(ending.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(_BACK) + ending


def _split(name: str) -> tuple[str, str]:
    """Part a name before its ending; a name that is nothing but an ending has none."""
    found = _ENDING.search(name)
    return (name[: found.start()], name[found.start() :]) if found and found.start() else (name, "")
