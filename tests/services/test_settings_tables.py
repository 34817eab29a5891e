"""The tables of the settings: targets and views, and that an error names file, line and key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.keys import Target
from amplify_tui.model.named_targets import NamedTarget
from amplify_tui.model.setting_tables import TableProblem, read_targets, read_views
from amplify_tui.model.settings import MOST_QUEUES, MOST_TARGETS
from amplify_tui.model.text import clean_line
from amplify_tui.model.views import EVERYTHING, View
from amplify_tui.services.settings_file import SettingsError, SettingsSources, load_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from amplify_tui.model.settings import Settings

    Load = Callable[..., Settings]

QUEUE = "https://sqs.eu-west-1.amazonaws.com/123456789012/amplify-tui"
TARGETS = f"""
theme = "amplify-dark"

[[target]]  # where customers are
name = "production"
profile = "prod"
region = ["eu-west-1", "us-east-1"]
events_queue = "{QUEUE}"

[[target]]
name = "staging"
region = "eu-west-1"
"""
VIEWS = """
[[view]]
name = "shops"
apps = ["shop*", "store"]
is_default = true

[[ "view" ]]
name = "red"
branches = "main, release/*"
statuses = ["FAILED", "stuck"]
"""


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
    assert caught.value.message == clean_line(caught.value.message)
    return caught.value


def test_a_target_is_a_profile_in_one_region_or_several(load: Load, tmp_path: Path) -> None:
    found = load(user=TARGETS)
    assert found.targets == (
        NamedTarget("production", "prod", ("eu-west-1", "us-east-1"), (QUEUE,)),
        NamedTarget("staging", "", ("eu-west-1",)),
    )
    assert found.targets[0].targets == (Target("prod", "eu-west-1"), Target("prod", "us-east-1"))
    assert found.event_urls() == (QUEUE,)
    assert found.sources["target production"] == f"{tmp_path}/config.toml line 4"
    assert found.sources["target staging"] == f"{tmp_path}/config.toml line 10"


def test_a_target_is_called_by_its_name_with_the_region_where_it_has_several(load: Load) -> None:
    found = load(user=TARGETS)
    assert found.label_of(Target("prod", "us-east-1")) == "production us-east-1"
    assert found.label_of(Target("", "eu-west-1")) == "staging"
    assert found.label_of(Target("prod", "eu-north-1")) == ""


@pytest.mark.parametrize(
    "named",
    [
        {"profile": "other"},
        {"region": ["us-east-1"]},
        {"environment": {"AMPLIFY_TUI_PROFILE": "x"}},
        {"environment": {"AMPLIFY_TUI_REGION": "us-east-1"}},
    ],
)
def test_a_place_that_is_named_elsewhere_goes_before_the_targets(load: Load, named: dict[str, Any]) -> None:
    found = load(user=TARGETS, **named)
    assert found.targets_in_force == ()
    assert found.event_urls() == ()
    assert found.label_of(Target("", "eu-west-1")) == "staging"


def test_the_targets_go_before_a_profile_of_the_same_file(load: Load) -> None:
    found = load(user="profile = 'other'\n" + TARGETS)
    assert found.targets_in_force == found.targets


def test_views_are_found_by_name_and_one_of_them_may_be_the_default(load: Load, tmp_path: Path) -> None:
    found = load(user=VIEWS)
    shops = View("shops", apps=("shop*", "store"))
    red = View("red", branches=("main", "release/*"), statuses=("FAILED", "stuck"))
    assert found.views == (shops, red)
    assert (found.find_view("red"), found.find_view("shops"), found.find_view("")) == (red, shops, EVERYTHING)
    assert (found.view, found.sources["view"]) == ("shops", f"{tmp_path}/config.toml line 5")
    assert found.sources["view red"] == f"{tmp_path}/config.toml line 7"


def test_whoever_names_a_view_goes_before_the_default(load: Load, tmp_path: Path) -> None:
    folder = load(user=VIEWS, folder="view = 'red'")
    assert (folder.view, folder.sources["view"]) == ("red", f"{tmp_path}/.amplify-tui.toml line 1")
    assert load(user=VIEWS, environment={"AMPLIFY_TUI_VIEW": "red"}).view == "red"
    assert load(user=VIEWS, view="").view == ""


def test_a_text_is_the_name_of_a_view(load: Load) -> None:
    assert load(user="view = 'red'").view == "red"
    assert load(user="view = 'red'").views == ()


@pytest.mark.parametrize("table", ["[[target]]\nname='x'\nregion='y'", "[target]\nname='x'", "target = 3"])
def test_a_folder_has_no_targets(load: Load, table: str) -> None:
    assert "line 1: target: a folder's file cannot have" in complaint(load, folder=table).message


def test_a_folder_defines_no_views(load: Load) -> None:
    error = complaint(load, folder="[[view]]\nname = 'mine'")
    assert "line 1: view: a folder's file cannot have [[view]] tables" in error.message
    assert 'view = "mine"' in error.hint


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("target = 'x'", "line 1: target: is a list of tables: write [[target]] with two brackets."),
        ("[target]\nname = 'x'", "line 1: target: is a list of tables"),
        ("target = [3]", "line 1: target: is a list of tables"),
        ("view = 3", "line 1: view: is a list of tables"),
        ("[view]\nname = 'x'", "line 1: view: is a list of tables"),
        ("\n[[target]]\nname = 'a'", "line 2: target region: is missing"),
        ("[[target]]\nname = 'a'\n[[target]]\nregion = 'x'", "line 1: target region: is missing"),
        ("[[target]]\nname = 'a'\nregion = []", "line 3: target region: is missing"),
        ("[[target]]\nregion = 'a'", "line 1: target name: is missing"),
        ("[[target]]\nregion = 'a'\nname = ' '", "line 3: target name: is missing"),
        (f"[[target]]\nregion = 'a'\nname = '{'x' * 61}'", "line 3: target name: is too long"),
        ("[[target]]\nname = 'a'\nregion = 3", "line 3: target region: “3” is not a text."),
        ("[[target]]\nname = 'a'\nregoin = 'x'", "line 3: target regoin: is nothing that a [[target]] has."),
        (
            "[[target]]\nname = 'a'\nregion = 'x'\n[[target]]\nregion = 'y'\nname = 'A'",
            "line 6: target name: there is a target A already.",
        ),
        (
            "[[target]]\nname='a'\nregion = 'x'\n[[target]]\nname='b'\nregion=['y', 'x']",
            "line 6: target region: x of this profile is in a already.",
        ),
        (
            "[[target]]\nname='a'\nregion='x'\nevents_queue = 'arn:aws:sqs:eu-west-1:123456789012:q'",
            "line 4: target events_queue: “arn:aws:sqs:eu-west-1:123456789012:q” is not the address",
        ),
        ("[[view]]\napps = 'x'", "line 1: view name: is missing"),
        ("[[view]]\nname = 'a'\n[[view]]\nname = 'a'", "line 4: view name: there is a view a already."),
        ("[[view]]\nname = 'a'\nstatuses = ['FAILD']", "line 3: view statuses: "),
        ("[[view]]\nname = 'a'\nstatus = 'FAILED'", "line 3: view status: is nothing that a [[view]] has."),
        ("[[view]]\nname = 'a'\nis_default = 'yes'", "line 3: view is_default: “yes” is none of 1, 0"),
        (
            "[[view]]\nname = 'a'\nis_default = true\n[[view]]\nname = 'b'\n\nis_default = true",
            "line 7: view is_default: is set for a already.",
        ),
        ("[[view]]\nname = 'a'\nbranches = ['']", "line 3: view branches: an entry is blank."),
        (f"[[view]]\nname = 'a'\napps = ['{'x' * 10_001}']", "line 3: view apps: “xxx"),
        ("[[view]]\nname = 'a\\u001b[31m'".replace("'", '"'), "line 2: view name: "),
        ("[[targets]]\nname = 'a'", "line 1: targets is no setting."),
    ],
)
def test_a_table_that_cannot_be_used_is_told_with_file_line_and_key(
    load: Load, tmp_path: Path, text: str, said: str
) -> None:
    assert complaint(load, user=text).message.startswith(f"{tmp_path}/config.toml {said}")


def test_what_is_too_long_is_said_to_be_so(load: Load) -> None:
    assert "… is too long: 10,000 characters" in complaint(load, region="x" * 10_001).message.replace("”", "")
    urls = ",".join(f"{QUEUE}-{'x' * 60}-{number}" for number in range(MOST_QUEUES))
    assert len(load(environment={"AMPLIFY_TUI_EVENTS_QUEUE": urls}).event_urls()) == MOST_QUEUES


def test_a_spell_may_be_zero_and_says_so(load: Load) -> None:
    assert load(user="spotlight = 0").spotlight == 0.0
    assert "is not a number from 0 on" in complaint(load, user="spotlight = -1").message


def test_a_mistyped_key_gets_a_suggestion(load: Load) -> None:
    assert complaint(load, user="[[target]]\nname = 'a'\nregoin = 'x'").hint == "Did you mean region?"
    assert complaint(load, user="[[view]]\nwhatever = 1").hint.startswith("It has name, apps, ")
    assert "stuck" in complaint(load, user="[[view]]\nname = 'a'\nstatuses = 'stuk'").message
    assert complaint(load, user="[[targets]]\nname = 'a'").hint == "Did you mean target?"


def test_inline_tables_are_tables_too(load: Load, tmp_path: Path) -> None:
    text = "theme = 'x'\ntarget = [{name = 'a', region = 'x'}]"
    assert load(user=text).targets == (NamedTarget("a", "", ("x",)),)
    broken = complaint(load, user=text.replace("region", "regio")).message
    assert broken.startswith(f"{tmp_path}/config.toml line 2: target regio: ")


def test_one_process_watches_so_many_targets_and_no_more(load: Load) -> None:
    regions = [f"r-{number}" for number in range(MOST_TARGETS)]
    table = f"[[target]]\nname = 'a'\nregion = {regions}\n"
    assert len(load(user=table).targets_in_force[0].targets) == MOST_TARGETS
    more = complaint(load, user=table + "[[target]]\nname = 'b'\nregion = 'x'").message
    assert f"line 6: target region: these are more than {MOST_TARGETS} targets" in more
    assert "make 51 targets" in complaint(load, region=[*regions, "x"]).message
    assert "make 60 targets" in complaint(load, region=regions[:20], profile=["a", "b", "c"]).message


def test_one_process_reads_so_many_queues_and_no_more(load: Load) -> None:
    urls = [f"{QUEUE}-{number}" for number in range(MOST_QUEUES)]
    assert load(events_queue=urls).event_urls() == tuple(urls)
    assert f"these are {MOST_QUEUES + 1} queues" in complaint(load, user=TARGETS, events_queue=urls).message


@pytest.mark.parametrize(
    "url",
    [
        "queue",
        "ftp://x/123456789012/q",
        "https://sqs.eu-west-1.amazonaws.com/q",
        "http://user:secret@x/1/q",
        "https://sqs.eu-west-1.amazonaws.com/123456789012/q?X-Amz-Signature=secret",
        "user:secret@x:99999999",
        "http://",
    ],
)
def test_an_address_that_is_no_queues_is_refused_at_the_start(load: Load, url: str) -> None:
    refused = complaint(load, events_queue=[url]).message
    assert refused.startswith("--events-queue: ")
    assert "secret" not in refused


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("spotlight", ["0", "0.5", "3600"], ["-1", "3601", "nan", "soon"]),
        ("page_seconds", ["2", "15.5", "3600"], ["0", "1.9", "3601", "inf"]),
        ("interval", ["2", "3600"], ["0", "-1", "1e300"]),
        ("concurrent_jobs", ["1", "50"], ["0", "2.5", "-1", "many", "1e300"]),
        ("calls_per_second", ["0.1", "1000"], ["0", "-2", "nan", "1e-300", "1e300"]),
        ("calls_burst", ["1", "10000"], ["0", "10001"]),
    ],
)
def test_paces_and_spells_have_their_bounds(load: Load, name: str, good: list[str], bad: list[str]) -> None:
    for value in good:
        assert getattr(load(environment={f"AMPLIFY_TUI_{name.upper()}": value}), name) == float(value)
        assert getattr(load(user=f"{name} = {value}"), name) == float(value)
    for value in bad:
        error = complaint(load, user=f"{name} = '{value}'")
        assert f"line 1: {name}: “{value}” is " in error.message


words = st.text(max_size=4) | st.sampled_from(["name", "region", "apps", "a", "eu-west-1", "FAILED"])
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)


@given(
    raw=anything | st.lists(st.fixed_dictionaries({"name": words, "region": words | anything}), max_size=4)
)
def test_whatever_stands_there_is_taken_or_refused_in_one_clean_line(raw: object) -> None:
    for read in (read_targets, read_views):
        refusals = []
        try:
            read(raw)
        except TableProblem as problem:
            refusals.append(f"{problem}{problem.hint}")
        assert refusals == [clean_line(refusal) for refusal in refusals]
