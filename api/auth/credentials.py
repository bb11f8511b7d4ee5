"""From what a request carries to an account: session cookies, HTTP Basic, API keys and tokens of the OpenID provider.

What was found is remembered for a moment, under a digest with a secret of this process. It may be out of date for as long;
`auth.confirm` in the beginning of every transaction is what a disabled account cannot pass.
"""

from __future__ import annotations

import asyncio
import base64
import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from api.auth.accounts import Accounts
from api.auth.identity import Identity
from api.auth.keys import Keys
from api.auth.secrets import is_key
from api.auth.sessions import Sessions
from layers.core.errors import WrongCredentials

if TYPE_CHECKING:
    from api.auth.oidc import Provider

SHORT_S = 2.0
"""How long a session, a key or a token is taken for what it was, without asking the database."""
BASIC_S = 300.0
"""How long a name and password, which cost much to verify, are taken for verified while the account stands."""
WRONG_S = 60.0
"""How long the same wrong password is refused without counting as another attempt."""

_MOST = 10_000
_LONGEST = 16_384


class Credentials:
    """Finds out who sends a request; what is expensive is done once for many requests at a time."""

    def __init__(self, accounts: Accounts, sessions: Sessions, keys: Keys, provider: Provider | None) -> None:
        self._accounts, self._sessions, self._keys, self._provider = accounts, sessions, keys, provider
        self._secret = secrets.token_bytes(32)
        self._known: OrderedDict[bytes, tuple[float, Identity]] = OrderedDict()
        self._basic: OrderedDict[bytes, tuple[float, Identity | None]] = OrderedDict()
        self._under_way: dict[bytes, asyncio.Task[Identity]] = {}

    async def of_cookie(self, token: str) -> Identity | None:
        """Whose session it is; None when it has ended."""
        try:
            return await self._remembered(b"session", token, self._session)
        except WrongCredentials:
            return None

    async def of_authorization(self, value: str, count: Callable[[], None]) -> Identity:
        """Whose `Authorization` header it is; WrongCredentials when nobody's. `count` is called before a password is
        judged and may raise TooManyRequests.
        """
        scheme, _, rest = value.partition(" ")
        given = rest.strip()
        if not given or len(given) > _LONGEST:
            raise WrongCredentials
        match scheme.lower():
            case "basic":
                return await self._of_basic(given, count)
            case "bearer" if is_key(given):
                return await self._remembered(b"key", given, self._of_key)
            case "bearer" if self._provider is not None:
                return await self._remembered(b"token", given, self._provider.identity)
            case _:
                raise WrongCredentials

    def forget(self) -> None:
        """Forget everything: somebody has logged out, or an account was found to have changed."""
        self._known.clear()
        self._basic.clear()

    async def _remembered(
        self, kind: bytes, given: str, find: Callable[[str], Coroutine[Any, Any, Identity]]
    ) -> Identity:
        mark = self._mark(kind, given)
        kept = self._known.get(mark)
        if kept is not None and kept[0] > time.monotonic():
            return kept[1]
        found = await find(given)
        _keep(self._known, mark, (time.monotonic() + SHORT_S, found))
        return found

    async def _session(self, token: str) -> Identity:
        found = await self._sessions.find(token)
        if found is None:
            raise WrongCredentials
        return found.account.identity("web")

    async def _of_key(self, given: str) -> Identity:
        found = await self._keys.find(given)
        if found is None:
            raise WrongCredentials
        return found[0].identity(f"key: {found[1]}")

    async def _of_basic(self, given: str, count: Callable[[], None]) -> Identity:
        try:
            name, parted, password = base64.b64decode(given, validate=True).decode().partition(":")
        except ValueError as error:
            raise WrongCredentials from error
        if not parted or not name or not password:
            raise WrongCredentials
        if name == "key":
            return await self._remembered(b"key", password, self._of_key)
        mark = self._mark(b"basic", given)
        kept = self._basic.get(mark)
        if kept is not None and kept[0] > time.monotonic():
            if kept[1] is None:
                raise WrongCredentials
            if await self._stands(kept[1]):
                return kept[1]
        task = self._under_way.get(mark)
        if task is None:
            count()
            task = self._under_way[mark] = asyncio.create_task(self._verified(mark, name, password))
            task.add_done_callback(lambda _: self._under_way.pop(mark, None))
        return await asyncio.shield(task)

    async def _verified(self, mark: bytes, name: str, password: str) -> Identity:
        try:
            found = (await self._accounts.verified(name, password)).identity("basic")
        except WrongCredentials as error:
            if not error.fields.get("disabled"):  # an account that is enabled again is let in at once
                _keep(self._basic, mark, (time.monotonic() + WRONG_S, None))
            raise
        _keep(self._basic, mark, (time.monotonic() + BASIC_S, found))
        return found

    async def _stands(self, verified: Identity) -> bool:
        """Whether an account is still what it was when its password was verified."""
        try:
            await self._remembered(b"account", f"{verified.name}\n{verified.stamp}", self._unchanged)
        except WrongCredentials:
            return False
        return True

    async def _unchanged(self, mark: str) -> Identity:
        name, _, stamp = mark.partition("\n")
        found = await self._accounts.named(name)
        if found is None or not found.active or found.stamp != int(stamp):
            raise WrongCredentials
        return found.identity("basic")

    def _mark(self, kind: bytes, given: str) -> bytes:
        return hmac.digest(self._secret, kind + b"\0" + given.encode("utf-8", "surrogatepass"), sha256)


def _keep[T](kept: OrderedDict[bytes, T], mark: bytes, what: T) -> None:
    kept[mark] = what
    kept.move_to_end(mark)
    while len(kept) > _MOST:
        kept.popitem(last=False)
