"""Which accounts and regions are watched, and which of them are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amplify_tui.model.keys import Target


class Accounts:
    """Knows where profiles lead, so that nothing is asked twice.

    Where several lead to the same account and region, the first of which that was
    learned is asked for all of them, as long as it is watched and works: once its profile is
    in trouble the next one that answers takes over.
    """

    def __init__(self) -> None:
        self.watched: tuple[Target, ...] = ()
        self._ids: dict[Target, str] = {}
        self._owners: dict[tuple[str, str], Target] = {}
        self._troubled: dict[Target, float] = {}

    @property
    def asked(self) -> tuple[Target, ...]:
        """The accounts and regions that are asked: all but further ways to one of them."""
        return tuple(target for target in self.watched if self.twin_of(target) is None)

    @property
    def tried(self) -> tuple[Target, ...]:
        """Further ways that are asked whether they work: of one in trouble, or in trouble themselves."""
        if not self._troubled:
            return ()
        twins = ((target, self.twin_of(target)) for target in self.watched)
        return tuple(target for target, twin in twins if twin and {target, twin} & self._troubled.keys())

    def watch(self, targets: Sequence[Target]) -> None:
        """Watch these and no others."""
        self.watched = tuple(dict.fromkeys(targets))

    def learn(self, target: Target, account_id: str) -> None:
        """Take note of the account that a target leads to."""
        key = (account_id, target.region)
        former = (self._ids.get(target, ""), target.region)
        if former != key and self._owners.get(former) == target:
            del self._owners[former]  # it leads elsewhere by now
        self._ids[target] = account_id
        owner = self._owners.get(key)
        is_needed = owner in self._troubled and target not in self._troubled
        if owner not in self.watched or is_needed:
            self._owners[key] = target

    def distrust(self, target: Target, until: float) -> None:
        """Take note that a target's profile is in trouble.

        Args:
            target: Which.
            until: Moment from which on an answer means that it works again.
        """
        self._troubled[target] = until

    def trust(self, target: Target, now: float) -> None:
        """Take note that a target answered."""
        if now >= self._troubled.get(target, now):
            self._troubled.pop(target, None)

    def twin_of(self, target: Target) -> Target | None:
        """Return what is asked instead of a target; None where it is asked itself."""
        owner = self._owners.get((self._ids.get(target, ""), target.region), target)
        return owner if owner != target and owner in self.watched else None
