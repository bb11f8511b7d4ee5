"""Whatever the bytes are, a codec gives plain values that can be kept, or BadPayload; and the same again for the same."""

from __future__ import annotations

import datetime as dt
import math
import uuid
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from devices.binding import Binder
from devices.codecs import CODECS
from devices.decoders import DECODERS
from devices.reading import BadPayload, Decoded, Value
from devices.topics import Address, parse
from layers.registry import LAYERS
from tests.unit.devices import messages
from tests.unit.devices.wild import payloads

ARRIVED = dt.datetime(2026, 11, 22, 3, 0, 10, tzinfo=dt.UTC)
LEVELS = st.sampled_from(
    ["dongha", "application", "device", "event", "up", "state", "v1.1", "+", "#", "Datastreams(1)"]
)
BINDERS = [
    Binder(declared, declared.layer.device)
    for declared in (LAYERS[name].declared for name in ("flood_points", "street_lamps", "waste_bins"))
    if declared.layer.device
]
KINDS: dict[str, tuple[str, list[Any]]] = {
    **{f"dongha {event}": (f"dongha/flood_points/DCB-01/{event}", some) for event, some in messages.DONGHA.items()},
    **{
        f"chirpstack {event}": (f"application/17/device/{messages.EUI}/event/{event}", some)
        for event, some in messages.CHIRPSTACK.items()
    },
    "sensorthings": ("v1.1/Datastreams(12)/Observations", messages.OBSERVATIONS),
    "senml": ("dongha/farms/F-1/senml", messages.PACKS),
}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60)
@given(data=st.data())
def test_bytes_are_read_or_refused(kind: str, data: st.DataObject) -> None:
    topic, real = KINDS[kind]
    payload = data.draw(payloads(real))
    _reads(topic, payload, data.draw(st.sampled_from([None, *DECODERS, "no such"])))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"null",
        b"\xff\xfe{\x00}\x00",
        b"\xef\xbb\xbf{}",
        b"[" * 65_000,
        b'{"v":1,"time":0,"readings":' + b'{"a":' * 12_000 + b"1" + b"}" * 12_001,
        b'{"object":' * 6_000 + b"1" + b"}" * 6_000,
        b'{"v":1,"time":' + b"9" * 5_000 + b',"readings":{"level_m":1}}',
        b'{"v":1,"time":1e400,"readings":{"level_m":1}}',
        b'{"v":1,"time":0,"readings":{"level_m":1e400}}',
        b'{"v":1,"time":0,"readings":{"level_m":NaN}}',
        b'{"result":-Infinity}',
        b'[{"n":"level_m","v":1e308,"bv":1e308}]',
        b'[{"n":"level_m","v":1,"t":-1e300}]',
        b'[{"n":"level_m","v":1,"bt":1e300}]',
        b" " * 70_000,
    ],
    ids=lambda payload: f"{payload[:24]!r} {len(payload)}",
)
def test_known_traps(kind: str, payload: bytes) -> None:
    _reads(KINDS[kind][0], payload, "flood_point")


@settings(max_examples=100)
@given(data=st.binary(max_size=60), port=st.integers(0, 255), name=st.sampled_from(sorted(DECODERS)))
def test_binary_payloads(data: bytes, port: int, name: str) -> None:
    try:
        found = DECODERS[name].decode(data, port)
    except BadPayload:
        return
    assert all(_kept(value) for value in found.values())


@settings(max_examples=100)
@given(topic=st.text(max_size=80) | st.lists(LEVELS | st.text(max_size=9), max_size=7).map("/".join))
@example(topic="dongha/x/" + "k" * 300 + "/state")
@example(topic="v1.1/Datastreams(99999999999999999999)/Observations")
def test_topics(topic: str) -> None:
    address = parse(topic)
    assert address is None or address.codec in CODECS


def _reads(topic: str, payload: bytes, decoder: str | None) -> None:
    address = parse(topic)
    assert address is not None
    first, second = (_said(address, payload, decoder) for _ in range(2))
    assert first == second
    if not isinstance(first, Decoded):
        return
    for raw in first.readings:
        assert raw.time.utcoffset() == dt.timedelta(0)
        assert _kept(raw.value)
        assert _kept(raw.name)
    for answer in first.answers:
        uuid.UUID(answer.command)
        assert answer.detail is None or _kept(answer.detail)
    for binder in BINDERS:
        bound = binder.bind(first)
        assert all(_kept(reading.value) and reading.time.tzinfo for reading in bound.readings)
        assert len(bound.readings) + len(bound.implausible) <= len(first.readings)


def _said(address: Address, payload: bytes, decoder: str | None) -> Decoded | tuple[str, str]:
    try:
        return CODECS[address.codec].decode(address, payload, ARRIVED, decoder)
    except BadPayload as bad:
        for words in (bad.detail.vi, bad.detail.en):
            assert _kept(words)
            assert len(words) < 600
        return bad.reason, bad.detail.en


def _kept(value: Value) -> bool:
    """Whether PostgreSQL can hold it."""
    if isinstance(value, str):
        value.encode()
        return "\0" not in value
    return math.isfinite(value)
