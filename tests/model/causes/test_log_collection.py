"""The collection of logs keeps its own promises: Amplify's grammar, many families, no two alike."""

from __future__ import annotations

import re

import pytest

from tests.model.causes.collection import FOLDER, OwnLog, failing_logs, own_logs

FAMILIES = {
    "amplify-gen1", "amplify-gen2", "angular", "astro", "build-spec", "bun", "cdk", "cloudformation",
    "corepack", "cra", "customer-error", "cypress", "deploy", "eslint", "exit-126", "exit-127",
    "exit-134", "exit-137", "exit-139", "exit-143", "flutter", "gatsby", "git", "go", "hugo", "jest",
    "nextjs-turbopack", "nextjs-webpack", "npm", "nuxt", "playwright", "pnpm", "prisma", "python", "ruby",
    "sveltekit", "timeout", "typescript", "vite", "vitest", "vue-cli", "yarn-1", "yarn-berry",
}  # fmt: skip
OTHER_TOOLS = {
    "bash", "curl", "docker", "docusaurus", "dotnet", "eleventy", "esbuild", "expo", "gradle",
    "graphql-codegen", "make", "maven", "nx", "php", "remix", "rust", "sentry", "storybook", "turborepo",
    "webpack",
}  # fmt: skip
WIDTHS = {"INFO": 33, "WARNING": 36, "ERROR": 34}
RECORD = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) \[(INFO|WARNING|ERROR)\]: ")
DEPLOY_RECORD = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d) \[(INFO|WARNING|ERROR)\]: ")
COPIED_NUMBER = re.compile(r"\d+")
each_log = pytest.mark.parametrize("log", own_logs(), ids=lambda log: log.path.stem)
each_failing_log = pytest.mark.parametrize("log", failing_logs(), ids=lambda log: log.path.stem)


def is_console_copy(log: OwnLog) -> bool:
    return log.text[0] == "0"


def without_numbers(log: OwnLog) -> list[str]:
    """Return the lines; of a copy from the console without the numbers and blanks between them."""
    if not is_console_copy(log):
        return log.text
    return [line for line in log.text if line and not COPIED_NUMBER.fullmatch(line)]


def test_the_index_names_every_log_there_is_once() -> None:
    named = [log.path.name for log in own_logs()]
    assert sorted(named) == sorted(path.name for path in FOLDER.glob("*.log"))
    assert len(named) == len(set(named))


def test_there_are_enough_logs_of_every_kind() -> None:
    outcomes = [log.outcome for log in own_logs()]
    assert outcomes.count("failed") >= 150
    assert outcomes.count("succeeded") >= 10
    assert outcomes.count("unknown") >= 3
    assert sum(map(is_console_copy, own_logs())) >= 2
    assert sum(bool(DEPLOY_RECORD.match(log.text[0])) for log in own_logs()) >= 3
    assert sum("\x1b[" in "".join(log.text) for log in own_logs()) >= 5
    assert sum(len(log.text) > 1_000 for log in own_logs()) >= 3


def test_the_failing_logs_cover_the_families() -> None:
    found = {log.family for log in failing_logs()}
    assert found >= FAMILIES
    assert found >= OTHER_TOOLS
    assert len(OTHER_TOOLS) >= 15


def test_no_two_logs_fail_with_the_same_command_and_text() -> None:
    texts = {log.path: {RECORD.sub("", text).strip() for text in log.key_texts} for log in failing_logs()}
    pairs = [(log.command, text, log.path.name) for log in failing_logs() for text in texts[log.path]]
    seen: dict[tuple[str, str], str] = {}
    for command, text, name in pairs:
        assert (command, text) not in seen, f"{name} fails as {seen[command, text]} does"
        seen[command, text] = name


@each_log
def test_every_line_is_in_the_grammar_and_no_time_goes_back(log: OwnLog) -> None:
    record = DEPLOY_RECORD if log.family == "deploy" else RECORD
    before, width = "", 0
    for number, line in enumerate(without_numbers(log), 1):
        if match := record.match(line):
            at, level = match.groups()
            assert at >= before, f"{log.path.name}:{number}: the time goes back"
            before, width = at, WIDTHS[level]
        elif line:
            assert line.startswith(" " * width), f"{log.path.name}:{number}: continuation of another width"
            assert width, f"{log.path.name}:{number}: a continuation of nothing"


@each_log
def test_every_log_is_plain_text_without_places_of_any_real_machine(log: OwnLog) -> None:
    text = log.data.decode("utf-8")
    assert "\r" not in text
    for foreign in ("registry.npm" + "js", "py" + "pi.org", "/work" + "/", "/root" + "/", "/home" + "/"):
        assert foreign not in text


@each_failing_log
def test_every_failing_log_says_where_the_cause_is(log: OwnLog) -> None:
    assert log.lines
    assert log.diagnosis.endswith(".")
    for number, text in zip(log.lines, log.key_texts, strict=True):
        assert RECORD.sub("", text).strip(), f"line {number} is blank"
    if log.command:
        assert any(line.endswith(f"# Executing command: {log.command}") for line in log.text)
    assert any("[ERROR]: " in line or "CREATE_FAILED" in line for line in log.text)


@each_log
def test_only_failing_logs_name_a_cause(log: OwnLog) -> None:
    assert bool(log.lines) == (log.outcome == "failed")
