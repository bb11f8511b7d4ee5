"""The triggers that write the change log and the history of a table: SQL text from its declaration.

One function per table, with static SQL, for a statement that is put together anew each time costs more than what it does.
The triggers fire once per statement and see its rows as `gone` and `changed`. Besides logging they hold what everybody
relies on: the versions of a feature are 1, 2, 3, ..., also across deletion and return, and each is younger than the one
before. What a writer left undone of that (plain SQL, QGIS) is done by `layers.stamp`.
"""

from __future__ import annotations

from layers.core.declared import Declared, Recorded
from layers.core.history import GONE_AT, history_table, stored_columns

KEEPER_ROLE = "dongha_keeper"
"""The role under which `layers.stamp` works; nobody is a member of it."""

KEEPER_OWNS = f"ALTER FUNCTION layers.stamp(text, uuid[], integer[], timestamptz[]) OWNER TO {KEEPER_ROLE};\n"
"""Run after `changes.sql`, and again after a restore that gave everything to one owner."""

_STATEMENT_END = ";\n"
_STAMPED = ("version", "updated_at")
_TICK = "interval '1 microsecond'"
_IDENTITY = (
    'CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."{}" FOR EACH ROW'
    f" WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity(){_STATEMENT_END}"
)
_PAIRS = "gone o JOIN changed n ON n.id = o.id"
_RIGHT = "n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment"
_LATER = f"greatest(moment, o.updated_at + {_TICK})"
_EVENTS = (
    ("insert", "AFTER INSERT", " REFERENCING NEW TABLE AS changed", ""),
    (
        "update",
        "AFTER UPDATE",
        " REFERENCING OLD TABLE AS gone NEW TABLE AS changed",
        f" WHEN (current_user <> '{KEEPER_ROLE}')",
    ),
    ("delete", "AFTER DELETE", " REFERENCING OLD TABLE AS gone", ""),
    ("truncate", "BEFORE TRUNCATE", "", ""),
)
_STATE_EVENTS = (
    ("insert", "INSERT", " REFERENCING NEW TABLE AS changed", "log_state"),
    ("update", "UPDATE", " REFERENCING NEW TABLE AS changed", "log_state"),
    ("delete", "DELETE", " REFERENCING OLD TABLE AS changed", "log_state"),
    ("truncate", "TRUNCATE", "", "log_state_truncate"),
)


def script(declared: Declared) -> str:
    """The triggers of a layer and of its present state; nothing for a view. Its history table comes before."""
    if declared.view:
        return ""
    name = declared.name
    statements = [
        _layer_function(declared),
        _triggers(name),
        _IDENTITY.format(name),
    ]
    if declared.observed:
        statements += [
            f'CREATE TRIGGER log_state_{event} AFTER {when} ON layers."{name}_state"{tables}'
            f" FOR EACH STATEMENT EXECUTE FUNCTION layers.{function}('{name}'){_STATEMENT_END}"
            for event, when, tables, function in _STATE_EVENTS
        ]
    return "".join(statements)


def record_script(recorded: Recorded) -> str:
    """The triggers of a table of records: they have no place and no history, and only some have versions."""
    return _record_function(recorded) + _triggers(recorded.name)


def _triggers(table: str) -> str:
    return "".join(
        f'CREATE TRIGGER log_{event} {when} ON layers."{table}"{tables} FOR EACH STATEMENT{condition}'
        f' EXECUTE FUNCTION layers."log_{table}"(){_STATEMENT_END}'
        for event, when, tables, condition in _EVENTS
    )


def _keeper(table: str) -> str:
    return f'GRANT SELECT (id), UPDATE (version, updated_at) ON layers."{table}" TO {KEEPER_ROLE}{_STATEMENT_END}'


