from __future__ import annotations

from amplify_tui.model.apps import App
from amplify_tui.model.keys import AppKey, Target
from amplify_tui.ui.naming import app_label, id_tails

TARGET = Target("", "eu-west-1")
ONE, TWO, OTHER = (
    App(AppKey(TARGET, app_id), name)
    for app_id, name in (("dabcdefg12345", "shop"), ("dabcdefg67890", "shop"), ("dabcdefg00000", "docs"))
)


def test_only_apps_that_share_a_name_get_the_end_of_their_id() -> None:
    assert id_tails([ONE, TWO, OTHER]) == {ONE.key: "…12345", TWO.key: "…67890"}


def test_a_name_of_its_own_is_label_enough() -> None:
    assert app_label(OTHER, [ONE, TWO, OTHER]) == "docs"
    assert app_label(ONE, [ONE, TWO, OTHER]) == "shop …12345"


def test_names_that_only_look_alike_are_told_apart_too() -> None:
    twin = App(AppKey(TARGET, "dzzzzz99999"), "sh\u200bop\x1b[0m")
    assert app_label(twin, [OTHER, ONE, twin]) == "shop …99999"
