"""Open streams end when the server is told to stop; it would wait for them otherwise, and be killed."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def on_stop(close: Callable[[], None]) -> Iterator[None]:
    """Call `close` when SIGTERM comes, before the server hears of it.

    The server takes SIGINT for the same request, so that is how it is passed on. Where signals are not ours to handle,
    nothing is done.
    """

    def stop() -> None:
        close()
        signal.raise_signal(signal.SIGINT)

    loop = asyncio.get_running_loop()
    with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
        loop.add_signal_handler(signal.SIGTERM, stop)
    yield
