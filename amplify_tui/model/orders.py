"""What a user asks Amplify to do, checked before it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

COMMIT_ID_LIMIT: Final = 255
JOB_REASON_LIMIT: Final = 255
COMMIT_MESSAGE_LIMIT: Final = 10_000


@dataclass(frozen=True, slots=True)
class StartOrder:
    """What to release.

    Attributes:
        commit_id: SHA to build; empty for the branch's newest commit.
        commit_message: Shown beside the job; empty for none.
        job_reason: Why the job is started; empty for none.

    Source:
        botocore data/amplify/2017-07-25, shape StartJobRequest, for the limits.
    """

    commit_id: str = ""
    commit_message: str = ""
    job_reason: str = ""

    def problems(self) -> dict[str, str]:
        """Check every limit; the field's name maps to one clear line for each that is broken."""
        limits = (
            ("commit_id", "commit id", self.commit_id, COMMIT_ID_LIMIT),
            ("commit_message", "commit message", self.commit_message, COMMIT_MESSAGE_LIMIT),
            ("job_reason", "reason", self.job_reason, JOB_REASON_LIMIT),
        )
        found = {
            field: f"The {word} has {len(text):,} characters; Amplify takes at most {limit:,}."
            for field, word, text, limit in limits
            if len(text) > limit
        }
        if any(character.isspace() for character in self.commit_id):
            found.setdefault("commit_id", "A commit id has no blanks.")
        return found
