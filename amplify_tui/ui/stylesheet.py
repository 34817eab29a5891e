"""Finds the one stylesheet, in the wheel or in a checkout."""

from __future__ import annotations

from pathlib import Path


def stylesheet_path() -> Path:
    """Return the packaged copy if it is there, else the one at the top of the checkout.

    Raises:
        FileNotFoundError: The installation is broken: neither is there.
    """
    package = Path(__file__).resolve().parent.parent
    packaged = package / "styles.tcss"
    if packaged.is_file():
        return packaged
    top = package.parent
    if (top / "pyproject.toml").is_file() and (top / "styles.tcss").is_file():
        return top / "styles.tcss"
    raise FileNotFoundError("styles.tcss is missing: install amplify-tui again")
