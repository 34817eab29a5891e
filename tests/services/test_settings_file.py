"""Settings: who wins, what is refused, and that an error names file, line and key."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amplify_tui.model.setting_values import ValueProblem, read_value
from amplify_tui.model.settings import Settings, declared_settings, describe_settings
from amplify_tui.services.paths import find_paths
from amplify_tui.services.settings_file import SettingsError, SettingsSources, load_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Load = Callable[..., Settings]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def load(
        user: str = "", folder: str = "", environment: dict[str, str] | None = None, **flags: object
    ) -> Settings:
        (tmp_path / "config.toml").write_text(user)
        (tmp_path / ".amplify-tui.toml").write_text(folder)
        return load_settings(
            SettingsSources(
                flags, environment or {}, tmp_path / "config.toml", is_named=False, folder=tmp_path
            )
        )

    return load


def complaint(load: Load, **sources: Any) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        load(**sources)
    return caught.value


def test_without_any_source_everything_is_the_default(load: Load) -> None:
    assert load() == Settings()


def test_flag_beats_environment_beats_folder_beats_user_file(load: Load) -> None:
    sources: dict[str, Any] = {"user": 'theme = "user"', "folder": 'theme = "folder"'}
    assert load(user='theme = "user"').theme == "user"
    assert load(**sources).theme == "folder"
    assert load(**sources, environment={"AMPLIFY_TUI_THEME": "environment"}).theme == "environment"
    found = load(**sources, environment={"AMPLIFY_TUI_THEME": "environment"}, theme="flag")
    assert (found.theme, found.sources["theme"]) == ("flag", "--theme")


def test_sources_name_file_and_line(load: Load, tmp_path: Path) -> None:
    found = load(user="# mine\n\nregion = ['a', 'b']\n", environment={"AMPLIFY_TUI_APP": "shop"})
    assert found.region == ("a", "b")
    assert found.sources == {"region": f"{tmp_path}/config.toml line 3", "app": "AMPLIFY_TUI_APP"}


def test_read_only_from_any_source_holds(load: Load) -> None:
    assert load(user="read_only = true", environment={"AMPLIFY_TUI_READ_ONLY": "0"}).read_only
    assert load(folder="read_only = true").read_only
    assert load(environment={"AMPLIFY_TUI_READ_ONLY": "TRUE"}).read_only
    assert load(user="read_only = false", read_only=True).read_only
    assert not load(user="read_only = false").read_only


def test_a_typo_is_told_with_file_line_and_the_nearest_key(load: Load, tmp_path: Path) -> None:
    error = complaint(load, user="app = 'x'\nintervall = 5\n")
    assert error.message == f"{tmp_path}/config.toml line 2: intervall is no setting."
    assert error.hint == "Did you mean interval?"


def test_a_typo_in_the_environment_is_told_too(load: Load) -> None:
    error = complaint(load, environment={"AMPLIFY_TUI_READONLY": "1"})
    assert "AMPLIFY_TUI_READONLY" in error.message
    assert error.hint == "Did you mean AMPLIFY_TUI_READ_ONLY?"


@pytest.mark.parametrize(
    "key",
    ["profile", "region", "endpoint_url", "log_file", "log_level", "calls_per_second", "keys", "no_color"],
)
def test_a_folder_cannot_redirect_requests_or_write_files(load: Load, key: str) -> None:
    error = complaint(load, folder=f"{key} = 'x'")
    assert f"line 1: {key} cannot be set by a folder's file" in error.message


def test_a_folder_can_only_take_writing_away(load: Load) -> None:
    assert "read_only = true" in complaint(load, folder="read_only = false").message


@pytest.mark.parametrize(
    "line", ["yes = true", "json = true", "urls = true", "x\x1by = 1", "[[a]]", "= 1", "a = \x00"]
)
def test_what_is_no_setting_is_refused_by_every_file(load: Load, line: str) -> None:
    assert "\x1b" not in complaint(load, user=line).message
    assert "\x1b" not in complaint(load, folder=line).message


@pytest.mark.parametrize("value", ["0", "1.99", "-3", "nan", "inf", "soon", "1e999", "", "true"])
def test_an_interval_below_two_or_no_number_is_refused(load: Load, value: str) -> None:
    assert complaint(load, interval=value).message.startswith("--interval: ")


@pytest.mark.parametrize("value", ["0", "true", "nan", "'x'", "[3]", "{}"])
def test_a_files_interval_is_checked_too(load: Load, value: str) -> None:
    assert "line 1: interval: " in complaint(load, user=f"interval = {value}").message


def test_an_interval_is_taken_from_every_source(load: Load) -> None:
    assert load(interval="2").interval == 2
    assert load(folder="interval = 2.5").interval == 2.5
    assert load(environment={"AMPLIFY_TUI_INTERVAL": "30"}).pace(is_going=True) == 30
    assert (load().pace(is_going=True), load().pace(is_going=False)) == (3.0, 30.0)


@pytest.mark.parametrize("value", ["yes", "on", "2", "", " "])
def test_a_switch_is_one_of_four_words(load: Load, value: str) -> None:
    environment = {"AMPLIFY_TUI_NO_COLOR": value}
    if value:
        assert "none of 1, 0, true and false" in complaint(load, environment=environment).message
    else:
        assert not load(environment=environment).no_color


def test_no_color_counts_where_it_is_not_empty(load: Load) -> None:
    assert load(environment={"NO_COLOR": "1"}).sources == {"no_color": "NO_COLOR"}
    assert not load(environment={"NO_COLOR": ""}).no_color


def test_keys_are_a_table_of_texts(load: Load) -> None:
    assert load(user='[keys]\nstop = "ctrl+x"').keys == {"stop": "ctrl+x"}
    assert "line 1: keys" in complaint(load, user="keys = 3").message
    assert "is not a text" in complaint(load, user="[keys]\nstop = 3").message


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("address", "ftp://x"), ("address", "http://"), ("address", "http://u:p@x"), ("address", "http://secret@x:0x1"),
        ("address", 3), ("count", "0"), ("count", "1.5"), ("count", True), ("pace", "0"), ("pace", []),
        ("level", "LOUD"), ("level", 3), ("names", 3), ("names", ["a", 3]),
        ("names", ""), ("names", [""]), ("names", "a,,b"), ("names", ["a", "b, "]),
        ("text", "a\x1b[31m"), ("switch", None),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_is_refused_in_one_clean_line(kind: Any, raw: object) -> None:
    with pytest.raises(ValueProblem) as caught:
        read_value(kind, raw)
    assert str(caught.value).isprintable()
    assert "secret" not in str(caught.value)


def test_values_become_their_own_type() -> None:
    assert read_value("names", [" a ,b", "b"]) == ("a", "b")
    assert read_value("names", []) == read_value("queues", "") == read_value("globs", "") == ()
    assert read_value("address", " http://127.0.0.1:8000 ") == "http://127.0.0.1:8000"
    assert read_value("address", "") == ""
    assert read_value("count", "7") == 7
    assert read_value("level", "debug") == "DEBUG"


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    sources = SettingsSources({}, {}, tmp_path / "no.toml", is_named=True, folder=tmp_path)
    with pytest.raises(SettingsError, match="There is no settings file"):
        load_settings(sources)


@pytest.mark.parametrize("content", [b"\xff", b"a" * 300_000, b"[" * 100_000, b"app = "])
def test_a_file_that_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "config.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"config\.toml"):
        load_settings(SettingsSources({}, {}, tmp_path / "config.toml", is_named=False, folder=tmp_path))


def test_a_pipe_for_a_settings_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".amplify-tui.toml")
    with pytest.raises(SettingsError, match="is not a file"):
        load_settings(SettingsSources({}, {}, tmp_path / "no.toml", is_named=False, folder=tmp_path))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(user=st.text(max_size=60).filter(lambda text: "\r" not in text))
def test_any_file_at_all_is_taken_or_refused(load: Load, user: str) -> None:
    try:
        found = load(user=user.encode("utf-8", "ignore").decode())
    except SettingsError as error:
        refusal = error
    else:
        assert isinstance(found, Settings)
        return
    assert "config.toml" in refusal.message


def test_the_reference_describes_every_setting_once() -> None:
    *lines, target, view = describe_settings().splitlines()[2:]
    assert target.startswith("| `[[target]]` |")
    assert view.startswith("| `[[view]]` |")
    assert [line.split("`")[1] for line in lines] == [each.name for each in declared_settings()]
    undeclared = {"targets", "views", "sources"}
    assert len(lines) == len(Settings.__dataclass_fields__.keys() - undeclared)


def test_paths_follow_xdg_where_it_is_absolute(tmp_path: Path) -> None:
    named = find_paths({"XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "relative"}, tmp_path)
    assert str(named.config) == "/c/amplify-tui/config.toml"
    assert named.state == tmp_path / ".local/state/amplify-tui"
    assert named.inside("demo").memory == tmp_path / ".local/state/amplify-tui/demo/state.json"
    assert named.log == tmp_path / ".local/state/amplify-tui/amplify-tui.log"
