"""What is pushed while the world goes on: a function of seed and place, whatever was asked before."""

from __future__ import annotations

from heapq import heapify, heappop, heappush, merge
from operator import itemgetter
from typing import TYPE_CHECKING, Final, TypeAlias

from amplify_tui.simulator.chance import fraction, pick, sha
from amplify_tui.simulator.commits import PUSHED
from amplify_tui.simulator.history import WEB_HOOK_SHARE
from amplify_tui.simulator.live import PENDING_SECONDS
from amplify_tui.simulator.timeline import Commit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from amplify_tui.simulator.places import Region, Site
    from amplify_tui.simulator.timeline import Build
    from amplify_tui.simulator.world import World

    Push: TypeAlias = tuple[float, Site, Callable[[int], Build]]

BURST: Final = 7
"""Every seventh push comes with two others."""

HEAD_START: Final = 240.0
"""Seconds before the world's start at which jobs of a relay begin to come."""


class Arrivals:
    """The pushes of one account and region in the order of time, each made once.

    Args:
        world: The world.
        region: Account and region.
    """

    def __init__(self, world: World, region: Region) -> None:
        streams = (_regular(world, region), _newcomers(world, region), _previews(world, region))
        self._stream = merge(*streams, _relay(world, region), key=itemgetter(0))
        self._known: list[Push] = []

    def __call__(self, n: int) -> Push | None:
        """Return the n-th push, its moment, its branch and what makes its job of an id; None for no more.

        Args:
            n: Counted from 0.
        """
        while len(self._known) <= n:
            push = next(self._stream, None)
            if push is None:
                return None
            self._known.append(push)
        return self._known[n]


def _regular(world: World, region: Region) -> Iterator[Push]:
    pace = world.scenario.push_seconds
    sites = region.pushed
    if pace is None or not sites:
        return
    n = 0
    while True:
        group, place = divmod(n, BURST)
        luck = fraction(world.seed, region.mark, n, "push")
        is_lone = place < BURST - 3
        offset = pace * (1.4 * place + 0.5 * luck) if is_lone else pace * 6.0 + 2.0 * (place - BURST + 3)
        site = pick(sites, world.seed, region.mark, n, "site")
        yield _push(world, site, world.started + pace * BURST * group + offset, luck)
        n += 1


def _newcomers(world: World, region: Region) -> Iterator[Push]:
    """Push to the branches of apps that appear while the world goes on."""
    pace = world.scenario.push_seconds
    sites = [site for site in region.sites if site.app.created > world.started]
    if pace is None or not sites:
        return
    first = min(site.app.created for site in sites)
    n = 0
    while True:
        site = sites[n % len(sites)]
        yield _push(world, site, first + 5.0 + 1.7 * pace * n, fraction(world.seed, site.mark, n, "push"))
        n += 1


def _previews(world: World, region: Region) -> Iterator[Push]:
    """Build every preview as soon as it is there."""
    n = 0
    while (site := region.previews.site(n)) is not None:
        yield _push(world, site, site.appears + 4.0, fraction(world.seed, site.mark, "push"))
        n += 1


def _relay(world: World, region: Region) -> Iterator[Push]:
    """Begin a job whenever one ends, so that the same number of them goes on at any time."""
    sites = region.pushed
    if not world.scenario.relay or not sites:
        return
    places = range(world.scenario.relay)
    free = [
        (world.started - HEAD_START * fraction(world.seed, region.mark, place, "relay"), place)
        for place in places
    ]
    heapify(free)
    newest: dict[Site, tuple[int, float]] = {}
    n = 0
    while True:
        arrived, place = heappop(free)
        site = pick(sites, world.seed, region.mark, n, "relay site")
        while newest.get(site, (0, 0.0))[1] > arrived:
            n += 1
            site = pick(sites, world.seed, region.mark, n, "relay site")
        push = _push(world, site, arrived, fraction(world.seed, region.mark, n, "push"))
        job_id = newest.get(site, (site.plan.jobs, 0.0))[0] + 1
        ended = push[2](job_id).moved(arrived + PENDING_SECONDS).ended
        newest[site] = job_id, ended
        heappush(free, (ended, place))
        n += 1
        yield push


def _push(world: World, site: Site, arrived: float, luck: float) -> Push:
    def build(job_id: int) -> Build:
        sha_of_push = sha(world.seed, site.mark, job_id)
        message = pick(PUSHED, world.seed, site.mark, job_id, "message")
        commit = Commit(sha_of_push, message, arrived - 4.0, sha_of_push)
        job_type = "RELEASE"
        if site.is_manual:
            job_type, commit = "MANUAL", Commit(None, None, arrived, sha_of_push)
        elif luck < WEB_HOOK_SHARE:
            job_type, commit = "WEB_HOOK", Commit("HEAD", None, arrived, sha_of_push)
        return world.make(
            site, job_id, arrived, job_type=job_type, commit=commit, cause=world.draw_failure(site, job_id)
        )

    return arrived, site, build
