"""Operations and their parameters as plain values, so that one module alone reads botocore's models."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Location = Literal["body", "uri", "querystring", "header"]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value must look like.

    Attributes:
        kind: Type name of the service model: ``string``, ``integer``, ``structure`` …
        pattern: What the whole string must match, in Java's dialect.
        least: Smallest value, or shortest length.
        most: Greatest value, or longest length.
        choices: Allowed values; empty for any.
        members: Of a structure, by the model's own names.
        element: Of a list or a map.
    """

    kind: str
    pattern: str | None = None
    least: float | None = None
    most: float | None = None
    choices: tuple[str, ...] = ()
    members: Mapping[str, Member] = field(default_factory=dict)
    element: Shape | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a structure.

    Attributes:
        wire_name: Name in the path, query, header or body.
        shape: What its value must look like.
        location: Where it travels.
        is_required: Whether the model says so.
    """

    wire_name: str
    shape: Shape
    location: Location = "body"
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a service.

    Attributes:
        service: ``amplify``, ``amplifybackend`` or ``sqs``.
        name: Name in the service model.
        method: HTTP method.
        template: Path with labels in braces.
        parameters: Shape of the input.
        answer: Shape of the output.
    """

    service: str
    name: str
    method: str
    template: str
    parameters: Shape
    answer: Shape
