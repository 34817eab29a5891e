"""Git: clones, submodules, large files."""

from __future__ import annotations

from typing import Final

from amplify_tui.model.causes.rule import Rule, Weight

RULES: Final = (
    Rule(
        "git.key",
        "clone",
        ("permission denied (publickey",),
        r"Permission denied \(publickey",
        Weight.EXACT + 3,
    ),
    Rule(
        "git.no-repository",
        "clone",
        ("repository not found", "not found"),
        r"(?:^|: )(?:remote|ERROR|fatal): .{0,200}(?:[Rr]epository.{0,200}not found|not found or you don't have permission)",
        Weight.EXACT + 3,
    ),
    Rule(
        "git.access",
        "clone",
        ("remote:", "denied", "not granted"),
        r"^remote: .{0,120}(?:denied|not granted|[Ii]nvalid (?:username|credentials)|forbidden|suspended|disabled)",
        Weight.EXACT + 3,
    ),
    Rule(
        "git.large-files",
        "git-lfs",
        ("smudge", "batch response", "git-lfs", "git lfs", "lfs", "data quota"),
        r"batch response: |Smudge error|smudge filter lfs failed|git-lfs: command not found|over its data quota|LFS objects? .{0,80}(?:missing|not found)",
        Weight.EXACT + 4,
    ),
    Rule(
        "git.fatal",
        "git",
        ("fatal:",),
        r"^fatal: (?!not a git repository|the remote end hung up|early EOF|index-pack failed)\S",
        Weight.EXACT + 2,
    ),
    Rule(
        "git.fatal-remote",
        "clone",
        ("fatal:",),
        r"^fatal: (?:the remote end hung up|early EOF|index-pack failed)",
        Weight.STRONG,
    ),
    Rule(
        "git.error",
        "git",
        ("error:",),
        r"^error: (?:pathspec |Server does not allow|RPC failed|unable to create file|invalid path|"
        r"Your local changes|cannot lock ref|failed to push|could not lock config)",
        Weight.EXACT,
    ),
)
