"""The published schemas say what the codec takes, neither more nor less."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from devices.codecs import CODECS
from devices.codecs.order import Order, Target
from devices.reading import BadPayload
from devices.schemas import NAMES, schema
from devices.topics import parse
from tests.unit.devices.messages import DONGHA
from tests.unit.devices.test_codecs import ARRIVED, ORDER
from tests.unit.devices.wild import bent

SCHEMAS: dict[str, Any] = {name: json.loads(schema(name)) for name in NAMES}
REGISTRY: Registry[Any] = Registry[Any]().with_resources(
    (content["$id"], Resource.from_contents(content)) for content in SCHEMAS.values()
)


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(SCHEMAS[name], registry=REGISTRY, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("name", NAMES)
def test_they_are_schemas(name: str):
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$id"].endswith(name)


@pytest.mark.parametrize("event", DONGHA)
@settings(max_examples=60)
@given(data=st.data())
def test_what_the_codec_takes_is_what_the_schema_allows(event: str, data: st.DataObject):
    names = st.sampled_from(
        ["v", "time", "readings", "series", "level_m", "command", "outcome", "firmware", "battery_pct"]
    )
    message = data.draw(st.sampled_from(DONGHA[event]).flatmap(lambda one: st.just(one) | bent(one, names)))
    payload = json.dumps(message).encode()
    address = parse(f"dongha/flood_points/DCB-01/{event}")
    assert address is not None
    refused = None
    try:
        CODECS["dongha"].decode(address, payload, ARRIVED)
    except BadPayload as bad:
        refused = bad.reason
    if refused is None:
        assert validator(event).is_valid(message), list(validator(event).iter_errors(message))
    elif refused == "schema" and not _beyond_schemas(message):
        assert not validator(event).is_valid(message)


def test_commands_are_as_their_schema_says():
    for order in (ORDER, Order(id=ORDER.id, action="automatic", value=None, deadline=dt.datetime.now(dt.UTC))):
        down = CODECS["dongha"].encode_command(Target(layer="street_lamps", key="L-1"), order)
        validator("command").validate(json.loads(down.payload))


def _beyond_schemas(value: Any) -> bool:
    """What JSON Schema cannot say: numbers beyond those of a computer, texts that a database cannot hold."""
    if isinstance(value, dict):
        return any(_beyond_schemas(one) for pair in value.items() for one in pair)
    if isinstance(value, list):
        return any(map(_beyond_schemas, value))
    if isinstance(value, str):
        return "\0" in value or any(0xD800 <= ord(letter) < 0xE000 for letter in value)
    return isinstance(value, int | float) and not abs(value) < 1e308
