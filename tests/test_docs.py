"""The README says what the code says."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from amplify_tui.cli.exits import Exit
from amplify_tui.model.event_setup import REMOVE_ACTIONS, SETUP_ACTIONS
from amplify_tui.ui.commands import COMMANDS, key_label
from tests.docs import EXIT_CODES, PARTS, README, refresh

ROOT = Path(__file__).parents[1]
TEXT = README.read_text("utf-8")


def test_the_readmes_tables_are_those_of_the_code() -> None:
    assert refresh(TEXT) == TEXT, "run `make docs`"


def test_a_stale_table_is_noticed() -> None:
    stale = TEXT.replace(COMMANDS[0].help, "Do something else.", 1)
    assert stale != TEXT
    assert refresh(stale) == TEXT


@pytest.mark.parametrize("part", PARTS)
def test_a_lost_marker_is_noticed(part: str) -> None:
    with pytest.raises(ValueError, match=re.escape(part)):
        refresh(TEXT.replace(f"<!-- end of {part} -->", ""))


def test_every_key_of_every_command_is_in_the_readme() -> None:
    keys = {key_label(key) for command in COMMANDS for key in command.keys}
    assert {key for key in keys if f"`{key}`" not in TEXT} == set()


def test_every_exit_code_has_its_words() -> None:
    assert set(EXIT_CODES) == set(Exit)


def test_everything_that_the_readme_links_to_is_there() -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)|src=\"(?!https?:)([^\"]+)\"", TEXT)
    named = {first or second for first, second in targets}
    assert any(name.startswith("screenshots/") for name in named)
    assert {name for name in named if not (ROOT / name).exists()} == set()


def test_every_link_within_the_readme_leads_somewhere() -> None:
    headings = {
        re.sub(r"[^\w\- ]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in TEXT.splitlines()
        if line.startswith("#")
    }
    assert {anchor for anchor in re.findall(r"\]\(#([^)]+)\)", TEXT) if anchor not in headings} == set()


def test_the_readme_allows_what_setting_up_and_removing_take() -> None:
    (policy,) = (
        json.loads(block)
        for block in re.findall(r"```json\n(.+?)```", TEXT, re.DOTALL)
        if "SetUpEvents" in block
    )
    assert sorted(policy["Action"]) == sorted({*SETUP_ACTIONS, *REMOVE_ACTIONS})


def test_every_dependency_has_its_reason_in_the_readme() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {name for requirement in declared if (name := re.split(r"[<>=\[ ]", requirement)[0])}
    assert {name for name in names if f"**{name}**" not in TEXT} == set()


def test_every_make_target_that_the_readme_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = set(
        re.findall(
            r"\bmake ([a-z]+)\b", "\n".join(re.findall(r"`[^`]+`|^    .*$|^\$ .*$", TEXT, re.MULTILINE))
        )
    )
    assert {"demo", "test"} <= named
    assert named - targets == set()


def test_the_changelog_knows_this_version() -> None:
    from amplify_tui import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text()
