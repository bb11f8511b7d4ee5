"""Geometries of edits: the CRS they come in, the kind they must be, and what is not written."""

from __future__ import annotations

from typing import Any

import httpx
import psycopg
import pytest

from tests.integration.edits.asking import EPSG, PATCH, TREES, created, read, tree


@pytest.mark.parametrize(
    ("crs", "coordinates"),
    [
        (None, [107.0985432, 16.8201234]),
        ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", [107.0985432, 16.8201234]),
        ("http://www.opengis.net/def/crs/OGC/0/CRS84h", [107.0985432, 16.8201234, 12.5]),
        (f"{EPSG}/4326", [16.8201234, 107.0985432]),
        (f"{EPSG}/9212", None),
        (f"{EPSG}/3857", None),
        (f"{EPSG}/4756", None),
        (f"{EPSG}/3405", None),
    ],
)
@pytest.mark.parametrize("brackets", [False, True], ids=["bare", "brackets"])
def test_the_crs_of_the_content(http: httpx.Client, crs: str | None, coordinates: list[float] | None, brackets: bool):
    document = tree()
    place = document["geometry"]["coordinates"]
    if coordinates is None:
        known = created(http, tree())
        coordinates = http.get(known, params={"crs": crs}).json()["geometry"]["coordinates"]
    document["geometry"]["coordinates"] = coordinates
    headers = {} if crs is None else {"Content-Crs": f"<{crs}>" if brackets else crs}
    path = created(http, document, **headers)
    assert read(http, path)["geometry"]["coordinates"] == pytest.approx(place, abs=2e-7)


def test_a_crs_named_in_the_content_is_never_passed_over(http: httpx.Client):
    same = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}}
    other = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::9212"}}}
    assert http.post(TREES, json=tree() | same).status_code == 201
    assert "Content-Crs" in http.post(TREES, json=tree() | other).json()["detail"]
    assert http.post(TREES, json=tree() | {"coordRefSys": f"{EPSG}/3857"}).status_code == 400
    assert http.post(TREES, json=tree(), headers={"Content-Crs": f"{EPSG}/32648"}).status_code == 400


def test_an_unchanged_geometry_is_not_written(http: httpx.Client, owner: psycopg.Connection[Any]):
    for layer in ("buildings", "trees", "cameras", "water_pipes"):
        items = f"/ogc/collections/{layer}/items"
        for crs in ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", f"{EPSG}/4326", f"{EPSG}/9212", f"{EPSG}/3405"):
            feature = http.get(items, params={"limit": 1, "crs": crs}).json()["features"][0]
            stored = f"SELECT ST_AsEWKB(geom), version FROM {layer} WHERE id = %s"
            before = owner.execute(stored, [feature["id"]]).fetchone()  # type: ignore[arg-type]
            assert before is not None
            response = http.put(f"{items}/{feature['id']}", json=feature, headers={"Content-Crs": crs})
            assert response.status_code == 204, response.text
            after = owner.execute(stored, [feature["id"]]).fetchone()  # type: ignore[arg-type]
            assert after == (before[0], before[1] + 1), (layer, crs)


def test_geometries_fit_the_kind_of_the_layer(http: httpx.Client):
    camera = read(http, "/ogc/collections/cameras/items?limit=1")["features"][0]
    path, height = f"/ogc/collections/cameras/items/{camera['id']}", camera["geometry"]["coordinates"][2]
    flat = {"geometry": {"type": "Point", "coordinates": [107.1, 16.81]}}
    assert http.patch(path, json=flat, headers=PATCH).status_code == 204
    assert read(http, path)["geometry"]["coordinates"] == pytest.approx([107.1, 16.81, height]), "the height stays"
    raised = {"geometry": {"type": "Point", "coordinates": [107.1, 16.81, 9.25]}}
    assert http.patch(path, json=raised, headers=PATCH).status_code == 204
    assert read(http, path)["geometry"]["coordinates"][2] == pytest.approx(9.25)
    park = read(http, "/ogc/collections/parks/items?limit=1")["features"][0]
    path = f"/ogc/collections/parks/items/{park['id']}"
    square = [[[107.1, 16.81], [107.101, 16.81], [107.101, 16.811], [107.1, 16.811], [107.1, 16.81]]]
    for geometry in ({"type": "Polygon", "coordinates": square}, {"type": "MultiPolygon", "coordinates": [square]}):
        assert http.patch(path, json={"geometry": geometry}, headers=PATCH).status_code == 204
        assert read(http, path)["geometry"] == {"type": "MultiPolygon", "coordinates": [square]}
    building = read(http, "/ogc/collections/buildings/items?limit=1")["features"][0]
    path = f"/ogc/collections/buildings/items/{building['id']}"
    assert (
        http.patch(
            path, json={"geometry": {"type": "MultiPolygon", "coordinates": [square]}}, headers=PATCH
        ).status_code
        == 204
    )
    assert read(http, path)["geometry"]["type"] == "Polygon"
