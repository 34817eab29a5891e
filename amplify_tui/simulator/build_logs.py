"""Logs of steps: what they hold at one moment, in Amplify's own grammar."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from datetime import UTC, datetime
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from amplify_tui.simulator.causes import CAUSES, Cause, kind_of
from amplify_tui.simulator.disfigurement import spoil_log
from amplify_tui.simulator.failures import ERROR, INFO, WARNING
from amplify_tui.simulator.toolchains import compile_site, install, push_backend

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amplify_tui.simulator.timeline import Build, Stage
    from amplify_tui.simulator.toolchains import Record

KEPT: Final = 32
_STEPS: Final = ("clone", "backend", "preBuild", "build", "caching")


class LogShelf:
    """Writes logs, and keeps those that were read last.

    Whole logs are kept, each record with its moment, so that following a
    growing one costs a cut and no writing.
    """

    def __init__(self) -> None:
        self._logs: OrderedDict[tuple[Build, str], tuple[list[float], list[int], bytes]] = OrderedDict()

    def read(self, build: Build, stage: Stage, now: float) -> bytes | None:
        """Return a step's log as it stands; None while there is none.

        Args:
            build: The job.
            stage: One of its steps.
            now: Epoch seconds.
        """
        if stage.outcome == "CANCELLED" or stage.began >= build.stopped:
            return b"" if now >= build.ended else None
        if now < stage.began:
            return None
        key = (build, stage.name)
        found = self._logs.get(key)
        if found is None:
            found = self._logs[key] = _lay_out(build, stage)
            if len(self._logs) > KEPT:
                self._logs.popitem(last=False)
        moments, ends, whole = found
        count = bisect_right(moments, min(now, build.stopped))
        return whole[: ends[count - 1]] if count else b""


def _lay_out(build: Build, stage: Stage) -> tuple[list[float], list[int], bytes]:
    """Return each record's moment, where it ends, and the whole log."""
    records = list(_record_step(build, stage))
    total = sum(record[0] for record in records) or 1.0
    scale = (stage.ended - stage.began) / total
    moments = [stage.began + scale * gone for gone in accumulate(record[0] for record in records)]
    is_short = stage.name == "DEPLOY"
    lines = [
        _write_record(at, level, text, is_short=is_short)
        for at, (_, level, text) in zip(moments, records, strict=True)
    ]
    return moments, list(accumulate(map(len, lines))), b"".join(lines)


def _write_record(at: float, level: str, text: str, *, is_short: bool) -> bytes:
    if not level:
        return text.encode("utf-8", "surrogatepass")
    when = datetime.fromtimestamp(at, UTC)
    stamp = (
        when.strftime("%Y-%m-%dT%H:%M:%S") if is_short else when.isoformat(timespec="milliseconds")[:-6] + "Z"
    )
    prefix = f"{stamp} [{level}]: "
    return (prefix + text.replace("\n", "\n" + " " * len(prefix)) + "\n").encode("utf-8", "surrogatepass")


def _record_step(build: Build, stage: Stage) -> Iterator[Record]:
    cause = CAUSES[build.cause] if stage.outcome == "FAILED" else None
    if stage.name == "BUILD":
        yield from _record_build(build, cause)
    elif stage.name == "TEST":
        yield from _record_test(cause)
    elif stage.name == "DEPLOY":
        app = build.site.app.app_id
        place = f"application {app}, branch:{build.site.plan.name}, buildId {build.job_id:010}"
        yield 1.0, INFO, f"Beginning deployment for {place}"
        yield 8.0, INFO, "Starting Deployment"
        yield from (
            (1.0, level, text) for level, text in (cause.lines if cause else ((INFO, "Deployment complete"),))
        )
    else:
        host = f"{build.site.plan.name.replace('/', '-')}.{build.site.app.app_id}.amplifyapp.com"
        yield 1.0, INFO, f"Checking https://{host}"
        yield 1.0, INFO, "200 OK"


def _record_build(build: Build, cause: Cause | None) -> Iterator[Record]:
    """Go through the phases up to the one that fails."""
    for step in _STEPS:
        if cause is not None and cause.phase == step:
            yield from _record_phase(build, step, is_cut=True)
            yield from ((1.0, level, text) for level, text in cause.lines)
            break
        yield from _record_phase(build, step, is_cut=False)
        if step == "preBuild" and build.site.plan.quirk:
            yield from ((0.5, WARNING, text) for text in spoil_log())
    if cause is not None:
        if cause.exit_code:
            yield 0.5, ERROR, "!!! Build failed"
            yield 0.1, ERROR, f"!!! Error: Command failed with exit code {cause.exit_code}"
        yield 0.1, INFO, "# Starting environment caching..."
    else:
        yield 0.5, INFO, "# Uploading environment cache artifact..."
    yield 1.0, INFO, "# Environment caching completed"
    yield 0.0, "", "\n\n"


