"""The log file: small, private, and without secrets."""

from __future__ import annotations

import logging
import os
import re
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from amplify_tui.services.paths import PRIVATE_FILE, make_private

_LOG: Final = logging.getLogger("amplify_tui")
_SIZE: Final = 1_000_000
_OLDER_FILES: Final = 2
_FORMAT: Final = "%(asctime)s.%(msecs)03d %(levelname)s %(name)s: %(message)s"
# Patterns are texts, which `re` compiles at the first record.
_QUERIES: Final = r"""(?i)\?[^\s"'<>]*X-Amz-[^\s"'<>]*"""
_PARAMETERS: Final = (
    r"""(?i)(X-Amz-(?:Signature|Credential|Security-Token)|aws_(?:secret_access_key|session_token)|Authorization)"""
    r"""(["']?\s*[=:]\s*["']?)[^\s"'&<>,;]+"""
)
_KEYS: Final = r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"


def redact(text: str) -> str:
    """Take presigned queries, signatures, tokens and key ids out of a text."""
    unsigned = re.sub(_PARAMETERS, r"\1\2<secret>", re.sub(_QUERIES, "?<secret>", text))
    return re.sub(_KEYS, "<key>", unsigned)


class Redacting(logging.Formatter):
    """Formats a record, its traceback included, and takes the secrets out of the result."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line or lines to be written."""
        return redact(super().format(record))


class PrivateFile(RotatingFileHandler):
    """Three files of a megabyte that only their owner can read, made at the first record."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=_SIZE, backupCount=_OLDER_FILES, encoding="utf-8", delay=True)
        self.setFormatter(Redacting(_FORMAT, datefmt="%Y-%m-%dT%H:%M:%S"))

    def _open(self) -> TextIOWrapper:
        make_private(Path(self.baseFilename).parent)
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, PRIVATE_FILE)
        return TextIOWrapper(os.fdopen(handle, "ab"), encoding="utf-8", errors="backslashreplace")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Drop a record that cannot be written: a full disk must not write over the screen."""


def start_log(path: Path, level: str) -> None:
    """Send the program's own records to a file from now on, and warnings of its libraries.

    Args:
        path: The file; it and its folder are made at the first record.
        level: Least level that is logged.
    """
    handler = PrivateFile(path)
    root = logging.getLogger()
    for old in [each for each in root.handlers if isinstance(each, PrivateFile)]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    # Below warnings, botocore writes whole requests, credentials included.
    root.setLevel(logging.WARNING)
    _LOG.setLevel(level)
