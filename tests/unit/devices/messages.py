"""Messages as real devices send them, one of each kind."""

from __future__ import annotations

from typing import Any

EUI = "24e124468b1bf001"
COMMAND = "0198aa10-7000-7000-8000-0000000000aa"
INFO = {
    "tenantId": "52f14cd4-c6f1-4fbd-8f87-4025e1d49242",
    "applicationId": "17c82e96-be03-4f38-aef3-f83d48582d97",
    "applicationName": "lũ",
    "deviceProfileName": "flood point",
    "deviceName": "DCB-01",
    "devEui": EUI,
    "tags": {"ward": "1"},
}
UP: dict[str, Any] = {
    "deduplicationId": "3ac7e3c4-4401-4b8d-9386-a5c902f9202d",
    "time": "2026-11-22T03:00:01.775023242+00:00",
    "deviceInfo": INFO,
    "devAddr": "00189440",
    "adr": True,
    "dr": 1,
    "fCnt": 42,
    "fPort": 10,
    "confirmed": False,
    "data": "FPAAAw4QCQ==",
    "rxInfo": [
        {
            "gatewayId": "0016c001f153a14c",
            "uplinkId": 4217106255,
            "gwTime": "2026-11-22T03:00:00.5+00:00",
            "rssi": -36,
            "snr": 7.5,
            "location": {"latitude": 16.8, "longitude": 107.1},
            "crcStatus": "CRC_OK",
        },
        {"gatewayId": "0016c001f153a14d", "gwTime": "2026-11-22T02:59:59+00:00", "rssi": -110, "snr": -9.5},
    ],
    "txInfo": {"frequency": 923200000},
}
STATUS = {
    "time": "2026-11-22T03:00:00Z",
    "deviceInfo": INFO,
    "margin": 10,
    "externalPowerSource": False,
    "batteryLevelUnavailable": False,
    "batteryLevel": 87.5,
}
ACK = {"time": "2026-11-22T03:00:00Z", "deviceInfo": INFO, "queueItemId": COMMAND, "acknowledged": True, "fCntDown": 3}
TXACK = {"downlinkId": 7, "time": "2026-11-22T03:00:00Z", "deviceInfo": INFO, "queueItemId": COMMAND}
JOIN = {"time": "2026-11-22T03:00:00Z", "deviceInfo": INFO, "devAddr": "00189440"}
LOG = {
    "time": "2026-11-22T03:00:00Z",
    "deviceInfo": INFO,
    "level": "ERROR",
    "code": "DOWNLINK_PAYLOAD_SIZE",
    "description": "discarded",
    "context": {"queue_item_id": COMMAND},
}
CHIRPSTACK: dict[str, list[Any]] = {
    "up": [UP, {**UP, "object": {"level_m": 5.36, "water": {"temperature_c": 21.5}, "probes": [1, 2.5]}}],
    "status": [STATUS],
    "ack": [ACK],
    "txack": [TXACK],
    "join": [JOIN],
    "log": [LOG],
    "location": [JOIN],
}

STATE = {"v": 1, "time": "2026-11-22T10:00:00+07:00", "readings": {"level_m": 2.31, "battery_v": 3.61}}
SERIES = {"v": 1, "series": [{"time": 1795338000000 + n * 60_000, "readings": {"level_m": 2.0 + n}} for n in range(3)]}
OWN_STATUS = {"v": 1, "time": "2026-11-22T03:00:00Z", "battery_pct": 87, "rssi_dbm": -71, "firmware": "1.4.2"}
ANSWER = {"v": 1, "time": "2026-11-22T03:00:00Z", "command": COMMAND, "outcome": "done", "detail": "60 %"}
DONGHA: dict[str, list[Any]] = {"state": [STATE, SERIES], "status": [OWN_STATUS], "answer": [ANSWER]}

OBSERVATION = {"phenomenonTime": "2026-10-18T03:30:00+07:00", "result": 5.36, "Datastream": {"@iot.id": 12}}
PERIOD = {"phenomenonTime": "2026-10-18T03:00:00Z/2026-10-18T03:10:00Z", "result": True, "parameters": {"n": 3}}
OBSERVATIONS = [OBSERVATION, PERIOD, {"result": "online"}]

PACKS: list[Any] = [
    [
        {"bn": "urn:dev:ow:10e2073a01080063:", "bt": 1.795338e9, "bu": "m", "bver": 10, "n": "level_m", "v": 2.31},
        {"n": "battery_v", "u": "mV", "t": -5, "v": 3610},
        {"n": "status", "vs": "online"},
        {"n": "is_tilted", "vb": False},
        {"n": "raw", "vd": "8A"},
        {"n": "rain", "s": 12.5, "ut": 60},
    ],
    [{"n": "level_m", "v": 2.31, "t": -30}],
]
