"""What jobs leave behind: test artifacts, the built site, logs and pictures."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from amplify_tui.simulator.contract import Fault, Presigned, StoredObject
from amplify_tui.simulator.lookup import find_job, page_size
from amplify_tui.simulator.object_mishaps import spoil_growth, spoil_stored
from amplify_tui.simulator.pictures import draw_page
from amplify_tui.simulator.records import shot_names
from amplify_tui.simulator.tokens import cut_page, read_token, write_token

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amplify_tui.simulator.places import Region
    from amplify_tui.simulator.records import Answer
    from amplify_tui.simulator.timeline import Build, Stage
    from amplify_tui.simulator.world import World

PAGE: Final = 50
TEXT: Final = "text/plain; charset=utf-8"
ZIP: Final = "application/zip"
_PATH: Final = re.compile(r"/(d[a-z0-9]+)/(.+)/(\d{10})/([^/]+)/(.+)", re.DOTALL)
_ID: Final = "artifact"
FILES: Final = (
    "cypress/report/mochawesome.json",
    "cypress/report/junit.xml",
    "cypress/screenshots/checkout.cy.ts/refuses an expired voucher (failed).png",
    "cypress/screenshots/login.cy.ts/keeps the session.png",
    "cypress/downloads/invoice-4711.txt",
    "coverage/lcov.info",
    "übersicht.txt",
)
"""Names of test artifacts; the hostile scenario has others."""


def _tested(build: Build, now: float) -> Stage | None:
    """Return the test step of a job if it has ended by itself."""
    stage = next((stage for stage in build.stages if stage.name == "TEST"), None)
    is_done = stage is not None and build.stage_status(stage, now) in ("SUCCEED", "FAILED")
    return stage if is_done else None


def list_artifacts(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Answer:
    """Answer ListArtifacts: what the test phase kept."""
    build = find_job(world, region, parameters, now)
    files = world.scenario.artifacts if _tested(build, now) else ()
    app = build.site.app
    index = list(app.sites).index(build.site.plan.name)
    entries = [
        (name, write_token(_ID, f"{app.app_id}/{index}/{build.job_id}/{n}")) for n, name in enumerate(files)
    ]
    kind = f"artifacts {build.site.mark} {build.job_id}"
    page, token = cut_page(kind, entries, _entry_id, parameters.get("nextToken"), page_size(parameters, PAGE))
    found = [{"artifactFileName": name, "artifactId": artifact_id} for name, artifact_id in page]
    return {"artifacts": found, "nextToken": token}


def _entry_id(entry: tuple[str, str]) -> str:
    return entry[1]


def get_artifact_url(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Answer:
    """Answer GetArtifactUrl."""
    artifact_id = str(parameters["artifactId"])
    missing = Fault("NotFoundException", f"Artifact {artifact_id} not found.", 404)
    try:
        app_id, index, job_id, n = read_token(_ID, artifact_id).split("/")
        site = list(region.apps[app_id].sites.values())[int(index)]
        build = world.find(site, int(job_id), now)
        name = world.scenario.artifacts[int(n)]
    except (Fault, KeyError, IndexError, ValueError):
        raise missing from None
    if build is None or _tested(build, now) is None:
        raise missing
    leaf = name.rpartition("/")[2] or "artifact"
    path = site.path(build.job_id, "TEST", "files", n, leaf)
    return {"artifactId": artifact_id, "artifactUrl": Presigned(path)}


def fetch_object(world: World, path: str, now: float) -> StoredObject | None:
    """Return what is stored under a path at this moment; None for nothing.

    Args:
        world: The world.
        path: As in ``Presigned``.
        now: Epoch seconds.
    """
    match = _PATH.fullmatch(path)
    site = match and world.find_site(match[1], match[2])
    build = site and world.find(site, int(match[3]), now) if match else None
    if match is None or not build:
        return None
    folder, name = match[4], match[5]
    if folder == "SCREENSHOTS":
        return _fetch_picture(build, name.removesuffix(".png"), now)
    stage = next((stage for stage in build.stages if stage.name == folder), None)
    if stage is None:
        return None
    if name == "log.txt":
        return _fetch_log(world, build, stage, now)
    return _fetch_kept(world, build, stage, name, now)


def _fetch_log(world: World, build: Build, stage: Stage, now: float) -> StoredObject | None:
    mishap = build.site.plan.log_mishap
    log = spoil_growth(
        mishap, lambda moment: world.logs.read(build, stage, moment), stage.began, stage.ended, now
    )
    return None if log is None else spoil_stored(mishap, StoredObject(log, TEXT))


def _fetch_picture(build: Build, name: str, now: float) -> StoredObject | None:
    is_there = name == "thumbnail" or name in shot_names(build)
    if build.ended > now or build.outcome != "SUCCEED" or not is_there:
        return None
    picture = StoredObject(draw_page(name, build.site.app.app_id), "image/png")
    return spoil_stored(build.site.plan.picture_mishap, picture)


def _fetch_kept(world: World, build: Build, stage: Stage, name: str, now: float) -> StoredObject | None:
    """Return what a step kept beside its log."""
    status = build.stage_status(stage, now)
    if stage.name == "BUILD" and name == "artifacts.zip" and status == "SUCCEED":
        return StoredObject(_zip_site(build), ZIP)
    if stage.name == "TEST" and name == "config.json" and now >= stage.began:
        config = {"version": 1, "artifacts": {"baseDirectory": "cypress", "files": ["**/*.png", "**/*.json"]}}
        return StoredObject(json.dumps(config, indent=2).encode(), "application/json")
    is_kept = stage.name == "TEST" and status in ("SUCCEED", "FAILED")
    return _fetch_tested(build, name, world.scenario.artifacts) if is_kept else None


def _fetch_tested(build: Build, name: str, files: tuple[str, ...]) -> StoredObject | None:
    if name == "artifacts.zip":
        return StoredObject(_zip(build, {file: _content(build, file) for file in files}), ZIP)
    head, _, rest = name.partition("/")
    number = rest.partition("/")[0]
    if head != "files" or not number.isdecimal() or int(number) >= len(files):
        return None
    file = files[int(number)]
    return StoredObject(_content(build, file), "image/png" if file.endswith(".png") else TEXT)


def _content(build: Build, file: str) -> bytes:
    if file.endswith(".png"):
        return draw_page("thumbnail", file)
    if file.endswith(".json"):
        stats = {
            "suites": 4,
            "tests": 15,
            "passes": 15 - (build.cause == "tests"),
            "failures": int(build.cause == "tests"),
        }
        return json.dumps({"stats": stats}, indent=2).encode()
    return f"{file}\njob {build.job_id} of {build.site.plan.name}\n".encode("utf-8", "replace")


def _zip_site(build: Build) -> bytes:
    title = f"{build.site.app.plan.name} {build.commit.built[:7]}"
    page = f"<!doctype html><title>{title}</title><script src=/assets/app.js></script>"
    script = f"console.log({build.job_id});\n" * 400
    return _zip(
        build,
        {"index.html": page.encode(), "assets/app.js": script.encode(), "robots.txt": b"User-agent: *\n"},
    )


def _zip(build: Build, files: Mapping[str, bytes]) -> bytes:
    """Pack files, the same bytes at every call."""
    when = datetime.fromtimestamp(build.commit.at, UTC).timetuple()[:6]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(zipfile.ZipInfo(name, when), body, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
