"""How often somebody may try: log-ins by address, writes of the public and of citizens by address or account."""

from __future__ import annotations

import time

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from layers.core.errors import TooManyRequests


class Rate:
    """One limit, for instance `20/minute`, counted by whoever asks, in this process. ValueError when it is no limit."""

    def __init__(self, limit: str) -> None:
        self._limit = parse(limit)
        self._counter = MovingWindowRateLimiter(MemoryStorage())

    def count(self, whom: str) -> None:
        """Note one more attempt; TooManyRequests with the seconds to wait when there were too many."""
        if not self._counter.hit(self._limit, whom):
            window = self._counter.get_window_stats(self._limit, whom)
            raise TooManyRequests(seconds=max(1, int(window.reset_time - time.time()) + 1))
