"""The versions of a feature as statements. They run with the rights of whoever asks: what it may not see, it gets no row of.

A version is what people edit: what devices have observed is kept elsewhere, so it is unknown here.
"""

from __future__ import annotations

from uuid import UUID

from layers.core.crs import CRS84, Crs
from layers.core.declared import Declared
from layers.core.feature_text import feature_text
from layers.core.history import GONE_AT, history_table
from layers.core.statement import Statement

_MEASURES = """ext.ST_AsGeoJSON(o.geom, 3, 0) IS DISTINCT FROM ext.ST_AsGeoJSON(n.geom, 3, 0) AS moved,
    CASE WHEN ext.ST_Dimension(o.geom) = 2 THEN ext.ST_Area(o.geom) END AS old_area,
    CASE WHEN ext.ST_Dimension(n.geom) = 2 THEN ext.ST_Area(n.geom) END AS new_area,
    CASE WHEN ext.ST_Dimension(o.geom) = 1 THEN ext.ST_Length(o.geom) END AS old_length,
    CASE WHEN ext.ST_Dimension(n.geom) = 1 THEN ext.ST_Length(n.geom) END AS new_length,
    ext.ST_Distance(ext.ST_Centroid(o.geom), ext.ST_Centroid(n.geom)) AS shift"""


def versions(layer: Declared, identifier: UUID, before: int | None, most: int) -> Statement:
    """Newest first: `version`, `began`, `ended` (null for what stands), those below `before` and that one itself."""
    sql = (
        "SELECT v.version, v.began, v.ended FROM ("
        f'SELECT f.version, f.updated_at AS began, NULL::timestamptz AS ended FROM layers."{layer.name}" f'
        " WHERE f.id = $1::uuid UNION ALL"
        f' SELECT h.version, h.updated_at, h.{GONE_AT} FROM layers."{history_table(layer.name)}" h WHERE h.id = $1::uuid) v'
        " WHERE $2::integer IS NULL OR v.version <= $2::integer ORDER BY v.version DESC LIMIT $3::bigint"
    )
    return Statement(sql, (identifier, before, most))


def logged(layer: Declared, identifier: UUID, oldest: int, newest: int) -> Statement:
    """What the log says of these versions: `operation`, `version`, `actor`, `client`; the service alone reads it."""
    sql = (
        "SELECT c.operation, c.version, c.actor, c.client FROM layers.changes c"
        " WHERE c.feature_id = $1::uuid AND c.layer = $2::text AND c.operation IN ('create', 'update', 'delete')"
        " AND c.version BETWEEN $3::integer AND $4::integer ORDER BY c.txid, c.seq"
    )
    return Statement(sql, (identifier, layer.name, oldest, newest))


def version(layer: Declared, identifier: UUID, number: int, crs: Crs = CRS84) -> Statement:
    """One version: `feature` (bytes), `began`, `ended`; no row when there is none."""
    sql = (
        f"SELECT convert_to({feature_text(layer, crs, None, True)}, 'UTF8') AS feature,"
        f" f.updated_at AS began, f.{GONE_AT} AS ended FROM {_versions(layer)} f{_unobserved(layer)}"
        " WHERE f.id = $1::uuid AND f.version = $2::integer"
    )
    return Statement(sql, (identifier, number))


def newest(layer: Declared, identifier: UUID) -> Statement:
    """The `version` that stands; no row when the feature is deleted or was never there."""
    return Statement(f'SELECT f.version FROM layers."{layer.name}" f WHERE f.id = $1::uuid', (identifier,))


def difference(layer: Declared, identifier: UUID, old: int, new: int) -> Statement:
    """Two versions side by side: `old` and `new` (Features as bytes), when they `began`, and how the geometries differ:
    `moved`, areas in m², lengths and the `shift` of the middle in m, all measured in VN-2000.
    """
    text = feature_text(layer, CRS84, None, True)

    def one(place: str) -> str:
        return (
            f"(SELECT convert_to({text}, 'UTF8') AS feature, f.updated_at, f.geom FROM {_versions(layer)} f"
            f"{_unobserved(layer)} WHERE f.id = $1::uuid AND f.version = {place}::integer)"
        )

    sql = (
        "SELECT o.feature AS old, n.feature AS new, o.updated_at AS old_began, n.updated_at AS new_began,"
        f" {_MEASURES} FROM {one('$2')} o CROSS JOIN {one('$3')} n"
    )
    return Statement(sql, (identifier, old, new))


def _versions(layer: Declared) -> str:
    """What stands and what stood, with the stored forms of the geometry that readers are used to."""
    columns = ", ".join(f'"{p.name}"' for p in layer.public if not p.observed)
    degrees = f"ext.ST_AsGeoJSON(ext.ST_Transform(h.geom, 4326), {CRS84.decimals})"
    formed = f"ext.ST_Transform(h.geom, 3857) AS geom_3857, {degrees}"
    return (
        f'(SELECT {columns}, geom, geom_3857, geojson, NULL::timestamptz AS {GONE_AT} FROM layers."{layer.name}"'
        f' UNION ALL SELECT {columns}, geom, {formed}, {GONE_AT} FROM layers."{history_table(layer.name)}" h)'
    )


def _unobserved(layer: Declared) -> str:
    return f' LEFT JOIN layers."{layer.name}_state" s ON false' if layer.observed else ""
