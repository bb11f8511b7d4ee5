"""ChirpStack v4: the events of LoRaWAN devices in proto3 JSON, and downlinks.

`object`, the answer of the codec that the network server runs, goes before `data`, the bytes themselves, which a decoder
of our own reads (`devices.decoders`). Members that proto3 leaves out when they are zero are taken for zero.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from typing import Any

import orjson

from devices.codecs import document
from devices.codecs.dongha import command_id
from devices.codecs.order import Downlink, Order, Target, Unencodable
from devices.decoders import DECODERS
from devices.reading import Answer, BadPayload, Decoded, DeviceReport, Raw, Value
from devices.topics import Address

OBJECT_PORT = 10
"""FPort of a downlink whose bytes the network server writes."""
_DEEPEST = 6
_WIDEST = 200
_GATEWAYS = 200


class ChirpStack:
    """`application/{application}/device/{dev_eui}/event/{event}`."""

    def decode(self, address: Address, payload: bytes, arrived: dt.datetime, decoder: str | None = None) -> Decoded:
        """What the event says; nothing for those that carry neither readings nor news of the device."""
        event = document.members(document.read(payload), "JSON")
        _of_this_device(event, address)
        match address.event:
            case "up":
                return _uplink(event, arrived, decoder)
            case "status":
                return _status(event, arrived)
            case "ack":
                return _acknowledged(event, arrived)
            case "txack":
                return _transmitted(event, arrived)
            case "log":
                return _logged(event, arrived)
            case "join":
                return Decoded(device=DeviceReport(time=_time(event, arrived)[0]))
            case _:
                return Decoded()

    def encode_command(self, target: Target, order: Order) -> Downlink:
        """A confirmed downlink under the command's id: bytes of the device's own decoder, or an object for the codec that
        the network server runs. Servers that know `expiresAt` drop it from their queue after the deadline.
        """
        if target.dev_eui is None or target.application is None:
            raise Unencodable("its application or its DevEUI is not known")
        said: dict[str, Any] = {"id": str(order.id), "devEui": target.dev_eui, "confirmed": True}
        written = DECODERS[target.decoder].encode(order.action, order.value) if target.decoder in DECODERS else None
        if written:
            said |= {"fPort": written.port, "data": base64.b64encode(written.data).decode()}
        else:
            content: dict[str, Any] = {"action": order.action}
            if order.value is not None:
                content["value"] = order.value
            said |= {"fPort": OBJECT_PORT, "object": content}
        said["expiresAt"] = order.deadline.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
        return Downlink(
            f"application/{target.application}/device/{target.dev_eui}/command/down",
            orjson.dumps(said),
        )


def _uplink(event: dict[str, Any], arrived: dt.datetime, decoder: str | None) -> Decoded:
    time, by_arrival = _time(event, arrived)
    rssi, snr = _link(event)
    report = DeviceReport(time=time, rssi_dbm=rssi, snr_db=snr)
    values = _values(event, decoder)
    return Decoded(
        readings=[Raw(name, time, value) for name, value in values.items()],
        device=report,
        by_arrival=by_arrival,
        strict=False,
    )


def _values(event: dict[str, Any], decoder: str | None) -> dict[str, Value]:
    content = event.get("object")
    if content is not None:
        found: dict[str, Value] = {}
        _flatten(document.members(content, "object"), "", 1, found)
        return found
    data = _bytes(event.get("data"))
    if not data:
        return {}
    if decoder is None:
        raise BadPayload("no_decoder", "data không kèm object", "data without object")
    if decoder not in DECODERS:
        raise BadPayload("no_decoder", document.shown(decoder), document.shown(decoder))
    port = document.number(event.get("fPort") or 0, "fPort")
    return DECODERS[decoder].decode(data, int(port))


def _flatten(content: dict[str, Any], before: str, depth: int, found: dict[str, Value]) -> None:
    """Members of inner objects and arrays get names like `water.level` and `probes.0`."""
    for key, value in content.items():
        name = document.text(before + key, "object", document.LONGEST_NAME)
        if value is None:
            continue
        if len(found) >= _WIDEST:
            document.wrong("object", f"tối đa {_WIDEST} giá trị", f"of at most {_WIDEST} values")
        inner = dict(zip(map(str, range(len(value))), value, strict=True)) if type(value) is list else value
        if type(inner) is not dict:
            found[name] = document.scalar(value, "object")
        elif depth < _DEEPEST:
            _flatten(inner, f"{name}.", depth + 1, found)
        else:
            document.wrong("object", f"sâu tối đa {_DEEPEST} tầng", f"at most {_DEEPEST} levels deep")


def _status(event: dict[str, Any], arrived: dt.datetime) -> Decoded:
    time, by_arrival = _time(event, arrived)
    unknown = event.get("batteryLevelUnavailable") is True or event.get("externalPowerSource") is True
    level = (
        None if unknown or event.get("batteryLevel") is None else document.number(event["batteryLevel"], "batteryLevel")
    )
    return Decoded(device=DeviceReport(time=time, battery_pct=level), by_arrival=by_arrival)


def _transmitted(event: dict[str, Any], arrived: dt.datetime) -> Decoded:
    time, by_arrival = _time(event, arrived)
    item = _queue_item(event)
    return Decoded(answers=[Answer(item, "transmitted", time)] if item else [], by_arrival=by_arrival)


def _acknowledged(event: dict[str, Any], arrived: dt.datetime) -> Decoded:
    time, by_arrival = _time(event, arrived)
    item = _queue_item(event)
    received = event.get("acknowledged") is True
    report = DeviceReport(time=time) if received else None
    if item is None:
        return Decoded(device=report, by_arrival=by_arrival)
    answer = Answer(item, "received", time) if received else Answer(item, "undelivered", time)
    return Decoded(device=report, answers=[answer], by_arrival=by_arrival)


def _logged(event: dict[str, Any], arrived: dt.datetime) -> Decoded:
    """A downlink that the network server gave up says so in its log."""
    context = event.get("context")
    item = _uuid(context.get("queue_item_id")) if type(context) is dict else None
    if item is None or event.get("level") not in ("ERROR", 2):
        return Decoded()
    time, by_arrival = _time(event, arrived)
    said = event.get("code")
    detail = document.text(said, "code") if type(said) is str else None
    return Decoded(answers=[Answer(item, "undelivered", time, detail)], by_arrival=by_arrival)


def _time(event: dict[str, Any], arrived: dt.datetime) -> tuple[dt.datetime, bool]:
    """(when it was, whether that is only the arrival): the clock of the gateway that heard it best, else that of the
    network server.
    """
    for heard in _heard(event):
        if heard.get("gwTime") is not None:
            return document.moment(heard["gwTime"], "gwTime"), False
    if event.get("time") is not None:
        return document.moment(event["time"], "time"), False
    return arrived, True


def _heard(event: dict[str, Any]) -> list[dict[str, Any]]:
    """What the gateways say of the uplink, the best signal first."""
    said = event.get("rxInfo")
    if not said:
        return []
    gateways = [document.members(one, "rxInfo") for one in document.entries(said, "rxInfo", _GATEWAYS)]
    return sorted(gateways, key=_strength, reverse=True)


def _strength(heard: dict[str, Any]) -> tuple[float, float]:
    return document.number(heard.get("snr", 0), "snr"), document.number(heard.get("rssi", -999), "rssi")


def _link(event: dict[str, Any]) -> tuple[float | None, float | None]:
    best = next((heard for heard in _heard(event) if "rssi" in heard), None)
    if best is None:
        return None, None
    snr, rssi = _strength(best)
    return rssi, snr


def _of_this_device(event: dict[str, Any], address: Address) -> None:
    info = event.get("deviceInfo")
    if info is None:
        return
    eui = document.members(info, "deviceInfo").get("devEui")
    if eui is not None and (type(eui) is not str or eui.lower() != address.dev_eui):
        document.wrong("devEui", "thiết bị của chủ đề", "that of the topic")


def _queue_item(event: dict[str, Any]) -> str | None:
    return _uuid(event.get("queueItemId"))


def _uuid(value: Any) -> str | None:
    """A queue item of somebody else has an id of another kind, or none."""
    try:
        return command_id(value, "queueItemId")
    except BadPayload:
        return None


def _bytes(value: Any) -> bytes:
    if value is None:
        return b""
    try:
        return base64.b64decode(document.text(value, "data"), validate=True)
    except (binascii.Error, ValueError) as error:
        if isinstance(error, BadPayload):
            raise
        document.wrong("data", "base64", "base64")
