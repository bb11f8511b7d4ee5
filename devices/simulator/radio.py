"""Radio links and batteries: weaker with distance and rain, charged by the sun or drained by the years."""

from __future__ import annotations

import math
from typing import NamedTuple

from devices.simulator.chance import between, share, smooth
from devices.simulator.moment import DAY_S, Moment, midnight
from devices.simulator.town import Device, Town

GATEWAYS = (
    ("a84041ffff000001", 590_300.0, 1_860_900.0),
    ("a84041ffff000002", 587_200.0, 1_857_900.0),
    ("a84041ffff000003", 592_600.0, 1_857_400.0),
)
"""LoRaWAN gateways: their EUI and where they stand (EPSG:9212). Made up, on high ground of the sample city."""
_SENT_DBM, _NEAR_DB, _EXPONENT, _FLOOR_DBM = 14.0, 31.0, 2.7, -117.0
LOWEST_SNR_DB = -20.0
"""Below this a message does not get through."""
_FADE, _SHADE, _CELL, _SUN = range(401, 405)


class Link(NamedTuple):
    """How a gateway hears a device."""

    gateway: str
    rssi_dbm: float
    snr_db: float

    @property
    def heard(self) -> bool:
        """Whether a message gets through."""
        return self.snr_db >= LOWEST_SNR_DB


def link(device: Device, now: Moment, town: Town) -> Link:
    """The best link of a device: loss grows with the distance to the nearest gateway, with rain, and by chance."""
    gateway, away = min(
        ((eui, math.hypot(device.x - x, device.y - y)) for eui, x, y in GATEWAYS), key=lambda found: found[1]
    )
    loss = _NEAR_DB + 10 * _EXPONENT * math.log10(max(10.0, away))
    rain = town.sky.rain_mmh(now, device.x, device.y) * 0.12 * (0.5 + away / 2000)
    shade = 10 * share(device.number, _SHADE)
    fade = 3 * smooth(now.epoch, 1800, town.seed, _FADE, device.number)
    rssi = _SENT_DBM - loss - rain - shade + fade
    return Link(gateway, round(rssi, 1), round(min(12.0, rssi - _FLOOR_DBM), 1))


def cell_pct(device: Device, now: Moment) -> float:
    """Charge in % of a cell that is changed when it is empty: it lasts two to four years."""
    life = between(700, 1400, device.number, _CELL)
    age = (now.epoch / DAY_S + life * share(device.number, _CELL, 1)) % life
    return round(100 - 94 * age / life, 1)


def cell_v(device: Device, now: Moment) -> float:
    """Voltage of such a cell: flat for long, steep at the end."""
    left = cell_pct(device, now) / 100
    return round(3.0 + 0.62 * left**0.4, 3)


def solar_v(device: Device, now: Moment, town: Town) -> float:
    """Voltage of a 12 V battery under a solar panel: up by day, down by night and over days without sun."""
    gloom = town.sky.rain_mm(now.epoch - 3 * DAY_S, now.epoch, device.x, device.y) / 400
    day = max(0.0, math.sin(math.pi * (now.hour - 6) / 12)) * (1 - town.sky.cloud(Moment.of(midnight(now.day) + 43200)))
    night = (
        0.35 * min(1.0, ((now.hour - 18) % 24) / 12)
        if now.hour >= 18 or now.hour < 6
        else 0.35 * max(0.0, 1 - (now.hour - 6) / 4)
    )
    wear = 0.25 * share(device.number, _SUN)
    return round(max(11.2, 12.85 + 0.7 * day - night - wear - min(1.0, gloom)), 2)
