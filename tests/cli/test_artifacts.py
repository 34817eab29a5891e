"""``artifacts --download``: what a job left behind comes to the disk."""

from __future__ import annotations

import asyncio
import zipfile
from typing import TYPE_CHECKING

import pytest

from amplify_tui.cli.progress import ProgressLine, progress_text
from amplify_tui.model.downloads import Download, DownloadPhase
from amplify_tui.model.job_files import JobFile
from amplify_tui.simulator.contract import Fault
from amplify_tui.simulator.mishaps import Mishap
from tests.cli.terminal import PATIENCE, open_terminal
from tests.services.depot import JOB, names_in

if TYPE_CHECKING:
    from pathlib import Path

    from amplify_tui.simulator.server import Simulator
    from tests.cli.conftest import CommandLine

TESTED = ("--app", "storefront", "--branch", "main")
PLAIN = ("--app", "docs", "--branch", "main")


def environment_of(amplify: CommandLine, simulator: Simulator) -> dict[str, str]:
    """Return the environment of a program of its own on the simulator's account."""
    return {
        **amplify.environment,
        "AWS_ENDPOINT_URL": simulator.url,
        "AWS_REGION": "eu-west-1",
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "HOME": str(amplify.home),
    }


async def test_everything_is_saved_where_the_user_stands(amplify: CommandLine) -> None:
    listed = (await amplify("artifacts", *TESTED, "--json", "--limit", "50")).json
    result = await amplify("artifacts", *TESTED, "--download", "all")
    assert result.code == 0
    assert not result.err
    assert len(result.rows) == len(listed) == len(names_in(amplify.folder))
    for path, size, *_ in result.rows:
        assert path.startswith(f"{amplify.folder}/")
        assert (amplify.folder / path).stat().st_size == int(size)
    assert sorted(row[2:] for row in result.rows) == sorted(
        [each["kind"], each["stepName"] or "", each["artifactFileName"]] for each in listed
    )
    assert {"BUILD-artifacts.zip", "TEST-artifacts.zip", "mochawesome.json"} <= names_in(amplify.folder)
    with zipfile.ZipFile(amplify.folder / "BUILD-artifacts.zip") as archive:
        assert "index.html" in archive.namelist()


@pytest.mark.parametrize(
    ("words", "saved"),
    [
        (("artifacts",), {"BUILD-artifacts.zip"}),
        (("ARTIFACT",), {"mochawesome.json", "junit.xml", "lcov.info", "invoice-4711.txt", "übersicht.txt",
                         "refuses an expired voucher (failed).png", "keeps the session.png"}),
        (("*.png,coverage/lcov.info",), {"refuses an expired voucher (failed).png", "keeps the session.png",
                                         "lcov.info"}),
        (("junit.xml", "--download", "testConfig"), {"junit.xml", "config.json"}),
    ],
)  # fmt: skip
async def test_names_patterns_and_kinds_choose(
    amplify: CommandLine, words: tuple[str, ...], saved: set[str]
) -> None:
    result = await amplify("artifacts", *TESTED, "--to", "out/new", "--download", *words)
    assert (result.code, result.err) == (0, "")
    assert names_in(amplify.folder / "out/new") == saved


async def test_json_tells_path_and_size(amplify: CommandLine) -> None:
    result = await amplify("artifacts", *PLAIN, "--download", "artifacts", "--json")
    path = amplify.folder / "artifacts.zip"
    assert result.json == [
        {
            "artifactFileName": "artifacts.zip",
            "artifactId": None,
            "stepName": "BUILD",
            "kind": "artifacts",
            "path": str(path),
            "size": path.stat().st_size,
        }
    ]


async def test_a_second_download_stands_beside_the_first(amplify: CommandLine) -> None:
    for _ in range(2):
        assert (await amplify("artifacts", *PLAIN, "--download", "artifacts.zip")).code == 0
    assert names_in(amplify.folder) == {"artifacts.zip", "artifacts (2).zip"}


async def test_what_is_not_there_is_not_found(amplify: CommandLine) -> None:
    result = await amplify("artifacts", *PLAIN, "--download", "nothing.zip")
    assert result.code == 5
    assert "has left no nothing.zip behind. There is: artifacts.zip" in result.err
    result = await amplify("artifacts", *PLAIN, "--download", "testConfig", "--json")
    assert (result.code, result.json["error"]["code"]) == (5, "NotThere")
    assert names_in(amplify.folder) == set()


