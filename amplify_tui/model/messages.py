"""What the program told its user, kept for the history screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

Severity = Literal["information", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Message:
    """One line told to the user.

    Attributes:
        at: UTC.
        text: Plain text.
        severity: How bad it is.
    """

    at: datetime
    text: str
    severity: Severity = "information"
