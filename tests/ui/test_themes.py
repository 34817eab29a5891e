from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import TYPE_CHECKING

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color
from textual.dom import DOMNode
from textual.theme import BUILTIN_THEMES

import amplify_tui.ui
from amplify_tui.ui.stylesheet import stylesheet_path
from amplify_tui.ui.themes import DEFAULT, NO_COLOUR, THEMES, VARIABLE_DEFAULTS, theme_name, variable_defaults
from amplify_tui.ui.wording import TONES

if TYPE_CHECKING:
    from textual.theme import Theme

SELECTOR = re.compile(r"^([^{}]+)\{", re.MULTILINE)


def sheet() -> str:
    return re.sub(r"/\*.*?\*/", "", stylesheet_path().read_text("utf-8"), flags=re.DOTALL)


def source() -> str:
    folder = Path(amplify_tui.ui.__file__).parent
    return "\n".join(path.read_text("utf-8") for path in sorted(folder.rglob("*.py")))


def widget_names() -> set[str]:
    for module in walk_packages(amplify_tui.ui.__path__, "amplify_tui.ui."):
        import_module(module.name)
    names: set[str] = set()
    waiting: list[type] = [DOMNode]
    while waiting:
        kind = waiting.pop()
        names.add(kind.__name__)
        waiting.extend(kind.__subclasses__())
    return names


def selectors() -> list[str]:
    return [part.strip() for found in SELECTOR.findall(sheet()) for part in found.split(",") if part.strip()]


def test_every_selector_names_a_widget_or_a_class_that_there_is() -> None:
    known, code = widget_names(), source()
    classes = {f"tone--{tone}" for tone in TONES}
    for selector in selectors():
        for name in re.findall(r"(?<![\w.#:-])[A-Z]\w+", selector):
            assert name in known, f"{selector}: no widget {name}"
        for sort, name in re.findall(r"([.#])([\w-]+)", selector):
            assert name in classes or name in code, f"{selector}: nothing is called {sort}{name}"


def test_the_stylesheet_has_no_colour_of_its_own() -> None:
    assert not re.search(
        r"#[0-9a-fA-F]{3,8}\b[^{]*;|rgb\(|hsl\(", re.sub(r"^[^{}]*\{", "{", sheet(), flags=re.MULTILINE)
    )


def test_no_colour_stands_in_python_but_in_the_themes() -> None:
    folder = Path(amplify_tui.ui.__file__).parent
    for path in folder.rglob("*.py"):
        if path.name != "themes.py":
            assert not re.search(r"[\"']#[0-9a-fA-F]{6}[\"']", path.read_text("utf-8")), path.name


def test_every_tone_has_a_rule() -> None:
    for tone in TONES:
        assert f".tone--{tone} " in sheet()


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: str(theme.name))
def test_every_theme_names_every_colour_and_they_can_be_read(theme: object) -> None:
    variables = theme.variables  # type: ignore[attr-defined]  # a Theme, which pytest cannot name
    assert set(variables) == set(VARIABLE_DEFAULTS)
    background = Color.parse(theme.background)  # type: ignore[attr-defined]  # a Theme
    for name, value in variables.items():
        if name.startswith(("status-", "text-")):
            for below in (
                background,
                Color.parse(variables["cursor-focused"]),
                Color.parse(variables["cursor-blurred"]),
            ):
                assert contrast(Color.parse(value), below) >= 3.0, f"{name} on {below.hex}"


@pytest.mark.parametrize("name", [name for name in BUILTIN_THEMES if "ansi" not in name])
def test_what_a_theme_of_textual_does_not_name_can_be_read_on_it(name: str) -> None:
    theme = BUILTIN_THEMES[name]
    background = Color.parse(theme.to_color_system().generate()["background"])
    for variable, value in variable_defaults(is_dark=theme.dark).items():
        if variable.startswith(("status-", "text-")):
            assert contrast(Color.parse(value), background) >= 3.0, variable


def contrast(one: Color, other: Color) -> float:
    def luminance(color: Color) -> float:
        parts = [
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_without_colour_a_theme_with_true_colours_is_forced() -> None:
    assert theme_name("amplify-light", no_color=True) == NO_COLOUR
    assert theme_name("amplify-light") == "amplify-light"
    assert theme_name("no such theme") == DEFAULT
    assert all(not theme.ansi for theme in THEMES)


@pytest.mark.parametrize(("name", "numbers"), [("succeed", {2, 10, 14, 15}), ("failed", {1, 9, 15})])
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_terminal_of_sixteen_colours_tells_good_from_bad(
    theme: Theme, name: str, numbers: set[int]
) -> None:
    shown = RichColor.parse(theme.variables[f"status-{name}"]).downgrade(ColorSystem.STANDARD).number
    accent = RichColor.parse(theme.accent or "").downgrade(ColorSystem.STANDARD).number
    assert shown in numbers
    assert accent not in {1, 9}, "what can be pressed must not look like what failed"
