"""What devices say, as bytes: the inverse of `devices.codecs` and of the bindings, one writer for each protocol.

Everything says of itself that it is synthetic.
"""

from __future__ import annotations

import base64
from typing import Any, NamedTuple

import orjson

from devices.decoders.flood_point import PORT, FloodPoint
from devices.simulator.chance import share
from devices.simulator.moment import written
from devices.simulator.radio import Link
from devices.simulator.town import Device, Readings, Value
from layers.core.binding import DeviceBinding

SOURCE = "synthetic"
APPLICATION = "1"
"""The ChirpStack application of devices whose registry entry names none."""
_TENANT = {"tenantId": "52f14cd4-c6f1-4fbd-8f87-4025e1d49242", "tenantName": "Đông Hà (mẫu)"}


class Message(NamedTuple):
    """What is published where."""

    topic: str
    payload: bytes


class Health(NamedTuple):
    """What a device tells of itself; None where it has no such thing."""

    link: Link | None = None
    battery_pct: float | None = None
    battery_v: float | None = None
    firmware: str | None = None


def sent_as(readings: Readings, binding: DeviceBinding | None) -> Readings:
    """The readings under the names and in the units in which the device sends them."""
    differing = (
        [feed for feed in binding.feeds if feed.source or (feed.scale, feed.offset) != (1.0, 0.0)] if binding else []
    )
    said = dict(readings)
    for feed in differing:
        value = said.pop(feed.property, None)
        if value is not None:
            number = not isinstance(value, (str, bool))
            said[feed.source or feed.property] = (value - feed.offset) / feed.scale if number else value
    return said


def messages(
    device: Device, epoch: float, readings: Readings, binding: DeviceBinding | None, health: Health
) -> list[Message]:
    """The messages with which a device tells its readings of a moment (epoch seconds), by its protocol."""
    if device.protocol == "sensorthings":
        return [
            Message(f"v1.1/Datastreams({device.datastreams[name]})/Observations", _observation(epoch, value))
            for name, value in readings.items()
            if name in device.datastreams
        ]
    said = sent_as(readings, binding)
    if device.protocol == "chirpstack" and device.dev_eui:
        return [_event(device, "up", _uplink(device, epoch, readings, said, health))]
    if device.protocol == "senml":
        return [Message(f"dongha/{device.layer}/{device.key}/senml", _pack(device, epoch, said))]
    body = {"v": 1, "time": written(epoch), "source": SOURCE, "readings": said}
    topic = binding.topic if binding else "dongha/{layer}/{key}/state"
    return [Message(topic.format(layer=device.layer, key=device.key), orjson.dumps(body))]


def status(device: Device, epoch: float, health: Health) -> Message:
    """How a device tells its battery, link and firmware."""
    if device.protocol == "chirpstack" and device.dev_eui:
        outside = health.battery_pct is None
        body = {**_info(device, epoch), "margin": int(health.link.snr_db + 20) if health.link else 0}
        body |= {"externalPowerSource": outside, "batteryLevelUnavailable": outside}
        return _event(device, "status", body if outside else body | {"batteryLevel": health.battery_pct})
    told: dict[str, Any] = {"v": 1, "time": written(epoch), "source": SOURCE}
    if health.link:
        told |= {"rssi_dbm": health.link.rssi_dbm, "snr_db": health.link.snr_db}
    told |= {
        name: value for name in ("battery_pct", "battery_v", "firmware") if (value := getattr(health, name)) is not None
    }
    return Message(f"dongha/{device.layer}/{device.key}/status", orjson.dumps(told))


def answer(device: Device, epoch: float, command: str, outcome: str, detail: str | None = None) -> Message:
    """What a device answers to a command: `done` or `refused`; over LoRaWAN the network's word that it was (not) received."""
    if device.protocol == "chirpstack" and device.dev_eui:
        body = _info(device, epoch) | {"queueItemId": command, "acknowledged": outcome == "done", "fCntDown": 1}
        return _event(device, "ack", body)
    told = {"v": 1, "time": written(epoch), "source": SOURCE, "command": command, "outcome": outcome}
    if detail:
        told["detail"] = detail
    return Message(f"dongha/{device.layer}/{device.key}/answer", orjson.dumps(told))


def _observation(epoch: float, value: Value) -> bytes:
    return orjson.dumps({"phenomenonTime": written(epoch), "result": value, "parameters": {"source": SOURCE}})


def _pack(device: Device, epoch: float, said: Readings) -> bytes:
    base = {"bn": f"urn:dongha:{SOURCE}:{device.layer}:{device.key}:", "bt": round(epoch, 3)}
    records = [
        {"n": name, "vb" if isinstance(value, bool) else "vs" if isinstance(value, str) else "v": value}
        for name, value in said.items()
    ]
    return orjson.dumps([base | records[0], *records[1:]])


def _event(device: Device, event: str, body: dict[str, Any]) -> Message:
    application = device.application or APPLICATION
    return Message(f"application/{application}/device/{device.dev_eui}/event/{event}", orjson.dumps(body))


def _info(device: Device, epoch: float) -> dict[str, Any]:
    seed = (device.number, int(epoch * 1000))
    return {
        "deduplicationId": _uuid(*seed),
        "time": written(epoch),
        "deviceInfo": {
            **_TENANT,
            "applicationId": device.application or APPLICATION,
            "applicationName": "dongha",
            "deviceProfileName": device.layer,
            "deviceName": device.key,
            "devEui": device.dev_eui,
            "deviceClassEnabled": "CLASS_A",
            "tags": {"source": SOURCE},
        },
    }


def _uplink(device: Device, epoch: float, readings: Readings, said: Readings, health: Health) -> dict[str, Any]:
    body = _info(device, epoch) | {
        "devAddr": f"{device.number & 0xFFFFFFFF:08x}",
        "adr": True,
        "dr": 3,
        "fCnt": int(epoch // 60) % 2**24,
        "fPort": PORT,
        "confirmed": False,
        "txInfo": {"frequency": 921_400_000},
        "regionConfigId": "as923_2",
    }
    if health.link:
        heard = {
            "gatewayId": health.link.gateway,
            "uplinkId": int(epoch) % 2**31,
            "gwTime": written(epoch),
            "rssi": round(health.link.rssi_dbm),
            "snr": health.link.snr_db,
            "crcStatus": "CRC_OK",
        }
        body["rxInfo"] = [heard]
    if device.decoder == "flood_point":
        body["data"] = base64.b64encode(_staff_gauge(readings)).decode()
    else:
        body["object"] = said
    return body


def _staff_gauge(readings: Readings) -> bytes:
    return FloodPoint.uplink(
        level_m=float(readings.get("level_m", 0.0)),
        rain_tips=0,
        battery_v=float(readings.get("battery_v", 0.0)),
        alarm=str(readings.get("alarm", "none")),
        trend=str(readings.get("trend", "steady")),
        fault=readings.get("status") == "fault",
    )


def _uuid(*seed: int) -> str:
    digits = f"{int(share(*seed) * 2**52):013x}{int(share(*seed, 1) * 2**52):013x}{int(share(*seed, 2) * 2**24):06x}"
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-8{digits[17:20]}-{digits[20:32]}"
