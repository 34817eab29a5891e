"""Starts the programs that bring credentials, and ends those that do not end."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any, Final, NoReturn

from botocore.exceptions import CredentialRetrievalError

_REAPING_SECONDS: Final = 1.0


class CredentialProcesses:
    """The programs started for one session; ``aiobotocore`` itself would let a hanging one run on."""

    def __init__(self) -> None:
        self._started: list[asyncio.subprocess.Process] = []

    def adopt(self, resolver: Any) -> None:
        """Start the programs of a session's credential providers from now on, and ask for no MFA code.

        Args:
            resolver: The session's ``credential_provider`` component.
        """
        for provider in resolver.providers:
            if hasattr(provider, "_popen"):
                provider._popen = self.start  # noqa: SLF001 - the library makes its providers without asking us
            if hasattr(provider, "_prompter"):
                provider._prompter = _refuse_to_ask  # noqa: SLF001 - as above

    async def start(self, *words: str, **options: Any) -> asyncio.subprocess.Process:
        """Start a program, as ``asyncio.create_subprocess_exec`` does, without the dashboard's keyboard."""
        process = await asyncio.create_subprocess_exec(*words, stdin=asyncio.subprocess.DEVNULL, **options)
        self._started = [each for each in self._started if each.returncode is None]
        self._started.append(process)
        return process

    async def end(self) -> None:
        """Kill what still runs."""
        hanging = [process for process in self._started if process.returncode is None]
        self._started.clear()
        for process in hanging:
            # This kills it, and closes its pipes, which a child of it may hold open for ever.
            process._transport.close()  # type: ignore[attr-defined] # noqa: SLF001 - no public way to close them
            with suppress(TimeoutError):
                async with asyncio.timeout(_REAPING_SECONDS):
                    await process.wait()


def _refuse_to_ask(prompt: str) -> NoReturn:  # noqa: ARG001 - the library's own signature
    """Take the place of a question on the terminal, for which the event loop and every other profile wait."""
    raise CredentialRetrievalError(
        provider="assume-role",
        error_msg="it wants an MFA code, and nobody is asked for one here; take a profile of SSO"
        " or one with keys that `aws sts get-session-token` gave",
    )
