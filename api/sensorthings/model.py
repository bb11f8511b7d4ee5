"""The entities of SensorThings 1.1 (OGC 18-088 §8): their properties, keys and relations, over sources of SQL.

Nothing here knows addresses or query options. In every text of SQL `{a}` stands for the alias of the entity's own rows,
`{b}` for those of the other side of a relation, `{o}` for the address of the server. What an entity's rows are stands in
`api.sensorthings.sources`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from api.sensorthings.observation_id import from_id

Kind = Literal["number", "text", "boolean", "time", "interval", "duration", "geometry", "result", "object"]
"""What can be asked of a value. A `result` is a number, text or boolean, as its series has it."""

PRESENT = "Location that stands"
"""The source of the positions where devices stand now, which needs no look at the past of all of them."""

SERIES = "Series of Observations"
"""The source of what all Observations of a Datastream have in common: `datastream`, `thing`, `kind`."""

STORED = "Observations as they are stored"
"""The source of Observations without what their series says of them."""

_NOTHING: Mapping[str, Field] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A property: `sql` is what is compared (the begin of an interval), `json` what is written (`sql` when empty).

    `end` is the end of an interval, `parts` are the members of an object that can be asked for.
    """

    kind: Kind
    sql: str
    json: str = ""
    end: str = ""
    always: bool = False
    parts: Mapping[str, Field] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True)
class Link:
    """A relation to another kind of entity, under the name it has in addresses; `rows` is the source of the other side's rows
    where it is not all of that kind.
    """

    target: str
    many: bool
    join: str
    rows: str = ""

    @property
    def source(self) -> str:
        """The name of the source of the other side."""
        return self.rows or self.target


class KeyPart(NamedTuple):
    """A column of a key with its PostgreSQL type."""

    sql: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One kind of entity.

    `identifier` is its id as SQL (a whole number, or a text when `texts`), `key` the columns that make it and order its
    entities; `read` makes their values of an id, None when no entity can have that id.
    """

    name: str
    plural: str
    identifier: str
    texts: bool
    key: tuple[KeyPart, ...]
    read: Callable[[int | str], tuple[Any, ...] | None]
    fields: Mapping[str, Field]
    links: Mapping[str, Link]


_MOST_INTEGER = 2**31 - 1
_POSITION = re.compile(r"(\d{1,10})-(\d{1,9})", re.ASCII)
_SENSOR = re.compile(r"([a-z][a-z0-9_]{0,47})\.([a-z]{1,20})", re.ASCII)


def number_key(given: int | str) -> tuple[Any, ...] | None:
    """A whole number, bare or in quotes."""
    text = str(given)
    return (int(text),) if text.isascii() and text.isdigit() and 0 < int(text[:11]) <= _MOST_INTEGER else None


def _position_key(given: int | str) -> tuple[Any, ...] | None:
    match = _POSITION.fullmatch(str(given))
    return number_pair(match) if match else None


def number_pair(match: re.Match[str]) -> tuple[int, int] | None:
    """Two whole numbers of the database's size."""
    first, second = (int(part) for part in match.groups())
    return (first, second) if max(first, second) <= _MOST_INTEGER else None


def _sensor_key(given: int | str) -> tuple[Any, ...] | None:
    match = _SENSOR.fullmatch(str(given))
    return match.groups() if match else None


def _text(sql: str, *, always: bool = False) -> Field:
    return Field(kind="text", sql=sql, always=always)


def _number(sql: str) -> Field:
    return Field(kind="number", sql=sql)


def _object(**parts: Field) -> Field:
    members = ", ".join(f"'{name}', {part.json or part.sql}" for name, part in parts.items())
    return Field(kind="object", sql="", json=f"json_strip_nulls(json_build_object({members}))", parts=parts)


def _geometry(sql: str, geojson: str) -> Field:
    """A geometry; clients ask for its GeoJSON type, and for that of a Feature, which none of ours is."""
    kind = _text(f"substr(ext.ST_GeometryType({sql}), 4)")
    nowhere = Field(kind="object", sql="", json="NULL", parts={"type": _text("NULL::text")})
    return Field(kind="geometry", sql=sql, json=f"{geojson}::json", parts={"type": kind, "geometry": nowhere})


_ID = KeyPart("{a}.id", "bigint")
_UCUM = "'http://www.opengis.net/def/uom/UCUM/' || {a}.unit"
_OM = "'http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_' || "
_OBSERVATION_TYPE = (
    _OM + "CASE {a}.kind WHEN 'number' THEN 'Measurement' WHEN 'integer' THEN 'CountObservation'"
    " WHEN 'boolean' THEN 'TruthObservation' WHEN 'code' THEN 'CategoryObservation' WHEN 'datetime' THEN"
    " 'TemporalObservation' ELSE 'Observation' END"
)
_GEOJSON = "'application/geo+json'::text"
_MOMENT = (
    "(SELECT o.{of} FROM layers.observations o WHERE o.datastream = {{a}}.id ORDER BY o.phenomenon_time {way} LIMIT 1)"
)
_FIRST, _LAST = (_MOMENT.format(of="phenomenon_time", way=way) for way in ("ASC", "DESC"))
_BOTH = "(to_json({0})#>>'{{{{}}}}') || '/' || (to_json({1})#>>'{{{{}}}}')"

