"""Outcomes, scope and manners of the finder."""

from __future__ import annotations

import time
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.causes.finder import find_cause
from amplify_tui.model.causes.finding import Finding, Outcome
from amplify_tui.model.logs.parsed import ParsedLog
from tests.model.causes.collection import OwnLog, own_logs
from tests.model.causes.outputs import STAMP, outputs

DECIDED_THOUGH_CUT = {"cut-while-npm-error-flows.log"}
"""Logs that break off after a line that leaves no doubt."""


def find(*records: str, step: str = "") -> Finding:
    """Find the cause in records such as ``W text``; a line without level is taken as it is."""
    names = {"I ": "INFO", "W ": "WARNING", "E ": "ERROR"}
    lines = [
        f"{STAMP} [{names[record[:2]]}]: {record[2:]}" if record[:2] in names else record
        for record in records
    ]
    return find_cause(ParsedLog.of("\n".join(lines).encode()), step=step)


@pytest.mark.parametrize("log", own_logs(), ids=lambda log: log.path.stem)
def test_the_collection_is_read_as_a_person_reads_it(log: OwnLog) -> None:
    finding = find_cause(ParsedLog.of(log.data))
    if log.path.name in DECIDED_THOUGH_CUT:
        assert finding.outcome is Outcome.FAILED
        return
    assert finding.outcome.value == log.outcome
    if log.outcome != "failed":
        assert finding.cause is None
        return
    assert finding.cause is not None
    assert any(abs(finding.cause.line - line) <= 1 for line in log.lines), finding.cause
    if log.command:
        assert finding.cause.command == log.command


@pytest.mark.parametrize("text", ["", "\n", "\n\n\n", "hello", "Build finished.\nAll good.\n"])
def test_what_is_no_log_ends_unknown(text: str) -> None:
    assert find_cause(ParsedLog.of(text.encode())) == Finding(Outcome.UNKNOWN)


def test_a_log_of_another_service_is_understood_as_far_as_it_goes() -> None:
    finding = find(
        "Run npm ci", "npm error code ETARGET", "npm error notarget No matching version found for a@9."
    )
    assert finding.outcome is Outcome.FAILED
    assert finding.cause is not None
    assert finding.cause.line == 3
    assert (finding.cause.phase, finding.cause.command, finding.cause.exit_code) == ("", "", None)


def test_amplifys_own_error_after_a_success_is_a_failure() -> None:
    finding = find(
        "I # Starting phase: build",
        "I # Executing command: npm run build",
        "W Error: one picture was skipped",
        "I # Completed phase: build",
        "I ## Build completed successfully",
        "E !!! CustomerError: Artifact directory doesn't exist: out",
    )
    assert finding.outcome is Outcome.FAILED
    assert finding.cause is not None
    assert finding.cause.line == 6
    assert finding.cause.command == ""
    assert "“out”" in finding.cause.hint


def test_errors_that_a_success_survived_are_no_cause() -> None:
    finding = find(
        "I # Starting phase: build",
        "I # Executing command: npm run lint || true",
        "W Error: the linter fell over",
        "I ## Build completed successfully",
    )
    assert finding == Finding(Outcome.SUCCEEDED)


def test_an_error_of_amplifys_own_before_a_success_is_no_failure() -> None:
    finding = find("E !!! The cache could not be read", "I ## Build completed successfully")
    assert finding == Finding(Outcome.SUCCEEDED)


def test_an_error_of_an_earlier_command_is_not_the_cause() -> None:
    finding = find(
        "I # Starting phase: preBuild",
        "I # Executing command: npm ci || true",
        "W npm error code EUSAGE",
        "W npm error The `npm ci` command can only install with an existing package-lock.json or",
        "I # Executing command: ./publish",
        "W publish: page 3 is not there",
        "E !!! Build failed",
        "E !!! Error: Command failed with exit code 4",
    )
    assert finding.cause is not None
    assert (finding.cause.line, finding.cause.command, finding.cause.exit_code) == (6, "./publish", 4)
    assert finding.cause.phase == "preBuild"


def test_without_any_word_the_exit_code_is_all_there_is_to_say() -> None:
    finding = find(
        "I # Starting phase: build",
        "I # Executing command: false",
        "E !!! Build failed",
        "E !!! Error: Command failed with exit code 1",
    )
    assert finding.cause is not None
    assert finding.cause.line in {3, 4}
    assert finding.cause.hint == ""


