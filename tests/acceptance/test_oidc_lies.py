"""An OpenID provider that lies: what it sends is believed only as far as it is signed and says what it must."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey

from tests.acceptance.oidc_provider import CLIENT, lying, private_key, signed, signed_with_public_key
from tests.conftest import Databases, free_port, serving

pytestmark = pytest.mark.acceptance


def visitor(base: str) -> httpx.Client:
    return httpx.Client(timeout=30, headers={"Accept-Language": "en"}, base_url=base)


def id_claims(issuer: str, expected: str, **changed: Any) -> dict[str, Any]:
    now = int(time.time())
    given = {"iss": issuer, "sub": "liar", "aud": "dongha", "iat": now, "exp": now + 300, "nonce": expected, **changed}
    return {name: value for name, value in given.items() if value is not None}


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({}, 303),
        ({"nonce": "another"}, 401),
        ({"nonce": None}, 401),
        ({"aud": "another"}, 401),
        ({"aud": ["dongha", "another"]}, 401),
        ({"aud": ["dongha", "another"], "azp": "dongha"}, 303),
        ({"iss": "https://evil.example"}, 401),
        ({"exp": 1}, 401),
        ({"sub": "somebody else than the provider tells"}, 401),
    ],
)
def test_what_a_provider_sends_is_checked(liar, wrong, status):
    base, issuer, key, answers = liar
    with visitor(base) as client:
        begun = client.get("/auth/oidc/start")
        asked = parse_qs(urlsplit(begun.headers["location"]).query)
        token = signed(key, id_claims(issuer, asked["nonce"][0], **wrong))
        answers["/token"] = {"id_token": token, "access_token": "opaque", "token_type": "Bearer"}
        back = client.get("/auth/oidc/callback", params={"state": asked["state"][0], "code": "c"})
        assert back.status_code == status, back.text
        assert ("dongha_session" in client.cookies) == (status == 303)


def test_an_unsigned_identity_is_refused(liar):
    base, issuer, key, answers = liar
    with visitor(base) as client:
        for forge in (signed_with_public_key, lambda k, c: f"eyJhbGciOiJub25lIn0.{signed(k, c).split('.')[1]}."):
            asked = parse_qs(urlsplit(client.get("/auth/oidc/start").headers["location"]).query)
            answers["/token"] = {"id_token": forge(key, id_claims(issuer, asked["nonce"][0])), "access_token": "o"}
            back = client.get("/auth/oidc/callback", params={"state": asked["state"][0], "code": "c"})
            assert back.status_code == 401
        assert "dongha_session" not in client.cookies


@pytest.mark.parametrize("token", [{}, {"id_token": 7}, {"id_token": ""}, [], "text"])
def test_a_provider_that_sends_nonsense_causes_no_fault(liar, token):
    base, _, _, answers = liar
    with visitor(base) as client:
        asked = parse_qs(urlsplit(client.get("/auth/oidc/start").headers["location"]).query)
        answers["/token"] = token
        back = client.get("/auth/oidc/callback", params={"state": asked["state"][0], "code": "c"})
        assert back.status_code in (401, 502)


@pytest.fixture(scope="module")
def liar(
    databases: Databases, empty_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str, RSAKey, dict[str, Any]]]:
    """A server of ours whose provider says whatever a test wants; its key is real."""
    port, key = free_port(), private_key("liar")
    issuer = f"http://127.0.0.1:{port}"
    answers: dict[str, Any] = {
        "/.well-known/openid-configuration": {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/jwks",
            "userinfo_endpoint": f"{issuer}/me",
        },
        "/jwks": {"keys": [key.as_dict(private=False)]},
        "/me": {"sub": "liar", "name": "Liar"},
    }
    log = tmp_path_factory.mktemp("liar") / "server.log"
    with (
        databases.lent(empty_template) as url,
        lying(port, answers),
        serving(url, log, OIDC_ISSUER=issuer, **CLIENT) as base,
    ):
        yield base, issuer, key, answers
