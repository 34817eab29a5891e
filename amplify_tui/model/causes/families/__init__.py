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
from amplify_tui.model.causes.noise import AFTER_ALL_WORDS, ZONE_WORDS

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


_STEMS: Final = (
    "error", "fail", "err!", "not ", "n't", "cannot", "unab", "invalid", "missing", "exce", "fatal", "unde", "denied",
    "unsup", "unkno", "kill", "found", "could", "resol", "require", "engine", "node", "artifact", "limit", "glib",
    "syntax", "credential", "direct", "gem", "css", "to d", "complet", "check", "lfs", "repository", "spec", "econn",
    "eno", "time", "warn", "no ", "prisma", "heap", "lock", "exp", "problem", "maxi", "template", "sdk", "success",
    "bundle", "error]", "build", "graph", "ruby", "broken", "env", "panic", "exit code", "can only", "err_", "gyp",
    "larg", "module ", "message", "cert",
)  # fmt: skip
"""A log is searched for these first, since most of its lines hold none of them."""


@cache
def words_by_stem() -> Mapping[str, tuple[str, ...]]:
    """Return every text that makes a line worth a look, by a stem of it; one without is its own."""
    found: dict[str, list[str]] = {}
    for word in dict.fromkeys((*rules_by_word(), *AFTER_ALL_WORDS, *ZONE_WORDS)):
        stem = next((stem for stem in _STEMS if stem in word), word)
        found.setdefault(stem, []).append(word)
    return {stem: tuple(words) for stem, words in found.items()}


@cache
def rules_by_word() -> Mapping[str, tuple[Rule, ...]]:
    """Return the rules to try on a line, by the lower-case text that it holds."""
    found: dict[str, list[Rule]] = {}
    for rule in RULES:
        for word in rule.words:
            found.setdefault(word, []).append(rule)
    return {word: tuple(rules) for word, rules in found.items()}
