"""The bytes of a log are kept whole, in memory or on disk, and nobody else can read them."""

from __future__ import annotations

import os
import resource
import stat
import sys
import tempfile
import threading
import tracemalloc
from itertools import accumulate
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.services.errors import StorageError
from amplify_tui.services.log_text import BLOCK, LogText

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MEGABYTE = 1_048_576


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file may grow beyond three blocks."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3 * BLOCK + 5, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def chunk_of(number: int, size: int) -> bytes:
    return bytes((number % 251 + 1,)) * size


def fill(text: LogText, blocks: int) -> None:
    for number in range(blocks):
        text.append(chunk_of(number, BLOCK))


@given(
    st.lists(st.integers(0, 3 * BLOCK // 2), max_size=12),
    st.sampled_from([0, BLOCK, 2 * BLOCK + 1, 64 * MEGABYTE]),
    st.lists(st.tuples(st.integers(-5, 12 * BLOCK), st.integers(-5, 12 * BLOCK)), max_size=8),
)
def test_what_was_added_is_read_back_whatever_lies_where(
    sizes: list[int], threshold: int, ranges: list[tuple[int, int]]
) -> None:
    text = LogText(threshold)
    for number, size in enumerate(sizes):
        text.append(chunk_of(number, size))
    whole = b"".join(chunk_of(number, size) for number, size in enumerate(sizes))
    assert text.size == len(whole)
    assert text.read(0, len(whole) + 10) == whole
    for first, last in (*ranges, *((end - 3, end + 3) for end in accumulate(sizes))):
        assert text.read(first, last) == whole[max(first, 0) : max(last, 0)]
    text.close()


def test_a_small_log_stays_in_memory_and_a_large_one_does_not() -> None:
    small = LogText(4 * MEGABYTE)
    small.append(b"x" * 4 * MEGABYTE)
    assert not small.is_on_disk
    small.close()
    text = LogText(4 * MEGABYTE)
    text.append(b"x" * 4 * MEGABYTE)
    for _ in range(20):
        text.append(b"y" * MEGABYTE)
    assert text.is_on_disk
    assert sum(map(len, text._blocks)) <= 5 * MEGABYTE
    assert text.read(4 * MEGABYTE - 1, 4 * MEGABYTE + 1) == b"xy"
    text.close()


def test_the_file_has_no_name_and_is_nobody_elses() -> None:
    text = LogText(0)
    text.append(b"x" * 3 * MEGABYTE)
    text.append(b"y")
    assert text._file is not None
    status = os.fstat(text._file.fileno())
    assert status.st_nlink == 0
    assert stat.S_IMODE(status.st_mode) == 0o600
    text.close()


def test_a_cleared_log_begins_anew_and_gives_its_file_back() -> None:
    text = LogText(0)
    text.append(b"x" * 3 * MEGABYTE)
    text.append(b"more")
    file = text._file
    assert file is not None
    text.clear()
    assert file.closed
    assert (text.size, text.read(0, 100), text.is_on_disk) == (0, b"", False)
    text.append(b"anew")
    assert text.read(0, 100) == b"anew"
    text.close()
    text.close()
    text.append(b"late")
    assert (text.size, text.read(0, 100)) == (0, b"")


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_says_so_and_what_was_there_stays() -> None:
    text = LogText(2 * BLOCK)
    with pytest.raises(StorageError) as caught:
        fill(text, 20)
    added = text.size // BLOCK
    assert caught.value.code == "DiskFull"
    assert "TMPDIR" in caught.value.hint
    assert 3 <= added < 20
    assert text.read(0, text.size) == b"".join(chunk_of(number, BLOCK) for number in range(added))
    text.close()


def test_no_folder_for_the_file_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    text = LogText(0)
    text.append(b"x" * BLOCK)
    with pytest.raises(StorageError) as caught:
        text.append(b"y")
    assert caught.value.code == "NoStorage"
    assert text.read(0, 2 * BLOCK) == b"x" * BLOCK


def test_a_file_that_was_cut_is_a_clear_error() -> None:
    text = LogText(0)
    text.append(b"x" * BLOCK)
    text.append(b"y")
    assert text._file is not None
    text._file.truncate(10)
    with pytest.raises(StorageError, match="damaged"):
        text.read(0, BLOCK)
    text.close()


def test_thirty_five_megabytes_take_little_more_than_that() -> None:
    chunk = b"x" * 262_144
    tracemalloc.start()
    text = LogText()
    for _ in range(140):
        text.append(chunk)
    now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert text.size == 140 * 262_144
    assert now <= text.size + 2 * BLOCK
    assert peak <= text.size + 2 * BLOCK
    text.close()


def test_one_thread_may_read_while_another_adds() -> None:
    text = LogText(2 * BLOCK)
    wrong: list[int] = []
    is_over = threading.Event()

    def read() -> None:
        while not is_over.is_set():
            size = text.size
            first = max(size - 5 * BLOCK, 0)
            if text.read(first, size) != whole[first:size]:
                wrong.append(size)

    whole = b"".join(chunk_of(number, 100_000) for number in range(600))
    readers = [threading.Thread(target=read) for _ in range(3)]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for reader in readers:
            reader.start()
        for number in range(600):
            text.append(chunk_of(number, 100_000))
    finally:
        is_over.set()
        for reader in readers:
            reader.join()
        sys.setswitchinterval(before)
    assert wrong == []
    text.close()
