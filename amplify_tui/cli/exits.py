"""Exit codes, and which one an error has."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Final

from amplify_tui.model.jobs import JobStatus
from amplify_tui.services.errors import (
    ApiError,
    BusyBranchError,
    CredentialsError,
    DeniedError,
    NotFoundError,
    RefusedError,
    SetupError,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from amplify_tui.model.health import Problem


class Exit(IntEnum):
    """The exit codes of headless commands."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    CANCELLED = 3
    CREDENTIALS = 4
    NOT_FOUND = 5
    GAVE_UP = 6
    REFUSED = 7
    STILL_GOING = 8
    TIMEOUT = 124
    INTERRUPTED = 130


class UsageError(Exception):
    """What was typed, or set, cannot be used as it is.

    Attributes:
        message: One line for people.
        hint: What to do about it; empty where nothing is known to help.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class OutOfTimeError(Exception):
    """``--timeout`` has run out before the command was done."""


_CODES: Final = (
    (SetupError, Exit.USAGE),
    (CredentialsError, Exit.CREDENTIALS),
    (DeniedError, Exit.CREDENTIALS),
    (NotFoundError, Exit.NOT_FOUND),
    (BusyBranchError, Exit.REFUSED),
    (RefusedError, Exit.REFUSED),
)
_WORST: Final = (Exit.DONE, Exit.NOT_FOUND, Exit.REFUSED, Exit.USAGE, Exit.GAVE_UP, Exit.CREDENTIALS)
"""From the best to the worst."""
_RESULTS: Final = {
    JobStatus.SUCCEED: Exit.DONE,
    JobStatus.FAILED: Exit.FAILED,
    JobStatus.CANCELLED: Exit.CANCELLED,
}


def exit_for(error: ApiError) -> Exit:
    """Return the exit code of an error; what is not the user's doing has given up."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), Exit.GAVE_UP)


def worst(codes: Iterable[Exit]) -> Exit:
    """Return the exit code that matters most, where several accounts or regions have one each."""
    return max(
        codes, key=lambda code: _WORST.index(code) if code in _WORST else len(_WORST), default=Exit.DONE
    )


def exit_for_kind(kind: str) -> Exit:
    """Return the exit code of an error of which only the name of its class is left.

    Args:
        kind: As in ``Problem``.
    """
    return next((code for each, code in _CODES if each.__name__ == kind), Exit.GAVE_UP)


def error_of(problem: Problem) -> ApiError:
    """Return the error that a problem was made of, as far as its exit code goes."""
    kind = next((kind for kind, _ in _CODES if kind.__name__ == problem.kind), ApiError)
    return kind(problem.code, problem.message, problem.hint)


def exit_for_result(status: str) -> Exit | None:
    """Return the exit code of a job's end; None for a status that is none, or not known."""
    return next((code for end, code in _RESULTS.items() if status == end), None)
