"""The rows of each kind of entity as FROM items, for whoever asks: what it may not read is not among them.

PostgreSQL's grants and row policies decide on devices, series and features; here only layers are left out that a role does
not read at all, as a statement that names their table would be refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from api.sensorthings.model import PRESENT, SERIES, STORED
from layers.core.declared import Declared

_OBSERVED = "o.datastream, o.phenomenon_time, o.result, o.result_text, o.result_time, o.flags"
_SERIES = (
    "SELECT s.id AS datastream, s.device AS thing, p.kind FROM layers.datastreams s"
    " JOIN layers.observed_properties p ON p.id = s.observed_property"
)

_THING = "d.fid AS id, d.code, d.layer, d.key, d.feature_id, d.ward_code, d.protocol, d.model, d.installed_on"


def sources(layers: Sequence[Declared], group: str) -> Mapping[str, str]:
    """The FROM item of each kind of entity by its name: `layers` are those with devices that the group role reads."""
    titles = ", ".join(f"({_literal(one.name)}, {_literal(one.title.vi)}, {_literal(one.title.en)})" for one in layers)
    names = ", ".join(_literal(one.name) for one in layers)
    read = f"= ANY (ARRAY[{names}]::text[])"
    known = f"(VALUES {titles or '(NULL, NULL, NULL)'}) l(name, layer_vi, layer_en)"
    positions = _positions(read)
    return {
        "Thing": f"(SELECT {_THING}, l.layer_vi, l.layer_en FROM layers.devices d JOIN {known} ON l.name = d.layer)",
        "Location": positions,
        "HistoricalLocation": positions,
        PRESENT: (
            "(SELECT d.fid AS thing, d.layer, d.code, d.ward_code, d.geom_3857, d.geojson, true AS present,"
            " 1 + coalesce((SELECT max(h.version) FROM layers.devices_history h WHERE h.id = d.id"
            " AND h.geom IS DISTINCT FROM d.geom), 0)"
            f" AS version FROM layers.devices d WHERE d.layer {read})"
        ),
        "Datastream": (
            "(SELECT s.id, s.layer, s.property, s.observed_property, s.device AS thing, p.kind, p.unit, p.title_vi,"
            " p.title_en, d.code, d.layer AS device_layer, d.protocol, d.ward_code, d.geom_3857, d.geojson"
            " FROM layers.datastreams s JOIN layers.observed_properties p ON p.id = s.observed_property"
            f" JOIN layers.devices d ON d.fid = s.device AND d.layer {read})"
        ),
        "Sensor": (
            f"(SELECT c.layer, c.protocol, c.devices, l.layer_vi, l.layer_en FROM (SELECT d.layer, d.protocol,"
            f" count(*)::float8 AS devices FROM layers.devices d GROUP BY 1, 2) c JOIN {known} ON l.name = c.layer)"
        ),
        "ObservedProperty": (
            "(SELECT p.id, p.layer, p.property, p.kind, p.unit, p.title_vi, p.title_en FROM layers.observed_properties p"
            f" WHERE {_literal(group)} = ANY (p.readers))"
        ),
        SERIES: f"({_SERIES})",
        "Observation": of_series("layers.observations"),
        STORED: "layers.observations",
        "FeatureOfInterest": (
            "(SELECT d.fid AS id, f.layer, f.feature_id, f.code, f.ward_code, f.geom_3857, f.geojson, l.layer_vi, l.layer_en"
            f" FROM ({_features(layers)}) f JOIN layers.devices d ON d.layer = f.layer AND d.feature_id = f.feature_id"
            f" JOIN {known} ON l.name = f.layer)"
        ),
    }


def apart(rows: str, alias: str) -> str:
    """The FROM item of `alias` among FROM items with their conditions, which are settled before anything is joined to it."""
    return f"(SELECT {alias}.* FROM {rows} OFFSET 0) {alias}"


def of_series(stored: str) -> str:
    """The FROM item of Observations in a FROM item as they are stored, each with what its series says of it."""
    return (
        f"(SELECT {_OBSERVED}, c.kind, c.thing FROM {stored} o"
        f" CROSS JOIN LATERAL ({_SERIES} WHERE s.id = o.datastream OFFSET 0) c)"
    )


def observations(series: str, alias: str, kept: Sequence[str], end: str) -> str:
    """The FROM item of the Observations of each row of `series` for which conditions hold; `end` is their order and limit."""
    where = f" WHERE {' AND '.join(kept)}" if kept else ""
    return (
        f"LATERAL (SELECT * FROM (SELECT {_OBSERVED}, {series}.kind, {series}.thing FROM layers.observations o"
        f" WHERE o.datastream = {series}.datastream) {alias}{where}{end}) {alias}"
    )


def _features(layers: Sequence[Declared]) -> str:
    """The features that devices report for, of all layers; of none when there are none to read."""
    columns = "f.id AS feature_id, f.code, f.ward_code, f.geom_3857, f.geojson"
    return (
        " UNION ALL ".join(
            f'SELECT {_literal(one.name)}::text AS layer, {columns} FROM layers."{one.name}" f' for one in layers
        )
        or f"SELECT d.layer, {columns} FROM layers.devices d CROSS JOIN LATERAL (SELECT d.*) f WHERE false"
    )


def _positions(read: str) -> str:
    """Where devices stood and since when: the versions of a device in which its place differs from that of the one before."""
    columns = "fid, id, version, updated_at, geom, layer, code, ward_code"
    return (
        "(SELECT m.fid AS thing, m.version, m.updated_at AS began, m.layer, m.code, m.ward_code,"
        " ext.ST_Transform(m.geom, 3857) AS geom_3857, ext.ST_AsGeoJSON(ext.ST_Transform(m.geom, 4326), 7) AS geojson,"
        " lead(m.version) OVER w IS NULL AND m.stands AS present"
        " FROM (SELECT v.*, lag(v.geom) OVER w AS before, bool_or(v.current) OVER (PARTITION BY v.fid) AS stands"
        f" FROM (SELECT {columns}, true AS current FROM layers.devices WHERE layer {read} UNION ALL"
        f" SELECT {columns}, false FROM layers.devices_history WHERE layer {read}) v"
        " WINDOW w AS (PARTITION BY v.fid ORDER BY v.version)) m"
        " WHERE m.stands AND m.before IS DISTINCT FROM m.geom"
        " WINDOW w AS (PARTITION BY m.fid ORDER BY m.version))"
    )


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
