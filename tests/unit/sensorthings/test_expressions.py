"""Expressions, literals and addresses of SensorThings as values."""

from __future__ import annotations

import datetime as dt

import pytest

from api.sensorthings.address import address
from api.sensorthings.durations import duration
from api.sensorthings.expressions import (
    MAX_CHARACTERS,
    Binary,
    Call,
    Constant,
    Node,
    Not,
    Path,
    expression,
    orderings,
    paths,
)
from api.sensorthings.geography import geography
from api.sensorthings.model import ENTITIES, OBSERVATION, THING
from api.sensorthings.observation_id import from_id, to_id
from api.sensorthings.options import OF_MANY, Options, options
from layers.core.observation_errors import InvalidExpression, UnknownResource
from layers.core.wkb import BadGeometry


def said(node: Node) -> str:
    """A tree with all its brackets."""
    match node:
        case Binary(operator, left, right):
            return f"({said(left)} {operator} {said(right)})"
        case Not(inner):
            return f"!{said(inner)}"
        case Call(name, arguments):
            return f"{name}[{', '.join(map(said, arguments))}]"
        case Path():
            return str(node)
        case Constant(value):
            return repr(value)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a eq 1 or b eq 2 and c eq 3", "((a eq 1) or ((b eq 2) and (c eq 3)))"),
        ("(a eq 1 or b eq 2) and c eq 3", "(((a eq 1) or (b eq 2)) and (c eq 3))"),
        ("a add 1 mul 2 gt 3 sub 4", "((a add (1 mul 2)) gt (3 sub 4))"),
        ("not a eq 1 and b", "(!(a eq 1) and b)"),
        ("not not a", "a"),
        ("substringof('it''s', A/b)", 'substringof["it\'s", A/b]'),
        ("now()", "now[]"),
        ("f(1,(2),g(3))", "f[1, 2, g[3]]"),
        ("a eq -1.5e3", "(a eq -1500.0)"),
        ("@iot.id eq 'x'", "(@iot.id eq 'x')"),
        ("a eq null or true", "((a eq None) or True)"),
        ("equal eq andy", "(equal eq andy)"),
    ],
)
def test_words_bind_as_the_standard_says(text: str, tree: str):
    assert said(expression(text, "$filter")) == tree


def test_times_are_moments():
    seven = dt.timezone(dt.timedelta(hours=7))
    wanted = dt.datetime(2020, 10, 18, 3, 30, tzinfo=seven)
    for text in (
        "2020-10-18T03:30:00+07:00",
        "2020-10-18T03:30:00 07:00",
        "2020-10-17T20:30:00.000Z",
        "2020-10-17T20:30Z",
    ):
        assert expression(text, "$filter") == Constant(wanted), text
    assert expression("2020-10-18", "$filter") == Constant(dt.datetime(2020, 10, 18, tzinfo=dt.UTC))


@pytest.mark.parametrize(
    "text",
    ["", "a eq", "eq", "(a", "a)", "a b", "f(", "f(1", "'a", "a eq 1;", "1a", "2020-13-01", "a eq 2020-01-01T25:00:00Z", "\0",
     "duration'x'", "geography'x'", "a" * (MAX_CHARACTERS + 1), "(" * 50 + "a" + ")" * 50, " or ".join(["a"] * 500)],
)  # fmt: skip
def test_what_is_no_expression_is_told_with_its_place(text: str):
    with pytest.raises(InvalidExpression) as raised:
        expression(text, "$filter")
    assert "$filter" in raised.value.text("vi")
    assert raised.value.text("vi") != raised.value.text("en")


def test_orders():
    found = orderings("a desc, length(b),c/d asc")
    assert [(said(one.by), one.descending) for one in found] == [("a", True), ("length[b]", False), ("c/d", False)]
    assert [str(path) for path in paths(expression("f(a/b) eq 1 and not c", "$filter"))] == ["a/b", "c"]


def test_durations():
    assert duration("P1DT2H3M4.5S") == dt.timedelta(days=1, hours=2, minutes=3, seconds=4.5)
    assert duration("-PT90S") == -dt.timedelta(seconds=90)
    for wrong in ("", "P", "PT", "P1M", "P1Y", "1D", "PT1", "P1D1H", "P٣D"):
        with pytest.raises(ValueError):
            duration(wrong)


