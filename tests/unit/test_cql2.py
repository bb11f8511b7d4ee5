"""CQL2 without a database: what is read, what is refused and why, and that nothing outside stands in the SQL."""

from __future__ import annotations

import json
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.core.cql2_condition import condition
from layers.core.cql2_tree import MAX_BYTES, FilterLanguage, parse_filter
from layers.core.errors import FilterTooLarge, InvalidFilter, InvalidRequest, InvalidValue, UnknownProperty
from layers.core.statement import Parameters
from layers.registry import LAYERS

LAMPS = LAYERS["street_lamps"].declared
PARCELS = LAYERS["land_parcels"].declared


def sql(text: str, layer=LAMPS) -> tuple[str, list]:
    parameters = Parameters()
    made = condition(layer, parse_filter(text), parameters)
    return made, parameters.values


def test_literals_are_bound_by_the_kind_of_the_property():
    made, values = sql(
        "rated_power_w > 100 AND dali_address = 7 AND code = 'O''Neil' AND installed_on < DATE('2020-01-02')"
    )
    assert "O'Neil" not in made
    assert values[:3] == [100.0, 7, "O'Neil"]
    assert values[3].isoformat() == "2020-01-02"
    assert [type(v) for v in values[:2]] == [float, int]


def test_spatial_conditions_use_the_index_of_the_stored_form_that_suits_the_crs():
    made, values = sql("S_INTERSECTS(geom, BBOX(107.1, 16.8, 107.2, 16.9))")
    assert "f.geom_3857 OPERATOR(ext.&&) $1::ext.geometry AND ext.ST_Intersects(f.geom_3857" in made
    assert isinstance(values[0], bytes)


@pytest.mark.parametrize(
    "text", ["planted_on = 1", "holder_ref = 'x'", "owner = 'x'", "f.code = 'x'", '"code"" = 1', "geom.x=1"]
)
def test_only_public_properties_exist(text: str):
    with pytest.raises(InvalidRequest) as raised:
        sql(text, PARCELS)
    assert "holder_ref," not in raised.value.text("en")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("code = 12", "code"),
        ("rated_power_w = 'much'", "rated_power_w"),
        ("installed_on > DATE('2020-13-01')", "2020-13-01"),
        ("cabinet_id = 'nix'", "cabinet_id"),
        ("rated_power_w + code = 3", "code"),
        ("code LIKE 5", "like"),
        ("CASEI(rated_power_w) = 'x'", "casei"),
        ("rated_power_w BETWEEN 'a' AND 2", "rated_power_w"),
        ("A_CONTAINS(code, ('a'))", "code"),
        ("T_AFTER(code, DATE('2020-01-01'))", "code"),
    ],
)
def test_a_wrong_kind_of_value_is_named(text: str, named: str):
    with pytest.raises(InvalidValue) as raised:
        sql(text)
    assert named in raised.value.text("en")
    assert named in raised.value.text("vi")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "code",
        "code = ",
        "code = 'x' AND",
        "pg_sleep(1) = 1",
        "code = NULL",
        "code IN ()",
        "foo(code) = 1",
        "code = 1; DROP TABLE x",
        "code LIKE 'x\\'",
        "S_INTERSECTS(geom, BBOX(1,2))",
        "S_INTERSECTS(geom, code)",
        "S_INTERSECTS(geom, POLYGON((0 0, 1 1, 1 0, 0 2)))",
        "S_INTERSECTS(geom, BBOX(200, 100, 201, 101))",
        "S_INTERSECTS(geom, POINT EMPTY)",
        "geom = 1",
        "geom > 'a'",
        "T_DURING(installed_on, INTERVAL('x', '..'))",
        "rated_power_w = 1e999",
        "NOT rated_power_w",
        "rated_power_w AND TRUE",
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(text: str):
    with pytest.raises(InvalidFilter) as raised:
        sql(text)
    assert "«" in raised.value.text("vi")


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5000 + "code='x'" + ")" * 5000,
        "NOT " * 4000 + "code='x'",
        "- " * 5000 + "1 = 1",
        "code=" * 3000 + "'x'",
        "casei(" * 500 + "code" + ")" * 500 + "='x'",
        "rated_power_w" + "+1" * 5000 + " = 1",
        " OR ".join(["code = 'x'"] * 1500),
        "code = '" + "x" * MAX_BYTES + "'",
        "a or " * 20 + "(" * 60 + "not " * 60 + "code = 'x'" + ")" * 60,
    ],
)
def test_size_and_depth_are_bounded_before_anything_recurses(text: str):
    with pytest.raises(FilterTooLarge):
        sql(text)


