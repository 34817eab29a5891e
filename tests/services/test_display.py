"""What surroundings tell of a terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import termios

import pytest

from amplify_tui.services.display import TerminalDisplay


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"TERM": "xterm-kitty"}, "kitty"),
        ({"TERM": "xterm-ghostty", "TERM_PROGRAM": "ghostty"}, "kitty"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "sixel"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, "sixel"),
        ({"TERM": "foot"}, "sixel"),
        ({"TERM": "foot-extra"}, "sixel"),
        ({"TERM": "mlterm-256color"}, "sixel"),
        ({"TERM": "xterm", "XTERM_VERSION": "XTerm(379)"}, "unknown"),
        # A terminal that was started from another one inherits its variables.
        ({"TERM": "xterm", "XTERM_VERSION": "XTerm(379)", "TERM_PROGRAM": "WezTerm"}, "unknown"),
        ({"TERM": "xterm-256color"}, "unknown"),
        ({"TERM": "vt340"}, "unknown"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, "none"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, "none"),
        ({"TERM": "tmux-256color", "TMUX": "/run/tmux,1,0"}, "none"),
        ({"TERM": "xterm-kitty", "TMUX": "/run/tmux,1,0"}, "none"),
        ({"TERM": "screen"}, "none"),
        ({"TERM": "xterm-256color", "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}, "none"),
        ({"TERM": "linux"}, "none"),
        ({"TERM": "footling"}, "none"),
        ({}, "none"),
    ],
)
def test_a_terminal_is_known_by_its_surroundings(environment: dict[str, str], told: str) -> None:
    assert TerminalDisplay(environment).graphics() == told


@pytest.mark.parametrize(
    ("told", "cell"),
    [
        ((24, 80, 484, 316), (6, 13)),
        ((24, 80, 0, 0), None),
        ((0, 0, 484, 316), None),
        ((24, 80, 10, 10), None),
    ],
)
def test_a_cell_is_measured_where_the_terminal_says_how_large_it_is(
    told: tuple[int, int, int, int], cell: tuple[int, int] | None
) -> None:
    ours, its = pty.openpty()
    try:
        fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", *told))
        assert TerminalDisplay({}, its).cell_pixels() == cell
    finally:
        os.close(ours)
        os.close(its)


def test_without_a_terminal_no_cell_is_measured() -> None:
    reading, writing = os.pipe()
    assert TerminalDisplay({}, reading).cell_pixels() is None
    os.close(reading)
    os.close(writing)
    assert TerminalDisplay({}, reading).cell_pixels() is None
