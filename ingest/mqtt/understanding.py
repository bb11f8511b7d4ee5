"""What one message means for the house: which readings of which series, what of it is refused and why.

Pure but for the directory that it asks: the same message and the same moment of arrival give the same answer.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from devices.binding import Binder, Implausible
from devices.codecs import CODECS
from devices.reading import Answer, BadPayload, Decoded, DeviceReport, Raw, Reading
from devices.topics import Address, parse
from ingest import clock
from ingest.mqtt.directory import HEALTH, Device, Directory
from ingest.mqtt.inbox import Message
from layers.core.words import Text
from layers.registry import LAYERS

_WHY = {
    "unknown_property": Text(vi="lớp không có thuộc tính này", en="the layer has no such property"),
    "type": Text(vi="sai kiểu giá trị", en="the value is of the wrong kind"),
    "implausible": Text(vi="ngoài khoảng hợp lý", en="outside what is plausible"),
    "code": Text(vi="mã không có trong danh mục", en="not in the code list"),
    "unit": Text(vi="đơn vị không đổi được", en="the unit cannot be converted"),
}
_LONGEST = 600
REPORTED = ("battery_pct", "battery_v", "rssi_dbm", "snr_db")
"""What of a DeviceReport is observed of the device."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a message, or a part of it, is not kept: a code and, in both languages, what exactly."""

    reason: str
    detail: str


@dataclass(slots=True)
class Heard:
    """A message, understood. `undated`: its moments are reckoned from the arrival, as it has none or its clock is wrong by
    `skew`; whether it came before must be known from its `digest` then.
    """

    message: Message
    device: Device | None = None
    readings: list[Reading] = field(default_factory=list)
    report: DeviceReport | None = None
    answers: list[Answer] = field(default_factory=list)
    application: str | None = None
    refusals: list[Refusal] = field(default_factory=list)
    undated: bool = False
    sent: dt.datetime | None = None
    skew: dt.timedelta | None = None

    @property
    def digest(self) -> bytes:
        """The same for the same bytes on the same topic."""
        return digest(self.message)

    @property
    def same_within(self) -> dt.timedelta:
        """For how long the same bytes without a right time are one reading."""
        binding = LAYERS[self.device.layer].declared.layer.device if self.device else None
        return clock.same_within(binding.interval) if binding else clock.SAME_READING


def digest(message: Message) -> bytes:
    """What tells a message from others: the same for the same bytes on the same topic."""
    return hashlib.sha256(message.topic.encode("utf-8", "replace") + b"\0" + message.payload).digest()


def understand(message: Message, directory: Directory, arrived: dt.datetime | None = None) -> Heard:
    """What `message` says, when it came at `arrived` (None: as it says). Whatever its bytes are, nothing is raised."""
    heard = Heard(message)
    when = arrived or message.arrived
    address = address_of(message.topic)
    if address is None:
        heard.refusals.append(Refusal("unknown_topic", _said("không ai gửi tới chủ đề này", "nobody publishes there")))
        return heard
    found = directory.find(address)
    if found is None:
        heard.refusals.append(Refusal("unknown_device", _said("thiết bị chưa đăng ký", "no such device is registered")))
        return heard
    heard.device, observed = found
    try:
        _decode(heard, address, observed, when, directory.kept)
    except BadPayload as bad:
        heard.refusals.append(Refusal(bad.reason, _said(bad.detail.vi, bad.detail.en)))
    except Exception as error:  # noqa: BLE001  one message must not stop the others, whatever is wrong with its codec
        _log.exception("codec %s on %s", address.codec, message.topic)
        heard.readings.clear()
        heard.refusals.append(Refusal("malformed", _said(f"lỗi bộ giải mã: {error!r}", f"the codec failed: {error!r}")))
    return heard


@lru_cache(maxsize=50_000)
def address_of(topic: str) -> Address | None:
    """`parse`, remembered."""
    return parse(topic)


def _decode(heard: Heard, address: Address, observed: str | None, when: dt.datetime, kept: dt.timedelta) -> None:
    device = heard.device
    assert device is not None
    decoded = CODECS[address.codec].decode(address, heard.message.payload, when, decoder=device.decoder)
    binder = _binder(device.layer)
    bound = binder.bind(decoded, observed=observed)
    heard.readings = bound.readings
    heard.report, odd = _report(decoded.device)
    heard.answers = decoded.answers
    heard.application = address.application
    heard.refusals += map(_implausible, [*bound.implausible, *odd])
    heard.undated = decoded.by_arrival
    times = [reading.time for reading in heard.readings] or ([decoded.device.time] if decoded.device else [])
    shift = clock.shift(times, when, kept)
    if shift is not None:
        heard.undated = True
        heard.sent = max(times)
        heard.skew = -shift
        heard.readings = [reading._replace(time=reading.time + shift) for reading in heard.readings]
    oldest = when - kept
    if any(reading.time < oldest for reading in heard.readings):
        old = sum(reading.time < oldest for reading in heard.readings)
        heard.readings = [reading for reading in heard.readings if reading.time >= oldest]
        heard.refusals.append(
            Refusal(
                "too_old",
                _said(f"{old} số đo cũ hơn thời hạn lưu giữ", f"{old} readings are older than any that are kept"),
            )
        )


def _report(report: DeviceReport | None) -> tuple[DeviceReport | None, list[Implausible]]:
    """What a device says of itself without what cannot be, and that."""
    if report is None:
        return None, []
    said = [(name, getattr(report, name)) for name in REPORTED]
    raw = [Raw(name, report.time, value) for name, value in said if value is not None]
    odd = _binder(HEALTH).bind(Decoded(readings=raw)).implausible
    return replace(report, **{one.property: None for one in odd}), odd


@cache
def _binder(layer: str) -> Binder:
    declared = LAYERS[layer].declared
    binding = declared.layer.device
    assert binding is not None
    return Binder(declared, binding)


def _implausible(wrong: Implausible) -> Refusal:
    why = _WHY[wrong.why]
    what = f"{wrong.property} = {wrong.value!r}"
    reason = wrong.why if wrong.why == "unknown_property" else "implausible"
    return Refusal(reason, _said(f"{what}: {why.vi}", f"{what}: {why.en}"))


def _said(vi: str, en: str) -> str:
    """Both languages, fit for a text column."""
    both = f"{vi[:_LONGEST]} / {en[:_LONGEST]}"
    return both.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")
