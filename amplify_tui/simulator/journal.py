"""What the server was asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(slots=True)
class Recorded:
    """One request in the journal.

    Attributes:
        method: HTTP method.
        path: Raw path, without its query.
        service: Service that it was signed for; ``s3`` for presigned addresses.
        region: Region that it was signed for.
        account: Account that its access key leads to.
        operation: Name of the operation; empty where the path meant none.
        parameters: As validated.
        status: HTTP status of the answer; None while there is none, and where the connection was dropped.
    """

    method: str
    path: str
    service: str = ""
    region: str = ""
    account: str = ""
    operation: str = ""
    parameters: Mapping[str, object] = field(default_factory=dict)
    status: int | None = None
