"""What a user's account has beside the dashboard: a bus, rules and queues, at an address that plays AWS."""

from __future__ import annotations

import asyncio
import json
import uuid
from dataclasses import dataclass
from typing import Any, Final

import boto3

PATTERN: Final = {"source": ["aws.amplify"], "detail-type": ["Amplify Deployment Status Change"]}
KEYS: Final = {"aws_access_key_id": "AKIATEST", "aws_secret_access_key": "test"}


def envelope(
    app: str = "d1", branch: str = "main", job: object = "0000000007", status: str = "STARTED", **more: Any
) -> dict[str, Any]:
    """Write an event as EventBridge does."""
    arn = f"arn:aws:amplify:eu-west-1:123456789012:apps/{app}/branches/{branch}/jobs/{job}"
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Amplify Deployment Status Change",
        "source": "aws.amplify",
        "account": "123456789012",
        "time": "2026-11-21T12:00:00Z",
        "region": "eu-west-1",
        "resources": [arn],
        "detail": {"appId": app, "branchName": branch, "jobId": job, "jobStatus": status},
        **more,
    }


@dataclass(frozen=True, slots=True)
class Bus:
    """Bus and queues of one region, asked by boto3 in threads.

    Attributes:
        url: Where they are.
        region: Region they lie in.
    """

    url: str
    region: str = "eu-west-1"

    def _client(self, service: str) -> Any:
        return boto3.client(service, endpoint_url=self.url, region_name=self.region, **KEYS)

    async def ask(self, service: str, operation: str, **parameters: Any) -> Any:
        """Call an operation."""
        return await asyncio.to_thread(lambda: getattr(self._client(service), operation)(**parameters))

    async def make_queue(self, name: str = "") -> str:
        """Make a queue; returns its address."""
        made = await self.ask("sqs", "create_queue", QueueName=name or f"q-{uuid.uuid4().hex[:12]}")
        return str(made["QueueUrl"])

    async def route(self, queue: str) -> None:
        """Let the bus write Amplify's events into a queue."""
        rule = f"r-{uuid.uuid4().hex[:12]}"
        asked = await self.ask("sqs", "get_queue_attributes", QueueUrl=queue, AttributeNames=["QueueArn"])
        await self.ask("events", "put_rule", Name=rule, EventPattern=json.dumps(PATTERN))
        target = {"Id": "1", "Arn": asked["Attributes"]["QueueArn"]}
        await self.ask("events", "put_targets", Rule=rule, Targets=[target])

    async def happen(self, app: str, branch: str, job: object, status: str) -> None:
        """Tell the bus of a deployment, as Amplify does."""
        event = envelope(app, branch, job, status)
        entry = {
            "Source": event["source"],
            "DetailType": event["detail-type"],
            "Resources": event["resources"],
            "Detail": json.dumps(event["detail"]),
        }
        await self.ask("events", "put_events", Entries=[entry])

    async def send(self, queue: str, body: object) -> None:
        """Write into a queue what is no text as JSON."""
        text = body if isinstance(body, str) else json.dumps(body)
        await self.ask("sqs", "send_message", QueueUrl=queue, MessageBody=text)

    async def count(self, queue: str) -> int:
        """Count the messages of a queue, those handed out included."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        asked = await self.ask("sqs", "get_queue_attributes", QueueUrl=queue, AttributeNames=names)
        return sum(int(asked["Attributes"][name]) for name in names)

    async def tags(self, queue: str) -> dict[str, str]:
        """Read the tags of a queue."""
        asked = await self.ask("sqs", "list_queue_tags", QueueUrl=queue)
        return dict(asked.get("Tags", {}))
