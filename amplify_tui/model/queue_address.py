"""Reads the address of an SQS queue: whose it is, where it lies, what it is called."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

AWS_DOMAINS: Final = ("amazonaws.com", "amazonaws.com.cn", "api.aws", "amazonaws.eu")
LONGEST: Final = 2_000
_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,80}(?:\.fifo)?")
_ACCOUNT: Final = re.compile(r"[0-9]{12}")
_REGION: Final = re.compile(r"[a-z]{2,}(?:-[a-z]+)+-[0-9]{1,2}")
_BLANKS: Final = re.compile(r"[\s\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class QueueAddress:
    """What the address of a queue tells.

    Attributes:
        url: The address as it was given.
        origin: Scheme, host and port.
        account_id: The owner's twelve digits; empty where it names none.
        region: Region it lies in; empty where it names none.
        name: Name of the queue, safe to show.
        is_usual: Whether the host is the region's own of AWS, so that any client of the region
            finds it; not so for a private endpoint of a network, an emulator or the simulator.
    """

    url: str
    origin: str
    account_id: str
    region: str
    name: str
    is_usual: bool


def read_queue_address(url: str) -> QueueAddress | None:
    """Read the address of a queue; None for what is none.

    Args:
        url: Such as ``https://sqs.eu-west-1.amazonaws.com/123456789012/name``.
    """
    if len(url) > LONGEST or _BLANKS.search(url):
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    path = [part for part in parts.path.split("/") if part]
    is_odd = parts.query or parts.fragment or parts.username or parts.password
    if parts.scheme not in {"http", "https"} or not host or is_odd or not path:
        return None
    account, name = path[-2] if len(path) > 1 else "", path[-1]
    is_aws = any(host.endswith(f".{domain}") for domain in AWS_DOMAINS)
    if not _NAME.fullmatch(name) or (is_aws and not _ACCOUNT.fullmatch(account)):
        return None
    return QueueAddress(
        url=url,
        origin=f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{f':{port}' if port else ''}",
        account_id=account if _ACCOUNT.fullmatch(account) else "",
        region=_find_region(host, path[:-2]),
        name=clean_line(name),
        is_usual=is_aws and ".vpce." not in host,
    )


def label_queues(urls: Iterable[str]) -> Mapping[str, str]:
    """Name queues so that those of one name are told apart, each label safe to show.

    Namesakes get what differs among them: region, account, else the host.

    Args:
        urls: Addresses of queues; what is no such address is named by its beginning.
    """
    known = {url: read_queue_address(url) for url in urls}
    names = {url: address.name if address else clean_line(url, 60) or "?" for url, address in known.items()}
    counts = Counter(names.values())
    labels = dict(names)
    for name in (name for name, count in counts.items() if count > 1):
        twins = {url: address for url, address in known.items() if names[url] == name and address is not None}
        for url, words in _tell_apart(twins).items():
            labels[url] = f"{name} ({words})"
    return labels


def _tell_apart(twins: Mapping[str, QueueAddress]) -> dict[str, str]:
    """Say of each address what others of its name do not have."""
    parts = {url: (each.region, each.account_id) for url, each in twins.items()}
    shown = [at for at in range(2) if len({part[at] for part in parts.values()}) > 1]
    words = {url: " ".join(part[at] for at in shown if part[at]) for url, part in parts.items()}
    if len(set(words.values())) < len(words) or not all(words.values()):
        return {url: clean_line(each.origin, 80) for url, each in twins.items()}
    return words


def _find_region(host: str, folders: list[str]) -> str:
    """Find the region among the words of the host, else of the path, where some emulators write it."""
    for word in (*host.split("."), *folders):
        if _REGION.fullmatch(word):
            return word
    return "us-east-1" if host == "queue.amazonaws.com" else ""