def test_of_many_alike_the_first_is_the_cause() -> None:
    finding = find(
        "I # Starting phase: build",
        "I # Executing command: npx tsc",
        "I src/a.ts(1,2): error TS2304: Cannot find name 'b'.",
        "I src/c.ts(3,4): error TS2304: Cannot find name 'd'.",
        "E !!! Build failed",
    )
    assert finding.cause is not None
    assert finding.cause.line == 3
    assert finding.cause.place == "src/a.ts:1:2"


def test_a_log_that_breaks_off_has_failed_only_where_a_line_leaves_no_doubt() -> None:
    begun = ("I # Starting phase: build", "I # Executing command: npm run build")
    assert find(*begun, "W Error: could not fetch the weather").outcome is Outcome.UNKNOWN
    assert find(*begun, "W Type error: Expected 1 argument.").outcome is Outcome.FAILED


def test_a_deploy_log_names_its_phase() -> None:
    text = '2026-01-01T00:00:00 [ERROR]: {"message":"The archive is odd","code":"Odd"}\n'
    for step in ("DEPLOY", ""):
        finding = find_cause(ParsedLog.of(text.encode()), step=step)
        assert finding.cause is not None
        assert finding.cause.phase == "deploy"


def test_a_cause_is_one_safe_line() -> None:
    finding = find(
        "I # Starting phase: build",
        "I # Executing command: x",
        "W Error: \x1b]0;title\x07[bold]\u202egnp.exe " + "a" * 5_000,
        "E !!! Build failed",
    )
    assert finding.cause is not None
    assert finding.cause.text.startswith("Error: [bold]gnp.exe aaa")
    assert len(finding.cause.text) <= 400


@given(
    st.lists(
        st.one_of(
            st.text(max_size=200),
            st.sampled_from([line for output in outputs() for line in output.lines()]),
            st.sampled_from(
                ["I # Starting phase: ", "# Executing command: ", "!!! Build failed", "\x1b[31m"]
            ),
        ),
        max_size=40,
    ),
    st.text(max_size=10),
)
def test_no_text_makes_it_raise(lines: list[str], step: str) -> None:
    log = ParsedLog.of("\n".join(lines).encode("utf-8", "surrogatepass"))
    finding = find_cause(log, step=step)
    if finding.cause is not None:
        assert finding.outcome is Outcome.FAILED
        assert (
            1 <= finding.cause.excerpt[0] <= finding.cause.line <= finding.cause.excerpt[1] <= log.line_count
        )
        assert all(getattr(finding.cause, each.name) is not ... for each in fields(finding.cause))


@given(st.binary(max_size=2_000))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    find_cause(ParsedLog.of(data))


@pytest.mark.parametrize(
    "text",
    [
        "compiling src/components/Widget.tsx in 41 ms, and some more words about modules",
        "Error: failed to fetch page 7: cannot connect, not found, invalid",
        "12:4  Warning: 'x' is defined but never used.  @typescript-eslint/no-unused-vars",
        "    at Object.x (/codebuild/output/node_modules/foo/error.js:12:3) not found",
        "error " + "x y: " * 2_000,
    ],
)
def test_a_large_log_costs_no_more_than_a_moment(text: str) -> None:
    record = f"{STAMP} [WARNING]: {text}\n"
    head = f"{STAMP} [INFO]: # Starting phase: build\n{STAMP} [INFO]: # Executing command: x\n"
    log = ParsedLog.of(
        (head + record * (4_000_000 // len(record)) + f"{STAMP} [ERROR]: !!! Build failed\n").encode()
    )
    find_cause(log)
    began = time.process_time()
    find_cause(log)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "farewell",
    [
        "Node.js v20.18.1",
        "✖ There was an error initializing your environment.",
        "An error occurred during the push operation: the layer is too large",
        "> Export encountered errors on 1 path:",
        "ampx generate outputs",
    ],
)
def test_a_log_that_breaks_off_after_a_farewell_has_failed(farewell: str) -> None:
    records = ("I # Executing command: npm run build", "W AxiosError: Request failed with status code 401")
    assert find(*records).outcome is Outcome.UNKNOWN
    finding = find(*records, f"W {farewell}")
    assert finding.outcome is Outcome.FAILED
    assert finding.cause is not None
    assert finding.cause.line == 2


def test_what_was_killed_is_known_without_an_exit_code() -> None:
    finding = find(
        "I # Executing command: npm run build",
        "W 1320 Killed                  npm run build:ssr",
        "E !!! Build failed",
        "E !!! Non-Zero Exit Code detected",
    )
    assert finding.cause is not None
    assert (finding.cause.line, finding.cause.kind) == (2, "out-of-memory")
