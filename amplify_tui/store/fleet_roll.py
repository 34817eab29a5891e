"""Which apps and branches the fleet has, and what they are called."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from amplify_tui.model.apps import App
    from amplify_tui.model.keys import AppKey, BranchKey, Target

Place = tuple[str, str]
"""Account, or what stands for it, and region."""

_TAIL: Final = 5
_LONGEST_NAME: Final = 80


@dataclass(slots=True)
class Member:
    """One app of the fleet.

    Attributes:
        app: As ListApps told it.
        place: The account, or what stands for it, and region, whose queue its jobs share.
        branches: Branches in the fleet, by name.
        is_listed: Whether its branches were ever listed; until then those that are
            known otherwise stand for them.
        strays: Branches that something was learned of although the list has them not.
    """

    app: App
    place: Place
    branches: dict[str, BranchKey] = field(default_factory=dict)
    is_listed: bool = False
    strays: list[BranchKey] = field(default_factory=list)


class Roll:
    """The targets, apps and branches of the fleet."""

    def __init__(self) -> None:
        self.targets: tuple[Target, ...] = ()
        self._apps: dict[Target, dict[AppKey, Member]] = {}
        self._by_id: dict[str, list[AppKey]] = {}
        self._names: dict[Target, Counter[str]] = {}
        self._unlisted = 0

    @property
    def is_complete(self) -> bool:
        """Whether every target's apps are known, and every app's branches."""
        return not self._unlisted and all(target in self._apps for target in self.targets)

    def guess(self, known: int) -> int:
        """Guess how many branches there are, as if apps not listed yet had as many as the others.

        Args:
            known: How many of the branches that are to be counted are known.
        """
        if not self._unlisted:
            return known
        members = [member for apps in self._apps.values() for member in apps.values()]
        listed = [member for member in members if member.is_listed]
        in_listed = sum(len(member.branches) for member in listed)
        in_all = sum(len(member.branches) for member in members)
        if not in_listed:
            return known
        return max(known, round(known * in_listed / in_all * len(members) / len(listed)))

    def member(self, app: AppKey) -> Member | None:
        """Return what is known of an app; None where it is not in the fleet."""
        return self._apps.get(app.target, {}).get(app)

    def members(self, target: Target) -> tuple[Member, ...]:
        """Return the apps of a target."""
        return tuple(self._apps.get(target, {}).values())

    def replace(self, target: Target, apps: Sequence[App]) -> tuple[Member, ...]:
        """Take in the apps of a target; returns those that are gone."""
        before = self._apps.get(target, {})
        now: dict[AppKey, Member] = {}
        for app in apps:
            member = now.get(app.key) or before.get(app.key)
            if member is None:
                member = Member(app, place_of(app))
                self._unlisted += 1
                self._by_id.setdefault(app.key.app_id, []).append(app.key)
            member.app = app
            now[app.key] = member
        self._apps[target] = now
        self._names[target] = Counter(_shown(member.app.name) for member in now.values())
        gone = tuple(member for key, member in before.items() if key not in now)
        for member in gone:
            self._drop(member)
        return gone

    def remove(self, target: Target) -> tuple[Member, ...]:
        """Take a target out; returns the apps it had."""
        gone = self.replace(target, ())
        self._apps.pop(target, None)
        self._names.pop(target, None)
        return gone

    def note_listed(self, member: Member) -> None:
        """Note that the branches of an app are known."""
        self._unlisted -= not member.is_listed
        member.is_listed = True

    def name(self, key: AppKey) -> str:
        """Return an app's name in one safe line; of namesakes in one target with the end of the id."""
        member = self.member(key)
        if member is None:
            return clean_line(key.app_id, _LONGEST_NAME)
        name = _shown(member.app.name)
        return f"{name} …{key.app_id[-_TAIL:]}" if self._names[key.target][name] > 1 else name

    def find_apps(self, account_id: str, region: str, app_id: str) -> Iterator[AppKey]:
        """Find an app by what an event says of it, in the order of the targets; "" is unknown."""
        for key in sorted(self._by_id.get(app_id, ()), key=lambda key: self.targets.index(key.target)):
            member = self.member(key)
            account = None if member is None else member.app.account_id
            if region in {"", key.target.region} and (not account_id or account in {None, account_id}):
                yield key

    def find_targets(self, account_id: str, region: str) -> Iterator[Target]:
        """Find the targets of an account and region; one whose account is not known may be it."""
        for target in self.targets:
            accounts = {member.app.account_id for member in self.members(target)} - {None}
            if region in {"", target.region} and (not account_id or not accounts or account_id in accounts):
                yield target

    def _drop(self, member: Member) -> None:
        key = member.app.key
        self._unlisted -= not member.is_listed
        self._by_id[key.app_id].remove(key)
        if not self._by_id[key.app_id]:
            del self._by_id[key.app_id]


def missing(member: Member, listed: Iterable[BranchKey]) -> tuple[BranchKey, ...]:
    """Return the branches of an app that a list has no more."""
    names = {branch.name for branch in listed}
    return tuple(branch for name, branch in member.branches.items() if name not in names)


def place_of(app: App) -> Place:
    """Return the account and region of an app; where Amplify tells no account, the profile stands for it."""
    target = app.key.target
    return app.account_id or f"profile {target.profile}", target.region


def _shown(name: str) -> str:
    return clean_line(name, _LONGEST_NAME)
