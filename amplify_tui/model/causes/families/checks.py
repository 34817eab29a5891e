"""Checkers: TypeScript, ESLint, Prettier, Stylelint and the like."""

from __future__ import annotations

from typing import Final

from amplify_tui.model.causes.rule import Rule, Weight

RULES: Final = (
    Rule(
        "typescript.next",
        "typescript",
        ("type error:",),
        r"^Type error: \S",
        Weight.EXACT + 2,
    ),
    Rule(
        "typescript",
        "typescript",
        ("error ts", "error ts"),
        r"\berror (?:TS\d{3,6}|ts\(\d{3,6}\)): ",
        Weight.EXACT,
    ),
    Rule(
        "typescript.bundler",
        "typescript",
        ("error", " not ", "cannot", "expected", " no ", "could not"),
        r"^(?:\[ERROR\] |Error: |ERROR )?TS\d{4,5}: ",
        Weight.EXACT,
    ),
    Rule(
        "eslint.next",
        "eslint",
        ("error:",),
        r"^\d{1,6}:\d{1,5}\s+Error: \S",
        Weight.EXACT - 1,
    ),
    Rule(
        "eslint",
        "eslint",
        ("error",),
        r"^\d{1,6}:\d{1,5}\s+(?:✖ +)?error\s+\S",
        Weight.EXACT - 1,
    ),
    Rule(
        "eslint.crash",
        "eslint",
        ("eslint", "definition for rule", "failed to load"),
        r"ESLint couldn't find|ESLint found too many warnings|"
        r"No ESLint configuration found|Failed to load (?:config|plugin) ['\"]|Definition for rule .{1,80} not found",
        Weight.ANCHORED,
    ),
    Rule(
        "eslint.summary",
        "eslint",
        (" problem",),
        r"^(?:✖ )?\d{1,6} problems? \([1-9]\d{0,5} errors?",
        Weight.MARKED,
    ),
    Rule(
        "cra.warnings-as-errors",
        "warnings-as-errors",
        ("treating warnings as errors",),
        r"Treating warnings as errors because process\.env\.CI",
        Weight.STRONG + 2,
        hint="Correct the warnings below it, or build with CI=false.",
    ),
    Rule(
        "prettier",
        "prettier",
        ("code style issues", "forgot to run"),
        r"Code style issues? (?:found|in )|Forgot to run Prettier",
        Weight.ANCHORED,
        hint="Format the files with `prettier --write` and commit them.",
        holds_anyway=True,
    ),
    Rule(
        "check.strict",
        "warnings-as-errors",
        ("strict mode", "as errors"),
        r"(?i)aborted with \d{1,6} warnings? in .{0,20}strict mode|warnings? (?:are |were )?(?:treated|considered) as errors",
        Weight.ANCHORED,
        says=r"^\W{0,4}(?:WARNING|Warning|warning|WARN)\b",
        reach=-40,
        alone=Weight.MARKED,
        holds_anyway=True,
    ),
    Rule(
        "check.summary",
        "check",
        ("found",),
        r"\b[Ff]ound [1-9]\d{0,5} errors?\b",
        Weight.MARKED - 6,
    ),
)
