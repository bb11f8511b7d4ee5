"""What PostgreSQL holds of devices and their readings, from the declarations: series, rights on them, what can be commanded.

Pure text of SQL. It stands after the tables, triggers and rights of all layers (`layers.core.script`).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from layers.core.access import rows, seen_by
from layers.core.binding import Ability
from layers.core.declared import Declared
from layers.core.grants import TRIGGERS_FOR_NOBODY, secured
from layers.core.roles import ADMINISTRATOR, EVERYONE, SERVICE_GROUP, STAFF, Role
from layers.core.states import kept, silence_statement

INGEST_GROUP = "dongha_ingest"
"""The group role of the processes that write readings."""

_SQL = Path(__file__).resolve().parents[1] / "sql"
_END = ";\n"
_GROUPS = tuple(role.group for role in EVERYONE)
_SERIES = ("observations", "observations_10min", "observations_daily")


def script(layers: Iterable[Declared]) -> str:
    """Everything about devices and readings, for all layers."""
    every = [layer for layer in layers if layer.view is None and layer.observed]
    parts = [
        _file("devices"),
        *map(_seed, every),
        _file("observations"),
        _file("commands"),
        _readers(),
        *map(_written, every),
        silence(every),
        TRIGGERS_FOR_NOBODY,
    ]
    return "\n".join(parts)


def addition(layer: Declared, layers: Iterable[Declared]) -> str:
    """What one more layer adds, `layers` being all of them."""
    if layer.view or not layer.observed:
        return ""
    every = [other for other in layers if other.view is None and other.observed]
    return "\n".join((_seed(layer), _written(layer), silence(every)))


def silence(layers: Iterable[Declared]) -> str:
    """The function that empties what has been silent too long, layer by layer; it gives the number of features."""
    statements = "".join(
        f"    {statement};\n    GET DIAGNOSTICS n = ROW_COUNT;\n    emptied := emptied + n;\n"
        for statement in map(silence_statement, layers)
        if statement
    )
    return f"""CREATE OR REPLACE FUNCTION layers.silence() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, pg_temp
AS $$
DECLARE
    n integer;
    emptied integer := 0;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('layers.silence')) THEN
        RETURN 0;
    END IF;
{statements}    RETURN emptied;
END $$;
REVOKE ALL ON FUNCTION layers.silence() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION layers.silence() TO {SERVICE_GROUP}, {INGEST_GROUP}{_END}"""


def _seed(declared: Declared) -> str:
    """What of a layer is observed, who may read it, and what its devices can be told; nothing where none report."""
    binding = declared.layer.device
    if binding is None:
        return ""
    observed = ",\n".join(
        f"    ({_text(declared.name)}, {_text(p.name)}, {_text(p.kind)}, {_text(p.unit)}, {_text(p.title.vi)},"
        f" {_text(p.title.en)}, {_array(_may_read(declared, p.name))})"
        for p in kept(declared)
    )
    statement = (
        "INSERT INTO layers.observed_properties (layer, property, kind, unit, title_vi, title_en, readers) VALUES\n"
        f"{observed}{_END}"
    )
    if binding.commands:
        abilities = ",\n".join(f"    ({_ability(declared, ability)})" for ability in binding.commands)
        statement += (
            "INSERT INTO layers.abilities"
            " (layer, action, property, becomes, unit, ge, le, title_vi, title_en, groups) VALUES\n"
            f"{abilities}{_END}"
        )
    return statement


def _ability(declared: Declared, ability: Ability) -> str:
    groups = tuple(role.group for role in (*ability.roles, ADMINISTRATOR))
    return ", ".join(
        (
            _text(declared.name),
            _text(ability.action),
            _text(ability.property),
            _text(ability.becomes),
            _text(ability.unit),
            _number(ability.ge),
            _number(ability.le),
            _text(ability.title.vi),
            _text(ability.title.en),
            _array(groups),
        )
    )


def _may_read(declared: Declared, name: str) -> tuple[str, ...]:
    """Who reads a property of every feature; a series is not divided by rows."""

    def may(role: Role) -> bool:
        seen = seen_by(declared, role)
        return seen is not None and name in seen.public_by_name and rows(declared, role, "read") is None

    return tuple(role.group for role in EVERYONE if may(role))


def _readers() -> str:
    everybody = ", ".join(_GROUPS)
    policies = "".join(
        f"CREATE POLICY read_{role.value} ON layers.datastreams FOR SELECT TO {role.group} USING (observed_property = ANY"
        f" (ARRAY(SELECT o.id FROM layers.observed_properties o WHERE '{role.group}' = ANY (o.readers)))){_END}"
        for role in EVERYONE
    )
    series = "".join(
        f'CREATE POLICY readers ON layers."{table}" FOR SELECT TO {everybody}'
        f' USING (EXISTS (SELECT FROM layers.datastreams d WHERE d.id = "{table}".datastream)){_END}'
        f'GRANT SELECT ON layers."{table}" TO {everybody}{_END}'
        for table in _SERIES
    )
    staff = ", ".join(role.group for role in STAFF)
    return (
        f"GRANT SELECT ON layers.datastreams, layers.observed_properties TO {everybody}{_END}{policies}{series}"
        f"GRANT SELECT ON layers.abilities, layers.command_events TO {staff}{_END}"
    )


def _written(declared: Declared) -> str:
    """The processes that take readings in write the present state, and read it to see what is late."""
    state = f'layers."{declared.name}_state"'
    house = f"{INGEST_GROUP}, {SERVICE_GROUP}"
    policy = (
        f"CREATE POLICY house ON {state} TO {house} USING (true) WITH CHECK (true){_END}" if secured(declared) else ""
    )
    return f"GRANT SELECT, INSERT, UPDATE ON {state} TO {house}{_END}{policy}"


def _file(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


def _text(value: str | None) -> str:
    return "NULL" if value is None else "'" + value.replace("'", "''") + "'"


def _number(value: float | None) -> str:
    return "NULL" if value is None else f"{value:.15g}"


def _array(values: tuple[str, ...]) -> str:
    return f"ARRAY[{', '.join(map(_text, values))}]::text[]"
