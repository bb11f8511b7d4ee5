"""Attacks on sessions where it hurts: at the edits, from the pages of others, and after rights were taken back."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import httpx
import psycopg
import pytest

from api.auth.oidc_routes import page
from layers.core.access import ADMINISTRATOR, POLICE
from tests.contract.asked_as import ran
from tests.contract.logins import PASSWORD, Logins

TREES = "/ogc/collections/trees/items"


@pytest.fixture
def tree(owner: psycopg.Connection[Any]) -> str:
    return f"{TREES}/{ran(owner, 'SELECT id FROM layers.trees ORDER BY fid LIMIT 1')[0][0]}"


@pytest.fixture
def browser(besieged: Logins) -> Iterator[httpx.Client]:
    """The administrator's browser with a session, and without the token that only the map knows."""
    with besieged.http(ADMINISTRATOR) as client:
        client.auth = httpx.Auth()
        answer = client.post("/auth/login", json={"name": besieged.name(ADMINISTRATOR), "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        client.headers["X-Csrf-Kept"] = answer.json()["csrf"]
        yield client


@pytest.mark.parametrize(
    "headers",
    [
        {}, {"X-CSRF-Token": "0" * 64}, {"Origin": "https://evil.example"}, {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"}, {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"}, {"Content-Type": "multipart/form-data; boundary=x"},
    ],
    ids=str,
)  # fmt: skip
def test_a_page_of_others_edits_nothing_with_a_session(
    browser: httpx.Client, owner: psycopg.Connection[Any], tree: str, headers: dict[str, str]
) -> None:
    """Whatever a form or script of another site can send: nothing is written, deleted or restored."""
    state = "SELECT count(*), max(updated_at) FROM layers.trees"
    before = ran(owner, state)
    if "Origin" in headers or "Sec-Fetch-Site" in headers:
        headers = headers | {"X-CSRF-Token": browser.headers["X-Csrf-Kept"]}
    content = json.dumps({"type": "Feature", "properties": {"species": "x"}}).encode()
    for method, address in (
        ("POST", TREES), ("PUT", tree), ("PATCH", tree), ("DELETE", tree), ("POST", f"{tree}/history/1/restore"),
        ("POST", "/auth/keys"), ("POST", "/auth/password"), ("POST", "/auth/logout"),
    ):  # fmt: skip
        sent = {"Content-Type": "application/geo+json", "Connection": "close", **headers}
        answer = browser.request(method, address, content=content, headers=sent)
        assert answer.status_code == 403, (method, address, answer.status_code, answer.text)
    for wrong in ("X-HTTP-Method-Override", "X-Method-Override"):
        answer = browser.get(tree, headers={wrong: "DELETE"})
        assert answer.status_code == 200
    assert ran(owner, state) == before


def test_a_preflight_gives_another_site_no_credentials(browser: httpx.Client, tree: str) -> None:
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "DELETE"}
    for answer in (browser.options(tree, headers=asked), browser.get(tree, headers=asked)):
        assert answer.headers.get("access-control-allow-origin") in (None, "*")
        assert "access-control-allow-credentials" not in answer.headers
    wanted = asked | {"Access-Control-Request-Headers": "x-csrf-token"}
    assert (
        "x-csrf-token"
        not in browser.options(tree, headers=wanted).headers.get("access-control-allow-headers", "").lower()
    )


def test_what_was_taken_back_works_at_no_door_any_more(
    besieged: Logins, owner: psycopg.Connection[Any], tree: str
) -> None:
    """A disabled account: its session, password and key, at reads of its own and at edits; and enabled again: the old session
    stays dead.
    """
    name = besieged.name(POLICE)
    cameras = "/ogc/collections/cameras/items?limit=1"
    with besieged.http(POLICE) as basic, besieged.http(POLICE) as session, besieged.http(POLICE) as machine:
        session.auth = machine.auth = httpx.Auth()
        csrf = session.post("/auth/login", json={"name": name, "password": PASSWORD}).json()["csrf"]
        key = session.post("/auth/keys", json={"title": "máy"}, headers={"X-CSRF-Token": csrf}).json()["key"]
        machine.headers["Authorization"] = f"Bearer {key}"
        assert [client.get(cameras).status_code for client in (basic, session, machine)] == [200] * 3
        owner.execute("UPDATE auth.accounts SET active = false WHERE name = %s", [name])
        try:
            for client in (basic, session, machine):
                assert client.get(cameras).status_code == 401
                assert client.get("/ogc/tiles/WebMercatorQuad/12/1855/3266?collections=cameras").status_code == 401
                assert client.delete(tree, headers={"X-CSRF-Token": csrf}).status_code == 401
                with client.stream("GET", "/live?layers=cameras") as stream:
                    assert stream.status_code == 401
        finally:
            owner.execute("UPDATE auth.accounts SET active = true WHERE name = %s", [name])
        session.cookies.set("dongha_session", session.cookies.get("dongha_session") or "gone")
        assert session.get(cameras).status_code == 401
        assert basic.get(cameras).status_code == 200


def _token(header: dict[str, Any], claims: dict[str, Any], signature: str = "") -> str:
    parts = (base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (header, claims))
    return ".".join((*parts, signature))


@pytest.mark.parametrize(
    "token",
    [
        _token({"alg": "none"}, {"sub": "an", "role": "administrator"}), _token({"alg": "None"}, {"sub": "an"}),
        _token({"alg": "HS256", "kid": "../../dev/null"}, {"sub": "an"}, "AAAA"),
        _token({"alg": "RS256", "jku": "https://evil.example/jwks"}, {"sub": "an", "exp": 1}, "AAAA"),
        "a.b.c", "..", "dh_", "dh_aaaaaaaaaaaa_", "dh_aaaaaaaaaaaa_" + "A" * 43, "null", "undefined", "A" * 6_000,
    ],
    ids=lambda token: token[:24],
)  # fmt: skip
def test_made_up_tokens_open_nothing(besieged: Logins, token: str) -> None:
    with besieged.http(POLICE) as client:
        client.auth = httpx.Auth()
        answer = client.get("/ogc/collections/trees/items?limit=1", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 401, answer.text
        assert answer.json()["code"] == "NotLoggedIn"


@pytest.mark.parametrize(
    "pair",
    [
        b"a\0b:x",
        b"nobody.else.tries:\0",
        b"\xff:x",
        b"nobody",
        b":",
        b"nobody:",
        b":x",
        b"key:x",
        b"KEY:dh_x",
        b"nobody\r\nX: y:x",
        b"a" * 5_000 + b":x",
    ],
    ids=lambda pair: repr(pair)[:16],
)
def test_names_and_passwords_that_cannot_be_open_nothing(besieged: Logins, pair: bytes) -> None:
    with besieged.http(POLICE) as client:
        client.auth = httpx.Auth()
        sent = {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
        assert client.get("/ogc/collections/trees/items?limit=1", headers=sent).status_code == 401


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "/%0d%0aX: y\r\nX: y",
        "javascript:alert(1)",
        "/\tevil", " //evil.example", "/auth/logout", "/\u2028", "/<script>", '/"', "/x\\y", "https:evil.example", "", "evil",
    ],
)  # fmt: skip
def test_after_logging_in_one_is_at_a_page_of_ours(address: str) -> None:
    assert page(address) == "/"
