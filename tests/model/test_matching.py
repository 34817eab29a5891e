"""Names, ids and repositories find the app that is meant, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.apps import App, Branch
from amplify_tui.model.keys import AppKey, BranchKey, Target
from amplify_tui.model.matching import (
    match_app,
    match_branch,
    match_repository,
    near_matches,
    normalise_repository,
)

HERE = Target("", "eu-west-1")


def make_app(app_id: str, name: str, repository: str | None = None) -> App:
    return App(AppKey(HERE, app_id), name, repository=repository)


@pytest.mark.parametrize(
    "address",
    [
        "https://github.com/Acme/Shop",
        "https://github.com/acme/shop.git",
        "https://github.com/acme/shop/",
        "https://www.github.com/acme/shop.git/",
        "https://user:pass@github.com/acme/shop",
        "https://x-token:p@ss@github.com/acme/shop",
        "https://ghp_token@github.com/acme//shop?x=1#y",
        "git@github.com:acme/shop.git",
        "github.com:acme/shop",
        "ssh://git@github.com/acme/shop.git",
        "ssh://git@github.com:22/acme/shop",
        "ssh://git@ssh.github.com:443/acme/shop.git",
        "git://github.com/acme/shop",
        "  git@github.com:acme/shop.git\n",
    ],
)
def test_every_way_to_write_a_repository_becomes_one(address: str) -> None:
    assert normalise_repository(address) == "github.com/acme/shop"


def test_codecommit_has_its_own_way() -> None:
    whole = "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/Shop"
    assert normalise_repository("codecommit::eu-west-1://profile@Shop") == normalise_repository(whole)


@pytest.mark.parametrize("address", ["", "/srv/git/shop.git", "../shop", "file:///srv/shop", "https://", "x"])
def test_what_is_no_remote_has_no_common_form(address: str) -> None:
    assert normalise_repository(address) == ""


@given(st.text(max_size=40), st.text(alphabet="abcXYZ019%-_.~!$&'()*+,;=", min_size=9, max_size=20))
def test_no_password_survives(user: str, password: str) -> None:
    clean_user = "".join(
        character for character in user if character not in "/@:?#" and character.isprintable()
    )
    address = f"https://{clean_user}:{password}-S3CRET@git.example.org/a/b"
    assert "s3cret" not in normalise_repository(address)


@given(st.text())
def test_any_text_at_all_is_taken(text: str) -> None:
    assert "@" not in normalise_repository(text).split("/", 1)[0]


def test_the_first_repository_that_any_app_is_connected_to_decides() -> None:
    fork, shop = (
        make_app("d1", "fork", "https://github.com/me/shop"),
        make_app("d2", "shop", "git@github.com:acme/shop"),
    )
    none = make_app("d3", "manual")
    assert match_repository([none, shop, fork], ["github.com/me/shop", "github.com/acme/shop"]) == (fork,)
    assert match_repository([none, shop], ["github.com/me/shop", "https://github.com/acme/shop"]) == (shop,)
    assert match_repository([none, shop], ["", "/srv/shop"]) == ()


def test_an_id_wins_over_a_name_and_an_exact_name_over_other_case() -> None:
    first, second, third = make_app("d1", "d2"), make_app("d2", "shop"), make_app("d3", "Shop")
    apps = [first, second, third]
    assert match_app(apps, "d2") == (second,)
    assert match_app(apps, "Shop") == (third,)
    assert match_app(apps, "SHOP") == (second, third)
    assert match_app(apps, "nothing") == ()


def test_a_branch_is_found_exactly_before_it_is_found_in_other_case() -> None:
    upper, lower = (Branch(BranchKey(AppKey(HERE, "d1"), name)) for name in ("Main", "main"))
    assert match_branch([upper, lower], "main") == (lower,)
    assert match_branch([upper, lower], "MAIN") == (upper, lower)


def test_a_name_is_found_as_it_is_shown() -> None:
    odd = make_app("d1", "\x1b]0;title\x07na\u202emes\x1b[2J")
    assert match_app([odd, make_app("d2", "other")], "names") == (odd,)
    branch = Branch(BranchKey(AppKey(HERE, "d1"), "rel\u200b  ease\x07"))
    assert match_branch([branch], "rel ease") == (branch,)


def test_near_matches_are_the_likeliest_first() -> None:
    names = ["storefront", "store", "docs", "my-storefront-next"]
    assert near_matches("storefrnt", names)[0] == "storefront"
    assert near_matches("Docs", names) == ("docs",)
    assert "my-storefront-next" in near_matches("front", names)
    assert near_matches("", names) == ()
    assert near_matches("zzz", names) == ()
