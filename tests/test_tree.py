"""The repository keeps its own measure and speaks of itself alone."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
MOST_LINES = 300
MOST_METHODS = 20
MOST_FUNCTION_LINES = 40
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
TEXTS = {"", ".py", ".toml", ".md", ".txt", ".tcss", ".svg", ".yml", ".ambr"}
FOREIGN = re.compile(
    r"(?<![\w.~-])/(?:work|root|opt|home/\w+)/\w|[p]ypi\.org|[p]ythonhosted|[r]egistry\.npmjs|[i]ndex-url"
)
"""Paths of one machine and addresses of package registries; written so as not to find itself."""


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git work tree")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in tracked():
        if path.suffix == ".py":
            yield path, ast.parse(path.read_text())


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines_of_code(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function without its docstring."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    has_docstring = ast.get_docstring(function) is not None
    return lines - ((first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0)


def test_no_module_is_too_long() -> None:
    lengths = {name_of(path): len(path.read_text().splitlines()) for path, _ in modules()}
    assert len(lengths) > 20
    assert {name: lines for name, lines in lengths.items() if lines >= MOST_LINES} == {}


def test_no_class_has_too_many_methods_and_no_function_is_too_long() -> None:
    found = []
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                methods = [part for part in node.body if isinstance(part, FUNCTIONS)]
                if len(methods) >= MOST_METHODS and "Protocol" not in ast.unparse(node):
                    found.append(f"{name_of(path)}: class {node.name} has {len(methods)} methods")
            if isinstance(node, FUNCTIONS) and (lines := lines_of_code(node)) >= MOST_FUNCTION_LINES:
                found.append(f"{name_of(path)}: {node.name} has {lines} lines")
    assert found == []


def test_nothing_names_a_machine_or_a_registry() -> None:
    found = []
    for path in tracked():
        if path.suffix in TEXTS:
            for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
                if FOREIGN.search(line):
                    found.append(f"{name_of(path)}:{number}: {line.strip()[:120]}")
    assert found == []


def test_no_module_is_called_after_nothing() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}
    assert [name_of(path) for path, _ in modules() if path.stem in vague] == []


def test_the_contract_of_the_ui_names_every_service_but_ports_and_errors() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (contract,) = [each for each in contracts if each["name"].startswith("The ui reaches services")]
    found = {path.stem for path in (ROOT / "amplify_tui/services").glob("*.py")}
    rest = found - {"__init__", "ports", "errors"}
    assert set(contract["forbidden_modules"]) == {f"amplify_tui.services.{name}" for name in rest}
