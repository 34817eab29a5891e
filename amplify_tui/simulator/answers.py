"""Answers as bytes: the model's member names become the wire's, times become epoch seconds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from amplify_tui.simulator.contract import Fault, LocalUrl, Presigned

if TYPE_CHECKING:
    from collections.abc import Callable

    from amplify_tui.simulator.shapes import Operation, Shape

STAGE_CODES: Final[Mapping[str, str]] = {
    "TooManyRequestsException": "LimitExceededException",
    "GatewayTimeoutException": "InternalServiceException",
}
"""Names of the same AmplifyBackend errors in boto3's model and in the API reference."""


def compile_rename(shape: Shape) -> Callable[[object], object] | None:
    """Return a function that gives an answer the wire's member names; None where they are the same."""
    if shape.element is not None:
        return _rename_elements(shape)
    names = {name: member.wire_name for name, member in shape.members.items()}
    inner = {name: compile_rename(member.shape) for name, member in shape.members.items()}
    if all(name == wire for name, wire in names.items()) and not any(inner.values()):
        return None

    def rename(value: object) -> object:
        if not isinstance(value, Mapping):
            return value
        return {names.get(name, name): _apply(inner.get(name), part) for name, part in value.items()}

    return rename


def _rename_elements(shape: Shape) -> Callable[[object], object] | None:
    inner = compile_rename(shape.element) if shape.element else None
    if inner is None:
        return None

    def rename(value: object) -> object:
        if isinstance(value, Mapping):
            return {key: inner(part) for key, part in value.items()}
        return [inner(part) for part in value] if isinstance(value, (list, tuple)) else value

    return rename


def _apply(rename: Callable[[object], object] | None, value: object) -> object:
    return value if rename is None else rename(value)


class Writer:
    """Writes answers of one service's operations.

    Args:
        operations: What may be answered.
        sign: Turns a ``Presigned`` into an address; called at every answer, so that no two are alike.
        locate: Turns a ``LocalUrl`` into an address.
    """

    def __init__(
        self,
        operations: tuple[Operation, ...],
        sign: Callable[[Presigned], str],
        locate: Callable[[LocalUrl], str],
    ) -> None:
        self._renames = {
            (operation.service, operation.name): compile_rename(operation.answer) for operation in operations
        }
        self._sign = sign
        self._locate = locate
        # One encoder for all answers, and no search for circles, which a script cannot contain.
        self._encode = json.JSONEncoder(
            default=self._write_odd, separators=(",", ":"), check_circular=False
        ).encode

    def write(self, operation: Operation, answer: Mapping[str, object]) -> bytes:
        """Return an answer's JSON; members that are None are sent as null."""
        renamed = _apply(self._renames[operation.service, operation.name], answer)
        return self._encode(renamed).encode()

    def _write_odd(self, value: object) -> object:
        """Write what JSON has no type for.

        Raises:
            TypeError: The world answered with something that cannot travel.
        """
        if isinstance(value, datetime):
            return _read_epoch(value)
        if isinstance(value, Presigned):
            return self._sign(value)
        if isinstance(value, LocalUrl):
            return self._locate(value)
        if isinstance(value, Mapping):
            return dict(value)
        raise TypeError(f"{type(value).__name__} cannot be sent as JSON")


@lru_cache(maxsize=4096)
def _read_epoch(moment: datetime) -> float:
    """Return epoch seconds; cached, as the same finished jobs are listed again and again."""
    return round(moment.timestamp(), 3)


def write_fault(fault: Fault) -> bytes:
    """Return an error's JSON; the front door's own denials spell ``Message`` with a capital."""
    key = "Message" if fault.code == "AccessDeniedException" else "message"
    body = {key: fault.message}
    if fault.code == "TooManyRequestsException":
        body["limitType"] = "RequestRate"
    return json.dumps(body).encode()


def name_for_stage(fault: Fault) -> Fault:
    """Return the same AmplifyBackend error as the API reference, not boto3's model, names it."""
    code = STAGE_CODES.get(fault.code, fault.code)
    return Fault(code, fault.message, fault.status)
