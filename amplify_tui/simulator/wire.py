"""The operations that the simulator serves, read from botocore's own service models.

Source:
    botocore data/amplify/2017-07-25, data/amplifybackend/2020-08-11 and data/sqs/2012-11-05.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final

from amplify_tui.simulator.shapes import Location, Member, Operation, Shape

if TYPE_CHECKING:
    from collections.abc import Mapping

SERVED: Final[Mapping[str, tuple[str, ...]]] = {
    "amplify": (
        "CreateDeployment",
        "DeleteJob",
        "GetApp",
        "GetArtifactUrl",
        "GetBranch",
        "GetJob",
        "ListApps",
        "ListArtifacts",
        "ListBackendEnvironments",
        "ListBranches",
        "ListJobs",
        "StartDeployment",
        "StartJob",
        "StopJob",
    ),
    "amplifybackend": ("GetBackend", "GetBackendJob", "ListBackendJobs", "UpdateBackendJob"),
    "sqs": (
        "ChangeMessageVisibility",
        "DeleteMessage",
        "DeleteMessageBatch",
        "GetQueueAttributes",
        "GetQueueUrl",
        "ListQueueTags",
        "PurgeQueue",
        "ReceiveMessage",
        "SendMessage",
        "TagQueue",
        "UntagQueue",
    ),
}
_OPEN: Final = frozenset({"QueueAttributeName"})
"""Enums that the service does not keep to: it takes a message's attributes under the queue's name as well."""

_LOCATIONS: Final[Mapping[str | None, Location]] = {
    None: "body",
    "uri": "uri",
    "querystring": "querystring",
    "header": "header",
}


@functools.cache
def load_operations() -> tuple[Operation, ...]:
    """Read every served operation out of botocore's models."""
    from botocore.loaders import create_loader
    from botocore.model import ServiceModel

    loader = create_loader()
    operations: list[Operation] = []
    for service, names in SERVED.items():
        model = ServiceModel(loader.load_service_model(service, "service-2"), service)
        operations += [_read_operation(service, model.operation_model(name)) for name in names]
    return tuple(operations)


def _read_operation(service: str, model: Any) -> Operation:
    return Operation(
        service=service,
        name=model.name,
        method=model.http["method"],
        template=model.http["requestUri"],
        parameters=_read_side(model.input_shape),
        answer=_read_side(model.output_shape),
    )


def _read_side(model: Any) -> Shape:
    """Read what may be absent: some operations answer nothing at all."""
    return Shape("structure") if model is None else _read_shape(model)


def _read_shape(model: Any) -> Shape:
    kind: str = model.type_name
    limits = model.metadata
    return Shape(
        kind=kind,
        pattern=limits.get("pattern"),
        least=limits.get("min"),
        most=limits.get("max"),
        choices=() if model.name in _OPEN else tuple(limits.get("enum", ())),
        members=_read_members(model) if kind == "structure" else {},
        element=_read_element(kind, model),
    )


def _read_element(kind: str, model: Any) -> Shape | None:
    if kind == "list":
        return _read_shape(model.member)
    return _read_shape(model.value) if kind == "map" else None


def _read_members(model: Any) -> dict[str, Member]:
    required = frozenset(model.required_members)
    return {
        name: Member(
            wire_name=shape.serialization.get("name", name),
            shape=_read_shape(shape),
            location=_LOCATIONS[shape.serialization.get("location")],
            is_required=name in required,
        )
        for name, shape in model.members.items()
    }
