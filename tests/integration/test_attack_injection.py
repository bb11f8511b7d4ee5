"""Attacks that want their text to become SQL, a path, a header or markup: everything that is sent stays a value."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import psycopg
import pytest

from layers.core.access import ADMINISTRATOR, PUBLIC
from tests.contract.asked_as import ok, ran
from tests.contract.logins import Logins

ITEMS = "/ogc/collections/incidents/items"
TREES = "/ogc/collections/trees/items"
BOMBS = (
    "' OR '1'='1", "'; DROP TABLE layers.incidents; --", "1); DELETE FROM layers.trees; --", "$1", "%s %(x)s {0} {x}",
    "\\'; SELECT pg_sleep(20); --", '" FROM layers.cameras; --', "1 UNION SELECT secret FROM webhook_subscriptions",
    "E'\\x27'", "$$ || pg_sleep(20) || $$", "/* */", "ʼ; DROP TABLE x", "\u2028", "%27%20OR%201=1", "../../etc/passwd",
    "\r\nSet-Cookie: dongha_session=mine", "${jndi:ldap://x}", "{{7*7}}", "<script>alert(1)</script>", "a" * 3_000,
)  # fmt: skip
PARAMETERS = (
    "bbox", "bbox-crs", "crs", "datetime", "filter", "filter-crs", "filter-lang", "limit", "page", "properties", "q",
    "sortby",
    "skipGeometry", "as-of", "f", "lang", "status", "fid", "id", "code", "geom", "ward_code",
)  # fmt: skip
HEADERS = (
    "Accept", "Accept-Language", "Accept-Encoding", "If-None-Match", "If-Match", "If-Modified-Since", "Range", "Origin",
    "Referer",
    "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-CSRF-Token", "Sec-Fetch-Site", "User-Agent",
)  # fmt: skip


@pytest.fixture(scope="module")
def public(besieged: Logins) -> Any:
    with besieged.http(PUBLIC) as client:
        yield client


@pytest.fixture(scope="module")
def whole(owner: psycopg.Connection[Any]) -> Any:
    """The tables are as they were when all is over."""
    count = "SELECT (SELECT count(*) FROM layers.incidents), (SELECT count(*) FROM layers.cameras)"
    before = ran(owner, count)
    yield
    assert ran(owner, count) == before


def sound(answer: httpx.Response, *more: int) -> None:
    assert answer.status_code in (200, 204, 304, 400, 401, 403, 404, 405, 410, *more), (answer.url, answer.text[:300])
    assert "Max-Age=0" in answer.headers.get("set-cookie", "Max-Age=0"), "no cookie, or the end of a dead one"
    for word in ("syntax error", "SQLSTATE", "asyncpg", "Traceback", "psycopg", "whsec_"):
        assert word not in answer.text, answer.url


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: repr(bomb)[:24])
def test_parameters(public: httpx.Client, bomb: str) -> None:
    for name in PARAMETERS:
        answer = public.get(f"{ITEMS}?{urlencode({name: bomb})}")
        sound(answer)
        if answer.status_code == 200 and name in ("q", "code", "id", "status", "ward_code"):
            assert answer.json()["numberMatched"] == 0, name
    sound(public.get(f"{ITEMS}?{quote(bomb)}=1"))
    for address, names in (
        ("/search", ("q", "limit", "lang")), ("/live", ("layers", "bbox", "lang")), ("/catalogue", ("lang",)),
        ("/state", ("layers", "bbox", "at", "lang")), ("/state?from=2026-01-01&to=2026-01-02", ("step",)),
        ("/ogc/collections/trees/changes", ("since", "limit", "wait", "crs")),
        ("/ogc/tiles/WebMercatorQuad", ("collections",)),
        ("/ogc/tiles/WebMercatorQuad/12/1855/3266", ("collections", "as-of", "observed")), ("/auth/oidc/start", ("next",)),
        ("/auth/oidc/callback", ("state", "code", "iss")),
    ):  # fmt: skip
        for name in names:
            sound(public.get(f"{address}{'&' if '?' in address else '?'}{urlencode({name: bomb})}"))


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: repr(bomb)[:24])
def test_places_in_addresses(public: httpx.Client, bomb: str) -> None:
    text = quote(bomb, safe="")[:2_000]
    for address in (
        "/ogc/collections/{}", "/ogc/collections/{}/items", "/ogc/collections/trees/items/{}",
        "/ogc/collections/trees/items/{}/history", f"{TREES}/00000000-0000-4000-8000-000000000000/history/{{}}",
        "/ogc/collections/trees/tiles/{}", "/ogc/collections/trees/tiles/WebMercatorQuad/{}/1/1",
        "/ogc/tiles/WebMercatorQuad/1/{}/1", "/ogc/tileMatrixSets/{}", "/ogc/styles/{}", "/ogc/static/{}",
        "/assets/{}", "/{}",
    ):  # fmt: skip
        sound(public.get(address.format(text)))
        assert public.get(address.format(text)).status_code in (400, 404), address


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize("bomb", [b for b in BOMBS if "\r" not in b], ids=lambda bomb: repr(bomb)[:24])
def test_headers(besieged: Logins, public: httpx.Client, bomb: str) -> None:
    value = bomb.encode("utf-8")
    for name in HEADERS:
        sound(public.get(f"{TREES}?limit=1", headers={name.encode(): value}), 412)
    sound(public.get("/ogc/collections", headers={b"Cookie": b"dongha_session=" + value.replace(b";", b"")}), 401)
    for scheme in (b"Basic ", b"Bearer ", b""):
        answer = public.get("/auth/me", headers={b"Authorization": scheme + value})
        assert answer.status_code == 401, answer.text
    with besieged.http(ADMINISTRATOR) as client:
        address = f"{TREES}/{uuid.uuid4()}"
        for name in ("If-Match", "If-None-Match", "Content-Crs", "Prefer", "Content-Type", "Accept-Language"):
            headers = {b"Content-Type": b"application/merge-patch+json", name.encode(): value}
            answer = client.patch(address, content=b'{"properties":{}}', headers=headers)
            sound(answer, 412, 415, 422)


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: repr(bomb)[:24])
def test_names_and_values_of_edits(besieged: Logins, owner: psycopg.Connection[Any], bomb: str) -> None:
    """As the name of a property it is refused, as its value it comes back as it was sent."""
    ((identifier,),) = ran(owner, "SELECT id FROM layers.wifi_points ORDER BY fid LIMIT 1")
    one = f"/ogc/collections/wifi_points/items/{identifier}"
    headers = {"Content-Type": "application/merge-patch+json"}
    with besieged.http(ADMINISTRATOR) as client:
        for wrong in (
            {"properties": {bomb: "x"}},
            {"geometry": {"type": bomb, "coordinates": [107.1, 16.8]}},
            {"id": bomb},
        ):
            answer = client.patch(one, json=wrong, headers=headers)
            assert answer.status_code in (400, 422), answer.text
        answer = client.patch(one, json={"properties": {"location": bomb}}, headers=headers)
        if answer.status_code == 204:
            assert ok(client.get(one)).json()["properties"]["location"] == bomb
            assert ran(owner, "SELECT location FROM layers.wifi_points WHERE id = %s", identifier) == [(bomb,)]
            found = ok(client.get("/ogc/collections/wifi_points/items", params={"location": bomb})).json()
            assert [feature["id"] for feature in found["features"]] == [str(identifier)]
        else:
            assert answer.status_code == 422, answer.text


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: repr(bomb)[:24])
def test_names_and_passwords(public: httpx.Client, bomb: str) -> None:
    for sent in ({"name": bomb, "password": "x"}, {"name": "an", "password": bomb}, {bomb: "an", "password": "x"}):
        answer = public.post("/auth/login", json=sent)
        assert answer.status_code in (400, 401, 429), answer.text
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("cursor", ["x", "a.1.2", "0.1.2.3", "9" * 400, "-1.-1.-1", "\u0661.2.3", "' OR 1=1 --"])
def test_cursors_and_positions(public: httpx.Client, cursor: str) -> None:
    answer = public.get("/ogc/collections/trees/changes", params={"since": cursor})
    assert answer.status_code in (400, 410), answer.text
    with public.stream("GET", "/live", headers={b"Last-Event-ID": cursor.encode()}) as stream:
        assert stream.status_code == 200
        assert "event: reload" in stream.iter_lines()


def test_links_begin_where_the_house_says(besieged: Logins, public: httpx.Client) -> None:
    """A Host that is none is not repeated; what a proxy that nobody trusts says is not believed."""
    for host in (
        "evil.example/x",
        "evil.example#",
        'evil.example"',
        "evil example",
        "@evil.example",
        "evil.example:99999999",
    ):
        assert "evil.example" not in public.get("/ogc/collections", headers={"Host": host}).text
    for name in ("X-Forwarded-Host", "X-Original-URL", "X-Rewrite-URL", "Forwarded"):
        assert "evil.example" not in public.get("/ogc/collections", headers={name: "evil.example"}).text
