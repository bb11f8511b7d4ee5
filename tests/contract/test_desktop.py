"""The schema `city`, as a desktop program meets it: whole relations, over the login of every role."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from psycopg import errors as refused
from psycopg import sql
from psycopg.sql import SQL, Identifier

from layers.core.access import ADMINISTRATOR, WARD_OFFICER, Role, actions
from layers.core.declared import Declared, codes_table_name
from layers.registry import LAYERS, RECORDS
from tests.contract.logins import OTHER_WARD, WARD, Logins
from tests.contract.ruled import RULED

DECLARED = {name: cls.declared for name, cls in LAYERS.items()}
RECORDED = {name: cls.recorded for name, cls in RECORDS.items()}
WRITTEN = [d for d in DECLARED.values() if d.view is None]
COPIED = [d for d in WRITTEN if d.name not in RULED]
CODE_LISTS = {codes_table_name(p.codes): p.codes for d in WRITTEN for p in d.properties if p.codes and p.codes.editable}
WEST, SOUTH = 601_000.0, 1_885_000.0
"""A place where nothing is, in metres of EPSG:9212: what must not overlap does not."""
WIDEST = 50.0
"""Metres that a feature there may measure."""


def expected(layer: Declared) -> list[str]:
    """The columns of the layer's view, in their order."""
    shown = [p.name for p in layer.properties if not p.private and (layer.view or not p.observed)]
    return [*(name for name in shown if name not in ("fid", "version", "updated_at")), "geom"]


def of_city(statement: str, name: str, **parts: sql.Composable) -> sql.Composed:
    return SQL(statement).format(Identifier("city", name), table=Identifier("layers", name), **parts)  # pyright: ignore[reportArgumentType]


def whole(connection: psycopg.Connection[Any], name: str) -> list[str]:
    """The columns of `SELECT *`, the statement with which QGIS opens a relation."""
    said = connection.execute(of_city("SELECT * FROM {} LIMIT 1", name)).description
    return [column.name for column in said or ()]


def one(connection: psycopg.Connection[Any], statement: sql.Composed, *given: Any) -> tuple[Any, ...]:
    row = connection.execute(statement, given).fetchone()
    assert row is not None
    return row


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_a_role_opens_the_layers_it_reads_with_the_rows_it_sees(people: Logins, role: Role) -> None:
    counted = "SELECT (SELECT count(*) FROM {}), (SELECT count(*) FROM {table})"
    with people.database(role) as direct:
        for name, layer in DECLARED.items():
            if "read" in actions(layer, role):
                assert whole(direct, name) == expected(layer), name
                shown, seen = one(direct, of_city(counted, name))
                assert shown == seen, name
            else:
                with pytest.raises(refused.InsufficientPrivilege), direct.transaction():
                    whole(direct, name)


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_a_role_writes_the_layers_it_may_and_is_told_so(people: Logins, role: Role) -> None:
    """QGIS asks for the privilege before it offers to edit; no row is touched, the rights are looked at all the same."""
    statements = {
        ("INSERT", "create"): "INSERT INTO {} (geom) SELECT NULL WHERE false",
        ("UPDATE", "update"): "UPDATE {} SET source = '' WHERE false",
        ("DELETE", "delete"): "DELETE FROM {} WHERE false",
    }
    with people.database(role) as direct:
        for name, layer in DECLARED.items():
            for (privilege, action), statement in statements.items():
                may = action in actions(layer, role)
                asked = SQL("SELECT has_table_privilege(%s, %s)").format()
                assert one(direct, asked, f"city.{name}", privilege) == (may,), (name, privilege)
                if may:
                    direct.execute(of_city(statement, name))
                elif layer.view is None:
                    with pytest.raises(refused.InsufficientPrivilege), direct.transaction():
                        direct.execute(of_city(statement, name))


