"""Vector tiles of every layer: there at every level of its range, small enough, and with nothing lost on the way down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import mapbox_vector_tile
import psycopg
import pytest

from layers.core.access import ADMINISTRATOR
from layers.core.declared import Declared
from layers.core.overview import FULL_ZOOM
from layers.core.tile_matrix_sets import TILE_MATRIX_SETS, WEB_MERCATOR_QUAD, TileMatrixSet
from layers.core.tiles import MAX_BYTES, tile_properties
from layers.derive.basemap import LAYERS as BASE
from layers.registry import LAYERS, THEMES
from tests.contract.logins import Logins

DECLARED = [layer.declared for layer in LAYERS.values()]
LAST_ZOOM = 17
NAMES = [layer.name for layer in DECLARED]


@pytest.fixture(scope="session")
def connection(city_url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(city_url, options="-c search_path=layers,ext") as connection:
        yield connection


@pytest.fixture(scope="module")
def http(everybody: Logins) -> Iterator[httpx.Client]:
    """Asks as somebody who reads every layer."""
    with everybody.http(ADMINISTRATOR) as client:
        yield client


def decoded(body: bytes) -> dict[str, Any]:
    return mapbox_vector_tile.decode(body) if body else {}


def tile(http: httpx.Client, layer: str, grid: TileMatrixSet, level: int, row: int, col: int) -> httpx.Response:
    return http.get(f"/ogc/collections/{layer}/tiles/{grid.id}/{level}/{row}/{col}")


def some_feature(connection: psycopg.Connection[Any], layer: Declared, srid: int) -> tuple[int, float, float] | None:
    """A feature, and a point of it in the grid's CRS."""
    column = "geom_3857" if srid == 3857 else "geom"
    return connection.execute(
        f"""SELECT fid, ST_X(p), ST_Y(p)
        FROM (SELECT fid, ST_PointOnSurface({column}) p FROM layers.{layer.name}
            WHERE geom IS NOT NULL ORDER BY fid OFFSET (SELECT count(*) / 2 FROM layers.{layer.name}) LIMIT 1) f""".encode()
    ).fetchone()


