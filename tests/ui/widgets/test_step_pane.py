from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amplify_tui.model.steps import Artifact, JobDetail, PresignedUrl, Step
from amplify_tui.ui.cell_text import text_of
from amplify_tui.ui.step_lines import JobView, step_lines
from amplify_tui.ui.widgets.step_pane import StepPane
from tests.ui.widgets.stage import NOW, Stage, job, lines_of

if TYPE_CHECKING:
    from textual.strip import Strip


def url(name: str, minutes: float = 58.5) -> PresignedUrl:
    address = f"https://bucket.s3.amazonaws.com/d1/main/1/BUILD/{name}"
    return PresignedUrl(address, "X-Amz-Security-Token=secret", NOW + timedelta(minutes=minutes))


BUILD = Step(
    "BUILD",
    "FAILED",
    NOW - timedelta(minutes=9),
    NOW - timedelta(minutes=6),
    "exit\x1b[31m 1 [red]",
    "amplify:al2023",
    url("log.txt"),
    url("artifacts.zip"),
    url("test.zip", -1),
    url("config.json"),
    (("iPad", url("a.png")), ("phone", url("b.png"))),
)
DEPLOY = Step("DEPLOY", "RUNNING", NOW - timedelta(seconds=61))
VERIFY = Step("VERIFY", "PENDING")
DETAIL = JobDetail(job(10, "RUNNING", commit_message="feat: login\n\nwhy [b]so[/b]"), (BUILD, DEPLOY, VERIFY))


def told(view: JobView, width: int = 110, *, is_compact: bool = False) -> list[str]:
    return [text_of(line.pieces) for line in step_lines(view, NOW, width, is_compact=is_compact)]


def test_a_job_is_told_from_its_head_to_its_artifacts() -> None:
    lines = told(JobView(DETAIL, (Artifact("a.mp4", "1"),), timedelta(minutes=20), is_live=True))
    text = "\n".join(lines)
    assert lines[0].startswith("● RUNNING  job 10  WEB_HOOK  3f9c2ab")
    assert "live now" in lines[0]
    assert "  feat: login" in lines
    assert "  why [b]so[/b]" in lines
    assert "3f9c2ab" + "0" * 33 in text
    assert "✘ BUILD    FAILED" in text
    assert "3m 00s" in text
    assert "amplify:al2023" in text
    assert "└ exit 1 [red]" in text
    assert "log …/BUILD/log.txt (valid 58m)" in text
    assert "artifacts …/BUILD/artifacts.zip (valid 58m)" in text
    assert "test artifacts …/BUILD/test.zip (expired)" in text
    assert "test config …/BUILD/config.json (valid 58m)" in text
    assert "screenshots iPad, phone" in text
    assert "1m 01s" in text
    assert "~10m 00s left" in text
    assert "artifacts 1  a.mp4" in text


def test_a_step_that_has_not_begun_offers_no_log() -> None:
    waiting = Step("VERIFY", "PENDING", log_url=url("log.txt"))
    assert not any("log" in line for line in told(JobView(JobDetail(job(10, "RUNNING"), (waiting,)))))


def test_a_pane_beside_the_table_still_draws_the_bar_and_the_time_left() -> None:
    line = next(line for line in told(JobView(DETAIL, typical=timedelta(minutes=20)), 68) if "DEPLOY" in line)
    assert "▓" in line
    assert line.endswith("left")
    assert len(line) <= 68


def test_no_query_of_a_presigned_address_is_ever_shown() -> None:
    for is_compact in (True, False):
        assert "secret" not in "\n".join(told(JobView(DETAIL), is_compact=is_compact))


def test_a_low_terminal_gets_the_steps_first_and_less_of_everything() -> None:
    lines = told(JobView(DETAIL), 78, is_compact=True)
    assert lines[0].startswith("✘ BUILD")
    assert len(lines) < len(told(JobView(DETAIL), 78))
    assert "artifacts.zip" not in "\n".join(lines)


def test_a_job_without_steps_says_whether_it_waits() -> None:
    assert "Waiting: no step has begun." in told(JobView(JobDetail(job(1, "PENDING", started_at=None))))
    assert "Amplify names no steps." in told(JobView(JobDetail(job(1))))
    assert "no network" in told(JobView(JobDetail(job(1)), problem="no network"))
    assert "not started yet" in told(JobView(JobDetail(job(1, "PENDING", started_at=None))))[0]


def test_a_step_that_takes_longer_than_usual_says_so() -> None:
    assert "longer than usual" in "\n".join(told(JobView(DETAIL, typical=timedelta(minutes=2))))


WORDS = st.one_of(st.none(), st.text(max_size=40))
TIMES = st.one_of(
    st.none(), st.integers(-10_000, 10_000).map(lambda seconds: NOW + timedelta(seconds=seconds))
)
STEPS = st.builds(
    Step, st.text(max_size=30), st.sampled_from(["RUNNING", "FAILED", "ODD"]), TIMES, TIMES, WORDS, WORDS
)


