"""Accounts as the database holds them, and the failures that lock a name for a while."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.auth.identity import Identity
from api.auth.passwords import Passwords
from api.auth.secrets import digest
from layers.core.errors import TooManyRequests, WrongCredentials
from layers.core.roles import Role

if TYPE_CHECKING:
    import asyncpg

    from api.working import Working

ATTEMPTS = 10
"""Failures in a row after which a name is locked."""
LOCK_MINUTES = 15

_NAME = re.compile(r"[a-z][a-z0-9._-]{1,30}", re.ASCII)
COLUMNS = "a.name, a.title, a.role, a.ward_code, a.active, a.stamp"
_BY_NAME = f"SELECT {COLUMNS}, a.password_hash FROM auth.accounts a WHERE a.name = $1"
_ATTEMPT = f"""
INSERT INTO auth.failures AS f (name_hash, failed) VALUES ($1, 1)
ON CONFLICT (name_hash) DO UPDATE SET
    failed = CASE WHEN f.locked_until <= now() OR f.last_at < now() - interval '{LOCK_MINUTES} min'
        THEN 1 ELSE f.failed + 1 END,
    locked_until = CASE WHEN f.locked_until IS NULL AND f.last_at >= now() - interval '{LOCK_MINUTES} min'
        AND f.failed + 1 >= {ATTEMPTS} THEN now() + interval '{LOCK_MINUTES} min' END,
    last_at = now()
WHERE f.locked_until IS NULL OR f.locked_until <= now()
RETURNING failed
"""
_LOCKED_SECONDS = """
SELECT ceil(extract(epoch FROM locked_until - now()))::integer FROM auth.failures WHERE name_hash = $1
"""
_FORGIVE = "DELETE FROM auth.failures WHERE name_hash = $1 OR last_at < now() - interval '1 day'"
_CHANGE = """
UPDATE auth.accounts SET password_hash = $2, password_changed_at = now() WHERE name = $1 AND stamp = $3 AND active
RETURNING stamp
"""


@dataclass(frozen=True, kw_only=True)
class Account:
    """An account without its secrets."""

    name: str
    title: str
    role: Role
    ward: str | None
    active: bool
    stamp: int

    def identity(self, client: str) -> Identity:
        """Its identity, for somebody who came in by `client`."""
        return Identity(name=self.name, role=self.role, ward=self.ward, client=client, stamp=self.stamp)


def account(row: asyncpg.Record) -> Account:
    """The account of a row with `COLUMNS`."""
    return Account(
        name=row["name"],
        title=row["title"],
        role=Role(row["role"]),
        ward=row["ward_code"],
        active=row["active"],
        stamp=row["stamp"],
    )


class Accounts:
    """Looks accounts up and verifies their passwords."""

    def __init__(self, working: Working) -> None:
        self._working = working
        self.passwords = Passwords()

    async def named(self, name: str) -> Account | None:
        """The account of that name, active or not."""
        async with self._working.service() as connection:
            row = await connection.fetchrow(_BY_NAME, name)
        return account(row) if row else None

    async def verified(self, name: str, password: str) -> Account:
        """The account whose name and password these are.

        WrongCredentials when they are not, in the same words and time whether or not there is such an account;
        TooManyRequests while the name is locked. The attempt is counted before it is judged, so that many at once gain
        nothing.
        """
        known = _NAME.fullmatch(name) is not None
        counted = digest(name)
        async with self._working.service() as connection:
            if await connection.fetchval(_ATTEMPT, counted) is None:
                seconds = await connection.fetchval(_LOCKED_SECONDS, counted)
                raise TooManyRequests(seconds=max(1, seconds or 1))
            row = await connection.fetchrow(_BY_NAME, name if known else "")
        kept: str | None = row["password_hash"] if row else None
        if not await self.passwords.verify(kept, password) or row is None:
            raise WrongCredentials
        if not row["active"]:
            raise WrongCredentials(disabled=True)
        async with self._working.service() as connection:
            await connection.execute(_FORGIVE, counted)
        return account(row)

    async def change_password(self, known: Account, password: str) -> Account | None:
        """The account with its new password, which ends all its sessions; None when it has changed meanwhile."""
        kept = await self.passwords.hash(password)
        async with self._working.service() as connection:
            stamp = await connection.fetchval(_CHANGE, known.name, kept, known.stamp)
        return None if stamp is None else Account(**{**known.__dict__, "stamp": stamp})