def address(grid: TileMatrixSet, level: int, x: float, y: float) -> tuple[int, int]:
    width = grid.width(level)
    return int((grid.origin[1] - y) // width), int((x - grid.origin[0]) // width)


@pytest.mark.parametrize("grid", TILE_MATRIX_SETS.values(), ids=lambda grid: grid.id)
@pytest.mark.parametrize("name", NAMES)
def test_a_layer_is_in_its_tiles_from_its_first_level_on(
    http: httpx.Client, connection: psycopg.Connection[Any], name: str, grid: TileMatrixSet
) -> None:
    layer = LAYERS[name].declared
    found = some_feature(connection, layer, grid.srid)
    assert found is not None, "the sample city holds no feature of this layer"
    fid, x, y = found
    levels = grid.levels((layer.zoom[0], LAST_ZOOM))
    for level in levels:
        answer = tile(http, name, grid, level, *address(grid, level, x, y))
        assert answer.status_code == 200, f"level {level}"
        assert len(answer.content) <= MAX_BYTES, f"level {level}"
        content = decoded(answer.content)[name]
        assert content["extent"] == 4096
        assert content["features"], f"level {level}"
        zoom = level + grid.zoom_offset
        allowed = {p.name for p in tile_properties(layer, zoom)}
        assert all(feature["properties"].keys() <= allowed for feature in content["features"])
        if zoom >= FULL_ZOOM and not layer.view:
            assert fid in {feature["id"] for feature in content["features"]}, f"level {level}"
    if levels.start > 0:
        answer = tile(http, name, grid, levels.start - 1, *address(grid, levels.start - 1, x, y))
        assert answer.status_code == 204
        assert not answer.content


@pytest.mark.parametrize("name", [d.name for d in DECLARED if d.observed])
def test_without_what_is_observed_a_tile_holds_the_same_features(
    http: httpx.Client, connection: psycopg.Connection[Any], name: str
) -> None:
    layer = LAYERS[name].declared
    found = some_feature(connection, layer, WEB_MERCATOR_QUAD.srid)
    if found is None:
        pytest.skip("nothing of this layer before something happens")
    for level in range(max(FULL_ZOOM, layer.zoom[0]), LAST_ZOOM + 1):
        row, col = address(WEB_MERCATOR_QUAD, level, *found[1:])
        path = f"/ogc/tiles/WebMercatorQuad/{level}/{row}/{col}?collections={name}"
        whole, plain = (decoded(http.get(path + more).content)[name]["features"] for more in ("", "&observed=false"))
        assert sorted(feature["id"] for feature in plain) == sorted(feature["id"] for feature in whole)
        kept = {p.name for p in tile_properties(layer, level) if not p.observed}
        assert all(feature["properties"].keys() <= kept for feature in plain)


def city_tiles(connection: psycopg.Connection[Any], level: int) -> list[tuple[int, int]]:
    """Every tile that meets the city's wards."""
    row = connection.execute(
        "SELECT ST_XMin(b), ST_YMin(b), ST_XMax(b), ST_YMax(b) FROM (SELECT ST_Extent(geom_3857) b FROM wards) w"
    ).fetchone()
    assert row is not None
    first_row, first_col = address(WEB_MERCATOR_QUAD, level, row[0], row[3])
    last_row, last_col = address(WEB_MERCATOR_QUAD, level, row[2], row[1])
    return [(r, c) for r in range(first_row, last_row + 1) for c in range(first_col, last_col + 1)]


@pytest.mark.parametrize("level", range(8, 15))
def test_no_tile_of_the_city_is_too_large_and_no_layer_is_missing(
    http: httpx.Client, connection: psycopg.Connection[Any], level: int
) -> None:
    """As the map asks (the basemap, each theme) and with all layers at once."""
    themes = [[d.name for d in DECLARED if d.theme == theme] for theme in THEMES]
    seen: set[str] = set()
    for row, col in city_tiles(connection, level):
        for names in (list(BASE), NAMES, *themes):
            answer = http.get(
                f"/ogc/tiles/WebMercatorQuad/{level}/{row}/{col}", params={"collections": ",".join(names)}
            )
            assert answer.status_code in (200, 204)
            assert len(answer.content) <= MAX_BYTES, f"{level}/{row}/{col} {names}"
            if names is NAMES:
                seen |= decoded(answer.content).keys()
    assert seen == {d.name for d in DECLARED if d.zoom[0] <= level}


@pytest.mark.parametrize("level", range(8, FULL_ZOOM))
def test_no_class_vanishes_at_low_levels(http: httpx.Client, connection: psycopg.Connection[Any], level: int) -> None:
    """Every code that colours a feature of the city is seen at every level that shows the layer."""
    shown = [d for d in DECLARED if d.zoom[0] <= level and (by := d.by_name.get(d.style.by or "")) and by.codes]
    seen: dict[str, set[str]] = {d.name: set() for d in shown}
    for row, col in city_tiles(connection, level):
        answer = http.get(
            f"/ogc/tiles/WebMercatorQuad/{level}/{row}/{col}", params={"collections": ",".join(d.name for d in shown)}
        )
        for name, content in decoded(answer.content).items():
            by = LAYERS[name].declared.style.by
            seen[name] |= {feature["properties"].get(by) for feature in content["features"]} - {None}
    for layer in shown:
        by = layer.by_name[layer.style.by or ""]
        rows = connection.execute(
            f"""SELECT DISTINCT {by.column} FROM {layer.from_sql}
            WHERE {by.column} IS NOT NULL AND f.geom_3857 && (SELECT ST_Extent(geom_3857)::geometry FROM wards)""".encode()
        ).fetchall()
        assert {row[0] for row in rows} <= seen[layer.name], layer.name


@pytest.mark.parametrize("name", [d.name for d in DECLARED if any(p.private for p in d.properties)])
def test_no_private_property_is_in_a_tile(name: str) -> None:
    layer = LAYERS[name].declared
    for zoom in range(LAST_ZOOM + 1):
        assert not any(p.private for p in tile_properties(layer, zoom))
