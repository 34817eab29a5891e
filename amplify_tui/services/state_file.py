"""Remembers a few words from one run to the next, in a file of its own."""

from __future__ import annotations

import logging
import os
import tempfile
from pathlib import Path
from typing import Final

from amplify_tui.services.paths import make_private

_LOG: Final = logging.getLogger(__name__)
_SIZE_LIMIT: Final = 1024 * 1024


class StateFile:
    """A ``ports.Memory`` that keeps texts by name in one JSON file.

    The file is read at every question, so that two dashboards side by side do
    not undo each other's words, and is replaced as a whole, so that it is never
    half written. A file that cannot be read counts as empty.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def recall(self, name: str) -> str | None:
        """Return what was remembered under a name, or None."""
        return self._read().get(name)

    def remember(self, name: str, value: str) -> None:
        """Keep a value under a name; a failure to write is logged, never raised."""
        kept = self._read()
        if kept.get(name) == value:
            return
        kept[name] = value
        import json  # not before there is something to write or read

        try:
            self._replace(json.dumps(kept, indent=1, sort_keys=True))
        except OSError as error:
            _LOG.warning("%s cannot be written: %s", self._path, error.strerror)

    def _read(self) -> dict[str, str]:
        try:
            with self._path.open("rb") as file:
                import json

                found = json.loads(file.read(_SIZE_LIMIT))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            _LOG.warning("%s cannot be read and is ignored: %s", self._path, type(error).__name__)
            return {}
        if not isinstance(found, dict):
            _LOG.warning("%s holds no names and is ignored", self._path)
            return {}
        return {name: value for name, value in found.items() if isinstance(value, str)}

    def _replace(self, text: str) -> None:
        make_private(self._path.parent)
        # mkstemp makes the file readable for its owner alone.
        handle, draft = tempfile.mkstemp(dir=self._path.parent, prefix=".state-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            Path(draft).replace(self._path)
        except OSError:
            Path(draft).unlink(missing_ok=True)
            raise
