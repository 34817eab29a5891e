"""Which regions there are, by the library's own table."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from botocore.regions import EndpointResolver

from amplify_tui.model.matching import near_matches
from amplify_tui.model.text import clean_line
from amplify_tui.services.errors import SetupError
from amplify_tui.services.isolation import build_isolated_loader

SERVICE: Final = "amplify"


@cache
def amplify_regions() -> tuple[str, ...]:
    """Name the regions that have Amplify, sorted."""
    resolver = EndpointResolver(build_isolated_loader().load_data("endpoints"))
    return tuple(sorted(resolver.get_available_endpoints(SERVICE)))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    table = build_isolated_loader().load_data("endpoints")
    return tuple(re.compile(partition["regionRegex"]) for partition in table["partitions"])


def check_region(region: str) -> None:
    """Refuse what cannot be the name of a region, before anybody waits for an address that is not there.

    One that only the table does not know may be younger than the table, so it is let through.

    Args:
        region: As the user names it.

    Raises:
        SetupError: No region of AWS is named like that.
    """
    if not any(pattern.match(region) for pattern in _patterns()):
        raise SetupError(
            "UnknownRegion", f"There is no AWS region {clean_line(region, 60)}.", suggest_regions(region)
        )


def suggest_regions(region: str) -> str:
    """Say which regions a user may have meant.

    Args:
        region: One that there is not, or that has no Amplify.
    """
    near = near_matches(region, amplify_regions())
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return f"Amplify is in: {', '.join(amplify_regions())}."
