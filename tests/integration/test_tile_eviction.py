"""Tiles in memory are those of the database: edits and reads at the same time on two servers, then every tile compared."""

from __future__ import annotations

import contextlib
import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, LiteralString

import httpx
import mapbox_vector_tile
import psycopg
import psycopg.sql
import pytest

from layers.core.tile_matrix_sets import TILE_MATRIX_SETS, WEB_MERCATOR_QUAD, TileMatrixSet
from tests.conftest import serving
from tests.integration.listening import wait_for_log

PATIENCE_S = 60
LAYERS = ("street_lamps", "trees", "land_parcels", "roads", "buildings", "plans", "planning_zones", "wards")
SELECTIONS = (*LAYERS, "street_lamps,land_parcels", "roads,wards,trees", "street_lamps,roads&observed=false", "")

EDITS: tuple[LiteralString, ...] = (
    "UPDATE layers.street_lamps SET geom = ST_Translate(geom, %(dx)s, %(dy)s) WHERE fid = %(lamp)s",
    "UPDATE layers.street_lamps SET rated_power_w = 10 + %(n)s WHERE fid = %(lamp)s",
    "DELETE FROM layers.street_lamps WHERE fid = %(lamp)s AND %(n)s < 10",
    """INSERT INTO layers.street_lamps (id, pole_ref, lamp_type, rated_power_w, control_link, ward_code, geom)
        SELECT gen_random_uuid(), 'T-' || gen_random_uuid(), lamp_type, rated_power_w, control_link, ward_code,
            ST_Translate(geom, %(dx)s, %(dy)s)
        FROM layers.street_lamps WHERE fid = %(lamp)s""",
    "UPDATE layers.trees SET geom = ST_Translate(geom, %(dx)s, 0) WHERE fid = %(tree)s",
    "UPDATE layers.land_parcels SET use_code = 'SKS', use_codes = ARRAY['SKS'] WHERE fid = %(parcel)s",
    "UPDATE layers.land_parcels SET use_code = 'ODT', use_codes = ARRAY['ODT'] WHERE fid = %(parcel)s",
    "UPDATE layers.roads SET geom = ST_Translate(geom, %(dx)s / 10, %(dy)s / 10) WHERE fid = %(road)s",
    "UPDATE layers.buildings SET geom = ST_Translate(geom, 1, 1) WHERE fid = %(building)s",
    "UPDATE layers.plans SET status = (ARRAY['draft', 'approved'])[1 + %(n)s %% 2] WHERE fid = %(plan)s",
    "UPDATE layers.wards SET name = name || '.' WHERE fid = %(ward)s",
)
TABLES = {
    "lamp": "street_lamps",
    "tree": "trees",
    "parcel": "land_parcels",
    "road": "roads",
    "building": "buildings",
    "plan": "plans",
    "ward": "wards",
}


