"""What is never a cause: harmless lines, stack frames, code frames, and lines that only repeat a failure."""

from __future__ import annotations

import re
from typing import Final

_MARKS: Final = "✘✖×⨯❌✗🛑🚨⛔"
MARKS: Final = _MARKS + "●∟"

_PREFIXES: Final = re.compile(
    r"""
    (?:
      \[?\d{1,2}:\d\d:\d\d(?:[.,]\d{1,6})?(?:\ [AP]M)?\]?:?(?:\ \|)?\ {1,4}     # 9:02:10 PM, [21:04:18]
    | \[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?\]?:?\ {1,4}
    | \[(?:WARNING|INFO|ERROR)\]:\ {1,4}                                       # a record inside a record
    | @?[\w./-]{1,80}(?:\#|:)(?:build|test|lint|check|compile|typecheck|generate|export|deploy|start)[\w:-]{0,40}:\ {1,4}
    | [\w@./-]{1,80}\ (?:build|test|lint|check|compile|typecheck|generate|export|deploy|start|postinstall|preinstall|install|prepare)[\w:-]{0,40}:\ {1,4}
    | (?:➤\ )?YN0000:\ {1,4}
    | \[\d\]\ {1,4}
    | \[Route\ "[^"]{0,160}"\]\ {1,4}
    | \[(?:11ty|web|app|client|server|frontend|backend)\]\ {1,4}
    | [│┃|├└─]{1,4}\ {1,8}
    | •\ {1,4}
    )
    """,
    re.VERBOSE,
)
_MARK: Final = re.compile(rf"[{_MARKS}∟]\ufe0f?\s{{0,4}}")
_NPM: Final = re.compile(r"npm (?:error|ERR!) (?!code |errno )(?:[a-z]{2,12} )?(?=[A-Z.@/]|error|gyp|sh:)")

_HARMLESS: Final = re.compile(
    r"""
    (?:npm\ (?:warn|WARN|notice|http|info|timing|verb|sill)\b
    | npm\ (?:error|ERR!)\ (?:errno|syscall|path|dest|file|command\ (?!failed)|cwd|signal|A\ complete\ log|Run\ |Usage|Options|
        aliases|Clean\ install|\[[-<]|node\ -v|\s*$)
    | npm\ (?:error|ERR!)\s*$
    | \W{0,4}(?:warning|warn|WARN|Warning|WARNING|Warn)\b(?!s)
    | \[(?:warn|WARN|WARNING|warning|info|INFO|debug|DEBUG)\b
    | (?:▲\ )?\[WARNING\]
    | ⚠|\(!\)|⚡|✓|✔|√|ℹ
    | at\ (?:async\ |new\ )?\S.{0,300}(?:\(|:\d|<)
    | at\ (?:<|ignore-listed|async|Object\.)
    | File\ ".{1,300}",\ line\ \d
    | from\ \S{1,300}:\d{1,7}:in
    | (?:>\ ?)?\d{1,7}\ ?\|
    | \||\^+$|~+$|[})\]];?,?$
    | throw\b
    | \#\#?\ (?:Executing|Starting|Completed|Cloning|Switching|Retriev|Checking|No\ |Build\ |Creating|Uploading|Environment|
        Caching|Extract|Getting)
    | (?:info|INFO|debug|DEBUG|verbose|notice|hint|HINT|Hint|note|Note|NOTE|help|tip|Tip|success)\b[:\s]
    | g?make(?:\[\d{1,3}\])?:\ (?:Leaving|Entering)
    | Please\ read\ more\ about\ Amplify
    | !\ Unable\ to\ write\ cache|!Failed\ to\ set\ up\ process
    | Progress:|Packages:
    | [+-]\ \S{1,120}\ v?\d[\w.-]{0,40}$
    | \d{1,6}\ (?:low\ severity|moderate|high|critical|vulnerabilit|packages?\ are)
    | https?://\S{1,400}$
    | fatal:\ not\ a\ git\ repository
    | husky\b
    | gyp\ (?:verb|info|http)\b
    | (?:➤\ )?YN00(?:02|07|08|13|19|60|61|86)\b
    | \(node:\d{1,9}\)\ (?!Unhandled)|\(Use\ `node
    | (?:code|digest|errno|syscall|address|hostname|port|type|requireStack|status|statusCode|path|dest|plugin|pluginCode|
        frame|hook|watchFiles|stack|url|generatedMessage|operator|clientVersion|originalStack|page)\??:\s
    | \d{1,6}:\d{1,5}\s+(?:Warning|warning|⚠)
    | ["']?(?![Ee]rror|ERR|[Ff]atal)[\w$-]{1,60}["']?:\ (?:(?:undefined|null|true|false|-?\d[\d.]{0,20}),?$|\[|\{)
    | (?:import|export|const|let|var|return|if|function|async|await|class|try|catch|\}|//|/\*|\*)\b
    | console\.
    | (?:Session\ Identifier|Learn\ more|For\ more\ (?:information|details)|Read\ more|See\ |More\ info|Visit\ |
        This\ error\ happened|If\ you\ (?:think|believe|want|are|have|do|need)|To\ (?:suppress|fix|address|resolve|ignore|learn))
    | (?:Resolution|Error\ reference|Stack\ trace|Location):
    | \[ERROR\]\ (?:To\ see|Re-run|For\ more|After\ correcting|\[Help|->\ \[|\s*$)
    | -{3,}$|={3,}$
    | $
    )
    """,
    re.VERBOSE,
)
_HARMLESS_WITHIN: Final = re.compile(
    r"(?i)\bdeprecat|\b(?:0|no) (?:errors?|failed|failures|problems|vulnerabilities)\b|\berrors?: 0\b|source ?map|"
    r"browserslist|caniuse-lite|ExperimentalWarning|MaxListenersExceeded|Failed to set Next\.js data cache|"
    r"retry(?:ing)? in |\battempt \d{1,3}(?:/\d{1,3})? |will (?:be )?retr|unmet peer|peer dep|--no-error|ignored build scripts|"
    r"--?(?:silent|ignore|no)-errors?|telemetry|exceeded maximum budget.{0,80}warning|"
    r"Most CI servers set it|DEBUG=|, continuing\b|continuing\.\.\.|falling back|fallback to|skipping|\boptional\b.{0,80}(?:fail|skip)"
)

