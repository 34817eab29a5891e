"""Jobs that are going on when the world begins."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from amplify_tui.simulator.chance import pick, sha
from amplify_tui.simulator.commits import PUSHED
from amplify_tui.simulator.timeline import Commit, cancel, prolong

if TYPE_CHECKING:
    from amplify_tui.simulator.live import Queue
    from amplify_tui.simulator.places import App, Region, Site
    from amplify_tui.simulator.scenarios import Opening
    from amplify_tui.simulator.timeline import Build
    from amplify_tui.simulator.world import World


def open_queue(world: World, queue: Queue, region: Region) -> None:
    """Set going what is going on when the world begins.

    Args:
        world: The world.
        queue: The region's, still empty.
        region: Account and region.
    """
    by_name: dict[str, App] = {}
    for app in region.apps.values():
        by_name.setdefault(app.plan.name, app)
    for opening in world.scenario.openings:
        if opening.app in by_name:
            _open(world, queue, by_name[opening.app].sites[opening.branch], opening)


def _open(world: World, queue: Queue, site: Site, opening: Opening) -> None:
    def build(job_id: int) -> Build:
        sha_of_push = sha(world.seed, site.mark, job_id)
        message = pick(PUSHED, world.seed, site.mark, job_id, "message")

        def make(arrived: float) -> Build:
            commit = Commit(sha_of_push, message, arrived - 5.0, sha_of_push)
            made = world.make(site, job_id, arrived, job_type="RELEASE", commit=commit, cause=opening.cause)
            return prolong(made, opening.step, opening.late) if opening.late else made

        if opening.waiting is not None:
            return make(world.started - opening.waiting)
        made = make(world.started)
        stage = next(stage for stage in made.stages if stage.name == opening.step)
        end = world.started + opening.left - (opening.stopped_ago or 0.0)
        made = make(made.arrived + end - stage.ended)
        return made if opening.stopped_ago is None else cancel(made, world.started - opening.stopped_ago, inf)

    queue.open(site, build, is_waiting=opening.waiting is not None)
