"""Real clients that meet the simulator over HTTP."""

from __future__ import annotations

import asyncio
import functools
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

from amplify_tui.simulator.wire import load_operations

if TYPE_CHECKING:
    from amplify_tui.simulator.shapes import Operation


KEYS = {"aws_access_key_id": "AKIDEXAMPLE", "aws_secret_access_key": "not-a-secret"}


class Boto:
    """A boto3 client whose calls run in a thread, so that the server's loop can answer them."""

    def __init__(
        self, url: str, service: str = "amplify", region: str = "us-east-1", key: str = "AKIDEXAMPLE"
    ) -> None:
        config = Config(retries={"total_max_attempts": 1, "mode": "standard"}, read_timeout=60)
        keys = KEYS | {"aws_access_key_id": key}
        self._client = _session().client(service, endpoint_url=url, region_name=region, config=config, **keys)

    async def __call__(self, operation: str, /, **parameters: object) -> dict[str, Any]:
        """Call an operation by its Python name."""
        answer: dict[str, Any] = await asyncio.to_thread(getattr(self._client, operation), **parameters)
        return answer

    async def pages(self, operation: str, /, **parameters: object) -> list[dict[str, Any]]:
        """Fetch every page with botocore's own paginator."""
        paginator = self._client.get_paginator(operation)
        return await asyncio.to_thread(lambda: list(paginator.paginate(**parameters)))


@functools.cache
def _session() -> Any:
    return boto3.session.Session()


def sign(service: str = "amplify", region: str = "us-east-1", key: str = "AKIDEXAMPLE") -> dict[str, str]:
    """Return headers of a signed call, for raw HTTP; the simulator reads the scope alone."""
    scope = f"{key}/20261121/{region}/{service}/aws4_request"
    return {"Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0"}


def find_operation(name: str) -> Operation:
    """Return one served operation by its name, which no two services share."""
    return next(operation for operation in load_operations() if operation.name == name)
