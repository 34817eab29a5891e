"""The settings, declared once: name, type, default, and what each is for."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amplify_tui.model.keys import Target
    from amplify_tui.model.named_targets import NamedTarget
    from amplify_tui.model.views import View

Kind = Literal[
    "text",
    "address",
    "names",
    "globs",
    "queues",
    "seconds",
    "spell",
    "page",
    "switch",
    "pace",
    "count",
    "level",
    "pictures",
    "table",
]
"""How a value is written and checked.

``address`` is of http or https, ``names`` a list or text with commas, ``globs`` the same, but
an entry of a list may hold commas, ``queues`` are names that are addresses of SQS queues,
``seconds`` and ``page`` a number from 2 to 3600, ``spell`` one to 3600, ``switch`` is
1/0/true/false, ``pace`` a number of calls a second, ``count`` a whole number from 1 to
``MOST_COUNTED``, ``level`` a log level, ``pictures`` one of ``PICTURES``, ``table`` pairs
of texts in a settings file.
"""

LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR")
PICTURES: Final = ("auto", "half-cells", "sixel", "kitty", "none")
LEAST_INTERVAL: Final = 2.0
LONGEST_SPELL: Final = 3600.0
SLOWEST_PACE: Final = 0.1
FASTEST_PACE: Final = 1_000.0
MOST_COUNTED: Final = 10_000
MOST_TARGETS: Final = 50
"""Accounts and regions that one process watches.

At two calls a second each they make a hundred requests a second, which is what one
core can do; more than that wants a second process, or events.
"""
MOST_QUEUES: Final = 20
"""Queues that one process reads; each holds a connection open, and one queue takes many rules' events."""
_WITHOUT_FLAG: Final = frozenset(
    {"calls_per_second", "calls_burst", "concurrent_jobs", "spotlight", "page_seconds", "pictures", "keys"}
)
_TABLES: Final = {
    "target": "an account and its regions to watch: `name`, `profile`, `region` (a text or a list) and"
    " `events_queue`; they count where no flag and no variable names profile or region",
    "view": "a saved view: `name`, `apps` and `branches` (globs), `statuses` (or conditions such as"
    " `stuck`), `is_default`",
}