@pytest.mark.parametrize("layer", COPIED, ids=lambda layer: layer.name)
def test_an_edit_through_the_view_is_an_edit_of_the_layer(people: Logins, layer: Declared) -> None:
    """A copy of a feature comes at a place of its own, is changed and goes; the layer keeps version, log and history."""
    with people.database(ADMINISTRATOR) as direct:
        given = [n for n in expected(layer) if n not in ("id", "code", "geom") and not layer.by_name[n].unique]
        added = of_city(
            """INSERT INTO {} ({names}, geom) SELECT {names}, ST_Translate(ST_Scale(
                ST_Translate(geom, -ST_XMin(geom), -ST_YMin(geom)), scale, scale), %s, %s)
            FROM {table}, LATERAL (SELECT ST_XMax(geom) - ST_XMin(geom) width, ST_YMax(geom) - ST_YMin(geom) height) b,
                LATERAL (SELECT least(1, %s / greatest(width, height, 1)) scale) s
            WHERE geom IS NOT NULL ORDER BY ST_NPoints(geom), width LIMIT 1
            RETURNING id""",
            layer.name,
            names=SQL(", ").join(map(Identifier, given)),
        )
        (made,) = one(direct, added, WEST, SOUTH, WIDEST)
        stored = of_city("SELECT version, source FROM {table} WHERE id = %s", layer.name)
        assert one(direct, stored, made)[0] == 1
        direct.execute(of_city("UPDATE {} SET source = 'desktop' WHERE id = %s", layer.name), [made])
        assert one(direct, stored, made) == (2, "desktop")
        direct.execute(of_city("DELETE FROM {} WHERE id = %s", layer.name), [made])
        assert direct.execute(stored, [made]).fetchone() is None
        logged = "SELECT operation, version, actor FROM layers.changes WHERE feature_id = %s ORDER BY seq"
        name = people.name(ADMINISTRATOR)
        assert direct.execute(logged, [made]).fetchall() == [
            ("create", 1, name),
            ("update", 2, name),
            ("delete", 2, name),
        ]
        kept = SQL("SELECT version FROM {} WHERE id = %s ORDER BY 1").format(
            Identifier("layers", f"{layer.name}_history")
        )
        assert direct.execute(kept, [made]).fetchall() == [(1,), (2,)]
        direct.rollback()


def test_what_is_filled_in_is_told_before(people: Logins) -> None:
    """QGIS shows the defaults of a relation in its form; a view has those that it is given."""
    asked = """SELECT attname::text FROM pg_attrdef JOIN pg_attribute a ON (a.attrelid, a.attnum) = (adrelid, adnum)
        WHERE adrelid = %s::regclass"""
    with people.database(ADMINISTRATOR) as direct:
        for layer in WRITTEN:
            declared = {p.name for p in layer.properties if p.name == "id" or p.server_default} & set(expected(layer))
            assert {name for (name,) in direct.execute(asked, [f"city.{layer.name}"])} == declared, layer.name


def test_rows_of_another_ward_stay_as_they_are(people: Logins) -> None:
    moved = "UPDATE city.incidents SET ward_code = %s WHERE ward_code = %s"
    with people.database(WARD_OFFICER) as direct:
        assert direct.execute(moved, [WARD, OTHER_WARD]).rowcount == 0
        assert direct.execute("DELETE FROM city.incidents WHERE ward_code = %s", [OTHER_WARD]).rowcount == 0
        with pytest.raises(refused.InsufficientPrivilege), direct.transaction():
            direct.execute(moved, [OTHER_WARD, WARD])
        assert direct.execute("UPDATE city.incidents SET source = 'x' WHERE ward_code = %s", [WARD]).rowcount > 0
        direct.rollback()


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_records_and_code_lists_are_read_there(people: Logins, role: Role) -> None:
    with people.database(role) as direct:
        for name, recorded in RECORDED.items():
            if recorded.access.reading(role) is None:
                with pytest.raises(refused.InsufficientPrivilege), direct.transaction():
                    whole(direct, name)
            else:
                assert whole(direct, name) == ["id", *(p.name for p in recorded.properties if not p.private)]
        for name in CODE_LISTS:
            assert whole(direct, name)[:3] == ["code", "title_vi", "title_en"]
            with pytest.raises(refused.InsufficientPrivilege), direct.transaction():
                direct.execute(of_city("DELETE FROM {} WHERE false", name))


def test_every_view_reads_in_the_name_of_its_reader_and_is_for_roles_alone(owner: psycopg.Connection[Any]) -> None:
    bare = owner.execute(
        """SELECT relname FROM pg_class WHERE relnamespace = 'city'::regnamespace
        AND (relkind <> 'v' OR 'security_invoker=true' <> ALL (reloptions))"""
    ).fetchall()
    assert bare == []
    open_to_all = owner.execute(
        """SELECT relname FROM pg_class, aclexplode(relacl) x WHERE relnamespace = 'city'::regnamespace AND x.grantee = 0
        UNION ALL SELECT nspname FROM pg_namespace, aclexplode(nspacl) x WHERE nspname = 'city' AND x.grantee = 0"""
    ).fetchall()
    assert open_to_all == []
