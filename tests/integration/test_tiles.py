"""Tiles over HTTP: addresses, formats, caching, several layers in one, changes that are seen."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import mapbox_vector_tile
import psycopg
import pytest

from layers.core.tile_matrix_sets import TILE_MATRIX_SETS, VN2000_TM3_10615, WEB_MERCATOR_QUAD, TileMatrixSet
from tests.conftest import serving

MVT = "application/vnd.mapbox-vector-tile"
LAMPS = "/ogc/collections/street_lamps"
CENTRE = "107.095,16.812,107.105,16.822"
PATIENCE_S = 60


def lamp(http: httpx.Client, crs: str) -> tuple[int, float, float]:
    """The fid of a lamp in the city's centre, and its place in a CRS."""
    answer = http.get(
        f"{LAMPS}/items",
        params={"limit": 1, "bbox": CENTRE, "crs": f"http://www.opengis.net/def/crs/EPSG/0/{crs}"},
    )
    feature = answer.json()["features"][0]
    x, y = feature["geometry"]["coordinates"][:2]
    return feature["properties"]["fid"], x, y


def address(grid: TileMatrixSet, level: int, x: float, y: float) -> tuple[int, int]:
    width = grid.width(level)
    return int((grid.origin[1] - y) // width), int((x - grid.origin[0]) // width)


def lamp_tile(http: httpx.Client, level: int = 16) -> str:
    _, x, y = lamp(http, "3857")
    row, col = address(WEB_MERCATOR_QUAD, level, x, y)
    return f"WebMercatorQuad/{level}/{row}/{col}"


def decoded(body: bytes) -> dict[str, Any]:
    return mapbox_vector_tile.decode(body, default_options={"y_coord_down": True})


@pytest.mark.parametrize("grid", TILE_MATRIX_SETS.values(), ids=lambda grid: grid.id)
def test_a_feature_lies_in_its_tile_where_its_coordinates_say(http: httpx.Client, grid: TileMatrixSet) -> None:
    fid, x, y = lamp(http, str(grid.srid))
    level = 16 - grid.zoom_offset
    row, col = address(grid, level, x, y)
    answer = http.get(f"{LAMPS}/tiles/{grid.id}/{level}/{row}/{col}")
    west, south, east, north = grid.box(level, row, col)
    placed = {f["id"]: f["geometry"]["coordinates"] for f in decoded(answer.content)["street_lamps"]["features"]}
    assert placed[fid][0] == pytest.approx((x - west) / (east - west) * 4096, abs=1)
    assert placed[fid][1] == pytest.approx((north - y) / (north - south) * 4096, abs=1)


def test_mvt_may_be_asked_for_by_suffix_or_parameter(http: httpx.Client) -> None:
    plain = http.get(f"{LAMPS}/tiles/{lamp_tile(http)}")
    assert plain.headers["content-type"] == MVT
    for suffix in (".mvt", "?f=mvt"):
        answer = http.get(f"{LAMPS}/tiles/{lamp_tile(http)}{suffix}")
        assert answer.status_code == 200
        assert answer.content == plain.content


def test_several_layers_come_in_one_tile_and_equal_each_alone(http: httpx.Client) -> None:
    place = lamp_tile(http)
    names = ("land_parcels", "roads", "street_lamps")
    together = decoded(http.get(f"/ogc/tiles/{place}", params={"collections": ",".join(names)}).content)
    assert together.keys() == set(names)
    for name in names:
        assert together[name] == decoded(http.get(f"/ogc/collections/{name}/tiles/{place}").content)[name]


def test_without_collections_a_tile_of_the_dataset_holds_every_layer(http: httpx.Client) -> None:
    content = decoded(http.get(f"/ogc/tiles/{lamp_tile(http)}").content)
    assert {"street_lamps", "roads", "wards", "land_parcels"} <= content.keys()


def test_neighbouring_tiles_share_what_lies_at_their_edge(http: httpx.Client) -> None:
    """A feature at the edge is in both tiles, so that its symbol is drawn whole."""
    _, x, y = lamp(http, "3857")
    row, col = address(WEB_MERCATOR_QUAD, 16, x, y)
    left, right = (
        decoded(http.get(f"/ogc/collections/roads/tiles/WebMercatorQuad/16/{row}/{c}").content)["roads"]["features"]
        for c in (col - 1, col)
    )
    assert {f["id"] for f in left} & {f["id"] for f in right}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/ogc/tiles/WebMercatorQuad/14/x/13066", 400),
        ("/ogc/tiles/WebMercatorQuad/14/-1/13066", 400),
        ("/ogc/tiles/WebMercatorQuad/1.5/7415/13066", 400),
        ("/ogc/tiles/WebMercatorQuad/14/7415/" + "9" * 40, 400),
        ("/ogc/tiles/WebMercatorQuad/14/7415/13066?collections=", 400),
        ("/ogc/tiles/WebMercatorQuad/14/7415/13066?collections=wards,nowhere", 400),
        ("/ogc/tiles/WebMercatorQuad/14/7415/13066?limit=10", 400),
        ("/ogc/tiles/WebMercatorQuad/14/7415/13066?f=png", 400),
        ("/ogc/collections/wards/tiles/WebMercatorQuad/14/7415/13066?collections=wards", 400),
        ("/ogc/tiles/WebMercatorQuad/14/0/0", 404),
        ("/ogc/tiles/WebMercatorQuad/40/0/0", 404),
        ("/ogc/tiles/Nowhere/14/7415/13066", 404),
        ("/ogc/collections/nowhere/tiles/WebMercatorQuad/14/7415/13066", 404),
        ("/ogc/tiles/Nowhere", 404),
        ("/ogc/tileMatrixSets/Nowhere", 404),
        ("/ogc/collections/nowhere/tiles", 404),
        ("/ogc/tiles/VN2000TM3_10615?f=tilejson", 400),
    ],
)
def test_a_wrong_address_is_told_as_a_problem(http: httpx.Client, path: str, status: int) -> None:
    answer = http.get(path, headers={"Accept": "application/json"})
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.json()["detail"]


