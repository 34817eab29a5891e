"""What Amplify itself says: build spec, artifacts, roles, deployment."""

from __future__ import annotations

from typing import Final

from amplify_tui.model.causes.rule import Rule, Weight

RULES: Final = (
    Rule(
        "amplify.build-spec",
        "build-spec",
        ("build spec", "buildspec"),
        r"(?:!!!|Error:).{0,40}(?:[Pp]arse|[Ii]nvalid|read|find).{0,30}[Bb]uild ?[Ss]pec(?:[:,.] ?(?P<what>.{1,160}))?",
        Weight.OWN,
        hint="Correct the build spec (amplify.yml) and check it with a YAML validator.",
    ),
    Rule(
        "amplify.byte-order-mark",
        "configuration-file",
        ("invalid configuration file",),
        r"Invalid configuration file found in repository: Unexpected token (?:\W{0,4}|ï»¿ ?)in JSON at position 0",
        Weight.OWN,
        hint="Save the repository's JSON configuration files as UTF-8 without a byte order mark.",
    ),
    Rule(
        "amplify.configuration-file",
        "configuration-file",
        ("invalid configuration file",),
        r"Invalid configuration file found in repository",
        Weight.OWN,
    ),
    Rule(
        "amplify.artifact-directory",
        "artifacts",
        ("artifact directory", "artifacts directory"),
        r"!!! .{0,60}[Aa]rtifacts? directory doesn.t exist: (?P<what>\S{1,160})",
        Weight.OWN,
        hint="Make the build write “{what}”, or set artifacts.baseDirectory in the build spec to what it writes.",
    ),
    Rule(
        "amplify.artifacts",
        "artifacts",
        ("artifact", "base directory", "basedirectory"),
        r"!!! .{0,80}(?:[Aa]rtifacts?|[Bb]ase ?[Dd]irectory)\b",
        Weight.OWN,
    ),
    Rule(
        "amplify.server-files",
        "server-files",
        ("required-server-files", "server trace", "deploy-manifest"),
        r"(?:!!!|Error|\"message\").{0,80}(?:required-server-files|[Ss]erver trace|deploy-manifest)",
        Weight.OWN,
    ),
    Rule(
        "amplify.output-size",
        "output-size",
        ("too large", "exceed", "larger than", "max allowed", "maximum"),
        r"(?:!!!|\"message\").{0,160}(?:too large|exceed|larger than|(?:max|maximum) allowed)",
        Weight.OWN,
        is_own=True,
    ),
    Rule(
        "amplify.role",
        "iam-role",
        ("assume", "iam role", "service role"),
        r"(?:[Uu]nable to|[Cc]annot|[Cc]ould not|[Ff]ailed to|cannot be|could not be) assumed?\b",
        Weight.OWN,
        hint="Choose a service role in the app's settings that exists and trusts amplify.amazonaws.com.",
    ),
    Rule(
        "amplify.timeout",
        "timeout",
        ("timed out", "timeout", "time out", "time limit"),
        r"!!! .{0,80}(?:[Tt]imed? ?out|time limit)|[Bb]uild (?:has )?timed out",
        Weight.OWN,
    ),
    Rule(
        "amplify.runtime",
        "node-version",
        ("runtime",),
        r"(?:!!!|\"message\"|[Ee]rror).{0,120}\b[Rr]untime\b.{0,120}(?:not supported|unsupported|deprecated|no longer)",
        Weight.OWN,
        is_own=True,
    ),
    Rule(
        "amplify.unsupported-runtime",
        "node-version",
        ("unsupported runtime", "unsupported node", "runtime version"),
        r"(?i)unsupported (?:node(?:\.js)?|runtime)|runtime version .{0,60}not supported",
        Weight.CERTAIN,
    ),
    Rule(
        "amplify.clone",
        "clone",
        ("clone", "checkout", "repository"),
        r"!!! .{0,80}(?:[Cc]lon|[Cc]heckout|[Cc]heck out|[Rr]epository)",
        Weight.EXACT,
    ),
    Rule(
        "amplify.deploy",
        "deploy",
        ('"message"', "'message'"),
        r"^\{.{0,200}[\"']message[\"'] ?:",
        Weight.STRONG,
        is_own=True,
    ),
    Rule(
        "amplify.customer-error",
        "customer-error",
        ("customererror",),
        r"!!! CustomerError: (?!.{0,80}(?:[Cc]lon|[Cc]heckout|[Cc]heck out))\S",
        Weight.OWN - 1,
    ),
    Rule(
        "amplify.own",
        "amplify",
        ("!!! ",),
        r"^!!! (?!.{0,80}(?:[Cc]lon|[Cc]heckout))(?!Build failed|Non-Zero Exit|CustomerError|Error: Command failed with exit)\S.{3}",
        Weight.CERTAIN,
    ),
)
