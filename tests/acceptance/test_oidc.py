"""Logging in at an OpenID provider, end to end: a real certified one, and one that lies."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import psycopg
import pytest
from joserfc.jwk import RSAKey

from api.cli.console import Trouble
from api.cli.user import NewAccount, add, link, set_active
from tests.acceptance.oidc_provider import (
    AUDIENCE,
    CLIENT,
    OTHER_AUDIENCE,
    certified,
    private_key,
    signed,
    signed_with_public_key,
    through,
)
from tests.conftest import Databases, free_port, serving

pytestmark = pytest.mark.acceptance

PEOPLE = {
    "sub-lan": {"name": "Nguyễn Thị Lan", "preferred_username": "admin", "roles": ["gis", "police-officers"]},
    "sub-minh": {"name": "Minh", "roles": ["ward-office"], "ward": "19345"},
    "sub-citizen": {"name": "Dân"},
    "sub-linked": {"name": "Linked", "roles": ["police-officers"]},
    "sub-gone": {"name": "Gone", "roles": ["police-officers"]},
}
ROLES = {
    "OIDC_ROLE_CLAIM": "roles",
    "OIDC_ROLES": "police-officers=police,ward-office=ward_officer",
    "OIDC_WARD_CLAIM": "ward",
    "OIDC_AUDIENCE": AUDIENCE,
    "OIDC_TITLE": "Cổng của thành phố",
}


@dataclass
class Town:
    """A server of ours, its provider, and the provider's key."""

    url: str
    base: str
    issuer: str
    port: int
    key: RSAKey
    folder: Path


@pytest.fixture(scope="module")
def url(databases: Databases, city_template: str) -> Iterator[str]:
    with databases.lent(city_template) as url:
        yield url


