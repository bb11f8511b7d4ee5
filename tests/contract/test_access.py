"""Whoever it is and by whichever way they come: the same rows and the same columns."""

from __future__ import annotations

import csv
import io
from typing import Any

import httpx
import mapbox_vector_tile
import psycopg
import pytest
from psycopg import errors as refused

from layers.core.access import PUBLIC, Role, actions
from layers.core.tile_matrix_sets import WEB_MERCATOR_QUAD
from layers.registry import LAYERS
from tests.contract.asked_as import all_fids, columns, ok, ran, visible
from tests.contract.logins import Logins

DECLARED = {name: cls.declared for name, cls in LAYERS.items()}
TILE_LEVEL = 16
LOW_LEVEL = 12


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_api_exports_tiles_and_a_direct_connection_agree(people: Logins, role: Role) -> None:
    with people.http(role) as http, people.database(role) as direct:
        listed = {c["id"] for c in http.get("/ogc/collections").json()["collections"]}
        for name, layer in DECLARED.items():
            items = f"/ogc/collections/{name}/items"
            if "read" not in actions(layer, role):
                assert name not in listed
                assert http.get(items).status_code == (401 if role is PUBLIC else 403), (role, name)
                with pytest.raises(refused.InsufficientPrivilege):
                    visible(direct, name)
                direct.rollback()
                assert columns(direct, name) == set(), (role, name)
                continue
            assert name in listed
            seen, readable = visible(direct, name), columns(direct, name)
            served, matched = all_fids(http, items)
            assert matched == len(seen), (role, name)
            assert served == seen, (role, name)
            one = ok(http.get(items, params={"limit": 1})).json()["features"]
            if one:
                assert set(one[0]["properties"]) | {"id"} == readable, (role, name)
                whole = ok(http.get(f"{items}/{one[0]['id']}")).json()
                assert whole["properties"] == one[0]["properties"]
            rows = table(http, items)
            assert [int(row["fid"]) for row in rows] == seen[: len(rows)], (role, name)
            assert len(rows) == min(len(seen), 20), (role, name)
            if rows:
                assert set(rows[0]) - {"x", "y", "wkt"} == readable, (role, name)
            schema = ok(http.get(f"/ogc/collections/{name}/schema")).json()["properties"]
            shown = {key for key, said in schema.items() if not said.get("writeOnly")} - {"geom"}
            assert shown == readable, (role, name)
            queryable = set(ok(http.get(f"/ogc/collections/{name}/queryables")).json()["properties"]) - {"geom"}
            assert queryable <= readable, (role, name)
            tiles_agree(http, direct, name, set(seen), readable)


def table(http: httpx.Client, items: str) -> list[dict[str, str]]:
    body = ok(http.get(items, params={"f": "csv", "limit": 20})).content.decode("utf-8-sig")
    csv.field_size_limit(10_000_000)
    return list(csv.DictReader(io.StringIO(body)))


def tiles_agree(
    http: httpx.Client, direct: psycopg.Connection[Any], name: str, seen: set[int], readable: set[str]
) -> None:
    """Of the tile around some visible feature; of a hidden one there is none to choose."""
    middle = ran(
        direct,
        f"""SELECT ST_X(p), ST_Y(p) FROM (SELECT ST_PointOnSurface(geom_3857) p FROM layers."{name}"
        WHERE geom_3857 IS NOT NULL ORDER BY fid OFFSET %s LIMIT 1) f""",
        len(seen) // 2,
    )
    if not middle:
        return
    x, y = middle[0]
    for level in (TILE_LEVEL, LOW_LEVEL):
        width = WEB_MERCATOR_QUAD.width(level)
        row = int((WEB_MERCATOR_QUAD.origin[1] - y) // width)
        col = int((x - WEB_MERCATOR_QUAD.origin[0]) // width)
        answer = http.get(f"/ogc/collections/{name}/tiles/WebMercatorQuad/{level}/{row}/{col}")
        assert answer.status_code in (200, 204), (name, answer.text)
        features = mapbox_vector_tile.decode(answer.content)[name]["features"] if answer.content else []
        shown = {feature["id"] for feature in features if feature.get("id")}
        assert shown <= seen, name
        assert {key for feature in features for key in feature["properties"]} <= readable, name
        if level == TILE_LEVEL and not DECLARED[name].view and shown_from(name, level):
            expected = ran(
                direct,
                f"""SELECT fid FROM layers."{name}", ST_MakeEnvelope(%s, %s, %s, %s, 3857) tile
                WHERE geom_3857 && ST_Expand(tile, %s) AND ST_AsMVTGeom(geom_3857, tile::box2d, 4096, 64) IS NOT NULL""",
                *WEB_MERCATOR_QUAD.box(level, row, col),
                width / 64,
            )
            assert shown == {fid for (fid,) in expected}, name


def shown_from(name: str, level: int) -> bool:
    return level >= DECLARED[name].zoom[0]
