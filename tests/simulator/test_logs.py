from __future__ import annotations

import itertools
import re

import pytest

from amplify_tui.simulator.build_logs import LogShelf
from amplify_tui.simulator.causes import CAUSES, draw_cause
from amplify_tui.simulator.failures import read_records
from amplify_tui.simulator.timeline import Build, Commit, plan_stages
from tests.clock import STARTED_AT
from tests.simulator.desk import Desk

RECORD = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) \[(INFO|WARNING|ERROR)\]: ?(.*)")
SHORT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d \[(INFO|ERROR)\]: .+")
START = STARTED_AT.timestamp()
LUCK = (0.5,) * 8

PLACES = {
    "ssr": ("storefront", "develop"),
    "static": ("docs", "main"),
    "gen1": ("customer-portal", "develop"),
    "gen2": ("support-chat", "main"),
    "manual": ("brochure", "staging"),
    "tests": ("storefront", "main"),
}


def fail(desk: Desk, cause: str) -> tuple[Build, str]:
    """Return a job that failed of a cause, and the log of the step that did."""
    chosen = CAUSES[cause]
    app, branch = PLACES[chosen.kinds[0]]
    site = desk.world.find_site(desk.app_id(app), branch)
    assert site is not None
    stages = plan_stages(site, 300, START, LUCK, chosen.step)
    build = Build(
        site, 300, "RELEASE", Commit("f" * 40, "Message", START, "f" * 40), START, START, stages, cause
    )
    stage = next(stage for stage in stages if stage.name == chosen.step)
    return build, (LogShelf().read(build, stage, stage.ended) or b"").decode()


def test_a_build_log_keeps_to_the_grammar() -> None:
    log = Desk().log("customer-portal", "main", 205) or ""
    lines = log.rstrip("\n").split("\n")
    times = []
    for line in lines:
        match = RECORD.fullmatch(line)
        if match is None:
            assert line.startswith((" " * 33, " " * 36))
        else:
            times.append(match[1])

    assert log.endswith("\n\n")
    assert times == sorted(times)
    assert "\r" not in log


def test_a_good_build_goes_through_all_its_marks() -> None:
    desk = Desk()
    good = next(job for job in desk.jobs("customer-portal", "main") if job["status"] == "SUCCEED")
    log = desk.log("customer-portal", "main", int(good["jobId"])) or ""
    marks = (
        "# Build environment configured with",
        "# Cloning repository:",
        "# Switching to commit:",
        "# Retrieving cache...",
        "## Starting Backend Build",
        "## Completed Backend Build",
        "## Starting Frontend Build",
        "# Starting phase: preBuild",
        "# Executing command: npm ci",
        "# Completed phase: preBuild",
        "# Executing command: npm run build",
        "## Build completed successfully",
        "# Starting caching...",
        "# Environment caching completed",
    )
    places = [log.find(mark) for mark in marks]

    assert -1 not in places
    assert places == sorted(places)
    assert "[ERROR]" not in log


def test_a_running_log_only_ever_grows_line_by_line_until_the_step_ends() -> None:
    desk = Desk()
    job_id = desk.start("docs", "main")
    logs = [desk.log("docs", "main", job_id, after=float(after)) or "" for after in range(14, 240)]
    grown = [len(newer.splitlines()) - len(older.splitlines()) for older, newer in itertools.pairwise(logs)]

    assert all(newer.startswith(older) for older, newer in itertools.pairwise(logs))
    assert sum(count > 0 for count in grown) > 40
    assert max(grown) < 40
    assert logs[-1].endswith("# Environment caching completed\n\n\n")


def test_a_step_that_has_not_begun_has_no_log() -> None:
    desk = Desk()
    job_id = desk.start("docs", "main")

    assert desk.log("docs", "main", job_id, "BUILD", after=5.0) is None
    assert desk.log("docs", "main", job_id, "DEPLOY", after=30.0) is None


def test_the_log_of_a_stopped_build_breaks_off() -> None:
    desk, whole = Desk(), Desk()
    job_id = desk.start("docs", "main")
    whole.start("docs", "main")
    desk.stop("docs", "main", job_id, after=40.0)
    cut = desk.log("docs", "main", job_id, after=900.0) or ""

    assert cut == whole.log("docs", "main", job_id, after=40.0)
    assert "Environment caching" not in cut
    assert desk.log("docs", "main", job_id, "DEPLOY", after=900.0) == ""


@pytest.mark.parametrize("cause", sorted(name for name, cause in CAUSES.items() if cause.step == "BUILD"))
def test_every_failed_build_says_why_and_ends_as_amplify_ends_it(cause: str) -> None:
    build, log = fail(Desk(), cause)
    words = CAUSES[cause].lines[0][1].split("\n")[0].strip()

    assert words in log
    assert "# Environment caching completed" in log
    assert build.outcome == "FAILED"
    if CAUSES[cause].exit_code:
        assert "[ERROR]: !!! Build failed" in log
        assert f"!!! Error: Command failed with exit code {CAUSES[cause].exit_code}" in log
    else:
        assert "!!! Build failed" not in log


def test_a_log_can_say_success_and_yet_the_build_has_failed() -> None:
    _, log = fail(Desk(), "artifacts")

    assert log.index("## Build completed successfully") < log.index("!!! CustomerError: Artifact directory")


def test_a_failed_clone_names_no_commit() -> None:
    _, log = fail(Desk(), "clone")

    assert "# Switching to commit" not in log
    assert "403" in log


def test_failing_tests_and_deployments_have_logs_of_their_own() -> None:
    _, tests = fail(Desk(), "tests")
    _, deploy = fail(Desk(), "size")

    assert "1 failing" in tests
    assert all(SHORT.fullmatch(line) for line in deploy.splitlines())
    assert '"code":"BuildOutputTooLarge"' in deploy


def test_a_failed_deployment_says_so_in_its_status_reason() -> None:
    desk = Desk("failing")
    failed = [job for job in desk.jobs("brochure", "staging", size=50) if job["status"] == "FAILED"]
    step = desk.job("brochure", "staging", int(failed[0]["jobId"]))["steps"][0]

    assert step["statusReason"] == "The uploaded archive cannot be read."


@pytest.mark.parametrize("kind", [kind for kind in PLACES if kind != "tests"])
def test_only_causes_that_can_befall_an_app_are_drawn(kind: str) -> None:
    desk = Desk()
    app, branch = PLACES[kind]
    site = desk.world.find_site(desk.app_id(app), branch)
    assert site is not None
    drawn = {draw_cause(site, n / 50) for n in range(50)}

    assert all({kind, "tests"}.intersection(CAUSES[name].kinds) for name in drawn)


def test_some_logs_are_large() -> None:
    log = Desk().log("support-chat", "renovate/all-minor-patch", 65) or ""

    assert len(log) > 500_000


def test_a_shelf_forgets_the_logs_that_were_read_first() -> None:
    desk = Desk()
    for job_id in range(1, 60):
        desk.log("docs", "main", job_id)

    assert len(desk.world.logs._logs) <= 32


def test_words_of_failures_are_read_line_by_line() -> None:
    assert read_records("\nI one\n|\n|   two\nW three\n") == (("INFO", "one\n\n  two"), ("WARNING", "three"))
