"""The current folder's repository and branch are read from git's own files."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.services.folder import Checkout, _entries, read_checkout

if TYPE_CHECKING:
    from pathlib import Path

QUIET = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "PATH": os.environ["PATH"]}
WHO = ("-c", "user.name=a", "-c", "user.email=a@example.org")


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, env=QUIET, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    folder.mkdir()
    git(folder, "init", "-b", "feature/ünï")
    git(folder, "remote", "add", "fork", "https://me:s3cret@github.com/me/shop.git")
    git(folder, "remote", "add", "origin", "git@github.com:acme/shop.git")
    git(folder, *WHO, "commit", "--allow-empty", "-m", "x")
    return folder


def test_a_folder_below_the_work_tree_counts_too(repository: Path) -> None:
    below = repository / "src" / "app"
    below.mkdir(parents=True)
    assert read_checkout(below) == Checkout(("github.com/acme/shop", "github.com/me/shop"), "feature/ünï")


def test_the_remote_that_the_branch_follows_comes_first(repository: Path) -> None:
    git(repository, "config", "branch.feature/ünï.remote", "fork")
    assert read_checkout(repository).repositories[0] == "github.com/me/shop"


def test_a_second_work_tree_has_a_branch_of_its_own_and_the_same_remotes(repository: Path) -> None:
    git(repository, "worktree", "add", "-b", "second", "../second")
    found = read_checkout(repository.parent / "second")
    assert found == Checkout(("github.com/acme/shop", "github.com/me/shop"), "second")


def test_a_relative_gitdir_file_is_followed(repository: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / ".git").write_text("gitdir: ../shop/.git\n")
    assert read_checkout(other).branch == "feature/ünï"


def test_a_commit_that_is_checked_out_alone_is_no_branch(repository: Path) -> None:
    git(repository, "checkout", "--detach")
    assert read_checkout(repository) == Checkout(("github.com/acme/shop", "github.com/me/shop"), "")


def test_outside_of_git_there_is_nothing(tmp_path: Path) -> None:
    assert read_checkout(tmp_path) == Checkout()


@pytest.mark.parametrize(
    "content", [b"", b"gitdir: /nowhere", b"gitdir: \x00", b"\xff\xfe", b"[remote", b"gitdir: ."]
)
def test_a_broken_git_file_is_no_work_tree(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ".git").write_bytes(content)
    assert read_checkout(tmp_path) == Checkout()


def test_a_git_file_that_never_ends_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    os.mkfifo(tmp_path / ".git" / "config")
    os.mkfifo(tmp_path / ".git" / "HEAD")
    assert read_checkout(tmp_path) == Checkout()


def test_gits_own_ways_to_write_a_value_are_read(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text(
        '# comment\n[Remote "a\\"b"] url = "https://example.org/x" ; why\n'
        "[remote]\n\turl\n[core]\n\tbare = false\n"
        '[remote "origin"]\n\tURL = https://example.org/y # c\n\turl = https://example.org/z\n'
    )
    assert read_checkout(tmp_path).repositories == ("example.org/y", "example.org/x")


@given(st.text())
def test_any_config_at_all_is_taken(text: str) -> None:
    for _, _, key, _ in _entries(text):
        assert key == key.lower()
