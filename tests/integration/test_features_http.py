"""Features as HTTP resources: one feature, HEAD, compression, languages, ETags, and a database in trouble."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import httpx
import pytest

from layers.core import crs
from layers.core.db import connect
from tests.conftest import Databases, serving
from tests.integration.asking import LAMPS, PARCELS, got


def test_one_feature(http: httpx.Client):
    listed = got(http, LAMPS, limit=1)["features"][0]
    url = f"{LAMPS}/{listed['id']}"
    response = http.get(url)
    single = response.json()
    assert {key: single[key] for key in listed} == listed
    links = {link["rel"]: link["href"] for link in single["links"]}
    assert urlsplit(links["self"]).path == urlsplit(url).path
    assert urlsplit(links["collection"]).path == "/ogc/collections/street_lamps"
    assert response.headers["content-crs"] == f"<{crs.CRS84.uri}>"
    assert http.get(url.upper().replace(LAMPS.upper(), LAMPS)).json()["id"] == listed["id"]
    for missing in ("nix", "00000000-0000-4000-8000-000000000000", "1"):
        answer = http.get(f"{LAMPS}/{missing}")
        assert answer.status_code == 404
        assert missing in answer.json()["detail"]
    assert http.get(f"{url}?limit=1").status_code == 400
    assert http.get("/ogc/collections/nix/items").status_code == 404


def test_many_features_at_once_are_each_their_own(server_url: str, http: httpx.Client):
    import asyncio

    wanted = [f["id"] for f in got(http, LAMPS, limit=60, properties="code")["features"]] + ["nix"]

    async def all_at_once() -> list[tuple[int, str]]:
        async with httpx.AsyncClient(base_url=server_url, timeout=60) as client:
            answers = await asyncio.gather(*(client.get(f"{LAMPS}/{identifier}") for identifier in wanted * 2))
        return [(a.status_code, a.json().get("id", "nix")) for a in answers]

    assert asyncio.run(all_at_once()) == [(404 if i == "nix" else 200, i) for i in wanted * 2]


@pytest.mark.parametrize("url", [f"{LAMPS}?limit=200", f"{LAMPS}?limit=1", "/ogc/collections/nix/items"])
def test_head_is_get_without_a_body(url: str, http: httpx.Client):
    plain = {"Accept-Encoding": "identity"}
    full, head = http.get(url, headers=plain), http.head(url, headers=plain)
    assert head.status_code == full.status_code
    assert head.content == b""
    assert {k: v for k, v in head.headers.items() if k != "date"} == {
        k: v for k, v in full.headers.items() if k != "date"
    }


def test_bodies_are_compressed_as_accepted(server_url: str):
    def fetch(accepted: str) -> tuple[str | None, bytes]:
        with httpx.stream("GET", f"{server_url}{LAMPS}?limit=300", headers={"Accept-Encoding": accepted}) as response:
            assert "Accept-Encoding" in response.headers["vary"]
            return response.headers.get("content-encoding"), b"".join(response.iter_raw())

    kind, plain = fetch("identity")
    assert kind is None
    wanted = json.loads(plain)["features"]
    kind, packed = fetch("gzip, deflate")
    assert kind == "gzip"
    assert json.loads(gzip.decompress(packed))["features"] == wanted
    kind, packed = fetch("gzip, br")
    assert kind == "br"
    assert json.loads(brotli.decompress(packed))["features"] == wanted
    assert len(packed) < len(plain) / 4
    assert fetch("br;q=0, gzip;q=0")[0] is None


def test_languages_of_answers(http: httpx.Client):
    assert http.get(LAMPS, params={"limit": 1}).headers["content-language"] == "en"
    assert http.get(LAMPS, params={"limit": 1, "lang": "vi"}).headers["content-language"] == "vi"
    assert http.get(LAMPS, params={"limit": 1}, headers={"Accept-Language": "de"}).headers["content-language"] == "vi"


def insert(url: str, code: str) -> None:
    with connect(url) as connection:
        connection.execute(
            "INSERT INTO street_lamps (code, source, pole_ref, lamp_type, rated_power_w, control_link, geom)"
            " VALUES (%s, 'synthetic', 'T1', 'led', 60, 'none', ST_SetSRID(ST_MakePoint(590000, 1860000), 9212))",
            [code],
        )


def test_etags_follow_the_layer(databases: Databases, empty_url: str, tmp_path: Path):
    with serving(empty_url, tmp_path / "log") as base, httpx.Client(base_url=base, timeout=60) as client:
        insert(empty_url, "A")
        first = client.get(LAMPS)
        etag = first.headers["etag"]
        assert client.get(LAMPS, headers={"If-None-Match": etag}).status_code == 304
        assert client.get(LAMPS, headers={"If-None-Match": f'"x", {etag}'}).status_code == 304
        assert client.get(LAMPS, headers={"If-None-Match": etag}, params={"limit": 5}).status_code == 200
        feature = first.json()["features"][0]["id"]
        one = client.get(f"{LAMPS}/{feature}").headers["etag"]
        assert client.get(f"{LAMPS}/{feature}", headers={"If-None-Match": one}).status_code == 304
        insert(empty_url, "B")
        changed = client.get(LAMPS, headers={"If-None-Match": etag})
        assert changed.status_code == 200
        assert changed.json()["numberMatched"] == 2
        with connect(empty_url) as connection:
            connection.execute("INSERT INTO street_lamps_state (fid, status) SELECT fid, 'on' FROM street_lamps")
        again = client.get(LAMPS, headers={"If-None-Match": changed.headers["etag"]})
        assert again.status_code == 200
        assert {f["properties"]["status"] for f in again.json()["features"]} == {"on"}
        assert client.get(f"{LAMPS}/{feature}", headers={"If-None-Match": one}).status_code == 200


def test_a_slow_question_ends_with_what_to_do(databases: Databases, own_city_url: str, tmp_path: Path):
    slow = "ACCENTI(CASEI(address)) LIKE '%x%' OR " * 300 + "ACCENTI(CASEI(address)) = 'y'"
    with (
        serving(own_city_url, tmp_path / "log", STATEMENT_TIMEOUT_MS="500") as base,
        httpx.Client(base_url=base, timeout=60) as client,
    ):
        answer = client.get(PARCELS, params={"filter": slow, "lang": "en"})
        assert answer.status_code == 503
        assert "smaller bbox" in answer.json()["detail"]
        assert client.get(LAMPS, params={"limit": 1}).status_code == 200


def test_a_database_that_restarts_costs_no_more_than_a_moment(databases: Databases, own_city_url: str, tmp_path: Path):
    with serving(own_city_url, tmp_path / "log") as base, httpx.Client(base_url=base, timeout=60) as client:
        assert client.get(LAMPS).status_code == 200
        name = urlsplit(own_city_url).path.strip("/")
        with connect(own_city_url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
                [name],
            )
        answers: list[httpx.Response] = []
        deadline = time.monotonic() + 60
        while len(answers) < 29 or answers[-1].status_code != 200:
            assert time.monotonic() < deadline, "the server has not noticed that the database is back"
            answers.append(client.get(LAMPS, params={"limit": 1 + len(answers)}))
        assert {a.status_code for a in answers} <= {200, 503}
        assert all(a.headers["retry-after"] for a in answers if a.status_code == 503)
