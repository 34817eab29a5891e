"""Each import contract goes red when it is violated, or it would guard nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINTER = Path(sys.executable).with_name("lint-imports")

VIOLATIONS = {
    "Imports point down: cli, ui, store, services, model": ("store/store.py", "amplify_tui.ui.wiring"),
    "Only the command line reaches the simulator": ("services/aws.py", "amplify_tui.simulator.wire"),
    "The simulator knows the model only": ("simulator/contract.py", "amplify_tui.services.errors"),
    "Only the ui knows Textual": ("store/poller.py", "textual.app"),
    "The ui reaches services through ports and errors only": ("ui/wiring.py", "amplify_tui.services.aws"),
    "Only services and the simulator's wire know the AWS libraries": ("store/writes.py", "botocore.session"),
    "The model is pure": ("model/jobs.py", "pathlib"),
}


def _contracts() -> list[str]:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return [contract["name"] for contract in declared]


def _copy(folder: Path) -> None:
    shutil.copytree(
        ROOT / "amplify_tui", folder / "amplify_tui", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "pyproject.toml", folder)


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([LINTER, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


def test_every_contract_has_a_violation_here() -> None:
    assert sorted(VIOLATIONS) == sorted(_contracts())


@pytest.mark.parametrize("contract", VIOLATIONS)
def test_a_violated_contract_is_reported(contract: str, tmp_path: Path) -> None:
    _copy(tmp_path)
    path, module = VIOLATIONS[contract]
    with (tmp_path / "amplify_tui" / path).open("a") as file:
        file.write(f"\nimport {module}\n")
    result = _lint(tmp_path)
    assert result.returncode == 1, result.stdout + result.stderr
    assert f"{contract} BROKEN" in " ".join(result.stdout.split())
