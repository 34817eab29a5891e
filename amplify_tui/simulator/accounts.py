"""The accounts that the simulator plays, and the access keys that lead to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

ACCOUNT: Final = "123456789012"
"""The account of every access key that is not named here."""

STAGING: Final = "210987654321"

KEYS: Final[Mapping[str, str]] = {"AKIADEMODEMODEMODEMO": ACCOUNT, "AKIASTAGINGSTAGINGST": STAGING}
"""Account by access key."""

Place: TypeAlias = tuple[str, str]
"""Account and region."""


def find_account(access_key: str) -> str:
    """Return the account that an access key leads to.

    Args:
        access_key: As in the signature's scope; any other than the known ones leads to the demo's account.
    """
    return KEYS.get(access_key, ACCOUNT)