def test_an_empty_tile_of_the_region_is_no_content(http: httpx.Client) -> None:
    min_row, _, min_col, _ = WEB_MERCATOR_QUAD.limits(16)
    answer = http.get(f"{LAMPS}/tiles/WebMercatorQuad/16/{min_row}/{min_col}")
    assert answer.status_code == 204
    assert not answer.content


def test_a_tile_that_the_client_has_is_not_sent_again(http: httpx.Client) -> None:
    path = f"{LAMPS}/tiles/{lamp_tile(http)}"
    first = http.get(path)
    assert first.headers["cache-control"] == "no-cache"
    etag = first.headers["etag"]
    for given in (etag, f'"other", {etag}', etag.removeprefix("W/"), "*"):
        answer = http.get(path, headers={"If-None-Match": given})
        assert answer.status_code == 304
        assert not answer.content
        assert answer.headers["etag"] == etag
    assert http.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_tile_is_gzipped_for_who_takes_that(http: httpx.Client) -> None:
    path = f"{LAMPS}/tiles/{lamp_tile(http, 14)}"
    plain = http.get(path, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    with http.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        assert "accept-encoding" in answer.headers["vary"].lower()
        assert gzip.decompress(b"".join(answer.iter_raw())) == plain.content
    assert http.get(path, headers={"Accept-Encoding": "gzip;q=0"}).headers.get("content-encoding") is None


def test_head_tells_what_get_would(http: httpx.Client) -> None:
    path = f"{LAMPS}/tiles/{lamp_tile(http)}"
    get, head = http.get(path), http.head(path)
    assert head.status_code == 200
    assert not head.content
    for name in ("etag", "content-type", "content-length"):
        assert head.headers[name] == get.headers[name]


@pytest.mark.parametrize("root", ["/ogc", "/ogc/collections/roads"])
def test_a_tileset_leads_openlayers_to_its_tiles(http: httpx.Client, root: str) -> None:
    """OpenLayers' OGCVectorTile: the item template, and the grid behind the tiling-scheme link."""
    sets = http.get(f"{root}/tiles", headers={"Accept": "application/json"}).json()["tilesets"]
    assert [entry["tileMatrixSetId"] for entry in sets] == list(TILE_MATRIX_SETS)
    for entry in sets:
        (here,) = [link["href"] for link in entry["links"] if link["rel"] == "self"]
        tileset = http.get(here, headers={"Accept": "application/json"}).json()
        assert tileset["dataType"] == "vector"
        (scheme,) = [link for link in tileset["links"] if link["rel"].endswith("/tiling-scheme")]
        definition = http.get(scheme["href"]).json()
        assert definition["id"] == entry["tileMatrixSetId"]
        assert definition["crs"] == tileset["crs"]
        (item,) = [link for link in tileset["links"] if link["rel"] == "item"]
        assert item["type"] == MVT
        level = 14 - TILE_MATRIX_SETS[definition["id"]].zoom_offset
        (limits,) = [one for one in tileset["tileMatrixSetLimits"] if one["tileMatrix"] == str(level)]
        found = set()
        for row in range(limits["minTileRow"], limits["maxTileRow"] + 1):
            for col in range(limits["minTileCol"], limits["maxTileCol"] + 1):
                address = item["href"].replace("{tileMatrix}", str(level))
                address = address.replace("{tileRow}", str(row)).replace("{tileCol}", str(col))
                found.add(http.get(address).status_code)
            if 200 in found:
                break
        assert found <= {200, 204}
        assert 200 in found


@pytest.mark.parametrize("root", ["/ogc", "/ogc/collections/roads"])
def test_tilejson_names_every_layer_with_its_fields(http: httpx.Client, root: str) -> None:
    document = http.get(f"{root}/tiles/WebMercatorQuad", params={"f": "tilejson"}).json()
    assert document["tilejson"] == "3.0.0"
    assert "synthetic" in document["attribution"]
    roads = next(layer for layer in document["vector_layers"] if layer["id"] == "roads")
    assert {"road_class", "name"} <= roads["fields"].keys()
    west, south, east, north = document["bounds"]
    lon, lat, zoom = document["center"]
    assert west < lon < east
    assert south < lat < north
    assert document["minzoom"] <= zoom <= document["maxzoom"]
    _, x, y = lamp(http, "3857")
    row, col = address(WEB_MERCATOR_QUAD, 15, x, y)
    template = document["tiles"][0]
    answer = http.get(template.replace("{z}", "15").replace("{x}", str(col)).replace("{y}", str(row)))
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/ogc/tiles",
        "/ogc/tiles/VN2000TM3_10615",
        "/ogc/tileMatrixSets",
        "/ogc/tileMatrixSets/VN2000TM3_10615",
        "/ogc/styles",
    ],
)
def test_documents_speak_both_languages_and_html(http: httpx.Client, path: str) -> None:
    vietnamese = http.get(path, params={"f": "json", "lang": "vi"})
    english = http.get(path, params={"f": "json", "lang": "en"})
    assert vietnamese.headers["content-language"] == "vi"
    assert vietnamese.json() != english.json()
    page = http.get(path, params={"f": "html"})
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    etag = english.headers["etag"]
    again = http.get(path, params={"f": "json", "lang": "en"}, headers={"If-None-Match": etag})
    assert again.status_code == 304


