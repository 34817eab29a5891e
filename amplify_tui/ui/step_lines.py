"""The lines that tell of one job: its head, its steps, their addresses; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from amplify_tui.model.causes.job_cause import failed_step
from amplify_tui.model.estimate import estimate
from amplify_tui.model.jobs import WAITING
from amplify_tui.ui import wording
from amplify_tui.ui.cause_words import MARK, cause_lines
from amplify_tui.ui.cell_text import cut, plain, plain_block, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from amplify_tui.model.causes.job_cause import JobCause
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.logs.tail import LogTail
    from amplify_tui.model.steps import Artifact, JobDetail, Step
    from amplify_tui.ui.cell_text import Piece

_NAME: Final = 8
_STATUS: Final = 12
_SPAN: Final = 19
_BEGUN: Final = 9
_LENGTH: Final = 8
_BAR: Final = 12
_WITH_BAR: Final = 64
_WITH_CONTEXT: Final = 76
_WITH_SPAN: Final = 52
_INDENT: Final = "  "
_MESSAGE_LINES: Final = 6
_REASON_LINES: Final = 6


@dataclass(frozen=True, slots=True)
class PaneLine:
    """One line of the pane.

    Attributes:
        pieces: Text and tones.
        step: Position of the step that the cursor may stand on here; None for no step.
    """

    pieces: tuple[Piece, ...]
    step: int | None = None


@dataclass(frozen=True, slots=True)
class JobView:
    """All that the pane shows.

    Attributes:
        detail: The job and its steps.
        artifacts: What ListArtifacts named; None while it was not asked.
        typical: How long jobs of the branch usually take; None where unknown.
        is_live: Whether visitors of the site get this job now.
        problem: Why the steps could not be read; empty when they could.
        is_loading: Whether the steps were asked for and are not there yet.
        cause: Why the job failed, as far as known; None for one that did not.
        tail: How the log of the running step ends; None while that is not known.
    """

    detail: JobDetail
    artifacts: Sequence[Artifact] | None = None
    typical: timedelta | None = None
    is_live: bool = False
    problem: str = ""
    is_loading: bool = False
    cause: JobCause | None = None
    tail: LogTail | None = None


def step_lines(view: JobView, now: datetime, width: int, *, is_compact: bool) -> tuple[PaneLine, ...]:
    """Tell of a job and its steps.

    Args:
        view: What to tell of.
        now: The present moment, aware UTC.
        width: Cells of a line.
        is_compact: Whether there is little height: then the steps stand first and say less.
    """
    steps: list[PaneLine] = []
    for position, step in enumerate(view.detail.steps):
        steps.append(PaneLine(tuple(_step(step, view, now, width)), position))
        steps.extend(PaneLine(line) for line in _details(step, view, now, width, is_compact=is_compact))
    if not view.detail.steps:
        words = "Waiting: no step has begun." if view.detail.job.is_going else "Amplify names no steps."
        words = "Loading the steps…" if view.is_loading else words
        steps.append(PaneLine(((view.problem or words, "warning" if view.problem else "dim"),)))
    artifacts = [PaneLine(line) for line in _artifacts(view.artifacts, width)]
    head = [PaneLine(line) for line in _head(view, now, width, is_compact=is_compact)]
    return tuple(steps + artifacts + head) if is_compact else tuple(head + steps + artifacts)


def _head(view: JobView, now: datetime, width: int, *, is_compact: bool) -> list[tuple[Piece, ...]]:
    job = view.detail.job
    mark = wording.status_mark(job.status)
    facts: list[Piece] = [
        (f"{mark.glyph} {mark.word}", mark.tone),
        (f"  job {job.key.job_id}", "strong"),
        (f"  {plain(job.job_type, 40)}" if job.job_type else "", ""),
        (f"  {wording.commit(job.commit_id)}" if job.commit_id else "", "dim"),
        (f"  {_times(job, now)}", "dim"),
        (f"  {wording.LIVE_MARK} live now" if view.is_live else "", "succeed"),
    ]
    lines = [tuple(piece for piece in facts if piece[0])]
    message = wrap(plain_block(job.commit_message or "").strip(), max(width - len(_INDENT), 1))
    kept = [line for line in message if line][: 1 if is_compact else _MESSAGE_LINES]
    if kept and len(kept) < len([line for line in message if line]):
        kept[-1] = cut(kept[-1] + " …", max(width - len(_INDENT), 1))
    lines.extend(((_INDENT, ""), (line, "")) for line in kept)
    if job.source_url:
        lines.append(((f"{_INDENT}from  ", "dim"), (plain(job.source_url), "")))
    if job.commit_id and wording.commit(job.commit_id) != job.commit_id and not is_compact:
        lines.append(((f"{_INDENT}commit  ", "dim"), (plain(job.commit_id), "dim")))
    return lines


def _times(job: Job, now: datetime) -> str:
    if job.started_at is None:
        return "not started yet" if job.is_going else ""
    begun = wording.local_day_time(job.started_at, now)
    end = wording.local_time(job.ended_at) if job.ended_at is not None else ""
    return f"{begun}{'–' + end if end else ''}  {wording.duration(job.duration(now))}"  # noqa: RUF001 - a span's dash


def _step(step: Step, view: JobView, now: datetime, width: int) -> list[Piece]:
    """Tell of one step in one line, shortened from the right but for its length."""
    mark = wording.status_mark(step.status)
    length = _length(step, now)
    pieces: list[Piece] = [
        (f"{mark.glyph} ", mark.tone),
        (f"{cut(plain(step.name, 60), 20):<{_NAME}} ", "strong"),
        (f"{mark.word:<{_STATUS}} ", mark.tone),
    ]
    if width >= _WITH_SPAN:
        room = _BEGUN if step.ended_at is None and width < _WITH_CONTEXT else _SPAN
        pieces.append((f"{_span(step):<{room}} ", "dim"))
    pieces.append((f"{wording.duration(length) if length is not None else '':<{_LENGTH}}", ""))
    if width >= _WITH_BAR and length is not None:
        pieces.extend(_bar(step, length, view, now, mark.tone))
    if step.context and width >= _WITH_CONTEXT:
        pieces.append((f"  {plain(step.context, 200)}", "dim"))
    return pieces


def _length(step: Step, now: datetime) -> timedelta | None:
    if step.started_at is None:
        return None
    is_going = wording.status_mark(step.status).tone in {"running", "cancelling", "unknown"}
    end = step.ended_at or (now if is_going else None)
    return None if end is None else max(end - step.started_at, now - now)


def _span(step: Step) -> str:
    if step.started_at is None:
        return ""
    end = wording.local_time(step.ended_at) if step.ended_at is not None else ""
    return f"{wording.local_time(step.started_at)}–{end}"  # noqa: RUF001 - a span's dash


def _bar(step: Step, length: timedelta, view: JobView, now: datetime, tone: str) -> list[Piece]:
    """Draw a going step as the job's progress, an ended one as its share of the job's time."""
    job = view.detail.job
    expected = estimate(job, view.typical, now)
    if step.ended_at is None:
        if expected is None:
            return []
        left = expected.remaining
        words = f" ~{wording.duration(left)} left" if left else " longer than usual"
        return [(wording.bar(expected.progress, _BAR), tone), (words, "dim")]
    whole = job.duration(now)
    return [(wording.bar(length / whole, _BAR), "dim")] if whole else []


def _details(
    step: Step, view: JobView, now: datetime, width: int, *, is_compact: bool
) -> list[tuple[Piece, ...]]:
    """Tell why a step ended as it did, and where its log and files are."""
    lines: list[tuple[Piece, ...]] = []
    if width < _WITH_BAR and not is_compact and step.ended_at is None:
        length = _length(step, now)
        tone = wording.status_mark(step.status).tone
        progress = [] if length is None else _bar(step, length, view, now, tone)
        lines.extend([((_INDENT, ""), *progress)] if progress else [])
    cause = view.cause if step is failed_step(view.detail.steps) else None
    if step.status_reason and (cause is None or not cause.is_settled):
        lines.extend(_reason(step.status_reason, width, 1 if is_compact else _REASON_LINES))
    if cause is not None:
        told = cause_lines(cause, max(width - len(_INDENT), 1), is_compact=is_compact)
        lines.extend(((_INDENT, ""), *line) for line in told)
    if step.context and width < _WITH_CONTEXT and not is_compact:
        lines.append(((f"{_INDENT}context  ", "dim"), (plain(step.context, 400), "")))
    links = [
        (word, url)
        for word, url in (
            ("log", step.log_url),
            ("artifacts", step.artifacts_url),
            ("test artifacts", step.test_artifacts_url),
            ("test config", step.test_config_url),
        )
        if url is not None and step.status not in WAITING
    ]
    if is_compact:
        links = links[:1]
    lines.extend(_packed([((f"{word} ", "dim"), (wording.link(url, now), "")) for word, url in links], width))
    if step.screenshots:
        names = ", ".join(plain(name, 80) for name, _ in step.screenshots)
        lines.append(((f"{_INDENT}screenshots ", "dim"), (names, "")))
    return lines


def _reason(words: str, width: int, limit: int) -> list[tuple[Piece, ...]]:
    """Tell what Amplify says itself, in so many lines at most."""
    reason = wrap(plain_block(words).strip(), max(width - 4, 1))
    if len(reason) > limit:
        reason = [*reason[: limit - 1], cut(" ".join(reason[limit - 1 :]), max(width - 4, 1))]
    return [((f"{_INDENT}{MARK if at == 0 else '  '}", "dim"), (text, "")) for at, text in enumerate(reason)]


def _packed(entries: Sequence[tuple[Piece, Piece]], width: int) -> list[tuple[Piece, ...]]:
    """Put as many entries on a line as there is room for."""
    lines: list[tuple[Piece, ...]] = []
    line: tuple[Piece, ...] = ()
    for entry in entries:
        longer = (*line, ("   " if line else _INDENT, ""), *entry)
        if line and sum(len(text) for text, _ in longer) > width:
            lines.append(line)
            longer = ((_INDENT, ""), *entry)
        line = longer
    return [*lines, line] if line else lines


def _artifacts(artifacts: Sequence[Artifact] | None, width: int) -> list[tuple[Piece, ...]]:
    if not artifacts:
        return []
    names = ", ".join(plain(artifact.file_name, 120) for artifact in artifacts)
    return [((f"artifacts {len(artifacts)}  ", "dim"), (cut(names, max(width * 2, 1)), ""))]
