"""The pictures that are committed can be shown anywhere, without asking the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screenshots.__main__ import FOLDER, PICTURES
from tests.screenshots.render import MOST_BYTES, with_wide_cells, without_web_fonts

if TYPE_CHECKING:
    from pathlib import Path

ROW = '<text class="a-r1" x="12.2" y="20" textLength="61" clip-path="url(#c)">{}</text>'


@pytest.mark.parametrize("name", [picture.name for picture in PICTURES])
def test_a_picture_is_there_twice_and_is_small(name: str) -> None:
    svg, png = FOLDER / f"{name}.svg", FOLDER / f"{name}.png"
    assert png.read_bytes().startswith(b"\x89PNG")
    assert svg.stat().st_size < MOST_BYTES
    assert png.stat().st_size < MOST_BYTES


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.svg")), ids=lambda path: path.name)
def test_no_picture_loads_anything(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "@font-face" not in text
    assert "url(http" not in text
    assert "DejaVu Sans Mono" in text


def test_nothing_lies_among_the_pictures_that_nothing_makes() -> None:
    made = {f"{picture.name}.{kind}" for picture in PICTURES for kind in ("svg", "png")}
    assert {path.name for path in FOLDER.iterdir()} == made


def test_web_fonts_are_taken_out_and_nothing_else() -> None:
    svg = '<style>@font-face { src: url("https://x/f") }\n.m { font-family: Fira Code, monospace; }</style>'
    assert without_web_fonts(svg).startswith("<style>.m { font-family: 'DejaVu Sans Mono'")


def test_a_wide_character_pushes_nothing_out_of_its_column() -> None:
    split = with_wide_cells(ROW.format("a&#160;日本&amp;"))
    assert 'x="12.2" y="20" textLength="24.4"' in split
    assert 'x="36.6" y="20" textLength="48.8" clip-path="url(#c)">日本</text>' in split
    assert 'x="85.4" y="20" textLength="12.2" clip-path="url(#c)">&amp;</text>' in split


def test_a_row_of_narrow_characters_stays_as_it_is() -> None:
    assert with_wide_cells(ROW.format("abcde")) == ROW.format("abcde")
