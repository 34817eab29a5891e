"""The wheel, made from the source archive as an installer would, holds what it needs and no more."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _build(kind: str, source: Path, target: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(target)]
    result = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    (made,) = target.iterdir()
    return made


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def wheel(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    unpacked = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(archive) as tar:
        tar.extractall(unpacked, filter="data")
    (source,) = unpacked.iterdir()
    return _build("wheel", source, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content where no source tree is near."""
    target = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(target)
    return target


def _run(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(installed), "HOME": str(installed)}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=installed,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_holds_the_package_and_its_stylesheet_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "amplify_tui/styles.tcss" in names
    assert "amplify_tui/py.typed" in names
    assert {name.split("/")[0] for name in names} == {
        "amplify_tui",
        next(name.split("/")[0] for name in names if name.endswith(".dist-info/METADATA")),
    }
    assert [name for name in names if name.endswith(".pyc")] == []


def test_the_wheel_has_every_module_of_the_source_tree(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    modules = {str(path.relative_to(ROOT)) for path in (ROOT / "amplify_tui").rglob("*.py")}
    assert modules - packed == set()


def test_the_wheel_brings_the_command_and_the_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        (entry,) = [name for name in packed.namelist() if name.endswith("entry_points.txt")]
        assert "amplify-tui = amplify_tui.cli.main:main" in packed.read(entry).decode()
        assert any(name.endswith("licenses/LICENSE") for name in packed.namelist())


def test_the_archive_can_be_tested_by_whoever_unpacks_it(archive: Path) -> None:
    with tarfile.open(archive) as tar:
        names = {name.split("/", 1)[1] for name in tar.getnames() if "/" in name}
    wanted = {
        "pyproject.toml",
        "styles.tcss",
        "Makefile",
        "requirements.txt",
        "README.md",
        "tests/__init__.py",
    }
    assert wanted - names == set()
    assert {name for name in names if name.startswith((".venv", ".bench"))} == set()


def test_the_unpacked_wheel_runs_and_tells_its_version(installed: Path) -> None:
    result = _run(installed, "-m", "amplify_tui", "--version")
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == f"amplify-tui {_version()}"


def test_the_unpacked_wheel_finds_its_own_stylesheet(installed: Path) -> None:
    program = (
        "import amplify_tui, pathlib; from amplify_tui.ui import stylesheet; "
        "print(amplify_tui.__file__); print(stylesheet.stylesheet_path())"
    )
    result = _run(installed, "-c", program)
    assert result.returncode == 0, result.stderr
    module, found = map(Path, result.stdout.split())
    assert module.is_relative_to(installed)
    assert found == installed / "amplify_tui" / "styles.tcss"


def _version() -> str:
    result = subprocess.run(
        [sys.executable, "-m", "hatchling", "version"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return result.stdout.strip()
