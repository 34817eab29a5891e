"""The smallest script that the wire can serve, for tests of the wire alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from amplify_tui.simulator.accounts import ACCOUNT
from amplify_tui.simulator.contract import Behaviour, Fault, Presigned, StoredObject

if TYPE_CHECKING:
    from collections.abc import Mapping

JOB = {
    "jobArn": "arn:aws:amplify:us-east-1:123456789012:apps/d1/branches/main/jobs/0000000007",
    "jobId": "7",
    "commitId": "HEAD",
    "commitMessage": "",
    "commitTime": datetime(2026, 11, 21, 11, 0, 0, 123456, UTC),
    "startTime": None,
    "status": "RUNNING",
}
LOG_PATH = "/d1/feature/x/0000000007/BUILD/log.txt"


@dataclass
class SmallScript:
    """Notes each call, and answers a job, an empty list or what ``answers`` holds."""

    behaviour: Behaviour = field(default_factory=Behaviour)
    answers: dict[str, Mapping[str, object] | Fault] = field(default_factory=dict)
    calls: list[tuple[str, str, Mapping[str, object], str]] = field(default_factory=list)
    accounts: list[str] = field(default_factory=list)
    objects: dict[str, StoredObject] = field(default_factory=dict)

    def call(
        self,
        service: str,
        operation: str,
        parameters: Mapping[str, object],
        now: datetime,
        region: str,
        *,
        account: str = ACCOUNT,
    ) -> Mapping[str, object]:
        self.calls.append((service, operation, dict(parameters), region))
        self.accounts.append(account)
        answer = self.answers.get(operation)
        if isinstance(answer, Fault):
            raise answer
        if answer is not None:
            return answer
        if operation == "GetJob":
            step = {"stepName": "BUILD", "status": "RUNNING", "startTime": now, "logUrl": Presigned(LOG_PATH)}
            return {"job": {"summary": JOB, "steps": [step]}}
        return {"jobSummaries": [JOB]} if operation == "ListJobs" else {"jobSummary": JOB}

    def fetch(self, path: str, now: datetime) -> StoredObject | None:
        return self.objects.get(path)
