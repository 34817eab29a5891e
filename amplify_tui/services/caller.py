"""Makes one call: waits for its turn, sends it, reads the answer, notes what came of it."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from botocore import xform_name

from amplify_tui.model.calls import Call
from amplify_tui.services.aws import endpoint_of
from amplify_tui.services.errors import ApiError, ThrottledError
from amplify_tui.services.isolation import fake_keys
from amplify_tui.services.question import Question
from amplify_tui.services.regions import check_region
from amplify_tui.services.translate import RAISED, translate
from amplify_tui.services.tries import begin_tries, listen_to

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from amplify_tui.model.keys import Target
    from amplify_tui.services.aws import Sessions
    from amplify_tui.services.calls import CallJournal
    from amplify_tui.services.pacer import Pacers
    from amplify_tui.services.ports import Clock

T = TypeVar("T")

AMPLIFY = "amplify"
BACKEND = "amplifybackend"


@dataclass(frozen=True, slots=True)
class Request:
    """One call to make.

    Attributes:
        service: ``amplify`` or ``amplifybackend``.
        operation: Name of the operation, such as ``ListJobs``.
        parameters: By the service's own names.
        is_write: Whether it changes something; such a call is sent once.
        is_idle: Whether nobody waits for the answer.
    """

    service: str
    operation: str
    parameters: Mapping[str, object]
    is_write: bool = False
    is_idle: bool = False


class Caller:
    """Calls AWS for one target; knows its pace, its log and its errors.

    Args:
        target: Account and region.
        sessions: Where clients come from.
        pacers: Where turns come from.
        journal: Where calls are noted.
        clock: The source of time.
        pauses: Seconds to wait before each further try of a read that the service was asked for
            too often; none where whoever asks waits by himself.
        jitter: From 0 to 1; takes away up to a quarter, so that many scripts do not ask in step.
    """

    def __init__(
        self,
        target: Target,
        sessions: Sessions,
        pacers: Pacers,
        journal: CallJournal,
        clock: Clock,
        *,
        pauses: Sequence[float] = (),
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.target = target
        self.endpoint = ""
        self._sessions = sessions
        self._pacers = pacers
        self._journal = journal
        self._clock = clock
        self._pauses = pauses
        self._jitter = jitter

    async def open(self) -> None:
        """Open the client of Amplify, so that a profile or region that cannot be used is known at once.

        Raises:
            ApiError: The profile, region, configuration or credentials cannot be used.
        """
        async with self._sessions.use(self.target, AMPLIFY) as client:
            self.endpoint = endpoint_of(client)
        if not self.endpoint:
            check_region(self.target.region)

    async def ask(
        self, request: Request, read: Callable[[Mapping[str, Any]], T], tell: Callable[[T], str] = str
    ) -> T:
        """Make a call.

        Args:
            request: What to ask.
            read: Turns the raw answer into values.
            tell: Puts the values into a few words, for the log of calls.

        Raises:
            ApiError: No usable answer came.
        """
        for pause in () if request.is_write else self._pauses:
            try:
                return await self._ask_once(request, read, tell)
            except ThrottledError:
                await self._clock.sleep(pause * (1.0 - self._jitter() / 4.0))
        return await self._ask_once(request, read, tell)

    async def _ask_once(
        self, request: Request, read: Callable[[Mapping[str, Any]], T], tell: Callable[[T], str]
    ) -> T:
        pacer = self._pacers.of(self.target)
        await pacer.turn(is_write=request.is_write, is_idle=request.is_idle)
        at, started = self._clock.now(), self._clock.monotonic()
        error, summary, tries = "", "", begin_tries()
        try:
            answer = read(await self._send(request))
            summary = tell(answer)
            pacer.speed_up()
        except ApiError as problem:
            error = problem.code
            if isinstance(problem, ThrottledError):
                pacer.slow_down()
            raise
        except asyncio.CancelledError:
            error = "Cancelled"
            raise
        finally:
            pacer.charge(tries.count - 1)
            self._journal.record(
                Call(
                    at=at,
                    target=self.target,
                    service=request.service,
                    operation=request.operation,
                    parameters=request.parameters,
                    took=timedelta(seconds=self._clock.monotonic() - started),
                    error=error,
                    summary=summary,
                    tries=max(tries.count, 1),
                    endpoint=self.endpoint,
                    keys=fake_keys(self.target.profile) if self._sessions.world.is_isolated else (),
                )
            )
        return answer

    def learn_account(self, account_id: str) -> None:
        """Take note of the account this target leads to."""
        self._pacers.learn(self.target, account_id)

    async def _send(self, request: Request) -> Mapping[str, Any]:
        async with self._sessions.use(self.target, request.service, is_write=request.is_write) as client:
            method = getattr(client, xform_name(request.operation))
            listen_to(client)
            try:
                async with asyncio.timeout(self._sessions.world.patience.call):
                    answer: Mapping[str, Any] = await method(**request.parameters)
                    return answer
            except RAISED as error:
                raise translate(error, Question(self.target, request.operation, self.endpoint)) from None