_WRAPPER: Final = re.compile(
    r"""
    npm\ (?:error|ERR!)\ (?:Lifecycle\ script|code\ ELIFECYCLE|code\ \d|Failed\ at\ the|This\ is\ probably|Exit\ status|
        Make\ sure\ you|There\ is\ likely|Tell\ the\ author|You\ can\ get|workspace|location|command\ failed|
        \S{1,160}@\S{1,60}\ [\w:-]{1,60}:\ `)
    | (?:\S{0,6}\ ?)?ELIFECYCLE
    | error\ (?:Command\ failed|Found\ incompatible\ module)
    | (?:npm\ (?:error|ERR!)\ )?(?:Error:\ |error:\ )?[Cc]ommand\ (?:failed|".{1,200}"\ (?:failed|exited))
    | (?:Error:\ )?(?:Process|Script|script|Child\ process|child|Worker|Command|command)\b.{0,200}\b(?:exited|completed|failed)\ with
    | (?!.{0,200}SIGKILL).{0,200}\bexited?\ (?:with\ )?(?:\(\d|(?:exit\ )?(?:code|status)|\d{1,3}\b)
    | .{0,120}\b(?:exit|returned\ a\ non-zero)\ (?:code|status):?\ \d
    | (?:Error:\ |error:\ |ERROR:?\ {1,4}|\[ERROR\]\ |\[vite\]:?\ |\S\ ){0,2}(?:Build|build)\ failed(?:\.|!|$|\ (?:because\ of|with\ \d|in\ \d|for))
    | Failed\ to\ compile|>\ Build\ error\ occurred|Failed\ to\ build\.?$
    | (?:BUILD\ FAIL|Compilation\ (?:failed|error)|FAILURE:\ Build\ failed|Failed\ to\ compile\ application|Generating\ .{1,60}\ failed)
    | Next\.js\ build\ worker\ exited(?!.{0,60}SIGKILL)|Static\ worker|(?:Error:\ )?Export\ encountered
    | (?:Error:\ )?Turbopack\ build\ failed
    | \[?Error:\ Failed\ to\ collect|Failed\ to\ collect\ page\ data
    | (?:\S{1,60}\ )?ERROR:?\ +(?:run\ failed|".{1,120}"\ exited)
    | Tasks:|Failed:\ |Failed\ tasks|Cached:|Tests:|Test\ Suites:|Test\ Files|Snapshots:
    | (?:>\ )?NX\s+(?:Running|Ran)|lerna\ ERR!\ (?:npm|yarn|lerna|Received|Waiting)|lerna\ (?:info|notice)
    | ERR_PNPM_RECURSIVE
    | bundler:\ failed\ to\ load\ command
    | g?make(?:\[\d{1,3}\])?:\ \*{3}\ (?:\[|.{0,200}\ Error\ \d)
    | (?:An\ error\ occurred\ when\ pushing|There\ was\ an\ error\ (?:initializing|pulling)|init\ failed|
        The\ following\ resources\ failed|Failed\ to\ pull)
    | (?:subprocess\.)?CalledProcessError:
    | \d{1,6}\ problems?\ \(
    | (?:Error:\ |error:\ )?could\ not\ compile\ `
    | (?:Error:\ )?Nuxt\ [Bb]uild\ [Ee]rror$|Nuxt\ Fatal\ Error
    | (?:Error:\ )?[Uu]nable\ to\ build\ website|Client\ bundle\ compiled\ with\ errors
    | !!!\ (?:Build\ failed|Error:\ Command\ failed|Non-Zero)
    | Found\ \d{1,6}\ errors?|(?:error|Error):?\ \d{1,6}\ errors?\b|\d{1,6}\ errors?(?:\ (?:found|generated)|$|\ and\ )
    | (?:Compiled|compiled|Finished)\ with\ (?:errors?|\d{1,6}\ errors?|some\ errors)
    | error\ during\ build
    | (?:ERROR\ |ERR!\ )?Failed\ to\ build\ the\ preview
    | pub\ get\ failed|Failed\ to\ run\ build|Failed\ to\ execute\ command
    """,
    re.VERBOSE,
)
_AFTER_ALL: Final = re.compile(
    r"(?i)^\W{0,6}(?:compiled successfully|compiled client and server successfully|built in \d|added \d{1,6} packages?|"
    r"done in \d|successfully installed|successfully compiled|bundle complete!|generated prisma client|"
    r"type checks completed|build complete|(?:\w{1,20} )?build succeeded|application bundle generation complete|"
    r"creating an optimized production build|linting and checking validity|collecting page data|"
    r"up to date, audited|everything is up to date|finished in \d.{0,40}0 errors|no (?:lint|type) errors)"
)
AFTER_ALL_WORDS: Final = (
    "successfully", "built in", "added ", "done in ", "bundle complete", "generated prisma", "checks completed",
    "build complete", "build succeeded", "generation complete", "creating an optimized", "checking validity",
    "collecting page data", "up to date",
)  # fmt: skip
_WARNINGS: Final = re.compile(r"(?i)^\W{0,6}(?:compiled with (?:\d{1,6} |some )?warnings|warning in )")
_ERRORS: Final = re.compile(
    r"(?i)^\W{0,6}(?:failed to compile|error in |build error occurred|error during build|build failed|\[error\]|"
    r"compiled with (?:\d{1,6} )?errors?|turbopack build failed|error:)"
)
ZONE_WORDS: Final = (
    "compiled with", "warning", "failed to compile", "error in ", "build error", "during build", "build failed",
    "[error]", "error:",
)  # fmt: skip


