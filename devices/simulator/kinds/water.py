"""Flood points, rain gauges and sirens: rain first, then the water, upstream before downstream, then the sirens."""

from __future__ import annotations

from devices.simulator.chance import between, smooth, struck
from devices.simulator.moment import DAY_S, HOUR_S, Moment
from devices.simulator.radio import solar_v
from devices.simulator.river import LOW_M
from devices.simulator.town import Device, Readings, Town

STATION_X = 590_243.0
"""Where the Đông Hà station stands on the river (east in EPSG:9212); the rivers here flow eastward."""
CELERITY_MPS = 1.2
_LAG_S = {"SONG-HIEU": 0.0, "SONG-VINHPHUOC": -1800.0, "SONG-THACHHAN": -7200.0, "SONG-HOISONG": 1800.0}
"""How much later than the Hiếu a river's wave passes the same east."""
_FADING_M = 80_000.0
_STATION_BD1_M = 2.0
SILENCED_S = 1800.0
"""How long a siren that was silenced does not sound by itself."""
_FAULT, _SENSOR, _TIP = 301, 302, 303
_ORDER = ("none", "bd1", "bd2", "bd3", "above_bd3")


def lag_s(point: Device) -> float:
    """Seconds by which the wave reaches a flood point after the Đông Hà station (negative: before)."""
    return (point.x - STATION_X) / CELERITY_MPS + _LAG_S.get(str(point.facts.get("river")), 0.0)


def level_m(point: Device, epoch: float, town: Town) -> float:
    """The water at a flood point: the station's, later and flatter downstream, on the point's own zero."""
    raised = town.water.level_m(epoch - lag_s(point)) - LOW_M
    flatter = 1 - (point.x - STATION_X) / _FADING_M
    ground = float(point.facts.get("bd1_m") or _STATION_BD1_M) - _STATION_BD1_M
    return LOW_M + raised * flatter + ground


def alarm(point: Device, level: float) -> str:
    """The alarm level that the water has reached."""
    steps = [float(point.facts.get(f"bd{n}_m") or n + 1.0) for n in (1, 2, 3)]
    reached = sum(level >= step for step in steps)
    return _ORDER[reached + (level >= steps[2] + 1)]


def flood_point(point: Device, now: Moment, town: Town) -> Readings | None:
    """An electronic staff gauge."""
    level = level_m(point, now.epoch, town) + 0.003 * smooth(now.epoch, 300, town.seed, _SENSOR, point.number)
    rise_cmh = 200 * (level_m(point, now.epoch, town) - level_m(point, now.epoch - HOUR_S / 2, town))
    readings: Readings = {
        "status": "fault" if _faulty(point, now, town) else "online",
        "alarm": alarm(point, level),
        "level_m": round(level, 3),
        "rise_cmh": round(rise_cmh, 1),
        "trend": "rising" if rise_cmh > 2 else "falling" if rise_cmh < -2 else "steady",
        "battery_v": solar_v(point, now, town),
    }
    if rise_cmh > 2:
        steps = [float(point.facts.get(f"bd{n}_m") or n + 1.0) for n in (1, 2, 3)]
        above = next((step for step in [*steps, steps[2] + 1] if step > level), None)
        if above is not None:
            readings["next_level_h"] = round((above - level) / (rise_cmh / 100), 1)
    return readings


def rain_gauge(gauge: Device, now: Moment, town: Town) -> Readings | None:
    """A tipping bucket: rain of the last ten minutes, hour and day in whole tips."""
    tip = float(gauge.facts.get("tip_mm") or 0.2)

    def tipped(seconds: float) -> float:
        return round(int(town.sky.rain_mm(now.epoch - seconds, now.epoch, gauge.x, gauge.y) / tip) * tip, 1)

    return {
        "status": "fault" if _faulty(gauge, now, town) else "online",
        "rain_10min_mm": tipped(600),
        "rain_1h_mm": tipped(HOUR_S),
        "rain_24h_mm": tipped(DAY_S),
        "battery_v": solar_v(gauge, now, town),
    }


def flood_siren(siren: Device, now: Moment, town: Town) -> Readings | None:
    """A siren: it sounds by itself above its level, is tested at 09:00 on the first of a month, or does as it is told."""
    told = town.order(siren, "sound", "silence")
    point = town.by_id.get(str(siren.facts.get("flood_point_id")))
    trigger = str(siren.facts.get("trigger_level") or "bd2")
    high = point is not None and trigger != "none" and _reached(point, now, town, trigger)
    if told and told.action == "sound" and now.epoch < told.at + (told.value or 60):
        state = "sounding"
    elif told and told.action == "silence" and now.epoch < told.at + SILENCED_S:
        state = "quiet"
    elif high:
        state = "sounding"
    else:
        state = "test" if now.date.day == 1 and 9 <= now.hour < 9.1 else "quiet"
    return {
        "siren_state": state,
        "status": "fault" if _faulty(siren, now, town) else "online",
        "battery_v": solar_v(siren, now, town),
    }


def _reached(point: Device, now: Moment, town: Town, trigger: str) -> bool:
    return _ORDER.index(alarm(point, level_m(point, now.epoch, town))) >= _ORDER.index(trigger)


def _faulty(device: Device, now: Moment, town: Town) -> bool:
    days = between(30, 60, device.number, _TIP)
    return struck(now.epoch, days * DAY_S, 2 * HOUR_S, 20 * HOUR_S, 0.5, town.seed, _FAULT, device.number)
