"""The themes: every colour there is stands here, under the name of what it means."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

_DARK_STATUS: Final = {
    "status-waiting": "#9aa7b8",
    "status-running": "#5cb3ff",
    "status-cancelling": "#d7a6f5",
    "status-succeed": "#57d06a",
    "status-failed": "#ff6b6b",
    "status-cancelled": "#a39aa8",
    "status-unknown": "#e8c268",
    "status-warning": "#f2b950",
}

DARK: Final = Theme(
    name="amplify-dark",
    primary="#4fa3e3",
    secondary="#7c8ba1",
    accent="#ffb454",
    warning="#f2b950",
    error="#ff6b6b",
    success="#57d06a",
    foreground="#dfe5ee",
    background="#12161c",
    surface="#12161c",
    panel="#1d242e",
    variables={
        **_DARK_STATUS,
        "text-quiet": "#8e9aab",
        "rule": "#35404f",
        "cursor-focused": "#2b4a6b",
        "cursor-blurred": "#232c38",
        "block-cursor-background": "#2b4a6b",
        "block-cursor-foreground": "#ffffff",
    },
)

LIGHT: Final = Theme(
    name="amplify-light",
    primary="#1f6fb2",
    secondary="#5a6675",
    accent="#b45309",
    warning="#8a5a00",
    error="#b3261e",
    success="#128038",
    foreground="#1c232b",
    background="#fbfcfd",
    surface="#fbfcfd",
    panel="#e9edf2",
    dark=False,
    variables={
        "status-waiting": "#56616f",
        "status-running": "#0f62b5",
        "status-cancelling": "#7a3aa3",
        "status-succeed": "#128038",
        "status-failed": "#b3261e",
        "status-cancelled": "#6a5f70",
        "status-unknown": "#7d5700",
        "status-warning": "#8a5a00",
        "text-quiet": "#5b6675",
        "rule": "#bcc6d2",
        "cursor-focused": "#c9e0f7",
        "cursor-blurred": "#e4eaf1",
        "block-cursor-background": "#c9e0f7",
        "block-cursor-foreground": "#1c232b",
    },
)

COLOUR_BLIND: Final = Theme(
    name="amplify-blue-orange",
    primary="#56b4e9",
    secondary="#8a99ad",
    accent="#f0e442",
    warning="#f0e442",
    error="#ff9a3c",
    success="#56b4e9",
    foreground="#e6e9ee",
    background="#101419",
    surface="#101419",
    panel="#1c232c",
    variables={
        "status-waiting": "#a9b4c2",
        "status-running": "#f0e442",
        "status-cancelling": "#e0a8d0",
        "status-succeed": "#56b4e9",
        "status-failed": "#ff9a3c",
        "status-cancelled": "#9b9fa6",
        "status-unknown": "#ffffff",
        "status-warning": "#f0e442",
        "text-quiet": "#939fae",
        "rule": "#364250",
        "cursor-focused": "#2d4660",
        "cursor-blurred": "#222b36",
        "block-cursor-background": "#2d4660",
        "block-cursor-foreground": "#ffffff",
    },
)

MONO: Final = Theme(
    name="amplify-mono",
    primary="#ffffff",
    secondary="#c8c8c8",
    accent="#ffffff",
    warning="#ffffff",
    error="#ffffff",
    success="#ffffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    variables={
        "status-waiting": "#c8c8c8",
        "status-running": "#ffffff",
        "status-cancelling": "#c8c8c8",
        "status-succeed": "#ffffff",
        "status-failed": "#ffffff",
        "status-cancelled": "#b8b8b8",
        "status-unknown": "#ffffff",
        "status-warning": "#ffffff",
        "text-quiet": "#b8b8b8",
        "rule": "#6a6a6a",
        "cursor-focused": "#4a4a4a",
        "cursor-blurred": "#2a2a2a",
        "block-cursor-background": "#4a4a4a",
        "block-cursor-foreground": "#ffffff",
    },
)

THEMES: Final = (DARK, LIGHT, COLOUR_BLIND, MONO)
DEFAULT: Final = DARK.name
NO_COLOUR: Final = MONO.name

VARIABLE_DEFAULTS: Final[dict[str, str]] = dict(DARK.variables)
"""The colours of a dark theme that does not name them."""


def variable_defaults(*, is_dark: bool) -> dict[str, str]:
    """Return the colours that Textual's own themes do not name, such as can be read on theirs.

    Args:
        is_dark: Whether the theme is a dark one.
    """
    return VARIABLE_DEFAULTS if is_dark else dict(LIGHT.variables)


def theme_name(wanted: str, *, no_color: bool = False) -> str:
    """Pick the theme to begin with.

    Without colour the terminal's own palette must not be used: Textual then
    paints black on black. So one with true colours is forced.

    Args:
        wanted: Name that settings or memory give; empty for none.
        no_color: Whether to do without colour.
    """
    if no_color:
        return NO_COLOUR
    return wanted if wanted in {theme.name for theme in THEMES} else DEFAULT
