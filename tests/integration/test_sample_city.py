"""The sample city as it stands in the database: counts, exact facts, clean topology, nothing out of place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, LiteralString

import psycopg
import pytest
from psycopg import sql

from ingest.sample_city import load
from ingest.sample_city.loading import DEM, SampleRefused
from layers.core.db import connect
from layers.core.feature import Feature
from layers.registry import LAYERS, RECORDS

FEATURES = [name for name, layer in LAYERS.items() if issubclass(layer, Feature)]


@pytest.fixture(scope="module")
def city(city_url: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection to the loaded sample city."""
    with connect(city_url, autocommit=True) as connection:
        connection.execute("SET max_parallel_workers_per_gather = 0")
        yield connection


def _value(city: psycopg.Connection[Any], statement: LiteralString) -> Any:
    row = city.execute(statement).fetchone()
    assert row is not None
    return row[0] if len(row) == 1 else row


def _count(city: psycopg.Connection[Any], table: str, where: LiteralString = "true") -> int:
    statement = sql.SQL("SELECT count(*) FROM layers.{} WHERE {}").format(sql.Identifier(table), sql.SQL(where))
    row = city.execute(statement).fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize("table", [*FEATURES, *RECORDS])
def test_no_layer_is_empty(city: psycopg.Connection[Any], table: str) -> None:
    assert _count(city, table) > 0


@pytest.mark.parametrize("table", FEATURES)
def test_every_row_says_that_it_is_synthetic(city: psycopg.Connection[Any], table: str) -> None:
    assert _count(city, table, "source IS DISTINCT FROM 'synthetic'") == 0


@pytest.mark.parametrize(
    ("table", "least", "most"),
    [
        ("land_parcels", 36_000, 46_000),
        ("buildings", 24_500, 25_500),
        ("street_lamps", 8_000, 8_000),
        ("roads", 2_300, 2_700),
        ("planning_zones", 200, 600),
        ("trees", 8_000, 16_000),
        ("manholes", 1_500, 2_600),
        ("neighbourhoods", 70, 90),
        ("incidents", 600, 1_200),
    ],
)
def test_counts_are_like_the_city(city: psycopg.Connection[Any], table: str, least: int, most: int) -> None:
    assert least <= _count(city, table) <= most


def test_cameras_stand_at_their_numbers_of_sites(city: psycopg.Connection[Any]) -> None:
    rows = city.execute(
        "SELECT network, count(*), count(DISTINCT site_code) FROM layers.cameras GROUP BY network ORDER BY network"
    ).fetchall()
    assert rows == [("ai", 10, 10), ("city", 113, 99), ("ward", 251, 251)]


@pytest.mark.parametrize(("farm", "area_m2", "households"), [("TT-HOA", 20_000, 17), ("TT-RAU", 20_300, 26)])
def test_farms_have_their_areas_and_households(
    city: psycopg.Connection[Any], farm: str, area_m2: float, households: int
) -> None:
    row = city.execute(
        "SELECT f.area_m2, ext.st_area(f.geom), f.household_count, sum(p.area_m2), sum(ext.st_area(p.geom)),"
        " count(DISTINCT p.household_ref) FROM layers.farms f JOIN layers.farm_plots p ON p.farm_id = f.id"
        " WHERE f.code = %s GROUP BY f.id",
        [farm],
    ).fetchone()
    assert row is not None
    assert row[0] == pytest.approx(area_m2)
    assert row[1] == pytest.approx(area_m2, abs=0.01)
    assert row[3] == pytest.approx(area_m2, abs=0.01)
    assert row[4] == pytest.approx(area_m2, abs=0.01)
    assert (row[2], row[5]) == (households, households)


def test_farms_lie_in_their_wards(city: psycopg.Connection[Any]) -> None:
    rows = city.execute(
        "SELECT f.code, w.name FROM layers.farms f JOIN layers.wards w ON w.division = 'nine'"
        " AND ext.st_contains(w.geom, f.geom) ORDER BY f.code"
    ).fetchall()
    assert rows == [("TT-HOA", "Phường Đông Giang"), ("TT-RAU", "Phường Đông Thanh")]


