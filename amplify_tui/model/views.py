"""Saved views: which apps and branches somebody wants to see."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """One ``[[view]]`` of the settings.

    Attributes:
        name: As typed after ``--view``; empty for the one that shows everything.
        apps: Globs of app names or ids, case aside; empty for all.
        branches: Globs of branch names; empty for all.
        statuses: Amplify's statuses or conditions such as ``stuck``, lower case; empty for all.
    """

    name: str = ""
    apps: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()


EVERYTHING = View()
"""Shows all there is."""
