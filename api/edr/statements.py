"""Observations at places as statements: which places, with the rights of whoever asks; then what was observed, by the house.

The policy of `datastreams` says who may read a series. What was observed comes as the JSON arrays of a coverage, one row a
place, so that PostgreSQL does the work on sets and Python joins finished texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from api.edr.asked import Asked, Time
from api.series.resolution import Source
from api.series.statements import silent_after_sql
from layers.core.crs import STORAGE_SRID, Crs
from layers.core.declared import Declared, Property
from layers.core.feature_text import geometry_text
from layers.core.query import Bbox, within_box
from layers.core.statement import Parameters, Statement
from layers.core.wkb import Shape

MOST_PLACES = 10_000
MOST_VALUES = 200_000
NEAR_M = 500.0
"""A position means the nearest feature, when one is so near."""

_NUMBERS = ("number", "integer")
_ZONE = "Asia/Ho_Chi_Minh"


def places(asked: Asked) -> Statement:
    """One row a place, by number: `id`, `code`, `label`, `x`, `y` in the CRS asked for, `streams` (null where a parameter has
    no series there) and `silent`, the seconds that each parameter's values stay true. One more than `MOST_PLACES` at most.
    """
    parameters = Parameters()
    names = parameters.bind([p.name for p in asked.properties], "text[]")
    return Statement(_places(asked, names, _where(asked, parameters)), tuple(parameters.values))


def place(asked: Asked, identifier: str) -> Statement:
    """As `places`, for the one feature with this `id` or code."""
    parameters = Parameters()
    names = parameters.bind([p.name for p in asked.properties], "text[]")
    known = _uuid(identifier)
    where = (
        f"f.code = {parameters.bind(identifier, 'text')}"
        if known is None
        else f"f.id = {parameters.bind(known, 'uuid')}"
    )
    return Statement(_places(asked, names, where), tuple(parameters.values))


def locations(layer: Declared, crs: Crs, box: Bbox | None, limit: int, after: int, url: str, common: str) -> Statement:
    """One row: `features` (bytes, the Features of places that have series), `count`, and `last`, the number of the last.

    `url` is the address of locations, `common` what stands in the properties of each, as the members of a JSON object.
    """
    parameters = Parameters()
    address, said = parameters.bind(f"{url}/", "text"), parameters.bind(common, "text")
    conditions = [f"f.fid > {parameters.bind(after, 'bigint')}"]
    if box is not None:
        conditions.append(within_box(box, layer, parameters))
    most = parameters.bind(limit, "bigint")
    feature = (
        f"""'{{"type":"Feature","id":"'||f.id||'","geometry":'||{geometry_text(layer, crs)}||',"properties":{{"label":'"""
        f"""||to_json({_label(layer)})||',"code":'||to_json(f.code)||',"edrqueryendpoint":'||to_json({address}||f.id)"""
        f"""||','||{said}||'}}}}'"""
    )
    sql = (
        "SELECT convert_to(string_agg(l.feature, ',' ORDER BY l.fid), 'UTF8') AS features, count(*) AS count,"
        f" max(l.fid) AS last FROM (SELECT f.fid, {feature} AS feature"
        f' FROM layers."{layer.name}" f WHERE {" AND ".join(conditions)}'
        f" AND EXISTS (SELECT FROM layers.datastreams d WHERE d.layer = '{layer.name}' AND d.fid = f.fid)"
        f" ORDER BY f.fid LIMIT {most}) l"
    )
    return Statement(sql, tuple(parameters.values))


@dataclass(frozen=True, slots=True)
class Streams:
    """The series to be read: of each its number, which place and which parameter it is of, how long its values stay true."""

    numbers: list[int]
    places: list[int]
    parameters: list[int]
    silent: list[float]


def values(streams: Streams, properties: Sequence[Property], time: Time, source: Source, *, coded: bool) -> Statement:
    """One row a place: `place`, `n` moments, `t` (a JSON array), a JSON array `v0`, `v1`, ... for each parameter, and
    `total`, the number of values of all places; when that is beyond `MOST_VALUES` the arrays are not complete.

    With `coded`, codes and booleans come as the whole numbers of CoverageJSON's category encoding.
    """
    parameters = Parameters()
    series = ", ".join(
        parameters.bind(column, f"{type_name}[]")
        for column, type_name in (
            (streams.numbers, "integer"),
            (streams.places, "integer"),
            (streams.parameters, "integer"),
            (streams.silent, "float8"),
        )
    )
    arrays = ", ".join(
        f"'['||string_agg(coalesce({_json(p, f'c{number}', source, coded)}, 'null'), ',')||']' AS v{number}"
        for number, p in enumerate(properties)
    )
    sql = (
        f"WITH s AS (SELECT * FROM unnest({series}) s (datastream, place, param, silent)),"
        f" r AS MATERIALIZED ({_observed(properties, time, source, parameters)} LIMIT {MOST_VALUES + 1}),"
        f" p AS ({_pivoted(properties)})"
        " SELECT place, count(*)::integer AS n, replace('['||string_agg(to_json(t)::text, ',')||']', '+00:00\"', 'Z\"') AS t,"
        f" {arrays}, (SELECT count(*) FROM r) AS total FROM p GROUP BY place ORDER BY place"
    )
    return Statement(sql, tuple(parameters.values))


def textual(p: Property) -> bool:
    """Whether observations of the property are kept as text."""
    return p.kind not in (*_NUMBERS, "boolean")


def listed(p: Property) -> bool:
    """Whether its values are known before: a boolean, or a code of a list that nobody can add to."""
    return p.kind == "boolean" or (p.kind == "code" and p.codes is not None and not p.codes.editable)


def first_day(layer: Declared) -> Statement:
    """One row with `first`: when the oldest kept observation of the layer's main property was made; null without."""
    binding = layer.layer.device
    assert binding is not None
    daily = (
        f"SELECT (o.day::timestamp AT TIME ZONE '{_ZONE}') AS t FROM layers.observations_daily o"
        " WHERE o.datastream = d.id ORDER BY o.day LIMIT 1"
    )
    raw = (
        "SELECT o.phenomenon_time AS t FROM layers.observations o WHERE o.datastream = d.id"
        " ORDER BY o.phenomenon_time LIMIT 1"
    )
    sql = (
        "WITH d AS (SELECT id FROM layers.datastreams WHERE layer = $1::text AND property = $2::text)"
        f" SELECT coalesce((SELECT min(x.t) FROM d CROSS JOIN LATERAL ({daily}) x),"
        f" (SELECT min(x.t) FROM (SELECT * FROM d LIMIT 100) d CROSS JOIN LATERAL ({raw}) x)) AS first"
    )
    return Statement(sql, (layer.name, binding.main))


