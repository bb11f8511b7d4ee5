"""Which account somebody has whom the OpenID provider knows, and which role the provider's claims give."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from api.auth.accounts import COLUMNS, Account, account
from api.auth.settings import OidcSettings
from layers.core.errors import WrongCredentials
from layers.core.roles import CITIZEN, WARD_OFFICER, Role

if TYPE_CHECKING:
    from api.working import Connection, Working

_LINKED = f"""
SELECT {COLUMNS} FROM auth.identities i JOIN auth.accounts a ON a.name = i.account
WHERE i.issuer = $1 AND i.subject = $2
"""
_MAKE = """
INSERT INTO auth.accounts (name, title, role, ward_code) VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO NOTHING
"""
_LINK = "INSERT INTO auth.identities (issuer, subject, account) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
_ROLE = "UPDATE auth.accounts SET role = $2, ward_code = $3 WHERE name = $1"


async def account_of(working: Working, settings: OidcSettings, claims: Mapping[str, Any], *, whole: bool) -> Account:
    """The account of the person of these claims, made as a citizen's when there is none.

    With a claim for roles the provider decides on the role at every log-in; `whole` says that these are all its claims, so
    that one which is not there takes the role away. WrongCredentials when the account is disabled.
    """
    subject = str(claims["sub"])
    given = granted(settings, claims, whole=whole)
    async with working.service() as connection, connection.transaction():
        row = await connection.fetchrow(_LINKED, settings.issuer, subject)
        if row is None:
            await _made(connection, settings, claims, given or (CITIZEN, None))
        elif given is not None and given != (Role(row["role"]), row["ward_code"]):
            await connection.execute(_ROLE, row["name"], given[0].value, given[1])
        row = await connection.fetchrow(_LINKED, settings.issuer, subject)
    if row is None or not row["active"]:
        raise WrongCredentials
    return account(row)


def granted(settings: OidcSettings, claims: Mapping[str, Any], *, whole: bool) -> tuple[Role, str | None] | None:
    """Role and ward that the claims give; None when they say nothing about it. The first of the settings' roles counts."""
    if settings.role_claim is None:
        return None
    value = _claim(claims, settings.role_claim)
    if value is None and not whole:
        return None
    words = {value} if isinstance(value, str) else {word for word in value if isinstance(word, str)} if value else set()
    for word, role in settings.roles.items():
        if word not in words:
            continue
        if role is not WARD_OFFICER:
            return role, None
        ward = _claim(claims, settings.ward_claim) if settings.ward_claim else None
        if isinstance(ward, str) and ward:
            return role, ward
    return CITIZEN, None


def _claim(claims: Mapping[str, Any], path: str) -> str | list[Any] | None:
    """The claim of that name, or below it where the name has dots: `realm_access.roles`."""
    if path in claims:
        found: Any = claims[path]
    else:
        found = claims
        for step in path.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
    return found if isinstance(found, (str, list)) else None


async def _made(
    connection: Connection, settings: OidcSettings, claims: Mapping[str, Any], given: tuple[Role, str | None]
) -> None:
    """An account whose name follows from its issuer and subject: what people call themselves there may be another's here."""
    subject = str(claims["sub"])
    name = f"oidc-{hashlib.sha256(f'{settings.issuer}\n{subject}'.encode()).hexdigest()[:16]}"
    called = next((claims[c] for c in ("name", "preferred_username") if isinstance(claims.get(c), str)), subject)
    title = "".join(letter for letter in called if letter.isprintable()).strip()[:200] or name
    await connection.execute(_MAKE, name, title, given[0].value, given[1])
    await connection.execute(_LINK, settings.issuer, subject, name)
