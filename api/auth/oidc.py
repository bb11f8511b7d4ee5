"""Logging in at the OpenID provider: authorization code with PKCE, state and nonce."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from api.auth.accounts import Account
from api.auth.identity import Identity
from api.auth.oidc_accounts import account_of
from api.auth.oidc_tokens import Tokens
from api.auth.secrets import digest, token
from api.auth.settings import OidcSettings
from api.working import Working
from layers.core.errors import InvalidRequest, ProviderUnreachable, WrongCredentials

WITHIN_MINUTES = 10
"""How long somebody may take at the provider."""

_BEGIN = f"""
INSERT INTO auth.logins_begun (state_hash, nonce, verifier, next, expires_at)
VALUES ($1, $2, $3, $4, now() + interval '{WITHIN_MINUTES} min')
"""
_TIDY = "DELETE FROM auth.logins_begun WHERE expires_at <= now()"
_TAKE = "DELETE FROM auth.logins_begun WHERE state_hash = $1 AND expires_at > now() RETURNING nonce, verifier, next"


class UnknownLogin(InvalidRequest):
    """The log-in was not begun in this browser, or too long ago; begin it again from the map."""

    vi = "Lần đăng nhập này không bắt đầu từ trình duyệt này, hoặc đã quá lâu; hãy bắt đầu lại từ bản đồ."


@dataclass(frozen=True, kw_only=True)
class Begun:
    """A log-in under way: where the browser goes, and the state it must come back with."""

    address: str
    state: str


@dataclass(frozen=True, kw_only=True)
class Returned:
    """What the provider sends back through the browser."""

    state: str
    code: str | None
    issuer: str | None


class Provider:
    """The OpenID provider of the settings."""

    def __init__(self, settings: OidcSettings, working: Working) -> None:
        self.title = settings.title
        self._settings, self._working = settings, working
        self._tokens = Tokens(settings.issuer)

    async def close(self) -> None:
        """End the connections to the provider."""
        await self._tokens.close()

    async def begin(self, redirect: str, back: str) -> Begun:
        """Begin a log-in that ends at `redirect`, our own address, and then shows `back`."""
        metadata = await self._tokens.metadata()
        state, nonce, verifier = token(), token(), token()
        async with self._working.service() as connection:
            await connection.execute(_TIDY)
            await connection.execute(_BEGIN, digest(state), nonce, verifier, back)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        question = urlencode(
            {
                "response_type": "code",
                "client_id": self._settings.client_id,
                "redirect_uri": redirect,
                "scope": self._settings.scope,
                "state": state,
                "nonce": nonce,
                "code_challenge": challenge,
                "code_challenge_method": "S256",
            }
        )
        endpoint = metadata["authorization_endpoint"]
        return Begun(address=f"{endpoint}{'&' if '?' in endpoint else '?'}{question}", state=state)

    async def finish(self, returned: Returned, redirect: str) -> tuple[Account | None, str]:
        """The account of who has come back, None when the provider let nobody in; and what to show now.

        UnknownLogin when we did not begin it, WrongCredentials when the provider's token proves nothing.
        """
        async with self._working.service() as connection:
            row = await connection.fetchrow(_TAKE, digest(returned.state))
        if row is None:
            raise UnknownLogin
        metadata = await self._tokens.metadata()
        promised = metadata.get("authorization_response_iss_parameter_supported") is True
        if (returned.issuer is not None or promised) and returned.issuer != self._settings.issuer:
            raise WrongCredentials
        if returned.code is None:
            return None, row["next"]
        answer = await self._exchanged(returned.code, row["verifier"], redirect)
        claims = await self._tokens.claims(
            str(answer.get("id_token", "")),
            aud={"essential": True, "value": self._settings.client_id},
            nonce={"essential": True, "value": row["nonce"]},
        )
        audience = claims["aud"]
        if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != self._settings.client_id:
            raise WrongCredentials
        claims |= await self._told(claims["sub"], answer.get("access_token"))
        return await account_of(self._working, self._settings, claims, whole=True), row["next"]

    async def identity(self, given: str) -> Identity:
        """Whose access token for this API it is; WrongCredentials when it is none, or made for something else."""
        if self._settings.audience is None:
            raise WrongCredentials
        claims = await self._tokens.claims(given, aud={"essential": True, "value": self._settings.audience})
        if "nonce" in claims or "at_hash" in claims:  # tells who has logged in somewhere, and is no key to here
            raise WrongCredentials
        found = await account_of(self._working, self._settings, claims, whole=False)
        return found.identity("oidc")

    async def _exchanged(self, code: str, verifier: str, redirect: str) -> dict[str, object]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect,
            "code_verifier": verifier,
        }
        client, secret = self._settings.client_id, self._settings.client_secret
        metadata = await self._tokens.metadata()
        ways = metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        headers: dict[str, str] = {}
        if secret is None:
            form["client_id"] = client
        elif "client_secret_basic" in ways:
            pair = f"{quote(client, safe='')}:{quote(secret, safe='')}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        else:
            form |= {"client_id": client, "client_secret": secret}
        return await self._tokens.fetched(metadata["token_endpoint"], method="POST", data=form, headers=headers)

    async def _told(self, subject: str, access: object) -> dict[str, object]:
        """What the provider tells about the person besides the token, when it is asked with the access token."""
        endpoint = (await self._tokens.metadata()).get("userinfo_endpoint")
        if not isinstance(endpoint, str) or not isinstance(access, str):
            return {}
        try:
            told = await self._tokens.fetched(endpoint, headers={"Authorization": f"Bearer {access}"})
        except ProviderUnreachable:
            if self._settings.role_claim:
                raise
            return {}
        if told.get("sub") != subject:
            raise WrongCredentials
        return told
