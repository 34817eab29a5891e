"""Pictures as a terminal takes them."""

from __future__ import annotations

import re
import subprocess
import sys
import zlib
from base64 import b64decode
from typing import TYPE_CHECKING

import pytest
from rich.console import Console
from textual.strip import Strip

from amplify_tui.model.pictures import Fit, Pixels
from amplify_tui.model.settings import Settings
from amplify_tui.ui.picture_ink import (
    MOST_PLACES,
    InkStrip,
    draw_for_kitty,
    draw_half_cells,
    draw_sixels,
    place,
)
from amplify_tui.ui.picture_way import QUESTION, choose_way, objection, way_without_sixels
from tests.ui.props import Screenful

if TYPE_CHECKING:
    from amplify_tui.services.ports import Graphics

CONSOLE = Console(color_system="truecolor", force_terminal=True)
RED, BLUE, WHITE = b"\xff\x00\x00", b"\x00\x00\xff", b"\xff\xff\xff"


def striped(width: int, colours: tuple[bytes, ...]) -> Pixels:
    return Pixels(width, len(colours), b"".join(colour * width for colour in colours))


def ink(width: int, first: int = 0) -> InkStrip:
    return InkStrip(width, CONSOLE.get_style("none"), lambda at, count, _: f"<{at}+{count}>", first)


def test_a_half_cell_shows_two_pixels_one_above_the_other() -> None:
    art = draw_half_cells(striped(3, (RED, BLUE, WHITE, WHITE)))
    assert (art.columns, art.rows, art.prelude) == (3, 2, "")
    assert [line.text for line in art.lines] == ["▀▀▀", "▀▀▀"]
    assert art.lines[0].render(CONSOLE) == "\x1b[38;2;255;0;0;48;2;0;0;255m▀▀▀\x1b[0m"


def test_neighbours_of_one_colour_are_written_at_once() -> None:
    line = Pixels(4, 2, (RED * 2 + BLUE * 2) * 2)
    assert draw_half_cells(line).lines[0].render(CONSOLE).count("\x1b[38") == 2


def test_a_last_row_of_one_pixel_is_filled_up() -> None:
    assert draw_half_cells(striped(2, (RED, BLUE, WHITE))).rows == 2


@pytest.mark.parametrize("colors", [16, 256])
def test_sixels_name_every_colour_before_the_first_line(colors: int) -> None:
    stripes = tuple(bytes((n * 5 % 256, n * 11 % 256, n * 23 % 256)) for n in range(60))
    art = draw_sixels(striped(30, stripes), Fit(3, 3, 30, 60), colors)
    found = re.fullmatch(
        r'\x1bP[0-9;]*q"1;1;30;60((?:#\d+;2;\d+;\d+;\d+)+)((?:#\d+)?[^;]*)\x1b\\', art.prelude, re.DOTALL
    )
    assert found is not None
    head, sixels = found.groups()
    named = set(re.findall(r"#(\d+);2", head))
    assert set(re.findall(r"#(\d+)", sixels)) <= named
    assert 1 < len(named) <= colors
    assert (art.columns, art.rows, art.lines) == (3, 3, ())


def test_kitty_is_sent_the_picture_in_pieces_that_it_takes() -> None:
    pixels = Pixels(200, 150, bytes(n * 7919 % 251 for n in range(200 * 150 * 3)))
    art = draw_for_kitty(pixels, Fit(20, 8, 200, 150))
    messages = re.findall(r"\x1b_G([^;]*);([^\x1b]*)\x1b\\", art.prelude)
    assert "".join(f"\x1b_G{keys};{body}\x1b\\" for keys, body in messages) == art.prelude
    assert zlib.decompress(b64decode("".join(body for _, body in messages))) == pixels.rgb
    assert all(len(body) <= 4_096 for _, body in messages)
    more = [dict(key.split("=") for key in keys.split(","))["m"] for keys, _ in messages]
    assert more == ["1"] * (len(messages) - 1) + ["0"]
    first = dict(key.split("=") for key in messages[0][0].split(","))
    assert (
        first.items() >= {"a": "T", "U": "1", "q": "2", "f": "24", "o": "z", "s": "200", "v": "150"}.items()
    )
    assert (first["c"], first["r"]) == ("20", "8")
    assert art.is_placed


