"""Devices of a layer that has no model of its own: plausible numbers and codes by the kinds of its observed properties."""

from __future__ import annotations

from devices.simulator.chance import name, share, smooth
from devices.simulator.moment import HOUR_S, Moment
from devices.simulator.town import Device, Readings, Town
from layers.core.states import kept
from layers.registry import LAYERS


def unknown(device: Device, now: Moment, town: Town) -> Readings | None:
    """A value for each observed property: wandering within its limits, codes changing every few hours."""
    declared = LAYERS[device.layer].declared
    binding = declared.layer.device
    readings: Readings = {}
    for p in kept(declared):
        key = name(p.name)
        slow = (smooth(now.epoch, 3 * HOUR_S, town.seed, device.number, key) + 1) / 2
        if p.kind in ("number", "integer"):
            low, high = (binding.feed(p.name).plausible if binding else None) or (
                p.ge or 0.0,
                min(p.le or 100.0, 1000.0),
            )
            value = low + (high - low) * (0.25 + 0.5 * slow)
            readings[p.name] = round(value) if p.kind == "integer" else round(value, 2)
        elif p.kind == "boolean":
            readings[p.name] = slow > 0.8
        elif p.kind == "code" and p.codes:
            every = [code.value for code in p.codes]
            readings[p.name] = every[int(share(device.number, key, int(now.epoch // (4 * HOUR_S))) ** 2 * len(every))]
        elif p.kind == "datetime":
            readings[p.name] = town.written(now.epoch // HOUR_S * HOUR_S)
    return readings or None
