"""Every command and option, declared once: parser, help and suggestions derive from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from amplify_tui.model.settings import declared_settings

if TYPE_CHECKING:
    from collections.abc import Iterable

OptionKind = Literal["text", "names", "switch"]


@dataclass(frozen=True, slots=True)
class Option:
    """One option of the command line.

    Attributes:
        name: Its name among the parsed ones, with underscores.
        help: What it is for, in a few words.
        metavar: How help shows its value; empty for a switch.
        kind: Whether it takes a text, may be given several times, or takes nothing.
        aliases: Other spellings, dashes included.
    """

    name: str
    help: str
    metavar: str = ""
    kind: OptionKind = "text"
    aliases: tuple[str, ...] = ()

    @property
    def flag(self) -> str:
        """The spelling that help shows."""
        return "--" + self.name.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    Attributes:
        name: As typed; empty for the dashboard.
        help: What it does, in one line.
        options: Names of its own options, beside the settings that all commands take.
        is_headless: Whether it prints and ends, instead of taking the terminal over.
        word: How help shows the one word that may follow the name; empty where none may.
        more: What its own help says beside, laid out; empty for nothing.
    """

    name: str
    help: str
    options: tuple[str, ...] = ()
    is_headless: bool = True
    word: str = ""
    more: str = ""

    @property
    def module(self) -> str:
        """Name of the module under ``cli.commands`` that runs it."""
        return self.name.replace("-", "_") or "dashboard"


def _settings() -> Iterable[Option]:
    aliases = {"read_only": ("--readonly",)}
    for each in declared_settings():
        if each.flag:
            kind: OptionKind = (
                "names" if each.kind in {"names", "queues"} else "switch" if each.kind == "switch" else "text"
            )
            yield Option(each.name, each.doc, each.metavar, kind, aliases.get(each.name, ()))


SETTING_OPTIONS: Final = (
    *_settings(),
    Option("config", "settings file to use instead of the usual one", "FILE"),
)
"""Taken by every command, so that one alias of the shell serves them all."""

OWN_OPTIONS: Final = (
    Option("job", "the job; without it the newest one", "ID"),
    Option("env", "backend environment; without it the only one there is", "NAME"),
    Option("limit", "how many to list at most; 20 without it", "N"),
    Option("json", "write JSON", kind="switch"),
    Option("urls", "show addresses whole, with the token that opens them", kind="switch"),
    Option("download", "save files: all, or names, patterns or kinds, with commas", "WHAT", "names"),
    Option("to", "folder to save in; without it the current one", "FOLDER"),
    Option("step", "the step; without it the failed, else the running, else the last one", "NAME"),
    Option("follow", "print on until the job ends; the exit code tells its result", kind="switch"),
    Option("failed", "print only the cause of the failure, with its context", kind="switch"),
    Option("raw", "print the bytes as they are", kind="switch"),
    Option("commit", "commit to build; without it the branch's newest", "SHA"),
    Option("message", "commit message to show beside the job", "TEXT"),
    Option("reason", "why the job is started", "TEXT"),
    Option("yes", "do it without asking", kind="switch"),
    Option("watch", "follow the job to its end; the exit code tells its result", kind="switch"),
    Option("timeout", "give up after so long, such as 90s or 15m", "TIME"),
    Option("scenario", "what goes on in the simulator", "NAME"),
    Option("speed", "how much faster than real time it goes", "N"),
    Option("seed", "another world for another number", "N"),
    Option("port", "port to listen on; without it any free one", "N"),
    Option("name", "name of rule and queue, for another dashboard than the first", "NAME"),
    Option("dry_run", "show what would be done and do nothing", kind="switch"),
    Option("template", "print the same as a CloudFormation template; asks nobody anything", kind="switch"),
    Option("writes", "let the wall start, retry and stop too", kind="switch"),
    Option("wall", "open on the wall", kind="switch"),
)

LATER_OPTIONS: Final = ("--wait-for-start",)

_LIST: Final = ("json", "limit", "timeout")
_WRITE: Final = ("json", "yes", "watch", "timeout")
_WORLD: Final = ("scenario", "speed", "seed")

_EVENTS: Final = """\
setup   makes in each --profile and --region, or makes right again: an EventBridge
        rule for Amplify's deployment events, the encrypted SQS queue that it sends
        them to, and a dead-letter queue; shows its plan and asks before it writes
status  tells whether they are as they shall be, what waits, and who reads
remove  removes them, after the same plan and question

A queue is for one dashboard: two take each other's events. --name makes another.
What somebody else made under the same name is left alone."""

COMMANDS: Final = (
    Command("", "the dashboard, on the account that the AWS environment names", is_headless=False),
    Command(
        "demo",
        "the dashboard on an embedded Amplify simulator: no account, no set-up",
        (*_WORLD, "wall"),
        is_headless=False,
    ),
    Command(
        "wall",
        "the wallboard, for a screen with no keyboard; read-only unless --writes",
        ("writes",),
        is_headless=False,
    ),
    Command("apps", "list the apps", _LIST),
    Command("branches", "list the branches of an app", _LIST),
    Command("jobs", "list the jobs of a branch, newest first", _LIST),
    Command("job", "show one job and its steps", ("job", "json", "urls", "timeout")),
    Command(
        "logs",
        "print a job's log",
        ("job", "step", "follow", "failed", "raw", "json", "timeout"),
    ),
    Command(
        "artifacts",
        "list what a job left behind, or save it",
        ("job", "download", "to", "json", "urls", "limit", "timeout"),
    ),
    Command("backend-jobs", "list the backend jobs of an Amplify Studio environment", ("env", "job", *_LIST)),
    Command("start", "start a RELEASE of a branch", ("commit", "message", "reason", *_WRITE)),
    Command("retry", "build a job again", ("job", "reason", *_WRITE)),
    Command("stop", "stop a job", ("job", *_WRITE)),
    Command(
        "explain",
        "find the cause of failure in a build log: a file, gzipped or not, or - for standard input",
        ("json",),
        word="FILE|-",
    ),
    Command(
        "events",
        "the EventBridge rule and SQS queue for push refresh: set them up, look at them, remove them",
        ("name", "dry_run", "template", "yes", "json"),
        word="setup|status|remove",
        more=_EVENTS,
    ),
    Command("info", "show every path and setting in force and where each came from", ("json",)),
    Command("simulate", "the simulator alone, for any AWS client", (*_WORLD, "port"), is_headless=False),
)

LATER_COMMANDS: Final = (
    "watch", "status", "stats", "serve", "doctor",
    "deploy", "replay", "notify", "completion",
)  # fmt: skip


def find_command(name: str) -> Command | None:
    """Return the command of a name, or None."""
    return next((each for each in COMMANDS if each.name == name), None)
