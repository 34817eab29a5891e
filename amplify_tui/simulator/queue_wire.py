"""How SQS speaks: AWS JSON 1.0, which names the operation in a header and every error twice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from aiohttp import web

from amplify_tui.simulator.contract import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from amplify_tui.simulator.shapes import Operation

QUEUES: Final = "sqs"
QUEUE_NAME: Final = "amplify-tui-events"
TARGET: Final = "AmazonSQS."
OLD_CODES: Final[Mapping[str, str]] = {
    "QueueDoesNotExist": "AWS.SimpleQueueService.NonExistentQueue",
    "BatchEntryIdsNotDistinct": "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
    "EmptyBatchRequest": "AWS.SimpleQueueService.EmptyBatchRequest",
    "TooManyEntriesInBatchRequest": "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
    "PurgeQueueInProgress": "AWS.SimpleQueueService.PurgeQueueInProgress",
}
"""Codes of the older query protocol, which clients still go by."""


def queue_path(account: str, region: str) -> str:
    """Return the path of a queue's address below that of the server.

    Args:
        account: Twelve digits.
        region: Such as ``eu-west-1``.
    """
    return f"/{region}/{account}/{QUEUE_NAME}"


class QueueRouter:
    """Finds operations by the header ``X-Amz-Target``; the path means nothing.

    Args:
        operations: Those of SQS.
    """

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._operations = {TARGET + operation.name: operation for operation in operations}

    def find(self, target: str) -> Operation:
        """Return the operation that a header means.

        Raises:
            Fault: There is none.
        """
        operation = self._operations.get(target)
        if operation is None:
            raise Fault("UnknownOperationException", "The requested operation is not known", 400)
        return operation


def write_queue_error(fault: Fault, headers: Mapping[str, str]) -> web.Response:
    """Answer an error of SQS.

    Args:
        fault: The error, by its name in the service model; what the checks complain of has another name here.
        headers: Those of every answer.
    """
    code = "InvalidParameterValue" if fault.code == "BadRequestException" else fault.code
    shape = f"com.amazonaws.sqs#{code}"
    told = {"x-amzn-query-error": f"{OLD_CODES.get(code, code)};Sender"}
    body = json.dumps({"__type": shape, "message": fault.message}).encode()
    return web.Response(status=fault.status, body=body, headers=dict(headers) | told)
