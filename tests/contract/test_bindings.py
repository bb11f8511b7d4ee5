"""Every layer that devices report for, in every way in which devices speak: what is sent is what is kept."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import Any

import pytest

from devices.binding import Binder
from devices.codecs import CODECS
from devices.codecs.order import Order, Target
from devices.reading import Reading, Value
from devices.topics import parse
from layers.core.access import DEPARTMENTS, Role
from layers.core.binding import DeviceBinding
from layers.core.declared import Declared, Property
from layers.core.states import kept
from layers.registry import LAYERS
from layers.themes.devices import OPERATORS

REGISTRY = LAYERS["devices"].declared
BOUND = [(cls.declared, cls.declared.layer.device) for cls in LAYERS.values() if cls.declared.layer.device]
ABILITIES = [(declared, ability) for declared, binding in BOUND for ability in binding.commands]
AT = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)
EUI = "24e124468b1bf001"


def named(parameter: Any) -> str | None:
    return parameter.name if isinstance(parameter, Declared) else getattr(parameter, "action", None)


def value(p: Property, binding: DeviceBinding) -> Value:
    """Something that the property can be."""
    match p.kind:
        case "boolean":
            return True
        case "code":
            assert p.codes
            return str(next(iter(p.codes)).value)
        case "datetime":
            return "2026-11-22T02:00:00Z"
        case "string":
            return "x"
        case _:
            low, high = binding.feed(p.name).plausible or (
                0.0 if p.ge is None else p.ge,
                100.0 if p.le is None else p.le,
            )
            return float(round((low + high) / 2))


def sent(declared: Declared, binding: DeviceBinding) -> dict[str, Value]:
    return {p.name: value(p, binding) for p in kept(declared)}


def senml_record(name: str, said: Value) -> dict[str, Any]:
    label = "vb" if isinstance(said, bool) else "vs" if isinstance(said, str) else "v"
    return {"n": f"urn:dev:x:{name}", "t": AT.timestamp(), label: said}


@pytest.mark.parametrize(("declared", "binding"), BOUND, ids=named)
@pytest.mark.parametrize("codec", ["dongha", "chirpstack", "senml"])
def test_all_properties_come_through(codec: str, declared: Declared, binding: DeviceBinding):
    said = sent(declared, binding)
    topic, message = {
        "dongha": (f"dongha/{declared.name}/K/state", {"v": 1, "time": AT.isoformat(), "readings": said}),
        "chirpstack": (f"application/1/device/{EUI}/event/up", {"time": AT.isoformat(), "object": said}),
        "senml": (f"dongha/{declared.name}/K/senml", [senml_record(name, one) for name, one in said.items()]),
    }[codec]
    address = parse(topic)
    assert address is not None
    decoded = CODECS[address.codec].decode(address, json.dumps(message).encode(), AT)
    bound = Binder(declared, binding).bind(decoded)
    assert bound.implausible == []
    assert bound.readings == [Reading(name, AT, one) for name, one in said.items()]


@pytest.mark.parametrize(("declared", "binding"), BOUND, ids=named)
def test_each_property_is_a_datastream(declared: Declared, binding: DeviceBinding):
    binder = Binder(declared, binding)
    address = parse("v1.1/Datastreams(1)/Observations")
    assert address is not None
    for name, one in sent(declared, binding).items():
        message = json.dumps({"phenomenonTime": AT.isoformat(), "result": one}).encode()
        assert binder.bind(CODECS["sensorthings"].decode(address, message, AT), name).readings == [
            Reading(name, AT, one)
        ]


@pytest.mark.parametrize(("declared", "binding"), BOUND, ids=named)
def test_what_is_out_of_bounds_is_refused(declared: Declared, binding: DeviceBinding):
    binder = Binder(declared, binding)
    address = parse(f"dongha/{declared.name}/K/state")
    assert address is not None
    for p in kept(declared):
        beyond = {"boolean": "yes", "code": "no such code", "datetime": "noon", "string": 1}.get(p.kind)
        limit = p.le if p.le is not None else p.ge
        if beyond is None and limit is None:
            continue
        wrong = beyond if limit is None else limit + (1 if p.le is not None else -1)
        message = json.dumps({"v": 1, "time": AT.isoformat(), "readings": {p.name: wrong}}).encode()
        bound = binder.bind(CODECS["dongha"].decode(address, message, AT))
        assert (bound.readings, len(bound.implausible)) == ([], 1), p.name


@pytest.mark.parametrize(("declared", "ability"), ABILITIES, ids=named)
@pytest.mark.parametrize("codec", CODECS)
def test_every_ability_can_be_told(codec: str, declared: Declared, ability: Any):
    number = ability.ge if ability.takes_value() else None
    order = Order(id=uuid.uuid4(), action=ability.action, value=number, deadline=AT)
    target = Target(layer=declared.name, key="K", dev_eui=EUI, application="1")
    topic, payload = CODECS[codec].encode_command(target, order)
    told = json.loads(payload)
    assert str(order.id) in (told.get("id"), told.get("command"))
    assert parse(topic) is None, "what goes down is not heard as coming up"
    assert (told.get("object", told).get("action"), told.get("object", told).get("value")) == (ability.action, number)


@pytest.mark.parametrize("role", DEPARTMENTS, ids=lambda role: role.value)
def test_who_writes_a_layer_writes_its_devices(role: Role):
    theirs = {
        declared.name for declared, _ in BOUND if declared is not REGISTRY and declared.layer.access.writing(role)
    }
    assert set(OPERATORS.get(role, ())) == theirs