@contextlib.contextmanager
def connected(url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(url, autocommit=True, options="-c search_path=layers,ext") as connection:
        yield connection


class City:
    """Features to edit, all in one corner of the city, and the tiles around them."""

    def __init__(self, url: str) -> None:
        self.fids: dict[str, list[int]] = {}
        with connected(url) as connection:
            centre = connection.execute(
                """SELECT ST_X(f.geom), ST_Y(f.geom)
                FROM street_lamps f, (SELECT ST_SetSRID(ST_Centroid(ST_Extent(geom)), 9212) AS centre FROM street_lamps) c
                ORDER BY f.geom <-> c.centre LIMIT 1"""
            ).fetchone()
            assert centre is not None
            for name, table in TABLES.items():
                rows = connection.execute(
                    psycopg.sql.SQL(
                        "SELECT fid FROM {} ORDER BY geom <-> ST_SetSRID(ST_MakePoint(%s, %s), 9212) LIMIT 12"
                    ).format(psycopg.sql.Identifier(table)),
                    centre,
                ).fetchall()
                self.fids[name] = [fid for (fid,) in rows]
            places = connection.execute(
                """SELECT ST_X(geom_3857), ST_Y(geom_3857), ST_X(geom), ST_Y(geom)
                FROM street_lamps WHERE fid = ANY (%s)""",
                [self.fids["lamp"]],
            ).fetchall()
        self.addresses = sorted(
            {
                f"{grid.id}/{level}/{row}/{col}"
                for x, y, east, north in places
                for grid, px, py in ((WEB_MERCATOR_QUAD, x, y), (TILE_MATRIX_SETS["VN2000TM3_10615"], east, north))
                for level in grid.levels((12, 17))
                for row, col in [tile_at(grid, level, px, py)]
            }
        )

    def edit(self, connection: psycopg.Connection[Any], chance: random.Random) -> None:
        values = {name: chance.choice(fids) for name, fids in self.fids.items()}
        values |= {"dx": chance.uniform(-300, 300), "dy": chance.uniform(-300, 300), "n": chance.randrange(100)}
        connection.execute(chance.choice(EDITS), values)

    def paths(self) -> list[str]:
        return [
            f"/ogc/tiles/{address}?collections={selection}" if selection else f"/ogc/tiles/{address}"
            for address in self.addresses
            for selection in SELECTIONS
        ]


def tile_at(grid: TileMatrixSet, level: int, x: float, y: float) -> tuple[int, int]:
    width = grid.width(level)
    return int((grid.origin[1] - y) // width), int((x - grid.origin[0]) // width)


def content(answer: httpx.Response) -> dict[str, list[str]]:
    """What a tile shows, in no order."""
    assert answer.status_code in (200, 204), answer.text
    found = mapbox_vector_tile.decode(answer.content) if answer.content else {}
    return {name: sorted(repr(sorted(f.items(), key=str)) for f in layer["features"]) for name, layer in found.items()}


def settle(connection: psycopg.Connection[Any], bases: list[str]) -> None:
    """Wait until the overviews are drawn and each server has read the log up to here."""
    deadline = time.monotonic() + PATIENCE_S
    while connection.execute("SELECT 1 FROM overview_dirty LIMIT 1").fetchall():
        assert time.monotonic() < deadline, "overviews are not drawn"
        time.sleep(0.05)
    for base in bases:
        wait_for_log(connection, base)


@pytest.mark.parametrize("seed", [1, 2])
def test_after_edits_and_reads_every_tile_in_memory_is_that_of_the_database(
    own_city_url: str, tmp_path: Path, seed: int
) -> None:
    city = City(own_city_url)
    chance = random.Random(seed)
    paths = chance.sample(city.paths(), 90)
    stop = threading.Event()

    def read(base: str, seed: int) -> None:
        order = random.Random(seed)
        with httpx.Client(base_url=base, timeout=60) as http:
            while not stop.is_set():
                assert http.get(order.choice(paths)).status_code in (200, 204)

    def edit(seed: int) -> None:
        order = random.Random(seed)
        with connected(own_city_url) as connection:
            for _ in range(50):
                with contextlib.suppress(psycopg.errors.CheckViolation, psycopg.errors.RaiseException):
                    city.edit(connection, order)

    with contextlib.ExitStack() as stack:
        bases = [
            stack.enter_context(serving(own_city_url, tmp_path / f"{name}.log", **settings))
            for name, settings in (("one", {}), ("two", {}), ("bare", {"TILE_CACHE_BYTES": "0"}))
        ]
        one, two, bare = (stack.enter_context(httpx.Client(base_url=base, timeout=60)) for base in bases)
        connection = stack.enter_context(connected(own_city_url))
        before = {path: one.get(path).content for path in paths}
        with ThreadPoolExecutor(6) as pool:
            readers = [pool.submit(read, base, seed + number) for number, base in enumerate((*bases[:2], *bases[:2]))]
            editors = [pool.submit(edit, seed + number) for number in range(2)]
            try:
                for editor in editors:
                    editor.result()
            finally:
                stop.set()
            for reader in readers:
                reader.result()
        settle(connection, bases)
        changed = 0
        for path in paths:
            truth = bare.get(path)
            for answer in (one.get(path), two.get(path)):
                # The order of features in a tile is the database's choice at the time.
                assert answer.content == truth.content or content(answer) == content(truth), path
            changed += truth.content != before[path]
        assert changed > len(paths) // 10


def test_readings_recolour_the_tile_they_are_shown_in(own_city_url: str, tmp_path: Path) -> None:
    with (
        serving(own_city_url, tmp_path / "server.log") as base,
        httpx.Client(base_url=base, timeout=60) as http,
        connected(own_city_url) as connection,
    ):
        lamp, x, y = connection.execute(
            """SELECT fid, ST_X(geom_3857), ST_Y(geom_3857) FROM street_lamps JOIN street_lamps_state USING (fid)
            WHERE status = 'on' ORDER BY fid LIMIT 1"""
        ).fetchall()[0]
        row, col = tile_at(WEB_MERCATOR_QUAD, 16, x, y)

        def status() -> str:
            answer = http.get(f"/ogc/collections/street_lamps/tiles/WebMercatorQuad/16/{row}/{col}")
            features = mapbox_vector_tile.decode(answer.content)["street_lamps"]["features"]
            return next(f["properties"]["status"] for f in features if f["id"] == lamp)

        assert status() == "on"
        for told in ("fault", "off"):
            connection.execute("UPDATE street_lamps_state SET status = %s WHERE fid = %s", [told, lamp])
            deadline = time.monotonic() + PATIENCE_S
            while status() != told:
                assert time.monotonic() < deadline, "the reading was never shown"
                time.sleep(0.05)


def test_without_what_is_observed_a_tile_stays_while_everything_reports(own_city_url: str, tmp_path: Path) -> None:
    """While a table is locked only memory can answer: so it shows what is still there."""
    with (
        serving(own_city_url, tmp_path / "server.log") as base,
        httpx.Client(base_url=base, timeout=60) as http,
        connected(own_city_url) as connection,
    ):
        ((x, y),) = connection.execute(
            "SELECT ST_X(geom_3857), ST_Y(geom_3857) FROM street_lamps WHERE fid = 1"
        ).fetchall()
        wait_for_log(connection, base)
        plain: dict[str, bytes] = {}
        for level in (13, 15, 16):
            row, col = tile_at(WEB_MERCATOR_QUAD, level, x, y)
            for path in (
                f"/ogc/collections/street_lamps/tiles/WebMercatorQuad/{level}/{row}/{col}?observed=false",
                f"/ogc/tiles/WebMercatorQuad/{level}/{row}/{col}?collections=street_lamps,traffic_flows&observed=false",
            ):
                plain[path] = http.get(path).content
                features = mapbox_vector_tile.decode(plain[path])["street_lamps"]["features"]
                assert features
                assert not any("status" in feature["properties"] for feature in features)
        ordinary = next(iter(plain)).removesuffix("?observed=false")
        features = mapbox_vector_tile.decode(http.get(ordinary).content)["street_lamps"]["features"]
        assert any("status" in feature["properties"] for feature in features)
        for status in ("fault", "off"):
            connection.execute("UPDATE street_lamps_state SET status = %s", [status])
            connection.execute("UPDATE traffic_flows_state SET service_level = 'A'")
            wait_for_log(connection, base)
        with connection.transaction():
            connection.execute("LOCK TABLE street_lamps, traffic_flows IN ACCESS EXCLUSIVE MODE")
            for path, content in plain.items():
                assert http.get(path, timeout=20).content == content
            with pytest.raises(httpx.ReadTimeout):
                http.get(ordinary, timeout=1)
        assert http.get(f"{ordinary}?observed=maybe").status_code == 400
        connection.execute("UPDATE street_lamps SET geom = ST_Translate(geom, 3, 3) WHERE fid = 1")
        settle(connection, [base])
        assert all(http.get(path).content != content for path, content in plain.items() if "/13/" not in path)
