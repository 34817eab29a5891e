"""What tells a dashboard of deployments: an EventBridge rule and an SQS queue, as they shall be.

Amplify sends its events to the default bus of its account and region, so there
is one rule and one queue for each, and one of both for each dashboard: two
readers of one queue would take each other's events.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

NAME: Final = "amplify-tui-events"
"""Of rule and queue where the user gives no other."""
NAME_PATTERN: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What both services take as a name; with the ending below it still fits into SQS's 80 characters."""
DEAD_LETTERS: Final = "-dlq"

OWNER_TAG: Final = "created-by"
OWNER: Final = "amplify-tui"

VISIBLE_AFTER: Final = 60
"""Seconds that a reader has to answer a message before another one gets it."""
WAIT: Final = 20
"""Seconds that a receive waits for a message; as long as SQS allows, so that a quiet queue costs least."""
KEPT: Final = 3_600
"""Seconds that a message is kept: a dashboard that was away for longer asks for everything anyway."""
DEAD_LETTERS_KEPT: Final = 14 * 24 * 3_600
"""Seconds that a message is kept that could not be read or delivered; as long as SQS allows."""
MOST_RECEIVES: Final = 5
"""Times that a message is handed out before it counts as one that cannot be read."""
MOST_RETRIES: Final = 185
"""Times that EventBridge tries to deliver an event; its own default."""

DESCRIPTION: Final = "Tells a dashboard of Amplify deployments (amplify-tui)"


@dataclass(frozen=True, slots=True)
class Blueprint:
    """All that one dashboard needs in one account and region.

    Values are of JSON's own types, so that the same ones make the calls and the template.

    Attributes:
        name: Name of rule and queue.
        account_id: Twelve digits.
        region: Name of the region.
        partition: ``aws``, ``aws-cn`` or another.
    """

    name: str
    account_id: str
    region: str
    partition: str = "aws"

    @property
    def dead_letter_name(self) -> str:
        """Name of the queue for what could not be read or delivered."""
        return self.name + DEAD_LETTERS

    @property
    def queue_arn(self) -> str:
        """ARN of the queue."""
        return self._arn("sqs", self.name)

    @property
    def dead_letter_arn(self) -> str:
        """ARN of the queue for what could not be read or delivered."""
        return self._arn("sqs", self.dead_letter_name)

    @property
    def rule_arn(self) -> str:
        """ARN of the rule, on the default bus."""
        return self._arn("events", f"rule/{self.name}")

    @property
    def tags(self) -> dict[str, str]:
        """What says who made it."""
        return {OWNER_TAG: OWNER}

    @property
    def pattern(self) -> dict[str, Any]:
        """Events that the rule takes: every app and branch of the region."""
        return {"source": ["aws.amplify"], "detail-type": ["Amplify Deployment Status Change"]}

    @property
    def rule(self) -> dict[str, Any]:
        """The rule, by EventBridge's names."""
        return {"EventPattern": self.pattern, "State": "ENABLED"}

    @property
    def target(self) -> dict[str, Any]:
        """Where the rule sends to, by EventBridge's names; the event itself is not changed on its way."""
        return {
            "Id": self.name,
            "Arn": self.queue_arn,
            "DeadLetterConfig": {"Arn": self.dead_letter_arn},
            "RetryPolicy": {"MaximumEventAgeInSeconds": KEPT, "MaximumRetryAttempts": MOST_RETRIES},
        }

    @property
    def queue(self) -> dict[str, Any]:
        """The queue's attributes, by SQS's names."""
        return {
            "VisibilityTimeout": VISIBLE_AFTER,
            "ReceiveMessageWaitTimeSeconds": WAIT,
            "MessageRetentionPeriod": KEPT,
            "SqsManagedSseEnabled": True,
            "RedrivePolicy": {"deadLetterTargetArn": self.dead_letter_arn, "maxReceiveCount": MOST_RECEIVES},
            "Policy": self.policy(self.queue_arn),
        }

    @property
    def dead_letters(self) -> dict[str, Any]:
        """The attributes of the queue for what could not be read or delivered, by SQS's names."""
        return {
            "MessageRetentionPeriod": DEAD_LETTERS_KEPT,
            "SqsManagedSseEnabled": True,
            "RedriveAllowPolicy": {"redrivePermission": "byQueue", "sourceQueueArns": [self.queue_arn]},
            "Policy": self.policy(self.dead_letter_arn),
        }

    def policy(self, queue_arn: str) -> dict[str, Any]:
        """Let this one rule send to a queue, and nobody do anything without TLS.

        Args:
            queue_arn: The queue.
        """
        return {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": "RuleSends",
                    "Effect": "Allow",
                    "Principal": {"Service": "events.amazonaws.com"},
                    "Action": "sqs:SendMessage",
                    "Resource": queue_arn,
                    "Condition": {"ArnEquals": {"aws:SourceArn": self.rule_arn}},
                },
                {
                    "Sid": "TlsOnly",
                    "Effect": "Deny",
                    "Principal": "*",
                    "Action": "sqs:*",
                    "Resource": queue_arn,
                    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                },
            ],
        }

    def _arn(self, service: str, resource: str) -> str:
        return f"arn:{self.partition}:{service}:{self.region}:{self.account_id}:{resource}"


LOOK_ACTIONS: Final = (
    "events:DescribeRule",
    "events:ListTagsForResource",
    "events:ListTargetsByRule",
    "sqs:GetQueueAttributes",
    "sqs:GetQueueUrl",
    "sqs:ListQueueTags",
)
SETUP_ACTIONS: Final = (
    *LOOK_ACTIONS,
    "events:PutRule",
    "events:PutTargets",
    "events:TagResource",
    "sqs:CreateQueue",
    "sqs:SetQueueAttributes",
    "sqs:TagQueue",
)
REMOVE_ACTIONS: Final = (*LOOK_ACTIONS, "events:DeleteRule", "events:RemoveTargets", "sqs:DeleteQueue")
"""What an IAM policy has to allow for each."""