@pytest.fixture(scope="module")
def town(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("oidc")
    port, key = free_port(), private_key("one")
    issuer = f"http://127.0.0.1:{port}"
    with (
        serving(url, folder / "server.log", OIDC_ISSUER=issuer, **CLIENT, **ROLES) as base,
        certified(port, base, [key], PEOPLE, folder / "provider.log"),
    ):
        yield Town(url, base, issuer, port, key, folder)


def visitor(base: str) -> httpx.Client:
    return httpx.Client(timeout=30, headers={"Accept-Language": "en"}, base_url=base)


def come(town: Town, client: httpx.Client, person: str, back: str = "/") -> httpx.Response:
    return through(client, client.get("/auth/oidc/start", params={"next": back}), town.base, person)


def claims(town: Town, **changed: Any) -> dict[str, Any]:
    now = int(time.time())
    given = {"iss": town.issuer, "sub": "sub-citizen", "aud": AUDIENCE, "iat": now, "exp": now + 300, **changed}
    return {name: value for name, value in given.items() if value is not None}


def me(base: str, token: str) -> httpx.Response:
    with visitor(base) as client:
        return client.get("/auth/me", headers={"Authorization": f"Bearer {token}"})


def access_token(town: Town, resource: str | None, client: str = "dongha", secret: str | None = None) -> str:
    answer = httpx.post(
        f"{town.issuer}/token",
        data={"grant_type": "client_credentials"} | ({"resource": resource} if resource else {}),
        auth=(client, secret or "a%20secret%2Fof%2Bthe%3Aclient"),
    )
    assert answer.status_code == 200, answer.text
    return answer.json()["access_token"]


def test_the_provider_is_offered(town):
    with visitor(town.base) as client:
        listed = client.get("/auth/providers").json()["providers"]
    assert listed == [
        {"id": "oidc", "title": {"vi": "Cổng của thành phố", "en": "Cổng của thành phố"}, "start": "/auth/oidc/start"}
    ]


def test_the_way_to_the_provider_is_bound_to_the_browser(town):
    with visitor(town.base) as client:
        answer = client.get("/auth/oidc/start")
    assert answer.status_code == 303
    asked = parse_qs(urlsplit(answer.headers["location"]).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [f"{town.base}/auth/oidc/callback"]
    assert len(asked["state"][0]) >= 43
    assert asked["state"] != asked["nonce"]
    kept = answer.headers["set-cookie"]
    assert f"dongha_login={asked['state'][0]}" in kept
    assert "HttpOnly" in kept
    assert "SameSite=Lax" in kept


def test_log_in_by_the_provider(town):
    with visitor(town.base) as client:
        back = come(town, client, "sub-lan", "/?layers=incidents#14/16.8/107.1")
        assert back.headers["location"] == f"{town.base}/?layers=incidents#14/16.8/107.1"
        me = client.get("/auth/me").json()
        assert me["name"].startswith("oidc-")
        assert (me["title"], me["role"]) == ("Nguyễn Thị Lan", "police")
        assert client.get("/ogc/collections/incidents/items?limit=1").status_code == 200
        assert client.post("/auth/logout", headers={"X-CSRF-Token": me["csrf"]}).status_code == 200
        assert client.get("/auth/me").json()["name"] is None
    with visitor(town.base) as again:
        come(town, again, "sub-lan")
        assert again.get("/auth/me").json()["name"] == me["name"]


def test_a_ward_officer_by_claims(town):
    with visitor(town.base) as client:
        come(town, client, "sub-minh")
        me = client.get("/auth/me").json()
        assert (me["role"], me["ward"]) == ("ward_officer", "19345")


def test_who_has_no_role_at_the_provider_is_a_citizen(town):
    with visitor(town.base) as client:
        come(town, client, "sub-citizen")
        assert client.get("/auth/me").json()["role"] == "citizen"


def test_a_role_the_provider_no_longer_gives_is_gone(town, url):
    with visitor(town.base) as client:
        come(town, client, "sub-citizen")
        name = client.get("/auth/me").json()["name"]
        with psycopg.connect(url) as connection:
            connection.execute("UPDATE auth.accounts SET role = 'administrator' WHERE name = %s", [name])
    with visitor(town.base) as client:
        come(town, client, "sub-citizen")
        assert client.get("/auth/me").json()["role"] == "citizen"


def test_names_at_the_provider_are_not_names_here(town, url):
    add(url, NewAccount(name="sub-lan", role="administrator"))
    with visitor(town.base) as client:
        come(town, client, "sub-lan")  # calls itself `admin` there
        assert client.get("/auth/me").json()["role"] == "police"


def test_an_account_that_is_here_already_is_linked(town, url):
    add(url, NewAccount(name="linked", role="culture"))
    link(url, "linked", town.issuer, "sub-linked")
    link(url, "linked", town.issuer, "sub-linked")
    add(url, NewAccount(name="another", role="culture"))
    with pytest.raises(Trouble, match="belongs to the account linked"):
        link(url, "another", town.issuer, "sub-linked")
    assert me(town.base, signed(town.key, claims(town, sub="sub-linked"))).json()["name"] == "linked"
    with visitor(town.base) as client:
        come(town, client, "sub-linked")
        shown = client.get("/auth/me").json()
        assert (shown["name"], shown["role"]) == ("linked", "police")  # where the provider says a role, it decides


def test_a_disabled_account_stays_out(town, url):
    with visitor(town.base) as client:
        come(town, client, "sub-gone")
        name = client.get("/auth/me").json()["name"]
    set_active(url, name, active=False)
    with visitor(town.base) as client:
        refused = come(town, client, "sub-gone")
        assert refused.status_code == 401
        assert client.get("/auth/me").json()["name"] is None


def test_a_refusal_at_the_provider_leads_back(town):
    with visitor(town.base) as client:
        begun = client.get("/auth/oidc/start", params={"next": "/?a=b#map"})
        state = parse_qs(urlsplit(begun.headers["location"]).query)["state"][0]
        back = client.get("/auth/oidc/callback", params={"error": "access_denied", "state": state, "iss": town.issuer})
        assert back.headers["location"] == f"{town.base}/?a=b&auth=failed#map"
        assert client.get("/auth/me").json()["name"] is None


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\r\nSet-Cookie: a=b",
        "/auth/logout",
    ],
)
def test_nobody_is_sent_elsewhere(town, elsewhere):
    with visitor(town.base) as client:
        assert come(town, client, "sub-lan", elsewhere).headers["location"] == f"{town.base}/"


def test_a_log_in_begun_by_another_is_not_finished_here(town):
    with visitor(town.base) as attacker, visitor(town.base) as victim:
        begun = attacker.get("/auth/oidc/start")
        state = parse_qs(urlsplit(begun.headers["location"]).query)["state"][0]
        for sent in ({"state": state, "code": "x"}, {"state": "x", "code": "x"}, {"code": "x"}, {}):
            answer = victim.get("/auth/oidc/callback", params=sent)
            assert answer.status_code == 400
            assert "not begun in this browser" in answer.json()["detail"]
        vi = victim.get("/auth/oidc/callback", headers={"Accept-Language": "vi", "Accept": "text/html"})
        assert vi.status_code == 400
        assert "bắt đầu lại từ bản đồ" in vi.text
        assert "dongha_session" not in victim.cookies


def test_a_way_back_is_gone_once(town):
    with visitor(town.base) as client:
        begun = client.get("/auth/oidc/start")
        state = parse_qs(urlsplit(begun.headers["location"]).query)["state"][0]
        kept = {"Cookie": f"dongha_login={state}"}
        sent = {"error": "access_denied", "state": state, "iss": town.issuer}
        assert client.get("/auth/oidc/callback", params=sent, headers=kept).status_code == 303
        assert client.get("/auth/oidc/callback", params=sent, headers=kept).status_code == 400


