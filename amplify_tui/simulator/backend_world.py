"""Backend environments of Gen 1 and the jobs of Amplify Studio."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING, Final

from amplify_tui.simulator.chance import fractions, pick, sha
from amplify_tui.simulator.contract import Fault
from amplify_tui.simulator.disfigurement import spoil_backend_job
from amplify_tui.simulator.lookup import find_app, page_size
from amplify_tui.simulator.records import moment
from amplify_tui.simulator.tokens import cut_page, read_token, write_token

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from amplify_tui.simulator.places import App, Region
    from amplify_tui.simulator.records import Answer
    from amplify_tui.simulator.world import World

PAGE: Final = 25
PAST: Final = 63
"""Jobs of each environment that are older than the world."""
STUCK: Final = 3 * 86_400.0
GOING: Final = "IN_PROGRESS"
OPERATIONS: Final = (
    "GenerateBackendAPIModels",
    "GenerateBackendAPIModels",
    "UpdateBackendAPI",
    "UpdateBackendAuth",
    "CloneBackend",
)
ERRORS: Final = (
    "Error: Schema is not valid: the @connection directive is missing an index on type Invoice",
    "Backend environment is locked by another deployment",
    "CloudFormation stack amplify-customerportal-dev is in state UPDATE_ROLLBACK_COMPLETE",
)


@dataclass(frozen=True, slots=True)
class BackendRecord:
    """One backend job.

    Attributes:
        number: Counted from 1 in its environment.
        job_id: AmplifyBackend's id.
        operation: What it does.
        created: Epoch seconds.
        ended: Epoch seconds; infinite for one that is stuck.
        error: Why it fails; empty for one that does not.
        edited: Status that somebody wrote over it; empty for none.
        edited_at: When, epoch seconds.
    """

    number: int
    job_id: str
    operation: str
    created: float
    ended: float
    error: str = ""
    edited: str = ""
    edited_at: float = 0.0

    def status(self, now: float) -> str:
        """Tell the status at a moment.

        Args:
            now: Epoch seconds.
        """
        if self.edited:
            return self.edited
        if now < self.ended:
            return GOING
        return "FAILED" if self.error else "COMPLETED"


def _make(world: World, app: App, environment: str, number: int) -> BackendRecord:
    mark = (world.seed, app.app_id, environment, number)
    luck = fractions(*mark)
    is_stuck = environment == app.plan.stuck_environment and number == PAST
    if is_stuck:
        created, ended = world.started - STUCK, inf
    elif number <= PAST:
        created = world.started - STUCK - 7_200.0 - (PAST - number + 0.5 * luck[0]) * 21_600.0
        ended = created + 20.0 + 120.0 * luck[1]
    else:
        created = world.started + (number - PAST - 0.5 * luck[0]) * (world.scenario.push_seconds or 0.0) * 4.0
        ended = created + 25.0 + 60.0 * luck[1]
    digits = sha(*mark)
    job_id = "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))
    error = pick(ERRORS, *mark, "error") if luck[2] < 0.12 and not is_stuck else ""  # noqa: PLR2004 - as hosting jobs
    operation = OPERATIONS[0] if is_stuck else pick(OPERATIONS, *mark, "operation")
    return BackendRecord(number, job_id, operation, created, ended, error)


def _records(
    world: World, app: App, environment: str, now: float, below: float = inf
) -> Iterator[BackendRecord]:
    """Walk through an environment's jobs, newest first, as edited."""
    stuck = _edited(world, app, environment, _make(world, app, environment, PAST))
    newest = PAST
    pace = world.scenario.push_seconds
    if pace is not None:
        newest += max(int((now - world.started) / (pace * 4.0)) + 1, 0)
    for number in range(int(min(newest, below - 1)), 0, -1):
        record = (
            stuck
            if number == PAST
            else _edited(world, app, environment, _make(world, app, environment, number))
        )
        is_blocked = (
            number > PAST and stuck.ended == inf and not (stuck.edited and stuck.edited_at < record.created)
        )
        if record.created <= now and not is_blocked:
            yield record


def _edited(world: World, app: App, environment: str, record: BackendRecord) -> BackendRecord:
    edit = world.backend_edits.get((app.app_id, environment, record.job_id))
    if edit is None:
        return record
    status, operation, at = edit
    return replace(record, operation=operation or record.operation, edited=status, edited_at=at)


def _write_time(app: App, environment: str, seconds: float) -> object:
    """Write a time in one of the three ways that its unknown format leaves open."""
    way = app.plan.environments.index(environment) % 3
    if way == 0:
        return int(seconds)
    return f"{moment(seconds):%Y-%m-%dT%H:%M:%S.000Z}" if way == 1 else str(int(seconds * 1000))


