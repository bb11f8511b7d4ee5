"""The city as it stood: every way of asking answers for a moment of the past as it did then."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import mapbox_vector_tile
import pytest

from layers.core.db import connect
from tests.conftest import Databases, serving
from tests.integration.asking import LAMPS, PARCELS, detail, got, pages
from tests.integration.people import account, logged_in, visiting, wards

BOX = "107.08,16.80,107.12,16.83"
EDITS = (
    "UPDATE street_lamps SET street = 'Đường Mới', rated_power_w = 42 WHERE fid % 3 = 0",
    "UPDATE street_lamps SET geom = ST_Translate(geom, 40, 40) WHERE fid % 7 = 0",
    "DELETE FROM street_lamps WHERE fid % 11 = 0",
    """INSERT INTO street_lamps (code, pole_ref, street, lamp_type, rated_power_w, control_link, geom)
    SELECT 'N' || fid, 'N' || fid, street, lamp_type, rated_power_w, control_link, geom FROM street_lamps
    WHERE fid % 5 = 0""",
    "UPDATE land_parcels SET address = 'Số nhà mới', holder_ref = 'người khác' WHERE fid % 2 = 0",
    "UPDATE land_parcels SET use_code = 'NTD' WHERE fid % 13 = 0",
    "UPDATE roads SET geom = ST_Translate(geom, 100, 0) WHERE fid % 2 = 0",
)
KNOWN = "street,rated_power_w,lamp_type,version,updated_at,code"


@dataclass(frozen=True)
class Past:
    """A city that has been edited since the moment `at`, what was answered then, and its server."""

    url: str
    base: str
    at: str
    answers: dict[str, list[dict[str, Any]]]
    parcels: dict[str, list[dict[str, Any]]]
    tiles: dict[str, bytes]


LISTS = {
    "all": {"limit": 10_000},
    "pages": {"limit": 900},
    "sorted": {"limit": 500, "sortby": "-rated_power_w,street"},
    "box": {"bbox": BOX, "limit": 1000},
    "box in metres": {
        "bbox": "588000,1858000,592000,1861000",
        "bbox-crs": "http://www.opengis.net/def/crs/EPSG/0/9212",
        "crs": "http://www.opengis.net/def/crs/EPSG/0/9212",
        "limit": 1000,
    },
    "words": {"q": "le loi,duong moi", "limit": 1000},
    "property": {"lamp_type": "hps", "limit": 2000},
    "filter": {"filter": "rated_power_w < 100 AND street LIKE 'N%'", "limit": 1000},
    "geometry filter": {"filter": f"S_INTERSECTS(geom,BBOX({BOX})) AND version = 1", "limit": 1000},
    "one ward": {"ward_code": "19354", "limit": 700},
}
TILES = (
    "/ogc/collections/roads/tiles/WebMercatorQuad/14/7415/13066",
    "/ogc/collections/land_parcels/tiles/WebMercatorQuad/15/14830/26132",
    "/ogc/collections/land_parcels/tiles/VN2000TM3_10615/10/115/288",
)


def _answer(http: httpx.Client, address: str, **asked: Any) -> list[dict[str, Any]]:
    """Every feature of every page, after counting them; links and times are not part of it."""
    found = list(pages(http, address, **asked))
    features = [feature for page in found for feature in page["features"]]
    assert {page["numberMatched"] for page in found} == {len(features)}
    return features


def _drawn(tile: bytes) -> list[tuple[Any, ...]]:
    """The features of a tile of one layer, in the order of their numbers."""
    (layer,) = mapbox_vector_tile.decode(tile).values()
    return sorted((f["id"], sorted(f["properties"].items()), str(f["geometry"])) for f in layer["features"])


@pytest.fixture(scope="module")
def past(databases: Databases, city_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Past]:
    with databases.lent(city_template) as url:
        ward = wards(url)[0]
        account(url, "lan", "land_environment")
        account(url, "hung", "ward_officer", ward=ward)
        log: Path = tmp_path_factory.mktemp("as_of") / "server.log"
        with serving(url, log) as base, visiting(base) as http:
            answers = {name: _answer(http, LAMPS, properties=KNOWN, **asked) for name, asked in LISTS.items()}
            with logged_in(base, "hung") as officer, logged_in(base, "lan") as office:
                parcels = {
                    name: _answer(client, PARCELS, limit=9000, bbox=BOX)
                    for name, client in (("hung", officer), ("lan", office), ("", http))
                }
            tiles = {address: http.get(address).content for address in TILES}
            with connect(url, autocommit=True) as database:
                at = database.execute(
                    "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                ).fetchone()
                for edit in EDITS:
                    database.execute(edit)
            assert at is not None
            yield Past(url, base, at[0], answers, parcels, tiles)


@pytest.fixture
def http(past: Past) -> Iterator[httpx.Client]:
    with visiting(past.base) as client:
        yield client


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_the_past_is_what_it_was(past: Past, http: httpx.Client, name: str) -> None:
    asked = {"properties": KNOWN, **LISTS[name]}
    then = _answer(http, LAMPS, **asked, **{"as-of": past.at})
    assert then == past.answers[name]
    assert len(then) > 10
    assert then != _answer(http, LAMPS, **asked)


@pytest.mark.parametrize("who", ["hung", "lan", ""])
def test_the_past_shows_each_the_rows_and_columns_of_the_present(past: Past, http: httpx.Client, who: str) -> None:
    asked: dict[str, Any] = {"limit": 9000, "bbox": BOX, "as-of": past.at}
    if not who:
        then = _answer(http, PARCELS, **asked)
    else:
        with logged_in(past.base, who) as client:
            then = _answer(client, PARCELS, **asked)
    assert then == past.parcels[who]
    assert ("holder_ref" in then[0]["properties"]) == (who in ("lan", "hung"))
    assert len({feature["properties"]["ward_code"] for feature in then}) == 1 if who == "hung" else len(then) > 100


def test_one_feature_of_the_past_in_every_format(past: Past, http: httpx.Client) -> None:
    with connect(past.url) as database:
        row = database.execute(
            "SELECT h.id, h.street, h.fid FROM street_lamps_history h WHERE fid % 11 = 0 ORDER BY fid LIMIT 1"
        ).fetchone()
    assert row is not None
    identifier, street, fid = row
    address = f"{LAMPS}/{identifier}"
    assert http.get(address).status_code == 404
    answer = http.get(address, params={"as-of": past.at})
    feature = answer.json()
    assert (feature["properties"]["street"], feature["properties"]["fid"]) == (street, fid)
    assert feature["properties"]["status"] is None
    assert answer.headers["etag"].startswith('W/"')
    assert (
        http.get(address, params={"as-of": past.at}, headers={"If-None-Match": answer.headers["etag"]}).status_code
        == 304
    )
    page = http.get(address, params={"as-of": past.at, "f": "html", "lang": "vi"}).text
    assert street in page
    assert "Tình trạng lúc" in page
    assert http.get(address, params={"as-of": past.at, "f": "jsonld"}).status_code == 200
    assert http.get(address, params={"as-of": "2026-01-01"}).status_code == 404


def test_tables_and_pages_of_the_past(past: Past, http: httpx.Client) -> None:
    asked = {"as-of": past.at, "limit": 50, "sortby": "fid"}
    table = http.get(LAMPS, params=asked | {"f": "csv"}).content.decode("utf-8-sig")
    assert "Đường Mới" not in table
    assert len(table.splitlines()) == 51
    page = http.get(LAMPS, params=asked | {"f": "html"}).text
    assert "Đường Mới" not in page
    assert "As it stood on" in page
    assert page.count(f"lang=en&amp;as-of={quote(past.at)}") == 50
    assert "As it stood on" not in http.get(LAMPS, params={"f": "html"}).text


@pytest.mark.parametrize("address", TILES)
def test_a_tile_of_the_past_is_the_tile_of_then(past: Past, http: httpx.Client, address: str) -> None:
    then = _drawn(http.get(address, params={"as-of": past.at}).content)
    assert then == _drawn(past.tiles[address])
    assert len(then) > 10
    assert then != _drawn(http.get(address).content)


def test_low_zooms_of_the_past_show_the_largest(past: Past, http: httpx.Client) -> None:
    address = "/ogc/collections/land_parcels/tiles/WebMercatorQuad/12/1853/3266"
    then = mapbox_vector_tile.decode(http.get(address, params={"as-of": past.at}).content)["land_parcels"]["features"]
    assert 500 < len(then) < 20_000
    assert {"LUC", "ODT"} <= {feature["properties"]["use_code"] for feature in then}


def test_lamps_of_the_past_have_no_reading(past: Past, http: httpx.Client) -> None:
    address = "/ogc/tiles/WebMercatorQuad/14/7415/13066"
    both = {"collections": "street_lamps,roads", "as-of": past.at}
    layers = mapbox_vector_tile.decode(http.get(address, params=both).content)
    assert set(layers) == {"street_lamps", "roads"}
    assert all("status" not in feature["properties"] for feature in layers["street_lamps"]["features"])


@pytest.mark.parametrize("value", ["gestern", "2026-13-01", "..", "2026-01-01/2026-02-01", "2099-01-01", ""])
def test_what_is_no_moment_of_the_past_is_refused(http: httpx.Client, value: str) -> None:
    assert "as-of" in detail(http, LAMPS, **{"as-of": value})
    assert "as-of" in detail(http, f"{LAMPS}/{uuid.uuid4()}", **{"as-of": value})
    assert "as-of" in detail(http, TILES[0], **{"as-of": value})


def test_the_past_ends_where_history_was_forgotten(http: httpx.Client) -> None:
    assert "730 days" in detail(http, LAMPS, **{"as-of": "2001-01-01"})


def test_a_view_has_no_past(past: Past, http: httpx.Client) -> None:
    assert "'indicators'" in detail(http, "/ogc/collections/indicators/items", **{"as-of": past.at})
    assert "'indicators'" in detail(
        http, "/ogc/collections/indicators/tiles/WebMercatorQuad/12/1853/3266", **{"as-of": past.at}
    )


def test_what_is_hidden_now_was_hidden_then(past: Past, http: httpx.Client) -> None:
    for address in ("/ogc/collections/tasks/items", "/ogc/collections/tasks/tiles/WebMercatorQuad/12/1853/3266"):
        assert http.get(address, params={"as-of": past.at}).status_code == 401


def test_a_day_is_its_first_moment(http: httpx.Client) -> None:
    assert got(http, LAMPS, **{"as-of": "2026-01-01"})["numberMatched"] == 0
    assert got(http, LAMPS, **{"as-of": "2026-01-01T07:00:00+07:00"})["numberMatched"] == 0
