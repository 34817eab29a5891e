"""Every limit of a start is checked before anything is sent."""

import pytest

from amplify_tui.model.orders import StartOrder


def test_an_order_within_its_limits_has_no_problem() -> None:
    assert StartOrder().problems() == {}
    assert StartOrder("a" * 255, "b" * 10_000, "c" * 255).problems() == {}


@pytest.mark.parametrize(
    ("order", "field"),
    [
        (StartOrder(commit_id="a" * 256), "commit_id"),
        (StartOrder(commit_message="a" * 10_001), "commit_message"),
        (StartOrder(job_reason="a" * 256), "job_reason"),
        (StartOrder(commit_id="abc def"), "commit_id"),
        (StartOrder(commit_id="abc\n"), "commit_id"),
    ],
)
def test_a_broken_limit_is_told_by_its_field(order: StartOrder, field: str) -> None:
    assert list(order.problems()) == [field]


def test_all_broken_limits_are_told_at_once_with_their_figures() -> None:
    problems = StartOrder("a" * 300, "b" * 20_000, "c" * 300).problems()
    assert set(problems) == {"commit_id", "commit_message", "job_reason"}
    assert "20,000" in problems["commit_message"]
    assert "10,000" in problems["commit_message"]
