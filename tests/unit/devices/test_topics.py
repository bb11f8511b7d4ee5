"""Addresses of the broker, and that what is subscribed to is what is understood."""

from __future__ import annotations

import pytest

from devices.codecs import CODECS
from devices.topics import Address, down, filters, parse
from layers.registry import LAYERS


@pytest.mark.parametrize(
    ("topic", "address"),
    [
        ("dongha/street_lamps/ĐH-1.2/state", Address("dongha", "state", layer="street_lamps", key="ĐH-1.2")),
        ("dongha/farms/F-1/senml", Address("senml", "senml", layer="farms", key="F-1")),
        (
            "application/17/device/24E124468B1BF001/event/up",
            Address("chirpstack", "up", dev_eui="24e124468b1bf001", application="17"),
        ),
        ("v1.1/Datastreams(12)/Observations", Address("sensorthings", "observation", datastream=12)),
    ],
)
def test_addresses(topic: str, address: Address):
    assert parse(topic) == address
    assert any(_matches(pattern, topic) for pattern in filters())


@pytest.mark.parametrize(
    "topic",
    [
        "",
        "dongha/street_lamps/1/command",
        "dongha/street_lamps/1/2/state",
        "dongha/Street-Lamps/1/state",
        "dongha/street_lamps//state",
        "application/17/device/24e1/event/up",
        "application/17/device/24e124468b1bf001/event/nap",
        "application/17/device/24e124468b1bf001/command/down",
        "v1.1/Datastreams(0)/Observations",
        "v1.1/Datastreams(12)",
        "v1.0/Datastreams(12)/Observations",
    ],
)
def test_what_is_no_address(topic: str):
    assert parse(topic) is None


def test_every_layer_with_devices_is_heard():
    for name, cls in LAYERS.items():
        if binding := cls.declared.layer.device:
            assert binding.codec in CODECS
            topic = binding.topic.format(layer=name, key="K-1")
            address = parse(topic)
            assert address is not None
            assert (address.layer, address.key) == (name, "K-1")
            assert any(_matches(pattern, topic) for pattern in filters())


def test_no_command_is_heard_as_a_reading():
    assert not any(_matches(pattern, down("street_lamps", "K-1")) for pattern in filters())


def _matches(pattern: str, topic: str) -> bool:
    want, have = pattern.split("/"), topic.split("/")
    return len(want) == len(have) and all(one in ("+", other) for one, other in zip(want, have, strict=True))
