from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from datetime import timedelta

import pytest

from amplify_tui.simulator.contract import Fault
from amplify_tui.simulator.pictures import SIZES, draw_page
from tests.clock import STARTED_AT
from tests.simulator.desk import Desk


def read_png(body: bytes) -> tuple[int, int]:
    """Check a PNG to its last pixel and return its width and height."""
    assert body.startswith(b"\x89PNG\r\n\x1a\n")
    at, names, pixels, size = 8, [], b"", (0, 0)
    while at < len(body):
        length, name = struct.unpack_from(">I4s", body, at)
        chunk = body[at + 8 : at + 8 + length]
        assert zlib.crc32(name + chunk) == struct.unpack_from(">I", body, at + 8 + length)[0]
        names.append(name)
        pixels += chunk if name == b"IDAT" else b""
        size = struct.unpack_from(">II", chunk) if name == b"IHDR" else size
        at += 12 + length
    assert (names[0], names[-1]) == (b"IHDR", b"IEND")
    assert len(zlib.decompress(pixels)) == size[1] * (1 + 3 * size[0])
    return size[0], size[1]


@pytest.mark.parametrize("device", sorted(SIZES))
def test_a_picture_has_the_size_of_its_device(device: str) -> None:
    assert read_png(draw_page(device, "d1")) == SIZES[device]


def test_an_unknown_device_has_a_size_too() -> None:
    width, height = read_png(draw_page("[red]toaster[/red]", "d1"))

    assert 320 <= width <= 800
    assert 480 <= height <= 960


def test_two_apps_look_different() -> None:
    assert draw_page("iPhone X", "d1") != draw_page("iPhone X", "d2")


def test_only_a_few_old_jobs_have_screenshots() -> None:
    desk = Desk()
    shots = {
        job["jobId"]: desk.job("docs", "main", int(job["jobId"]))["steps"][-1]["screenshots"]
        for job in desk.jobs("docs", "main", size=50)
    }
    filled = {job_id: urls for job_id, urls in shots.items() if urls}

    assert 0 < len(filled) < len(shots) / 4
    for urls in filled.values():
        stored = {name: desk.fetch(url) for name, url in urls.items()}
        assert {name: read_png(one.body) for name, one in stored.items() if one} == {
            name: SIZES[name] for name in urls
        }


def test_a_live_branch_has_a_thumbnail() -> None:
    desk = Desk()
    branch = desk.ask("GetBranch", appId=desk.app_id("docs"), branchName="main")["branch"]
    stored = desk.fetch(branch["thumbnailUrl"])

    assert stored is not None
    assert read_png(stored.body) == (400, 300)
    assert stored.content_type == "image/png"


def test_a_job_has_no_thumbnail_before_its_end() -> None:
    desk = Desk()
    job_id = desk.start("docs", "main")
    path = f"/{desk.app_id('docs')}/main/{job_id:010}/SCREENSHOTS/thumbnail.png"

    assert desk.world.fetch(path, STARTED_AT + timedelta(seconds=30)) is None
    assert desk.world.fetch(path, STARTED_AT + timedelta(seconds=900)) is not None


def test_the_built_site_is_there_once_it_is_built() -> None:
    desk = Desk()
    job_id = desk.start("docs", "main")
    steps = desk.job("docs", "main", job_id, after=300.0)["steps"]
    stored = desk.fetch(steps[0]["artifactsUrl"], after=300.0)

    assert "artifactsUrl" not in desk.job("docs", "main", job_id, after=30.0)["steps"][0]
    assert desk.fetch(steps[0]["artifactsUrl"], after=30.0) is None
    assert stored is not None
    with zipfile.ZipFile(io.BytesIO(stored.body)) as archive:
        assert archive.testzip() is None
        assert "index.html" in archive.namelist()


def find_tested(desk: Desk) -> int:
    return next(
        int(job["jobId"]) for job in desk.jobs("storefront", "main", size=50) if job["status"] == "SUCCEED"
    )


def test_a_test_step_keeps_artifacts_and_its_configuration() -> None:
    desk = Desk()
    step = desk.job("storefront", "main", find_tested(desk))["steps"][1]
    archive, config = desk.fetch(step["testArtifactsUrl"]), desk.fetch(step["testConfigUrl"])

    assert step["stepName"] == "TEST"
    assert archive is not None
    assert config is not None
    assert json.loads(config.body)["version"] == 1
    assert len(zipfile.ZipFile(io.BytesIO(archive.body)).namelist()) == 7


def test_artifacts_are_listed_in_pages_and_can_be_fetched() -> None:
    desk = Desk()
    job_id, app_id = find_tested(desk), desk.app_id("storefront")
    found, token = [], None
    while True:
        page = desk.ask(
            "ListArtifacts", appId=app_id, branchName="main", jobId=str(job_id), maxResults=3, nextToken=token
        )
        found += page["artifacts"]
        token = page["nextToken"]
        if token is None:
            break
    stored = {
        one["artifactFileName"]: desk.fetch(
            desk.ask("GetArtifactUrl", artifactId=one["artifactId"])["artifactUrl"]
        )
        for one in found
    }

    assert len(stored) == 7
    assert all(one is not None and one.body for one in stored.values())
    picture = stored["cypress/screenshots/login.cy.ts/keeps the session.png"]
    assert picture is not None
    assert read_png(picture.body) == (400, 300)


def test_a_job_without_tests_has_no_artifacts() -> None:
    desk = Desk()
    answer = desk.ask("ListArtifacts", appId=desk.app_id("docs"), branchName="main", jobId="120")

    assert answer == {"artifacts": [], "nextToken": None}


@pytest.mark.parametrize("artifact_id", ["", "rubbish", "YXJ0aWZhY3QKZDEvMC8xLzA=", "YXJ0aWZhY3QKYQ=="])
def test_an_unknown_artifact_is_not_found(artifact_id: str) -> None:
    with pytest.raises(Fault) as error:
        Desk().ask("GetArtifactUrl", artifactId=artifact_id)

    assert error.value.code == "NotFoundException"


@pytest.mark.parametrize(
    "tail",
    [
        "main/0000000120/BUILD/none.txt",
        "main/0000000120/NONE/log.txt",
        "main/0000099999/BUILD/log.txt",
        "none/0000000120/BUILD/log.txt",
        "main/120/BUILD/log.txt",
        "main/0000000119/SCREENSHOTS/none.png",
        "main/0000000120/TEST/files/0/x",
    ],
)
def test_nothing_is_stored_under_other_paths(tail: str) -> None:
    desk = Desk()

    assert desk.world.fetch(f"/{desk.app_id('docs')}/{tail}", STARTED_AT) is None
    assert desk.world.fetch("/etc/passwd", STARTED_AT) is None


@pytest.mark.parametrize("name", ["files/99/x", "files/x/x", "files", "none.zip"])
def test_a_test_step_keeps_nothing_else(name: str) -> None:
    desk = Desk()
    path = f"/{desk.app_id('storefront')}/main/{find_tested(desk):010}/TEST/{name}"

    assert desk.world.fetch(path, STARTED_AT) is None