def test_an_answer_in_the_name_of_another_provider_is_refused(town):
    for issuer in ("https://evil.example", None):
        with visitor(town.base) as client:
            begun = client.get("/auth/oidc/start")
            state = parse_qs(urlsplit(begun.headers["location"]).query)["state"][0]
            sent = {"state": state, "code": "x"} | ({"iss": issuer} if issuer else {})
            assert client.get("/auth/oidc/callback", params=sent).status_code == 401


def test_a_made_up_code_is_refused_by_the_provider(town):
    with visitor(town.base) as client:
        begun = client.get("/auth/oidc/start")
        state = parse_qs(urlsplit(begun.headers["location"]).query)["state"][0]
        answer = client.get("/auth/oidc/callback", params={"state": state, "code": "made-up", "iss": town.issuer})
        assert answer.status_code == 502
        assert "dongha_session" not in client.cookies


def test_a_machine_with_a_token_of_the_provider(town):
    token = access_token(town, AUDIENCE)
    answer = me(town.base, token)
    assert answer.status_code == 200, answer.text
    assert answer.json()["role"] == "citizen"
    assert me(town.base, token).json()["name"] == answer.json()["name"]


def test_a_token_for_another_api_is_refused(town):
    assert me(town.base, access_token(town, OTHER_AUDIENCE)).status_code == 401
    assert me(town.base, access_token(town, None)).status_code == 401  # an opaque one


def test_a_token_as_the_provider_makes_it_is_taken(town):
    assert me(town.base, signed(town.key, claims(town))).status_code == 200
    skewed = claims(town, iat=int(time.time()) + 30, exp=int(time.time()) - 30)
    assert me(town.base, signed(town.key, skewed)).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"exp": 1},
        {"exp": None},
        {"exp": "tomorrow"},
        {"aud": "dongha"},
        {"aud": ["https://elsewhere.example"]},
        {"aud": None},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"sub": None},
        {"sub": 7},
        {"nbf": 9_999_999_999},
        {"iat": 9_999_999_999},
        {"nonce": "an id token has one"},
        {"at_hash": "an id token has one"},
    ],
)
def test_a_token_that_does_not_say_what_it_must_is_refused(town, wrong):
    answer = me(town.base, signed(town.key, claims(town, **wrong)))
    assert answer.status_code == 401
    assert answer.json()["detail"] == "Name and password, key or token are not valid."


def test_forged_tokens_are_refused(town):
    other = private_key("one")
    real = signed(town.key, claims(town))
    head, body, signature = real.split(".")
    none = "eyJhbGciOiJub25lIn0"
    forged = [
        signed(other, claims(town, sub="sub-lan")),
        signed(private_key("unknown"), claims(town)),
        signed_with_public_key(town.key, claims(town)),
        f"{none}.{body}.",
        f"{none}.{body}.{signature}",
        f"{head}.{body}.",
        f"{head}.{body[:-4]}AAAA.{signature}",
        f"{head}.{body}",
        real + "x",
        "a.b.c",
        "....",
    ]
    assert [me(town.base, token).status_code for token in forged] == [401] * len(forged)


def test_keys_rotate(town, tmp_path):
    """The provider comes back with another key: what it signs now is taken, without a restart here."""
    port, old, new = free_port(), private_key("old"), private_key("new")
    issuer = f"http://127.0.0.1:{port}"
    other = Town(town.url, "", issuer, port, old, tmp_path)
    with serving(town.url, tmp_path / "server.log", OIDC_ISSUER=issuer, **CLIENT, **ROLES) as base:
        with certified(port, base, [old], PEOPLE, tmp_path / "old.log"):
            assert me(base, signed(old, claims(other))).status_code == 200
        with certified(port, base, [new], PEOPLE, tmp_path / "new.log"):
            deadline = time.monotonic() + 30
            while (answer := me(base, signed(new, claims(other)))).status_code != 200 and time.monotonic() < deadline:
                time.sleep(0.5)
            assert answer.status_code == 200
            assert me(base, signed(old, claims(other, jti="again"))).status_code == 401


def test_a_provider_that_is_away_is_said_so(town, tmp_path):
    issuer = f"http://127.0.0.1:{free_port()}"
    with (
        serving(town.url, tmp_path / "server.log", OIDC_ISSUER=issuer, **CLIENT, **ROLES) as base,
        visitor(base) as client,
    ):
        answer = client.get("/auth/oidc/start")
        assert answer.status_code == 502
        assert "log in with a local account" in answer.json()["detail"]
        assert me(base, signed(town.key, claims(town))).status_code == 502
        assert client.get("/ogc/collections/street_lamps/items?limit=1").status_code == 200
