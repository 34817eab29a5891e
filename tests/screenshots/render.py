"""Makes an SVG of Textual's stand alone, and turns it into PNG."""

from __future__ import annotations

import html
import itertools
import re
import shutil
import subprocess
import sys
from pathlib import Path

from rich.cells import cell_len

FOLDER = Path(__file__).parents[2] / ".bench" / "pictures"
FONTS = ("DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf", "DejaVuSansMono-Oblique.ttf", "DejaVuSans-Bold.ttf")
_FAMILY = "'DejaVu Sans Mono', 'Fira Code', Menlo, Consolas, monospace"
MOST_BYTES = 300 * 1024
_COLOURS = (160, 96, 48)
_PROGRAM = f"""
import io, os, sys
import resvg_py
from PIL import Image
svg, png, *fonts = sys.argv[1:]
data = resvg_py.svg_to_bytes(svg_path=svg, font_files=fonts, monospace_family="DejaVu Sans Mono")
picture = Image.open(io.BytesIO(bytes(data))).convert("RGB")
for colours in {_COLOURS}:
    picture.quantize(colours, kmeans=2, dither=Image.Dither.NONE).save(png, optimize=True)
    if os.path.getsize(png) < {MOST_BYTES}:
        break
else:
    smaller = picture.resize((picture.width * 2 // 3, picture.height * 2 // 3), Image.Resampling.BILINEAR)
    few = smaller.quantize(40, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(png, optimize=True)
"""
_TEXT = re.compile(
    r'<text (?P<style>class="[^"]+") x="(?P<x>[\d.]+)"(?P<y>[^>]*?) textLength="[\d.]+"(?P<rest>[^>]*)>'
    r"(?P<words>[^<]*)</text>"
)
_CELL = 12.2
"""Width of one cell in Rich's SVG."""


def without_web_fonts(svg: str) -> str:
    """Return an SVG that names fonts of the viewer's machine and loads nothing."""
    local = re.sub(r"@font-face\s*\{.*?\}\s*", "", svg, flags=re.DOTALL)
    local = local.replace("font-family: Fira Code, monospace", f"font-family: {_FAMILY}")
    return local.replace("font-family: arial", "font-family: 'DejaVu Sans', Arial, sans-serif")


def with_wide_cells(svg: str) -> str:
    """Return an SVG in which characters of two cells push nothing out of its column.

    Rich gives a text the length of its characters, not of its cells.
    """
    return _TEXT.sub(_split, svg)


def _split(found: re.Match[str]) -> str:
    words = html.unescape(found["words"])
    if cell_len(words) == len(words):
        return found[0]
    parts: list[str] = []
    x = float(found["x"])
    for _, run in itertools.groupby(words, key=lambda character: cell_len(character) == 1):
        text = "".join(run)
        length = cell_len(text) * _CELL
        written = html.escape(text).replace(" ", "&#160;")
        parts.append(
            f'<text {found["style"]} x="{x:.1f}"{found["y"]} textLength="{length:.1f}"{found["rest"]}>'
            f"{written}</text>"
        )
        x += length
    return "".join(parts)


def to_png(svg: Path, png: Path) -> bool:
    """Write a PNG beside an SVG.

    Returns:
        False where no renderer can be installed or found.
    """
    python = _renderer()
    if python is not None:
        fonts = [str(path) for name in FONTS for path in FOLDER.rglob(name)]
        subprocess.run([str(python), "-c", _PROGRAM, str(svg), str(png), *fonts], check=True)
        return True
    if (converter := shutil.which("rsvg-convert")) is not None:
        subprocess.run([converter, "--output", str(png), str(svg)], check=True)
        return True
    return False


def _renderer() -> Path | None:
    """Return a Python that has a renderer and a font; both come as packages."""
    python = FOLDER / "bin" / "python"
    if any(FOLDER.rglob(FONTS[0])):
        return python
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    try:
        subprocess.run([sys.executable, "-m", "venv", str(FOLDER)], check=True, capture_output=True)
        subprocess.run([*pip, "resvg-py", "pillow"], check=True, capture_output=True, timeout=240)
        # Only for the DejaVu fonts that it carries, so without what it needs to plot.
        subprocess.run([*pip, "--no-deps", "matplotlib"], check=True, capture_output=True, timeout=240)
    except (OSError, subprocess.SubprocessError):
        return None
    return python
