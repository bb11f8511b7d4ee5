"""The messages that the documentation shows are messages that are understood."""

from __future__ import annotations

import json
import re

import pytest

from devices.binding import Binder
from devices.codecs import CODECS
from devices.decoders import DECODERS
from devices.topics import parse
from layers.core.settings import ROOT
from layers.registry import LAYERS
from tests.unit.devices.test_codecs import ARRIVED
from tests.unit.devices.test_schemas import validator

DOC = (ROOT / "docs" / "devices.md").read_text("utf-8")
EXAMPLES = re.findall(r"```json (\w+)\n(.*?)\n```", DOC, re.DOTALL)
TOPICS = {
    "senml": "dongha/irrigation_zones/T-1/senml",
    "sensorthings": "v1.1/Datastreams(12)/Observations",
    **{event: f"dongha/flood_points/DCB-01/{event}" for event in ("state", "status", "answer")},
}


@pytest.mark.parametrize(("kind", "text"), EXAMPLES, ids=[f"{kind}-{n}" for n, (kind, _) in enumerate(EXAMPLES)])
def test_examples_are_understood(kind: str, text: str):
    if kind not in ("senml", "sensorthings"):
        validator(kind).validate(json.loads(text))
    if kind == "command":
        return
    address = parse(TOPICS[kind])
    assert address is not None
    decoded = CODECS[address.codec].decode(address, text.encode(), ARRIVED)
    assert decoded.readings or decoded.device or decoded.answers
    declared = LAYERS[address.layer or "flood_points"].declared
    assert declared.layer.device is not None
    bound = Binder(declared, declared.layer.device).bind(decoded, "level_m" if kind == "sensorthings" else None)
    assert not bound.implausible


def test_every_kind_of_message_and_decoder_is_shown():
    assert {kind for kind, _ in EXAMPLES} == {*TOPICS, "command"}
    assert all(f"| `{name}` |" in DOC for name in DECODERS)
    assert "application/{id}/device/{dev_eui}/event/" in DOC
