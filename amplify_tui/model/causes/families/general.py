"""Tools that no family knows: exceptions, lines that call themselves errors, the words of failure."""

from __future__ import annotations

from typing import Final

from amplify_tui.model.causes.rule import EXCEPTION, Rule, Weight

RULES: Final = (
    Rule(
        "general.exception",
        "exception",
        ("error", "exception"),
        EXCEPTION,
        Weight.EXCEPTION,
    ),
    Rule(
        "general.exception-below",
        "exception",
        ("error", "exception"),
        r"^(?:[A-Za-z_$][\w$]{0,60}(?:\.|::)){0,6}\w{0,60}(?:Error|Exception):?$",
        Weight.EXCEPTION - 2,
        says=r"^(?!at |\{)\S.{4}",
        reach=1,
    ),
    Rule(
        "general.bracketed",
        "error",
        ("[error]", "[fatal]"),
        r"^\[(?:ERROR|FATAL)\] (?!.{0,60}(?:Build failed|BUILD FAILURE))\S",
        Weight.EXCEPTION + 6,
    ),
    Rule(
        "general.error",
        "error",
        ("error", "fatal", "err!"),
        r"^(?:\[?(?:ERROR|error|Error|FATAL|fatal|Fatal|ERR!?|CRITICAL|FATAL ERROR|fatal error)\]?)(?:[:!]|\s{1,3}-|\s{1,3}\[\w{1,30}\]:?)?\s+\S.{2}",
        Weight.MARKED + 2,
    ),
    Rule(
        "general.tool-error",
        "error",
        ("error:", "fatal:", "error -", "err!", "[error]", "[fatal]", " error "),
        r"^\[?[\w@./ -]{1,60}\]?(?::\s|\s)\s{0,2}\[?(?:error|Error|ERROR|fatal|FATAL|ERR!)\]?[:!]?\s+\S.{2}",
        Weight.MARKED - 2,
    ),
    Rule(
        "general.mark",
        "error",
        ("✘", "✖", "×", "⨯", "❌", "✗", "🛑", "🚨", "⛔"),
        r"^[✘✖×⨯❌✗🛑🚨⛔]\ufe0f?\s{0,4}\S.{3}",
        Weight.MARKED - 2,
    ),
    Rule(
        "general.opening-words",
        "error",
        (
            "cannot",
            "can't",
            "could not",
            "couldn't",
            "unable",
            "failed",
            "unexpected",
            "unknown",
            "invalid",
            "missing",
            "no such",
            "not found",
            "undefined",
            "denied",
            "unsupported",
            "unrecognized",
            "refused",
        ),
        r"^(?:Cannot|Can't|Could not|Couldn't|Unable to|Failed to|FAILED:?|Unexpected|Unknown|Invalid|Missing|No such|"
        r"Undefined|Access [Dd]enied|Permission denied|Unsupported|Unrecognized|Not found|FAIL:?)\b.{4}",
        Weight.WORDED + 6,
    ),
    Rule(
        "general.words",
        "error",
        (
            "cannot",
            "can't",
            "could not",
            "couldn't",
            "unable to",
            "failed",
            "unexpected",
            "invalid",
            "missing",
            "no such",
            "not found",
            "undefined",
            "denied",
            "error",
            "unsupported",
            "refused",
            "does not exist",
            "doesn't exist",
            "not allowed",
            "not exist",
            "fatal",
            "not defined",
            "is required",
            "must ",
            "mismatch",
            "not match",
            "not permitted",
            "forbidden",
            "unauthorized",
        ),
        r"(?i)\b(?:cannot|can't|could ?n[o']t|unable to|failed|unexpected|invalid|missing|no such|not found|undefined|"
        r"denied|errors?|unsupported|refused|does(?: not|n't) (?:exist|match)|not allowed|not permitted|fatal|"
        r"not defined|is required|must (?:be|have|not)|mismatch|forbidden|unauthorized)\b",
        Weight.WORDED,
    ),
)
