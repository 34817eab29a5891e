"""Names and texts that a terminal must show and not obey, and the apps that bear them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from amplify_tui.simulator.places import AppPlan, BranchPlan

if TYPE_CHECKING:
    from collections.abc import Mapping

MARKUP: Final = (
    "[red]not red[/red] [/] [b [link=https://example.org]x[/link] [@click=app.quit]quit[/] [skip ci]"
)
COLOURS: Final = "\x1b[31mred\x1b[0m \x1b[2J\x1b[Hcleared \x1b[1000Aup \x1b[?1049l \x1b[6n \x1bc"
COMMANDS: Final = (
    "\x1b]0;title taken\x07\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\"
    "\x1b]52;c;ZXZpbA==\x07\x1bP+q544e\x1b\\ \x9d0;C1 title\x9c"
)
CONTROLS: Final = (
    "nul \x00 bell \x07 back \x08\x08\x08 return \r over\nline\ttab\x0bvertical\x0cform \x9b31m \x7f"
)
LONG: Final = "long " + "x" * 10_240
DIRECTIONS: Final = "\u202eevil.exe\u202c \u2066isolated\u2069 \ufeffmark \u200bzero שלום العربية"
EMOJI: Final = (
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 \U0001f44d\U0001f3fd \U0001f1e9\U0001f1ea"
    " e\u0301\u0302\u0303\u0304 表 \U0001d54f \ufdfd \u2764\ufe0f"
)
FORMATS: Final = (
    "%s %n {0} ${HOME} $(id) `id` ; & | > \\x1b ../../../etc/passwd <script>alert(1)</script> '\" --help"
)
SURROGATE: Final = "lone \ud800 surrogate"

TEXTS: Final = (MARKUP, COLOURS, COMMANDS, CONTROLS, LONG, DIRECTIONS, EMOJI, FORMATS, SURROGATE, "", "   ")
"""One of each kind."""

FILES: Final = (
    "../../../etc/passwd",
    "/etc/passwd",
    "C:\\Windows\\win.ini",
    "[red]report[/red].json",
    "\x1b]0;title\x07.txt",
    "same.txt",
    "same.txt",
    "\u202egnp.exe",
    "x" * 240 + ".log",
    ".",
    "../../x",
    "CON",
)
"""Names of test artifacts."""

QUIRKS: Final = (
    "texts",
    "statuses",
    "missing",
    "nulls",
    "duplicates",
    "times",
    "ids",
    "unordered",
    "steps",
)
"""How the jobs of a branch are disfigured."""

_NAMES: Final = (
    "[red]main[/red]",
    "[/]",
    "esc\x1b[31m\x1b]0;title\x07",
    "a/../b",
    "100%25 done?#x&y=z+1",
    "\u202ekcab",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467/ünï",
    "line\nbreak\ttab",
    "x" * 255,
)


@cache
def plan_hostile() -> Mapping[str, tuple[AppPlan, ...]]:
    """Return apps, each of which breaks something else."""
    names = tuple(BranchPlan(name, jobs=44, hours=2.0, quirk="texts") for name in _NAMES)
    quirks = tuple(
        BranchPlan(quirk, "PRODUCTION" if n == 0 else "NONE", 44, 2.0, quirk=quirk)
        for n, quirk in enumerate(QUIRKS)
    )
    repository = "https://github.com/acme/[red]x[/red]\x1b]0;title\x07"
    apps = (
        AppPlan(
            "[red]hostile[/red] [/]", quirks, "https://github.com/acme/hostile", has_tests=True, quirk="texts"
        ),
        AppPlan("\x1b]0;title taken\x07names\x1b[2J", names, repository, description=COMMANDS, quirk="texts"),
        AppPlan(
            "backends \u202ekcab",
            (BranchPlan("main", jobs=44, hours=2.0, environment="[b]dev[/b]", quirk="texts"),),
            "javascript:alert(1)//github.com/acme/backends",
            environments=("[b]dev[/b]", "st\x1b[31maging/ü", "prod"),
            quirk="texts",
        ),
        AppPlan(
            "missing", (BranchPlan("main", jobs=44, hours=2.0, quirk="missing"),), repository, quirk="missing"
        ),
        AppPlan("nulls", (BranchPlan("main", jobs=44, hours=2.0, quirk="nulls"),), repository, quirk="nulls"),
        AppPlan("x" * 255, repository="https://" + "x" * 900, quirk="texts"),
        AppPlan("same", (BranchPlan("main", jobs=44),), "https://github.com/acme/same"),
        AppPlan("same", (BranchPlan("main", jobs=44),), "https://github.com/acme/same", number=1),
    )
    return {"eu-west-1": apps}