def test_facts_of_the_scheme(city: psycopg.Connection[Any]) -> None:
    assert _count(city, "flood_points") == 12
    assert _count(city, "wifi_points") == 27
    assert _count(city, "public_facilities", "kind = 'one_stop'") == 10
    assert _count(city, "wards", "division = 'nine'") == 9
    assert _count(city, "wards", "division = 'two'") == 2
    corridors = _value(city, "SELECT count(DISTINCT corridor) FROM layers.junctions WHERE control = 'signals'")
    assert corridors == 3


def test_the_station_gauge_has_its_official_levels(city: psycopg.Connection[Any]) -> None:
    row = city.execute("SELECT bd1_m, bd2_m, bd3_m FROM layers.flood_points WHERE name = 'Cầu Đông Hà'").fetchone()
    assert row == (2.0, 3.0, 4.0)


def test_gauges_stand_at_the_water(city: psycopg.Connection[Any]) -> None:
    far = _value(
        city,
        "SELECT count(*) FROM layers.flood_points p WHERE NOT EXISTS"
        " (SELECT 1 FROM layers.rivers r WHERE ext.st_dwithin(r.geom, p.geom, 40))",
    )
    assert far == 0


def test_the_lighting_pilot_is_one_stretch_of_hung_vuong(city: psycopg.Connection[Any]) -> None:
    street, length, parts = _value(
        city,
        "SELECT string_agg(DISTINCT street, ','), sum(length_m), ext.st_numgeometries(ext.st_linemerge(ext.st_collect(geom)))"
        " FROM layers.lighting_segments WHERE is_pilot",
    )
    assert street == "Hùng Vương"
    assert 600 < length < 2_000
    assert parts == 1


def test_ward_areas_are_near_the_measured_ones(city: psycopg.Connection[Any]) -> None:
    from ingest.sample_city.wards import WARDS

    found = dict(
        city.execute("SELECT code, ext.st_area(geom) / 1e6 FROM layers.wards WHERE division = 'nine'").fetchall()
    )
    for ward in WARDS:
        assert found[ward.code] == pytest.approx(ward.area_km2, rel=0.04), ward.name
    assert sum(found.values()) == pytest.approx(73.0, abs=0.2)


def test_wards_tile_the_city_and_the_two_are_unions_of_the_nine(city: psycopg.Connection[Any]) -> None:
    overlap = _value(
        city,
        "SELECT coalesce(sum(ext.st_area(ext.st_intersection(a.geom, b.geom))), 0) FROM layers.wards a JOIN layers.wards b"
        " ON a.division = 'nine' AND b.division = 'nine' AND a.code < b.code AND ext.st_intersects(a.geom, b.geom)",
    )
    assert overlap < 5
    apart = _value(
        city,
        "SELECT max(ext.st_area(ext.st_symdifference(n.geom, t.geom))) FROM layers.wards t JOIN"
        " (SELECT merged_into, ext.st_union(geom) AS geom FROM layers.wards WHERE division = 'nine' GROUP BY 1) n"
        " ON n.merged_into = t.code AND t.division = 'two'",
    )
    assert apart < 5


def test_zones_cover_the_city_without_overlap(city: psycopg.Connection[Any]) -> None:
    overlap = _value(
        city,
        "SELECT coalesce(sum(ext.st_area(ext.st_intersection(a.geom, b.geom))), 0) FROM layers.planning_zones a"
        " JOIN layers.planning_zones b ON a.fid < b.fid AND a.geom && b.geom AND ext.st_intersects(a.geom, b.geom)",
    )
    assert overlap < 1
    zones, city_m2 = _value(
        city,
        "SELECT (SELECT sum(ext.st_area(geom)) FROM layers.planning_zones),"
        " (SELECT sum(ext.st_area(geom)) FROM layers.wards WHERE division = 'nine')",
    )
    assert zones == pytest.approx(city_m2, abs=60)


def test_parcels_of_the_centre_do_not_overlap(city: psycopg.Connection[Any]) -> None:
    overlaps = _value(
        city,
        "SELECT count(*) FROM layers.land_parcels a JOIN layers.land_parcels b ON a.fid < b.fid AND a.geom && b.geom"
        " AND a.geom && ext.st_makeenvelope(590000, 1859500, 591000, 1860500, 9212)"
        " AND ext.st_relate(a.geom, b.geom, '2********')"
        " AND NOT ext.st_isempty(ext.st_buffer(ext.st_intersection(a.geom, b.geom), -0.025))",
    )
    assert overlaps == 0


