"""What each operation of Amplify answers."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from amplify_tui.simulator.chance import fraction
from amplify_tui.simulator.contract import Fault
from amplify_tui.simulator.disfigurement import (
    spoil_app,
    spoil_branch,
    spoil_list,
    spoil_steps,
    spoil_summary,
)
from amplify_tui.simulator.lookup import find_app, find_job, find_site, page_size
from amplify_tui.simulator.records import write_app, write_branch, write_job, write_started
from amplify_tui.simulator.timeline import Commit
from amplify_tui.simulator.tokens import cut_page, read_token, write_token

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amplify_tui.simulator.places import App, Region, Site
    from amplify_tui.simulator.records import Answer
    from amplify_tui.simulator.timeline import Build
    from amplify_tui.simulator.world import World

HANG: Final = 2_400.0
"""Seconds for which cancelling hangs on a sticky branch."""
JOBS_PAGE: Final = 20
BRANCHES_PAGE: Final = 50
APPS_PAGE: Final = 100


def _app(world: World, app: App, now: float) -> Answer:
    site = next((site for site in app.sites.values() if site.plan.stage == "PRODUCTION"), None)
    build = site and next((build for build in world.jobs(site, now) if build.ended <= now), None)
    answer = write_app(app, (site, build) if site and build else None)
    return spoil_app(app.plan.quirk, answer) if app.plan.quirk else answer


def _branch(world: World, site: Site, now: float) -> Answer:
    good = (
        build.job_id for build in world.jobs(site, now) if build.ended <= now and build.outcome == "SUCCEED"
    )
    answer = write_branch(site, next(good, None))
    return spoil_branch(site.plan.quirk, answer) if site.plan.quirk else answer


def list_apps(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Answer:
    """Answer ListApps."""
    apps = tuple(app for app in region.apps.values() if app.created <= now)
    page, token = cut_page(
        "apps", apps, _app_id, parameters.get("nextToken"), page_size(parameters, APPS_PAGE)
    )
    return {"apps": [_app(world, app, now) for app in page], "nextToken": token}


def _app_id(app: App) -> str:
    return app.app_id


def get_app(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Answer:
    """Answer GetApp."""
    return {"app": _app(world, find_app(region, parameters, now), now)}


def list_branches(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Answer:
    """Answer ListBranches."""
    app = find_app(region, parameters, now)
    sites = region.sites_of(app, now)
    size = page_size(parameters, BRANCHES_PAGE)
    page, token = cut_page(f"branches {app.app_id}", sites, _branch_name, parameters.get("nextToken"), size)
    return {"branches": [_branch(world, site, now) for site in page], "nextToken": token}


def _branch_name(site: Site) -> str:
    return site.plan.name


def get_branch(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Answer:
    """Answer GetBranch."""
    return {"branch": _branch(world, find_site(region, parameters, now), now)}


def list_jobs(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Answer:
    """Answer ListJobs: newest first."""
    site = find_site(region, parameters, now)
    kind = f"jobs {site.mark}"
    size = page_size(parameters, JOBS_PAGE)
    token = parameters.get("nextToken")
    below = float(read_token(kind, str(token))) if token else float("inf")
    next_token = None
    page: list[Build] = []
    for build in world.jobs(site, now, below):
        if len(page) == size:
            next_token = write_token(kind, str(page[-1].job_id))
            break
        page.append(build)
    summaries = [world.summary(build, now) for build in page]
    if site.plan.quirk:
        summaries = spoil_list(site.plan.quirk, summaries)
    return {"jobSummaries": summaries, "nextToken": next_token}


def get_job(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Answer:
    """Answer GetJob."""
    build = find_job(world, region, parameters, now)
    summary, steps = write_job(build, now)
    quirk = build.site.plan.quirk
    if quirk:
        spoiled = spoil_steps(quirk, steps, build.job_id)
        return {"job": {"summary": spoil_summary(quirk, summary, build.job_id), "steps": spoiled}}
    return {"job": {"summary": summary, "steps": steps}}


def start_job(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Answer:
    """Answer StartJob; not idempotent."""
    site = find_site(region, parameters, now)
    job_type = str(parameters["jobType"])
    if job_type in ("MANUAL", "WEB_HOOK"):
        raise Fault("BadRequestException", f"The requested jobType {job_type} does not support.", 400)
    if site.is_manual:
        message = "Operation not supported. App is not connected to a repository."
        raise Fault("BadRequestException", message, 400)
    commit = _commit(world, site, parameters, now)
    if any(build.ended > now for build in world.live(site, now)):
        message = f"The requested branch {site.arn} already have pending or running jobs"
        raise Fault("LimitExceededException", message, 429)
    queue = world.queue(region)
    build = queue.add(
        site,
        now,
        lambda job_id: world.make(
            site, job_id, now, job_type=job_type, commit=commit, cause=world.draw_failure(site, job_id)
        ),
    )
    return {"jobSummary": write_started(build)}


def _commit(world: World, site: Site, parameters: Mapping[str, object], now: float) -> Commit | None:
    """Return what to build; None for the newest commit."""
    if parameters["jobType"] == "RETRY":
        if "jobId" not in parameters:
            raise Fault("BadRequestException", "jobId is required for jobType RETRY.", 400)
        old = find_job(world, world.region(site.app.region, site.app.account), parameters, now).commit
        return None if old.sha == "HEAD" else old
    sha = str(parameters.get("commitId") or "HEAD")
    if sha == "HEAD":
        return None
    message = parameters.get("commitMessage")
    at = parameters.get("commitTime")
    committed = at.timestamp() if isinstance(at, datetime) else now
    return Commit(sha, None if message is None else str(message), committed, sha)


def stop_job(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Answer:
    """Answer StopJob: at once for a job that waits, after a while or very late for one that runs."""
    build = find_job(world, region, parameters, now)
    if build.ended <= now:
        raise Fault("BadRequestException", f"Job {build.job_id} is already in a terminal state.", 400)
    if build.stopped > now:
        luck = fraction(world.seed, build.site.mark, build.job_id, "stop")
        wait = HANG if build.site.plan.is_sticky else 5.0 + 7.0 * luck
        build = world.queue(region).stop(build, now, now if build.started > now else now + wait)
    return {"jobSummary": world.summary(build, now)}


def delete_job(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Answer:
    """Answer DeleteJob: only for a job that has ended."""
    build = find_job(world, region, parameters, now)
    if build.ended > now:
        raise Fault("BadRequestException", f"Job {build.job_id} is still going and cannot be deleted.", 400)
    world.deleted.add((build.site, build.job_id))
    return {"jobSummary": world.summary(build, now)}
