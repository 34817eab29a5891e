"""The ways a question to Amplify can fail, told apart by what a user can do about them."""

from __future__ import annotations

from amplify_tui.model.health import Problem


class ApiError(Exception):
    """A call to AWS that brought no usable answer.

    Attributes:
        code: Error code as the service or the client library names it.
        message: One line for people, without secrets.
        hint: What to do about it; empty where nothing is known to help.
    """

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint

    @property
    def problem(self) -> Problem:
        """The same as a plain value, for the store and the screens."""
        return Problem(self.code, self.message, self.hint, type(self).__name__)


class ThrottledError(ApiError):
    """The service asks for patience; the same call may work later."""


class BusyBranchError(ApiError):
    """The branch already has a pending or running job, so no other can be started."""


class RefusedError(ApiError):
    """The service understood and said no: a job already over, an app without a repository."""


class CredentialsError(ApiError):
    """Credentials are missing, expired, half there, or signed at the wrong time."""


class DeniedError(ApiError):
    """The credentials are good but may not do this."""


class NotFoundError(ApiError):
    """The app, branch, job or environment is not there."""


class UnreachableError(ApiError):
    """No answer: no network, time-out, broken connection, or the service itself is down."""


class BadAnswerError(ApiError):
    """An answer came that is not one: a captive portal's page, cut JSON, a missing list."""


class SetupError(ApiError):
    """The profile, region or configuration file cannot be used as it is."""


class DiskError(ApiError):
    """A file cannot be written: the disk is full, the folder is closed, or something is in the way."""


class ExpiredUrlError(ApiError):
    """A presigned address works no longer; Amplify signs a fresh one at every GetJob."""


class UnchangedError(ApiError):
    """An object is still what was read already."""

    def __init__(self) -> None:
        super().__init__("NotModified", "It is still what was read already.")


class PastEndError(ApiError):
    """An object has nothing beyond what was read already.

    Attributes:
        total: Its size in bytes at present; None where the server did not say.
    """

    def __init__(self, total: int | None) -> None:
        super().__init__("InvalidRange", "There is nothing beyond what was read already.")
        self.total = total


class StorageError(ApiError):
    """The disk is full, gone or may not be written to."""