_TITLES = _object(vi=_text("{a}.title_vi"), en=_text("{a}.title_en"))
_LAYER = _text("{a}.layer", always=True)

THING = Entity(
    name="Thing",
    plural="Things",
    identifier="{a}.id",
    texts=False,
    key=(_ID,),
    read=number_key,
    fields={
        "name": _text("{a}.code", always=True),
        "description": _text("{a}.layer_vi || ' ' || {a}.key || ' · ' || {a}.layer_en || ' ' || {a}.key"),
        "properties": _object(
            layer=_LAYER,
            key=_text("{a}.key"),
            feature=_text("{a}.feature_id::text"),
            ward_code=_text("{a}.ward_code"),
            protocol=_text("{a}.protocol"),
            model=_text("{a}.model"),
            installed_on=_text("{a}.installed_on::text"),
        ),
    },
    links={
        "Locations": Link("Location", True, "{b}.thing = {a}.id", rows=PRESENT),
        "HistoricalLocations": Link("HistoricalLocation", True, "{b}.thing = {a}.id"),
        "Datastreams": Link("Datastream", True, "{b}.thing = {a}.id"),
    },
)

_POSITION_ID = "{a}.thing || '-' || {a}.version"
_POSITION_KEY = (KeyPart("{a}.thing", "bigint"), KeyPart("{a}.version", "bigint"))
_SAME_POSITION = "{b}.thing = {a}.thing AND {b}.version = {a}.version"

LOCATION = Entity(
    name="Location",
    plural="Locations",
    identifier=_POSITION_ID,
    texts=True,
    key=_POSITION_KEY,
    read=_position_key,
    fields={
        "name": _text("{a}.code", always=True),
        "description": _text("'Vị trí của ' || {a}.code || ' · Position of ' || {a}.code"),
        "encodingType": _text(_GEOJSON, always=True),
        "location": _geometry("{a}.geom_3857", "{a}.geojson"),
        "properties": _object(
            layer=_LAYER, ward_code=_text("{a}.ward_code"), present=Field(kind="boolean", sql="{a}.present")
        ),
    },
    links={
        "Things": Link("Thing", True, "{b}.id = {a}.thing AND {a}.present"),
        "HistoricalLocations": Link("HistoricalLocation", True, _SAME_POSITION),
    },
)

HISTORICAL_LOCATION = Entity(
    name="HistoricalLocation",
    plural="HistoricalLocations",
    identifier=_POSITION_ID,
    texts=True,
    key=_POSITION_KEY,
    read=_position_key,
    fields={"time": Field(kind="time", sql="{a}.began", always=True)},
    links={
        "Thing": Link("Thing", False, "{b}.id = {a}.thing"),
        "Locations": Link("Location", True, _SAME_POSITION),
    },
)

DATASTREAM = Entity(
    name="Datastream",
    plural="Datastreams",
    identifier="{a}.id",
    texts=False,
    key=(_ID,),
    read=number_key,
    fields={
        "name": _text("{a}.code || '.' || {a}.property", always=True),
        "description": _text("{a}.title_vi || ', ' || {a}.code || ' · ' || {a}.title_en || ', ' || {a}.code"),
        "observationType": _text(_OBSERVATION_TYPE, always=True),
        "unitOfMeasurement": Field(
            kind="object",
            sql="",
            json=f"json_build_object('name', {{a}}.unit, 'symbol', {{a}}.unit, 'definition', {_UCUM})",
            parts={"name": _text("{a}.unit"), "symbol": _text("{a}.unit"), "definition": _text(_UCUM)},
        ),
        "observedArea": _geometry("{a}.geom_3857", "{a}.geojson"),
        "phenomenonTime": Field(kind="interval", sql=_FIRST, end=_LAST, json=_BOTH.format(_FIRST, _LAST)),
        "properties": _object(
            layer=_LAYER, property=_text("{a}.property"), kind=_text("{a}.kind"), ward_code=_text("{a}.ward_code")
        ),
    },
    links={
        "Thing": Link("Thing", False, "{b}.id = {a}.thing"),
        "Sensor": Link("Sensor", False, "{b}.layer = {a}.device_layer AND {b}.protocol = {a}.protocol"),
        "ObservedProperty": Link("ObservedProperty", False, "{b}.id = {a}.observed_property"),
        "Observations": Link("Observation", True, "{b}.datastream = {a}.id"),
    },
)

