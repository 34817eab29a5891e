"""Reads which repository and branch a folder has checked out, without running git."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from amplify_tui.model.matching import normalise_repository
from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SIZE_LIMIT: Final = 1024 * 1024
_SECTION: Final = re.compile(r'\[\s*(?P<kind>[\w.-]+)(?:\s+"(?P<name>(?:[^"\\]|\\.)*)")?\s*\]')
_VALUE: Final = re.compile(r"(?P<key>[a-zA-Z][\w-]*)\s*=\s*(?P<value>.*)")
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
_REF: Final = "ref: refs/heads/"


@dataclass(frozen=True, slots=True)
class Checkout:
    """What a folder has checked out.

    Attributes:
        repositories: Remotes as ``host/path``, without credentials: that of the
            branch first, then ``origin``, then the others. Empty outside a work tree.
        branch: Branch that is checked out; empty for none, such as a single commit.
    """

    repositories: tuple[str, ...] = ()
    branch: str = ""


def read_checkout(folder: Path) -> Checkout:
    """Look for a git work tree at a folder or above; what cannot be read counts as not there.

    Args:
        folder: Where the user is.
    """
    for place in (folder, *folder.parents):
        private = _git_folder(place / ".git")
        if private is not None:
            return _read_git(private)
    return Checkout()


def _git_folder(path: Path) -> Path | None:
    try:
        if path.is_dir():
            return path
    except OSError:
        return None
    text = _read(path)
    if not text.startswith("gitdir:"):
        return None
    return path.parent / text.removeprefix("gitdir:").strip()


def _read_git(private: Path) -> Checkout:
    head = _read(private / "HEAD").strip()
    branch = head.removeprefix(_REF) if head.startswith(_REF) else ""
    # A work tree beside the main one keeps its HEAD to itself and shares the rest.
    shared = private / (_read(private / "commondir").strip() or ".")
    remotes: dict[str, str] = {}
    upstream = ""
    for kind, name, key, value in _entries(_read(shared / "config")):
        if (kind, key) == ("remote", "url"):
            remotes.setdefault(name, value)
        elif (kind, name, key) == ("branch", branch, "remote"):
            upstream = value
    first = {upstream: 0, "origin": 1}
    ordered = sorted(remotes, key=lambda name: first.get(name, 2))
    found = (normalise_repository(remotes[name]) for name in ordered)
    return Checkout(tuple(dict.fromkeys(clean_line(each) for each in found if each)), clean_line(branch, 300))


def _entries(text: str) -> Iterator[tuple[str, str, str, str]]:
    kind = name = ""
    for raw in text.splitlines():
        line = raw.strip()
        section = _SECTION.match(line)
        if section is not None:
            kind = section["kind"].lower()
            name = re.sub(r"\\(.)", r"\1", section["name"] or "")
            line = line[section.end() :].strip()
        entry = _VALUE.fullmatch(line)
        if entry is not None:
            yield kind, name, entry["key"].lower(), _unquote(entry["value"])


def _unquote(value: str) -> str:
    quoted = _QUOTED.match(value)
    return quoted[1] if quoted is not None else re.split(r"\s[#;]", value, maxsplit=1)[0].strip()


def _read(path: Path) -> str:
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return file.read(_SIZE_LIMIT).decode("utf-8", "replace")
    except (OSError, ValueError):
        return ""
