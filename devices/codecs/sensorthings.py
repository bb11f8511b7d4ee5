"""Observations as SensorThings API 1.1 (OGC 18-088) has them, published over MQTT to a Datastream.

v1.1/Datastreams(12)/Observations   {"phenomenonTime": "2026-10-18T03:30:00+07:00", "result": 5.36}
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from devices.codecs import document
from devices.codecs.dongha import Dongha
from devices.codecs.order import Downlink, Order, Target
from devices.reading import BadPayload, Decoded, Raw
from devices.topics import Address

RESULT = "result"
"""The name of the one Raw: which property it is stands in the Datastream."""


class SensorThings:
    """`v1.1/Datastreams(id)/Observations`; commands go in the platform's own JSON, as the standard has none for them."""

    def decode(self, address: Address, payload: bytes, arrived: dt.datetime, decoder: str | None = None) -> Decoded:
        """The observation that the message is. Without `phenomenonTime` it was made when it arrived, as the standard says."""
        said = document.members(document.read(payload), "JSON")
        if "result" not in said:
            document.wrong("result", "có mặt", "there")
        _of_this_datastream(said.get("Datastream"), address.datastream)
        time = phenomenon_time(said.get("phenomenonTime"))
        value = document.scalar(said["result"], "result")
        return Decoded(readings=[Raw(RESULT, time or arrived, value)], by_arrival=time is None)

    def encode_command(self, target: Target, order: Order) -> Downlink:
        """As the platform's own JSON."""
        return Dongha().encode_command(target, order)


def phenomenon_time(value: Any) -> dt.datetime | None:
    """The moment of an observation; of a period `begin/end` its end, when the result is known; None when there is none."""
    if value is None:
        return None
    if type(value) is not str or "/" not in value:
        return document.moment(value, "phenomenonTime")
    begin, _, end = value.partition("/")
    began, ended = (document.moment(one, "phenomenonTime") for one in (begin, end))
    if began > ended:
        raise BadPayload(
            "bad_time", "phenomenonTime kết thúc trước khi bắt đầu", "phenomenonTime ends before it begins"
        )
    return ended


def _of_this_datastream(entity: Any, datastream: int | None) -> None:
    if entity is None:
        return
    named = document.members(entity, "Datastream").get("@iot.id")
    if type(named) is bool or named not in (datastream, str(datastream)):
        document.wrong("Datastream", "dòng dữ liệu của chủ đề", "that of the topic")
