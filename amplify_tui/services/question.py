"""What was being asked when something went wrong, in words for people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from amplify_tui.model.keys import Target

NAMES: Final = {"events": "EventBridge", "sqs": "SQS", "sts": "STS"}
"""What services are called that are not Amplify."""

_SECRETS: Final = re.compile(
    r"(?<=//)[^/@\s]+@"
    r"|(?:x-amz-[a-z0-9-]+|aws_?secret_?access_?key|aws_?session_?token|secret_?access_?key|session_?token)"
    r"[\"']?\s*[=:]\s*[\"']?[^&\s\"',]+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Question:
    """One question to AWS.

    Attributes:
        target: Account and region.
        operation: Name of the operation; empty before one is called.
        endpoint: Address that is asked where it is not AWS's own; else empty.
        is_about_credentials: Whether credentials are being read, so that nothing was asked yet.
        service: Which service, by the client library's name.
    """

    target: Target
    operation: str = ""
    endpoint: str = ""
    is_about_credentials: bool = False
    service: str = "amplify"

    @property
    def who(self) -> str:
        """The profile in words."""
        return f"profile {clean_line(self.target.profile)}" if self.target.profile else "the AWS environment"

    @property
    def name(self) -> str:
        """The service in words."""
        return NAMES.get(self.service, "Amplify")

    @property
    def place(self) -> str:
        """What was asked, in words."""
        return clean_error(self.endpoint) or f"{self.name} in {clean_line(self.target.region) or 'no region'}"

    def command(self, command: str) -> str:
        """Write a command of the AWS CLI with the profile's option.

        Args:
            command: Everything behind ``aws``.
        """
        return (
            f"aws {command} --profile {clean_line(self.target.profile)}"
            if self.target.profile
            else f"aws {command}"
        )


def clean_error(text: str, limit: int = 400) -> str:
    """Make one safe line without credentials of an error's text.

    Args:
        text: Anything from outside.
        limit: Most characters that are kept.
    """
    return clean_line(_SECRETS.sub("***", clean_line(text)), limit)
