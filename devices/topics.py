"""MQTT topics: what is subscribed to, and what an address says.

Own topics are `dongha/{layer}/{key}/{state|status|answer|senml}` and `.../command` on the way down; those of ChirpStack and
SensorThings are as their documents have them. A layer may name a topic of its own in its DeviceBinding.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from layers.core.binding import STATE_TOPIC
from layers.registry import LAYERS

STANDARD_FILTERS: tuple[str, ...] = (
    "dongha/+/+/state",
    "dongha/+/+/status",
    "dongha/+/+/answer",
    "dongha/+/+/senml",
    "application/+/device/+/event/+",
    "v1.1/+/Observations",
)
"""Wildcards stand for whole levels, so `Datastreams(12)` is asked for with `+` and told apart by `parse`."""

_OWN = {"state": "dongha", "status": "dongha", "answer": "dongha", "senml": "senml"}
_CHIRPSTACK = frozenset({"up", "join", "ack", "txack", "log", "status", "location", "integration"})
_LAYER = re.compile(r"[a-z][a-z0-9_]{0,47}")
_KEY = re.compile(r"[^/+#\x00-\x1f\x7f]{1,200}")
_APPLICATION = re.compile(r"[^/+#\s]{1,64}")
_EUI = re.compile(r"[0-9a-fA-F]{16}")
_DATASTREAM = re.compile(r"Datastreams\(([1-9][0-9]{0,8})\)")


class Address(NamedTuple):
    """What a topic says: which codec reads the message, what kind of event it is, and who sent it.

    Who: `layer` and `key` (own topics), `dev_eui` in small letters and `application` (ChirpStack), or `datastream`
    (SensorThings).
    """

    codec: str
    event: str
    layer: str | None = None
    key: str | None = None
    dev_eui: str | None = None
    application: str | None = None
    datastream: int | None = None


def parse(topic: str) -> Address | None:
    """The address that `topic` is; None when nobody is expected to publish there."""
    parts = topic.split("/")
    match parts:
        case ["dongha", layer, key, event] if event in _OWN and _LAYER.fullmatch(layer) and _KEY.fullmatch(key):
            return Address(_OWN[event], event, layer=layer, key=key)
        case ["application", application, "device", eui, "event", event] if (
            event in _CHIRPSTACK and _EUI.fullmatch(eui) and _APPLICATION.fullmatch(application)
        ):
            return Address("chirpstack", event, dev_eui=eui.lower(), application=application)
        case ["v1.1", entity, "Observations"] if found := _DATASTREAM.fullmatch(entity):
            return Address("sensorthings", "observation", datastream=int(found[1]))
        case _:
            return _of_a_binding(topic)


def filters() -> tuple[str, ...]:
    """What the ingest subscribes to: the topics of the standards and those that layers name."""
    return STANDARD_FILTERS + tuple(pattern.replace("{key}", "+") for pattern, _, _, _ in _patterns())


def down(layer: str, key: str) -> str:
    """Where a device with an own topic hears commands."""
    return f"dongha/{layer}/{key}/command"


def _of_a_binding(topic: str) -> Address | None:
    for _, pattern, layer, codec in _patterns():
        if found := pattern.fullmatch(topic):
            return Address(codec, "state", layer=layer, key=found["key"])
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], str, str], ...]:
    """(topic, its pattern, layer, codec) of the layers whose devices publish elsewhere than under `dongha/`."""
    own: list[tuple[str, re.Pattern[str], str, str]] = []
    for name, cls in LAYERS.items():
        binding = cls.declared.layer.device
        if binding and binding.topic != STATE_TOPIC:
            topic = binding.topic.replace("{layer}", name)
            before, _, after = topic.partition("{key}")
            pattern = re.compile(f"{re.escape(before)}(?P<key>{_KEY.pattern}){re.escape(after)}")
            own.append((topic, pattern, name, binding.codec))
    return tuple(own)
