"""The dashboard against the simulator."""

from __future__ import annotations

from tests.ui.stage import Stage


async def test_the_newest_job_and_its_steps_are_shown_without_a_key() -> None:
    async with Stage().open() as stage:
        await stage.loaded()

        newest = stage.dashboard.jobs_now()[0]
        assert stage.dashboard.panes.jobs.job_key == newest.key
        assert stage.dashboard.panes.steps.detail is not None
        assert stage.dashboard.panes.steps.detail.job.key == newest.key
        assert "BUILD" in stage.rendered()
        assert "storefront / main" in stage.rendered()
