"""A follower, what it follows, and what it writes on; all that a test may turn."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from amplify_tui.services.errors import ApiError, StorageError
from amplify_tui.services.log_follower import LogFollower, Sighting
from tests.clock import ManualClock
from tests.services.bucket import EXPIRES, Bucket

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from amplify_tui.model.steps import PresignedUrl
    from amplify_tui.services.object_reader import HttpObjects


@dataclass
class Sheet:
    """Paper that a test can read."""

    data: bytearray = field(default_factory=bytearray)
    cleared: int = 0
    room: int = 1 << 40
    take_time: Callable[[], object] = lambda: None

    @property
    def size(self) -> int:
        return len(self.data)

    def read(self, first: int, last: int) -> bytes:
        return bytes(self.data[first:last])

    async def append(self, chunk: bytes) -> None:
        if len(self.data) + len(chunk) > self.room:
            raise StorageError("DiskFull", "full")
        self.data += chunk
        self.take_time()

    async def clear(self) -> None:
        self.data.clear()
        self.cleared += 1


@dataclass
class Amplify:
    """What GetJob would say."""

    bucket: Bucket
    clock: ManualClock
    expires_at: datetime = EXPIRES
    is_going: bool = True
    has_url: bool = True
    is_clock_right: bool = True
    error: ApiError | None = None
    asked: list[bool] = field(default_factory=list)

    async def locate(self, *, is_renewal: bool) -> Sighting:
        self.asked.append(is_renewal)
        if is_renewal and self.is_clock_right:
            self.expires_at = self.clock.now() + timedelta(hours=1)
        if self.error is not None:
            raise self.error
        return Sighting(self.url if self.has_url else None, self.is_going)

    @property
    def url(self) -> PresignedUrl:
        return replace(self.bucket.url(), expires_at=self.expires_at)

    @property
    def renewals(self) -> int:
        return sum(self.asked)


@dataclass
class Scene:
    bucket: Bucket
    amplify: Amplify
    sheet: Sheet
    clock: ManualClock
    follower: LogFollower

    async def finish(self) -> None:
        """End the step and look until nothing more will come."""
        self.amplify.is_going = False
        for _ in range(40):
            if await self.follower.tick() is None:
                return
        raise AssertionError(self.follower.standing)


def set_up(bucket: Bucket, objects: HttpObjects) -> Scene:
    clock = ManualClock()
    sheet, amplify = Sheet(), Amplify(bucket, clock)
    return Scene(bucket, amplify, sheet, clock, LogFollower(amplify, objects, sheet, clock))
