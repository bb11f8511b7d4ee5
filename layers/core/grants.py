"""The declared access as PostgreSQL holds it: group roles, column privileges, row policies.

Pure text of SQL. `roles` stands before everything that names a role, `rights` after every table of the house.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from layers.core.access import actions, by_ward, rows, seen_by, writable
from layers.core.declaration import Code
from layers.core.declared import Declared, Recorded, codes_table_name
from layers.core.roles import ADMINISTRATOR, EVERYONE, SERVICE_GROUP, Access, Role

_END = ";\n"
_GROUPS = tuple(role.group for role in EVERYONE)
_KEPT_AT_WRITING = ("version", "updated_at")
_FILLED_IN = ("id", "ward_code")

_OVERLAPS = "ext.geometry_overlaps(ext.geometry, ext.geometry)"
LEAKPROOF = f"ALTER FUNCTION {_OVERLAPS} LEAKPROOF"
"""Marks the function behind `&&`. Only when it is marked may an index on geometry serve under a row policy; a superuser may
mark it, and a dump does not carry the mark."""


# Whoever may execute a trigger function may hang it on a temporary table of their own, and have it write in the owner's name.
TRIGGERS_FOR_NOBODY = """DO $$
DECLARE
    made regprocedure;
BEGIN
    FOR made IN SELECT oid FROM pg_proc WHERE pronamespace = 'layers'::regnamespace AND prorettype = 'trigger'::regtype LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', made);
    END LOOP;
END $$;
"""
# PostGIS tells everybody where the features of any table lie, from the planner's statistics and its indexes.
_STATISTICS_FOR_NOBODY = """DO $$
DECLARE
    told regprocedure;
BEGIN
    FOR told IN SELECT oid FROM pg_proc WHERE pronamespace = 'ext'::regnamespace AND proname IN
        ('_postgis_stats', '_postgis_selectivity', '_postgis_join_selectivity', '_postgis_index_extent', 'st_estimatedextent')
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', told);
    END LOOP;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE WARNING 'not the owner of PostGIS: its statistics of every table can be read by every login';
END $$;
"""

IS_LEAKPROOF = f"SELECT proleakproof FROM pg_proc WHERE oid = to_regprocedure('{_OVERLAPS}')"
"""Whether it is marked; no row where there is no such function."""


def roles() -> str:
    """The group roles, which all databases of a cluster share, and their way into the schemas."""
    made = "".join(
        f"DO $$ BEGIN CREATE ROLE {group} NOLOGIN; "
        f"EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $${_END}"
        for group in (*_GROUPS, SERVICE_GROUP)
    )
    return f"{made}GRANT USAGE ON SCHEMA layers, ext TO {', '.join((*_GROUPS, SERVICE_GROUP))}{_END}"


def own_department() -> str:
    """The function `layers.own_department()`: the department of the role at work, null for a role of none."""
    known = ", ".join(f"('{role.group}', '{role.department}')" for role in Role if role.department)
    return f"""CREATE FUNCTION layers.own_department() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    RETURN (SELECT d.department FROM (VALUES {known}) d (group_role, department)
        WHERE CASE WHEN layers.trusted() THEN d.group_role = current_user
            ELSE pg_has_role(session_user, d.group_role::name, 'MEMBER') END
        LIMIT 1);
COMMENT ON FUNCTION layers.own_department() IS 'Đơn vị của người đang thao tác / department of whoever is at work';
"""


def rights(layers: Iterable[Declared], records: Iterable[Recorded]) -> str:
    """All rights on layers, their states, records, code lists and what all readers share."""
    declared, kept = list(layers), list(records)
    codes = {p.codes for d in (*declared, *kept) for p in d.properties if p.codes and p.codes.editable}
    return "\n".join(
        part
        for part in (
            leakproof(),
            *(layer(d) for d in declared),
            *(record(r) for r in kept),
            *(code_list(c) for c in sorted(codes, key=codes_table_name)),
            shared(),
            *(unsummed(d) for d in declared),
        )
        if part
    )


def leakproof() -> str:
    """`LEAKPROOF` where it may be said; without it reads under a row policy are slow, not wrong."""
    return f"""DO $$ BEGIN {LEAKPROOF};
EXCEPTION WHEN insufficient_privilege THEN
    RAISE WARNING 'not a superuser: geometry_overlaps is not marked leakproof, reads by ward will be slow';
