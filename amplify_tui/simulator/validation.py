"""A request's parameters, read and checked the way AWS checks them, in AWS's words."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from amplify_tui.simulator.contract import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from amplify_tui.simulator.shapes import Location, Member, Operation, Shape

_NUMBERS: Final = ("integer", "long", "float", "double")
_PYTHON_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "string": (str,),
    "integer": (int,),
    "long": (int,),
    "float": (int, float),
    "double": (int, float),
    "boolean": (bool,),
    "timestamp": (datetime,),
    "structure": (dict,),
    "map": (dict,),
    "list": (list,),
}
_JAVA_TYPES: Final[Mapping[str, str]] = {
    "string": "String",
    "integer": "Integer",
    "long": "Long",
    "float": "Float",
    "double": "Double",
    "boolean": "Boolean",
    "timestamp": "Date",
    "structure": "Structure",
    "map": "Map",
    "list": "List",
}


@dataclass(frozen=True, slots=True)
class Received:
    """The parts of a request that hold parameters.

    Attributes:
        labels: Unquoted path labels.
        query: Unquoted query values.
        headers: Header values.
        body: Raw body.
    """

    labels: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


def read_parameters(operation: Operation, received: Received) -> dict[str, object]:
    """Return a request's parameters by the model's member names.

    Raises:
        Fault: BadRequestException, naming every violated constraint.
    """
    members = operation.parameters.members
    sources: dict[Location, Mapping[str, object]] = {
        "uri": received.labels,
        "querystring": received.query,
        "header": received.headers,
        "body": _read_body(received.body),
    }
    parameters = {
        name: _convert(sources[member.location][member.wire_name], member.shape)
        for name, member in members.items()
        if sources[member.location].get(member.wire_name) is not None
    }
    complaints = list(_check_members(parameters, members, ""))
    if complaints:
        count = f"{len(complaints)} validation error{'s' if len(complaints) > 1 else ''} detected: "
        raise Fault("BadRequestException", count + "; ".join(complaints), 400)
    return parameters


def _read_body(body: bytes) -> dict[str, object]:
    if not body.strip():
        return {}
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict):
        raise Fault("BadRequestException", "Could not parse request body into json", 400)
    return read


def _convert(value: object, shape: Shape) -> object:
    """Turn a value of the wire into the model's type; what does not convert is left for the checks."""
    try:
        if isinstance(value, str) and shape.kind in _NUMBERS:
            return int(value) if shape.kind in ("integer", "long") else float(value)
        if shape.kind == "timestamp":
            return _read_time(value)
    except (ValueError, OverflowError, OSError):
        return value
    return value


def _read_time(value: object) -> object:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return datetime.fromtimestamp(value, UTC)
    if isinstance(value, str):
        read = datetime.fromisoformat(value)
        return read if read.tzinfo else read.replace(tzinfo=UTC)
    return value


def _check_members(values: Mapping[str, object], members: Mapping[str, Member], prefix: str) -> Iterator[str]:
    for name, member in members.items():
        place = prefix + (member.wire_name or name)
        value = values.get(name)
        if value is not None:
            yield from _check(value, member.shape, place)
        elif member.is_required:
            yield f"Value null at '{place}' failed to satisfy constraint: Member must not be null"


def _check(value: object, shape: Shape, place: str) -> Iterator[str]:
    if not _is_of_kind(value, shape.kind):
        yield f"{_start(value, place)}Member must be of type {_JAVA_TYPES.get(shape.kind, shape.kind)}"
        return
    yield from (_start(value, place) + broken for broken in _broken_limits(value, shape))
    if shape.element is not None and isinstance(value, (list, dict)):
        parts = value.items() if isinstance(value, dict) else enumerate(value, start=1)
        for key, part in parts:
            yield from _check(part, shape.element, f"{place}.{key}")
    elif isinstance(value, dict):
        yield from _check_members(value, shape.members, f"{place}.")


def _is_of_kind(value: object, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, _PYTHON_TYPES.get(kind, (object,)))


def _start(value: object, place: str) -> str:
    return f"Value '{value}' at '{place}' failed to satisfy constraint: "


def _broken_limits(value: object, shape: Shape) -> Iterator[str]:
    size: float
    if isinstance(value, (str, list, dict)):
        size, what = len(value), "length"
    elif isinstance(value, (int, float)):
        size, what = value, "value"
    else:
        return
    if shape.most is not None and size > shape.most:
        yield f"Member must have {what} less than or equal to {shape.most}"
    if shape.least is not None and size < shape.least:
        yield f"Member must have {what} greater than or equal to {shape.least}"
    if shape.pattern is not None and not re.fullmatch(shape.pattern, str(value)):
        yield f"Member must satisfy regular expression pattern: {shape.pattern}"
    if shape.choices and value not in shape.choices:
        yield f"Member must satisfy enum value set: [{', '.join(shape.choices)}]"
