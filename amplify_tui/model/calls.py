"""What was asked of AWS, for the history screen and the calls-a-minute figure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta

    from amplify_tui.model.keys import Target


@dataclass(frozen=True, slots=True)
class Call:
    """One call of an AWS operation, successful or not.

    Attributes:
        at: When it was sent, UTC.
        target: Account and region it went to.
        service: ``amplify`` or ``amplifybackend``.
        operation: Name of the operation, such as ``ListJobs``.
        parameters: What was sent, by the service's own names.
        took: Time until the answer.
        error: Code of the error; empty when it went well.
        summary: The answer in a few words, such as ``50 jobs``; empty if nothing to say.
        endpoint: Address that was asked where it is not AWS's own; else empty.
        keys: Access key and secret key, where they are made up and the profile is none of the
            user's, as in the demo; else empty.
        tries: How often it was sent: once, and more where the client library repeated it.
    """

    at: datetime
    target: Target
    service: str
    operation: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    took: timedelta | None = None
    error: str = ""
    summary: str = ""
    endpoint: str = ""
    keys: tuple[str, str] | tuple[()] = ()
    tries: int = 1
