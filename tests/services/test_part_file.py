"""Files that get their names only once they are whole."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amplify_tui.services.errors import DiskError
from amplify_tui.services.part_file import SPARE, PartFile, free_bytes
from tests.services.depot import names_in

if TYPE_CHECKING:
    from collections.abc import Callable

FULL = """
import resource, sys
from pathlib import Path
from amplify_tui.services.errors import DiskError
from amplify_tui.services.part_file import PartFile
limits = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
part = PartFile(Path(sys.argv[1]), "inner", "site.zip")
part.open()
try:
    part.write(bytes(1_000_000))
except DiskError as error:
    print(error.code, error.message, part.size)
part.discard()
resource.setrlimit(resource.RLIMIT_FSIZE, limits)  # how coverage is measured must fit on the disk
"""


def saved(folder: Path, name: str = "site.zip", inner: str = "", data: bytes = b"data") -> str:
    part = PartFile(folder, inner, name)
    part.open()
    part.write(data)
    path = part.finish()
    part.discard()
    return path


def refuse_with(code: int) -> None:
    raise OSError(code, "no")


def refuse(call: Callable[[], object]) -> DiskError:
    with pytest.raises(DiskError) as caught:
        call()
    return caught.value


def test_a_file_has_its_name_once_it_is_finished(tmp_path: Path) -> None:
    part = PartFile(tmp_path / "new" / "folder", "inner", "site.zip")
    part.open()
    part.write(b"first ")
    part.write(b"second")
    assert names_in(tmp_path / "new/folder") == {"inner", "inner/site.zip.part"}
    assert part.size == 12
    path = Path(part.finish())
    assert path == tmp_path / "new/folder/inner/site.zip"
    assert path.read_bytes() == b"first second"
    assert path.stat().st_mode & 0o777 == 0o600
    part.discard()
    assert names_in(tmp_path / "new/folder") == {"inner", "inner/site.zip"}


def test_starting_over_forgets_what_was_written(tmp_path: Path) -> None:
    part = PartFile(tmp_path, "", "site.zip")
    part.open()
    part.write(b"much too long")
    part.start_over()
    part.write(b"short")
    assert Path(part.finish()).read_bytes() == b"short"


def test_room_is_looked_for_as_often_after_starting_over(tmp_path: Path) -> None:
    looks: list[int] = []

    def free(_folder: int) -> int:
        looks.append(part.size)
        return SPARE + 1

    part = PartFile(tmp_path, "", "site.zip", free)
    part.open()
    for _ in range(3):
        part.write(bytes(17_000_000))
    part.start_over()
    before = len(looks)
    for _ in range(3):
        part.write(bytes(17_000_000))
    part.discard()
    assert len(looks) == 2 * before > 0


def test_what_is_there_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "site.zip").write_text("mine")
    (tmp_path / "site (2).zip").mkdir()
    (tmp_path / "site (3).zip").symlink_to("/nowhere")
    (tmp_path / "site.zip.part").write_text("left over")
    assert saved(tmp_path) == str(tmp_path / "site (4).zip")
    assert (tmp_path / "site.zip").read_text() == "mine"
    assert (tmp_path / "site.zip.part").read_text() == "left over"
    assert names_in(tmp_path) == {
        "site.zip", "site (2).zip", "site (3).zip", "site (4).zip", "site.zip.part",
    }  # fmt: skip


def test_a_name_taken_at_the_last_moment_is_not_overwritten(tmp_path: Path) -> None:
    part = PartFile(tmp_path, "", "site.zip")
    part.open()
    part.write(b"new")
    (tmp_path / "site.zip").write_text("mine")
    assert part.finish() == str(tmp_path / "site (2).zip")
    assert (tmp_path / "site.zip").read_text() == "mine"


@pytest.mark.parametrize("code", [errno.EPERM, errno.EOPNOTSUPP])
def test_a_disk_without_hard_links_overwrites_nothing_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(os, "link", lambda *_, **__: refuse_with(code))
    (tmp_path / "site.zip").write_text("mine")
    assert saved(tmp_path) == str(tmp_path / "site (2).zip")
    assert (tmp_path / "site.zip").read_text() == "mine"
    assert (tmp_path / "site (2).zip").read_bytes() == b"data"
    assert names_in(tmp_path) == {"site.zip", "site (2).zip"}


def test_a_rename_that_fails_leaves_no_empty_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = PartFile(tmp_path, "", "site.zip")
    part.open()
    monkeypatch.setattr(os, "link", lambda *_, **__: refuse_with(errno.EXDEV))
    monkeypatch.setattr(os, "replace", lambda *_, **__: refuse_with(errno.EIO))
    assert refuse(part.finish).code == "EIO"
    monkeypatch.undo()
    part.discard()
    assert names_in(tmp_path) == set()


def test_a_link_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = PartFile(tmp_path, "", "site.zip")
    part.open()
    monkeypatch.setattr(os, "link", lambda *_, **__: refuse_with(errno.EIO))
    error = refuse(part.finish)
    assert error.message == f"{tmp_path} cannot be written to: no."


def test_discarding_leaves_nothing_and_what_comes_late_is_refused(tmp_path: Path) -> None:
    part = PartFile(tmp_path, "inner", "site.zip")
    part.open()
    part.write(b"some")
    part.discard()
    part.discard()
    assert names_in(tmp_path) == set()
    for call in (
        part.open,
        part.finish,
        part.start_over,
        lambda: part.write(b"x"),
        lambda: part.make_room(1),
    ):
        assert refuse(call).code == "Closed"
    never = PartFile(tmp_path, "inner", "site.zip")
    never.discard()
    assert refuse(never.open).code == "Closed"
    assert names_in(tmp_path) == set()


def test_a_folder_that_was_there_stays(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    part = PartFile(tmp_path, "inner", "site.zip")
    part.open()
    part.discard()
    assert names_in(tmp_path) == {"inner"}


def test_a_part_that_somebody_removed_does_not_end_in_a_traceback(tmp_path: Path) -> None:
    part = PartFile(tmp_path, "", "site.zip")
    part.open()
    (tmp_path / "site.zip.part").unlink()
    assert refuse(part.finish).message == f"{tmp_path} is not there."
    part.discard()


@pytest.mark.parametrize("in_the_way", ["file", "link", "dangling"])
def test_something_else_in_place_of_the_inner_folder_is_in_the_way(tmp_path: Path, in_the_way: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    if in_the_way == "file":
        (tmp_path / "inner").write_text("mine")
    else:
        (tmp_path / "inner").symlink_to(tmp_path / ("elsewhere" if in_the_way == "link" else "nowhere"))
    part = PartFile(tmp_path, "inner", "site.zip")
    error = refuse(part.open)
    part.discard()
    assert "is in the way" in error.message
    assert names_in(tmp_path / "elsewhere") == set()
    assert (tmp_path / "inner").is_symlink() is (in_the_way != "file")


def test_the_users_own_folder_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "down").symlink_to(tmp_path / "real")
    saved(tmp_path / "down")
    assert names_in(tmp_path / "real") == {"site.zip"}


def test_a_file_in_place_of_the_folder_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "down").write_text("mine")
    part = PartFile(tmp_path / "down", "", "site.zip")
    assert "is in the way" in refuse(part.open).message
    part.discard()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_closed_says_so(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    part = PartFile(tmp_path, "", "site.zip")
    assert refuse(part.open).message == f"{tmp_path} may not be written to."
    part.discard()


def test_a_folder_that_refuses_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = PartFile(tmp_path, "", "site.zip")
    monkeypatch.setattr(os, "open", lambda *_, **__: refuse_with(errno.EACCES))
    error = refuse(part.open)
    assert (error.code, error.message) == ("EACCES", f"{tmp_path} may not be written to.")


def test_room_is_looked_for_before_and_while_writing(tmp_path: Path) -> None:
    free = SPARE + 1_000
    part = PartFile(tmp_path, "", "site.zip", lambda _: free)
    part.open()
    part.make_room(1_000)
    part.make_room(None)
    error = refuse(lambda: part.make_room(1_001))
    assert error.message == f"The disk is full: 1.0 kB are needed and 1.0 kB are left in {tmp_path}."
    assert error.hint
    part.write(bytes(17_000_000))
    free = SPARE
    error = refuse(lambda: part.write(b"x"))
    assert error.message == f"The disk is full: no room is left in {tmp_path}."
    part.discard()
    assert names_in(tmp_path) == set()


def test_free_room_is_asked_of_the_disk_itself(tmp_path: Path) -> None:
    descriptor = os.open(tmp_path, os.O_RDONLY)
    assert free_bytes(descriptor) > 0
    os.close(descriptor)


def test_a_disk_that_fills_up_while_writing_leaves_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout == (f"DiskFull The disk is full: no room is left in {tmp_path / 'inner'}. 100000\n")
    assert names_in(tmp_path) == set()
