"""What EventBridge tells of the world's jobs, and how it gets into a queue."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from amplify_tui.simulator.chance import fractions, sha
from amplify_tui.simulator.mailbox import Mailbox

if TYPE_CHECKING:
    from amplify_tui.simulator.places import Region, Site
    from amplify_tui.simulator.world import World

DETAIL_TYPE: Final = "Amplify Deployment Status Change"
TOLD: Final = {"PROVISIONING": "STARTED", "SUCCEED": "SUCCEED", "FAILED": "FAILED"}
"""What a status is called in an event; there is none for the others, CANCELLED among them."""

LATE_SHARE: Final = 0.08
TWICE_SHARE: Final = 0.12
EARLY_SHARE: Final = 0.06
EARLY_SECONDS: Final = 5.0
"""For how long a job may be said to have ended while the service still lists it as going, at most."""


class Change(NamedTuple):
    """A job's status changed.

    Attributes:
        at: When, aware UTC.
        site: The branch.
        job_id: Id of the job.
        status: The new one, as ListJobs says it.
    """

    at: datetime
    site: Site
    job_id: int
    status: str


class Post:
    """Brings the events of one account and region into its queue.

    Nothing is told of what was before the queue was looked at for the first time.

    Args:
        world: The world.
        region: Account and region.
        now: The present moment, epoch seconds.
    """

    def __init__(self, world: World, region: Region, now: float) -> None:
        self.mailbox = Mailbox(f"{world.seed}/{region.account}/{region.name}", now)
        self._world = world
        self._region = region
        self._told = self._foretold = now

    def deliver(self, now: float) -> Mailbox:
        """Bring what has happened since the last time, and return the queue.

        Args:
            now: The present moment, epoch seconds.
        """
        if now > self._told:
            ahead = EARLY_SECONDS if self._world.behaviour.are_events_unruly else 0.0
            since, until = (datetime.fromtimestamp(each, UTC) for each in (self._told, now + ahead))
            for change in self._world.changes(self._region.account, self._region.name, since, until):
                if change.status in TOLD:
                    self._tell(change, now, ahead)
            self._told, self._foretold = now, now + ahead
        return self.mailbox

    def _tell(self, change: Change, now: float, ahead: float) -> None:
        """Send the event of a change, unless that was done before or is still to be done."""
        at = change.at.timestamp()
        luck = fractions(self._world.seed, change.site.mark, change.job_id, change.status, "event")
        if not ahead:
            self.mailbox.send(write_event(change, luck), at)
        elif change.status != "PROVISIONING" and luck[6] < EARLY_SHARE:
            if at > self._foretold:
                self.mailbox.send(write_event(change, luck), max(now, at - ahead))
        elif at <= now:
            self._send_unruly(write_event(change, luck), at, luck)

    def _send_unruly(self, body: str, at: float, luck: tuple[float, ...]) -> None:
        delay = 20.0 + 40.0 * luck[1] if luck[0] < LATE_SHARE else 0.3 + 1.2 * luck[1] ** 2
        self.mailbox.send(body, at, delay)
        if luck[2] < TWICE_SHARE:
            self.mailbox.send(body, at, delay + 1.0 + 4.0 * luck[3])


def write_event(change: Change, luck: tuple[float, ...]) -> str:
    """Write an event as EventBridge puts it into a queue.

    Args:
        change: What it tells.
        luck: Numbers in [0, 1): whether the job's id is padded, whether a step is named.
    """
    site = change.site
    digits = sha(site.arn, change.job_id, change.status)
    detail: dict[str, object] = {
        "appId": site.app.app_id,
        "branchName": site.plan.name,
        "jobId": f"{change.job_id:010}" if luck[4] < 0.5 else str(change.job_id),  # noqa: PLR2004 - a coin
        "jobStatus": TOLD[change.status],
    }
    if luck[5] < 0.5:  # noqa: PLR2004 - a coin
        detail["jobStep"] = "BUILD" if change.status == "PROVISIONING" else "DEPLOY"
    event = {
        "version": "0",
        "id": "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32])),
        "detail-type": DETAIL_TYPE,
        "source": "aws.amplify",
        "account": site.app.account,
        "time": f"{change.at:%Y-%m-%dT%H:%M:%SZ}",
        "region": site.app.region,
        "resources": [site.job_arn(change.job_id)],
        "detail": detail,
    }
    return json.dumps(event, ensure_ascii=False, separators=(",", ":"))
