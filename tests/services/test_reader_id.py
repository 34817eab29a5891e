"""A reader of queues has the same id after a restart, and no other reader has it meanwhile."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCRIPT = """
import sys
from pathlib import Path
from amplify_tui.services.reader_id import claim_reader_id
print(claim_reader_id(Path(sys.argv[1])), flush=True)
sys.stdin.read()
"""


class Readers:
    """Processes that claim ids."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: list[subprocess.Popen[str]] = []

    def start(self) -> str:
        process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, str(self.folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.running.append(process)
        assert process.stdout is not None
        return process.stdout.readline().strip()

    def kill(self) -> None:
        """Kill the one that was started last."""
        process = self.running.pop()
        process.kill()
        process.communicate()


@pytest.fixture
def readers(tmp_path: Path) -> Iterator[Readers]:
    readers = Readers(tmp_path / "state")
    yield readers
    while readers.running:
        readers.kill()


def test_a_reader_that_was_killed_has_its_id_again(readers: Readers) -> None:
    first = readers.start()
    assert re.fullmatch("[0-9a-f]{16}", first)
    readers.kill()
    assert readers.start() == first


def test_readers_side_by_side_have_ids_of_their_own(readers: Readers) -> None:
    first, second = readers.start(), readers.start()
    assert first != second
    readers.kill()
    assert readers.start() == second


@pytest.mark.parametrize("text", [b"", b"\xff\x00", b"0123456789abcdef another-machine", b"../x " * 500])
def test_what_is_no_id_of_this_machine_is_replaced(readers: Readers, text: bytes) -> None:
    readers.folder.mkdir()
    file = readers.folder / "reader-0"
    file.write_bytes(text)
    claimed = readers.start()
    assert re.fullmatch("[0-9a-f]{16}", claimed)
    assert claimed != "0123456789abcdef"
    assert file.read_text().startswith(f"{claimed} ")
    readers.kill()
    assert readers.start() == claimed


def test_an_id_that_cannot_be_remembered_is_random(readers: Readers) -> None:
    readers.folder.write_text("no folder")
    assert re.fullmatch("[0-9a-f]{16}", readers.start())
    assert readers.start() != readers.start()