SENSOR = Entity(
    name="Sensor",
    plural="Sensors",
    identifier="{a}.layer || '.' || {a}.protocol",
    texts=True,
    key=(KeyPart("{a}.layer", "text"), KeyPart("{a}.protocol", "text")),
    read=_sensor_key,
    fields={
        "name": _text("{a}.layer || '.' || {a}.protocol", always=True),
        "description": _text(
            "{a}.layer_vi || ' (' || {a}.protocol || ') · ' || {a}.layer_en || ' (' || {a}.protocol || ')'"
        ),
        "encodingType": _text("'text/html'::text", always=True),
        "metadata": _text("{o} || '/ogc/collections/' || {a}.layer || '?f=html'"),
        "properties": _object(layer=_LAYER, protocol=_text("{a}.protocol"), devices=_number("{a}.devices")),
    },
    links={
        "Datastreams": Link("Datastream", True, "{b}.device_layer = {a}.layer AND {b}.protocol = {a}.protocol"),
    },
)

OBSERVED_PROPERTY = Entity(
    name="ObservedProperty",
    plural="ObservedProperties",
    identifier="{a}.id",
    texts=False,
    key=(_ID,),
    read=number_key,
    fields={
        "name": _text("{a}.property", always=True),
        "description": _text("{a}.title_vi || ' · ' || {a}.title_en"),
        "definition": _text("{o} || '/ogc/collections/' || {a}.layer || '/schema#/properties/' || {a}.property"),
        "properties": _object(
            layer=_LAYER,
            kind=_text("{a}.kind"),
            unit=_text("{a}.unit"),
            title=_TITLES,
        ),
    },
    links={"Datastreams": Link("Datastream", True, "{b}.observed_property = {a}.id")},
)

_MICROSECONDS = "round(date_part('epoch', {a}.phenomenon_time) * 1000000)::bigint"

OBSERVATION = Entity(
    name="Observation",
    plural="Observations",
    identifier=f"{{a}}.datastream || '-' || {_MICROSECONDS}",
    texts=True,
    key=(KeyPart("{a}.datastream", "integer"), KeyPart("{a}.phenomenon_time", "timestamptz")),
    read=from_id,
    fields={
        "phenomenonTime": Field(kind="time", sql="{a}.phenomenon_time", always=True),
        "resultTime": Field(kind="time", sql="{a}.result_time", always=True),
        "result": Field(
            kind="result",
            sql="{a}",
            json="CASE WHEN {a}.result_text IS NOT NULL THEN to_json({a}.result_text) WHEN {a}.kind = 'boolean' THEN"
            " to_json({a}.result <> 0) ELSE to_json({a}.result) END",
        ),
        "parameters": Field(
            kind="object",
            sql="",
            json="CASE {a}.flags WHEN 0 THEN '{{}}'::json ELSE json_strip_nulls(json_build_object('late',"
            " nullif({a}.flags & 1 <> 0, false), 'clock_repaired', nullif({a}.flags & 2 <> 0, false))) END",
            parts={
                "late": Field(kind="boolean", sql="({a}.flags & 1 <> 0)"),
                "clock_repaired": Field(kind="boolean", sql="({a}.flags & 2 <> 0)"),
            },
        ),
    },
    links={
        "Datastream": Link("Datastream", False, "{b}.id = {a}.datastream"),
        "FeatureOfInterest": Link("FeatureOfInterest", False, "{b}.id = {a}.thing"),
    },
)

FEATURE_OF_INTEREST = Entity(
    name="FeatureOfInterest",
    plural="FeaturesOfInterest",
    identifier="{a}.id",
    texts=False,
    key=(_ID,),
    read=number_key,
    fields={
        "name": _text("{a}.layer || '.' || {a}.code", always=True),
        "description": _text("{a}.layer_vi || ' ' || {a}.code || ' · ' || {a}.layer_en || ' ' || {a}.code"),
        "encodingType": _text(_GEOJSON, always=True),
        "feature": _geometry("{a}.geom_3857", "{a}.geojson"),
        "properties": _object(layer=_LAYER, feature=_text("{a}.feature_id::text"), ward_code=_text("{a}.ward_code")),
    },
    links={"Observations": Link("Observation", True, "{b}.thing = {a}.id")},
)

ENTITIES: dict[str, Entity] = {
    entity.name: entity
    for entity in (
        THING,
        LOCATION,
        HISTORICAL_LOCATION,
        DATASTREAM,
        SENSOR,
        OBSERVED_PROPERTY,
        OBSERVATION,
        FEATURE_OF_INTEREST,
    )
}
"""Every kind of entity by its name."""

SETS: dict[str, Entity] = {entity.plural: entity for entity in ENTITIES.values()}
"""Every entity set at the root of the service."""