def _write_record(app: App, environment: str, record: BackendRecord, now: float) -> Answer:
    updated = (
        record.edited_at
        if record.edited
        else min(record.ended, now)
        if record.ended < inf
        else record.created
    )
    answer: Answer = {
        "AppId": app.app_id,
        "BackendEnvironmentName": environment,
        "JobId": record.job_id,
        "Operation": record.operation,
        "Status": record.status(now),
        "CreateTime": _write_time(app, environment, record.created),
        "UpdateTime": _write_time(app, environment, updated),
        "Error": record.error if record.status(now) == "FAILED" and record.error else None,
    }
    return spoil_backend_job(answer, record.number) if app.plan.quirk else answer


def _find_environment(region: Region, parameters: Mapping[str, object], now: float) -> tuple[App, str]:
    app = find_app(region, parameters, now, "AppId")
    environment = str(parameters.get("BackendEnvironmentName") or "")
    if not app.plan.environments or (environment and environment not in app.plan.environments):
        raise Fault(
            "NotFoundException", f"Backend environment {environment} not found for app {app.app_id}", 404
        )
    return app, environment


def _find_record(world: World, region: Region, parameters: Mapping[str, object], now: float) -> BackendRecord:
    app, environment = _find_environment(region, parameters, now)
    job_id = str(parameters["JobId"])
    found = next(
        (record for record in _records(world, app, environment, now) if record.job_id == job_id), None
    )
    if found is None:
        raise Fault("NotFoundException", f"Backend job {job_id} not found", 404)
    return found


def list_backend_environments(
    world: World,
    region: Region,
    parameters: Mapping[str, object],
    now: float,
) -> Answer:
    """Answer ListBackendEnvironments: none for apps of Gen 2."""
    app = find_app(region, parameters, now)
    wanted = parameters.get("environmentName")
    names = [name for name in app.plan.environments if wanted in (None, name)]
    size = page_size(parameters, 50)
    page, token = cut_page(f"environments {app.app_id}", names, str, parameters.get("nextToken"), size)
    found = [
        {
            "backendEnvironmentArn": f"{app.arn}/backendenvironments/{name}",
            "environmentName": name,
            "stackName": f"amplify-{app.plan.name.replace('-', '')}-{name}-101112",
            "deploymentArtifacts": f"amplify-{app.plan.name.replace('-', '')}-{name}-101112-deployment",
            "createTime": moment(app.created + 600.0),
            "updateTime": moment(world.started - STUCK),
        }
        for name in page
    ]
    return {"backendEnvironments": found, "nextToken": token}


def get_backend(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Answer:  # noqa: ARG001 - as all operations
    """Answer GetBackend."""
    app, environment = _find_environment(region, parameters, now)
    meta = {"providers": {"awscloudformation": {"Region": app.region}}} if environment else {}
    return {
        "AppId": app.app_id,
        "AppName": app.plan.name,
        "BackendEnvironmentList": list(app.plan.environments),
        "BackendEnvironmentName": environment or None,
        "AmplifyMetaConfig": json.dumps(meta),
        "AmplifyFeatureFlags": "{}",
    }


def list_backend_jobs(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Answer:
    """Answer ListBackendJobs: newest first, filtered by the server."""
    app, environment = _find_environment(region, parameters, now)
    kind = f"backend {app.app_id} {environment}"
    token, size = parameters.get("NextToken"), parameters.get("MaxResults")
    below = float(read_token(kind, str(token))) if token else inf
    page: list[BackendRecord] = []
    for record in _records(world, app, environment, now, below):
        shown = {"JobId": record.job_id, "Operation": record.operation, "Status": record.status(now)}
        if any(parameters.get(name) not in (None, "", value) for name, value in shown.items()):
            continue
        if len(page) == (size if isinstance(size, int) else PAGE):
            jobs = [_write_record(app, environment, found, now) for found in page]
            return {"Jobs": jobs, "NextToken": write_token(kind, str(page[-1].number))}
        page.append(record)
    return {"Jobs": [_write_record(app, environment, found, now) for found in page], "NextToken": None}


def get_backend_job(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Answer:
    """Answer GetBackendJob."""
    app, environment = _find_environment(region, parameters, now)
    return _write_record(app, environment, _find_record(world, region, parameters, now), now)


def update_backend_job(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Answer:
    """Answer UpdateBackendJob: edits the record, stops nothing."""
    app, environment = _find_environment(region, parameters, now)
    record = _find_record(world, region, parameters, now)
    status = str(parameters.get("Status") or record.status(now))
    edit = (status, str(parameters.get("Operation") or ""), now)
    world.backend_edits[app.app_id, environment, record.job_id] = edit
    return _write_record(app, environment, _edited(world, app, environment, record), now)
