"""What a device said, in plain values: readings, a report on itself, answers to commands; or why it cannot be understood.

A *reading* is what a device sent; what the house keeps of it is an observation.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from layers.core.words import Text

Value = float | bool | str
"""A number is finite; a text has neither NUL nor half of a surrogate pair."""

Outcome = Literal["done", "refused", "failed", "received", "transmitted", "undelivered"]
"""`transmitted`: a gateway has sent the command; `received`: the device has it; `undelivered`: the network has given it up.
None of these says that it was done.
"""

BadReason = Literal["malformed", "schema", "version", "no_time", "bad_time", "too_large", "no_decoder", "undecodable"]

WORDS: dict[str, Text] = {
    "malformed": Text(vi="Không đọc được nội dung", en="The content cannot be read"),
    "schema": Text(vi="Nội dung không đúng cấu trúc", en="The content does not have the agreed form"),
    "version": Text(vi="Phiên bản không được hỗ trợ", en="The version is not supported"),
    "no_time": Text(vi="Thiếu thời điểm đo", en="The time of the reading is missing"),
    "bad_time": Text(vi="Thời điểm đo không đúng", en="The time of the reading is not one"),
    "too_large": Text(vi="Nội dung quá lớn", en="The content is too large"),
    "no_decoder": Text(vi="Không có bộ giải mã cho thiết bị", en="There is no decoder for the device"),
    "undecodable": Text(vi="Bộ giải mã không hiểu dữ liệu", en="The decoder does not understand the data"),
}
"""What each reason of a BadPayload says to people."""


class BadPayload(ValueError):
    """A message that no reading can be taken from: `reason` is its code, `detail` says where and what."""

    def __init__(self, reason: BadReason, vi: str, en: str) -> None:
        self.reason: BadReason = reason
        self.detail = Text(vi=f"{WORDS[reason].vi}: {vi}", en=f"{WORDS[reason].en}: {en}")
        super().__init__(self.detail.en)


class Raw(NamedTuple):
    """One value as it was sent, under the name it was sent with, `unit` where the message told it."""

    name: str
    time: dt.datetime
    value: Value
    unit: str | None = None


class Reading(NamedTuple):
    """One value of an observed property, in its unit, at a moment in UTC.

    Numbers and integers are floats (integers whole), booleans bools, codes their stored value, times ISO 8601 in UTC.
    """

    property: str
    time: dt.datetime
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceReport:
    """What a device says of itself; None where it says nothing."""

    time: dt.datetime
    battery_pct: float | None = None
    battery_v: float | None = None
    rssi_dbm: float | None = None
    snr_db: float | None = None
    firmware: str | None = None
    model: str | None = None


class Answer(NamedTuple):
    """What became of a command, as the device or the network tells it; `command` is the id it was sent with."""

    command: str
    outcome: Outcome
    time: dt.datetime
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """All that one message says.

    `by_arrival`: times were reckoned from the moment of arrival, so the same bytes read again later give other times.
    `strict`: every name is one that the layer knows, others are mistakes; else names that it does not know are passed over.
    """

    readings: list[Raw] = field(default_factory=list)
    device: DeviceReport | None = None
    answers: list[Answer] = field(default_factory=list)
    by_arrival: bool = False
    strict: bool = True
