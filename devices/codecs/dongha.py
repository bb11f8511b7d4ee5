"""The platform's own JSON, version 1 (docs/devices.md; JSON Schema in devices/schemas).

    {"v": 1, "time": "2026-11-22T10:00:00+07:00", "readings": {"level_m": 2.31, "battery_v": 3.61}}

`time` is RFC 3339 with its offset, or milliseconds since 1970. A device that was cut off sends `series`, an array of such
moments. Members that are not named here are passed over, so that later versions may add some.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import orjson

from devices.codecs import document
from devices.codecs.order import Downlink, Order, Target
from devices.reading import Answer, BadPayload, Decoded, DeviceReport, Outcome, Raw
from devices.topics import Address, down

VERSION = 1
SERIES = 500
NAMES = 100
OUTCOMES: tuple[Outcome, ...] = ("received", "done", "refused", "failed")
"""What a device may say became of a command."""


class Dongha:
    """`dongha/{layer}/{key}/{state|status|answer}`."""

    def decode(self, address: Address, payload: bytes, arrived: dt.datetime, decoder: str | None = None) -> Decoded:
        """What the message says."""
        said = document.members(document.read(payload), "JSON")
        version = said.get("v")
        if type(version) is not int or version != VERSION:
            document.wrong("v", str(VERSION), str(VERSION), "version")
        match address.event:
            case "status":
                return Decoded(device=_report(said))
            case "answer":
                return Decoded(answers=[_answer(said)])
            case _:
                return Decoded(readings=_readings(said))

    def encode_command(self, target: Target, order: Order) -> Downlink:
        """JSON to `dongha/{layer}/{key}/command`."""
        said: dict[str, Any] = {"v": VERSION, "command": str(order.id), "action": order.action}
        if order.value is not None:
            said["value"] = order.value
        said["deadline"] = order.deadline.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
        return Downlink(down(target.layer, target.key), orjson.dumps(said))


def _readings(said: dict[str, Any]) -> list[Raw]:
    if "series" not in said:
        return _at_one_time(said, "")
    if "readings" in said:
        document.wrong("series", "đứng một mình, không kèm readings", "there without readings beside it")
    readings: list[Raw] = []
    for place, moment in enumerate(document.entries(said["series"], "series", SERIES)):
        where = f"series[{place}]"
        readings += _at_one_time(document.members(moment, where), f"{where}.")
    return readings


def _at_one_time(said: dict[str, Any], where: str) -> list[Raw]:
    values = document.members(said.get("readings"), f"{where}readings")
    if not 0 < len(values) <= NAMES:
        document.wrong(f"{where}readings", f"có 1 đến {NAMES} giá trị", f"of 1 to {NAMES} values")
    time = _time(said, where)
    return [
        Raw(
            document.text(name, f"{where}readings", document.LONGEST_NAME),
            time,
            document.scalar(value, f"{where}{name}"),
        )
        for name, value in values.items()
        if value is not None  # the device says that it could not measure: nothing to keep, and silence tells the rest
    ]


def _time(said: dict[str, Any], where: str = "") -> dt.datetime:
    time = said.get("time")
    if time is None:
        raise BadPayload("no_time", f"{where}time", f"{where}time")
    if type(time) is str:
        return document.moment(time, f"{where}time")
    return document.epoch(document.number(time, f"{where}time") / 1000, f"{where}time")


def _report(said: dict[str, Any]) -> DeviceReport:
    def number(name: str) -> float | None:
        return None if said.get(name) is None else document.number(said[name], name)

    def text(name: str) -> str | None:
        return None if said.get(name) is None else document.text(said[name], name, 60)

    return DeviceReport(
        time=_time(said),
        battery_pct=number("battery_pct"),
        battery_v=number("battery_v"),
        rssi_dbm=number("rssi_dbm"),
        snr_db=number("snr_db"),
        firmware=text("firmware"),
        model=text("model"),
    )


def _answer(said: dict[str, Any]) -> Answer:
    outcome: Outcome | None = next((one for one in OUTCOMES if one == said.get("outcome")), None)
    if outcome is None:
        document.wrong("outcome", f"một trong {', '.join(OUTCOMES)}", f"one of {', '.join(OUTCOMES)}")
    detail = None if said.get("detail") is None else document.text(said["detail"], "detail")
    return Answer(command_id(said.get("command"), "command"), outcome, _time(said), detail)


def command_id(value: Any, where: str) -> str:
    """`value` as the id of a command."""
    try:
        return str(UUID(document.text(value, where, 40)))
    except ValueError as error:
        if isinstance(error, BadPayload):
            raise
        document.wrong(where, "mã UUID của lệnh", "the UUID of a command")