def _places(asked: Asked, names: str, where: str) -> str:
    layer, crs = asked.layer, asked.crs
    point = "f.geom" if layer.geometry.kind == "Point" else "ext.ST_PointOnSurface(f.geom)"
    placed = point if crs.srid == STORAGE_SRID else f"ext.ST_Transform({point}, {crs.srid})"
    silent = ", ".join(silent_after_sql(layer, p) for p in asked.properties)
    return (
        f"SELECT f.fid, f.id, f.code, {_label(layer)} AS label, round(ext.ST_X(g.at)::numeric, {crs.decimals})::float8 AS x,"
        f" round(ext.ST_Y(g.at)::numeric, {crs.decimals})::float8 AS y, ARRAY[{silent}] AS silent,"
        " ARRAY(SELECT d.id FROM unnest(" + names + ") WITH ORDINALITY n (name, rank) LEFT JOIN layers.datastreams d"
        f" ON d.layer = '{layer.name}' AND d.fid = f.fid AND d.property = n.name ORDER BY n.rank) AS streams"
        f' FROM layers."{layer.name}" f CROSS JOIN LATERAL (SELECT {placed} AS at) g'
        f" WHERE f.geom IS NOT NULL AND {where} ORDER BY f.fid LIMIT {MOST_PLACES + 1}"
    )


def _label(layer: Declared) -> str:
    prop = layer.public_by_name.get(layer.style.label or "")
    return "f.code" if prop is None or prop.observed else f"coalesce({prop.column}::text, f.code)"


def _where(asked: Asked, parameters: Parameters) -> str:
    layer = asked.layer
    match asked.query:
        case "cube":
            assert asked.box is not None
            return within_box(asked.box, layer, parameters)
        case "area":
            (area,) = asked.places
            return f"({_meets(area, parameters)})"
        case "radius":
            (centre,) = asked.places
            metres = parameters.bind(asked.within, "float8")
            return f"ext.ST_DWithin(f.geom, {_stored(centre, parameters)}, {metres})"
        case _:
            near = " UNION ".join(f"({_nearest(layer, point, parameters)})" for point in asked.places)
            return f"f.fid IN (SELECT n.fid FROM ({near}) n)"


