"""The control door ``POST /-/behaviour``: failures for whoever wants to see what a client makes of them."""

from __future__ import annotations

import json
from dataclasses import replace
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web

from amplify_tui.simulator.accounts import KEYS
from amplify_tui.simulator.contract import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from amplify_tui.simulator.orders import Orders

CONTROL: Final = "/-/behaviour"
MOST_CALLS: Final = 10_000.0
MOST_LATENCY: Final = 600.0
LOCAL: Final = frozenset({"127.0.0.1", "::1"})
ACCOUNTS: Final = tuple(dict.fromkeys(KEYS.values()))


async def control(request: web.BaseRequest, orders: Orders) -> web.Response:
    """Change the server's behaviour as a request says, and answer what it is then.

    Args:
        request: JSON such as ``{"account": "…", "callsPerSecond": 1, "isExpired": true, "latency": 0}``;
            what it does not name stays as it is, no account means all, and a pace of null no limit.
        orders: How the server behaves.
    """
    try:
        _check(request)
        account, members = _read(await request.read())
        for each in (account,) if account else ACCOUNTS:
            orders.give(replace(orders.of(each), **members), each)
    except Fault as fault:
        return web.json_response({"error": fault.message}, status=fault.status)
    return web.json_response({each: _write(orders, each) for each in ACCOUNTS})


def _check(request: web.BaseRequest) -> None:
    if request.remote not in LOCAL:
        raise Fault("Forbidden", "only this machine may change the behaviour", 403)
    if request.method != "POST":
        raise Fault("MethodNotAllowed", f"POST to {CONTROL} changes the behaviour", 405)


def _read(body: bytes) -> tuple[str, dict[str, Any]]:
    """Return the account and the changed members of its behaviour.

    Raises:
        Fault: It makes no sense.
    """
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise _nonsense("the body is no JSON object")
    account = told.pop("account", "")
    if account and account not in ACCOUNTS:
        raise _nonsense(f"account is one of {', '.join(ACCOUNTS)}")
    unknown = [str(name) for name in told if name not in _MEMBERS]
    if unknown or not told:
        raise _nonsense(f"there are {', '.join(_MEMBERS)} and account")
    changed: dict[str, Any] = {}
    for name, value in told.items():
        member, fits, meaning = _MEMBERS[name]
        if not fits(value):
            raise _nonsense(f"{name} is {meaning}")
        changed[member] = value
    return str(account), changed


def _write(orders: Orders, account: str) -> dict[str, object]:
    behaviour = orders.of(account)
    return {name: getattr(behaviour, member) for name, (member, _, _) in _MEMBERS.items()}


def _nonsense(complaint: str) -> Fault:
    return Fault("BadRequest", complaint, 400)


def _is_number(value: object, most: float) -> bool:
    return (
        isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value) and value <= most
    )


def _is_pace(value: object) -> bool:
    return value is None or (_is_number(value, MOST_CALLS) and isinstance(value, (int, float)) and value > 0)


def _is_latency(value: object) -> bool:
    return _is_number(value, MOST_LATENCY) and isinstance(value, (int, float)) and value >= 0


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


_MEMBERS: Final[Mapping[str, tuple[str, Callable[[object], bool], str]]] = {
    "callsPerSecond": ("calls_per_second", _is_pace, f"a number above 0 up to {MOST_CALLS:g}, or null"),
    "isExpired": ("is_expired", _is_flag, "true or false"),
    "latency": ("latency", _is_latency, f"seconds from 0 to {MOST_LATENCY:g}"),
}
"""Attribute of the behaviour, what it may be, and that in words."""
