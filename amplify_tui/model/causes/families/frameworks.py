"""Application frameworks: Next.js, Nuxt, Angular, Astro, SvelteKit, Gatsby, Prisma."""

from __future__ import annotations

from typing import Final

from amplify_tui.model.causes.rule import EXCEPTION, Rule, Weight

_NOT_A_WRAPPER: Final = (
    r"(?!.{0,8}Error: (?:Failed to collect page data|Turbopack build failed|Export encountered|"
    r"Call retries were exceeded|Command failed|Failed to collect configuration))"
)

RULES: Final = (
    Rule(
        "next.suspense",
        "prerender",
        ("suspense boundary",),
        r"should be wrapped in a suspense boundary",
        Weight.EXACT,
        hint="Wrap the component that calls it in <Suspense>.",
    ),
    Rule(
        "next.prerender",
        "prerender",
        ("error occurred prerendering page",),
        r"Error occurred prerendering page\b",
        Weight.STRONG + 4,
        says=r"^(?!.{0,60}An error occurred in the Server Components render)" + EXCEPTION[1:],
        reach=3,
        alone=Weight.EXCEPTION + 1,
    ),
    Rule(
        "next.collect",
        "collect-page-data",
        ("failed to collect page data", "failed to collect configuration"),
        r"Failed to collect (?:page data|configuration) for ",
        Weight.STRONG + 1,
        says=_NOT_A_WRAPPER + EXCEPTION[1:],
        reach=-80,
        alone=0,
    ),
    Rule(
        "next.collect-words",
        "collect-page-data",
        ("build error occurred",),
        r"^> Build error occurred",
        Weight.EXCEPTION - 3,
        says=r"^(?!at |\}|\{|Collecting|Generating|- |type:|digest|code:|\[?Error: Failed to collect)[A-Z]\w+ .{6}",
        reach=-3,
    ),
    Rule(
        "next.collect-alone",
        "collect-page-data",
        ("failed to collect page data", "failed to collect configuration"),
        r"Failed to collect (?:page data|configuration) for ",
        Weight.MARKED - 2,
    ),
    Rule(
        "next.build-error",
        "next",
        ("build error occurred",),
        r"^> Build error occurred",
        Weight.ANCHORED,
        says=r"^" + _NOT_A_WRAPPER + EXCEPTION[1:],
        reach=2,
    ),
    Rule(
        "next.config",
        "next-config",
        ("failed to load next.config",),
        r"Failed to load next\.config\.\w{1,4}",
        Weight.MARKED + 4,
    ),
    Rule(
        "next.font",
        "network",
        ("failed to fetch",),
        r"Failed to fetch (?:font )?[`'].{1,80}[`'](?: from Google Fonts|:)",
        Weight.ANCHORED,
    ),
    Rule(
        "next.pages",
        "next",
        (
            "without a react component",
            "export encountered",
            "conflicting app and page",
            "static page generation for",
        ),
        r"found pages? without a React Component as default export|Conflicting app and page file|"
        r"Static page generation for .{1,160} is still timing out|"
        r"^(?:\S )?Export encountered an error on ",
        Weight.MARKED + 2,
    ),
    Rule(
        "angular.budget",
        "budget",
        ("exceeded maximum budget",),
        r"^(?!Warning|.{0,10}\[WARNING\]|.{0,6}WARN).{0,200}exceeded maximum budget",
        Weight.EXACT + 2,
        hint="Make the bundle smaller, or raise the budget in angular.json.",
    ),
    Rule(
        "angular.exception",
        "angular",
        ("an unhandled exception occurred",),
        r"^An unhandled exception occurred: \S",
        Weight.STRONG + 2,
    ),
    Rule(
        "angular.schema",
        "angular",
        ("schema validation failed",),
        r"^(?:Error: )?Schema validation failed with the following errors",
        Weight.STRONG + 2,
        says=r"^Data path|^\S.{8}",
        reach=2,
        alone=Weight.STRONG,
    ),
    Rule(
        "angular.compiler",
        "angular",
        ("error", " not ", "can't", "cannot", " no "),
        r"\berror NG\d{1,6}: |^(?:\[ERROR\] |Error: )?NG\d{4,6}: ",
        Weight.EXACT + 2,
    ),
    Rule(
        "gatsby.error",
        "gatsby",
        ("error #",),
        r"^(?:ERROR|error) #(?P<what>[\w.]{1,12})\b",
        Weight.STRONG + 1,
        says=r"^(?!Generating |Building static HTML|There was an error|.{0,80}threw an error while running|"
        r"Error in \"|(?:ERROR|error) #|See our docs|File: |failed |If you|We (?:found|encountered)|"
        r"The following|Your site's|Errors? in)\S.{6}",
        reach=5,
        alone=Weight.ANCHORED,
    ),
    Rule(
        "gatsby.below",
        "gatsby",
        ("unhandled rejection", "unhandled exception", "error in your graphql query"),
        r"^(?:ERROR|error)\s+UNHANDLED (?:REJECTION|EXCEPTION)|^(?:(?:ERROR|error)\s+)?There was an error in your GraphQL query",
        Weight.STRONG,
        says=r"^\S.{5}",
        reach=1,
        alone=Weight.EXCEPTION,
    ),
    Rule(
        "nuxt.prerender",
        "prerender",
        ("[404]", "[500]"),
        r"(?:^|─ |[^\w\s] )\[(?:404|5\d\d)\] \S",
        Weight.ANCHORED,
    ),
    Rule(
        "sveltekit.prerender",
        "prerender",
        ("(linked from", "were marked as prerenderable"),
        r"^Error: \d{3} /\S{0,160}|were marked as prerenderable, but were not prerendered",
        Weight.ANCHORED,
    ),
    Rule(
        "prisma.environment",
        "environment",
        ("environment variable not found",),
        r"Environment variable not found: (?P<what>\w{1,80})",
        Weight.EXACT + 1,
        hint="Set {what} in the app's environment variables.",
    ),
    Rule(
        "prisma.code",
        "prisma",
        ("error: p",),
        r"\bError: P[1-6]\d{3}:? \S",
        Weight.STRONG + 3,
    ),
    Rule(
        "prisma.code-above",
        "prisma",
        ("error: p",),
        r"\bError: P[1-6]\d{3}:?$",
        Weight.STRONG + 3,
        says=r"^\S.{6}",
        reach=1,
        alone=Weight.STRONG,
    ),
    Rule(
        "prisma.server",
        "prisma",
        ("can't reach database server",),
        r"Can't reach database server at ",
        Weight.STRONG + 4,
    ),
    Rule(
        "prisma.client",
        "prisma",
        ("prismaclient", "prisma client", "prisma schema", "prisma/client"),
        r"PrismaClient\w{1,40}Error\b.{0,4}:?|@prisma/client did not initialize|"
        r"Prisma (?:Client )?could not locate|Could not find Prisma Schema",
        Weight.ANCHORED,
    ),
    Rule(
        "environment.named",
        "environment",
        ("environment variable", "env var", "missing env", "process.env.", "env variable", "missing "),
        r"(?i)(?:missing|invalid|undefined|no|required|must set|set the|provide|specify|please set)\b.{0,40}"
        r"\b(?:environment|env)[ -]?(?:var\w{0,8}|config\w{0,10})?\b.{0,120}"
        r"|\b(?:environment|env) var\w{0,8}\b.{0,80}\b(?:is|are|was|were)? ?(?:not (?:set|found|defined|provided)|missing|required|undefined|empty)"
        r"|process\.env\.\w{1,80} (?:is|was) (?:not |undefined|missing|required)"
        r"|^(?:Error: )?Missing [A-Z][A-Z0-9]{1,40}_[A-Z0-9_]{2,60}\b",
        Weight.MARKED + 6,
    ),
    Rule(
        "environment.client",
        "environment",
        ("supabaseurl is required", "supabasekey is required", "invalid-api-key", "api key", "apikey"),
        r"supabase(?:Url|Key) is required|auth/invalid-api-key|[Mm]issing API key|[Nn]either apiKey nor|"
        r"API key (?:is )?(?:missing|required|not (?:set|found|provided))",
        Weight.EXCEPTION + 2,
    ),
)