def until[T](give: Callable[[], T], wanted: Callable[[T], bool]) -> T:
    """What `give` gives as soon as it is `wanted`; the test fails when it never is."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        value = give()
        if wanted(value):
            return value
        assert time.monotonic() < deadline, "the change was never seen"
        time.sleep(0.05)


def test_a_change_in_the_database_is_seen_in_the_next_tile(own_city_url: str, tmp_path: Path) -> None:
    with (
        serving(own_city_url, tmp_path / "server.log") as base,
        httpx.Client(base_url=base, timeout=60) as http,
        psycopg.connect(own_city_url, autocommit=True) as connection,
    ):
        path = f"{LAMPS}/tiles/{lamp_tile(http)}"
        fid, _, _ = lamp(http, "3857")
        before = http.get(path)
        assert http.get(path).headers["etag"] == before.headers["etag"]
        connection.execute("DELETE FROM layers.street_lamps WHERE fid = %s", [fid])
        after = until(lambda: http.get(path), lambda answer: answer.headers["etag"] != before.headers["etag"])

        def lamps(answer: httpx.Response) -> set[int]:
            return {f["id"] for f in decoded(answer.content).get("street_lamps", {"features": []})["features"]}

        assert lamps(before) - lamps(after) == {fid}


def test_a_change_is_seen_at_low_levels_too(own_city_url: str, tmp_path: Path) -> None:
    """Low levels come from an overview that is drawn again after a change."""
    with (
        serving(own_city_url, tmp_path / "server.log") as base,
        httpx.Client(base_url=base, timeout=60) as http,
        psycopg.connect(own_city_url, autocommit=True, options="-c search_path=layers,ext") as connection,
    ):
        row = connection.execute(
            """SELECT ST_X(p), ST_Y(p) FROM (SELECT ST_Centroid(geom_3857) p FROM land_parcels
            WHERE use_code = 'ODT' ORDER BY fid LIMIT 1) f"""
        ).fetchone()
        assert row is not None
        tile_row, col = address(WEB_MERCATOR_QUAD, 13, *row)
        path = f"/ogc/collections/land_parcels/tiles/WebMercatorQuad/13/{tile_row}/{col}"

        def uses() -> set[str]:
            return {f["properties"]["use_code"] for f in decoded(http.get(path).content)["land_parcels"]["features"]}

        assert "SKS" not in uses()
        connection.execute(
            """UPDATE land_parcels SET use_code = 'SKS', use_codes = ARRAY['SKS'], version = version + 1
            WHERE fid IN (SELECT fid FROM land_parcels WHERE use_code = 'ODT' ORDER BY fid LIMIT 40)"""
        )
        until(uses, lambda found: "SKS" in found)


def test_a_changed_parcel_is_redrawn_with_its_neighbours_only(own_city_url: str) -> None:
    with psycopg.connect(own_city_url, autocommit=True, options="-c search_path=layers,ext") as connection:

        def shapes() -> dict[tuple[int, int], str]:
            rows = connection.execute(
                """SELECT cell_x, cell_y, md5(string_agg(class || ST_AsText(geom), ',' ORDER BY class, fid, ST_AsText(geom)))
                FROM overviews WHERE layer = 'land_parcels' AND level = 13 GROUP BY 1, 2"""
            ).fetchall()
            return {(x, y): digest for x, y, digest in rows}

        before = shapes()
        connection.execute("UPDATE land_parcels SET use_code = 'SKS' WHERE fid = (SELECT min(fid) FROM land_parcels)")
        marked = connection.execute("SELECT DISTINCT cell_x, cell_y FROM overview_dirty").fetchall()
        version = connection.execute("SELECT layer_version('land_parcels')").fetchone()
        left = connection.execute("SELECT refresh_overviews()").fetchone()
        assert left == (0,)
        after = shapes()
        assert {cell for cell in before if before[cell] != after.get(cell)} <= set(marked)
        newer = connection.execute("SELECT layer_version('land_parcels')").fetchone()
        assert version is not None
        assert newer is not None
        assert newer[0] > version[0]
        assert connection.execute("SELECT count(*) FROM overview_dirty").fetchone() == (0,)


def test_vn2000_tiles_cover_the_same_city(http: httpx.Client) -> None:
    _, x, y = lamp(http, "9212")
    row, col = address(VN2000_TM3_10615, 8, x, y)
    content = decoded(http.get(f"/ogc/tiles/{VN2000_TM3_10615.id}/8/{row}/{col}?collections=roads,wards").content)
    assert content["roads"]["features"]
    assert content["wards"]["features"]
