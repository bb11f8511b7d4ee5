"""Tokens of the OpenID provider: its documents, its keys as they rotate, and what makes a token valid."""

from __future__ import annotations

import asyncio
import time
from typing import Any, cast

import httpx
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry

from layers.core.errors import ProviderUnreachable, WrongCredentials

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""Signatures with a public key only: what a shared secret or nothing at all has signed proves nothing."""

LEEWAY_S = 60
"""How far the provider's clock may be off."""

_DOCUMENTS_S = 3_600.0
_REFETCH_S = 10.0
_WELL_KNOWN = "/.well-known/openid-configuration"


class Tokens:
    """Fetches the provider's documents when they are needed and verifies what it has signed."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.http = httpx.AsyncClient(timeout=10, headers={"Accept": "application/json"})
        self._metadata: dict[str, Any] = {}
        self._metadata_until = 0.0
        self._keys: KeySet | None = None
        self._keys_fetched = 0.0
        self._lock = asyncio.Lock()

    async def close(self) -> None:
        """End the connections to the provider."""
        await self.http.aclose()

    async def metadata(self) -> dict[str, Any]:
        """The provider's discovery document; ProviderUnreachable when it does not give one for this issuer."""
        if time.monotonic() >= self._metadata_until:
            found = await self.fetched(self.issuer.rstrip("/") + _WELL_KNOWN)
            needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            if found.get("issuer") != self.issuer or not all(isinstance(found.get(name), str) for name in needed):
                raise ProviderUnreachable
            self._metadata, self._metadata_until = found, time.monotonic() + _DOCUMENTS_S
        return self._metadata

    async def claims(self, token: str, **expected: dict[str, Any]) -> dict[str, Any]:
        """What a token says, when the provider has signed it, it is in force, and its claims are as `expected`.

        WrongCredentials otherwise; ProviderUnreachable when the provider's keys cannot be had.
        """
        try:
            try:
                read = jwt.decode(token, await self._key_set(), algorithms=ALGORITHMS)
            except InvalidKeyIdError:  # keys rotate
                read = jwt.decode(token, await self._key_set(anew=True), algorithms=ALGORITHMS)
            registry = JWTClaimsRegistry(
                leeway=LEEWAY_S,
                iss={"essential": True, "value": self.issuer},
                sub={"essential": True},
                exp={"essential": True},
                iat={"essential": True},
                **cast("Any", expected),
            )
            registry.validate(read.claims)
        except (JoseError, ValueError, TypeError) as error:
            raise WrongCredentials from error
        return {**read.claims, "typ": read.header.get("typ")}

    async def fetched(self, url: str, **request: Any) -> dict[str, Any]:
        """The JSON object at an address of the provider (`method`, `data`, `headers` and `auth` as of httpx)."""
        try:
            answer = await self.http.request(request.pop("method", "GET"), url, **request)
            answer.raise_for_status()
            found = answer.json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise ProviderUnreachable from error
        if not isinstance(found, dict):
            raise ProviderUnreachable
        return found

    async def _key_set(self, *, anew: bool = False) -> KeySet:
        """The provider's keys; with `anew` fetched again, but not more often than every few seconds."""
        async with self._lock:
            age = time.monotonic() - self._keys_fetched
            if self._keys is None or age > _DOCUMENTS_S or (anew and age > _REFETCH_S):
                document = await self.fetched((await self.metadata())["jwks_uri"])
                try:
                    signing = [key for key in document["keys"] if key.get("use", "sig") == "sig"]
                    self._keys = KeySet.import_key_set({"keys": signing})
                except (JoseError, KeyError, TypeError, ValueError, AttributeError) as error:
                    raise ProviderUnreachable from error
                self._keys_fetched = time.monotonic()
            return self._keys