def _layer_function(declared: Declared) -> str:
    name, columns = declared.name, stored_columns(declared)
    history = f'layers."{history_table(name)}"'
    log = "INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox"
    listed = ", ".join(f'"{c}"' for c in columns)
    kept = f"INSERT INTO {history} ({listed}, {GONE_AT})"
    old = ", ".join(f'o."{c}"' for c in columns)
    first = (
        "CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version)"
        f" FROM {history} h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END"
    )
    after = f"CASE WHEN known THEN (SELECT max(h.{GONE_AT}) + {_TICK} FROM {history} h WHERE h.id = c.id) END"
    insert = f"""known := EXISTS (SELECT FROM {history});
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, {first} AS first, {after} AS after
            FROM changed c
        ), logged AS (
            {log})
            SELECT moment, '{name}', 'create', who, sender, n.id, n.first, n.fid, {_corners("n.box")} FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;"""
    update = f"""WITH p AS MATERIALIZED (
            SELECT {old}, box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN {_RIGHT} THEN n.updated_at END AS good, {_LATER} AS later
            FROM {_PAIRS} WHERE {_real(columns)}
        ), kept AS (
            {kept} SELECT {listed}, coalesce(good, later) FROM p
        ), logged AS (
            {log}, bbox_before)
            SELECT moment, '{name}', 'update', who, sender, id, version + 1, fid, {_corners("box")},
                {_corners("box_before")} FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;"""
    delete = f"""{kept} SELECT {old}, {_LATER} FROM gone o;
        {log})
            SELECT moment, '{name}', 'delete', who, sender, o.id, o.version, o.fid, {_corners("o.box")}
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;"""
    truncate = f"""{kept} SELECT {old}, {_LATER} FROM layers."{name}" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, '{name}', 'truncate', who, sender);"""
    return _function(name, insert=insert, update=update, delete=delete, truncate=truncate, stamped=True) + _keeper(name)


def _record_function(recorded: Recorded) -> str:
    name, columns = recorded.name, tuple(p.name for p in recorded.properties)
    stamped = set(_STAMPED) <= set(columns)
    log = (
        f"INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version) SELECT moment, '{name}'"
    )
    insert = f"{log}, 'create', who, sender, n.id, {'1' if stamped else 'NULL'} FROM changed n;"
    update = f"""{log}, 'update', who, sender, n.id, {"o.version + 1" if stamped else "NULL"}
            FROM {_PAIRS} WHERE {_real(columns)};"""
    if stamped:
        insert += """
        SELECT array_agg(n.id), array_agg(1), array_agg(moment) INTO ids, versions, moments
            FROM changed n WHERE n.version <> 1 OR n.updated_at NOT BETWEEN now() AND moment;"""
        update += f"""
        SELECT array_agg(n.id), array_agg(o.version + 1), array_agg({_LATER}) INTO ids, versions, moments
            FROM {_PAIRS} WHERE NOT ({_RIGHT}) AND {_real(columns)};"""
    delete = f"{log}, 'delete', who, sender, o.id, {'o.version' if stamped else 'NULL'} FROM gone o;"
    truncate = f"""INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, '{name}', 'truncate', who, sender);"""
    return _function(name, insert=insert, update=update, delete=delete, truncate=truncate, stamped=stamped) + (
        _keeper(name) if stamped else ""
    )


def _function(table: str, *, insert: str, update: str, delete: str, truncate: str, stamped: bool) -> str:
    """Nested loops are out, as a plan that was made for one row is used again for a hundred thousand."""
    stamp = f"""
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('{table}', ids, versions, moments);
    END IF;"""
    return f"""CREATE FUNCTION layers."log_{table}"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        {update}
    ELSIF TG_OP = 'INSERT' THEN
        {insert}
    ELSIF TG_OP = 'DELETE' THEN
        {delete}
    ELSE
        {truncate}
    END IF;{stamp if stamped else ""}
    RETURN NULL;
END $${_STATEMENT_END}"""


def _real(columns: tuple[str, ...]) -> str:
    """Whether an update has changed anything; what its writer calls a new version is one."""
    same = " AND ".join(f'n."{c}" IS NOT DISTINCT FROM o."{c}"' for c in columns if c not in ("id", "fid"))
    newer = "n.version = o.version + 1 OR " if set(_STAMPED) <= set(columns) else ""
    return f"({newer}NOT ({same}))"


def _corners(box: str) -> str:
    return f"CASE WHEN {box} IS NOT NULL THEN ARRAY[st_xmin({box}), st_ymin({box}), st_xmax({box}), st_ymax({box})] END"
