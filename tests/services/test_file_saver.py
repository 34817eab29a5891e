from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amplify_tui.services.errors import DiskError
from amplify_tui.services.file_saver import FileSaver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


async def test_a_new_file_is_written_for_its_owner_alone(tmp_path: Path) -> None:
    path = await FileSaver(tmp_path / "new").save("a.log", iter((b"one\n", b"two\n")))
    assert path == str(tmp_path / "new" / "a.log")
    saved = tmp_path / "new" / "a.log"
    assert saved.read_bytes() == b"one\ntwo\n"
    assert saved.stat().st_mode & 0o777 == 0o600


async def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text("mine")
    path = await FileSaver(tmp_path).save("a.log", iter((b"new",)))
    assert (tmp_path / "a.log").read_text() == "mine"
    assert path != str(tmp_path / "a.log")


async def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    def parts() -> Iterator[bytes]:
        yield b"begun"
        raise DiskError("DiskFull", "The disk is full.")

    with pytest.raises(DiskError):
        await FileSaver(tmp_path).save("a.log", parts())
    assert not any(tmp_path.iterdir())  # noqa: ASYNC240 - a folder of the test alone