def _record_phase(build: Build, phase: str, *, is_cut: bool) -> Iterator[Record]:
    """Write one part of a build's log; a cut one breaks off before what goes well."""
    if phase == "clone":
        yield from _record_clone(build, is_cut=is_cut)
    elif phase == "backend":
        yield 0.3, INFO, "## Starting Backend Build\n## Checking for associated backend environment..."
        if kind_of(build.site) in ("gen1", "gen2"):
            backend = list(push_backend(build.site))
            yield from backend[:3] if is_cut else backend
        else:
            yield 0.2, INFO, "## No backend environment association found, continuing..."
        if not is_cut:
            yield 0.3, INFO, "## Completed Backend Build\n{Project environment variables are set}"
    elif phase == "preBuild":
        yield 0.5, INFO, "## Starting Frontend Build\n# Starting phase: preBuild"
        steps = list(install(build.site, build.job_id))
        yield from steps[: len(steps) - 2] if is_cut else steps
        if not is_cut:
            yield 0.3, INFO, "# Completed phase: preBuild"
    elif phase == "build":
        yield 0.3, INFO, "# Starting phase: build"
        steps = list(compile_site(build.site, build.job_id))
        yield from steps[: len(steps) * 2 // 3] if is_cut else steps
        if not is_cut:
            yield 0.3, INFO, "# Completed phase: build\n## Build completed successfully"
    elif not is_cut:
        yield 1.0, INFO, "# Starting caching...\n# Creating cache artifact...\n# Created cache artifact"
        yield 2.0, INFO, "# Uploading cache artifact..."


def _record_clone(build: Build, *, is_cut: bool) -> Iterator[Record]:
    sha, app = build.commit.built, build.site.app
    machine = "Standard build compute type: 8GiB Memory, 4vCPUs, 128GB Disk Space"
    yield 0.2, INFO, f"# Build environment configured with {machine}"
    yield 0.5, INFO, f"# Cloning repository: {app.plan.repository}"
    if is_cut:
        return
    yield 1.0, INFO, f"Cloning into '{app.plan.name}'..."
    yield 0.1, INFO, f"# Switching to commit: {sha}"
    headline = (build.commit.message or "").partition("\n")[0]
    state = "You are in 'detached HEAD' state."
    yield 0.2, INFO, f"Note: switching to '{sha}'.\n{state}\nHEAD is now at {sha[:7]} {headline}"
    yield 0.2, INFO, "Successfully cleaned up Git credentials"
    yield 0.1, INFO, "# Retrieving environment cache..."
    refusal = '{"code":"ERR_BAD_REQUEST","message":"Request failed with status code 404"})}'
    yield 0.3, WARNING, f"! Unable to write cache: {refusal}"
    yield 0.1, INFO, "---- Setting Up SSM Secrets ----"
    yield (
        0.1,
        INFO,
        f'SSM params {{"Path":"/amplify/{app.app_id}/{build.site.plan.name}/","WithDecryption":true}}',
    )
    yield 0.1, WARNING, "!Failed to set up process.env.secrets"
    yield 0.4, INFO, "# No package override configuration found."
    yield 0.2, INFO, "# Retrieving cache..."
    yield 4.0, INFO, "# Extracting cache..."
    yield 3.0, INFO, "# Extraction completed\n# Retrieved cache"


def _record_test(cause: Cause | None) -> Iterator[Record]:
    yield 0.3, INFO, "# Starting phase: preTest"
    yield 2.0, INFO, "# Executing command: npm ci --prefix e2e"
    yield 0.3, INFO, "# Completed phase: preTest\n# Starting phase: test"
    yield 0.5, INFO, "# Executing command: npx cypress run --reporter mochawesome"
    for name in (
        "adds to the basket",
        "takes a voucher",
        "keeps the session",
        "pays by card",
        "shows orders",
    ):
        yield 3.0, INFO, f"    \x1b[32m✓\x1b[39m {name}"
    if cause is not None:
        yield from ((1.0, level, text) for level, text in cause.lines)
        yield 0.5, ERROR, "!!! Build failed"
        yield 0.1, ERROR, f"!!! Error: Command failed with exit code {cause.exit_code}"
    else:
        yield 1.0, INFO, "  15 passing (24s)\n# Completed phase: test"
    yield 0.3, INFO, "# Uploading test artifacts..."
