"""info: every path and setting in force, and where it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.model.settings import declared_settings

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


async def test_info_names_every_setting_and_path_with_its_source(command_line: CommandLine) -> None:
    command_line.config.write_text("theme = 'dark'\n[keys]\nstop = 'ctrl+x'\n")
    (command_line.folder / ".amplify-tui.toml").write_text("interval = 5")
    command_line.environment["AMPLIFY_TUI_APP"] = "shop"
    result = await command_line("info", "--json", "--profile", "a,b", "--log-file", "my.log")
    assert result.code == 0
    assert all(set(entry) == {"name", "value", "source"} for entry in result.json)
    entries = {entry["name"]: (entry["value"], entry["source"]) for entry in result.json}
    assert {each.name for each in declared_settings()} <= set(entries)
    assert entries["theme"] == ("dark", f"{command_line.config} line 1")
    assert entries["interval"] == (5, f"{command_line.folder}/.amplify-tui.toml line 1")
    assert entries["app"] == ("shop", "AMPLIFY_TUI_APP")
    assert entries["profile"] == (["a", "b"], "--profile")
    assert entries["keys"] == ({"stop": "ctrl+x"}, f"{command_line.config} line 2")
    assert entries["branch"] == ("", "default")
    assert entries["log"] == (f"{command_line.folder}/my.log", "--log-file")
    assert entries["state_folder"] == (str(command_line.state), "XDG_STATE_HOME")
    assert entries["styles"][0].endswith("styles.tcss")
    assert "version" in entries


async def test_info_for_a_pipe_is_three_columns(command_line: CommandLine) -> None:
    result = await command_line(
        "info", "--read-only", "--config", str(command_line.config.parent / "../x.toml")
    )
    assert result.code == 2
    rows = (await command_line("info", "--read-only")).rows
    assert all(len(row) == 3 for row in rows)
    assert ["read_only", "true", "--read-only"] in rows


async def test_nothing_is_created_unasked(command_line: CommandLine) -> None:
    await command_line("info")
    await command_line("jobs", "--profile", "nobody")
    assert not command_line.state.exists()
    assert not command_line.config.exists()


TABLES = """
[[target]]
name = "production"
profile = "prod"
region = ["eu-west-1", "us-east-1"]

[[view]]
name = "red"
statuses = "failed,stuck"
is_default = true
"""


async def test_info_lists_targets_and_views_with_their_lines(command_line: CommandLine) -> None:
    command_line.config.write_text(TABLES)
    entries = {entry["name"]: entry for entry in (await command_line("info", "--json")).json}
    assert entries["target production"] == {
        "name": "target production",
        "value": {"profile": "prod", "region": ["eu-west-1", "us-east-1"], "eventsQueue": []},
        "source": f"{command_line.config} line 2",
    }
    assert entries["view red"]["value"] == {"apps": [], "branches": [], "statuses": ["failed", "stuck"]}
    assert entries["view red"]["source"] == f"{command_line.config} line 7"
    assert (entries["view"]["value"], entries["view"]["source"]) == ("red", f"{command_line.config} line 10")
    rows = (await command_line("info")).rows
    said = "profile=prod,region=eu-west-1,us-east-1"
    assert ["target production", said, f"{command_line.config} line 2"] in rows


async def test_info_says_what_goes_before_the_targets(command_line: CommandLine) -> None:
    command_line.config.write_text(TABLES)
    rows = (await command_line("info", "--profile", "x")).rows
    (source,) = [row[2] for row in rows if row[0] == "target production"]
    assert source == f"{command_line.config} line 2, but --profile goes first"