async def test_a_job_without_files_has_none_to_save(amplify: CommandLine) -> None:
    jobs = (await amplify("jobs", *PLAIN, "--json", "--limit", "50")).json
    failed = next(job["jobId"] for job in jobs if job["status"] == "FAILED")
    plain = await amplify("artifacts", *PLAIN, "--job", failed)
    assert (plain.code, plain.out) == (0, "")
    result = await amplify("artifacts", *PLAIN, "--job", failed, "--download", "all")
    assert (result.code, result.out) == (5, "")
    assert "has left nothing behind" in result.err


async def test_a_download_that_fails_says_why_and_the_others_are_saved(
    amplify: CommandLine, simulator: Simulator
) -> None:
    simulator.fail_next("GetArtifactUrl", Fault("NotFoundException", "Artifact not found.", 404))
    result = await amplify("artifacts", *TESTED, "--download", "artifact")
    assert result.code == 5
    assert len(result.rows) == 6
    assert result.err.count("\n") == 1
    assert len(names_in(amplify.folder)) == 6
    simulator.fail_next("GetObject", Mishap.HTML)
    result = await amplify("artifacts", *TESTED, "--download", "artifacts", "--json", "--to", "x")
    assert result.code == 6
    assert result.json[0]["error"]["code"] == "HtmlPage"
    assert (result.json[0]["path"], result.json[0]["size"]) == (None, None)


async def test_a_folder_that_is_none_is_a_usage_error(amplify: CommandLine) -> None:
    (amplify.folder / "file").write_text("x")
    result = await amplify("artifacts", *PLAIN, "--download", "all", "--to", "file")
    assert (result.code, result.out) == (2, "")
    assert "--to: file is no folder." in result.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--to", "x"), "--to says where --download puts files"),
        (("--download", "all", "--urls"), "Take one of them"),
        (("--download",), "expected one argument"),
    ],
)
async def test_options_that_make_no_sense_are_refused(
    command_line: CommandLine, arguments: tuple[str, ...], words: str
) -> None:
    result = await command_line("artifacts", *PLAIN, *arguments)
    assert (result.code, result.out) == (2, "")
    assert words in result.err


async def test_on_a_terminal_a_line_shows_how_far_it_is(amplify: CommandLine, simulator: Simulator) -> None:
    hold = simulator.hold_next("GetObject")
    arguments = ("artifacts", *PLAIN, "--download", "artifacts", "--no-color")
    async with open_terminal(
        *arguments, environment=environment_of(amplify, simulator), folder=amplify.folder
    ) as terminal:
        await asyncio.wait_for(hold.arrived.wait(), PATIENCE)
        await terminal.until("0 of 1 file")
        hold.release()
        assert await terminal.end() == 0
    assert "\r\x1b[K" in terminal.text
    size = (amplify.folder / "artifacts.zip").stat().st_size
    assert terminal.text.endswith(f"{amplify.folder / 'artifacts.zip'} {size} B\r\n")


async def test_ctrl_c_leaves_nothing_half_written(amplify: CommandLine, simulator: Simulator) -> None:
    hold = simulator.hold_next("GetObject")
    arguments = ("artifacts", *PLAIN, "--download", "artifacts")
    async with open_terminal(
        *arguments, environment=environment_of(amplify, simulator), folder=amplify.folder
    ) as terminal:
        await asyncio.wait_for(hold.arrived.wait(), PATIENCE)
        await terminal.until("0 of 1 file")
        assert names_in(amplify.folder) == {"artifacts.zip.part"}
        terminal.type("\x03")
        assert await terminal.end() == 130
    assert names_in(amplify.folder) == set()
    hold.release()


def test_progress_is_told_in_one_line() -> None:
    files = [JobFile(JOB, "artifact", name, artifact_id=name) for name in "abc"]
    loading = Download(files[0], DownloadPhase.LOADING, 4_200_000, 9_000_000, 1_100_000.0)
    done = Download(files[1], DownloadPhase.DONE, 500, 500, path="/x")
    assert progress_text([loading]) == "0 of 1 file  4.2 MB of 9.0 MB  1.1 MB/s  0:00:04 left"
    assert progress_text([loading, done, None]) == "1 of 3 files  4.2 MB  1.1 MB/s"
    paused = Download(files[2], DownloadPhase.PAUSING, 1, 2)
    assert progress_text([paused]).endswith("1 B of 2 B  connection lost, trying again")


def test_nothing_is_written_where_nobody_watches(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = JobFile(JOB, "artifact", "a", artifact_id="a")
    line = ProgressLine([file])
    line.show(Download(file, DownloadPhase.LOADING, 1, 2))
    line.clear()
    assert capsys.readouterr() == ("", "")
