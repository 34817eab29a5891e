"""events on a terminal: the plan first, then the question, then the steps."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from tests.cli.terminal import open_terminal
from tests.services.faulty_server import Reply

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.event_gate import Gate
    from tests.cli.event_places import Place


@pytest.fixture
def environment(gate: Gate, tmp_path: Path) -> dict[str, str]:
    return {
        "HOME": str(tmp_path),
        "AWS_ENDPOINT_URL": gate.url,
        "AWS_REGION": "eu-west-1",
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_EC2_METADATA_DISABLED": "true",
    }


async def test_the_plan_comes_first_and_yes_carries_it_out(
    environment: dict[str, str], place: Place, tmp_path: Path
) -> None:
    arguments = ("events", "setup", "--name", place.name)
    async with open_terminal(*arguments, environment=environment, folder=tmp_path) as terminal:
        await terminal.until("Set up? [y/N]")
        assert terminal.text.count("create") == 4
        assert f"arn:aws:events:eu-west-1:123456789012:rule/{place.name}" in terminal.text
        assert f"account 123456789012 · {environment['AWS_ENDPOINT_URL']}" in terminal.text
        assert "Created" not in terminal.text
        assert await place.is_empty()
        terminal.type("y\n")
        assert await terminal.end() == 0
    assert terminal.text.count("Created ") == 4
    assert f"--events-queue {environment['AWS_ENDPOINT_URL']}/123456789012/{place.name}" in terminal.text
    assert len(await place.queues()) == 2


async def test_the_plan_says_where_the_services_lie_that_are_not_at_one_address(
    environment: dict[str, str], place: Place, tmp_path: Path
) -> None:
    moved = environment["AWS_ENDPOINT_URL"].replace("127.0.0.1", "localhost")
    there = environment | {"AWS_ENDPOINT_URL_SQS": moved}
    arguments = ("events", "setup", "--name", place.name)
    async with open_terminal(*arguments, environment=there, folder=tmp_path) as terminal:
        await terminal.until("Set up? [y/N]")
        told = " ".join(terminal.text.split())
        assert f"EventBridge at {environment['AWS_ENDPOINT_URL']}, SQS at {moved}" in told
        terminal.type("n\n")
        assert await terminal.end() == 0


@pytest.mark.parametrize("answer", ["n\n", "\n", "yep\n"])
async def test_anything_but_yes_changes_nothing(
    environment: dict[str, str], place: Place, tmp_path: Path, answer: str
) -> None:
    arguments = ("events", "setup", "--name", place.name)
    async with open_terminal(*arguments, environment=environment, folder=tmp_path) as terminal:
        await terminal.until("Set up? [y/N]")
        terminal.type(answer)
        assert await terminal.end() == 0
    assert "Nothing was changed." in terminal.text
    assert await place.is_empty()


async def test_with_json_the_plan_is_shown_beside_the_result(
    environment: dict[str, str], place: Place, tmp_path: Path
) -> None:
    arguments = ("events", "setup", "--json", "--name", place.name)
    async with open_terminal(*arguments, environment=environment, folder=tmp_path) as terminal:
        await terminal.until("Set up? [y/N]")
        assert terminal.text.count("+ create") == 4
        terminal.type("n\n")
        await terminal.until('"dryRun": false')
        assert await terminal.end() == 0


async def test_status_on_a_terminal_has_a_line_for_each_thing(
    environment: dict[str, str], place: Place, tmp_path: Path
) -> None:
    for word, *more in (("setup", "--yes"), ("status",)):
        arguments = ("events", word, "--name", place.name, *more)
        async with open_terminal(*arguments, environment=environment, folder=tmp_path) as terminal:
            assert await terminal.end() == 0
    assert terminal.text.count("= right") == 4
    assert "messages    0 waiting, 0 being read" in terminal.text
    assert "readers     none" in terminal.text
    assert "encryption  SSE-SQS" in terminal.text


@pytest.mark.parametrize("operation", ["GetQueueUrl", "PutRule"])
async def test_ctrl_c_ends_it_whatever_does_not_answer(
    environment: dict[str, str], place: Place, gate: Gate, tmp_path: Path, operation: str
) -> None:
    gate.replies[operation] = Reply(is_late=True)
    arguments = ("events", "setup", "--yes", "--name", place.name)
    async with open_terminal(*arguments, environment=environment, folder=tmp_path) as terminal:
        await gate.has_seen(operation)
        terminal.process.send_signal(signal.SIGINT)
        assert await terminal.end() == 130
    assert gate.operations.count(operation) == 1, "it waits for two seconds, and not until it asks again"
    assert ("Run it again: it goes on from there." in terminal.text) == (operation == "PutRule")
    assert "Traceback" not in terminal.text
