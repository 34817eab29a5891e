"""Who asks: account, region and service of a request's signature."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from amplify_tui.simulator.accounts import find_account
from amplify_tui.simulator.contract import Fault

_SCOPE: Final = re.compile(r"Credential=([^/,\s]+)/\d{8}/([^/,\s]+)/([^/,\s]+)/aws4_request\b")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a signature says; the simulator does not check it.

    Attributes:
        account: Account that the access key leads to.
        region: Region of the scope.
        service: Service of the scope.
    """

    account: str
    region: str
    service: str


def identify(authorization: str) -> Identity:
    """Read the ``Authorization`` header of a signed call.

    Raises:
        Fault: There is none, or it names no scope.
    """
    if not authorization:
        raise Fault("MissingAuthenticationTokenException", "Missing Authentication Token", 403)
    scope = _SCOPE.search(authorization)
    if scope is None:
        raise Fault(
            "IncompleteSignatureException",
            "Authorization header requires existence of a 'Credential' parameter with a full scope.",
            403,
        )
    return Identity(find_account(scope[1]), scope[2], scope[3])


def guess_account(authorization: str) -> str:
    """Return the account of a request before anything of it is checked; empty for an unsigned one."""
    scope = _SCOPE.search(authorization)
    return find_account(scope[1]) if scope else ""
