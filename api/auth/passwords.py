"""Passwords: kept as argon2id, computed beside the event loop, a few at a time."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from layers.core.errors import BadPassword, Busy

SHORTEST = 10
LONGEST = 512
"""Characters of a password."""

_AT_ONCE = 2
_WAITING = 64
_HASHER = PasswordHasher()  # the library's choice follows RFC 9106: argon2id, 64 MiB, 3 passes


class Passwords:
    """Hashes and verifies; at most two at a time, because each takes 64 MiB and tens of milliseconds of a core."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="passwords")
        self._pending = 0

    async def verify(self, kept: str | None, password: str) -> bool:
        """Whether `password` is the one that `kept` was made from; takes as long when there is nothing kept."""
        return await self._run(_verified, kept or _nobodys(), password) and kept is not None

    async def hash(self, password: str) -> str:
        """What is kept of a password."""
        return await self._run(hashed, password)

    def close(self) -> None:
        """End the threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _run[T](self, work: Callable[..., T], *arguments: str) -> T:
        if self._pending >= _WAITING:
            raise Busy
        self._pending += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work, *arguments)
        finally:
            self._pending -= 1


def hashed(password: str) -> str:
    """What is kept of a password, computed here and now."""
    return _HASHER.hash(_normal(password))


def check(password: str, name: str) -> None:
    """BadPassword when it is too short, too long, the account's name or next to nothing else than repetition."""
    plain = _normal(password)
    if len(plain) < SHORTEST:
        raise BadPassword(reason_vi=f"cần ít nhất {SHORTEST} ký tự", reason_en=f"at least {SHORTEST} characters")
    if len(plain) > LONGEST:
        raise BadPassword(reason_vi=f"nhiều nhất {LONGEST} ký tự", reason_en=f"at most {LONGEST} characters")
    if name.casefold() in plain.casefold() and len(plain) < len(name) + SHORTEST:
        raise BadPassword(reason_vi="không được dựa trên tên đăng nhập", reason_en="it must not be made of the name")
    if len(set(plain)) < 5:
        raise BadPassword(reason_vi="cần ít nhất 5 ký tự khác nhau", reason_en="at least 5 different characters")


def _verified(kept: str, password: str) -> bool:
    if len(password) > LONGEST:
        return False
    try:
        return _HASHER.verify(kept, _normal(password))
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return _HASHER.hash("nobody")


def _normal(password: str) -> str:
    """One form of what different keyboards send for the same letters."""
    return unicodedata.normalize("NFKC", password)
