"""API keys: what machines log in with. Shown once, kept as a digest, good until a day, taken back at any time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from api.auth.accounts import COLUMNS, Account, account
from api.auth.secrets import digest, key, key_parts, same

if TYPE_CHECKING:
    from api.working import Working

MOST = 20
"""Living keys of one account."""
LONGEST_DAYS = 730

_MAKE = f"""
INSERT INTO auth.api_keys (id, account, title, secret_hash, expires_at)
SELECT $1, $2, $3, $4, now() + make_interval(days => $5)
WHERE (SELECT count(*) FROM auth.api_keys WHERE account = $2 AND revoked_at IS NULL AND expires_at > now()) < {MOST}
RETURNING created_at, expires_at
"""
_LIST = """
SELECT id, title, created_at, expires_at, used_at FROM auth.api_keys
WHERE account = $1 AND revoked_at IS NULL AND expires_at > now() ORDER BY created_at, id
"""
_REVOKE = """
UPDATE auth.api_keys SET revoked_at = now() WHERE id = $2 AND account = $1 AND revoked_at IS NULL RETURNING id
"""
_FIND = f"""
SELECT {COLUMNS}, k.secret_hash, k.title AS key_title,
    k.used_at IS NULL OR k.used_at < now() - interval '1 minute' AS unseen
FROM auth.api_keys k JOIN auth.accounts a ON a.name = k.account AND a.active
WHERE k.id = $1 AND k.revoked_at IS NULL AND k.expires_at > now()
"""
_USED = "UPDATE auth.api_keys SET used_at = now() WHERE id = $1"


class Keys:
    """Makes, finds and revokes keys."""

    def __init__(self, working: Working) -> None:
        self._working = working

    async def make(self, name: str, title: str, days: int) -> dict[str, Any] | None:
        """A new key of an account, with the whole of it in `key` this once; None when the account has too many."""
        whole, public, secret = key()
        async with self._working.service() as connection:
            row = await connection.fetchrow(_MAKE, public, name, title, digest(secret), days)
        if row is None:
            return None
        return {"id": public, "title": title, "key": whole, "created": row["created_at"], "expires": row["expires_at"]}

    async def of(self, name: str) -> list[dict[str, Any]]:
        """The living keys of an account, without their secrets."""
        async with self._working.service() as connection:
            rows = await connection.fetch(_LIST, name)
        return [
            {
                "id": row["id"],
                "title": row["title"],
                "created": row["created_at"],
                "expires": row["expires_at"],
                "used": row["used_at"],
            }
            for row in rows
        ]

    async def revoke(self, name: str, public: str) -> bool:
        """Take a key of an account back; False when it has none of that id."""
        async with self._working.service() as connection:
            return await connection.fetchval(_REVOKE, name, public) is not None

    async def find(self, whole: str) -> tuple[Account, str] | None:
        """The account a key speaks for and the key's title; None when it is none of ours or good no more."""
        parts = key_parts(whole)
        if parts is None or not parts[0].isalnum():
            return None
        async with self._working.service() as connection:
            row = await connection.fetchrow(_FIND, parts[0])
            if row is None or not same(row["secret_hash"], digest(parts[1])):
                return None
            if row["unseen"]:
                await connection.execute(_USED, parts[0])
        return account(row), row["key_title"]


def moment(at: datetime | None) -> str | None:
    """An instant as RFC 3339 in UTC."""
    return None if at is None else at.isoformat(timespec="seconds").replace("+00:00", "Z")
