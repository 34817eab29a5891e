"""Links lead to the right page, whatever form an address has, and carry no credentials."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.apps import App
from amplify_tui.model.jobs import Job
from amplify_tui.model.keys import AppKey, BranchKey, JobKey, Target
from amplify_tui.model.links import commit_url, console_url, repository_url, site_url

APP = AppKey(Target("prod", "eu-west-1"), "d1abc")
SHA = "0123456789abcdef0123456789abcdef01234567"


def app(repository: str | None, domain: str | None = "d1abc.amplifyapp.com") -> App:
    return App(APP, "shop", repository=repository, default_domain=domain)


def job(commit_id: str | None) -> Job:
    return Job(JobKey(BranchKey(APP, "main"), 7), "SUCCEED", commit_id=commit_id)


def test_the_console_page_of_app_branch_and_job() -> None:
    base = "https://eu-west-1.console.aws.amazon.com/amplify/apps/d1abc"
    branch = BranchKey(APP, "feature/ünï?#")
    assert console_url(APP) == base
    assert console_url(branch) == f"{base}/branches/feature%2F%C3%BCn%C3%AF%3F%23"
    assert console_url(JobKey(branch, 28)) == f"{base}/branches/feature%2F%C3%BCn%C3%AF%3F%23/deployments/28"


def test_a_region_that_is_none_makes_no_console_address() -> None:
    assert console_url(AppKey(Target("", "evil.example/"), "d1")) is None


def test_a_site_has_dashes_for_slashes() -> None:
    assert (
        site_url(app(None), BranchKey(APP, "feature/Login")) == "https://feature-login.d1abc.amplifyapp.com"
    )
    assert site_url(app(None, None), BranchKey(APP, "main")) == "https://main.d1abc.amplifyapp.com"


@pytest.mark.parametrize("name", ["ünï", "a.b", "-x", "a" * 64, "a b", "a@evil.example", ""])
def test_a_name_whose_host_nobody_knows_has_no_site(name: str) -> None:
    assert site_url(app(None), BranchKey(APP, name)) is None


def test_a_domain_that_is_none_makes_no_site() -> None:
    assert site_url(app(None, "evil.example/x?"), BranchKey(APP, "main")) is None


@pytest.mark.parametrize(
    ("repository", "page"),
    [
        ("https://github.com/acme/shop", f"https://github.com/acme/shop/commit/{SHA}"),
        ("https://github.com/acme/shop.git/", f"https://github.com/acme/shop/commit/{SHA}"),
        ("https://user:secret@github.com/acme/shop.git", f"https://github.com/acme/shop/commit/{SHA}"),
        ("git@github.com:acme/shop.git", f"https://github.com/acme/shop/commit/{SHA}"),
        ("ssh://git@ssh.github.com:443/acme/shop.git", f"https://github.com/acme/shop/commit/{SHA}"),
        ("https://github.acme.example/web/shop", f"https://github.acme.example/web/shop/commit/{SHA}"),
        ("https://gitlab.com/acme/group/shop.git", f"https://gitlab.com/acme/group/shop/-/commit/{SHA}"),
        ("git@gitlab.com:acme/group/shop.git", f"https://gitlab.com/acme/group/shop/-/commit/{SHA}"),
        ("http://gitlab.lan:8080/a/b", f"http://gitlab.lan:8080/a/b/-/commit/{SHA}"),
        ("git@bitbucket.org:acme/shop.git", f"https://bitbucket.org/acme/shop/commits/{SHA}"),
        ("https://x-token-auth@bitbucket.org/acme/shop", f"https://bitbucket.org/acme/shop/commits/{SHA}"),
    ],
)
def test_the_commit_page_at_each_host(repository: str, page: str) -> None:
    assert commit_url(app(repository), job(SHA)) == page


@pytest.mark.parametrize(
    "repository",
    [
        "https://git-codecommit.us-east-1.amazonaws.com/v1/repos/Shop",
        "ssh://git-codecommit.us-east-1.amazonaws.com/v1/repos/Shop",
        "ssh://APKAEXAMPLE@git-codecommit.us-east-1.amazonaws.com/v1/repos/Shop",
        "codecommit::us-east-1://Shop",
        "codecommit::us-east-1://profile@Shop",
    ],
)
def test_the_commit_page_at_codecommit(repository: str) -> None:
    page = "https://us-east-1.console.aws.amazon.com/codesuite/codecommit/repositories/Shop"
    assert repository_url(app(repository)) == f"{page}/browse"
    assert commit_url(app(repository), job(SHA)) == f"{page}/commit/{SHA}"


def test_codecommit_without_region_is_in_the_apps_own() -> None:
    page = repository_url(app("codecommit://shop"))
    assert page is not None
    assert page.startswith("https://eu-west-1.console")


@pytest.mark.parametrize("commit", [None, "HEAD", "", "main", "abc12", "../../x", "g" * 40])
def test_what_is_no_sha_has_no_page(commit: str | None) -> None:
    assert commit_url(app("https://github.com/acme/shop"), job(commit)) is None


@pytest.mark.parametrize(
    "repository",
    [
        None,
        "",
        "/srv/git/shop.git",
        "file:///etc/passwd",
        "javascript:alert(1)//x",
        "https://github.com/",
        "https://",
    ],
)
def test_what_is_no_repository_has_no_page(repository: str | None) -> None:
    assert repository_url(app(repository)) is None or commit_url(app(repository), job(SHA)) is None


def test_an_unknown_host_has_a_page_but_no_commit_page() -> None:
    assert repository_url(app("https://git.example/acme/shop")) == "https://git.example/acme/shop"
    assert commit_url(app("https://git.example/acme/shop"), job(SHA)) is None
    assert commit_url(app("https://notgithub.example/acme/shop"), job(SHA)) is None


@given(
    st.text(max_size=60), st.sampled_from(["", "https://", "https://u:p@", "git@github.com:", "codecommit::"])
)
def test_no_repository_address_makes_a_page_with_credentials_or_controls(text: str, start: str) -> None:
    page = repository_url(app(start + text))
    if page is not None:
        assert page.isascii()
        assert page.isprintable()
        assert urlsplit(page).scheme in {"http", "https"}
        assert "@" not in urlsplit(page).netloc
