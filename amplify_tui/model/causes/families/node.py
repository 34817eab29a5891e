"""Node itself: its version, its modules."""

from __future__ import annotations

from typing import Final

from amplify_tui.model.causes.rule import Rule, Weight

_NODE: Final = "Use the version of Node that it asks for, for instance with `nvm use` in the build spec."

RULES: Final = (
    Rule(
        "node.too-old",
        "node-version",
        ("node",),
        r"(?:requires|require|required|needs|need|Use|use|upgrade to|expected|Expected|minimum|at least|supports?)\b.{0,80}"
        r"\b[Nn]ode(?:\.js|JS|js)?(?: version)?\b.{0,60}?\d.{0,120}(?:is required|or (?:later|higher|newer|above|greater)|"
        r"[>^~]=?|detected|required|but|current|you (?:are|have)|found)"
        r"|You are (?:using|running) Node(?:\.js)?\s.{0,120}(?:required|requires|supported|[>^~]=?)"
        r"|Node(?:\.js)? (?:version )?v?\d[\w.]{0,20}.{0,80}(?:is not supported|is required|is no longer supported|"
        r"not compatible|unsupported|does not satisfy|doesn't satisfy)"
        r"|Unsupported Node(?:\.js)?|incompatible with .{0,40}[Nn]ode"
        r"|[Nn]ode(?:\.js)? version .{0,60}(?:not supported|requires?|required|too old|does not)"
        r"|requires a minimum Node(?:\.js)? version\b",
        Weight.EXACT + 3,
        hint=_NODE,
    ),
    Rule(
        "node.openssl",
        "openssl",
        ("0308010c", "err_ossl", "digital envelope"),
        r"0308010C|ERR_OSSL_EVP_UNSUPPORTED|digital envelope routines.{0,4}unsupported",
        Weight.EXACT,
        hint="Upgrade the bundler (webpack 5.61 or later), or set NODE_OPTIONS=--openssl-legacy-provider.",
    ),
    Rule(
        "node.bad-option",
        "node-option",
        ("bad option", "not allowed in node_options"),
        r"(?:^|/)node: (?:bad option|--?\S{1,80} is not allowed in NODE_OPTIONS)|^node: .{0,80}NODE_OPTIONS",
        Weight.EXACT,
    ),
    Rule(
        "node.no-such-version",
        "node-version",
        ("nvm", "version '", "n/a:"),
        r"^Version '[^']{1,60}' (?:of .{1,40} )?not found|N/A: version .{1,80} is not yet installed|^nvm is not compatible with|^nvm: .{1,80}not found",
        Weight.EXACT,
    ),
    Rule(
        "node.no-module",
        "module-not-found",
        ("cannot find module", "cannot find package", "can't find module"),
        r"^(?:.{0,60}: )?\[?(?:Error|TypeError)?(?: ?\[[\w ]{1,40}\])?:? ?(?:Cannot|Can't) find (?:module|package):? "
        r"['\"]?(?P<what>[^'\"\s]{1,160})",
        Weight.STRONG + 3,
    ),
    Rule(
        "node.require-esm",
        "module-format",
        ("err_require_esm", "es module", "outside a module", "not found"),
        r"ERR_REQUIRE_ESM|require\(\) of ES Module|Cannot use import statement outside a module|"
        r"is not defined in ES module scope|Named export '.{1,80}' not found",
        Weight.ANCHORED,
    ),
)
