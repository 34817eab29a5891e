"""Writes a call as the line of the AWS CLI that does the same."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from amplify_tui.model.calls import Call

_HUMPS: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_KEYS: Final = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
_NAMED: Final = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\", "'": "\\'"}


def command_line(call: Call) -> str:
    """Write the AWS CLI's equivalent of a call, ready to be pasted into bash or zsh.

    Always one line, whatever is in the parameters: what is not printable stands
    in it by its code.

    Args:
        call: The call.
    """
    words = [f"{name}={_quote(key)}" for name, key in zip(_KEYS, call.keys, strict=False)]
    words += ["aws", _kebab(call.service), _kebab(call.operation)]
    for name, value in call.parameters.items():
        words += _option(_kebab(name), str(value))
    for name, text in (
        ("profile", "" if call.keys else call.target.profile),
        ("region", call.target.region),
        ("endpoint-url", call.endpoint),
    ):
        if text:
            words += _option(name, text)
    return " ".join(words)


def _kebab(name: str) -> str:
    return _HUMPS.sub("-", name).lower()


def _option(name: str, value: str) -> list[str]:
    if value.startswith("-"):
        return [f"--{name}={_quote(value)}"]
    return [f"--{name}", _quote(value)]


def _quote(value: str) -> str:
    if value.isprintable():
        return shlex.quote(value)
    return "$'" + "".join(_escape(character) for character in value) + "'"


def _escape(character: str) -> str:
    if character in _NAMED:
        return _NAMED[character]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - what \u can name
