"""Test runners: Jest, Vitest, Mocha and Cypress, Playwright, Karma."""

from __future__ import annotations

from typing import Final

from amplify_tui.model.causes.rule import EXCEPTION, Rule, Weight

RULES: Final = (
    Rule(
        "jest.suite",
        "tests",
        ("test suite failed to run",),
        r"Test suite failed to run",
        Weight.STRONG,
        says=r"^\S.{4}",
        reach=2,
        alone=Weight.STRONG - 2,
    ),
    Rule(
        "jest.test",
        "tests",
        (" › ", "● "),
        r"^● (?!Console|Deprecation|Cannot log|Test suite failed)\S",
        Weight.STRONG - 1,
    ),
    Rule(
        "vitest.test",
        "tests",
        ("fail ",),
        r"^FAIL\s+\S{1,200} > \S|^FAIL\s+\S{1,200}\.(?:test|spec)\.\w{1,5}(?: \[|$)",
        Weight.STRONG - 2,
        says=r"^(?:● )?(?!Test suite failed)" + EXCEPTION[1:],
        reach=2,
        alone=Weight.ANCHORED,
    ),
    Rule(
        "mocha.failing",
        "tests",
        ("failing",),
        r"^\d{1,5} failing$",
        Weight.STRONG - 2,
        says=EXCEPTION,
        reach=8,
        alone=Weight.MARKED,
    ),
    Rule(
        "playwright.test",
        "tests",
        (" › ",),
        r"^\d{1,4}\) (?:\[[\w -]{1,60}\] )?› \S|^\d{1,4}\) \[[\w -]{1,60}\] › ",
        Weight.STRONG - 2,
        says=r"^(?:Test timeout of|Error: |TimeoutError|\w{0,40}Error: )",
        reach=4,
        alone=Weight.ANCHORED,
    ),
    Rule(
        "playwright.browser",
        "tests",
        ("executable doesn't exist",),
        r"Executable doesn't exist at",
        Weight.STRONG,
        hint="Install the browsers before the tests: `npx playwright install`.",
    ),
    Rule(
        "cypress.start",
        "tests",
        ("cypress",),
        r"[Cc]ypress (?:could not verify|failed to (?:start|verify)|binary is missing|executable not found)|"
        r"the Cypress binary is missing|No version of Cypress is installed",
        Weight.STRONG,
    ),
    Rule(
        "tests.none",
        "tests",
        ("no tests found", "no test files found", "can't run because no spec files"),
        r"^No tests? (?:files )?found\b|no spec files were found",
        Weight.ANCHORED,
    ),
    Rule(
        "karma",
        "tests",
        ("failed",),
        r"^(?:Chrome|ChromeHeadless|Firefox)\b.{0,120}\bFAILED$",
        Weight.ANCHORED,
    ),
    Rule(
        "jest.threshold",
        "tests",
        ("coverage threshold",),
        r"coverage threshold .{0,80}not met|does not meet .{0,40}threshold",
        Weight.ANCHORED,
    ),
)
