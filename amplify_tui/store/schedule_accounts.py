"""Which accounts and regions are watched, and which of them are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amplify_tui.model.keys import Target


class Accounts:
    """Knows where profiles lead, so that nothing is asked twice.

    Where several lead to the same account and region, the first of which that was
    learned is asked for all of them, as long as it is watched.
    """

    def __init__(self) -> None:
        self.watched: tuple[Target, ...] = ()
        self._ids: dict[Target, str] = {}
        self._owners: dict[tuple[str, str], Target] = {}

    @property
    def asked(self) -> tuple[Target, ...]:
        """The accounts and regions that are asked: all but further ways to one of them."""
        return tuple(target for target in self.watched if self.twin_of(target) is None)

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
        if self._owners.get(key) not in self.watched:
            self._owners[key] = target

    def twin_of(self, target: Target) -> Target | None:
        """Return what is asked instead of a target; None where it is asked itself."""
        owner = self._owners.get((self._ids.get(target, ""), target.region), target)
        return owner if owner != target and owner in self.watched else None