def _about(doc: str, kind: Kind = "text", *, in_folder: bool = False, metavar: str = "") -> dict[str, Any]:
    return {"doc": doc, "kind": kind, "in_folder": in_folder, "metavar": metavar}


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a user can set; each field's ``doc`` is in its metadata.

    The fields up to ``keys`` are settings; ``targets`` and ``views`` are the tables
    of the user's file, and ``sources`` says where each one that is not the default
    came from, by its name.
    """

    profile: tuple[str, ...] = field(
        default=(),
        metadata=_about("AWS profiles to use; without it what the environment says", "names", metavar="NAME"),
    )
    region: tuple[str, ...] = field(
        default=(),
        metadata=_about(
            "AWS regions to use; without it what environment or profile say", "names", metavar="NAME"
        ),
    )
    app: str = field(
        default="", metadata=_about("app to open, by id or name", in_folder=True, metavar="ID-or-name")
    )
    branch: str = field(default="", metadata=_about("branch to open", in_folder=True, metavar="NAME"))
    interval: float | None = field(
        default=None,
        metadata=_about(
            "seconds between two polls; without it 3 while a shown job is going, 30 else",
            "seconds",
            in_folder=True,
            metavar="SECONDS",
        ),
    )
    read_only: bool = field(
        default=False,
        metadata=_about(
            "take everything away that writes; true from any source holds", "switch", in_folder=True
        ),
    )
    endpoint_url: str = field(
        default="", metadata=_about("address to ask instead of AWS", "address", metavar="URL")
    )
    theme: str = field(
        default="",
        metadata=_about(
            "theme of the dashboard; without it the one last used", in_folder=True, metavar="NAME"
        ),
    )
    view: str = field(
        default="",
        metadata=_about("saved view to open", in_folder=True, metavar="NAME"),
    )
    no_color: bool = field(default=False, metadata=_about("do without colour, as NO_COLOR does", "switch"))
    log_file: str = field(
        default="", metadata=_about("log file; without it one in the state folder", metavar="FILE")
    )
    log_level: str = field(
        default="INFO",
        metadata=_about("least level that is logged: " + " ".join(LEVELS), "level", metavar="LEVEL"),
    )
    download_dir: str = field(
        default="",
        metadata=_about(
            "folder that the dashboard's downloads go to; without it the user's own for downloads",
            metavar="FOLDER",
        ),
    )
    calls_per_second: float = field(
        default=2.0, metadata=_about("pace of calls per account and region", "pace", metavar="N")
    )
    calls_burst: int = field(
        default=5, metadata=_about("calls that may go at once after a quiet time", "count", metavar="N")
    )
    events_queue: tuple[str, ...] = field(
        default=(),
        metadata=_about(
            "SQS queues that EventBridge tells of deployments through, for push", "queues", metavar="URL"
        ),
    )
    concurrent_jobs: int = field(
        default=5,
        metadata=_about("jobs that an account builds at a time in a region; the rest is queued", "count"),
    )
    spotlight: float = field(
        default=60.0,
        metadata=_about(
            "seconds that the wall holds up a failure that just happened; 0 for not at all", "spell"
        ),
    )
    page_seconds: float = field(
        default=15.0, metadata=_about("seconds that each page of the wall stays", "page")
    )
    pictures: str = field(
        default="auto",
        metadata=_about("how screenshots are drawn: " + " ".join(PICTURES), "pictures", metavar="HOW"),
    )
    keys: Mapping[str, str] = field(
        default_factory=dict,
        metadata=_about("command ids and the keys that shall run them instead", "table"),
    )
    targets: tuple[NamedTarget, ...] = ()
    views: tuple[View, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)

    def label_of(self, target: Target) -> str:
        """Return how a ``[[target]]`` calls an account and region; empty where none does."""
        return next((label for each in self.targets if (label := each.label(target))), "")

    @property
    def named_places(self) -> tuple[str, ...]:
        """What names profile or region beside the files, such as ``--profile``."""
        sources = (self.sources.get(name, "") for name in ("profile", "region"))
        return tuple(source for source in sources if source.startswith(("--", "AMPLIFY_TUI_")))

    @property
    def targets_in_force(self) -> tuple[NamedTarget, ...]:
        """The ``[[target]]`` tables, unless a flag or the environment names profile or region."""
        return () if self.named_places else self.targets

    def event_urls(self) -> tuple[str, ...]:
        """Return the address of every queue to read, those of the targets in force included."""
        of_targets = (url for each in self.targets_in_force for url in each.events_queue)
        return tuple(dict.fromkeys((*self.events_queue, *of_targets)))

    def find_view(self, name: str) -> View:
        """Return the saved view of a name; the one that shows everything where there is none."""
        from amplify_tui.model.views import EVERYTHING  # not at the top: most commands have no views

        return next((each for each in self.views if each.name == name), EVERYTHING)

    def pace(self, *, is_going: bool) -> float:
        """Return the seconds between two polls.

        Args:
            is_going: Whether a job on the screen is going.
        """
        if self.interval is not None:
            return self.interval
        return 3.0 if is_going else 30.0


@dataclass(frozen=True, slots=True)
class Setting:
    """What is declared about one setting.

    Attributes:
        name: As in a settings file.
        kind: How its value is written and checked.
        default: Value without any source; None where another rule decides.
        doc: What it is for, in a few words.
        in_folder: Whether a folder's own file may set it.
        metavar: How help shows its value; empty for a switch.
    """

    name: str
    kind: Kind
    default: object
    doc: str
    in_folder: bool
    metavar: str

    @property
    def flag(self) -> str:
        """The option of the command line; empty where there is none."""
        return "--" + self.name.replace("_", "-") if self.name not in _WITHOUT_FLAG else ""

    @property
    def variable(self) -> str:
        """The environment variable; empty where there is none."""
        return "" if self.kind == "table" else "AMPLIFY_TUI_" + self.name.upper()


def declared_settings() -> tuple[Setting, ...]:
    """Return every setting, in the order of declaration."""
    plain = Settings()
    return tuple(
        Setting(name=each.name, default=getattr(plain, each.name), **each.metadata)
        for each in fields(Settings)
        if each.metadata
    )


def describe_settings() -> str:
    """Return the reference of all settings as a table in Markdown, one line each."""
    lines = [
        "| setting | default | flag | environment | in a folder's file | what it is for |",
        "|---|---|---|---|---|---|",
    ]
    for each in declared_settings():
        default = str(each.default).lower() if isinstance(each.default, bool) else str(each.default or "")
        cells = (f"`{each.name}`", f"`{default}`" if default else "", _code(each.flag), _code(each.variable))
        allowed = ("only `true`" if each.kind == "switch" else "yes") if each.in_folder else ""
        lines.append("| " + " | ".join((*cells, allowed, each.doc)) + " |")
    lines += [f"| `[[{name}]]` | | | | | {doc} |" for name, doc in _TABLES.items()]
    return "\n".join(lines) + "\n"


def _code(text: str) -> str:
    return f"`{text}`" if text else ""
