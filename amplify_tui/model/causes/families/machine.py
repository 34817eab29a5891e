"""The machine and the shell: memory, disk, network, commands, shared libraries, exit codes."""

from __future__ import annotations

from typing import Final

from amplify_tui.model.causes.rule import Rule, Weight

_MORE_MEMORY: Final = "Choose a larger build instance, or make the build use less memory at once."

RULES: Final = (
    Rule(
        "memory.heap",
        "out-of-memory",
        ("heap out of memory", "heap limit", "allocation failed"),
        r"JavaScript heap out of memory|FATAL ERROR: .{0,120}(?:heap limit|Allocation failed)",
        Weight.CERTAIN + 3,
        hint="Raise Node's heap with NODE_OPTIONS=--max-old-space-size=…, below the memory of the build instance.",
    ),
    Rule(
        "memory.killed",
        "out-of-memory",
        ("killed",),
        r"^(?:.{0,120}: line \d{1,6}: +)?(?:\d{1,9} )?Killed(?:\s|$)",
        Weight.CERTAIN + 2,
        hint=_MORE_MEMORY,
        exit_code=137,
    ),
    Rule(
        "memory.killed-child",
        "out-of-memory",
        ("sigkill", "killed", "enomem", "out of memory", "memoryerror", "cannot allocate memory"),
        r"signal:? \(?SIGKILL|was killed with SIGKILL|\bENOMEM\b|[Cc]annot allocate memory|"
        r"^(?:.{0,60}: )?Killed$|java\.lang\.OutOfMemoryError|[Oo]ut of memory\b|signal: 9\b|exit code:? 137\b",
        Weight.STRONG + 3,
        hint=_MORE_MEMORY,
    ),
    Rule(
        "exit.137",
        "out-of-memory",
        ("exit code 137",),
        r"!!! Error: Command failed with exit code 137\b",
        Weight.CERTAIN,
        hint=_MORE_MEMORY,
    ),
    Rule(
        "exit.terminated",
        "terminated",
        ("terminated",),
        r"^(?:.{0,120}: line \d{1,6}: +)?(?:\d{1,9} )?Terminated(?:\s|$)",
        Weight.EXACT,
        exit_code=143,
    ),
    Rule(
        "exit.143",
        "terminated",
        ("exit code 143",),
        r"!!! Error: Command failed with exit code 143\b",
        Weight.STRONG,
    ),
    Rule(
        "exit.crash",
        "crash",
        ("segmentation fault", "bus error", "illegal instruction", "core dumped"),
        r"(?i)\b(?:segmentation fault|bus error|illegal instruction|core dumped)\b",
        Weight.EXACT,
    ),
    Rule(
        "disk.full",
        "disk-full",
        ("enospc", "no space left", "disk quota"),
        r"^(?!npm (?:error|ERR!) (?:code|errno)).{0,400}\bENOSPC\b(?!.{0,80}file watchers)|No space left on device|no space left on device|[Dd]isk quota exceeded",
        Weight.CERTAIN,
        hint="Make room: cache and build less, or choose a larger build instance.",
    ),
    Rule(
        "shell.no-command",
        "command-not-found",
        ("command not found", ": not found", "not recognized"),
        r"(?:^|: )(?P<what>[\w@./+-]{1,80}): command not found|"
        r"^(?:/bin/)?(?:ba|z|da)?sh: (?:line )?\d{1,5}: (?P<that>[\w@./+-]{1,80}): not found|"
        r"command not found: (?P<name>[\w@./+-]{1,80})|is not recognized as an internal or external command",
        Weight.EXACT + 3,
    ),
    Rule(
        "shell.permission",
        "permission",
        ("permission denied",),
        r"^(?:.{0,80}: line \d{1,6}: |(?:/bin/)?(?:ba|z|da)?sh: (?:\d{1,5}: |line \d{1,5}: )?)\S{1,200}: Permission denied",
        Weight.EXACT + 1,
        hint="Make the file executable: `git update-index --chmod=+x` and commit.",
    ),
    Rule(
        "shell.no-file",
        "file-not-found",
        ("no such file or directory", "can't cd to", "cannot stat"),
        r"^(?:.{0,80}: line \d{1,6}: |(?:/bin/)?(?:ba|z|da)?sh: (?:\d{1,5}: )?)?"
        r"(?:cd|source|\.|cp|mv|cat|ls|rm|tar|unzip|zip|chmod|mkdir|touch|find|sed|grep|head|tail|bash|sh|ln|\S{0,80}/\S{1,160}|\S{1,60}\.sh): "
        r".{0,200}(?:No such file or directory|can't cd to|not a directory|Not a directory)",
        Weight.STRONG + 4,
    ),
    Rule(
        "shell.syntax",
        "shell-syntax",
        ("syntax error", "unexpected eof", "unbound variable", "unexpected end of file", "bad substitution"),
        r"(?:line \d{1,6}|sh: \d{1,5}|eval): .{0,80}(?:syntax error|unexpected (?:EOF|end of file)|unbound variable|"
        r"Syntax error|[Bb]ad substitution)",
        Weight.EXACT,
    ),
    Rule(
        "library.glibc",
        "glibc",
        ("glibc_", "glibcxx_"),
        r"version `?GLIBC(?:XX)?_[\d.]{1,12}'? not found",
        Weight.CERTAIN,
        hint="Use a newer build image (Amazon Linux 2023), or a version of the tool that this image can run.",
    ),
    Rule(
        "library.missing",
        "shared-library",
        ("shared librar", "shared object file"),
        r"error while loading shared libraries: \S{1,120}|cannot open shared object file",
        Weight.CERTAIN,
    ),
    Rule(
        "network.failed",
        "network",
        ("econn", "etimedout", "enotfound", "error", "fail"),
        r"\b(?:ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ESOCKETTIMEDOUT|ERR_SOCKET_TIMEOUT|"
        r"UND_ERR_\w{1,40})\b",
        Weight.EXCEPTION + 2,
    ),
    Rule(
        "network.tool",
        "network",
        (
            "curl:",
            "wget:",
            "could not resolve host",
            "connection timed out",
            "connection refused",
            "temporary failure in name resolution",
        ),
        r"^curl: \(\d{1,3}\) \S|^wget: |Could not resolve host|Temporary failure in name resolution|"
        r"^(?!.{0,40}(?:retry|attempt)).{0,120}[Cc]onnection (?:timed out|refused)",
        Weight.ANCHORED,
    ),
    Rule(
        "certificate",
        "certificate",
        ("certificate", "cert_"),
        r"(?i)\b(?:self[- ]signed certificate|unable to verify the first certificate|certificate has expired|"
        r"CERT_HAS_EXPIRED|certificate verify failed)",
        Weight.ANCHORED + 2,
    ),
    Rule(
        "exit.other",
        "exit-code",
        ("command failed with exit code", "non-zero exit code"),
        r"^!!! (?:Error: Command failed with exit code \d{1,3}|Non-Zero Exit Code)",
        Weight.EXIT,
    ),
)
