"""A declaration, and what its schema, queryables, sortables and model say of it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import jsonschema
import pytest
from pydantic import ValidationError

from layers.core import schema
from layers.core.declaration import Code, Geom, Layer, Style, Text, code, line, observed, prop, reference
from layers.core.declared import Declared, declare


class Surface(Code):
    ASPHALT = code("asphalt", vi="Nhựa", en="Asphalt", color="#444444")
    GRAVEL = code("gravel", vi="Sỏi", en="Gravel")


class Use(Code, editable=True, source="made up"):
    WALK = code("walk", vi="Đi bộ", en="Walking")


class Path:
    """A footpath of no city."""

    geom: Geom = line()
    id: UUID = prop("Identifier", vi="Mã định danh")
    name: str = prop("Name", vi="Tên", search=True, max_length=50, pattern="^[A-Z]")
    length_m: float = prop("Length", vi="Dài", unit="m", gt=0, le=900)
    surface: Surface | None = prop("Surface", vi="Mặt đường")
    uses: list[Use] = prop("Uses", vi="Công dụng")
    tags: list[str] | None = prop("Tags", vi="Nhãn")
    more: dict[str, Any] | None = prop("More", vi="Khác")
    opened: dt.date = prop("Opened", vi="Mở từ", description=Text(vi="Ngày mở", en="First day"))
    closed: dt.date | None = prop("Closed", vi="Đóng từ")
    walkers: int | None = observed("Walkers", vi="Người đi", ge=0)
    road_id: UUID | None = reference("roads", "Road", vi="Đường")
    keeper: str = prop("Keeper", vi="Người giữ", private=True)


@pytest.fixture(scope="module")
def paths() -> Declared:
    layer = Layer(
        title=Text(vi="Lối đi", en="Paths"),
        description=Text(vi="Lối đi bộ", en="Footpaths"),
        keywords=(),
        zoom=(10, 20),
        style=Style(by="surface"),
        time=("opened", "closed"),
        key=("name",),
    )
    return declare(Path, theme="nowhere", layer=layer, name="paths", view=None, reads=())


def feature() -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "name": "Lê Lợi",
        "length_m": 12.5,
        "surface": "gravel",
        "uses": ["walk", "run"],
        "tags": None,
        "more": {"a": 1},
        "opened": "2020-10-18",
        "closed": None,
        "walkers": None,
        "road_id": None,
    }


def test_titles_stand_in_the_asked_language_and_in_both(paths: Declared):
    name = schema.json_schema(paths, "en")["properties"]["name"]
    assert (name["title"], name["x-title"]) == ("Name", {"vi": "Tên", "en": "Name"})
    assert schema.json_schema(paths, "vi")["properties"]["opened"]["description"] == "Ngày mở"
    assert schema.json_schema(paths, "vi")["title"] == "Lối đi"


def test_limits_units_and_codes(paths: Declared):
    properties = schema.json_schema(paths, "en")["properties"]
    assert properties["length_m"] | {"exclusiveMinimum": 0, "maximum": 900, "x-ogc-unit": "m"} == properties["length_m"]
    assert properties["name"] | {"maxLength": 50, "pattern": "^[A-Z]"} == properties["name"]
    assert properties["surface"]["enum"] == ["asphalt", "gravel"]
    assert properties["surface"]["x-codes"][0] == {
        "value": "asphalt",
        "title": {"vi": "Nhựa", "en": "Asphalt"},
        "color": "#444444",
    }
    assert "enum" not in properties["uses"]["items"], "an editable list may have grown since"


def test_roles_of_part_5(paths: Declared):
    properties = schema.json_schema(paths, "en")["properties"]
    assert {name: member["x-ogc-role"] for name, member in properties.items() if "x-ogc-role" in member} == {
        "id": "id",
        "opened": "primary-interval-start",
        "closed": "primary-interval-end",
        "road_id": "reference",
        "geom": "primary-geometry",
    }
    assert properties["road_id"]["x-ogc-collectionId"] == "roads"
    assert properties["geom"]["format"] == "geometry-linestring"
    assert [member["x-ogc-propertySeq"] for member in properties.values()] == list(range(1, len(properties) + 1))
    assert properties["walkers"]["readOnly"] is True


def test_private_properties_are_nowhere(paths: Declared):
    for document in (schema.json_schema(paths, "vi"), schema.queryables(paths, "vi"), schema.sortables(paths, "vi")):
        assert "keeper" not in str(document)
    assert "keeper" not in schema.model(paths).model_fields


def test_queryables_and_sortables(paths: Declared):
    queryable, sortable = schema.queryables(paths, "en"), schema.sortables(paths, "en")
    assert queryable["additionalProperties"] is False
    assert next(iter(queryable["properties"])) == "geom"
    assert "more" not in queryable["properties"]
    assert {"tags", "uses", "more", "geom"}.isdisjoint(sortable["properties"])
    assert "length_m" in sortable["properties"]


def test_schema_takes_a_right_feature_and_refuses_wrong_ones(paths: Declared):
    checker = jsonschema.Draft202012Validator(schema.json_schema(paths, "en"))
    right = {name: value for name, value in feature().items() if value is not None}
    checker.validate(right)
    for wrong in ({"length_m": 0}, {"length_m": 901}, {"surface": "mud"}, {"name": "lower"}, {"stranger": 1}):
        assert not checker.is_valid(right | wrong), wrong
    assert not checker.is_valid({name: value for name, value in right.items() if name != "opened"})


def test_model_takes_a_right_feature_and_refuses_wrong_ones(paths: Declared):
    model = schema.model(paths)
    assert model.model_validate(feature()).model_dump()["opened"] == dt.date(2020, 10, 18)
    for wrong in ({"length_m": 0}, {"surface": "mud"}, {"name": "lower"}, {"stranger": 1}, {"walkers": -1}):
        with pytest.raises(ValidationError):
            model.model_validate(feature() | wrong)
