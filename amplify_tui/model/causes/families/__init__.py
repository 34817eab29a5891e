"""Rules by family of tools. A new family is a module with ``RULES`` and one name in this list."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from amplify_tui.model.causes.families import (
    amplify,
    backend,
    bundlers,
    checks,
    frameworks,
    general,
    git,
    languages,
    machine,
    node,
    packages,
    sites,
    tests,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amplify_tui.model.causes.rule import Rule

FAMILIES: Final = (
    amplify,
    git,
    machine,
    packages,
    node,
    checks,
    bundlers,
    frameworks,
    sites,
    tests,
    languages,
    backend,
    general,
)

RULES: Final[tuple[Rule, ...]] = tuple(rule for family in FAMILIES for rule in family.RULES)
"""Every rule; among equally weighty ones on the same line the first wins."""


@cache
def rules_by_word() -> Mapping[str, tuple[Rule, ...]]:
    """Return the rules to try on a line, by the lower-case text that it holds."""
    found: dict[str, list[Rule]] = {}
    for rule in RULES:
        for word in rule.words:
            found.setdefault(word, []).append(rule)
    return {word: tuple(rules) for word, rules in found.items()}
