"""Package managers of Node: npm, Yarn, pnpm, Bun, Corepack."""

from __future__ import annotations

from typing import Final

from amplify_tui.model.causes.rule import EXCEPTION, Rule, Weight

_NPM: Final = r"^npm (?:error|ERR!) "
_SENTENCE: Final = (
    r"^npm (?:error|ERR!) (?!code\b|errno\b|syscall\b|path\b|dest\b|file\b|command\b|signal\b|cwd\b|A complete log|"
    r"Clean install|Usage|Options|aliases|Run |\d{3}$|node -v|npm -v|Error:\s*$)\S"
)
"""The line of npm that explains: none of those that only describe the call."""

RULES: Final = (
    Rule(
        "npm.lock-file",
        "lockfile",
        ("npm ci` can only install", "npm ci can only install", "cipm can only install", "can only install"),
        r"can only install (?:packages )?(?:when your package\.json|with an existing package-lock)",
        Weight.EXACT + 4,
        hint="Run `npm install` and commit package-lock.json together with package.json.",
    ),
    Rule(
        "npm.no-version",
        "no-such-version",
        ("no matching version found", "notarget"),
        r"No matching version found for (?P<what>\S{1,120}?)\.?(?:\s|$)",
        Weight.EXACT + 4,
        hint="Ask for a version of {what} that exists; package.json or the lock file names one that does not.",
    ),
    Rule(
        "npm.peer",
        "peer-dependency",
        ("eresolve",),
        r"(?:error|ERR!) ERESOLVE (?!overriding)\S",
        Weight.EXACT + 4,
        hint="Make the versions in package.json agree, or install with --legacy-peer-deps.",
    ),
    Rule(
        "npm.no-script",
        "missing-script",
        ("missing script",),
        r"[Mm]issing script: [\"'`]?(?P<what>[^\"'`]{1,80})",
        Weight.EXACT + 4,
        hint="Add a script “{what}” to package.json, or name another in the build spec.",
    ),
    Rule(
        "npm.not-in-registry",
        "no-such-package",
        ("404",),
        r"^npm (?:error|ERR!) 404\s+(?:Not Found|'|\S{1,80} .{0,20}is not in)",
        Weight.EXACT + 3,
    ),
    Rule(
        "npm.no-file",
        "file-not-found",
        ("could not read package.json", "enoent"),
        r"^npm (?:error|ERR!) enoent (?:Could not read|ENOENT|no such|spawn)",
        Weight.EXACT + 3,
    ),
    Rule(
        "npm.engine",
        "node-version",
        ("ebadengine", "unsupported engine", "notsup", "not compatible"),
        r"^npm (?:error|ERR!) (?:engine|notsup) (?:Unsupported|Not compatible|Unsupported engine)",
        Weight.EXACT + 4,
    ),
    Rule(
        "npm.no-executable",
        "command-not-found",
        ("could not determine executable",),
        r"could not determine executable to run",
        Weight.EXACT + 3,
    ),
    Rule(
        "npm.code",
        "npm",
        ("npm error code e", "npm err! code e"),
        _NPM + r"code (?!ELIFECYCLE)(?P<what>E[A-Z0-9_]{2,40})",
        Weight.EXACT,
        says=_SENTENCE,
        reach=9,
        alone=Weight.STRONG,
    ),
    Rule(
        "npm.install-script-error",
        "install-script",
        ("npm error code", "npm err! code"),
        _NPM + r"code (?!1[3-4]\d)\d{1,3}\b",
        Weight.ANCHORED - 3,
        says=r"^npm (?:error|ERR!) (?!code|path|command|A complete log|> |gyp (?:verb|info|http))"
        r"(?=.{0,200}(?:\w(?:Error|Exception)\b|\b[Ee]rror: |ERR!|\[FAILED\] \S|[Cc]ould not|[Cc]annot|not found|[Ff]ailed to|[Uu]nable to))\S",
        reach=40,
    ),
    Rule(
        "npm.install-script",
        "install-script",
        ("npm error code", "npm err! code"),
        _NPM + r"code (?!1[3-4]\d)\d{1,3}\b",
        Weight.ANCHORED - 4,
        says=r"^npm (?:error|ERR!) (?!code|path|command|errno|A complete log|> |[>\w@./-]+ (?:post|pre)?install|node |sh |\s*$)\S",
        reach=12,
    ),
    Rule(
        "npm.other",
        "npm",
        ("npm error", "npm err!"),
        r"^npm (?:error|ERR!) (?:cb\(\) never called|Exit handler never called|Unexpected end of JSON|"
        r"[Ii]nvalid |Cannot read propert|Maximum call stack|Invalid Version|Unsupported URL Type|"
        r"workspace|Workspaces|Unknown command|Unknown ?\w* option|could not|Could not|Cannot)",
        Weight.STRONG + 2,
    ),
    Rule(
        "yarn.lock-file",
        "lockfile",
        (
            "lockfile needs to be updated",
            "lockfile would have been",
            "frozen-lockfile",
            "outdated_lockfile",
            "lockfile had changes",
            "lockfile is frozen",
            "no_lockfile",
        ),
        r"lockfile needs to be updated|lockfile would have been (?:modified|created)|"
        r"Cannot (?:install with|proceed with|perform) .{0,40}frozen|lockfile had changes, but lockfile is frozen|"
        r"ERR_PNPM_(?:OUTDATED|NO)_LOCKFILE",
        Weight.EXACT + 4,
        hint="Install locally and commit the lock file together with package.json.",
    ),
    Rule(
        "yarn.engine",
        "node-version",
        ("the engine", "unsupported_engine"),
        r"The engine \"\w{1,20}\" is incompatible with this module|ERR_PNPM_UNSUPPORTED_ENGINE",
        Weight.EXACT + 4,
        hint="Use the version that it expects, for instance with `nvm use` in the build spec.",
    ),
    Rule(
        "yarn.script",
        "install-script",
        ("command failed",),
        r"^error \S.{0,400}: Command failed\.?$",
        Weight.STRONG - 4,
        says=EXCEPTION
        + r"|^(?!gyp (?:verb|info|http))\S{0,60}.{0,200}(?: error: |: not found|command not found)|^gyp ERR! (?:find|stack \w{0,40}Error: )",
        reach=30,
        alone=Weight.EXCEPTION,
        holds_anyway=True,
    ),
    Rule(
        "yarn.error",
        "yarn",
        ("error ",),
        r"^error (?!Command failed\b|Found incompatible module|code ELIFECYCLE|- |\d|TS\d|during build|\[|[a-z]+:)"
        r"(?:An unexpected|Couldn't|Command \"|Your lockfile|Package \"|No lockfile|Incorrect|Received|Failed|"
        r"Extracting|Outdated|Integrity|Invalid|Could not|There appears|Unknown|No license|Workspaces|"
        r"https?:|/(?!.{0,400}Command failed)\S|\S+@\S+:|\"|Missing|Can't|Cannot|Workspace|Unable|Error:)",
        Weight.STRONG,
    ),
    Rule(
        "yarn.berry",
        "yarn",
        ("yn0",),
        r"(?:➤ )?YN0(?:001|009|016|018|020|022|027|028|030|035|036|041|046|048|056|062|071|072|076|078|080|081|082|083)\b",
        Weight.STRONG + 2,
    ),
    Rule(
        "yarn.usage",
        "yarn",
        ("usage error", "internal error"),
        r"^(?:Usage|Internal) Error: \S",
        Weight.EXACT,
    ),
    Rule(
        "yarn.wrong-version",
        "package-manager",
        ("packagemanager", "configured to use"),
        r"This project(?:'s package\.json defines|.{0,20} is configured to use) \S",
        Weight.EXACT,
        hint="Enable Corepack in the build spec (`corepack enable`), or install the package manager that package.json names.",
    ),
    Rule(
        "pnpm.error",
        "pnpm",
        ("err_pnpm_",),
        r"ERR_PNPM_(?!RECURSIVE_(?:RUN|EXEC)_FIRST_FAIL)[A-Z_]{2,60}",
        Weight.EXACT + 1,
    ),
    Rule(
        "pnpm.incompatible-lock-file",
        "lockfile",
        ("not compatible lockfile", "lockfile is broken", "incompatible lockfile"),
        r"(?i)ignoring not compatible lockfile|lockfile .{0,80}(?:is broken|incompatible)",
        Weight.MARKED - 4,
    ),
    Rule(
        "bun.error",
        "bun",
        ("error:",),
        r"^error: (?:No version matching|lockfile|Cannot find|Could not resolve|GET https?://|InstallFailed|"
        r"Script not found|.{1,80} failed to resolve|Unexpected|Failed to|Workspace|package|Module not found)",
        Weight.STRONG + 2,
    ),
    Rule(
        "corepack",
        "package-manager",
        ("corepack", "cannot find matching keyid", "usageerror"),
        r"Cannot find matching keyid|Internal Error: .{0,60}[Cc]orepack|[Cc]orepack.{0,60}(?:error|failed|Error)|"
        r"^UsageError: ",
        Weight.EXACT,
    ),
    Rule(
        "gyp",
        "native-module",
        ("gyp err!", "gyp err"),
        r"gyp ERR! (?:find Python (?:Could not|You need)|stack Error: (?!`?make`? failed)|not ok)",
        Weight.EXCEPTION + 4,
    ),
    Rule(
        "native.compile",
        "native-module",
        ("error:",),
        r"\.(?:c|cc|cpp|cxx|h|hpp|m|mm):\d{1,6}:\d{1,5}: (?:fatal )?error: \S",
        Weight.STRONG + 3,
    ),
)