@pytest.mark.parametrize(
    ("text", "kind", "coordinates"),
    [
        ("POINT(107.1 16.8)", "Point", [107.1, 16.8]),
        ("srid=4326; point (1 -2.5e1)", "Point", [1, -25]),
        ("POINT Z (1 2 3)", "Point", [1, 2, 3]),
        ("LINESTRING(1 2,3 4)", "LineString", [[1, 2], [3, 4]]),
        ("POLYGON((0 0,1 0,1 1,0 0),(2 2,3 2,3 3,2 2))", "Polygon",
         [[[0, 0], [1, 0], [1, 1], [0, 0]], [[2, 2], [3, 2], [3, 3], [2, 2]]]),
        ("MULTIPOINT((1 2),(3 4))", "MultiPoint", [[1, 2], [3, 4]]),
        ("MULTIPOINT(1 2,3 4)", "MultiPoint", [[1, 2], [3, 4]]),
        ("MULTILINESTRING((1 2,3 4))", "MultiLineString", [[[1, 2], [3, 4]]]),
        ("MULTIPOLYGON(((0 0,1 0,1 1,0 0)))", "MultiPolygon", [[[[0, 0], [1, 0], [1, 1], [0, 0]]]]),
    ],
)  # fmt: skip
def test_geometries(text: str, kind: str, coordinates: object):
    assert geography(text) == {"type": kind, "coordinates": coordinates}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "POINT",
        "POINT(",
        "POINT(1 2",
        "POINT(1 2))",
        "POINT(a b)",
        "CIRCLE(1 2)",
        "SRID=3857;POINT(1 2)",
        "POINT(1;2)",
    ],
)
def test_what_is_no_geometry(text: str):
    with pytest.raises(BadGeometry):
        geography(text)


def test_addresses():
    at = address("Things(1)/Datastreams(2)/Observations")
    assert [(step.entity.name, step.key) for step in at.steps] == [
        ("Thing", (1,)),
        ("Datastream", (2,)),
        ("Observation", None),
    ]
    assert at.form == "entities"
    assert address("Observations('7-1603006200000000')").steps[0].key == (
        7,
        dt.datetime(2020, 10, 18, 7, 30, tzinfo=dt.UTC),
    )
    assert address("Datastreams(2)/Thing").form == "entity"
    assert address("Datastreams(2)/Thing/properties/layer/$value").members == ("properties", "layer")
    assert address("Datastreams(2)/Thing/$ref").form == "ref"
    assert address("Things/$ref").form == "refs"
    for wrong in (
        "",
        "/",
        "things",
        "Things(0)",
        "Things(-1)",
        "Things(1",
        "Things()",
        "Datastreams(2)/Thing(1)",
        "Things(1)/name/$ref",
    ):
        with pytest.raises(UnknownResource):
            address(wrong)


def test_ids_of_observations_are_their_moments():
    for moment in (
        dt.datetime(2026, 11, 22, 10, 0, 0, 123456, tzinfo=dt.UTC),
        dt.datetime(1969, 12, 31, 23, 59, tzinfo=dt.UTC),
    ):
        assert from_id(to_id(12, moment)) == (12, moment)
    for wrong in (5, "5", "a-b", "1-", "1-99999999999999999", "99999999999-1"):
        assert from_id(wrong) is None


def test_expansions_are_read_in_every_way_they_are_written():
    def expanded(text: str) -> list[str]:
        from urllib.parse import quote

        found = options(f"$expand={quote(text)}".encode(), OF_MANY, THING)

        def names(of: Options, before: str) -> list[str]:
            found: list[str] = []
            for one, inner in of.expand.items():
                found += [before + one, *names(inner, f"{before}{one}/")]
            return found

        return names(found, "")

    both = ["Datastreams", "Datastreams/Sensor", "Datastreams/Observations", "Locations"]
    assert expanded("Datastreams/Sensor,Datastreams/Observations,Locations") == both
    assert expanded("Datastreams($expand=Sensor,Observations($top=1;$filter=result eq '),;');$top=2),Locations") == both


def test_every_relation_leads_to_an_entity_and_back():
    for entity in ENTITIES.values():
        for link in entity.links.values():
            assert any(back.target == entity.name for back in ENTITIES[link.target].links.values()), (entity.name, link)
    assert OBSERVATION.texts
