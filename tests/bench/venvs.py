"""Programs that the bench compares with, each in an environment of its own below ``.bench``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[2] / ".bench"
INSTALL_SECONDS = 240


def program(package: str, name: str) -> Path | None:
    """Return the path of a package's program, installing the package where it is not there yet.

    Args:
        package: What pip shall install.
        name: Name of the program.

    Returns:
        None where it cannot be installed; that is tried again at the next run.
    """
    home = FOLDER / package
    found = home / "bin" / name
    if found.exists():
        return found
    pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    try:
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True, capture_output=True)
        subprocess.run([*pip, package], check=True, capture_output=True, timeout=INSTALL_SECONDS)
    except (OSError, subprocess.SubprocessError):
        return None
    return found if found.exists() else None
