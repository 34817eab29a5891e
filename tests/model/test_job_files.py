"""The files of a job: what is listed, under which names they are saved, where they are now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.file_names import safe_name
from amplify_tui.model.job_files import JobFile, files_of, find_url, folder_name
from amplify_tui.model.jobs import Job
from amplify_tui.model.keys import AppKey, BranchKey, JobKey, Target
from amplify_tui.model.steps import Artifact, JobDetail, PresignedUrl, Step

JOB = JobKey(BranchKey(AppKey(Target("demo", "eu-west-1"), "d1shop"), "feature/login"), 57)
HOST = "https://store.example/d1shop"


def url(path: str, query: str = "one") -> PresignedUrl:
    return PresignedUrl(f"{HOST}/{path}", query, datetime(2026, 11, 21, tzinfo=UTC) + timedelta(hours=1))


def detail(*steps: Step) -> JobDetail:
    return JobDetail(Job(JOB, "SUCCEED"), steps)


BUILD = Step("BUILD", "SUCCEED", log_url=url("BUILD/log.txt"), artifacts_url=url("BUILD/artifacts.zip"))
TEST = Step(
    "TEST",
    "SUCCEED",
    log_url=url("TEST/log.txt"),
    test_artifacts_url=url("TEST/artifacts.zip"),
    test_config_url=url("TEST/config.json"),
)
VERIFY = Step(
    "VERIFY",
    "SUCCEED",
    screenshots=(("iPhone/X", url("SCREENSHOTS/a%20b.png")), ("home.PNG", url("SCREENSHOTS/home.png"))),
)


def test_what_the_steps_name_stands_before_what_list_artifacts_names() -> None:
    files = files_of(
        detail(BUILD, TEST, VERIFY), (Artifact("a/report.json", "1"), Artifact("junit.xml", "2"))
    )
    assert [(file.kind, file.step_name, file.name, file.artifact_id) for file in files] == [
        ("artifacts", "BUILD", "artifacts.zip", None),
        ("testArtifacts", "TEST", "artifacts.zip", None),
        ("testConfig", "TEST", "config.json", None),
        ("screenshot", "VERIFY", "iPhone/X", None),
        ("screenshot", "VERIFY", "home.PNG", None),
        ("artifact", None, "a/report.json", "1"),
        ("artifact", None, "junit.xml", "2"),
    ]


def test_names_on_disk_tell_steps_apart_and_have_an_ending() -> None:
    files = files_of(detail(BUILD, TEST, VERIFY), (Artifact("a/report.json", "1"),), with_logs=True)
    assert [file.save_name for file in files] == [
        "BUILD-artifacts.zip",
        "BUILD-log.txt",
        "TEST-artifacts.zip",
        "config.json",
        "TEST-log.txt",
        "iPhone-X.png",
        "home.PNG",
        "report.json",
    ]
    (lone,) = files_of(detail(Step("BUILD", "SUCCEED", artifacts_url=url("BUILD/artifacts.zip"))), ())
    assert lone.save_name == "artifacts.zip"


def test_what_is_named_twice_is_listed_once() -> None:
    twice = files_of(detail(BUILD, BUILD), (Artifact("x", "1"), Artifact("x", "1"), Artifact("x", "2")))
    assert [(file.name, file.save_name) for file in twice] == [
        ("artifacts.zip", "artifacts.zip"), ("x", "x"), ("x", "x (2)"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("", "unnamed.png"),
        ("  ", "unnamed.png"),
        ("\x1b]8;;x\x1b\\link\x1b]8;;\x1b\\", "link.png"),
        ("..", "png"),
    ],
)
def test_a_screenshots_name_becomes_a_files(name: str, saved: str) -> None:
    shown = Step("VERIFY", "SUCCEED", screenshots=((name, url("a.png")),))
    (file,) = files_of(detail(shown), ())
    assert file.save_name == saved


def test_a_job_without_steps_has_no_files() -> None:
    assert files_of(detail(), ()) == ()


def test_a_file_is_the_same_when_its_address_is_signed_anew() -> None:
    (old,) = files_of(detail(Step("BUILD", "X", artifacts_url=url("a.zip", "one"))), ())
    (new,) = files_of(detail(Step("BUILD", "X", artifacts_url=url("a.zip", "two"))), ())
    assert (old, old.key) == (new, new.key)
    other = files_of(detail(Step("BUILD", "X", artifacts_url=url("b/a.zip"))), ())[0]
    assert other.key != old.key


def test_the_present_address_of_a_file_is_found() -> None:
    def steps(query: str) -> list[Step]:
        return [Step("BUILD", "X", artifacts_url=url(f"{each}/artifacts.zip", query)) for each in (1, 2)]

    files = files_of(detail(*steps("old")), ())
    fresh = detail(*steps("new"))
    found = [find_url(file, fresh) for file in files]
    assert [each.reveal() for each in found if each] == [
        f"{HOST}/1/artifacts.zip?new", f"{HOST}/2/artifacts.zip?new",
    ]  # fmt: skip
    moved = detail(Step("BUILD", "X", artifacts_url=url("3/artifacts.zip", "new")))
    assert find_url(files[0], moved) == url("3/artifacts.zip")
    assert find_url(files[0], detail(TEST)) is None
    (log,) = (file for file in files_of(detail(BUILD), (), with_logs=True) if file.kind == "log")
    assert find_url(log, detail(BUILD)) == BUILD.log_url


@pytest.mark.parametrize(
    ("app", "branch", "name"),
    [
        ("storefront", "feature/login", "storefront-feature-login-57"),
        ("", "main", "d1shop-main-57"),
        ("../../etc", "..\\x", "etc-..-x-57"),
        ("\x1b]0;t\x07", "\u202emain", "main-57"),
    ],
)
def test_the_folder_of_a_job_names_app_branch_and_job(app: str, branch: str, name: str) -> None:
    job = replace(JOB, branch=replace(JOB.branch, name=branch))
    assert folder_name(app, job) == name


@given(st.lists(st.tuples(st.text(), st.text())), st.text(), st.lists(st.tuples(st.text(), st.text())))
def test_names_on_disk_are_safe_and_differ(
    artifacts: list[tuple[str, str]], step: str, shots: list[tuple[str, str]]
) -> None:
    shown = tuple((name, url(path)) for name, path in shots)
    files = files_of(
        detail(Step(step, "X", artifacts_url=url("a.zip"), log_url=url("log.txt"), screenshots=shown)),
        [Artifact(name, artifact_id) for name, artifact_id in artifacts],
        with_logs=True,
    )
    names = [file.save_name for file in files]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(name and "/" not in name and name not in {".", ".."} for name in names)
    assert safe_name(folder_name(step, JOB)) == folder_name(step, JOB)


def test_a_file_shows_no_token() -> None:
    (file,) = files_of(
        detail(Step("BUILD", "X", artifacts_url=url("a.zip", "X-Amz-Security-Token=secret"))), ()
    )
    assert "secret" not in f"{file!r} {file.key!r} {JobFile(JOB, 'artifact', 'x')}"
