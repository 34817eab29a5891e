"""Site generators: Hugo, Jekyll, Docusaurus, Eleventy, Hexo, Astro and others."""

from __future__ import annotations

from typing import Final

from amplify_tui.model.causes.rule import Rule, Weight

RULES: Final = (
    Rule(
        "hugo.error",
        "hugo",
        ("error ",),
        r"^ERROR (?:\d{4}/\d\d/\d\d [\d:]{8} )?(?!deprecated|#)\S.{4}",
        Weight.ANCHORED + 2,
    ),
    Rule(
        "hugo.site",
        "hugo",
        ("error building site", "unable to locate config", "failed to load modules", "module "),
        r"^(?:Error|ERROR):? .{0,20}(?:[Ee]rror building site: (?!logged \d)\S|Unable to locate [Cc]onfig|failed to load modules|"
        r"module \"?\S{1,120}\"? (?:not found|is not compatible))",
        Weight.ANCHORED + 2,
    ),
    Rule(
        "hugo.extended",
        "hugo",
        ("tocss", "extended version"),
        r"TOCSS: failed to transform|you need the (?:extended|Hugo extended) version",
        Weight.STRONG,
        hint="Install the extended build of Hugo in the build spec.",
    ),
    Rule(
        "jekyll.liquid",
        "jekyll",
        ("liquid exception", "yaml exception"),
        r"(?:Liquid|YAML) Exception(?: reading [^:]{1,160})?: \S",
        Weight.STRONG + 2,
    ),
    Rule(
        "jekyll.dependency",
        "jekyll",
        ("dependency error", "conversion error", "configuration file:"),
        r"Dependency Error: |Conversion error: |^Configuration file: none",
        Weight.ANCHORED,
    ),
    Rule(
        "docusaurus.links",
        "docusaurus",
        ("broken links", "broken anchors", "broken markdown"),
        r"Docusaurus found broken (?:links|anchors)|[Bb]roken [Mm]arkdown links?",
        Weight.STRONG + 2,
        hint="Correct the links listed below it, or set onBrokenLinks to “warn”.",
    ),
    Rule(
        "docusaurus.mdx",
        "docusaurus",
        ("mdx compilation failed", "unable to build website", "bundle compiled with errors"),
        r"MDX compilation failed for file",
        Weight.STRONG,
        says=r"^Cause: ",
        reach=2,
        alone=Weight.STRONG,
    ),
    Rule(
        "eleventy",
        "eleventy",
        ("having trouble", "problem writing eleventy", "eleventy fatal", "eleventy config error"),
        r"^(?:\[11ty\] )?1\. \S|Having trouble (?:rendering|compiling|writing)|Error in your Eleventy config file",
        Weight.STRONG,
    ),
    Rule(
        "hexo",
        "hexo",
        ("fatal ",),
        r"^FATAL (?!ERROR:)\S",
        Weight.ANCHORED,
        says=r"^(?!FATAL|https?:|at |!!! |Something's wrong).{0,60}(?:Error|error|Exception)\b.{0,6}:",
        reach=4,
        alone=Weight.ANCHORED,
    ),
    Rule(
        "bracketed.words",
        "exception",
        (
            "required]",
            "notfound",
            "invalid",
            "missing",
            "unknown",
            "unsupported",
            "couldnot",
            "cannot",
            "failed",
            "unable",
            "forbidden",
            "mismatch",
            "notdefined",
            "notallowed",
            "conflict",
        ),
        r"^\[(?=\w{0,60}(?:Required|NotFound|NotDefined|NotAllowed|Invalid|Missing|Unknown|Unsupported|CouldNot|Cannot|"
        r"Failed|Unable|Forbidden|Mismatch|Conflict))[A-Z][A-Za-z]{5,60}\] \S",
        Weight.ANCHORED,
    ),
    Rule(
        "bracketed",
        "exception",
        ("error]", "exception]", "fault]"),
        r"^\[(?:[\w.-]{1,80})?(?:Error|Exception|Fault)\] \S",
        Weight.ANCHORED + 4,
    ),
)
