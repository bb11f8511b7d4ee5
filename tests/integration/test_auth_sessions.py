"""Sessions of browsers: how one begins, what it proves, what ends it, and what other pages cannot do with it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from http.cookies import SimpleCookie

import httpx
import psycopg
import pytest

from api.auth.secrets import csrf, digest
from api.auth.sessions import COOKIE
from api.cli.user import set_active, set_role
from tests.conftest import Databases, serving
from tests.integration.people import PASSWORD, account, logged_in, visiting, wards

STAFF_ONLY = "/ogc/collections/incidents/items?limit=1"
"""Read in a transaction of whoever asks: some see only part of it."""


@pytest.fixture(scope="module")
def url(databases: Databases, city_template: str) -> Iterator[str]:
    with databases.lent(city_template) as copied:
        ward = wards(copied)[0]
        for number in range(8):
            account(copied, f"officer{number}", "ward_officer", ward=ward)
        account(copied, "lan", "administrator")
        yield copied


@pytest.fixture(scope="module")
def base(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(url, tmp_path_factory.mktemp("sessions") / "server.log") as served:
        yield served


def cookie_of(answer: httpx.Response) -> SimpleCookie:
    found = SimpleCookie()
    found.load(answer.headers["set-cookie"])
    return found


def within(seconds: float, holds) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.1)
    return holds()


def test_nobody_has_logged_in(base):
    with visiting(base) as client:
        me = client.get("/auth/me")
    assert me.json() | {"layers": {}} == {
        "name": None,
        "title": None,
        "role": "public",
        "role_title": {"vi": "Công chúng", "en": "Public"},
        "ward": None,
        "csrf": None,
        "layers": {},
    }
    assert me.json()["layers"]["street_lamps"] == ["read"]
    assert me.headers["cache-control"] == "no-store"


def test_log_in_tells_who_one_is_and_what_one_may(base, url):
    with visiting(base) as client:
        answer = client.post("/auth/login", json={"name": " Officer0 ", "password": PASSWORD})
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        kept = cookie_of(answer)[COOKIE]
        assert kept["httponly"]
        assert kept["samesite"] == "Lax"
        assert kept["path"] == "/"
        assert not kept["secure"]
        me = client.get("/auth/me").json()
    assert me == answer.json()
    assert (me["name"], me["role"], me["ward"]) == ("officer0", "ward_officer", wards(url)[0])
    assert me["role_title"]["en"] == "Ward officer"
    assert "read" in me["layers"]["incidents"]


def test_the_database_keeps_no_token(base, url):
    with logged_in(base, "officer0") as client, psycopg.connect(url) as connection:
        token = client.cookies[COOKIE]
        row = connection.execute(
            "SELECT s::text FROM auth.sessions s WHERE token_hash = %s", [digest(token)]
        ).fetchone()
        assert row is not None
        assert token not in row[0]


def test_a_session_given_by_another_is_not_taken(base):
    planted = secrets.token_urlsafe(32)
    with visiting(base) as client:
        client.cookies.set(COOKIE, planted)
        answer = client.post("/auth/login", json={"name": "officer0", "password": PASSWORD})
        assert answer.status_code == 200
        assert cookie_of(answer)[COOKIE].value != planted
    with visiting(base) as attacker:
        attacker.cookies.set(COOKIE, planted)
        assert attacker.get("/auth/me").json()["name"] is None


def test_logging_in_again_makes_another_session(base):
    with logged_in(base, "officer1") as one, logged_in(base, "officer1") as other:
        assert one.cookies[COOKIE] != other.cookies[COOKIE]
        assert one.post("/auth/logout").status_code == 200
        assert other.get("/auth/me").json()["name"] == "officer1"


@pytest.mark.parametrize(
    "forged", ["x", "A" * 43, secrets.token_urlsafe(32), "é" * 5, "'; DROP TABLE auth.sessions; --"]
)
def test_a_forged_cookie_is_nobodys(base, forged):
    sent = [(b"Cookie", f"{COOKIE}={forged}".encode())]
    with visiting(base) as client:
        answer = client.get(STAFF_ONLY, headers=sent)
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"] == "The session has ended: log in again."
        assert cookie_of(answer)[COOKIE]["max-age"] == "0"
        assert client.get("/auth/me", headers=sent).json()["role"] == "public"
        assert client.get("/health", headers=sent).status_code == 200


def test_two_cookies_of_one_name_are_nobodys(base):
    with logged_in(base, "officer1") as client, visiting(base) as thrown:
        both = f"{COOKIE}={client.cookies[COOKIE]}; {COOKIE}=other"
        assert thrown.get("/auth/me", headers={"Cookie": both}).json()["name"] is None


def test_log_out_ends_the_session_where_it_counts(base):
    with logged_in(base, "officer2") as client:
        token = client.cookies[COOKIE]
        answer = client.post("/auth/logout")
        assert answer.json()["name"] is None
        assert cookie_of(answer)[COOKIE]["max-age"] == "0"
        with visiting(base) as thief:
            thief.cookies.set(COOKIE, token)
            assert thief.get(STAFF_ONLY).status_code == 401


def test_log_out_everywhere(base):
    with logged_in(base, "officer2") as one, logged_in(base, "officer2") as other:
        assert one.post("/auth/logout", json={"everywhere": True}).status_code == 200
        assert other.get(STAFF_ONLY).status_code == 401


def test_log_out_without_a_session_is_well(base):
    with visiting(base) as client:
        assert client.post("/auth/logout").status_code == 200


@pytest.mark.parametrize("column", ["expires_at = now() - interval '1 s'", "seen_at = now() - interval '13 hours'"])
def test_a_session_ends_by_age_and_by_idleness(base, url, column):
    with logged_in(base, "officer3") as client:
        assert client.get(STAFF_ONLY).status_code == 200
        with psycopg.connect(url) as connection:
            connection.execute(f"UPDATE auth.sessions SET {column} WHERE account = 'officer3'".encode())
        assert within(30, lambda: client.get(STAFF_ONLY).status_code == 401)


def test_a_disabled_account_does_nothing_more(base, url):
    with logged_in(base, "officer4") as client:
        assert client.get(STAFF_ONLY).status_code == 200
        set_active(url, "officer4", active=False)
        assert client.get(STAFF_ONLY).status_code == 401
        assert client.get("/auth/me").json()["name"] is None
        refused = client.post("/auth/login", json={"name": "officer4", "password": PASSWORD})
        assert refused.status_code == 401
        assert refused.json()["detail"] == "Name and password, key or token are not valid."
        set_active(url, "officer4", active=True)
        assert client.get(STAFF_ONLY).status_code in (200, 401)
    with logged_in(base, "officer4") as client:
        assert client.get(STAFF_ONLY).status_code == 200


def test_another_role_ends_what_was_open(base, url):
    with logged_in(base, "officer5") as client:
        assert client.get(STAFF_ONLY).status_code == 200
        set_role(url, "officer5", "citizen", None)
        assert client.get(STAFF_ONLY).status_code == 401
    with logged_in(base, "officer5") as client:
        assert client.get("/auth/me").json()["role"] == "citizen"


def test_a_new_password_ends_all_other_sessions(base):
    new = "mật khẩu mới hoàn toàn"
    with logged_in(base, "officer6") as here, logged_in(base, "officer6") as elsewhere:
        before = here.cookies[COOKIE]
        answer = here.post("/auth/password", json={"old": PASSWORD, "new": new})
        assert answer.status_code == 200
        assert here.cookies[COOKIE] != before
        assert here.get("/auth/me").json()["name"] == "officer6"
        assert answer.json()["csrf"] == here.get("/auth/me").json()["csrf"]
        assert elsewhere.get(STAFF_ONLY).status_code == 401
        with visiting(base) as client:
            assert client.post("/auth/login", json={"name": "officer6", "password": PASSWORD}).status_code == 401
            assert client.post("/auth/login", json={"name": "officer6", "password": new}).status_code == 200


@pytest.mark.parametrize(
    ("new", "reason"),
    [("short", "at least 10"), ("officer7 1", "made of the name"), ("ababababab", "different"), ("x" * 600, "at most")],
)
def test_a_poor_password_is_refused(base, new, reason):
    with logged_in(base, "officer7") as client:
        answer = client.post("/auth/password", json={"old": PASSWORD, "new": new})
        assert answer.status_code == 400
        assert reason in answer.json()["detail"]
        vi = client.post("/auth/password", json={"old": PASSWORD, "new": new}, headers={"Accept-Language": "vi"})
        assert vi.json()["detail"].startswith("Mật khẩu mới không được chấp nhận")
        assert client.get("/auth/me").json()["name"] == "officer7"


def test_the_old_password_is_needed_for_a_new_one(base):
    with logged_in(base, "officer7") as client:
        answer = client.post("/auth/password", json={"old": "nothing of the sort", "new": "một mật khẩu khác hẳn"})
        assert answer.status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"X-CSRF-Token": ""},
        {"X-CSRF-Token": "0" * 64},
        {"X-CSRF-Token": csrf("another session")},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_pages_of_others_cannot_use_a_session(base, headers):
    with logged_in(base, "lan") as client:
        answer = client.post("/auth/keys", json={"title": "theirs"}, headers=headers)
        assert answer.status_code == 403
        assert "did not come from a page of this server" in answer.json()["detail"]
        assert client.get("/auth/keys").json()["keys"] == []


def test_the_map_of_this_server_may_use_its_session(base):
    with logged_in(base, "lan") as client:
        own = {"Origin": base, "Sec-Fetch-Site": "same-origin"}
        made = client.post("/auth/keys", json={"title": "mine"}, headers=own)
        assert made.status_code == 201
        assert client.delete(f"/auth/keys/{made.json()['id']}", headers=own).status_code == 204


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_nobody_is_logged_in_by_another_page(base, headers):
    with visiting(base) as client:
        answer = client.post("/auth/login", json={"name": "lan", "password": PASSWORD}, headers=headers)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b'{"name":"lan","password":"x"}', "text/plain", 415),
        (b"name=lan&password=x", "application/x-www-form-urlencoded", 415),
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"name":"lan"}', "application/json", 400),
        (b'{"name":"lan","password":"x","role":"administrator"}', "application/json", 400),
        (b'{"name":{"$ne":""},"password":"x"}', "application/json", 400),
        (b'{"name":"lan","password":"' + b"x" * 20_000 + b'"}', "application/json", 413),
        (b'{"name":"lan\\u0000","password":"x"}', "application/json", 401),
        (b'{"name":"\\ud800","password":"x"}', "application/json", 400),
    ],
)
def test_what_is_no_log_in_is_refused_with_words(base, content, kind, status):
    with visiting(base) as client:
        answer = client.post("/auth/login", content=content, headers={"Content-Type": kind})
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"


def test_answers_to_somebody_are_for_no_shared_cache(base):
    with logged_in(base, "lan") as client:
        for path in (STAFF_ONLY, "/ogc/collections/street_lamps/items?limit=1", "/ogc/collections", "/catalogue"):
            answer = client.get(path)
            assert answer.status_code == 200, path
            caching = answer.headers["cache-control"]
            assert "private" in caching or "no-store" in caching, path
            assert "cookie" in answer.headers["vary"].lower(), path


def test_pages_cannot_be_framed_or_run_what_is_not_ours(base):
    with visiting(base, Accept="text/html") as client:
        for path in ("/", "/ogc", "/ogc/collections/nothing"):
            headers = client.get(path).headers
            parts = [part.strip().partition(" ") for part in headers["content-security-policy"].split(";")]
            policy = {name: allowed for name, _, allowed in parts}
            assert policy["default-src"] == "'none'"
            assert policy["script-src"] == "'self'"
            assert policy["frame-ancestors"] == "'none'"
            assert policy["form-action"] == "'self'"
            assert headers["x-content-type-options"] == "nosniff"
            assert "strict-transport-security" not in headers
    with visiting(base) as client:
        assert client.get("/auth/me").headers["x-content-type-options"] == "nosniff"


def test_over_https_everything_stays_there(url, tmp_path):
    public = "https://map.dongha.example"
    with serving(url, tmp_path / "server.log", API_URL=public) as base, visiting(base) as client:
        answer = client.post("/auth/login", json={"name": "lan", "password": PASSWORD}, headers={"Origin": public})
        assert cookie_of(answer)[COOKIE]["secure"]
        page = client.get("/ogc", headers={"Accept": "text/html"})
        assert page.headers["strict-transport-security"].startswith("max-age=")
        plain = client.post("/auth/login", json={}, headers={"Origin": "http://map.dongha.example"})
        assert plain.status_code == 403
