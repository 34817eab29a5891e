"""Every branch of the fleet, judged, counted and in order; kept current change by change."""

from __future__ import annotations

from collections import OrderedDict
from heapq import heapify, heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, Final

from amplify_tui.model.branch_news import BranchNews
from amplify_tui.model.conditions import Ahead, BranchState, judge, known_until, superseded_jobs
from amplify_tui.model.views import EVERYTHING
from amplify_tui.store.fleet_entry import Entry
from amplify_tui.store.fleet_lines import BUILDING, WAITING, Line
from amplify_tui.store.fleet_view import ViewIndex

if TYPE_CHECKING:
    from datetime import datetime

    from amplify_tui.model.keys import AppKey, BranchKey
    from amplify_tui.model.views import View
    from amplify_tui.store.fleet_roll import Place

MOST_VIEWS: Final = 16
"""Views kept current at a time; the one looked at longest ago goes."""


class FleetIndex:
    """Keeps what the fleet's screens read in order.

    Args:
        places: Jobs that an account builds at a time in a region.
    """

    def __init__(self, places: int) -> None:
        self._places = places
        self._serials = count()
        self._entries: dict[BranchKey, Entry] = {}
        self._lines: dict[Place, Line] = {}
        self._views: OrderedDict[View, ViewIndex] = OrderedDict(
            {EVERYTHING: ViewIndex(EVERYTHING, self.show, None)}
        )
        self._moments: list[tuple[datetime, int, Entry]] = []
        self._overdue: dict[int, Entry] = {}

    def get(self, branch: BranchKey) -> Entry | None:
        """Return a branch's entry; None where it is not in the fleet."""
        return self._entries.get(branch)

    def add(self, branch: BranchKey, app_name: str, place: Place) -> Entry:
        """Take a branch in that was never asked about."""
        line = self._line(place)
        entry = self._entries[branch] = Entry(branch, app_name, line, next(self._serials))
        line.unseen.add(entry)
        self._place(entry)
        return entry

    def remove(self, entry: Entry, now: datetime) -> None:
        """Take a branch out."""
        del self._entries[entry.branch]
        for view in self._views.values():
            view.remove(entry)
        entry.verdict = judge(None, now)
        line = entry.line
        line.unseen.discard(entry)
        line.held.discard(entry)
        if line.change(entry.news, None, now):
            self._judge_held(line, now)

    def note_app(self, app: AppKey, place: Place) -> None:
        """Note an app whose branches are not known yet."""
        self._line(place).unlisted.add(app)

    def note_listed(self, app: AppKey, place: Place, now: datetime) -> None:
        """Note that the branches of an app are known, or that it is gone."""
        line = self._line(place)
        line.unlisted.discard(app)
        if line.note_known():
            self._judge_held(line, now)

    def rename(self, entry: Entry, app_name: str) -> None:
        """Note another name of a branch's app."""
        entry.rename(app_name)
        self._place(entry)

    def learn(self, entry: Entry, news: BranchNews, now: datetime) -> None:
        """Take in what was learned of a branch."""
        line, before = entry.line, entry.news
        was_busy = _is_busy(before)
        entry.news = news
        entry.superseded = superseded_jobs(news)
        if was_busy and not _is_busy(news):
            entry.freed_at = now
        line.unseen.discard(entry)
        if any(job.status in WAITING for job in news.going):
            line.held.add(entry)
        else:
            line.held.discard(entry)
        is_turned = line.change(before, news, now)
        is_turned |= line.note_known()
        self._judge(entry, now)
        if is_turned:
            self._judge_held(line, now)

    def tick(self, now: datetime) -> bool:
        """Judge again what the passing of time may have changed; True where something was."""
        while self._moments and self._moments[0][0] <= now:
            until, serial, entry = heappop(self._moments)
            if entry.verdict.until == until and self._entries.get(entry.branch) is entry:
                self._overdue[serial] = entry
        return bool(self._overdue) and self._judge_overdue(now)

    def view(self, view: View) -> ViewIndex:
        """Return what a view shows, made at the first look and kept current from then on."""
        found = self._views.get(view)
        if found is None:
            found = self._views[view] = ViewIndex(view, self.show, self._views[EVERYTHING])
            if len(self._views) > MOST_VIEWS:
                oldest = next(each for each in self._views if each != EVERYTHING)
                del self._views[oldest]
        self._views.move_to_end(view)
        return found

    def show(self, entry: Entry) -> BranchState:
        """Return a branch as screens show it; the same object while nothing changed."""
        place, seen_at, state = None, entry.seen_at, entry.state
        waiting = entry.waiting
        if waiting is not None and _ahead(entry).is_blocked:
            place = entry.line.place(waiting)
        if state is None or state.place != place or state.seen_at != seen_at:
            state = entry.state = BranchState(
                entry.branch,
                entry.app_name,
                entry.verdict.condition,
                entry.news or BranchNews(),
                place,
                entry.superseded,
                entry.verdict.changed_at,
                seen_at,
            )
        return state

    def _line(self, place: Place) -> Line:
        return self._lines.setdefault(place, Line(self._places))

    def _judge_held(self, line: Line, now: datetime) -> None:
        for entry in tuple(line.held):
            self._judge(entry, now)

    def _judge_overdue(self, now: datetime) -> bool:
        """Judge those whose time has come once Amplify says that they still go on."""
        has_changed = False
        for serial, entry in tuple(self._overdue.items()):
            until = entry.verdict.until
            if until is None or until > now or self._entries.get(entry.branch) is not entry:
                del self._overdue[serial]
            elif until <= known_until(entry.seen_at, now):
                del self._overdue[serial]
                self._judge(entry, now)
                has_changed = True
        return has_changed

    def _judge(self, entry: Entry, now: datetime) -> None:
        before = entry.verdict.until
        entry.verdict = judge(entry.news, known_until(entry.seen_at, now), _ahead(entry))
        until = entry.verdict.until
        if until is not None and until != before:
            heappush(self._moments, (until, entry.serial, entry))
            if len(self._moments) > 2 * len(self._entries) + 64:
                self._sweep()
        self._place(entry)

    def _sweep(self) -> None:
        """Drop moments that came to nothing."""
        waiting = [each for each in self._entries.values() if each.verdict.until is not None]
        self._moments = [(each.verdict.until, each.serial, each) for each in waiting if each.verdict.until]
        heapify(self._moments)

    def _place(self, entry: Entry) -> None:
        before = entry.spot
        entry.state = None
        entry.rank()
        for view in self._views.values():
            view.update(entry, before)


def _is_busy(news: BranchNews | None) -> bool:
    return news is not None and any(job.status in BUILDING for job in news.going)


def _ahead(entry: Entry) -> Ahead:
    line = entry.line
    freed = [at for at in (line.free_since, entry.freed_at) if at is not None]
    return Ahead(line.is_full or _is_busy(entry.news), max(freed, default=None), line.is_known)
