"""How large pictures appear, and how they are told from other things."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.pictures import PictureFile, fit_into, is_page, kind_of

SIDE = st.integers(1, 60_000)
ROOM = st.tuples(st.integers(1, 300), st.integers(1, 100))
CELL = st.tuples(st.integers(1, 40), st.integers(1, 80))


@given(st.tuples(SIDE, SIDE), ROOM, CELL)
def test_a_picture_never_takes_more_than_the_room_there_is(
    picture: tuple[int, int], room: tuple[int, int], cell: tuple[int, int]
) -> None:
    fit = fit_into(picture, room, cell)
    assert 1 <= fit.columns <= room[0]
    assert 1 <= fit.rows <= room[1]
    assert fit.columns * cell[0] - cell[0] < fit.width <= fit.columns * cell[0]
    assert fit.rows * cell[1] - cell[1] < fit.height <= fit.rows * cell[1]


@given(st.tuples(SIDE, SIDE), ROOM, CELL)
def test_a_picture_is_as_large_as_the_room_allows(
    picture: tuple[int, int], room: tuple[int, int], cell: tuple[int, int]
) -> None:
    fit = fit_into(picture, room, cell)
    assert room[0] * cell[0] - fit.width <= 1 or room[1] * cell[1] - fit.height <= 1


def test_a_picture_keeps_its_shape() -> None:
    fit = fit_into((1440, 900), (86, 36), (10, 20))
    assert (fit.columns, fit.rows, fit.width, fit.height) == (86, 27, 860, 538)
    fit = fit_into((375, 812), (86, 36), (10, 20))
    assert (fit.columns, fit.rows, fit.width, fit.height) == (34, 36, 333, 720)


@given(st.binary(max_size=64))
def test_anything_is_a_picture_a_page_or_neither(head: bytes) -> None:
    assert not (kind_of(head) and is_page(head))


def test_files_are_named_after_their_kind() -> None:
    endings = [PictureFile(kind, 1, 1, b"").ending for kind in ("PNG", "JPEG", "WebP", "GIF")]
    assert endings == [".png", ".jpg", ".webp", ".gif"]
    assert "secret" not in repr(PictureFile("PNG", 1, 1, b"secret"))
