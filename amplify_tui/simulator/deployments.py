"""Deployments of apps without a repository: only from an address, nothing can be uploaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.simulator.chance import sha
from amplify_tui.simulator.contract import Fault
from amplify_tui.simulator.lookup import find_site
from amplify_tui.simulator.records import write_summary
from amplify_tui.simulator.timeline import Commit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amplify_tui.simulator.places import Region, Site
    from amplify_tui.simulator.records import Answer
    from amplify_tui.simulator.world import World

_ANSWERED: Final = ("jobArn", "jobId", "status")


def create_deployment(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Answer:  # noqa: ARG001 - as all operations
    """Answer CreateDeployment: refused for an app with a repository, and here for every other too."""
    _find_manual(region, parameters, now)
    raise Fault("BadRequestException", "The simulator takes deployments from a sourceUrl only.", 400)


def start_deployment(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Answer:
    """Answer StartDeployment: three members of the job, no more."""
    site = _find_manual(region, parameters, now)
    if not parameters.get("sourceUrl"):
        raise Fault("BadRequestException", "The simulator takes deployments from a sourceUrl only.", 400)
    if any(build.ended > now for build in world.live(site, now)):
        message = f"The requested branch {site.arn} already have pending or running jobs"
        raise Fault("LimitExceededException", message, 429)
    build = world.queue(region).add(
        site,
        now,
        lambda job_id: world.make(
            site,
            job_id,
            now,
            job_type="MANUAL",
            commit=Commit(None, None, now, sha(world.seed, site.mark, job_id)),
        ),
    )
    summary = write_summary(build, now)
    return {"jobSummary": {name: summary[name] for name in _ANSWERED}}


def _find_manual(region: Region, parameters: Mapping[str, object], now: float) -> Site:
    site = find_site(region, parameters, now)
    if not site.is_manual:
        message = "Operation not supported. App is already connected a repository."
        raise Fault("BadRequestException", message, 400)
    return site
