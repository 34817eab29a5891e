"""How old what is known may become."""

from __future__ import annotations

from amplify_tui.store.schedule_pace import Load, Pace, longest_going, longest_rest, longest_shown
from amplify_tui.store.schedule_round import Kind

PACE = Pace()


def load(going: int, hints: int = 0) -> Load:
    counts = dict.fromkeys(Kind, 0) | {Kind.GOING: going, Kind.RECENT: 50, Kind.SLEEPING: 500}
    return Load(counts, shown=6, hints=hints, calls_per_second=2.0)


def test_what_is_on_screen_is_promised_sooner_where_events_and_going_jobs_leave_calls() -> None:
    asleep = longest_rest(Kind.SLEEPING, load(2), PACE)
    assert PACE.shown < longest_shown(load(2), PACE) < asleep / 10
    assert longest_shown(load(2, hints=1), PACE) == asleep
    assert longest_shown(load(6), PACE) == asleep


def test_while_there_are_events_a_going_branch_may_wait_longer() -> None:
    assert 20 < longest_going(load(20), PACE) < 30 < longest_going(load(20, hints=1), PACE)