def forms_of(text: str) -> tuple[str, ...]:
    """Return what a tool itself said: without its runner's prefix, with and without a leading mark."""
    found = text
    for _ in range(3):
        prefix = _PREFIXES.match(found)
        if prefix is None or prefix.end() >= len(found):
            break
        found = found[prefix.end() :]
    forms = [found]
    mark = _MARK.match(found)
    if mark is not None and mark.end() < len(found):
        forms.insert(0, found[mark.end() :])
    npm = _NPM.match(found)
    if npm is not None:
        forms.append(found[npm.end() :])
    return tuple(forms)


def is_harmless(text: str) -> bool:
    """Tell whether a line never is a cause, whatever its words are."""
    return _HARMLESS.match(text) is not None


def is_mild(text: str) -> bool:
    """Tell whether a line talks of something harmless, so that its words alone do not count."""
    return _HARMLESS_WITHIN.search(text, 0, 400) is not None


def is_wrapper(text: str) -> bool:
    """Tell whether a line only repeats that something failed."""
    return _WRAPPER.match(text) is not None


def is_progress(text: str) -> bool:
    """Tell whether a line shows that what came before it went well after all."""
    return _AFTER_ALL.match(text) is not None


def zone_of(text: str) -> str:
    """Tell whether a line opens a list of ``warnings`` or of ``errors``; empty for neither."""
    if _ERRORS.match(text):
        return "errors"
    return "warnings" if _WARNINGS.match(text) else ""
