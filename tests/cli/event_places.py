"""An account of moto's, as somebody finds or spoils it by hand."""

from __future__ import annotations

import asyncio
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.cli.conftest import CommandLine

KEYS = {"aws_access_key_id": "AKIDEXAMPLE", "aws_secret_access_key": "secret"}


@cache
def open_client(service: str, url: str, region: str) -> Any:
    """Open a client, or the one that another test has opened."""
    return boto3.client(service, endpoint_url=url, region_name=region, **KEYS)


class Place:
    """EventBridge and SQS of one region of moto's server, under one name that no other test uses."""

    def __init__(self, url: str, name: str, region: str = "eu-west-1") -> None:
        self.url = url
        self.name = name
        self._queues = open_client("sqs", url, region)
        self._events = open_client("events", url, region)

    async def call(self, operation: str, **parameters: object) -> Any:
        """Call SQS or EventBridge, whichever has the operation."""
        client = self._queues if hasattr(self._queues, operation) else self._events
        return await asyncio.to_thread(getattr(client, operation), **parameters)

    async def queue_url(self, ending: str = "") -> str:
        return str((await self.call("get_queue_url", QueueName=self.name + ending))["QueueUrl"])

    async def attributes(self, ending: str = "") -> dict[str, str]:
        url = await self.queue_url(ending)
        told: dict[str, str] = (
            await self.call("get_queue_attributes", QueueUrl=url, AttributeNames=["All"])
        )["Attributes"]
        return told

    async def spoil(self, ending: str = "", **attributes: str) -> None:
        await self.call("set_queue_attributes", QueueUrl=await self.queue_url(ending), Attributes=attributes)

    async def tag(self, tags: Mapping[str, str]) -> None:
        await self.call("tag_queue", QueueUrl=await self.queue_url(), Tags=dict(tags))

    async def queues(self) -> list[str]:
        told = await self.call("list_queues", QueueNamePrefix=self.name)
        return [url.rsplit("/", 1)[1] for url in told.get("QueueUrls", [])]

    async def rules(self) -> list[str]:
        told = await self.call("list_rules", NamePrefix=self.name)
        return [rule["Name"] for rule in told["Rules"]]

    async def is_empty(self) -> bool:
        """Tell whether nothing of that name is there."""
        return not await self.queues() and not await self.rules()


async def run(events: CommandLine, place: Place, word: str, *more: str, code: int = 0) -> dict[str, Any]:
    """Run a command with JSON and return its only target."""
    result = await events("events", word, "--name", place.name, "--json", *more)
    assert result.code == code, result
    (target,) = result.json["targets"]
    shape: dict[str, Any] = target
    return shape


def actions(target: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """Return what was planned and what was done."""
    return [(each["kind"], each["action"], each["done"]) for each in target["resources"]]
