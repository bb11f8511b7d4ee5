"""Guessing passwords, and the ways in for programs: HTTP Basic as QGIS sends it, and API keys."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import psycopg
import pytest

from api.auth.accounts import ATTEMPTS
from api.cli.user import set_active, set_role
from tests.conftest import Databases, serving
from tests.integration.people import PASSWORD, account, logged_in, visiting

ITEMS = "/ogc/collections/incidents/items?limit=1"


@pytest.fixture(scope="module")
def url(databases: Databases, city_template: str) -> Iterator[str]:
    with databases.lent(city_template) as copied:
        for known in ("guessed", "qgis", "wrong", "many", "renewed", "keys", "machine", "citizen_k"):
            account(copied, known, "citizen" if known == "citizen_k" else "police")
        yield copied


@pytest.fixture(scope="module")
def base(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(url, tmp_path_factory.mktemp("passwords") / "server.log") as served:
        yield served


@pytest.fixture(scope="module")
def strict(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same house behind a proxy on this machine, with the limits that are set here."""
    log = tmp_path_factory.mktemp("strict") / "server.log"
    limits = {"LOGIN_RATE": "5/minute", "PUBLIC_WRITE_RATE": "4/minute", "TRUSTED_PROXIES": "127.0.0.1"}
    with serving(url, log, **limits) as served:
        yield served


def login(client: httpx.Client, name: str, password: str, **headers: str) -> httpx.Response:
    return client.post("/auth/login", json={"name": name, "password": password}, headers=headers)


def basic(base: str, name: str, password: str) -> httpx.Client:
    return httpx.Client(base_url=base, timeout=60, auth=(name, password), headers={"Accept-Language": "en"})


@pytest.mark.parametrize("name", ["guessed", "nobody.of.this.name", "KHÔNG TÊN \u202e"])
def test_guessing_locks_a_name_whether_or_not_somebody_has_it(base, url, name):
    with visiting(base) as client:
        refused = [login(client, name, f"guess number {number}") for number in range(ATTEMPTS)]
        assert {answer.status_code for answer in refused} == {401}
        assert {answer.json()["detail"] for answer in refused} == {"Name and password, key or token are not valid."}
        locked = login(client, name, PASSWORD)
        assert locked.status_code == 429
        assert 600 < int(locked.headers["retry-after"]) <= 900
        assert "Too many attempts" in locked.json()["detail"]
        assert "Quá nhiều lần thử" in login(client, name, PASSWORD, **{"Accept-Language": "vi"}).json()["detail"]
        with psycopg.connect(url) as connection:
            connection.execute("UPDATE auth.failures SET locked_until = now() - interval '1 s'")
        assert login(client, name, PASSWORD).status_code == (200 if name == "guessed" else 401)


def test_guesses_at_the_same_moment_are_counted_before_they_are_judged(base, url):
    name = "crowd"
    with ThreadPoolExecutor(16) as threads, visiting(base) as client:
        answers = list(threads.map(lambda n: login(client, name, f"guess {n}").status_code, range(2 * ATTEMPTS)))
    assert answers.count(401) == ATTEMPTS
    assert answers.count(429) == ATTEMPTS


def test_a_right_password_forgives_the_wrong_ones_before(base):
    with visiting(base) as client:
        for _ in range(2):
            for number in range(ATTEMPTS - 1):
                assert login(client, "wrong", f"guess {number}").status_code == 401
            assert login(client, "wrong", PASSWORD).status_code == 200


def test_an_address_may_try_only_so_often(strict):
    with visiting(strict, **{"X-Forwarded-For": "198.51.100.7"}) as client:
        tried = [login(client, f"somebody{number}", "a guess of mine") for number in range(6)]
        assert [answer.status_code for answer in tried] == [401] * 4 + [429] * 2  # the writes of the public: 4 a minute
        assert 0 < int(tried[-1].headers["retry-after"]) <= 61
    with visiting(strict, **{"X-Forwarded-For": "198.51.100.8"}) as client:
        assert login(client, "nobody", "a guess of mine").status_code == 401
    with visiting(strict, **{"X-Forwarded-For": "203.0.113.1, 198.51.100.7"}) as forger:
        assert login(forger, "nobody", "a guess of mine").status_code == 429


def test_passwords_in_basic_count_by_address_too(strict):
    with visiting(strict, **{"X-Forwarded-For": "198.51.100.20"}) as client:
        tried = [client.get(ITEMS, auth=(f"somebody{number}", "a guess")).status_code for number in range(7)]
    assert tried == [401] * 5 + [429] * 2


def test_the_public_may_write_only_so_often(strict):
    with visiting(strict, **{"X-Forwarded-For": "198.51.100.30"}) as client:
        tried = [client.post("/ogc/collections/incidents/items", json={}).status_code for _ in range(6)]
        assert 429 not in tried[:4]
        assert tried[4:] == [429, 429]
        assert client.get(ITEMS).status_code != 429


def test_a_citizen_may_write_only_so_often_wherever_from(strict):
    with basic(strict, "citizen_k", PASSWORD) as client:
        tried = [
            client.post(
                "/ogc/collections/incidents/items", json={}, headers={"X-Forwarded-For": f"192.0.2.{number}"}
            ).status_code
            for number in range(6)
        ]
    assert 429 not in tried[:4]
    assert tried[4:] == [429, 429]


