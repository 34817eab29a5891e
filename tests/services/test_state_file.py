"""What is remembered survives the run, and a broken file costs nothing but what was in it."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest

from amplify_tui.services.state_file import StateFile

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "amplify-tui" / "state.json"


def test_another_run_recalls_what_this_one_remembered(path: Path) -> None:
    StateFile(path).remember("app", "d1")
    StateFile(path).remember("theme", "dark ünï")
    assert StateFile(path).recall("app") == "d1"
    assert StateFile(path).recall("theme") == "dark ünï"
    assert StateFile(path).recall("sort") is None


def test_only_its_owner_can_read_it(path: Path) -> None:
    StateFile(path).remember("app", "d1")
    modes = [stat.S_IMODE(each.stat().st_mode) for each in (path, path.parent, path.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]


def test_nothing_is_left_beside_it(path: Path) -> None:
    memory = StateFile(path)
    memory.remember("app", "d1")
    memory.remember("app", "d2")
    assert [each.name for each in path.parent.iterdir()] == ["state.json"]


def test_two_runs_side_by_side_keep_each_others_words(path: Path) -> None:
    first, second = StateFile(path), StateFile(path)
    first.remember("app", "d1")
    second.remember("sort", "age")
    first.remember("theme", "dark")
    assert json.loads(path.read_text()) == {"app": "d1", "sort": "age", "theme": "dark"}


def test_the_same_word_again_writes_nothing(path: Path) -> None:
    memory = StateFile(path)
    memory.remember("app", "d1")
    before = path.stat().st_ino
    memory.remember("app", "d1")
    assert path.stat().st_ino == before


@pytest.mark.parametrize("content", ["", "{", "[]", "3", '{"app": 3}', "\x00", "[" * 100_000])
def test_a_broken_file_counts_as_empty_and_is_replaced(
    path: Path, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(content)
    memory = StateFile(path)
    assert memory.recall("app") is None
    assert content == '{"app": 3}' or "ignored" in caplog.text
    memory.remember("app", "d1")
    assert memory.recall("app") == "d1"


def test_a_folder_that_cannot_be_written_is_logged_and_forgotten(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    memory = StateFile(tmp_path / "file" / "state.json")
    memory.remember("app", "d1")
    assert memory.recall("app") is None
    assert "cannot be written" in caplog.text


def test_a_place_that_is_taken_by_a_folder_leaves_no_draft(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (path / "inside").mkdir(parents=True)
    StateFile(path).remember("app", "d1")
    assert [each.name for each in path.parent.iterdir()] == ["state.json"]
    assert "cannot be written" in caplog.text
