"""`$filter` and `$orderby`: each function and operator against what the database itself says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

type Ask = Callable[..., dict[str, Any]]
type Owner = psycopg.Connection[Any]

BOX = "geography'POLYGON((107.08 16.80, 107.11 16.80, 107.11 16.83, 107.08 16.83, 107.08 16.80))'"
IN_BOX = "ext.ST_Transform(ext.ST_MakeEnvelope(107.08, 16.80, 107.11, 16.83, 4326), 3857)"
SEEN = "FROM devices d WHERE d.audience = 'public' AND "

THINGS = {
    "name eq 'street_lamps.DEN-00010'": "d.code = 'street_lamps.DEN-00010'",
    "id eq 17": "d.fid = 17",
    "id le 17 and not (id eq 3 or id eq 4)": "d.fid <= 17 AND d.fid NOT IN (3, 4)",
    "not id gt 17": "d.fid <= 17",
    "properties/layer eq 'waste_bins'": "d.layer = 'waste_bins'",
    "properties/layer ne 'waste_bins' and properties/protocol eq 'chirpstack'": (
        "d.layer <> 'waste_bins' AND d.protocol = 'chirpstack'"
    ),
    "properties/model eq null": "d.model IS NULL",
    "substringof('LU-0', name)": "d.code LIKE '%LU-0%'",
    "startswith(name, 'waste_bins.') and endswith(name, '7')": "d.code LIKE 'waste#_bins.%7' ESCAPE '#'",
    "length(properties/key) eq 9": "length(d.key) = 9",
    "indexof(name, '.') eq 11": "strpos(d.code, '.') = 12",
    "substring(name, 13) eq 'DEN-00010'": "substr(d.code, 14) = 'DEN-00010'",
    "substring(name, 0, 6) eq 'street'": "left(d.code, 6) = 'street'",
    "tolower(properties/key) eq 'den-00010'": "lower(d.key) = 'den-00010'",
    "toupper(trim(concat(' ', name))) eq 'STREET_LAMPS.DEN-00010'": "d.code = 'street_lamps.DEN-00010'",
    "id mod 1000 eq 7 and id div 2 lt 2000": "d.fid % 1000 = 7 AND d.fid < 4000",
    "id add 1 eq 8 or id sub 1 eq 8 or id mul 2 eq 8": "d.fid IN (7, 9, 4)",
    f"st_within(Locations/location, {BOX})": f"ext.ST_Within(d.geom_3857, {IN_BOX})",
    f"st_disjoint(Locations/location, {BOX})": f"NOT ext.ST_Intersects(d.geom_3857, {IN_BOX})",
    "Datastreams/ObservedProperty/name eq 'level_m'": "d.layer = 'flood_points'",
    "Datastreams/name eq 'flood_points.LU-01.level_m'": "d.code = 'flood_points.LU-01'",
    "Datastreams/Observations/result gt 2.9": (
        "d.layer = 'flood_points' AND EXISTS (SELECT FROM observations o JOIN datastreams s ON s.id = o.datastream"
        " WHERE s.device = d.fid AND o.result > 2.9)"
    ),
    "true and id eq 5": "d.fid = 5",
}


@pytest.mark.parametrize("question", THINGS)
def test_things(question: str, ask: Ask, owner: Owner):
    counted = f"SELECT count(*), (array_agg(d.fid ORDER BY d.fid))[:3] {SEEN}({THINGS[question]})"
    row = owner.execute(counted.encode()).fetchone()
    assert row
    found = ask("Things", filter=question, count="true", top=3, select="id")
    assert (found["@iot.count"], [one["@iot.id"] for one in found["value"]]) == (row[0], row[1] or [])
    if "eq null" not in question:
        assert found["value"], "a question that nothing answers tests little"


OBSERVATIONS = {
    "result gt 2.5": "o.result > 2.5",
    "3 lt result": "o.result > 3",
    "result add 1 ge 3.9": "o.result + 1 >= 3.9",
    "round(result) eq 3": "round(o.result::numeric) = 3",
    "floor(result) eq 2 and ceiling(result) eq 3": "floor(o.result) = 2 AND ceil(o.result) = 3",
    "result eq 'off'": "false",
    "result ne null": "true",
    "phenomenonTime ge now() sub duration'PT2H'": "o.phenomenon_time >= now() - interval '2 hours'",
    "phenomenonTime add duration'PT1H' lt now()": "o.phenomenon_time + interval '1 hour' < now()",
    "resultTime sub phenomenonTime gt 0.5": "o.result_time - o.phenomenon_time > interval '0.5 s'",
    "minute(phenomenonTime) eq 30 and second(phenomenonTime) eq 0": "to_char(o.phenomenon_time, 'MI:SS') = '30:00'",
    "year(phenomenonTime) gt 2000 and month(phenomenonTime) le 12 and day(phenomenonTime) ge 1": "true",
    "hour(phenomenonTime) lt 12": "extract(hour FROM o.phenomenon_time AT TIME ZONE 'UTC') < 12",
    "date(phenomenonTime) eq date(now())": "(o.phenomenon_time AT TIME ZONE 'UTC')::date = (now() AT TIME ZONE 'UTC')::date",
    "time(phenomenonTime) ge '12:00:00'": "(o.phenomenon_time AT TIME ZONE 'UTC')::time >= '12:00'",
    "fractionalseconds(phenomenonTime) eq 0 and totaloffsetminutes(phenomenonTime) eq 0": "true",
    "phenomenonTime gt mindatetime() and phenomenonTime lt maxdatetime()": "true",
    "parameters/late eq false": "o.flags & 1 = 0",
    "Datastream/unitOfMeasurement/symbol eq 'm'": "true",
    "FeatureOfInterest/properties/layer eq 'flood_points'": "true",
    "st_intersects(FeatureOfInterest/feature, geography'POINT(0 0)')": "false",
}


@pytest.mark.parametrize("question", OBSERVATIONS)
def test_observations(question: str, ask: Ask, owner: Owner, gauge: int):
    series = (
        "SELECT s.id FROM datastreams s WHERE s.layer = 'flood_points' AND s.property = 'level_m'"
        " AND s.id BETWEEN %s AND %s"
    )
    low_id, high_id = gauge + 1, gauge + 40
    low, high = owner.execute(
        f"SELECT count(*) FILTER (WHERE {OBSERVATIONS[question]}), count(*) FROM observations o"  # pyright: ignore[reportArgumentType]
        f" WHERE o.datastream IN ({series})",
        [low_id, high_id],
    ).fetchone() or (0, 0)
    among = f"Datastream/id ge {low_id} and Datastream/id le {high_id}"
    asked = f"Datastream/ObservedProperty/name eq 'level_m' and {among} and ({question})"
    found = ask("Observations", filter=asked, count="true", top=1)["@iot.count"]
    assert abs(found - low) <= (30 if "now()" in question else 0)
    assert 0 <= found <= high != 0


def test_periods_are_compared_by_their_ends(ask: Ask):
    def count(question: str) -> int:
        return ask("Datastreams", filter=f"properties/property eq 'level_m' and {question}", count="true", top=0)[
            "@iot.count"
        ]

    assert count("phenomenonTime gt 2000-01-01T00:00:00Z") == 12
    assert count("phenomenonTime lt 2000-01-01T00:00:00+07:00") == 0
    assert count("phenomenonTime le now()") == 12
    assert count("2000-01-01 lt phenomenonTime") == 12
    assert count("phenomenonTime eq null") == 0


def test_geometries(ask: Ask, owner: Owner):
    def count(plural: str, question: str) -> int:
        return ask(plural, filter=question, count="true", top=0)["@iot.count"]

    row = owner.execute(
        "SELECT count(*) FILTER (WHERE ext.ST_Distance(ext.ST_Transform(d.geom, 4326),"
        " ext.ST_SetSRID(ext.ST_MakePoint(107.1, 16.82), 4326)) < 0.003),"
        f" count(*) FILTER (WHERE ext.ST_Intersects(d.geom_3857, {IN_BOX})) {SEEN} true"
    ).fetchone()
    assert row
    assert count("Locations", "geo.distance(location, geography'SRID=4326;POINT(107.1 16.82)') lt 0.003") == row[0] > 0
    for name in ("geo.intersects", "st_intersects"):
        assert count("Locations", f"{name}(location, {BOX})") == row[1] > 0
    assert count("Locations", f"st_contains({BOX}, location)") == count("Locations", f"st_within(location, {BOX})")
    assert count("Locations", f"st_relate(location, {BOX}, 'T*F**F***')") == count(
        "Locations", f"st_within(location, {BOX})"
    )
    segments = "properties/layer eq 'lighting_segments' and "
    assert count("FeaturesOfInterest", f"{segments}geo.length(feature) gt 0") > 0
    assert count("FeaturesOfInterest", f"{segments}feature/type eq 'LineString'") > 0
    assert count("Locations", "location/type eq 'Polygon' or location/geometry/type eq 'Polygon'") == 0
    assert (
        count("FeaturesOfInterest", f"{segments}st_crosses(feature, geography'LINESTRING(107.0 16.82, 107.2 16.82)')")
        > 0
    )
    for name in ("st_equals", "st_touches", "st_overlaps"):
        assert count("FeaturesOfInterest", f"{name}(feature, {BOX})") == 0


@pytest.mark.parametrize(
    ("order", "key", "backwards"),
    [
        ("name", lambda one: one["name"], False),
        ("name desc", lambda one: one["name"], True),
        (
            "properties/ward_code,length(name) desc",
            lambda one: (one["properties"]["ward_code"], -len(one["name"])),
            False,
        ),
        ("id mod 10", lambda one: one["@iot.id"] % 10, False),
    ],
)
def test_orders(order: str, key: Callable[[dict[str, Any]], Any], backwards: bool, ask: Ask, sta: Any):
    question = "properties/layer eq 'waste_bins'"
    found: list[dict[str, Any]] = []
    page = ask("Things", filter=question, orderby=order, top=150)
    found += page["value"]
    while "@iot.nextLink" in page:
        page = sta.get(page["@iot.nextLink"]).json()
        found += page["value"]
    assert len({one["@iot.id"] for one in found}) == len(found) == 620
    keys = [key(one) for one in found]
    assert keys == sorted(keys, reverse=backwards)
    assert [one["@iot.id"] for one in ask("Things", filter=question, orderby=order, skip=10, top=5)["value"]] == [
        one["@iot.id"] for one in found[10:15]
    ]