def test_qgis_logs_in_with_basic(base):
    with basic(base, "qgis", PASSWORD) as client:
        assert client.get(ITEMS).status_code == 200
        me = client.get("/auth/me").json()
        assert (me["name"], me["role"], me["csrf"]) == ("qgis", "police", None)
        assert "set-cookie" not in client.get(ITEMS).headers


def test_many_requests_of_qgis_at_once_are_one_attempt(base, url):
    with ThreadPoolExecutor(24) as threads, basic(base, "many", PASSWORD) as client:
        assert set(threads.map(lambda _: client.get(ITEMS).status_code, range(48))) == {200}
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT count(*) FROM auth.failures WHERE name_hash = sha256(convert_to('many', 'UTF8'))"
        ).fetchone()
    assert row == (0,)


def test_a_wrong_password_kept_in_qgis_does_not_lock_its_owner_out(base):
    with basic(base, "wrong", "an old password") as client:
        for _ in range(3 * ATTEMPTS):
            answer = client.get(ITEMS)
            assert answer.status_code == 401
            assert answer.headers["www-authenticate"].startswith("Basic ")
    with visiting(base) as client:
        assert login(client, "wrong", PASSWORD).status_code == 200


@pytest.mark.parametrize(
    "sent",
    ["Basic", "Basic !!!", "Basic cWdpcw==", "Basic OnB3", "Digest x", "Bearer", "Bearer x.y.z", "Bearer dhk_x",
     "Bearer dhk_abcdefghjkmn_" + "A" * 43, "Basic " + "QQ==" * 9000, "Negotiate abc"],
)  # fmt: skip
def test_what_proves_nothing_is_refused_and_never_anonymous(base, sent):
    with visiting(base) as client:
        for path in ("/ogc/collections/street_lamps/items?limit=1", "/health", "/auth/me", "/"):
            answer = client.get(path, headers={"Authorization": sent})
            assert answer.status_code == 401, path
            assert answer.headers["content-type"].startswith(("application/problem+json", "text/html"))


def test_the_dialogue_of_the_browser_does_not_open_over_the_map(base):
    with visiting(base, **{"Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "same-origin"}) as client:
        answer = login(client, "qgis", "not the password of qgis")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer ")


def test_an_authorization_goes_before_a_cookie(base):
    with logged_in(base, "qgis") as client:
        assert client.get("/auth/me", auth=("qgis", "wrong here")).status_code == 401
        assert client.get("/auth/me", auth=("many", PASSWORD)).json()["name"] == "many"


def test_a_verified_password_lasts_no_longer_than_what_it_was_for(base, url):
    with basic(base, "renewed", PASSWORD) as client:
        assert client.get(ITEMS).status_code == 200
        set_role(url, "renewed", "culture", None)
        assert client.get(ITEMS).status_code in (200, 401)  # what was under way may have to ask again, once
        assert client.get("/auth/me").json()["role"] == "culture"
        set_active(url, "renewed", active=False)
        assert client.get(ITEMS).status_code == 401
        assert client.get(ITEMS).status_code == 401
        set_active(url, "renewed", active=True)


def test_a_key_speaks_for_its_account_until_it_is_taken_back(base, url):
    with logged_in(base, "machine") as person:
        made = person.post("/auth/keys", json={"title": "Máy đo mưa", "days": 30})
        assert made.status_code == 201
        key = made.json()["key"]
        assert [k["id"] for k in person.get("/auth/keys").json()["keys"]] == [made.json()["id"]]
        assert key not in person.get("/auth/keys").text
        with psycopg.connect(url) as connection:
            row = connection.execute("SELECT k::text FROM auth.api_keys k WHERE account = 'machine'").fetchone()
        assert row is not None
        assert key.rpartition("_")[2] not in row[0]
        with visiting(base, Authorization=f"Bearer {key}") as machine:
            assert machine.get("/auth/me").json()["name"] == "machine"
            assert machine.get(ITEMS).status_code == 200
            assert machine.get("/auth/keys").status_code == 403
            assert machine.post("/auth/keys", json={"title": "more"}).status_code == 403
            assert machine.post("/auth/password", json={"old": PASSWORD, "new": "x" * 20}).status_code == 403
            with basic(base, "key", key) as qgis:
                assert qgis.get("/auth/me").json()["name"] == "machine"
            used = person.get("/auth/keys").json()["keys"][0]["used"]
            assert used is not None
            assert person.delete(f"/auth/keys/{made.json()['id']}").status_code == 204
            assert machine.get("/auth/me").status_code == 401
            assert person.delete(f"/auth/keys/{made.json()['id']}").status_code == 404


def test_a_key_of_another_is_not_there(base):
    with logged_in(base, "keys") as mine, logged_in(base, "qgis") as other:
        made = mine.post("/auth/keys", json={"title": "mine"}).json()
        assert other.delete(f"/auth/keys/{made['id']}").status_code == 404
        assert other.get("/auth/keys").json()["keys"] == []


def test_a_key_ends_on_its_day(base, url):
    with logged_in(base, "keys") as person:
        key = person.post("/auth/keys", json={"title": "short", "days": 1}).json()
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE auth.api_keys SET expires_at = now() WHERE id = %s", [key["id"]])
    with visiting(base, Authorization=f"Bearer {key['key']}") as machine:
        assert machine.get("/auth/me").status_code == 401


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"title": "x", "days": 0}, {"title": "x", "days": 99999}, {"title": "a\nb"}]
)
def test_a_key_that_cannot_be_is_refused(base, wrong):
    with logged_in(base, "keys") as person:
        assert person.post("/auth/keys", json=wrong).status_code == 400
