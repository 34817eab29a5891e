"""Why jobs fail, and which jobs a cause can befall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from amplify_tui.simulator import failures
from amplify_tui.simulator.failures import read_records

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amplify_tui.simulator.places import Site


@dataclass(frozen=True, slots=True)
class Cause:
    """One way to fail.

    Attributes:
        name: Key of the cause.
        lines: Pairs of a level and a record's text, of several lines where it has them.
        phase: Where it happens: ``clone``, ``backend``, ``preBuild``, ``build`` or ``caching``.
        exit_code: What the failed command ends with; 0 where Amplify itself gives up.
        step: Step that fails.
        reason: What Amplify says in ``statusReason``; empty, as it is for every failed BUILD.
        kinds: Kinds of apps that it befalls.
    """

    name: str
    lines: tuple[tuple[str, str], ...]
    phase: str = "build"
    exit_code: int = 1
    step: str = "BUILD"
    reason: str = ""
    kinds: tuple[str, ...] = ("ssr", "static", "gen1", "gen2")


def _cause(name: str, text: str, *kinds: str, phase: str = "build", exit_code: int = 1) -> Cause:
    records = read_records(text)
    return Cause(name, records, phase, exit_code, kinds=kinds or ("ssr", "static", "gen1", "gen2"))


_ALL: Final = (
    _cause("typescript", failures.TYPESCRIPT, "ssr", "gen2"),
    _cause("module-not-found", failures.MODULE, "static", "gen1"),
    _cause("eslint", failures.ESLINT, "ssr", "gen1"),
    _cause("prerender", failures.PRERENDER, "ssr"),
    _cause("lockfile", failures.LOCKFILE, phase="preBuild"),
    _cause("no-such-version", failures.NO_SUCH_VERSION, phase="preBuild"),
    _cause("command-not-found", failures.COMMAND, "static", "gen1", phase="preBuild", exit_code=127),
    _cause("node-version", failures.NODE, "ssr", "gen2"),
    _cause("out-of-memory", failures.MEMORY, exit_code=137),
    _cause("clone", failures.CLONE, "static", phase="clone", exit_code=0),
    _cause("rollback", failures.ROLLBACK, "gen1", phase="backend"),
    _cause("circular", failures.CIRCULAR, "gen2", phase="backend"),
    _cause("artifacts", failures.ARTIFACTS, "static", "gen1", phase="caching", exit_code=0),
    _cause("server-files", failures.SERVER_FILES, "ssr", phase="caching", exit_code=0),
    Cause("tests", read_records(failures.TESTS), step="TEST", kinds=("tests",)),
    Cause(
        "size",
        read_records(failures.SIZE),
        step="DEPLOY",
        reason="The build output is larger than the maximum allowed size.",
        kinds=("ssr",),
    ),
    Cause(
        "archive",
        read_records(failures.ARCHIVE),
        step="DEPLOY",
        reason="The uploaded archive cannot be read.",
        kinds=("manual",),
    ),
)

CAUSES: Final[Mapping[str, Cause]] = {cause.name: cause for cause in _ALL}
"""By name."""


def kind_of(site: Site) -> str:
    """Tell what kind of app a branch belongs to: ``manual``, ``gen1``, ``gen2``, ``ssr`` or ``static``.

    Args:
        site: The branch.
    """
    plan = site.app.plan
    if not plan.repository:
        return "manual"
    if plan.environments:
        return "gen1"
    if plan.is_gen2:
        return "gen2"
    return "ssr" if plan.platform == "WEB_COMPUTE" else "static"


def draw_cause(site: Site, luck: float) -> str:
    """Pick a cause that can befall a branch.

    Args:
        site: The branch.
        luck: A number in [0, 1).
    """
    wanted = {kind_of(site)} | ({"tests"} if site.app.plan.has_tests else set())
    names = [cause.name for cause in _ALL if wanted.intersection(cause.kinds)]
    return names[int(luck * len(names))]


def failing_step(cause: str) -> str:
    """Return the name of the step that fails of a cause.

    Args:
        cause: Its name.
    """
    return CAUSES[cause].step
