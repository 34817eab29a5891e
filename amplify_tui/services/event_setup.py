"""Looks at, makes and removes the rule and queues that tell a dashboard of deployments."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from amplify_tui.model.event_found import (
    Found,
    FoundQueue,
    FoundRule,
    attributes_to_write,
    find_target,
    write_attribute,
)
from amplify_tui.model.event_setup import DESCRIPTION, Blueprint
from amplify_tui.services.errors import ApiError, DeniedError, NotFoundError, RefusedError, UnreachableError
from amplify_tui.services.event_calls import EVENTS, IDENTITY, QUEUES, EventClients, bad_answer
from amplify_tui.services.question import Question, clean_error
from amplify_tui.services.threads import run_in_thread
from amplify_tui.services.translate import translate

if TYPE_CHECKING:
    from amplify_tui.model.event_plan import Step
    from amplify_tui.model.keys import Target

CREDENTIALS_WITHIN: Final = 30.0
"""Seconds; a ``credential_process`` has no limit of its own."""
_PAGES: Final = 20
_ACCOUNT: Final = re.compile(r"[0-9]{12}")
_PARTITION: Final = re.compile(r"arn:(aws[a-z-]{0,20}):")
_BUS: Final = re.compile(
    r"arn:(?P<partition>aws[a-z-]{0,20}):events:[a-z0-9-]{1,40}:(?P<account>[0-9]{12}):event-bus/default"
)


class EventAccount:
    """EventBridge and SQS of one account and region; its methods raise ``ApiError`` and nothing else.

    Args:
        target: Account and region.
        endpoint_url: Address to ask instead of what environment and profile say; empty for those.
        credentials_within: Seconds after which credentials count as not coming.
    """

    def __init__(
        self, target: Target, endpoint_url: str = "", *, credentials_within: float = CREDENTIALS_WITHIN
    ) -> None:
        self.target = target
        self._clients = EventClients(target, endpoint_url)
        self._credentials_within = credentials_within

    @property
    def address(self) -> str:
        """Where what is set up lies, safe to show; empty where that is AWS, or not known yet."""
        return self._clients.describe()

    async def plan(self, name: str) -> Blueprint:
        """Say what a dashboard needs here; asks which account it is.

        STS tells everybody, but not every network leads there: then the default bus tells.

        Args:
            name: Name of rule and queue.
        """
        try:
            async with asyncio.timeout(self._credentials_within):
                await run_in_thread(self._clients.read_credentials)
        except TimeoutError as error:
            raise translate(error, Question(self.target, is_about_credentials=True)) from None
        return await run_in_thread(lambda: self._identify(name))

    async def look(self, blueprint: Blueprint) -> Found:
        """Look what is there of it; changes nothing."""
        return await run_in_thread(
            lambda: Found(
                queue=self._find_queue(blueprint.name),
                dead_letters=self._find_queue(blueprint.dead_letter_name),
                rule=self._find_rule(blueprint.name),
            )
        )

    async def carry_out(self, step: Step, blueprint: Blueprint, found: Found) -> str:
        """Do what a step says; doing it again does no harm.

        Args:
            step: What to create, change or delete.
            blueprint: What shall be there.
            found: What was there when the plan was made.

        Returns:
            The address of the queue that was made or changed; else an empty text.
        """
        return await run_in_thread(lambda: self._carry_out(step, blueprint, found))

    def _identify(self, name: str) -> Blueprint:
        self._clients.open()
        try:
            account, partition = self._ask_identity()
        except (DeniedError, UnreachableError) as error:
            account, partition = _read_bus(self._clients, error)
        return Blueprint(name, account, self.target.region, partition)

    def _ask_identity(self) -> tuple[str, str]:
        told = self._clients.call(IDENTITY, "GetCallerIdentity")
        account, arn = str(told.get("Account") or ""), str(told.get("Arn") or "")
        if not _ACCOUNT.fullmatch(account):
            endpoint = self._clients.endpoint(IDENTITY)
            raise bad_answer(Question(self.target, "GetCallerIdentity", endpoint, service=IDENTITY))
        partition = _PARTITION.match(arn)
        return account, partition[1] if partition else "aws"

    def _find_queue(self, name: str) -> FoundQueue | None:
        try:
            url = self._clients.text(QUEUES, "GetQueueUrl", "QueueUrl", QueueName=name)
            told = self._clients.call(QUEUES, "GetQueueAttributes", QueueUrl=url, AttributeNames=["All"])
            attributes = _texts(told.get("Attributes"))
            if not attributes:
                endpoint = self._clients.endpoint(QUEUES)
                raise bad_answer(Question(self.target, "GetQueueAttributes", endpoint, service=QUEUES))
            return FoundQueue(url, attributes, self._read_queue_tags(url))
        except NotFoundError:
            return None

    def _read_queue_tags(self, url: str) -> Mapping[str, str] | None:
        try:
            return _texts(self._clients.call(QUEUES, "ListQueueTags", QueueUrl=url).get("Tags"))
        except DeniedError:
            return None

    def _find_rule(self, name: str) -> FoundRule | None:
        try:
            told = self._clients.call(EVENTS, "DescribeRule", Name=name)
            arn = told.get("Arn")
            if not isinstance(arn, str):
                endpoint = self._clients.endpoint(EVENTS)
                raise bad_answer(Question(self.target, "DescribeRule", endpoint, service=EVENTS))
            fields = {key: value for key, value in told.items() if key != "ResponseMetadata"}
            return FoundRule(arn, fields, self._list_targets(name), self._read_rule_tags(arn))
        except NotFoundError:
            return None

    def _list_targets(self, name: str) -> tuple[Mapping[str, Any], ...]:
        found: list[Mapping[str, Any]] = []
        more: dict[str, object] = {}
        for _ in range(_PAGES):
            told = self._clients.call(EVENTS, "ListTargetsByRule", Rule=name, **more)
            targets = told.get("Targets")
            found += [each for each in targets or () if isinstance(each, Mapping)]
            token = told.get("NextToken")
            if not token or token == more.get("NextToken"):
                break
            more = {"NextToken": token}
        return tuple(found)

    def _read_rule_tags(self, arn: str) -> Mapping[str, str] | None:
        try:
            tags = self._clients.call(EVENTS, "ListTagsForResource", ResourceARN=arn).get("Tags")
        except DeniedError:
            return None
        return {str(each.get("Key")): str(each.get("Value")) for each in tags or ()}

    def _carry_out(self, step: Step, blueprint: Blueprint, found: Found) -> str:
        is_made = step.action != "delete"
        if step.kind == "rule":
            self._put_rule(blueprint, found.rule) if is_made else self._go(
                EVENTS, "DeleteRule", Name=blueprint.name
            )
        elif step.kind == "target":
            (self._put_target if is_made else self._remove_target)(blueprint, found.rule)
        else:
            is_queue = step.kind == "queue"
            there = found.queue if is_queue else found.dead_letters
            if is_made:
                wanted = blueprint.queue if is_queue else blueprint.dead_letters
                return self._put_queue(blueprint, step.name, wanted, there)
            if there is not None:
                self._go(QUEUES, "DeleteQueue", QueueUrl=there.url)
        return ""

    def _put_queue(
        self, blueprint: Blueprint, name: str, wanted: Mapping[str, Any], found: FoundQueue | None
    ) -> str:
        attributes = attributes_to_write(wanted, found)
        if found is not None:
            self._clients.call(QUEUES, "SetQueueAttributes", QueueUrl=found.url, Attributes=attributes)
            return found.url
        return self._clients.text(
            QUEUES, "CreateQueue", "QueueUrl", QueueName=name, Attributes=attributes, tags=blueprint.tags
        )

    def _put_rule(self, blueprint: Blueprint, found: FoundRule | None) -> None:
        tags = [{"Key": key, "Value": value} for key, value in blueprint.tags.items()]
        self._clients.text(
            EVENTS,
            "PutRule",
            "RuleArn",
            Name=blueprint.name,
            Description=DESCRIPTION,
            **{name: write_attribute(value) for name, value in blueprint.rule.items()},
            **({} if found else {"Tags": tags}),
        )

    def _put_target(self, blueprint: Blueprint, found: FoundRule | None) -> None:
        there = find_target(blueprint.target, found) if found else None
        target = {**blueprint.target, "Id": _id_of(there, blueprint)}
        told = self._clients.call(EVENTS, "PutTargets", Rule=blueprint.name, Targets=[target])
        self._check_entries("PutTargets", told)

    def _remove_target(self, blueprint: Blueprint, found: FoundRule | None) -> None:
        there = find_target(blueprint.target, found) if found else None
        if there is not None:
            told = self._go(EVENTS, "RemoveTargets", Rule=blueprint.name, Ids=[_id_of(there, blueprint)])
            self._check_entries("RemoveTargets", told)

    def _go(self, service: str, operation: str, **parameters: object) -> Mapping[str, Any]:
        """Remove something; what is gone already is as gone as can be."""
        try:
            return self._clients.call(service, operation, **parameters)
        except NotFoundError:
            return {"FailedEntryCount": 0}

    def _check_entries(self, operation: str, told: Mapping[str, Any]) -> None:
        failed = told.get("FailedEntries")
        if "FailedEntryCount" not in told:
            endpoint = self._clients.endpoint(EVENTS)
            raise bad_answer(Question(self.target, operation, endpoint, service=EVENTS))
        for each in failed if isinstance(failed, list) else ():
            code, text = (str(each.get(name) or "") for name in ("ErrorCode", "ErrorMessage"))
            raise RefusedError(
                code or "FailedEntry", f"EventBridge refuses {operation}: {clean_error(text or code)}"
            )


def _texts(raw: object) -> Mapping[str, str]:
    return {str(name): str(value) for name, value in raw.items()} if isinstance(raw, Mapping) else {}


def _id_of(target: Mapping[str, Any] | None, blueprint: Blueprint) -> str:
    return str((target or {}).get("Id") or blueprint.target["Id"])


def _read_bus(clients: EventClients, error: ApiError) -> tuple[str, str]:
    """Learn the account of the bus that is there always; where that fails what STS said is the reason."""
    try:
        arn = str(clients.call(EVENTS, "DescribeEventBus").get("Arn") or "")
    except UnreachableError:
        raise error from None  # There is no network: no permission would help.
    except ApiError:
        arn = ""
    if (found := _BUS.fullmatch(arn)) is None:
        hint = f"{error.hint} Or let events:DescribeEventBus tell which account it is.".strip()
        raise type(error)(error.code, error.message, hint)
    return found["account"], found["partition"]
