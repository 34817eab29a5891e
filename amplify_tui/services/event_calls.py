"""Calls to EventBridge, SQS and STS for setting up push: boto3, one after the other."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

import boto3
from botocore import xform_name
from botocore.config import Config

from amplify_tui import __version__
from amplify_tui.services.aws import endpoint_of
from amplify_tui.services.errors import ApiError, BadAnswerError, RefusedError, SetupError
from amplify_tui.services.question import NAMES, Question, clean_error
from amplify_tui.services.regions import check_region
from amplify_tui.services.translate import RAISED, translate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amplify_tui.model.keys import Target

EVENTS: Final = "events"
QUEUES: Final = "sqs"
IDENTITY: Final = "sts"

_VARIABLE: Final = "AWS_ENDPOINT_URL_EVENTBRIDGE"
_NO_VARIABLE: Final = "AWS_ENDPOINT_URL_EVENTS"
"""Named after the service's client, as other services' variables are; this one's follows its service id."""
_DELETED_RECENTLY: Final = "QueueDeletedRecently"
_CONNECT: Final = 5.0
_READ: Final = 20.0
_TRIES: Final = 3
"""Every call says what shall be, not what to do once more, so each may be sent again."""


class EventClients:
    """The clients of one account and region; every method blocks.

    Args:
        target: Account and region.
        endpoint_url: Address to ask instead of what environment and profile say; empty for those.
    """

    def __init__(self, target: Target, endpoint_url: str = "") -> None:
        self.target = target
        self._endpoint_url = endpoint_url
        self._session: boto3.Session | None = None
        self._clients: dict[str, Any] = {}

    def read_credentials(self) -> None:
        """Open the session and read its credentials.

        Raises:
            ApiError: The profile or its credentials cannot be used.
        """
        question = Question(self.target, is_about_credentials=True)
        try:
            self._session = boto3.Session(
                profile_name=self.target.profile or None, region_name=self.target.region or None
            )
            self._session.get_credentials()
        except RAISED as error:
            raise translate(error, question) from None

    def open(self) -> None:
        """Make the clients.

        Raises:
            ApiError: Region or configuration cannot be used.
        """
        config = Config(
            connect_timeout=_CONNECT,
            read_timeout=_READ,
            retries={"mode": "standard", "total_max_attempts": _TRIES},
            user_agent_extra=f"amplify-tui/{__version__}",
        )
        assert self._session is not None  # noqa: S101 - read_credentials comes first; for the type checker
        try:
            for service in (EVENTS, QUEUES, IDENTITY):
                self._clients[service] = self._session.client(
                    service, endpoint_url=self._endpoint_url or None, config=config
                )
        except RAISED as error:
            raise translate(error, Question(self.target, endpoint=self._endpoint_url)) from None
        if not endpoint_of(self._clients[EVENTS]):
            _check_variable()
            check_region(self.target.region)

    def call(self, service: str, operation: str, **parameters: object) -> Mapping[str, Any]:
        """Make a call.

        Args:
            service: ``EVENTS``, ``QUEUES`` or ``IDENTITY``.
            operation: Name of the operation, such as ``PutRule``.
            parameters: By the service's own names.

        Raises:
            ApiError: No usable answer came.
        """
        client = self._clients[service]
        question = Question(self.target, operation, endpoint_of(client), service=service)
        try:
            answer: Mapping[str, Any] = getattr(client, xform_name(operation))(**parameters)
        except RAISED as error:
            raise _explain(translate(error, question)) from None
        headers = answer.get("ResponseMetadata", {}).get("HTTPHeaders", {})
        # Of a page, too, the client library makes an empty answer, and SQS answers many calls with one.
        if service == QUEUES and "html" in str(headers.get("content-type", "")).casefold():
            raise bad_answer(question)
        return answer

    def text(self, service: str, operation: str, field: str, **parameters: object) -> str:
        """Make a call and return one text of its answer, which has to be there.

        Raises:
            ApiError: No usable answer came.
        """
        value = self.call(service, operation, **parameters).get(field)
        if not isinstance(value, str) or not value:
            endpoint = endpoint_of(self._clients[service])
            raise bad_answer(Question(self.target, operation, endpoint, service=service))
        return value

    def endpoint(self, service: str) -> str:
        """Return the address that is asked where it is not AWS's own; else an empty text."""
        return endpoint_of(self._clients[service])

    def describe(self) -> str:
        """Say where what is set up lies, safe to show; empty where that is AWS, or not known yet."""
        found = {name: clean_error(self.endpoint(name)) for name in (EVENTS, QUEUES) if name in self._clients}
        if len(set(found.values())) < len(found):
            return next(iter(found.values()))
        return ", ".join(f"{NAMES[name]} at {url or 'AWS'}" for name, url in found.items())


def _check_variable() -> None:
    """Refuse to go to AWS where somebody tried to name another address and got the variable wrong.

    Raises:
        SetupError: Somebody did.
    """
    if os.environ.get(_NO_VARIABLE):
        raise SetupError(
            "WrongVariable",
            f"{_NO_VARIABLE} is set, and the AWS libraries do not read it.",
            f"EventBridge's own is {_VARIABLE}: set that, or unset this.",
        )


def bad_answer(question: Question) -> BadAnswerError:
    """Say that something came back that no answer is."""
    return BadAnswerError(
        "NoAnswer",
        f"{question.place} sent something that is no answer to {question.operation}.",
        "Look at the endpoint, and whether a proxy or a captive portal stands between here and AWS.",
    )


def _explain(error: ApiError) -> ApiError:
    if _DELETED_RECENTLY in error.code:
        return RefusedError(
            error.code,
            "A queue of this name was deleted a moment ago.",
            "SQS wants a minute of quiet: then run it again.",
        )
    return error
