"""Layers whose features may not overlap: how PostgreSQL holds it, also against two writers at once.

Edits are checked when their transaction commits, so that a boundary may move by two updates. Each check first takes locks
on the 200 m cells it touches, in order, and then looks with a fresh snapshot: of two writers in one place the second sees
what the first has committed. An import by the owner (`dongha.bulk`) is checked as a set instead, by `layers.check_apart`.
"""

from __future__ import annotations

from collections.abc import Iterable

from layers.core.declaration import Apart
from layers.core.declared import Declared

REFUSED = "DH001"
"""SQLSTATE of an overlap; its detail is the code of the other feature."""

WRONG_ISOLATION = "DH002"
"""SQLSTATE of a transaction whose isolation level would not see what others have committed."""

_CELL_M = 200
_MOST_CELLS = 64


def script(declared: Declared) -> str:
    """The function and the trigger that keep a layer's features apart; nothing for a layer whose features may overlap."""
    apart = declared.layer.apart
    if apart is None:
        return ""
    name = declared.name
    columns = ", ".join(dict.fromkeys(("geom", *apart.within, *declared.time)))
    return f"""CREATE FUNCTION layers.{name}_apart() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp
AS $$
DECLARE
    mine layers.{name};
    other text;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION USING ERRCODE = '{WRONG_ISOLATION}', MESSAGE = 'features are kept apart under READ COMMITTED only';
    END IF;
    SELECT * INTO mine FROM layers.{name} WHERE fid = NEW.fid;
    IF mine.fid IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM layers.lock_cells('{name}', mine.geom);
    SELECT f.code INTO other FROM layers.{name} f
        WHERE f.geom && mine.geom AND {_meets(declared, apart, "f", "mine")} LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION USING ERRCODE = '{REFUSED}', MESSAGE = format('chồng lấn / overlaps %s', other),
            DETAIL = other, SCHEMA = 'layers', TABLE = '{name}', CONSTRAINT = '{name}_apart';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER apart AFTER INSERT OR UPDATE OF {columns} ON layers.{name}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NOT layers.in_bulk()) EXECUTE FUNCTION layers.{name}_apart();
"""


def check(layers: Iterable[Declared]) -> str:
    """`layers.check_apart(layer)`: one pass over a whole layer, for who loads one.

    The join names `fid + 0`, as the planner would otherwise prefer the key's index to that of the geometry.
    """
    kept = [(declared, declared.layer.apart) for declared in layers if declared.layer.apart is not None]
    branches = "".join(
        f"""
    IF name = '{declared.name}' THEN
        SELECT f.code, o.code INTO mine, other FROM layers.{declared.name} f
            JOIN layers.{declared.name} o ON f.geom && o.geom AND f.fid + 0 < o.fid + 0
            WHERE {_meets(declared, apart, "f", "o")} LIMIT 1;
    END IF;"""
        for declared, apart in kept
    )
    return f"""CREATE OR REPLACE FUNCTION layers.check_apart(name text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp
AS $$
DECLARE
    mine text;
    other text;
BEGIN{branches}
    IF other IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = '{REFUSED}', MESSAGE = format('%s: %s chồng lấn / overlaps %s', name, mine, other),
            DETAIL = other, SCHEMA = 'layers', TABLE = name, CONSTRAINT = name || '_apart';
    END IF;
END $$;
"""


def _meets(declared: Declared, apart: Apart, one: str, two: str) -> str:
    """Two different features of one group and one validity share ground wider than the tolerance."""
    tests = [f"{one}.fid <> {two}.fid"]
    tests += [f"{one}.{column} IS NOT DISTINCT FROM {two}.{column}" for column in apart.within]
    if len(declared.time) == 2:
        begin, end = declared.time
        tests += [
            f"({a}.{begin} IS NULL OR {b}.{end} IS NULL OR {a}.{begin} < {b}.{end})"
            for a, b in ((one, two), (two, one))
        ]
    tests.append(f"layers.overlaps({one}.geom, {two}.geom, {apart.tolerance_m:.15g})")
    return " AND ".join(tests)


def cells() -> str:
    """How the ground is divided into what writers lock."""
    return f"""CREATE FUNCTION layers.overlaps(one geometry, two geometry, tolerance double precision) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT SET search_path = ext, pg_temp
AS $$
    SELECT ST_Relate(one, two, '2********') AND NOT ST_IsEmpty(ST_Buffer(ST_Intersection(one, two), -tolerance / 2))
$$;

CREATE FUNCTION layers.in_bulk() RETURNS boolean
    LANGUAGE sql STABLE
    RETURN current_setting('dongha.bulk', true) = 'on' IS TRUE AND has_schema_privilege('layers', 'CREATE');

-- What covers many cells takes the whole layer; who takes cells holds the layer shared.
CREATE FUNCTION layers.lock_cells(name text, shape geometry) RETURNS void
    LANGUAGE plpgsql SET search_path = layers, ext, pg_temp
AS $$
DECLARE
    west integer := floor(ST_XMin(shape) / {_CELL_M});
    east integer := floor(ST_XMax(shape) / {_CELL_M});
    south integer := floor(ST_YMin(shape) / {_CELL_M});
    north integer := floor(ST_YMax(shape) / {_CELL_M});
BEGIN
    IF (east - west + 1) * (north - south + 1) > {_MOST_CELLS} THEN
        PERFORM pg_advisory_xact_lock(hashtextextended(name, 77));
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock_shared(hashtextextended(name, 77));
    PERFORM pg_advisory_xact_lock(cell)
        FROM (SELECT hashtextextended(format('%s %s %s', name, x, y), 77) AS cell
            FROM generate_series(west, east) x, generate_series(south, north) y ORDER BY cell) cells;
END $$;
"""
