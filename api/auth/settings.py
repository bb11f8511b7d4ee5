"""What the surroundings decide about logging in: read once from environment variables (README lists them)."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from limits import parse

from api.auth.peer import Networks
from layers.core.roles import PUBLIC, Role
from layers.core.settings import MissingSetting


@dataclass(frozen=True, kw_only=True)
class OidcSettings:
    """An OpenID provider and what we are called there.

    `audience` is what access tokens for this API must be made for (None: none is taken); `role_claim` names the claim whose
    values are looked up in `roles` (a value without an entry is no role).
    """

    issuer: str
    client_id: str
    client_secret: str | None
    title: str
    scope: str
    audience: str | None
    role_claim: str | None
    roles: dict[str, Role]
    ward_claim: str | None


@dataclass(frozen=True, kw_only=True)
class AuthSettings:
    """How often somebody may try, whose word about addresses is believed, and the OpenID provider, if there is one."""

    log_in_rate: str
    public_write_rate: str
    trusted_proxies: Networks
    oidc: OidcSettings | None

    @classmethod
    def from_env(cls) -> AuthSettings:
        """Read the environment; MissingSetting when a value cannot be used."""
        return cls(
            log_in_rate=_rate("LOGIN_RATE", "30/minute"),
            public_write_rate=_rate("PUBLIC_WRITE_RATE", "60/minute"),
            trusted_proxies=_networks("TRUSTED_PROXIES"),
            oidc=_oidc(),
        )


def _oidc() -> OidcSettings | None:
    issuer = os.environ.get("OIDC_ISSUER", "").strip()
    if not issuer:
        return None
    client = os.environ.get("OIDC_CLIENT_ID", "").strip()
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "::1", "localhost"):
        raise MissingSetting(f"OIDC_ISSUER={issuer!r}: cần / expected an address with https")
    if not client:
        raise MissingSetting("OIDC_CLIENT_ID chưa đặt / is not set, yet OIDC_ISSUER is")
    return OidcSettings(
        issuer=issuer,
        client_id=client,
        client_secret=os.environ.get("OIDC_CLIENT_SECRET") or None,
        title=os.environ.get("OIDC_TITLE") or "OpenID",
        scope=os.environ.get("OIDC_SCOPE") or "openid profile",
        audience=os.environ.get("OIDC_AUDIENCE") or None,
        role_claim=os.environ.get("OIDC_ROLE_CLAIM") or None,
        roles=_roles("OIDC_ROLES"),
        ward_claim=os.environ.get("OIDC_WARD_CLAIM") or None,
    )


def _roles(name: str) -> dict[str, Role]:
    """`their-word=our_role,...`; without the setting, the values of the claim are our own names."""
    value = os.environ.get(name, "")
    ours = {role.value: role for role in Role if role is not PUBLIC}
    if not value:
        return ours
    found: dict[str, Role] = {}
    for pair in value.split(","):
        theirs, parted, our = (piece.strip() for piece in pair.rpartition("="))
        if not parted or our not in ours:
            raise MissingSetting(f"{name}={value!r}: cần / expected: their-word=role,…; roles: {', '.join(ours)}")
        found[theirs] = ours[our]
    return found


def _rate(name: str, default: str) -> str:
    value = os.environ.get(name) or default
    try:
        parse(value)
    except ValueError as error:
        raise MissingSetting(f"{name}={value!r}: cần dạng / expected the form 20/minute") from error
    return value


def _networks(name: str) -> Networks:
    value = os.environ.get(name, "")
    try:
        return tuple(ipaddress.ip_network(part.strip(), strict=False) for part in value.split(",") if part.strip())
    except ValueError as error:
        raise MissingSetting(f"{name}={value!r}: cần / expected addresses or networks, with commas") from error