def test_parcels_keep_off_roads_and_water(city: psycopg.Connection[Any]) -> None:
    on_road = _value(
        city,
        "SELECT count(DISTINCT r.fid) FROM layers.roads r JOIN layers.land_parcels p ON p.geom && r.geom"
        " AND ext.st_length(ext.st_intersection(p.geom, r.geom)) > 1",
    )
    assert on_road == 0
    in_water = _value(
        city,
        "SELECT coalesce(sum(ext.st_area(ext.st_intersection(p.geom, r.geom))), 0) FROM layers.rivers r"
        " JOIN layers.land_parcels p ON ext.st_intersects(p.geom, r.geom)",
    )
    assert in_water < 100


def test_each_building_stands_in_its_parcel(city: psycopg.Connection[Any]) -> None:
    outside = _value(
        city,
        "SELECT count(*) FROM layers.buildings b LEFT JOIN layers.land_parcels p ON p.id = b.parcel_id"
        " WHERE p.id IS NULL OR NOT ext.st_coveredby(b.geom, ext.st_buffer(p.geom, 0.05))",
    )
    assert outside == 0


def test_lamps_stand_along_roads(city: psycopg.Connection[Any]) -> None:
    far = _value(
        city,
        "SELECT count(*) FROM layers.street_lamps l JOIN layers.lighting_segments s ON s.id = l.segment_id"
        " WHERE NOT ext.st_dwithin(l.geom, s.geom, 12)",
    )
    assert far == 0


def test_lamps_show_every_state_and_silence(city: psycopg.Connection[Any]) -> None:
    rows = city.execute(
        "SELECT s.status, count(*) FROM layers.street_lamps f LEFT JOIN layers.street_lamps_state s ON s.fid = f.fid"
        " GROUP BY 1"
    ).fetchall()
    assert {status for status, _ in rows} == {"on", "dimmed", "off", "fault", None}


def test_roads_meet_at_junctions(city: psycopg.Connection[Any]) -> None:
    crossing = _value(
        city,
        "SELECT count(*) FROM layers.roads a JOIN layers.roads b ON a.fid < b.fid AND ext.st_crosses(a.geom, b.geom)",
    )
    assert crossing == 0


@pytest.mark.parametrize("table", FEATURES)
def test_everything_lies_in_the_city(city: psycopg.Connection[Any], table: str) -> None:
    statement = sql.SQL(
        "SELECT count(*) FROM layers.{} WHERE NOT geom OPERATOR(ext.@)"
        " ext.st_makeenvelope(582603, 1851816, 595757, 1865383, 9212)"
    ).format(sql.Identifier(table))
    row = city.execute(statement).fetchone()
    assert row == (0,)


def test_the_height_model_is_a_cog_in_the_laws_coordinates(city: psycopg.Connection[Any]) -> None:
    import rasterio

    with rasterio.open(DEM) as raster:
        assert raster.crs.to_epsg() == 9212
        assert raster.res == (5.0, 5.0)
        assert raster.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        places = {
            "river": (589_960.0, 1_861_170.0),
            "town": (590_508.8, 1_860_206.5),
            "hills": (584_500.0, 1_854_500.0),
        }
        river, town, hills = (float(value[0]) for value in raster.sample(places.values()))
    assert river < 0
    assert 1 < town < 6
    assert hills > 15


def test_a_second_load_is_refused_unless_asked_for(city_url: str) -> None:
    with pytest.raises(SampleRefused, match="--replace"):
        load(city_url)


def test_real_data_are_never_mixed_with_the_sample(own_city_url: str) -> None:
    with connect(own_city_url, autocommit=True) as connection:
        connection.execute("UPDATE layers.parks SET source = 'survey' WHERE fid = (SELECT min(fid) FROM layers.parks)")
    with pytest.raises(SampleRefused, match="parks"):
        load(own_city_url, replace=True)
    with connect(own_city_url, autocommit=True) as connection:
        assert _count(connection, "parks", "source = 'survey'") == 1


def test_scale_has_bounds(city_url: str) -> None:
    with pytest.raises(SampleRefused, match="--scale"):
        load(city_url, scale=1000)
