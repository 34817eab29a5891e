"""Stops every superseded job at once: shared by the dashboard, the wall and the table of all branches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.ui.cell_text import plain
from amplify_tui.ui.placeholders import problem_text
from amplify_tui.ui.screens.live_screen import LiveScreen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from amplify_tui.model.conditions import BranchState
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.messages import Severity
    from amplify_tui.store.superseded import Ending, StopOutcome

_ENDINGS: Final[Mapping[Ending, str]] = {
    "failed": "was not stopped",
    "refused": "was not stopped",
    "over": "was over already",
    "kept": "is the newest now and goes on",
}
_MOST_SAID: Final = 4


class Superseding(LiveScreen):
    """A screen that shows branches, of which some may build what nobody waits for any more."""

    def superseded_branches(self) -> tuple[BranchState, ...]:
        """Return the branches in reach of ``X`` that have superseded jobs."""
        view = self.amplify.views.present
        return tuple(state for state in self.wiring.fleet.loud(view) if state.superseded)

    def action_stop_superseded(self) -> None:
        """Ask once about every superseded job, then stop exactly those that were listed."""
        from amplify_tui.store.superseded import drop_twins, find_superseded
        from amplify_tui.ui.questions import superseded_question
        from amplify_tui.ui.screens.confirm import ConfirmDialog

        branches = drop_twins(self.superseded_branches())
        if not branches:
            return
        jobs = find_superseded(branches)
        question = superseded_question(branches, self.wiring.clock.now(), is_demo=self.wiring.is_demo)

        def answered(is_sure: bool | None) -> None:  # noqa: FBT001 - the shape of Textual's callback
            if is_sure:
                self.app.run_worker(self._stop_all(jobs), name="stop superseded")

        self.app.push_screen(ConfirmDialog(question), answered)

    async def _stop_all(self, jobs: tuple[Job, ...]) -> None:
        """Stop what was listed, whatever has become superseded since, and say what came of it."""
        from amplify_tui.store.superseded import stop_superseded

        count = f"{len(jobs)} superseded jobs" if len(jobs) > 1 else f"superseded job {jobs[0].key.job_id}"
        self.amplify.tell(f"Asking Amplify to stop {count}…")
        wiring = self.wiring
        outcomes = await stop_superseded(wiring.writes, wiring.store, wiring.clock, jobs)
        self.amplify.tell(*outcome_words(outcomes))
        wiring.poller.refresh(jobs_only=True)
        for job in jobs:
            wiring.fleet_poller.hint(job.key.branch, job.key.job_id)


def outcome_words(outcomes: Sequence[StopOutcome]) -> tuple[str, Severity]:
    """Say in one line what came of stopping, and how bad that is.

    Args:
        outcomes: One for each job that was listed.
    """
    stopped = sum(each.ending == "stopped" for each in outcomes)
    said = [f"{stopped} of {len(outcomes)} stopped"]
    for ending, words in _ENDINGS.items():
        for each in (each for each in outcomes if each.ending == ending):
            why = f": {problem_text(each.problem)}" if each.problem is not None else ""
            said.append(f"job {each.job.key.job_id} of {plain(each.job.key.branch.name, 80)} {words}{why}")
    rest = len(said) - _MOST_SAID
    text = "; ".join(said[:_MOST_SAID]) + (f"; and {rest} more" if rest > 0 else "")
    is_bad = any(each.ending in {"failed", "refused"} for each in outcomes)
    return text.rstrip(".") + ".", "error" if is_bad else "information"
