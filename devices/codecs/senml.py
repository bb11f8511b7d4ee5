"""SenML (RFC 8428) in JSON: a pack of records with base name, time, unit, value and sum.

    [{"bn": "urn:dev:ow:10e2073a0108006:", "bt": 1.320067464e9, "bu": "m", "n": "level_m", "v": 2.31}, ...]

What stands before the last ':' or '/' of a record's name is the device, what stands behind it the property.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from devices.codecs import document
from devices.codecs.dongha import Dongha
from devices.codecs.order import Downlink, Order, Target
from devices.reading import Decoded, Raw, Value
from devices.topics import Address

VERSION = 10
RECORDS = 5000
_ABSOLUTE = 2**28
"""Times from here on count from 1970, smaller ones from now (RFC 8428, 4.5.3)."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9\-:./_]*", re.ASCII)
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)
_VALUES = ("v", "vs", "vb", "vd")


class SenML:
    """`dongha/{layer}/{key}/senml`; commands go in the platform's own JSON."""

    def decode(self, address: Address, payload: bytes, arrived: dt.datetime, decoder: str | None = None) -> Decoded:
        """The values of the pack. Records of one device only: the topic says whose they are."""
        pack = document.entries(document.read(payload), "pack", RECORDS)
        base = _Base(arrived)
        readings = [
            raw for place, record in enumerate(pack) for raw in base.resolved(document.members(record, f"[{place}]"))
        ]
        return Decoded(readings=readings, by_arrival=base.by_arrival)

    def encode_command(self, target: Target, order: Order) -> Downlink:
        """As the platform's own JSON."""
        return Dongha().encode_command(target, order)


@dataclass(slots=True)
class _Base:
    """What holds for a record and those after it, as far as they do not say otherwise."""

    arrived: dt.datetime
    name: str = ""
    time: float = 0.0
    unit: str | None = None
    value: float | None = None
    device: str | None = None
    by_arrival: bool = False

    def resolved(self, record: dict[str, Any]) -> list[Raw]:
        """The value of a record: none when it only sets the base, or holds a sum and no value."""
        self._take(record)
        given = [name for name in _VALUES if name in record]
        if len(given) > 1:
            document.wrong("[]", "chỉ một trong v, vs, vb, vd mỗi bản ghi", "a record with one of v, vs, vb, vd")
        name = self._name(record)
        value = self._value(record, given[0] if given else None)
        if value is None:
            return []
        return [Raw(name, self._moment(record), value, self._unit(record))]

    def _take(self, record: dict[str, Any]) -> None:
        for label in record:
            if label.endswith("_"):  # RFC 8428, 4.4: what has to be understood and is not
                document.wrong(document.shown(label), "một trường được hiểu", "a field that is understood")
        if "bver" in record:
            version = record["bver"]
            if type(version) is not int or not 0 < version <= VERSION:
                document.wrong("bver", f"từ 1 đến {VERSION}", f"from 1 to {VERSION}", "version")
        if "bn" in record:
            self.name = document.text(record["bn"], "bn", document.LONGEST_NAME)
        if "bt" in record:
            self.time = document.number(record["bt"], "bt")
        if "bu" in record:
            self.unit = document.text(record["bu"], "bu", 60)
        if "bv" in record:
            self.value = document.number(record["bv"], "bv")
        if "bs" in record:
            document.number(record["bs"], "bs")

    def _name(self, record: dict[str, Any]) -> str:
        whole = self.name + (document.text(record["n"], "n", document.LONGEST_NAME) if "n" in record else "")
        if not _NAME.fullmatch(whole):
            document.wrong("n", "tên chỉ gồm chữ, số và -:./_", "a name of letters, digits and -:./_")
        cut = max(whole.rfind(":"), whole.rfind("/")) + 1
        device, name = whole[:cut], whole[cut:]
        if self.device not in (None, device):
            document.wrong("n", "của cùng một thiết bị", "of one device")
        self.device = device
        return name

    def _value(self, record: dict[str, Any], label: str | None) -> Value | None:
        if "s" in record:
            document.number(record["s"], "s")
        match label:
            case None:
                return None
            case "v":
                return document.number(document.number(record["v"], "v") + (self.value or 0.0), "v")
            case "vb":
                return (
                    record["vb"]
                    if type(record["vb"]) is bool
                    else document.wrong("vb", "true hoặc false", "true or false")
                )
            case "vd":
                return _base64url(record["vd"])
            case _:
                return document.text(record[label], label)

    def _unit(self, record: dict[str, Any]) -> str | None:
        return document.text(record["u"], "u", 60) if "u" in record else self.unit

    def _moment(self, record: dict[str, Any]) -> dt.datetime:
        time = self.time + (document.number(record["t"], "t") if "t" in record else 0.0)
        if time >= _ABSOLUTE:
            return document.epoch(time, "t")
        self.by_arrival = True
        try:
            return self.arrived + dt.timedelta(seconds=time)
        except OverflowError:
            document.wrong("t", "trong phạm vi thời gian", "within the range of times", "bad_time")


def _base64url(value: Any) -> str:
    """A data value stays the text that it was sent as, when it is base64url without padding."""
    written = document.text(value, "vd")
    if not _BASE64URL.fullmatch(written) or len(written) % 4 == 1:
        document.wrong("vd", "base64url", "base64url")
    return written
