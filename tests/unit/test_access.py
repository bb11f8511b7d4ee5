"""How the access of a layer is resolved, role by role, without a database."""

from __future__ import annotations

from typing import Any

import pytest

from api.cli.access_doc import document
from layers.core import grants
from layers.core.access import (
    ADMINISTRATOR,
    CITIZEN,
    ECONOMY,
    POLICE,
    PUBLIC,
    STAFF,
    URBAN_MANAGEMENT,
    WARD_OFFICER,
    Access,
    Role,
    actions,
    limited,
    only,
    own_department,
    own_rows,
    own_ward,
    rows,
    same_as_public,
    seen_by,
    writable,
)
from layers.core.declaration import Geom, Layer, Style, Text, observed, point, prop
from layers.core.declared import BadDeclaration, Declared
from layers.core.feature import Feature
from layers.core.overview import has_overview
from layers.core.settings import ROOT
from layers.registry import LAYERS
from layers.themes.vocabulary import Department


def declared(access: Access) -> Declared:
    """A small layer with that access."""

    class Bench(Feature):
        __tablename__ = "benches"
        __layer__ = Layer(
            title=Text(vi="Ghế", en="Benches"),
            description=Text(vi="Ghế", en="Benches"),
            keywords=("bench",),
            zoom=(12, 22),
            style=Style(),
            access=access,
        )

        geom: Geom = point()
        status: str = prop("Status", vi="Trạng thái")
        owner_ref: str | None = prop("Owner", vi="Chủ", private=True)
        load_kg: float | None = observed("Load", vi="Tải", ge=0)

    return Bench.declared


def names(properties: Any) -> set[str]:
    return {p.name for p in properties}


def test_everybody_reads_and_the_administrator_writes_unless_something_else_is_said() -> None:
    layer = declared(Access())
    for role in Role:
        assert actions(layer, role) == ({"read", "create", "update", "delete"} if role is ADMINISTRATOR else {"read"})
        assert rows(layer, role, "read") is None
        assert same_as_public(layer, role) == (role is not ADMINISTRATOR)
    assert not limited(layer)
    assert seen_by(layer, PUBLIC) is seen_by(layer, POLICE) is layer
    assert "owner_ref" not in layer.public_by_name


def test_private_properties_are_public_in_what_their_readers_see() -> None:
    layer = declared(Access(private=(POLICE,)))
    seen = seen_by(layer, POLICE)
    assert seen is not None
    assert "owner_ref" in seen.public_by_name
    assert seen is seen_by(layer, POLICE), "made once"
    assert seen_by(layer, ECONOMY) is layer
    assert not same_as_public(layer, POLICE)


def test_what_is_hidden_from_the_public_is_neither_counted_nor_drawn_for_it() -> None:
    layer = declared(Access(read=(*STAFF, only(PUBLIC, status=("open",)))))
    assert layer.partial
    assert not has_overview(layer)
    assert limited(layer)
    assert rows(layer, PUBLIC, "read") == "\"status\" IN ('open')"
    assert rows(layer, CITIZEN, "read") == "false"
    assert seen_by(layer, CITIZEN) is None
    assert seen_by(layer, PUBLIC) is layer
    hidden = declared(Access(read=STAFF))
    assert hidden.partial
    assert not limited(hidden)
    assert same_as_public(hidden, CITIZEN)


def test_one_role_in_its_ward_leaves_the_others_alone() -> None:
    layer = declared(Access(read=(PUBLIC, CITIZEN, own_ward(WARD_OFFICER)), write=(own_ward(WARD_OFFICER),)))
    assert not layer.partial
    seen = seen_by(layer, WARD_OFFICER)
    assert seen is not None
    assert seen.partial
    assert rows(layer, WARD_OFFICER, "write") == "ward_code = (SELECT layers.own_ward())"
    assert rows(layer, PUBLIC, "write") == "false"


def test_nobody_gives_what_the_house_keeps_or_what_they_cannot_read() -> None:
    layer = declared(Access(write=(URBAN_MANAGEMENT,), create=(own_rows(CITIZEN, gives=("status", "owner_ref")),)))
    kept = {"fid", "version", "updated_at", "created_by", "load_kg", "phenomenon_time"}
    for role in Role:
        assert not names(writable(layer, role)) & kept
    assert names(writable(layer, URBAN_MANAGEMENT)) == {"id", "code", "ward_code", "source", "status"}
    assert names(writable(layer, CITIZEN)) == {"id", "status", "owner_ref"}
    assert "owner_ref" in names(writable(layer, ADMINISTRATOR))
    assert writable(layer, POLICE) == ()
    assert actions(layer, CITIZEN) == {"read", "create"}


def test_a_layer_of_own_rows_keeps_who_added_them() -> None:
    added = declared(Access(create=(own_rows(CITIZEN),))).by_name["created_by"]
    assert added.private
    assert added.server_default == "layers.actor()"
    assert "created_by" not in declared(Access()).by_name


@pytest.mark.parametrize(
    ("access", "said"),
    [
        (Access(read=(POLICE, own_ward(POLICE))), "twice"),
        (Access(read=(only(PUBLIC, colour=("red",)),)), "colour"),
        (Access(read=(only(PUBLIC, load_kg=("1",)),)), "load_kg"),
        (Access(read=(PUBLIC,), write=(POLICE,)), "police"),
        (Access(read=(PUBLIC,), private=(POLICE,)), "police"),
        (Access(create=(own_rows(CITIZEN, gives=("colour",)),)), "colour"),
        (Access(write=(own_department(POLICE),)), "department"),
    ],
)
def test_an_access_that_contradicts_itself_is_refused(access: Access, said: str) -> None:
    with pytest.raises(BadDeclaration, match=said):
        declared(access)


def test_departments_of_roles_are_departments_of_the_city() -> None:
    assert {role.department for role in Role if role.department} <= {member.value for member in Department}


def test_every_policy_asks_functions_and_other_tables_once_per_statement() -> None:
    """Only so may an index serve: see `docs/access.md` and the measurements of row policies."""
    for cls in LAYERS.values():
        for rule in cls.declared.layer.access.rules:
            if rule.rows and "(" in rule.rows.sql.replace(" IN (", ""):
                assert "(SELECT " in rule.rows.sql, rule.rows.sql


def test_rights_of_a_layer_are_taken_away_before_they_are_given() -> None:
    text = grants.layer(LAYERS["incidents"].declared)
    assert text.index("REVOKE ALL") < text.index("GRANT")
    assert "ENABLE ROW LEVEL SECURITY" in text
    assert grants.layer(LAYERS["roads"].declared).count("POLICY") == 0, "no row policy where none is needed"


def test_the_document_of_rights_is_what_is_declared() -> None:
    """`python -m api.cli.access_doc > docs/access.md` after a change of access."""
    assert (ROOT / "docs" / "access.md").read_text(encoding="utf-8") == document()
