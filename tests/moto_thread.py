"""moto's server for many tests: in a loop of its own, since theirs come and go."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.moto_server import serve_moto

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def hold_moto() -> Iterator[str]:
    """Run moto's server until the block ends; yields its address."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = serve_moto()
    try:
        yield asyncio.run_coroutine_threadsafe(server.__aenter__(), loop).result()
    finally:
        asyncio.run_coroutine_threadsafe(server.__aexit__(None, None, None), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
