"""The conformance classes of OGC API Tiles and Styles, each proved over HTTP."""

from __future__ import annotations

from typing import Any

import httpx
import mapbox_vector_tile
import pytest

REL = "http://www.opengis.net/def/rel/ogc/1.0"
MVT = "application/vnd.mapbox-vector-tile"
LAMPS = "/ogc/collections/street_lamps"


def tile_of(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    import math

    size = 2**zoom
    row = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * size
    return int(row), int((lon + 180) / 360 * size)


@pytest.fixture(scope="module")
def lamp(http: httpx.Client) -> dict[str, Any]:
    return http.get(f"{LAMPS}/items", params={"limit": 1}).json()["features"][0]


def test_tile_and_tileset(http: httpx.Client, lamp: dict[str, Any]):
    tilesets = http.get(f"{LAMPS}/tiles").json()["tilesets"]
    assert {one["tileMatrixSetURI"].rpartition("/")[2] for one in tilesets} >= {"WebMercatorQuad"}
    for one in tilesets:
        assert one["dataType"] == "vector"
        (href,) = [link["href"] for link in one["links"] if link["rel"] == "self"]
        tileset = http.get(href).json()
        (grid,) = [link["href"] for link in tileset["links"] if link["rel"] == f"{REL}/tiling-scheme"]
        assert http.get(grid).json()["tileMatrices"]
        (item,) = [link for link in tileset["links"] if link["rel"] == "item" and link["type"] == MVT]
        for place in ("{tileMatrix}", "{tileRow}", "{tileCol}"):
            assert place in item["href"], "OpenLayers fills these three"
        if "WebMercatorQuad" not in href:
            continue
        lon, lat, *_ = lamp["geometry"]["coordinates"]
        row, col = tile_of(lon, lat, 16)
        filled = (
            item["href"].replace("{tileMatrix}", "16").replace("{tileRow}", str(row)).replace("{tileCol}", str(col))
        )
        answer = http.get(filled)
        assert answer.headers["content-type"] == MVT
        decoded = mapbox_vector_tile.decode(answer.content)
        assert lamp["properties"]["fid"] in {f["id"] for f in decoded["street_lamps"]["features"]}
    assert http.get(f"{LAMPS}/tiles/WebMercatorQuad/14/0/0").status_code in (204, 404)
    assert http.get(f"{LAMPS}/tiles/Nowhere/14/0/0").status_code in (400, 404)


def test_dataset_tiles_by_collections(http: httpx.Client, lamp: dict[str, Any]):
    lon, lat, *_ = lamp["geometry"]["coordinates"]
    row, col = tile_of(lon, lat, 16)
    url = f"/ogc/tiles/WebMercatorQuad/16/{row}/{col}"
    answer = http.get(url, params={"collections": "street_lamps,roads"})
    decoded = mapbox_vector_tile.decode(answer.content)
    assert "street_lamps" in decoded
    assert set(decoded) <= {"street_lamps", "roads"}
    assert http.get(url, params={"collections": "nothing"}).status_code == 400


def test_styles(http: httpx.Client):
    styles = http.get("/ogc/styles").json()["styles"]
    assert {"city", "base", "base-dark", "street_lamps", "lighting"} <= {style["id"] for style in styles}
    for style in styles:
        (href,) = [link["href"] for link in style["links"] if link["rel"] == "stylesheet"]
        document = http.get(href).json()
        assert document["version"] == 8
        for source in document["sources"].values():
            assert all(tiles.startswith(str(http.base_url).rstrip("/")) for tiles in source["tiles"])
