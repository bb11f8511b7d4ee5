"""Sessions of browsers: a random token in a cookie, its digest in the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.auth.accounts import COLUMNS, Account, account
from api.auth.secrets import digest, token

if TYPE_CHECKING:
    from api.working import Working

COOKIE = "dongha_session"
IDLE_HOURS = 12
LONGEST_DAYS = 7
"""A session ends when nothing has come for so long, and in any case after so many days."""

_ENDED = f"(s.expires_at <= now() OR s.seen_at <= now() - interval '{IDLE_HOURS} hours')"
_OPEN = f"""
INSERT INTO auth.sessions (token_hash, account, stamp, expires_at)
VALUES ($1, $2, $3, now() + interval '{LONGEST_DAYS} days')
"""
_TIDY = f"DELETE FROM auth.sessions s WHERE s.account = $1 AND {_ENDED}"
_FIND = f"""
SELECT {COLUMNS}, s.seen_at < now() - interval '1 minute' AS unseen
FROM auth.sessions s JOIN auth.accounts a ON a.name = s.account AND a.stamp = s.stamp AND a.active
WHERE s.token_hash = $1 AND NOT {_ENDED}
"""
_SEEN = "UPDATE auth.sessions SET seen_at = now() WHERE token_hash = $1"
_CLOSE = "DELETE FROM auth.sessions WHERE token_hash = $1"
_CLOSE_ALL = "UPDATE auth.accounts SET stamp = stamp + 1 WHERE name = $1"


@dataclass(frozen=True, kw_only=True)
class Session:
    """A session that lives, and whose it is."""

    token: str
    account: Account


class Sessions:
    """Opens, finds and ends sessions."""

    def __init__(self, working: Working) -> None:
        self._working = working

    async def open(self, known: Account) -> Session:
        """A new session; the token is a new one always, whatever the browser had before."""
        made = token()
        async with self._working.service() as connection:
            await connection.execute(_TIDY, known.name)
            await connection.execute(_OPEN, digest(made), known.name, known.stamp)
        return Session(token=made, account=known)

    async def find(self, given: str) -> Session | None:
        """The session of a cookie; None when there is none, it has ended, or the account has changed since."""
        counted = digest(given)
        async with self._working.service() as connection:
            row = await connection.fetchrow(_FIND, counted)
            if row is None:
                return None
            if row["unseen"]:
                await connection.execute(_SEEN, counted)
        return Session(token=given, account=account(row))

    async def close(self, given: str) -> None:
        """End one session."""
        async with self._working.service() as connection:
            await connection.execute(_CLOSE, digest(given))

    async def close_all(self, name: str) -> None:
        """End all sessions of an account, everywhere."""
        async with self._working.service() as connection:
            await connection.execute(_CLOSE_ALL, name)


def cookie(given: str, *, secure: bool) -> str:
    """The Set-Cookie header that keeps a session's token in the browser; the empty token takes it away."""
    age = LONGEST_DAYS * 86_400 if given else 0
    return f"{COOKIE}={given}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax" + ("; Secure" if secure else "")


def cookie_in(header: str) -> str | None:
    """The session's token in a Cookie header; None when there is none, or several that differ."""
    found = {
        value.strip().strip('"')
        for name, _, value in (part.partition("=") for part in header.split(";"))
        if name.strip() == COOKIE
    }
    return found.pop() if len(found) == 1 else None
