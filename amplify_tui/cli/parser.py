"""Reads the command line: options before and after the command, the later wins."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NoReturn

from amplify_tui.cli.catalogue import (
    COMMANDS,
    LATER_COMMANDS,
    LATER_OPTIONS,
    OWN_OPTIONS,
    SETTING_OPTIONS,
    find_command,
)
from amplify_tui.cli.exits import UsageError
from amplify_tui.model.matching import near_matches
from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from amplify_tui.cli.catalogue import Command, Option

PROGRAM: Final = "amplify-tui"
_ABOUT: Final = "A terminal dashboard for AWS Amplify Hosting jobs."
_CODES: Final = (
    "exit codes: 0 done, 1 the job failed, 2 usage, 3 cancelled, 4 credentials, 5 not found,\n"
    "6 API or network, 7 refused, 124 --timeout, 130 ctrl+c"
)


@dataclass(frozen=True, slots=True)
class Request:
    """What was typed, split but not yet checked value by value.

    Attributes:
        command: The command.
        settings: Settings that were given, raw.
        options: The command's own options that were given, raw.
        word: The word after the command's name; empty for none.
        config: Settings file that was named; empty for none.
        wants_help: Whether only help was asked for.
        wants_version: Whether only the version was asked for.
    """

    command: Command
    settings: dict[str, object] = field(default_factory=dict)
    options: dict[str, str | bool | list[str]] = field(default_factory=dict)
    word: str = ""
    config: str = ""
    wants_help: bool = False
    wants_version: bool = False

    def text(self, name: str) -> str:
        """Return the text of an option; empty where it was not given."""
        value = self.options.get(name, "")
        return value if isinstance(value, str) else ""

    def words(self, name: str) -> list[str]:
        """Return the values of an option that may be given several times; empty where it was not given."""
        value = self.options.get(name, [])
        return value if isinstance(value, list) else []

    def has(self, name: str) -> bool:
        """Tell whether an option was given."""
        return name in self.options


class _Parser(argparse.ArgumentParser):
    """Raises ``UsageError`` where argparse would end the process."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(clean_line(message[:1].upper() + message[1:], 300) + ".", _help_hint(""))


def parse(arguments: Sequence[str]) -> Request:
    """Read the arguments after the program's name.

    Raises:
        UsageError: Something is unknown, missing, or not in this version.
    """
    parser = _make_parser()
    known, rest = parser.parse_known_args(list(arguments))
    given = vars(known)
    words = [word for word in rest if word == "-" or not word.startswith("-")]
    name = words[0] if words else ""
    if name in LATER_COMMANDS:
        raise UsageError(f"{name} is not in this version yet.", _help_hint(""))
    _check_unknown_options([word for word in rest if word.startswith("-") and word not in ("-", "--")])
    command = _find(name)
    wants_help, wants_version = bool(given.pop("help", False)), bool(given.pop("version", False))
    config = str(given.pop("config", ""))
    settings = {each.name: given.pop(each.name) for each in SETTING_OPTIONS if each.name in given}
    word = words[1] if command.word and len(words) > 1 else ""
    if not wants_help and not wants_version:
        _check_fit(command, words[2:] if word else words[1:], given)
    return Request(command, settings, given, word, config, wants_help, wants_version)


def help_for(command: Command) -> str:
    """Return the help of a command; that of the dashboard names all commands."""
    usage = " ".join(
        filter(
            None, (PROGRAM, command.name or "[command]", command.word and f"[{command.word}]", "[options]")
        )
    )
    about = _ABOUT if not command.name else command.help[:1].upper() + command.help[1:] + "."
    parser = argparse.ArgumentParser(
        PROGRAM,
        usage,
        "\n\n".join(filter(None, (about, command.more.replace("%", "%%")))),
        _CODES if command.is_headless or not command.name else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    if not command.name:
        _add_commands(parser)
    own = [each for each in OWN_OPTIONS if each.name in command.options]
    groups = [("options", own), ("settings, taken by every command", list(SETTING_OPTIONS))]
    for title, options in groups:
        group = parser.add_argument_group(title) if options else None
        for option in options:
            assert group is not None  # noqa: S101 - a group with options exists; this tells the type checker
            _add(group, option)
    more = parser.add_argument_group("more")
    more.add_argument("-h", "--help", action="store_true", help="show this help")
    more.add_argument("--version", action="store_true", help="show the version")
    return parser.format_help()


def _make_parser() -> _Parser:
    parser = _Parser(PROGRAM, add_help=False, allow_abbrev=False, argument_default=argparse.SUPPRESS)
    for option in (*SETTING_OPTIONS, *OWN_OPTIONS):
        _add(parser, option)
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("--version", action="store_true")
    return parser


def _add(parser: argparse._ActionsContainer, option: Option) -> None:
    help_text = option.help.replace("%", "%%")
    flags = (option.flag, *option.aliases)
    if option.kind == "switch":
        parser.add_argument(
            *flags, action="store_true", dest=option.name, help=help_text, default=argparse.SUPPRESS
        )
        return
    parser.add_argument(
        *flags,
        action="append" if option.kind == "names" else "store",
        dest=option.name,
        metavar=option.metavar,
        help=help_text,
        default=argparse.SUPPRESS,
    )


def _add_commands(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("commands")
    for each in COMMANDS:
        group.add_argument(each.name or "(none)", help=each.help, nargs="?")


def _find(name: str) -> Command:
    command = find_command(name)
    if command is not None:
        return command
    shown = clean_line(name, 60)
    near = near_matches(name, [each.name for each in COMMANDS if each.name], 1)
    raise UsageError(f"There is no command {shown}.", f"Did you mean {near[0]}?" if near else _help_hint(""))


def _check_unknown_options(unknown: Sequence[str]) -> None:
    if not unknown:
        return
    flag = unknown[0].split("=")[0]
    shown = clean_line(flag, 60)
    if flag in LATER_OPTIONS:
        raise UsageError(f"{shown} is not in this version yet.", _help_hint(""))
    near = near_matches(flag, [each.flag for each in (*SETTING_OPTIONS, *OWN_OPTIONS)], 1)
    raise UsageError(f"There is no option {shown}.", f"Did you mean {near[0]}?" if near else _help_hint(""))


def _check_fit(command: Command, words: Sequence[str], given: Iterable[str]) -> None:
    title = command.name or "the dashboard"
    if words:
        shown = clean_line(words[0], 60)
        guess = f"Did you mean --job {shown}?" if words[0].isdigit() and "job" in command.options else ""
        raise UsageError(f"{title} takes no word {shown}.", guess or _help_hint(command.name))
    for name in given:
        if name not in command.options:
            flag = "--" + name.replace("_", "-")
            raise UsageError(f"{title} takes no {flag}.", _help_hint(command.name))


def _help_hint(name: str) -> str:
    return f"See {' '.join(filter(None, (PROGRAM, name, '--help')))}."
