"""The registry as the ingest needs it, kept in memory: which device an address means, and which series its readings go to."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg

from devices.topics import Address
from layers.registry import LAYERS

HEALTH = "devices"
"""The layer in which devices tell of themselves."""

_DEVICES = """SELECT d.fid, d.layer, d.feature_fid, d.feature_id, d.key, d.dev_eui, d.decoder, d.firmware,
    d.application FROM layers.devices d WHERE d.feature_fid IS NOT NULL AND ($1::timestamptz IS NULL OR d.updated_at >= $1)"""
_STREAMS = """SELECT s.id, s.device, s.layer, s.property FROM layers.datastreams s
WHERE $1::bigint[] IS NULL OR s.device = ANY ($1)"""
_NEWEST = "SELECT count(*) FILTER (WHERE feature_fid IS NOT NULL), max(updated_at) FROM layers.devices"
_KEPT = "SELECT raw FROM layers.observation_keeping"
_OVERLAP = dt.timedelta(minutes=1)
"""Versions are stamped before they are committed, so that a look back of this length finds those that came late."""


@dataclass(slots=True)
class Device:
    """One device: its row in the registry, the feature that it reports for, and the series of both by property."""

    fid: int
    layer: str
    feature: int
    feature_id: UUID
    key: str
    dev_eui: str | None
    decoder: str | None
    firmware: str | None
    application: str | None
    streams: dict[str, int] = field(default_factory=dict)
    health: dict[str, int] = field(default_factory=dict)


class Directory:
    """Devices by address. What has changed in the registry is read again by `refresh`."""

    def __init__(self) -> None:
        self.kept = dt.timedelta(days=35)
        self._devices: dict[int, Device] = {}
        self._by_key: dict[tuple[str, str], Device] = {}
        self._by_eui: dict[str, Device] = {}
        self._by_stream: dict[int, tuple[Device, str]] = {}
        self._mark: tuple[int, dt.datetime | None] = (-1, None)
        self._looked = float("-inf")

    def find(self, address: Address) -> tuple[Device, str | None] | None:
        """The device that the address means, with the observed property where the address names a series."""
        if address.datastream is not None:
            return self._by_stream.get(address.datastream)
        if address.dev_eui is not None:
            device = self._by_eui.get(address.dev_eui)
        elif address.layer is not None and address.key is not None:
            device = self._by_key.get((address.layer, address.key))
        else:
            return None
        return (device, None) if device else None

    def refresh(self, connection: psycopg.Connection[Any], after: float) -> bool:
        """Read what is new in the registry when the last look is `after` seconds ago; whether there was anything new."""
        now = time.monotonic()
        if now - self._looked < after:
            return False
        row = connection.execute(_NEWEST).fetchone()
        assert row is not None
        count, newest = row
        self._looked = now
        if (count, newest) == self._mark:
            return False
        before, last = self._mark
        self._read(connection, last - _OVERLAP if last and count >= before else None)
        if len(self._devices) != count:
            self._read(connection, None)
        self._mark = (count, newest)
        return True

    def _read(self, connection: psycopg.Connection[Any], since: dt.datetime | None) -> None:
        kept = connection.execute(_KEPT).fetchone()
        self.kept = kept[0] if kept else self.kept
        devices = {
            row[0]: Device(*row) for row in connection.execute(_DEVICES, (since,)).fetchall() if row[1] in LAYERS
        }
        fids: Sequence[int] | None = list(devices) if since else None
        for stream, fid, layer, name in connection.execute(_STREAMS, (fids,)).fetchall():
            if device := devices.get(fid):
                (device.health if layer == HEALTH else device.streams)[name] = stream
        self._devices = devices if since is None else self._devices | devices
        self._by_key = {(device.layer, device.key): device for device in self._devices.values()}
        self._by_eui = {device.dev_eui: device for device in self._devices.values() if device.dev_eui}
        self._by_stream = {
            stream: (device, name) for device in self._devices.values() for name, stream in device.streams.items()
        }
