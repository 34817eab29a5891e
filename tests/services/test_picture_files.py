"""Pictures as files: what moves, what is transparent, what is damaged."""

from __future__ import annotations

from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from amplify_tui.services.errors import BadAnswerError
from amplify_tui.services.pictures import read_picture, scale_picture
from tests.drawings import BLUE, drawn


def test_of_a_picture_that_moves_the_first_frame_is_shown() -> None:
    for kind in ("GIF", "PNG", "WEBP"):
        file = BytesIO()
        frames = [
            Image.new("RGB", (20, 20), BLUE),
            *(Image.new("RGB", (20, 20), (n, 99, 0)) for n in range(50)),
        ]
        frames[0].save(file, kind, save_all=True, append_images=frames[1:], lossless=True)
        pixels = scale_picture(read_picture(file.getvalue()), 4, 4)
        assert pixels.rgb[:3] == bytes(BLUE)


def test_what_is_transparent_is_shown_on_paper() -> None:
    for mode, colour in (("RGBA", (0, 0, 0, 0)), ("LA", (0, 0))):
        file = BytesIO()
        Image.new(mode, (9, 9), colour).save(file, "PNG")
        assert scale_picture(read_picture(file.getvalue()), 3, 3).rgb == b"\xff" * 27


def test_other_ways_to_hold_colours_are_read_too() -> None:
    for mode, kind in (("L", "PNG"), ("1", "PNG"), ("P", "GIF"), ("CMYK", "JPEG"), ("I;16", "PNG")):
        file = BytesIO()
        Image.new(mode, (9, 9)).save(file, kind)
        assert len(scale_picture(read_picture(file.getvalue()), 3, 3).rgb) == 27


SAMPLES = tuple(drawn(kind, (24, 24)) for kind in ("PNG", "JPEG", "WebP", "GIF"))


@settings(max_examples=300)
@given(st.sampled_from(SAMPLES), st.data())
def test_a_damaged_picture_is_shown_or_refused_and_nothing_else(sample: bytes, data: st.DataObject) -> None:
    damaged = bytearray(sample)
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(4, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(damaged)))
    try:
        pixels = scale_picture(read_picture(bytes(damaged[:cut])), 5, 5)
    except BadAnswerError:
        return
    assert len(pixels.rgb) == 75
