"""One SQS queue: messages that are handed out, hidden for a while and handed out again until deleted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Final

from amplify_tui.simulator.chance import sha
from amplify_tui.simulator.contract import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

RETENTION: Final = 3_600
"""Seconds after which a message that nobody deleted is gone."""

MOST_MESSAGES: Final = 5_000
"""Messages that a queue keeps; beyond them the oldest go."""

HIDDEN_SECONDS: Final = 30
"""For how long a message is hidden from the other readers if nobody says."""

PURGE_PAUSE: Final = 60.0
"""Seconds between two purges of a queue at least."""


@dataclass(slots=True)
class Letter:
    """One message.

    Attributes:
        letter_id: Id of the message, shaped like a UUID.
        body: The text.
        sent: When it was sent, epoch seconds.
        visible: From when on it may be handed out, epoch seconds.
        times: How often it was handed out.
        first: When that was for the first time, epoch seconds.
    """

    letter_id: str
    body: str
    sent: float
    visible: float
    times: int = 0
    first: float = 0.0

    @property
    def receipt(self) -> str:
        """What deletes it, as long as nobody else has been handed it since."""
        return f"{self.letter_id}#{self.times}"

    @property
    def md5(self) -> str:
        """Digest of the text, which clients compare."""
        return hashlib.md5(self.body.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


@dataclass(slots=True)
class Mailbox:
    """The messages and tags of one queue; every moment is in epoch seconds.

    Attributes:
        mark: What draws of chance for this queue are named by.
        tags: By name.
        created: When it was first looked at.
    """

    mark: str
    created: float
    tags: dict[str, str] = field(default_factory=dict)
    _letters: dict[str, Letter] = field(default_factory=dict)
    _coming: list[tuple[float, int, Letter]] = field(default_factory=list)
    _sent: int = 0
    _purged: float | None = None

    def send(self, body: str, now: float, delay: float = 0.0) -> Letter:
        """Add a message.

        Args:
            body: The text.
            now: The present moment.
            delay: Seconds until it can be handed out.
        """
        self._sent += 1
        digits = sha(self.mark, self._sent, body)
        letter_id = "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))
        letter = Letter(letter_id, body, now, now + delay)
        heappush(self._coming, (letter.visible, self._sent, letter))
        return letter

    def receive(self, now: float, most: int, hidden: float) -> list[Letter]:
        """Hand out messages, the oldest first.

        Args:
            now: The present moment.
            most: At most so many.
            hidden: Seconds for which they are hidden from now on.
        """
        self.sort(now)
        found: list[Letter] = []
        for letter in self._letters.values():
            if len(found) == most:
                break
            if letter.visible <= now:
                letter.times += 1
                letter.first = letter.first or now
                letter.visible = now + hidden
                found.append(letter)
        return found

    def delete(self, receipt: str) -> None:
        """Delete a message; one that is gone, or that somebody else has been handed since, does no harm.

        Raises:
            Fault: No queue ever gave such a receipt.
        """
        letter_id, times = _read_receipt(receipt)
        letter = self._letters.get(letter_id)
        if letter is not None and letter.times == times:
            del self._letters[letter_id]

    def hide(self, receipt: str, now: float, hidden: float) -> None:
        """Hide a message for longer, or no more.

        Args:
            receipt: Of the message.
            now: The present moment.
            hidden: Seconds from now on.

        Raises:
            Fault: The receipt is none, or the message is not in anybody's hands.
        """
        letter_id, times = _read_receipt(receipt)
        letter = self._letters.get(letter_id)
        if letter is None or letter.times != times or letter.visible <= now:
            raise Fault("MessageNotInflight", "The message referred to is not in flight.", 400)
        letter.visible = now + hidden

    def purge(self, now: float) -> None:
        """Delete every message.

        Raises:
            Fault: That was done less than a minute ago.
        """
        if self._purged is not None and now - self._purged < PURGE_PAUSE:
            message = "Only one PurgeQueue operation on amplify-tui-events is allowed every 60 seconds."
            raise Fault("PurgeQueueInProgress", message, 403)
        self._purged = now
        self._letters.clear()
        self._coming.clear()

    def counts(self, now: float) -> tuple[int, int, int]:
        """Count the messages that can be handed out, that are in somebody's hands, and that are to come."""
        self.sort(now)
        visible = sum(letter.visible <= now for letter in self._letters.values())
        return visible, len(self._letters) - visible, len(self._coming)

    def sort(self, now: float) -> None:
        """Take in what has come by now, and throw away what is too old or too much."""
        while self._coming and self._coming[0][0] <= now:
            letter = heappop(self._coming)[2]
            self._letters[letter.letter_id] = letter
        for letter_id in list(self._spare(now)):
            del self._letters[letter_id]

    def _spare(self, now: float) -> Iterator[str]:
        surplus = len(self._letters) - MOST_MESSAGES
        for place, (letter_id, letter) in enumerate(self._letters.items()):
            if place >= surplus and now - letter.sent < RETENTION:
                return
            yield letter_id


def _read_receipt(receipt: str) -> tuple[str, int]:
    letter_id, _, times = receipt.partition("#")
    if not times.isdecimal() or len(times) > 9:  # noqa: PLR2004 - nothing is handed out so often
        raise Fault("ReceiptHandleIsInvalid", "The input receipt handle is invalid.", 400)
    return letter_id, int(times)
