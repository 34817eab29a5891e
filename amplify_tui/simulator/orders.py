"""How the server behaves now: as its script says, unless somebody ordered otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amplify_tui.simulator.contract import Behaviour, Script


class Orders:
    """Behaviour of the server by account.

    Args:
        script: Says how the server behaves where nobody ordered anything.
    """

    def __init__(self, script: Script) -> None:
        self._script = script
        self._everywhere: Behaviour | None = None
        self._of_account: dict[str, Behaviour] = {}

    def give(self, behaviour: Behaviour | None, account: str = "") -> None:
        """Change the behaviour from now on.

        Args:
            behaviour: None gives it back to the script.
            account: Whose calls it is about; empty for everybody's, which ends what was ordered for one.
        """
        if not account:
            self._everywhere = behaviour
            self._of_account.clear()
        elif behaviour is None:
            self._of_account.pop(account, None)
        else:
            self._of_account[account] = behaviour

    def of(self, account: str = "") -> Behaviour:
        """Return the behaviour towards an account; empty for a request without one."""
        return self._of_account.get(account) or self._everywhere or self._script.behaviour