def test_a_long_flat_filter_is_fine():
    made, values = sql(" OR ".join(f"code = '{i}'" for i in range(200)))
    assert len(values) == 200
    assert made.count(" OR ") == 199


def test_gdal_and_qgis_spellings():
    assert "= ANY" in sql("\"status\" IN ('on','off')")[0]
    assert sql("installed_on >= '2005-01-01T'")[1][0].isoformat() == "2005-01-01"
    assert sql('S_INTERSECTS("geometry",BBOX(107,16,108,17))')[1]


def test_json_keeps_whole_numbers_and_is_no_text():
    parameters = Parameters()
    tree = {"op": "=", "args": [{"property": "fid"}, 9007199254740993]}
    condition(LAMPS, parse_filter(json.dumps(tree), "cql2-json"), parameters)
    assert parameters.values == [9007199254740993]
    with pytest.raises(InvalidFilter):
        parse_filter("code = 'x'", "cql2-json")


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=8) | st.just({"property": "code"}),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.fixed_dictionaries(
            {
                "op": st.sampled_from(
                    [
                        "and",
                        "=",
                        "like",
                        "s_within",
                        "t_meets",
                        "a_equals",
                        "in",
                        "casei",
                        "+",
                        "between",
                        "isNull",
                        "not",
                        "x",
                    ]
                ),
                "args": st.lists(inner, max_size=3),
            }
        )
        | st.dictionaries(
            st.sampled_from(["type", "coordinates", "bbox", "date", "interval", "property", "op"]), inner, max_size=2
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_a_condition_or_a_named_error(tree):
    assert _tried(json.dumps(tree), "cql2-json")


WORDS = st.sampled_from(
    [
        "code",
        "rated_power_w",
        "geom",
        "(",
        ")",
        "'x'",
        "1",
        "-",
        "NOT",
        "AND",
        "OR",
        "=",
        "<",
        ",",
        "IN",
        "LIKE",
        "BETWEEN",
        "IS NULL",
        "CASEI",
        "S_WITHIN",
        "BBOX",
        "POINT",
        "DATE",
        "INTERVAL",
        "..",
        "'",
        '"',
        "[",
        "]",
        "TRUE",
        "%",
        "^",
        "div",
        ";",
        "--",
        "\\",
        "đ",
        "NULL",
        "POLYGON",
        "((",
        "0 0",
    ]
)


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_any_text_is_a_condition_or_a_named_error(text):
    assert _tried(text)


def test_the_parser_survives_in_a_small_stack_what_the_bounds_let_through():
    deepest = "(" * 60 + "NOT " * 60 + "code = 'x'" + ")" * 60
    threading.stack_size(512 * 1024)
    try:
        found: list = []
        thread = threading.Thread(target=lambda: found.append(_tried(deepest)))
        thread.start()
        thread.join()
    finally:
        threading.stack_size(0)
    assert found


def _tried(text: str, language: FilterLanguage = "cql2-text") -> str:
    """The SQL of a filter, or what is said of it; any other error is a failure."""
    try:
        return condition(LAMPS, parse_filter(text, language), Parameters())
    except InvalidRequest as error:
        return error.text("vi") and error.text("en")


def test_private_property_is_unknown_by_name():
    with pytest.raises(UnknownProperty):
        sql("holder_ref IS NULL", PARCELS)