END $${_END}"""


def layer(declared: Declared) -> str:
    """Column privileges and row policies of a layer and of its present state."""
    name = declared.name
    served = ("geom", "geom_3857", "geojson", *(("search",) if declared.searchable else ()))
    state = f"{name}_state"
    parts = [_revoked(name), _reading(declared, name, served)]
    if declared.view is None:
        parts += [_writing(declared), _policies(declared, name), _placed(declared)]
        if declared.observed:
            parts += [_revoked(state), _granted("SELECT", state, lambda role: _state_columns(declared, role))]
            parts.append(_state_policies(declared, state))
    return "".join(parts)


def history(declared: Declared, table: str, kept: tuple[str, ...]) -> str:
    """Rights on a table of superseded versions: the layer's own columns and rows, for reading; `kept` are further columns.

    A version that is seen through another layer must also have been seen in its own time: what was drawn while a plan was
    discussed is not published by the decision on it.
    """
    through = {r.rows.sql: r.rows.through for r in declared.layer.access.rules if r.rows and r.rows.through}

    def of_then(sql: str) -> str:
        return f"{sql} AND {_seen_then(table, *through[sql])}" if sql in through else sql

    return _revoked(table) + _reading(declared, table, ("geom", *kept)) + _read_policies(declared, table, of_then)


def record(recorded: Recorded) -> str:
    """Column privileges of a table of records."""
    names, access = tuple(p.name for p in recorded.properties), recorded.access
    public = ("id", *(p.name for p in recorded.properties if not p.private))

    def read(role: Role) -> tuple[str, ...]:
        return () if access.reading(role) is None else ("id", *names) if access.reads_private(role) else public

    def written(role: Role) -> tuple[str, ...]:
        return ("id", *names) if access.writing(role) else ()

    table = recorded.name
    return (
        _revoked(table)
        + _granted("SELECT", table, read)
        + _granted("INSERT", table, written)
        + _granted("UPDATE", table, lambda role: tuple(name for name in written(role) if name != "id"))
        + _deleting(table, access)
    )


def code_list(codes: type[Code]) -> str:
    """An editable code list: all read it, the administrator edits it."""
    table = f'layers."{codes_table_name(codes)}"'
    return (
        f"REVOKE ALL ON {table} FROM {', '.join(_GROUPS)}{_END}"
        f"GRANT SELECT ON {table} TO {', '.join(_GROUPS)}{_END}"
        f"GRANT INSERT, UPDATE, DELETE ON {table} TO {ADMINISTRATOR.group}{_END}"
    )


def shared() -> str:
    """What serves every reader and writer: totals, overviews, the numbers of made codes; and what is for the house alone."""
    groups = ", ".join(_GROUPS)
    return (
        f"{TRIGGERS_FOR_NOBODY}{_STATISTICS_FOR_NOBODY}"
        f"REVOKE ALL ON FUNCTION layers.fold_versions(text), layers.refresh_overviews(integer, boolean),"
        f" layers.check_apart(text) FROM PUBLIC{_END}"
        f"GRANT EXECUTE ON FUNCTION layers.refresh_overviews(integer, boolean) TO {SERVICE_GROUP}{_END}"
        f"GRANT SELECT ON layers.layer_versions, layers.overviews TO {groups}{_END}"
        f"GRANT USAGE ON SEQUENCE layers.made_codes TO {groups}{_END}"
    )


def unsummed(declared: Declared) -> str:
    """Take a layer that the public does not read whole out of the totals and overviews, which all may read."""
    if not declared.partial:
        return ""
    name = declared.name
    tables = [name, f"{name}_state"] if declared.observed else [name]
    events = ("insert", "update", "delete", "truncate")
    return "".join(
        f'DROP TRIGGER IF EXISTS {prefix}_{event} ON layers."{table}"{_END}'
        for table in tables
        for prefix in ("note", "overview")
        for event in events
    ) + "".join(
        f"DELETE FROM layers.{kept} WHERE layer = '{name}'{_END}"
        for kept in ("layer_versions", "overview_layers", "overview_dirty", "overviews")
    )


def secured(declared: Declared) -> bool:
    """Whether the layer's table has row security: some role reads or writes only part of its rows."""
    return any(rule.rows for rule in declared.layer.access.rules)


def _revoked(table: str) -> str:
    return f'REVOKE ALL ON layers."{table}" FROM {", ".join(_GROUPS)}{_END}'


def _reading(declared: Declared, table: str, served: tuple[str, ...]) -> str:
    def columns(role: Role) -> tuple[str, ...]:
        seen = seen_by(declared, role)
        return (*(p.name for p in seen.public if declared.view or not p.observed), *served) if seen else ()

    return _granted("SELECT", table, columns)


def _state_columns(declared: Declared, role: Role) -> tuple[str, ...]:
    seen = seen_by(declared, role)
    return ("fid", *(p.name for p in seen.public if p.observed)) if seen else ()


def _writing(declared: Declared) -> str:
    def given(role: Role) -> tuple[str, ...]:
        names = tuple(p.name for p in writable(declared, role))
        return (*dict.fromkeys((*names, *_FILLED_IN)), "geom", *_KEPT_AT_WRITING) if names else ()

    def changed(role: Role) -> tuple[str, ...]:
        names = tuple(name for name in given(role) if name != "id")
        return names if "update" in actions(declared, role) else ()

    return (
        _granted("INSERT", declared.name, given)
        + _granted("UPDATE", declared.name, changed)
        + _deleting(declared.name, declared.layer.access)
    )


