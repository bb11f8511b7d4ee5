"""Observations as clients give them, one by one or as data arrays (OGC 18-088 §10.2, §12), read without trust. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from devices.codecs import document
from devices.codecs.sensorthings import phenomenon_time
from devices.reading import BadPayload, Value
from layers.core.errors import ContentTooLarge, Reason, Refused

MOST = 5_000
"""Observations of one request."""

_KNOWN = frozenset(
    (
        "phenomenonTime",
        "result",
        "resultTime",
        "Datastream",
        "FeatureOfInterest",
        "parameters",
        "resultQuality",
        "validTime",
    )
)
_NOT_KEPT = ("parameters", "resultQuality", "validTime")
_BIGGEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Given:
    """An observation as it was given: `place` is where it stood in the request, `feature` the FeatureOfInterest it names."""

    place: int
    datastream: int
    time: dt.datetime
    value: Value
    feature: int | None = None


def observation(said: Mapping[str, Any], arrived: dt.datetime, datastream: int | None = None) -> Given:
    """The observation in a document; `datastream` is the one that the address names. Refused when it is none."""
    try:
        return _observation(said, arrived, datastream, 0)
    except BadPayload as bad:
        raise Refused(Reason(bad.detail.vi, bad.detail.en)) from None


def data_arrays(said: Any, arrived: dt.datetime) -> Iterator[Given | Reason]:
    """The observations of data arrays, each with its own reason when it is none; ContentTooLarge beyond MOST."""
    place = 0
    try:
        for array in document.entries(said, "nội dung · content", MOST):
            one = document.members(array, "dataArray")
            components = [
                document.text(name, "components") for name in document.entries(one.get("components"), "components", 20)
            ]
            rows = document.entries(one.get("dataArray"), "dataArray", 2**31)
            if place + len(rows) > MOST:
                raise ContentTooLarge(maximum=MOST, what_en="observations", what_vi="số đo")
            for row in rows:
                yield _row(one.get("Datastream"), components, row, arrived, place)
                place += 1
    except BadPayload as bad:
        raise Refused(Reason(bad.detail.vi, bad.detail.en)) from None


def _row(datastream: Any, components: list[str], row: Any, arrived: dt.datetime, place: int) -> Given | Reason:
    try:
        cells = document.entries(row, "dataArray", len(components))
        if len(cells) != len(components):
            document.wrong("dataArray", f"{len(components)} phần tử", f"of {len(components)} members")
        said: dict[str, Any] = {"Datastream": datastream}
        for name, cell in zip(components, cells, strict=True):
            if name == "FeatureOfInterest/id":
                said["FeatureOfInterest"] = None if cell is None else {"@iot.id": cell}
            elif name != "id":
                said[name] = cell
        return _observation(said, arrived, None, place)
    except BadPayload as bad:
        return Reason(bad.detail.vi, bad.detail.en, feature=place)


def _observation(said: Mapping[str, Any], arrived: dt.datetime, datastream: int | None, place: int) -> Given:
    for name in said:
        if name not in _KNOWN and not name.startswith("@iot."):
            document.wrong(document.shown(name), "bỏ đi: Observation không có", "left out: an Observation has none")
    for name in _NOT_KEPT:
        if said.get(name) not in (None, {}, []):
            document.wrong(name, "bỏ trống: ở đây không lưu", "left out: it is not kept here")
    if "result" not in said:
        document.wrong("result", "có mặt", "there")
    named = _identifier(said.get("Datastream"), "Datastream")
    if datastream is None:
        datastream = named
    if datastream is None or named not in (None, datastream):
        document.wrong("Datastream", 'dạng {"@iot.id": số} của chuỗi số đo', 'the {"@iot.id": number} of the series')
    if said.get("resultTime") is not None:
        document.moment(said["resultTime"], "resultTime")
    return Given(
        place,
        datastream,
        phenomenon_time(said.get("phenomenonTime")) or arrived,
        document.scalar(said["result"], "result"),
        _identifier(said.get("FeatureOfInterest"), "FeatureOfInterest"),
    )


def _identifier(entity: Any, where: str) -> int | None:
    if entity is None:
        return None
    identifier = document.members(entity, where).get("@iot.id")
    text = str(identifier)
    if type(identifier) not in (int, str) or not (text.isascii() and text.isdigit() and int(text[:11]) <= _BIGGEST):
        document.wrong(where, 'dạng {"@iot.id": số}', 'an {"@iot.id": number}')
    return int(cast("str", text))
