"""Makes good answers bad, the way a hostile or broken service would."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from amplify_tui.simulator.hostile import TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from amplify_tui.simulator.records import Answer

_STATUSES: Final = (
    "TELEPORTING",
    "succeed",
    "",
    "[red]RUNNING[/red]",
    "\x1b[31mFAILED",
    "SUCCEED ",
    "X" * 300,
)
_TYPES: Final = ("SCHEDULED", "", "[b]RELEASE[/b]", None)
_MEMBERS: Final = (
    "commitId",
    "commitMessage",
    "commitTime",
    "startTime",
    "endTime",
    "status",
    "jobType",
    "jobArn",
)
_TIMES: Final = (
    ("endTime", datetime(1970, 1, 1, tzinfo=UTC)),
    ("startTime", datetime(2999, 12, 31, 23, 59, tzinfo=UTC)),
    ("startTime", "yesterday"),
    ("endTime", 1_795_000_000_000_000),
    ("startTime", -5),
    ("commitTime", ""),
    ("startTime", "2026-11-21T12:00:00Z"),
    ("endTime", True),
)
_IDS: Final = ("0000000012", "twelve", "", "-3", "9" * 250, "١٢")


def _text(n: int) -> str:
    return TEXTS[n % len(TEXTS)]


def _spoil_texts(summary: Answer, n: int) -> None:
    summary["commitMessage"] = _text(n)
    if n % 4 == 0:
        summary["commitId"] = _text(n // 4)[:255]


def _spoil_statuses(summary: Answer, n: int) -> None:
    summary["status"] = _STATUSES[n % len(_STATUSES)]
    summary["jobType"] = _TYPES[n % len(_TYPES)]


def _spoil_missing(summary: Answer, n: int) -> None:
    if n % 20 == 7:  # noqa: PLR2004 - one a page or so
        summary.pop("jobId", None)
    for member in _MEMBERS[: n % len(_MEMBERS)] if n % 2 else (_MEMBERS[n // 2 % len(_MEMBERS)],):
        summary.pop(member, None)


def _spoil_nulls(summary: Answer, n: int) -> None:
    kept = ("jobId",) if n % 2 else ("jobId", "status")
    summary.update(dict.fromkeys(set(summary).difference(kept)))


def _spoil_times(summary: Answer, n: int) -> None:
    member, value = _TIMES[n % len(_TIMES)]
    summary[member] = value


def _spoil_ids(summary: Answer, n: int) -> None:
    if n % 5 == 0:
        summary["jobId"] = _IDS[n // 5 % len(_IDS)]


_SPOILERS: Final[Mapping[str, Callable[[Answer, int], None]]] = {
    "texts": _spoil_texts,
    "statuses": _spoil_statuses,
    "missing": _spoil_missing,
    "nulls": _spoil_nulls,
    "times": _spoil_times,
    "ids": _spoil_ids,
    "steps": _spoil_texts,
}


def spoil_summary(quirk: str, summary: Answer, n: int) -> Answer:
    """Return a job's summary, disfigured.

    Args:
        quirk: Of the branch.
        summary: As Amplify would write it; left alone.
        n: Which of the quirk's ways.
    """
    spoiled = dict(summary)
    spoiler = _SPOILERS.get(quirk)
    if spoiler is not None:
        spoiler(spoiled, n)
    return spoiled


def spoil_list(quirk: str, page: list[Answer]) -> list[Answer]:
    """Return a page of summaries with some given twice or in a wrong order.

    Args:
        quirk: Of the branch.
        page: As Amplify would give it.
    """
    if quirk == "duplicates":
        return [summary for summary in page for _ in range(2)] + page[:3]
    return page[::-1] if quirk == "unordered" else page


def spoil_steps(quirk: str, steps: list[Answer], n: int) -> list[Answer] | None:
    """Return a job's steps, disfigured; None where there shall be none.

    Args:
        quirk: Of the branch.
        steps: As Amplify would write them; changed.
        n: Which of the quirk's ways.
    """
    if quirk == "nulls":
        return None if n % 3 == 0 else [dict.fromkeys(step) for step in steps]
    for place, step in enumerate(steps):
        step |= {"statusReason": _text(n + place), "context": _text(n + place + 1)}
        if quirk == "steps":
            _spoil_step(step, n + place)
        shots = step["screenshots"]
        if isinstance(shots, dict) and shots:
            urls = list(shots.values())
            step["screenshots"] = {
                _text(n + at) or "unnamed": urls[at % len(urls)] for at in range(len(TEXTS))
            }
    if quirk == "missing":
        return [{name: value for name, value in step.items() if (len(name) + n) % 3} for step in steps]
    return steps * 2 if quirk == "duplicates" else steps


def _spoil_step(step: Answer, n: int) -> None:
    step["stepName"] = ("[red]BUILD[/red]", "BUILD", "", "\x1b]0;t\x07DEPLOY", "Post-deploy ✨", "X" * 255)[
        n % 6
    ]
    step["status"] = ("SKIPPED", "RUNNING", None, "[/]", "FAILED")[n % 5]
    step["logUrl"] = (
        step["logUrl"],
        "javascript:alert(1)",
        "",
        "http://[::1",
        "https://example.invalid/log.txt?X=1",
    )[n % 5]
    step["startTime"], step["endTime"] = step["endTime"], step["startTime"]


def spoil_app(quirk: str, answer: Answer) -> Answer:
    """Return an app, disfigured.

    Args:
        quirk: Of the app.
        answer: As Amplify would write it.
    """
    if quirk == "missing":
        return {name: value for name, value in answer.items() if name in ("appId", "environmentVariables")}
    return (
        {name: value if name == "appId" else None for name, value in answer.items()}
        if quirk == "nulls"
        else answer
    )


def spoil_branch(quirk: str, answer: Answer) -> Answer:
    """Return a branch, disfigured.

    Args:
        quirk: Of the branch.
        answer: As Amplify would write it.
    """
    if quirk == "missing":
        return {
            name: value for name, value in answer.items() if name in ("branchName", "environmentVariables")
        }
    if quirk == "nulls":
        return {name: value if name == "branchName" else None for name, value in answer.items()}
    if quirk == "ids":
        return answer | {"activeJobId": "twelve"}
    if quirk == "texts":
        return answer | {
            "displayName": TEXTS[0],
            "stage": "\x1b[31mSTAGE",
            "framework": TEXTS[1],
            "description": TEXTS[2],
        }
    return answer


def spoil_backend_job(answer: Answer, n: int) -> Answer:
    """Return a backend job, disfigured.

    Args:
        answer: As AmplifyBackend would write it.
        n: Which of the ways.
    """
    spoiled = answer | {"Error": _text(n)}
    if n % 3 == 0:
        spoiled |= {"Status": _STATUSES[n // 3 % len(_STATUSES)], "Operation": _text(n // 3)}
    if n % 4 == 0:
        spoiled |= {"CreateTime": ("yesterday", "", None, -1, "9" * 40)[n // 4 % 5], "UpdateTime": TEXTS[0]}
    return spoiled


def spoil_log() -> tuple[str, ...]:
    """Return records that no log should hold."""
    return (
        *TEXTS,
        "\x1b[1A\x1b[2K" * 50,
        "\udcff\udcfe no UTF-8",
        "2026-11-21T12:00:00.000Z [ERROR]: forged record",
    )