def test_placeholders_say_which_part_of_the_picture_they_are() -> None:
    assert place(0, 0, 3) == "\x1b[38;2;65;77;80m\U0010eeee\u0305\u0305\U0010eeee\U0010eeee\x1b[39m"
    assert place(2, 1, 1) == "\x1b[38;2;65;77;80m\U0010eeee\u030e\u030d\x1b[39m"
    assert place(MOST_PLACES - 1, 0, 1).count("\U0001d244") == 1


def test_cells_that_are_no_text_can_be_cut_like_text() -> None:
    strip = ink(10)
    assert strip.text == " " * 10
    assert strip.render(CONSOLE) == "<0+10>"
    assert [part.render(CONSOLE) for part in strip.divide([3, 7, 10])] == ["<0+3>", "<3+4>", "<7+3>"]
    assert strip.crop(2, 5).crop(1).render(CONSOLE) == "<3+2>"
    assert strip.crop(0, 10) is strip
    assert strip.crop(8, 99).render(CONSOLE) == "<8+2>"
    assert strip.crop(4, 4).render(CONSOLE) == ""
    assert [part.render(CONSOLE) for part in ink(4, 6).divide([1, 4])] == ["<6+1>", "<7+3>"]
    assert Strip.join([strip, Strip.blank(2)]).text == " " * 12


@pytest.mark.parametrize(
    ("wanted", "kind", "colours", "way"),
    [
        ("auto", "none", "truecolor", "half-cells"),
        ("auto", "none", "256", "half-cells"),
        ("auto", "none", "standard", "none"),
        ("auto", "none", None, "none"),
        ("auto", "sixel", "standard", "sixel"),
        ("auto", "kitty", "truecolor", "kitty"),
        ("auto", "unknown", "truecolor", "ask"),
        ("half-cells", "kitty", "truecolor", "half-cells"),
        ("half-cells", "kitty", "standard", "none"),
        ("sixel", "none", None, "sixel"),
        ("kitty", "none", None, "kitty"),
        ("none", "kitty", "truecolor", "none"),
    ],
)
def test_how_pictures_are_drawn(wanted: str, kind: Graphics, colours: str | None, way: str) -> None:
    assert choose_way(Settings(pictures=wanted), Screenful(kind), colours) == way


def test_without_the_size_of_a_cell_or_without_colour_nothing_is_drawn_over_cells() -> None:
    assert choose_way(Settings(), Screenful("sixel", None), "truecolor") == "half-cells"
    assert choose_way(Settings(pictures="sixel", no_color=True), Screenful("sixel"), "truecolor") == "none"
    assert way_without_sixels("truecolor") == "half-cells"
    assert way_without_sixels("standard") == "none"


def test_why_nothing_is_drawn_is_told() -> None:
    assert "pictures = none" in objection(Settings(pictures="none"))
    assert "NO_COLOR" in objection(Settings(no_color=True))
    assert "Sixel" in objection(Settings())


def test_the_question_draws_nothing() -> None:
    # Every Sixel is empty, and no colour is named.
    assert re.fullmatch(r'\x1b\[1;1H\x1bP0;1;0q"1;1;1;72(?:\?-)+\x1b\\\x1b\[6n', QUESTION.prelude)


def test_neither_the_dashboard_nor_the_gallery_loads_what_asks_the_terminal() -> None:
    script = (
        "import sys, amplify_tui.ui.app, amplify_tui.cli.compose, amplify_tui.services.pictures;"
        "print([m for m in sys.modules if m.split('.')[0] in {'PIL', 'textual_image'}]);"
        "import amplify_tui.ui.screens.gallery;"
        "print([m for m in sys.modules if m.split('.')[0] in {'PIL', 'textual_image'}]);"
        "from amplify_tui.ui.picture_ink import draw_sixels;"
        "from amplify_tui.model.pictures import Fit, Pixels;"
        "draw_sixels(Pixels(6, 6, bytes(108)), Fit(1, 1, 6, 6), 16);"
        "print([m for m in sys.modules if m.split('.')[0] == 'textual_image'])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "[]", "['textual_image', 'textual_image._sixel']"]
