"""How the world's things are written in an answer of Amplify's."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from amplify_tui.simulator.causes import CAUSES
from amplify_tui.simulator.contract import Presigned

if TYPE_CHECKING:
    from amplify_tui.simulator.places import App, Site
    from amplify_tui.simulator.timeline import Build, Stage

Answer = dict[str, object]


def moment(seconds: float | None) -> datetime | None:
    """Turn epoch seconds into an aware time, to the millisecond.

    Args:
        seconds: None for what has not happened.
    """
    return None if seconds is None else datetime.fromtimestamp(round(seconds, 3), UTC)


def write_app(app: App, production: tuple[Site, Build] | None) -> Answer:
    """Write an app with the secrets that Amplify sends along.

    Args:
        app: The app.
        production: Branch of stage PRODUCTION and its last ended job; None where there is none.
    """
    plan = app.plan
    answer: Answer = {
        "appId": app.app_id,
        "appArn": app.arn,
        "name": plan.name,
        "tags": {"team": "web"},
        "description": plan.description or None,
        "repository": plan.repository or None,
        "platform": plan.platform,
        "createTime": moment(app.created),
        "updateTime": moment(app.created + 86_400.0),
        "iamServiceRoleArn": None,
        "environmentVariables": {"API_TOKEN": f"fake-token-of-{app.app_id}", "_LIVE_UPDATES": "[]"},
        "defaultDomain": f"{app.app_id}.amplifyapp.com",
        "enableBranchAutoBuild": bool(plan.repository),
        "enableBranchAutoDeletion": False,
        "enableBasicAuth": True,
        "basicAuthCredentials": "ZmFrZTphcHAtcGFzc3dvcmQ=",
        "customRules": [{"source": "/<*>", "target": "/index.html", "status": "404-200"}],
        "buildSpec": "version: 1\nfrontend:\n  phases:\n    build:\n      commands: ['npm run build']\n",
        "customHeaders": "",
        "enableAutoBranchCreation": False,
    }
    if production is not None:
        site, build = production
        answer["productionBranch"] = {
            "lastDeployTime": moment(build.ended),
            "status": build.outcome if build.outcome != "CANCELLED" else "FAILED",
            "thumbnailUrl": Presigned(site.path(build.job_id, "SCREENSHOTS", "thumbnail.png")),
            "branchName": site.plan.name,
        }
    return answer


def write_branch(site: Site, active: int | None) -> Answer:
    """Write a branch with the secrets that Amplify sends along.

    Args:
        site: The branch.
        active: Id of its last successful job; None for none.
    """
    plan, app = site.plan, site.app
    name = plan.name.replace("/", "-")
    answer: Answer = {
        "branchArn": site.arn,
        "branchName": plan.name,
        "description": None,
        "tags": {},
        "stage": plan.stage,
        "displayName": name,
        "enableNotification": False,
        "createTime": moment(site.created),
        "updateTime": moment(site.created + (3600.0 if site.created < app.created + 86_400.0 else 0.0)),
        "environmentVariables": {"DATABASE_URL": f"postgres://fake:fake-password@db/{app.app_id}"},
        "enableAutoBuild": not site.is_manual,
        "customDomains": [f"https://{name}.{app.app_id}.amplifyapp.com"]
        if plan.stage == "PRODUCTION"
        else [],
        "framework": app.plan.framework,
        "activeJobId": None if active is None else f"{active:010}",
        "totalNumberOfJobs": "0",
        "enableBasicAuth": True,
        "basicAuthCredentials": "ZmFrZTpicmFuY2gtcGFzc3dvcmQ=",
        "ttl": "5",
        "enablePullRequestPreview": bool(plan.source),
    }
    if active is not None:
        answer["thumbnailUrl"] = Presigned(site.path(active, "SCREENSHOTS", "thumbnail.png"))
    return answer | _write_ties(site)


def _write_ties(site: Site) -> Answer:
    """Write what only some branches have: a pull request behind them, a backend beside them."""
    plan, app = site.plan, site.app
    ties: Answer = {}
    if plan.source:
        ties |= {
            "sourceBranch": plan.source,
            "destinationBranch": "main",
            "pullRequestEnvironmentName": "pr",
        }
    if plan.environment:
        ties["backendEnvironmentArn"] = f"{app.arn}/backendenvironments/{plan.environment}"
    if app.plan.is_gen2:
        stack = f"stack/amplify-{app.app_id}-{plan.name.replace('/', '-')}/1f0a2b3c"
        ties["backend"] = {"stackArn": f"arn:aws:cloudformation:{app.region}:{app.account}:{stack}"}
    return ties


def write_summary(build: Build, now: float) -> Answer:
    """Write a job as ListJobs does.

    Args:
        build: The job.
        now: Epoch seconds.
    """
    is_over = now >= build.ended
    answer: Answer = {
        "jobArn": build.site.job_arn(build.job_id),
        "jobId": str(build.job_id),
        "commitId": build.commit.sha,
        "commitMessage": build.commit.message,
        "commitTime": moment(build.commit.at),
        "startTime": moment(build.started) if build.started <= min(now, build.stopped) else None,
        "status": build.status(now),
        "endTime": moment(build.ended) if is_over else None,
        "jobType": build.job_type,
    }
    if build.site.is_manual and build.job_id % 3 == 0:
        answer["sourceUrl"] = f"s3://acme-releases/brochure/{build.job_id}.zip"
        answer["sourceUrlType"] = "ZIP"
    return answer


def write_started(build: Build) -> Answer:
    """Write a job as StartJob does: without a start and without its type.

    Args:
        build: The job.
    """
    answer = write_summary(build, build.arrived)
    return {name: value for name, value in answer.items() if name not in ("startTime", "endTime", "jobType")}


def write_job(build: Build, now: float) -> tuple[Answer, list[Answer]]:
    """Write a job and its steps as GetJob does: while it runs without its type and its end.

    Args:
        build: The job.
        now: Epoch seconds.
    """
    summary = write_summary(build, now)
    status = summary["status"]
    if status == "RUNNING":
        del summary["jobType"], summary["endTime"]
    steps = [] if status == "PENDING" else [_write_step(build, stage, now) for stage in build.stages]
    return summary, steps


def _write_step(build: Build, stage: Stage, now: float) -> Answer:
    site, job_id = build.site, build.job_id
    began, ended = build.stage_times(stage, now)
    status = build.stage_status(stage, now)
    answer: Answer = {
        "stepName": stage.name,
        "startTime": moment(began),
        "status": status,
        "endTime": moment(ended),
        "logUrl": Presigned(site.path(job_id, stage.name, "log.txt")),
        "screenshots": {},
    }
    if stage.name == "BUILD":
        answer["context"] = "Amazon Linux:2023"
        if status == "SUCCEED":
            answer["artifactsUrl"] = Presigned(site.path(job_id, "BUILD", "artifacts.zip"))
    if stage.name == "TEST":
        answer["testConfigUrl"] = Presigned(site.path(job_id, "TEST", "config.json"))
        if status in ("SUCCEED", "FAILED"):
            answer["testArtifactsUrl"] = Presigned(site.path(job_id, "TEST", "artifacts.zip"))
    if stage.name == "VERIFY" and status == "SUCCEED":
        answer["screenshots"] = {
            name: Presigned(site.path(job_id, "SCREENSHOTS", f"{name}.png")) for name in shot_names(build)
        }
    if status == "FAILED" and stage.name != "BUILD" and build.cause in CAUSES:
        answer["statusReason"] = CAUSES[build.cause].reason or None
    return answer


DEVICES = ("Desktop 1440x900", "iPad Mini", "iPhone X", "Galaxy S9+")
"""Names of screenshots that the Verify step took at the time when it still did."""


def shot_names(build: Build) -> tuple[str, ...]:
    """Return the names of a job's screenshots: none but for every sixth job that was there at the start.

    Args:
        build: The job.
    """
    newest = build.site.plan.jobs
    has_any = build.site.plan.stage == "PRODUCTION" and (newest - build.job_id) % 6 == 0
    return DEVICES if has_any and build.job_id <= newest else ()