def _meets(area: Shape, parameters: Parameters) -> str:
    if area.srid == 3857:
        given = parameters.bind(area.ewkb, "ext.geometry")
        return f"f.geom_3857 OPERATOR(ext.&&) {given} AND ext.ST_Intersects(f.geom_3857, {given})"
    given = _stored(area, parameters)
    return f"f.geom OPERATOR(ext.&&) {given} AND ext.ST_Intersects(f.geom, {given})"


def _stored(shape: Shape, parameters: Parameters) -> str:
    given = parameters.bind(shape.ewkb, "ext.geometry")
    return given if shape.srid == STORAGE_SRID else f"(SELECT ext.ST_Transform({given}, {STORAGE_SRID}))"


def _nearest(layer: Declared, point: Shape, parameters: Parameters) -> str:
    at = _stored(point, parameters)
    return (
        f'SELECT c.fid FROM layers."{layer.name}" c WHERE ext.ST_DWithin(c.geom, {at}, {NEAR_M})'
        f" ORDER BY c.geom OPERATOR(ext.<->) {at} LIMIT 1"
    )


def _observed(properties: Sequence[Property], time: Time, source: Source, parameters: Parameters) -> str:
    """Rows `place`, `param`, `t`, `num`, `txt`: what is kept in the time, or was in force at the moment."""
    end = parameters.bind(time.end, "timestamptz")
    if source == "raw":
        told = "SELECT s.place, s.param, o.phenomenon_time AS t, o.result AS num, o.result_text AS txt FROM s"
        if time.begin == time.end:
            return (
                f"{told} CROSS JOIN LATERAL (SELECT * FROM layers.observations o WHERE o.datastream = s.datastream"
                f" AND o.phenomenon_time <= {end} AND o.phenomenon_time >= {end} - make_interval(secs => s.silent)"
                " ORDER BY o.phenomenon_time DESC LIMIT 1) o"
            )
        return (
            f"{told} JOIN layers.observations o ON o.datastream = s.datastream"
            f" AND o.phenomenon_time >= {parameters.bind(time.begin, 'timestamptz')} AND o.phenomenon_time <= {end}"
        )
    begin = parameters.bind(time.begin, "timestamptz")
    averaged = parameters.bind([p.kind in _NUMBERS for p in properties], "boolean[]")
    told = f"CASE WHEN ({averaged})[s.param + 1] THEN o.mean ELSE o.last END AS num, o.last_text AS txt FROM s"
    if source == "10min":
        return (
            f"SELECT s.place, s.param, o.bucket AS t, {told} JOIN layers.observations_10min o"
            f" ON o.datastream = s.datastream AND o.bucket <= {end}"
            f" AND o.bucket >= date_bin('10 minutes', {begin}, '2000-01-01Z'::timestamptz)"
        )
    return (
        f"SELECT s.place, s.param, (o.day::timestamp AT TIME ZONE '{_ZONE}') AS t, {told} JOIN layers.observations_daily o"
        f" ON o.datastream = s.datastream AND o.day >= ({begin} AT TIME ZONE '{_ZONE}')::date"
        f" AND o.day <= ({end} AT TIME ZONE '{_ZONE}')::date"
    )


def _pivoted(properties: Sequence[Property]) -> str:
    """Rows `place`, `t` and a column for each parameter; of a single one there is a row for each moment already."""
    kept = ["txt" if textual(p) else "num" for p in properties]
    if len(kept) == 1:
        return f"SELECT place, t, {kept[0]} AS c0 FROM r ORDER BY place, t"
    columns = ", ".join(f"max({one}) FILTER (WHERE param = {number}) AS c{number}" for number, one in enumerate(kept))
    return f"SELECT place, t, {columns} FROM r GROUP BY place, t ORDER BY place, t"


def _json(p: Property, column: str, source: Source, coded: bool) -> str:
    """A value as JSON text."""
    match p.kind:
        case "number":
            return f"{column}::text"
        case "integer":
            return f"{column}::bigint::text" if source == "raw" else f"{column}::text"
        case "boolean":
            return f"{column}::integer::text" if coded else f"({column} <> 0)::text"
        case "code" if coded and listed(p):
            assert p.codes is not None
            known = ", ".join("'" + str(member.value).replace("'", "''") + "'" for member in p.codes)
            return f"(array_position(ARRAY[{known}], {column}) - 1)::text"
        case _:
            return f"to_json({column})::text"


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if len(text) == 36 else None
    except ValueError:
        return None
