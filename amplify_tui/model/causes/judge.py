"""Weighs the lines of a stretch by the rules."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from amplify_tui.model.causes.families import rules_by_word, words_by_stem
from amplify_tui.model.causes.noise import (
    forms_of,
    is_harmless,
    is_mild,
    is_progress,
    is_wrapper,
    zone_of,
)
from amplify_tui.model.causes.rule import Rule, Weight, compiled
from amplify_tui.model.logs.line import Level

if TYPE_CHECKING:
    import re

    from amplify_tui.model.causes.stretch import Stretch

SURVIVED: Final = 30
"""What a candidate loses when the command went on well after it."""
IN_WARNINGS: Final = 40
"""What it loses in a list of warnings."""
ZONE: Final = 60
"""Lines that such a list is at most taken to have."""
_COMPILING: Final = (
    "bundler.",
    "typescript",
    "eslint",
    "styles",
    "webpack",
    "turbopack",
    "node.no-module",
    "general.",
)
_LAST_WORDS: Final = Rule("general.last-words", "unknown", (), "", Weight.WRAPPER + 4)
_OWN: Final = Rule("amplify.error-level", "amplify", (), "", Weight.STRONG - 2)
_WRAPPER: Final = Rule("general.wrapper", "exit-code", (), "", Weight.WRAPPER)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be the cause.

    Attributes:
        line: Its number.
        weight: How surely it is.
        rule: The rule that says so.
        match: What the rule's pattern found; None for the last words of a command.
    """

    line: int
    weight: int
    rule: Rule
    match: re.Match[str] | None = None


class Judge:
    """Judges one stretch.

    Args:
        stretch: The lines.
        exit_code: What the command ended with; None where that is not known.
    """

    def __init__(self, stretch: Stretch, exit_code: int | None) -> None:
        self._stretch = stretch
        self._exit_code = exit_code
        self._rules = rules_by_word()
        self._words = stretch.find(words_by_stem())
        for number in stretch.own_lines():
            self._words.setdefault(number, [])
        self._progress = 0
        self._zones: list[tuple[int, str]] = []

    def candidates(self) -> list[Candidate]:
        """Return everything that may be the cause, the likeliest first."""
        found: list[Candidate] = []
        for number, words in self._words.items():
            forms = forms_of(self._stretch.text(number))
            self._note_marks(number, forms)
            candidate = self._judge(number, words, forms)
            if candidate is not None:
                found.append(candidate)
        found = [self._discount(each) for each in found]
        found.sort(key=lambda each: (-each.weight, each.line))
        if not found or found[0].weight <= Weight.WRAPPER:
            found.extend(self._last_words(found))
            found.sort(key=lambda each: (-each.weight, each.line))
        return found

    def _note_marks(self, number: int, forms: tuple[str, ...]) -> None:
        if is_progress(forms[0]):
            self._progress = number
        zone = zone_of(forms[-1])
        if zone:
            self._zones.append((number, zone))

    def _judge(self, number: int, words: list[str], forms: tuple[str, ...]) -> Candidate | None:
        best: Candidate | None = None
        rules = dict.fromkeys(rule for word in words for rule in self._rules.get(word, ()))
        is_dull = any(is_harmless(form) for form in forms)
        wraps = not is_dull and any(is_wrapper(form) for form in forms)
        least = 0
        for rule in rules:
            if rule.weight < least or (best is not None and rule.weight <= best.weight):
                continue
            if (is_dull or wraps) and not (
                rule.says or rule.holds_anyway or rule.name.startswith(("amplify.", "exit."))
            ):
                continue
            candidate = self._try(rule, number, forms)
            if candidate is None or (best is not None and candidate.weight <= best.weight):
                continue
            # Asked this late because few lines get here, and the question is a dear one.
            least = least or (Weight.STRONG if is_mild(forms[0]) else Weight.EXIT)
            if rule.weight >= least:
                best = candidate
        if self._is_own(number, best) and not is_dull and not wraps:
            return Candidate(number, _OWN.weight, _OWN)
        if wraps and (best is None or best.weight < Weight.WRAPPER):
            return Candidate(number, Weight.WRAPPER, _WRAPPER)
        return best

    def _is_own(self, number: int, best: Candidate | None) -> bool:
        """Tell whether Amplify itself says something here that no rule knows better."""
        if best is not None and best.weight >= _OWN.weight:
            return False
        line = self._stretch.line(number)
        return line.level is Level.ERROR and not line.is_continuation

    def _try(self, rule: Rule, number: int, forms: tuple[str, ...]) -> Candidate | None:
        if rule.exit_code is not None and self._exit_code not in {None, rule.exit_code}:
            return None
        if rule.is_own and self._stretch.line(number).level is not Level.ERROR:
            return None
        match = next((found for form in forms if (found := rule.match(form))), None)
        if match is None:
            return None
        if not rule.says:
            return Candidate(number, self._weigh(rule, number), rule, match)
        says = compiled(rule.says)
        for near in self._stretch.near(number, rule.reach):
            said = forms_of(self._stretch.text(near))
            if any(says.match(form) for form in said) and (
                rule.holds_anyway or not any(map(is_harmless, said))
            ):
                return Candidate(self._first_alike(near, rule), rule.weight, rule, match)
        return Candidate(number, rule.alone, rule, match) if rule.alone else None

    def _weigh(self, rule: Rule, number: int) -> int:
        if rule.weight > Weight.EXCEPTION or rule.weight <= Weight.WRAPPER:
            return rule.weight
        level = self._stretch.line(number).level
        return rule.weight + {Level.ERROR: 4, Level.WARNING: 2}.get(level, 0)

    def _first_alike(self, number: int, rule: Rule) -> int:
        """Return the first line that says the same, for what was found by looking upwards."""
        if rule.reach > 0:
            return number
        text = self._stretch.text(number)
        return next((each for each in self._words if self._stretch.text(each) == text), number)

    def _discount(self, candidate: Candidate) -> Candidate:
        weight = candidate.weight
        if candidate.line < self._progress and weight < Weight.OWN:
            weight -= SURVIVED
        if candidate.rule.name.startswith(_COMPILING) and self._is_in_warnings(candidate.line):
            weight -= IN_WARNINGS
        return replace(candidate, weight=weight)

    def _is_in_warnings(self, number: int) -> bool:
        """Tell whether a line stands in what a bundler lists as warnings."""
        place = bisect_right(self._zones, (number, "~")) - 1
        if place < 0:
            return False
        opened, zone = self._zones[place]
        return zone == "warnings" and number - opened < ZONE

    def _last_words(self, found: list[Candidate]) -> list[Candidate]:
        """Return the last line that says anything before the command was over."""
        over = min(
            (each.line for each in found if each.weight <= Weight.WRAPPER), default=self._stretch.last + 1
        )
        for near in self._stretch.near(over, -12):
            forms = forms_of(self._stretch.text(near))
            if any(
                is_harmless(form) or is_wrapper(form) or form.startswith((">", "#", "$")) for form in forms
            ):
                continue
            return [Candidate(near, _LAST_WORDS.weight, _LAST_WORDS)]
        return []
