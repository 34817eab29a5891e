"""Other languages: Python, Ruby, Go, Rust, PHP, .NET, Java, Dart and Flutter, Elm."""

from __future__ import annotations

from typing import Final

from amplify_tui.model.causes.rule import EXCEPTION, Rule, Weight

RULES: Final = (
    Rule(
        "python.traceback",
        "python",
        ("traceback (most recent call last)",),
        r"^Traceback \(most recent call last\)",
        Weight.ANCHORED + 2,
        says=r"^(?:[\w.]{1,120}(?:Error|Exception|Exit|Warning|Interrupt)|[\w]+\.[\w.]{1,120})(?::\s|$)",
        reach=120,
    ),
    Rule(
        "python.requirement",
        "no-such-version",
        ("could not find a version that satisfies",),
        r"Could not find a version that satisfies the requirement (?P<what>\S{1,120})",
        Weight.EXACT + 2,
    ),
    Rule(
        "python.pip",
        "python",
        ("error: ",),
        r"^ERROR: (?!pip's dependency resolver|Failed building wheel|Could not build wheels|Exception:|Command errored)"
        r"(?:Could not|No matching|Cannot|Invalid|Package|Failed|Ignored|Unable|Double|.{1,80}requires|.{0,80}not a supported)",
        Weight.STRONG,
    ),
    Rule(
        "python.no-module",
        "module-not-found",
        ("no module named",),
        r"No module named ['\"]?(?P<what>[\w.-]{1,120})",
        Weight.STRONG + 3,
    ),
    Rule(
        "python.no-script",
        "file-not-found",
        ("can't open file",),
        r"^\S{0,120}python[\d.]{0,6}: can't open file",
        Weight.EXACT,
    ),
    Rule(
        "python.build",
        "python",
        ("did not run successfully", "failed building wheel", "could not build wheels"),
        r"did not run successfully|Failed building wheel for|Could not build wheels for",
        Weight.EXCEPTION - 4,
    ),
    Rule(
        "ruby.version",
        "ruby-version",
        ("ruby version", "requires ruby", "requires rubygems"),
        r"Your Ruby version is [\w.]{1,20}, but your Gemfile specified|"
        r"requires (?:[Rr]uby|RubyGems) version|requires ruby .{0,40}which is incompatible",
        Weight.EXACT + 4,
        hint="Use the Ruby version that it asks for, for instance with `rvm use` in the build spec.",
    ),
    Rule(
        "ruby.gem",
        "bundler",
        (
            "could not find gem",
            "could not find compatible versions",
            "could not find ",
            "bundler",
            "gemfile",
            "your bundle",
        ),
        r"^Could not find (?:gem )?'?[\w.-]{1,80}|Bundler could not find compatible versions for gem|"
        r"Could not locate Gemfile|You must use Bundler \d|can't find gem bundler|"
        r"An error occurred while installing \S{1,80}|Your bundle (?:only supports|is locked to)|"
        r"There was an error parsing `Gemfile`|Bundler can't satisfy",
        Weight.STRONG + 2,
    ),
    Rule(
        "ruby.native",
        "native-module",
        ("failed to build gem native extension",),
        r"Failed to build gem native extension",
        Weight.STRONG + 3,
        says=r"^(?:Can't find|Cannot find|Could not find|Missing|Please install|\S{1,60}\.h\b.{0,60}(?:missing|not found)|"
        r".{0,120}(?: fatal error: |: error: |No such file or directory|is required|is missing|requires))",
        reach=30,
        alone=Weight.STRONG + 3,
    ),
    Rule(
        "ruby.exception",
        "ruby",
        ("error)", "exception)"),
        r"\.rb:\d{1,6}:in .{1,160}: \S.{1,400}\((?:\w{1,40}::){0,6}\w{1,60}(?:Error|Exception)\)|"
        r"\((?:\w{1,40}::){0,6}\w{1,60}(?:Error|Exception)\)$",
        Weight.EXCEPTION + 1,
    ),
    Rule(
        "go.compile",
        "go",
        (".go:",),
        r"^(?:vet: )?\S{1,240}\.go:\d{1,7}(?::\d{1,6})?: \S",
        Weight.STRONG + 4,
    ),
    Rule(
        "go.module",
        "go",
        ("go: ", "no required module", "build constraints", "go.mod"),
        r"^go: (?!downloading|finding|extracting|added|upgraded|found|creating|to add)\S.{3}|"
        r"no required module provides package|build constraints exclude all|^go\.mod:\d{1,5}: ",
        Weight.STRONG + 2,
    ),
    Rule(
        "go.panic",
        "panic",
        ("panic:", "panicked at"),
        r"^(?:\S{1,60} )?panic: \S|\bpanicked at\b",
        Weight.ANCHORED + 2,
    ),
    Rule(
        "rust.compile",
        "rust",
        ("error[e",),
        r"^error\[E\d{4}\]: \S",
        Weight.EXACT,
    ),
    Rule(
        "rust.cargo",
        "rust",
        ("error: ",),
        r"^error: (?:could not find `|no matching package|failed to (?:select a version|parse manifest|load|run custom|get)|"
        r"linker `|package `|toolchain |target |cannot find|rustup could not|unresolved|expected)",
        Weight.STRONG,
    ),
    Rule(
        "php.fatal",
        "php",
        ("php fatal error", "php parse error", "fatal error:"),
        r"^(?:PHP )?(?:Fatal|Parse) error:\s+\S",
        Weight.STRONG + 2,
    ),
    Rule(
        "php.composer",
        "no-such-version",
        ("your requirements could not be resolved",),
        r"Your requirements could not be resolved to an installable set of packages",
        Weight.STRONG + 2,
        says=r"^- \S",
        reach=3,
        alone=Weight.STRONG,
    ),
    Rule(
        "dotnet.compile",
        "dotnet",
        (
            "error cs",
            "error nu",
            "error netsdk",
            "error msb",
            "error rz",
            "error bl",
            "error bc",
            "error fs",
            "error ca",
        ),
        r"\berror (?:CS|NU|NETSDK|MSB|RZ|BL|BC|FS|CA)\d{3,5}: \S",
        Weight.EXACT,
    ),
    Rule(
        "dotnet.sdk",
        "dotnet",
        (".net sdk", "sdk version", "global.json"),
        r"A compatible (?:installed )?\.NET (?:Core )?SDK .{0,60}not found|Requested SDK version: ",
        Weight.STRONG + 1,
    ),
    Rule(
        "java.compile",
        "java",
        ("error", "e: "),
        r"\.(?:java|scala):(?:\[\d{1,6},\d{1,5}\]|\d{1,6}: error:) ?\S|^e: .{1,240}\.kts?:\S",
        Weight.EXACT,
    ),
    Rule(
        "java.gradle",
        "gradle",
        ("what went wrong",),
        r"^\* What went wrong:",
        Weight.STRONG,
        says=r"^\S.{5}",
        reach=1,
    ),
    Rule(
        "java.maven",
        "maven",
        ("[error]", "failed to execute goal"),
        r"^(?:\[ERROR\] )?Failed to execute goal|^\[ERROR\] (?:Could not|Unknown|The goal|No plugin|Non-resolvable|"
        r"Malformed|'|Plugin|Child module)",
        Weight.ANCHORED,
    ),
    Rule(
        "dart.compile",
        "dart",
        ("error",),
        r"\.dart:\d{1,6}:\d{1,5}: Error: \S",
        Weight.EXACT,
    ),
    Rule(
        "dart.pub",
        "no-such-version",
        ("version solving failed", "because "),
        r"^(?:So, b|B|b)ecause \S{1,120}.{0,300}(?:depends on|requires|is forbidden|doesn't match|version solving failed)",
        Weight.EXACT,
    ),
    Rule(
        "dart.sdk",
        "dart",
        ("dart sdk version",),
        r"The current Dart SDK version is",
        Weight.STRONG + 3,
    ),
    Rule(
        "elm",
        "elm",
        ("mismatch", "error"),
        r"^-- [A-Z][A-Z ]{3,60} -{3,}",
        Weight.STRONG,
    ),
    Rule(
        "exception.python-chained",
        "exception",
        ("direct cause of the following", "another exception occurred"),
        r"direct cause of the following exception|another exception occurred",
        Weight.EXCEPTION - 6,
        says=EXCEPTION,
        reach=-6,
    ),
)