@given(st.lists(STEPS, max_size=4), WORDS, WORDS, st.integers(1, 130), st.booleans())
@settings(deadline=None)
def test_whatever_amplify_leaves_out_or_mixes_up_is_told_without_a_control(
    steps: list[Step],
    message: str | None,
    commit: str | None,
    width: int,
    is_compact: bool,  # noqa: FBT001 - hypothesis gives it
) -> None:
    detail = JobDetail(job(1, commit_message=message, commit_id=commit, source_url=commit), tuple(steps))
    lines = step_lines(JobView(detail), NOW, width, is_compact=is_compact)
    assert sorted({line.step for line in lines if line.step is not None}) == list(range(len(steps)))
    assert all(character >= " " for line in lines for character in text_of(line.pieces))


class WatchedPane(StepPane):
    """Records which lines were painted."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: list[int] = []

    def render_line(self, y: int) -> Strip:
        self.painted.append(y)
        return super().render_line(y)


async def test_a_second_paints_the_lines_that_tick_and_no_other() -> None:
    pane = WatchedPane()
    async with Stage(pane).run_test(size=(110, 40)) as pilot:
        pane.set_now(NOW)
        pane.show(DETAIL)
        await pilot.pause()
        pane.painted.clear()
        pane.set_now(NOW + timedelta(seconds=1))
        await pilot.pause()
        ticking = {
            y
            for y, line in enumerate(lines_of(pane))
            if "DEPLOY" in line or "job 10" in line or "BUILD  " in line
        }
        assert set(pane.painted) - set(range(40)) == set()
        assert {y for y in pane.painted if y < 20} >= {
            y for y, line in enumerate(lines_of(pane)) if "DEPLOY" in line
        }
        assert len(ticking) == 3


async def test_the_cursor_goes_from_step_to_step_and_enter_chooses() -> None:
    pane = StepPane()
    stage = Stage(pane)
    async with stage.run_test(size=(110, 40)) as pilot:
        pane.set_now(NOW)
        pane.show(DETAIL)
        pane.focus()
        await pilot.pause()
        assert pane.step_at_cursor == BUILD
        await pilot.press("j", "enter", "G", "enter", "j", "g", "enter")
        chosen = [message.step.name for message in stage.heard_of(StepPane.StepChosen)]
        assert chosen == ["DEPLOY", "VERIFY", "BUILD"]


async def test_the_cursor_stays_on_its_step_when_the_job_moves_on() -> None:
    pane = StepPane()
    async with Stage(pane).run_test(size=(110, 40)) as pilot:
        pane.set_now(NOW)
        pane.show(DETAIL)
        await pilot.pause()
        pane.action_cursor_move(1)
        assert pane.step_at_cursor == DEPLOY
        pane.show(JobDetail(DETAIL.job, (Step("BUILD", "SUCCEED"), DEPLOY, VERIFY)))
        assert pane.step_at_cursor == DEPLOY
        pane.show(JobDetail(job(11), (BUILD, DEPLOY)))
        assert pane.step_at_cursor == BUILD


async def test_without_a_job_the_placeholder_is_shown_and_nothing_can_be_chosen() -> None:
    pane = StepPane()
    pane.placeholder = "Select a job to see its steps."
    stage = Stage(pane)
    async with stage.run_test(size=(60, 12)) as pilot:
        pane.focus()
        await pilot.press("j", "k", "enter", "G")
        assert "Select a job" in "\n".join(lines_of(pane))
        pane.show(DETAIL)
        pane.show(None)
        assert pane.step_at_cursor is None
        assert "Select a job" in "\n".join(lines_of(pane))
        assert stage.heard_of(StepPane.StepChosen) == []


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (80, 24), (220, 60)])
async def test_every_size_of_terminal_is_survived(size: tuple[int, int]) -> None:
    pane = StepPane()
    async with Stage(pane).run_test(size=size) as pilot:
        pane.set_now(NOW)
        pane.show(DETAIL)
        pane.focus()
        await pilot.press("j", "j", "G", "k", "pageup")
        assert all(pane.render_line(y).cell_length <= size[0] for y in range(size[1]))


def test_loading_is_no_warning() -> None:
    view = JobView(JobDetail(job(10, "RUNNING")), is_loading=True)
    pieces = [piece for line in step_lines(view, NOW, 80, is_compact=False) for piece in line.pieces]
    assert ("Loading the steps…", "dim") in pieces


def test_where_the_bar_has_no_room_beside_a_going_step_it_stands_below() -> None:
    lines = told(JobView(DETAIL, typical=timedelta(minutes=20)), width=59)
    at = next(at for at, line in enumerate(lines) if "DEPLOY" in line)
    assert "▓" not in lines[at]
    assert lines[at + 1].startswith("  ▓")
    assert "left" in lines[at + 1]