def _deleting(table: str, access: Access) -> str:
    return f'GRANT DELETE ON layers."{table}" TO {", ".join(r.group for r in EVERYONE if access.writing(r))}{_END}'


def _granted(privilege: str, table: str, columns: Callable[[Role], tuple[str, ...]]) -> str:
    """The privilege on columns, in one statement for all roles with the same ones."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for role in EVERYONE:
        if names := columns(role):
            alike.setdefault(names, []).append(role.group)
    return "".join(
        f"GRANT {privilege} ({', '.join(f'"{name}"' for name in names)})"
        f' ON layers."{table}" TO {", ".join(groups)}{_END}'
        for names, groups in alike.items()
    )


def _policies(declared: Declared, table: str) -> str:
    if not secured(declared):
        return ""
    writing = _conditions(declared, lambda role: "update" in actions(declared, role), "write")
    adding = _conditions(declared, lambda role: "create" in actions(declared, role), "write")
    return (
        _read_policies(declared, table)
        + "".join(_policy(table, "add", "INSERT", sql, to, check=True) for sql, to in adding.items())
        + "".join(_policy(table, "change", "UPDATE", sql, to, using=True, check=True) for sql, to in writing.items())
        + "".join(_policy(table, "remove", "DELETE", sql, to, using=True) for sql, to in writing.items())
    )


def _read_policies(declared: Declared, table: str, decided: Callable[[str], str] = str) -> str:
    if not secured(declared):
        return ""
    reading = _conditions(declared, lambda role: "read" in actions(declared, role), "read")
    return f'ALTER TABLE layers."{table}" ENABLE ROW LEVEL SECURITY{_END}' + "".join(
        _policy(table, "read", "SELECT", decided(sql), to, using=True) for sql, to in reading.items()
    )


def _seen_then(table: str, reference: str, behind: str) -> str:
    """Whether the feature behind `reference` could be seen when the version ceased; its own policies answer that."""
    ended, known = f'"{table}".gone_at', f'r.id = "{table}"."{reference}"'
    return (
        f'("{reference}" IS NULL'
        f' OR EXISTS (SELECT FROM layers."{behind}" r WHERE {known} AND r.updated_at < {ended})'
        f' OR EXISTS (SELECT FROM layers."{behind}_history" r'
        f" WHERE {known} AND r.updated_at < {ended} AND r.gone_at >= {ended}))"
    )


def _state_policies(declared: Declared, state: str) -> str:
    """A state is seen by who sees its feature: the layer's own policies answer that."""
    if not secured(declared):
        return ""
    seen = f'EXISTS (SELECT FROM layers."{declared.name}" f WHERE f.fid = "{state}".fid)'
    reading = _conditions(declared, lambda role: "read" in actions(declared, role), "read")
    return f'ALTER TABLE layers."{state}" ENABLE ROW LEVEL SECURITY{_END}' + "".join(
        _policy(state, "read", "SELECT", "true" if sql == "true" else seen, to, using=True)
        for sql, to in reading.items()
    )


def _placed(declared: Declared) -> str:
    """Who writes in the own ward only puts nothing outside of it, whatever ward code is given."""
    to = [role for role in EVERYONE if declared.view is None and by_ward(declared, role)]
    if not to:
        return ""
    table, groups = f'layers."{declared.name}"', ", ".join(role.group for role in to)
    inside = "WITH CHECK (layers.in_own_ward(geom))"
    return (
        f"CREATE POLICY place_added ON {table} AS RESTRICTIVE FOR INSERT TO {groups} {inside}{_END}"
        f"CREATE POLICY place_changed ON {table} AS RESTRICTIVE FOR UPDATE TO {groups} USING (true) {inside}{_END}"
    )


def _conditions(declared: Declared, may: Callable[[Role], bool], to: str) -> dict[str, list[Role]]:
    """The row conditions with the roles they hold for."""
    found: dict[str, list[Role]] = {}
    for role in EVERYONE:
        if may(role):
            found.setdefault(rows(declared, role, "read" if to == "read" else "write") or "true", []).append(role)
    return found


def _policy(
    table: str, word: str, command: str, sql: str, to: list[Role], *, using: bool = False, check: bool = False
) -> str:
    name = f"{word}_{'all' if sql == 'true' else to[0].value}"
    tests = f"{f' USING ({sql})' if using else ''}{f' WITH CHECK ({sql})' if check else ''}"
    return f'CREATE POLICY {name} ON layers."{table}" FOR {command} TO {", ".join(r.group for r in to)}{tests}{_END}'
