"""What the header says of asking: use and budget, the oldest figure, push."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.health import Health, Problem
from amplify_tui.ui.cell_text import text_of, width_of
from amplify_tui.ui.widgets.banner import Banner, banner_lines
from amplify_tui.ui.widgets.health_line import HeaderFacts, HeaderLoad, header_line
from tests.ui.widgets.stage import NOW, Stage, lines_of

FACTS = HeaderFacts("prod", "123456789012", "eu-west-1")
LIVE = Health(timedelta(seconds=4), NOW - timedelta(seconds=2), calls_per_minute=12)
LOAD = HeaderLoad(used=14, allowed=120, oldest="4m", push=("push", "succeed"))


def line(width: int, load: HeaderLoad = LOAD, health: Health | None = LIVE) -> str:
    return text_of(header_line(FACTS, health, None, NOW, width, load=load))


def test_the_use_stands_beside_the_budget() -> None:
    said = line(160)
    for part in ("14 of 120 calls/min", "oldest 4m", "push", "● live 2s ago", "prod"):
        assert part in said
    assert "12 calls/min" in line(160, HeaderLoad())
    assert "calls/min" not in line(160, LOAD, None)


@pytest.mark.parametrize(
    ("width", "there", "gone"),
    [(160, "14 of 120 calls/min", ""), (92, "14 calls/min", "of 120"), (70, "oldest 4m", "calls")],
)
def test_the_budget_goes_before_the_use_and_the_use_before_the_age(width: int, there: str, gone: str) -> None:
    said = line(width)
    assert there in said
    assert not gone or gone not in said


@given(st.integers(1, 260), st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(["", "4m", "12s"]))
def test_no_load_breaks_the_line(width: int, used: int, allowed: int, oldest: str) -> None:
    load = HeaderLoad(used, allowed, oldest, ("push down", "warning"))
    said = line(width, load)
    assert width_of(said) == width or said.strip() == "● live 2s ago"


async def test_a_warning_in_the_banner_looks_like_one() -> None:
    problem = Problem("QueueShared", "tv-2 reads the queue too.", "Give each a queue of its own.")
    banner = Banner()
    async with Stage(banner).run_test(size=(60, 5)) as pilot:
        banner.show_problem(problem, is_warning=True)
        await pilot.pause()
        assert lines_of(banner)[0].startswith("! tv-2 reads")
        banner.show_problem(problem)
        await pilot.pause()
        assert lines_of(banner)[0].startswith("✘ tv-2 reads")
    assert banner_lines(problem, 60, is_warning=True)[0][0] == ("! ", "warning")
