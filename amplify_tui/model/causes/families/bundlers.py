"""Bundlers and transpilers: webpack, Turbopack, Vite and Rollup, esbuild, SWC, Babel, Parcel, Metro, styles."""

from __future__ import annotations

from typing import Final

from amplify_tui.model.causes.rule import EXCEPTION, Rule, Weight

RULES: Final = (
    Rule(
        "bundler.no-module",
        "module-not-found",
        ("module not found",),
        r"Module not found: (?:Error: )?(?:Can't resolve|Cannot resolve|Couldn't|Could not|Unable to|Package|Default|"
        r"'|\"|\S)",
        Weight.EXACT + 2,
    ),
    Rule(
        "bundler.unresolved",
        "module-not-found",
        (
            "failed to resolve import",
            "could not resolve",
            "unable to resolve",
            "can't resolve",
            "failed to resolve",
            "could not load",
        ),
        r"(?:Rollup )?[Ff]ailed to resolve import [\"']|[Cc]ould not resolve (?:entry module )?[\"'`.]|"
        r"Unable to resolve (?:module |path |[\"'`.])|^(?:Error: )?(?:\[.{0,40}\]:? )?Can't resolve ['\"]|"
        r"[Ff]ailed to resolve (?:entry|dependency|loader)|Could not load /",
        Weight.EXACT + 1,
    ),
    Rule(
        "bundler.no-export",
        "missing-export",
        ("is not exported by", "doesn't exist in target module", "was not found in", "no matching export"),
        r"[\"'`]\S{1,120}[\"'`] is not exported by |^Export \S{1,120} doesn't exist in target module|"
        r"^No matching export in |\[ERROR\] No matching export in",
        Weight.EXACT,
    ),
    Rule(
        "turbopack.source",
        "syntax",
        ("source code failed", "had an error"),
        r"^Parsing \w{1,20} source code failed|^(?:Ecmascript|CSS|Css) file had an error|^Transforming CSS failed",
        Weight.EXACT,
    ),
    Rule(
        "turbopack.failed",
        "bundler",
        ("turbopack build failed",),
        r"Turbopack build failed with \d{1,6} errors?",
        Weight.STRONG - 6,
        says=r"^(?!\./|\d|\||>|at |-|\^|…|\(|[\w./-]+:\d)\S.{6}",
        reach=5,
        alone=Weight.WRAPPER,
    ),
    Rule(
        "vite.failed",
        "bundler",
        ("error during build",),
        r"^(?:\[\S{1,40}\] )?error during build:?$",
        Weight.STRONG + 2,
        says=r"^(?!Error: Build failed with|Build failed)\S.{6}",
        reach=3,
        alone=Weight.WRAPPER,
    ),
    Rule(
        "esbuild.transform",
        "syntax",
        (": error:",),
        r"^.{1,240}:\d{1,7}:\d{1,6}: (?:ERROR|error): \S",
        Weight.EXACT + 1,
    ),
    Rule(
        "esbuild.error",
        "bundler",
        ("[error]",),
        r"^✘ \[ERROR\] (?!.{0,60}Build failed)\S",
        Weight.EXACT + 1,
    ),
    Rule(
        "webpack.loader",
        "bundler",
        ("module build failed",),
        r"Module build failed(?: \(from [^)]{1,160}\))?:",
        Weight.STRONG,
        says=EXCEPTION,
        reach=4,
        alone=Weight.STRONG - 4,
    ),
    Rule(
        "webpack.parse",
        "syntax",
        ("module parse failed",),
        r"Module parse failed: \S",
        Weight.STRONG + 2,
    ),
    Rule(
        "webpack.error-in",
        "bundler",
        ("error in ",),
        r"^ERROR in \S",
        Weight.ANCHORED - 2,
        says=r"^(?!at |\||>|\d|@|\s)\S.{6}",
        reach=2,
        alone=Weight.MARKED,
    ),
    Rule(
        "bundler.failed-to-compile",
        "bundler",
        ("failed to compile",),
        r"^Failed to compile\.?$",
        Weight.EXCEPTION - 4,
        says=r"^(?!\./|\d+ |\||at |src/|app/|pages/|components/|\[eslint\]|[\w./-]+$)\S.{6}",
        reach=4,
        alone=Weight.WRAPPER,
    ),
    Rule(
        "swc.syntax",
        "syntax",
        ("error:",),
        r"^Error:\s+[x×] \S",
        Weight.STRONG + 2,
    ),
    Rule(
        "swc.error-below",
        "syntax",
        ("error:",),
        r"^Error:$",
        Weight.STRONG,
        says=r"^(?:[x×] )?\S.{5}",
        reach=2,
    ),
    Rule(
        "styles",
        "styles",
        (
            "csssyntaxerror",
            "sasserror",
            "syntax error:",
            "sass",
            "postcss",
            "undefined mixin",
            "undefined variable",
            "find stylesheet",
            "unknown utility class",
        ),
        r"\bCssSyntaxError\b.{0,20}:|\bSassError: |^Syntax error: \S|Undefined (?:mixin|variable)\b|"
        r"Can't find stylesheet to import|unknown utility class|The `\S{1,60}` class does not exist",
        Weight.STRONG,
    ),
    Rule(
        "babel.syntax",
        "syntax",
        ("syntaxerror",),
        r"SyntaxError: .{0,300}\(\d{1,6}:\d{1,5}\)",
        Weight.STRONG,
    ),
    Rule(
        "parcel",
        "bundler",
        ("@parcel/", "build failed"),
        r"^(?:🚨 |\W{0,6})Build failed\.?$",
        Weight.ANCHORED,
        says=r"^@parcel/\S{1,60}: \S",
        reach=4,
    ),
)
