"""What the registry shows of a device: that it answers, its battery, its radio link, its clock; no more often than needed."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import dataclass

from devices.reading import DeviceReport
from ingest.mqtt.understanding import Heard

SECONDS = 60.0
"""What has not changed is written at most once in this time."""

_LEVELS = ("battery_pct", "battery_v")
_NOTHING = (None, None)
_LINK = ("rssi_dbm", "snr_db")
_LONGEST_FIRMWARE = 60
_BRIEF = 2.0
"""Of a clock that is right again, errors below so many seconds count as none."""


@dataclass(slots=True)
class _Known:
    """What was written of a device, and when."""

    written: float
    levels: tuple[float | None, ...]
    skewed: bool


class Health:
    """Remembers what was written of each device; `settled` after each commit."""

    def __init__(self) -> None:
        self._known: dict[int, _Known] = {}
        self._fresh: dict[int, _Known] = {}

    def begin(self) -> None:
        """A new transaction: what an earlier one did not commit was not written."""
        self._fresh = {}

    def settled(self) -> None:
        """The transaction is committed."""
        self._known |= self._fresh
        self._fresh = {}

    def said(self, heard: Heard) -> Iterator[tuple[str, dt.datetime, float | str]]:
        """What is to be written of the device of a message: observed property of the layer `devices`, moment, value."""
        device, report = heard.device, heard.report
        if device is None or not (heard.readings or report or heard.answers):
            return
        known = self._fresh.get(device.fid) or self._known.get(device.fid)
        levels = tuple(getattr(report, name) for name in _LEVELS) if report else _NOTHING
        skewed = heard.skew is not None and abs(heard.skew.total_seconds()) >= _BRIEF
        changed = known is None or skewed != known.skewed or (levels not in (_NOTHING, known.levels))
        now = time.monotonic()
        if not changed and known and now - known.written < SECONDS:
            return
        self._fresh[device.fid] = _Known(now, levels if report or known is None else known.levels, skewed)
        moment = _moment(heard)
        yield "status", moment, "online"
        if skewed and heard.skew is not None:
            yield "clock_skew_s", moment, round(heard.skew.total_seconds(), 1)
        elif known is not None and known.skewed:
            yield "clock_skew_s", moment, 0.0
        if report:
            yield from _reported(report, moment)


def registered(heard: list[Heard]) -> dict[int, tuple[str | None, str | None]]:
    """What the registry has otherwise of devices, by number: the firmware that they report, and the application of the
    network that they come from; None for what is as it stands there.
    """
    found: dict[int, tuple[str | None, str | None]] = {}
    for one in heard:
        if one.device is None:
            continue
        firmware = one.report.firmware[:_LONGEST_FIRMWARE] if one.report and one.report.firmware else None
        new = (
            firmware if firmware != one.device.firmware else None,
            one.application if one.application != one.device.application else None,
        )
        if new != (None, None):
            found[one.device.fid] = new
    return found


def _moment(heard: Heard) -> dt.datetime:
    """When the device was heard: the newest moment of the message, as far as its clock is right."""
    arrived = heard.message.arrived
    times = [reading.time for reading in heard.readings]
    if not heard.undated and heard.report:
        times.append(heard.report.time)
    return min(max(times, default=arrived), arrived)


def _reported(report: DeviceReport, moment: dt.datetime) -> Iterator[tuple[str, dt.datetime, float]]:
    for name in (*_LEVELS, *_LINK):
        value = getattr(report, name)
        if value is not None:
            yield name, moment, value
