"""What can be done with an open log."""

from __future__ import annotations

from typing import Final

from amplify_tui.ui.command import Command, Place, at

_LOG: Final = at(Place.LOG)

COMMANDS: Final = (
    Command("next_error", ("e",), "Next error", "To the cause first, then to the next error or warning.",
            _LOG, "error"),
    Command("previous_error", ("E",), "Previous error", "To the error or warning above.", _LOG),
    Command("search", ("slash",), "Search", "Search while typing: the words as they stand; esc ends it.",
            _LOG, "search"),
    Command("next_hit", ("n",), "Next hit", "To the next hit of the search.", _LOG, "hit"),
    Command("previous_hit", ("N",), "Previous hit", "To the hit before.", _LOG),
    Command("regex", ("alt+r",), "Regular expression", "Take what is sought as a regular expression, or not.",
            _LOG),
    Command("follow_end", ("s",), "Follow", "Keep the end of a growing log in view, or no longer.", _LOG,
            "follow"),
    Command("fold", ("z", "enter"), "Fold", "Fold the phase or command under the cursor, or open it.", _LOG,
            "fold"),
    Command("fold_all", ("Z",), "Fold all", "Fold every phase and command, or open all.", _LOG),
    Command("least_level", ("m",), "Least level", "Everything, only warnings and errors, only errors.", _LOG,
            "level"),
    Command("times", ("t",), "Times", "Time since the step's start, local time, none.", _LOG, "time"),
    Command("wrap", ("w",), "Wrap", "Wrap long lines, or cut them.", _LOG, "wrap"),
    Command("copy_text", ("c",), "Copy text", "Copy clean text: the marked lines, the cause, or the line.",
            _LOG, "copy"),
    Command("mark", ("space",), "Mark lines", "Begin to mark lines for copying; again ends it.", _LOG),
    Command("save", ("ctrl+s",), "Save", "Save the whole log as clean text to a new file.", _LOG, "save"),
    Command("copy_url", ("y",), "Copy URL", "Copy a freshly signed address of the log; it holds a token.",
            _LOG),
    Command("previous_step", ("left_square_bracket",), "Previous step", "The log of the step before.", _LOG),
    Command("next_step", ("right_square_bracket",), "Next step", "The log of the next step.", _LOG, "step"),
    Command("walk", ("j", "k", "g", "G", "ctrl+d", "ctrl+u", "left", "right"), "Move",
            "Down, up, first, last, half a page, sideways.", _LOG, is_bound=False),
)  # fmt: skip
"""In the order of key bar and help."""
