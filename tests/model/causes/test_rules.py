"""Rules are sound data: bounded, exercised, and sparing with hints."""

from __future__ import annotations

import re
import string
import time

import pytest

from amplify_tui.model.causes.families import RULES, words_by_stem
from amplify_tui.model.causes.finder import find_cause
from amplify_tui.model.causes.noise import forms_of, is_harmless, is_mild, is_progress, is_wrapper, zone_of
from amplify_tui.model.causes.rule import LONGEST, Rule, Weight, compiled
from amplify_tui.model.logs.parsed import ParsedLog
from tests.model.causes.collection import failing_logs
from tests.model.causes.outputs import outputs

HOSTILE = [
    part * (10_000 // len(part))
    for part in (
        "a", " ", "(", "a.", "a:", "1:", "A_", "error: ", "Error.", "npm error code E", "at a",
        "node 1 ", "/a", "✘ ", "[", "CREATE_FAILED AWS:: ", "'", '"', "not found ", "is not ",
        "environment variable ", "a b: ", "sh: 1: ", "Cannot find ", "x.rb:1:in a (", "Because a ",
        "build: ", "exited with ", "Error: Error: ",
    )
]  # fmt: skip
SURE = Weight.EXCEPTION
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def all_lines() -> set[str]:
    texts = {text.strip() for output in outputs() for _, text in output.records}
    for output in outputs():
        texts |= {line[len("2026-01-02T03:04:05.678Z ") :].partition(": ")[2] for line in output.lines()}
    for log in failing_logs():
        texts |= {line.text.strip() for line in ParsedLog.of(log.data).lines(1, len(log.text))}
    return {form for text in texts for form in forms_of(text)}


LINES = all_lines()


def test_names_are_unique_and_say_the_family() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)?", name) for name in names)
    assert all(re.fullmatch(r"[a-z0-9-]+", rule.kind) for rule in RULES)


@each_rule
def test_every_rule_is_exercised(rule: Rule) -> None:
    assert rule.words
    matching = [line for line in LINES if rule.match(line)]
    assert any(word in line.lower() for line in matching for word in rule.words)


@each_rule
def test_every_word_is_lower_case_and_found_by_a_stem(rule: Rule) -> None:
    by_stem = words_by_stem()
    for word in rule.words:
        assert word == word.lower()
        assert any(stem in word and word in words for stem, words in by_stem.items())


@each_rule
def test_hints_stand_only_where_the_cause_is_certain(rule: Rule) -> None:
    if rule.hint:
        assert rule.weight >= SURE
        assert rule.hint[0].isupper()
        assert rule.hint.endswith(".")
        names = {name for _, name, _, _ in string.Formatter().parse(rule.hint) if name}
        assert names <= set(compiled(rule.pattern).groupindex)


@each_rule
def test_no_line_makes_a_rule_slow(rule: Rule) -> None:
    compiled(rule.pattern)
    says = compiled(rule.says)
    for line in HOSTILE:
        began = time.process_time()
        rule.match(line)
        says.match(line[:LONGEST])
        assert time.process_time() - began < 0.05, line[:40]


@pytest.mark.parametrize("line", HOSTILE, ids=range(len(HOSTILE)))
def test_no_line_makes_the_rest_slow(line: str) -> None:
    began = time.process_time()
    for form in forms_of(line[:LONGEST]):
        is_harmless(form)
        is_mild(form)
        is_wrapper(form)
        is_progress(form)
        zone_of(form)
    find_cause(ParsedLog.of(line.encode()))
    assert time.process_time() - began < 0.2
