"""Real clients read the service: GDAL's OAPIF driver and OWSLib, with paging, bbox and filter."""

from __future__ import annotations

import shutil
import subprocess
from typing import Any

import httpx
import pytest
from owslib.ogcapi.features import Features

LAMPS = "/ogc/collections/street_lamps/items"


def box_around(feature: dict[str, Any], degrees: float) -> list[float]:
    lon, lat = feature["geometry"]["coordinates"][:2]
    return [lon - degrees, lat - degrees, lon + degrees, lat + degrees]


@pytest.fixture(scope="module")
def lamp(http: httpx.Client) -> dict[str, Any]:
    return http.get(LAMPS, params={"limit": 1}).json()["features"][0]


def ogrinfo(*arguments: str) -> str:
    program = shutil.which("ogrinfo")
    assert program, "gdal-bin is installed by ./dongha test"
    done = subprocess.run([program, "-ro", *arguments], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert "ERROR" not in done.stderr, done.stderr
    return done.stdout


def count(text: str) -> int:
    return int(text.partition("Feature Count: ")[2].split()[0])


@pytest.mark.acceptance
def test_gdal_lists_every_layer(server_url: str):
    text = ogrinfo("-so", f"OAPIF:{server_url}/ogc")
    assert "street_lamps" in text
    assert "land_parcels" in text


@pytest.mark.acceptance
def test_gdal_counts_and_reads_fields(server_url: str, http: httpx.Client):
    text = ogrinfo("-al", "-so", f"OAPIF:{server_url}/ogc/collections/street_lamps")
    assert count(text) == http.get(LAMPS, params={"limit": 1}).json()["numberMatched"]
    assert "Geometry: Point" in text
    assert "rated_power_w: Real" in text
    assert "fid: Integer" in text


@pytest.mark.acceptance
def test_gdal_pages_through_a_layer(server_url: str, http: httpx.Client):
    wards = f"OAPIF:{server_url}/ogc/collections/wards"
    text = ogrinfo("-al", "-geom=NO", wards, "-oo", "PAGE_SIZE=3")
    assert text.count("OGRFeature(") == http.get("/ogc/collections/wards/items").json()["numberMatched"]


@pytest.mark.acceptance
def test_gdal_pushes_bbox_and_filters_down(server_url: str, http: httpx.Client, lamp: dict[str, Any]):
    source = f"OAPIF:{server_url}/ogc/collections/street_lamps"
    west, south, east, north = box_around(lamp, 0.002)
    text = ogrinfo("-al", "-so", source, "-spat", str(west), str(south), str(east), str(north))
    box = f"{west},{south},{east},{north}"
    assert count(text) == http.get(LAMPS, params={"bbox": box, "limit": 1}).json()["numberMatched"]
    ref = lamp["properties"]["pole_ref"]
    assert count(ogrinfo("-al", "-so", source, "-where", f"pole_ref = '{ref}'")) == 1
    power = lamp["properties"]["rated_power_w"]
    where = f"rated_power_w >= {power} AND pole_ref LIKE '{ref[:2]}%'"
    matched = http.get(LAMPS, params={"filter": where, "limit": 1}).json()["numberMatched"]
    assert count(ogrinfo("-al", "-so", source, "-where", where)) == matched


def test_owslib_reads_everything(server_url: str, lamp: dict[str, Any]):
    service: Any = Features(f"{server_url}/ogc")
    assert any(uri.endswith("/features-filter") for uri in service.conformance()["conformsTo"])
    assert "street_lamps" in service.feature_collections()
    assert service.collection("street_lamps")["storageCrs"].endswith("/9212")
    assert "pole_ref" in service.collection_queryables("street_lamps")["properties"]
    page = service.collection_items("street_lamps", limit=5)
    assert len(page["features"]) == 5
    near = service.collection_items("street_lamps", bbox=box_around(lamp, 0.0005), limit=1000)
    assert lamp["id"] in {feature["id"] for feature in near["features"]}
    ref = lamp["properties"]["pole_ref"]
    found = service.collection_items("street_lamps", filter=f"pole_ref = '{ref}'")
    assert [feature["id"] for feature in found["features"]] == [lamp["id"]]
    assert service.collection_item("street_lamps", lamp["id"])["id"] == lamp["id"]
    assert "/collections/street_lamps/items" in service.api()["paths"]
