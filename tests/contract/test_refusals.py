"""Every rule that the database holds of a layer has words: the property it is about, in both languages."""

from __future__ import annotations

import re

import psycopg
import pytest

from layers.core.declared import Declared
from layers.core.refusals import GEOMETRY, Failure, Refusals, constraint_reason
from layers.registry import LAYERS

_INSIDE = re.compile(r"constraint|violates|layers\.|_fkey|_pkey|geom_|relation|column", re.IGNORECASE)
_RULES = """
SELECT t.relname, c.conname, c.contype::text, f.relname
FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid LEFT JOIN pg_class f ON f.oid = c.confrelid
WHERE t.relnamespace = 'layers'::regnamespace AND c.contype IN ('c', 'f', 'u', 'p', 'x')
"""


@pytest.fixture(scope="module")
def rules(city_url: str) -> list[tuple[str, str, str, str | None]]:
    """Table, name, kind and referred table of every constraint in the catalogue."""
    with psycopg.connect(city_url) as connection:
        return connection.execute(_RULES).fetchall()


@pytest.fixture(params=[name for name, cls in LAYERS.items() if not cls.declared.view])
def layer(request: pytest.FixtureRequest) -> Declared:
    """Each layer that can be written in turn."""
    return LAYERS[request.param].declared


def test_every_rule_of_a_layer_has_words(layer: Declared, rules: list[tuple[str, str, str, str | None]]):
    found = [name for table, name, _, _ in rules if table in (layer.name, f"{layer.name}_state")]
    assert len(found) > 5
    for name in found:
        about, words = constraint_reason(layer, name)
        assert about == GEOMETRY or about in layer.by_name or name.endswith("_state_fid_fkey"), name
        for said in (words.vi, words.en):
            assert said
            assert not _INSIDE.search(said), (name, said)
        assert words.vi != words.en


def test_who_still_refers_is_named(layer: Declared, rules: list[tuple[str, str, str, str | None]]):
    refusals = Refusals(cls.declared for cls in LAYERS.values())
    for table, name, kind, referred in rules:
        if kind != "f" or referred != layer.name or table == f"{layer.name}_state":
            continue
        failure = Failure(sqlstate="23503", constraint=name, table=table)
        refusal = refusals.refusal(layer, failure, deleting=True)
        assert refusal is not None
        if table in LAYERS:
            assert LAYERS[table].declared.title.vi in refusal.text("vi")
        assert not _INSIDE.search(refusal.text("en")), refusal.text("en")
        given = refusals.refusal(LAYERS[table].declared, failure) if table in LAYERS else None
        assert given is None or layer.name in given.text("en")


@pytest.mark.parametrize("sqlstate", ["22003", "22P02", "23502", "23514", "23505", "23P01", "P0001", "42501", "40001"])
def test_even_an_unknown_rule_gives_an_error_of_the_house(sqlstate: str):
    refusals = Refusals(cls.declared for cls in LAYERS.values())
    layer = LAYERS["street_lamps"].declared
    failure = Failure(sqlstate=sqlstate, constraint="nobody_knows", table="nobody_knows", column="nobody_knows")
    refusal = refusals.refusal(layer, failure)
    assert refusal is not None
    assert "nobody_knows" not in refusal.text("en") + refusal.text("vi")
