"""The devices that stand in the town, what is known of each, and the world they share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from devices.simulator.chance import name
from devices.simulator.clock import Clock
from devices.simulator.moment import written
from devices.simulator.river import Flood, Water, Weathered
from devices.simulator.weather import Sky, Storms
from layers.core.binding import DeviceBinding

type Value = float | bool | str
type Readings = dict[str, Value]
"""Observed property -> value in its unit; times as ISO 8601."""

HEART_XY = (590_508.8, 1_860_206.5)
"""The middle of the town in EPSG:9212: what is near it is busier."""


class Told(NamedTuple):
    """What a device was last told to do: action, number, and when (epoch seconds)."""

    action: str
    value: float | None
    at: float


@dataclass(slots=True, kw_only=True)
class Device:
    """One device: its layer and key, where it stands (metres in EPSG:9212), how it speaks, and what its feature says.

    `number` is its own key for chance; `datastreams` are the numbers of its datastreams by observed property.
    """

    layer: str
    key: str
    x: float
    y: float
    protocol: str = "dongha"
    dev_eui: str | None = None
    application: str | None = None
    decoder: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    datastreams: Mapping[str, int] = field(default_factory=dict)
    number: int = 0

    def __post_init__(self) -> None:
        """Every device has a number of its own."""
        self.number = self.number or name(f"{self.layer}.{self.key}")

    @property
    def busy(self) -> float:
        """How busy its place is, 1 in the heart of the town and near 0 outside."""
        away = ((self.x - HEART_XY[0]) ** 2 + (self.y - HEART_XY[1]) ** 2) ** 0.5
        return 1 / (1 + (away / 1800) ** 2)


class Town:
    """Everything that a device's readings follow from, beside the moment."""

    def __init__(
        self,
        devices: Iterable[Device],
        *,
        seed: int = 1,
        flood: Flood | None = None,
        bindings: Mapping[str, DeviceBinding] | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.seed = seed
        self.clock = clock or Clock()
        self.devices = list(devices)
        self.bindings = dict(bindings or {})
        rain = flood or Storms(seed)
        self.sky = Sky(seed, rain)
        self.water: Water = flood or Weathered(rain)
        self.told: dict[int, Told] = {}
        self.neighbours: dict[str, list[Device]] = {}
        self.by_id: dict[str, Device] = {}
        for device in self.devices:
            identifier = device.facts.get("id")
            if identifier is not None:
                self.by_id[str(identifier)] = device
            for tie in ("cabinet_id", "segment_id"):
                if device.layer == "street_lamps" and device.facts.get(tie):
                    self.neighbours.setdefault(str(device.facts[tie]), []).append(device)

    def beside(self, device: Device) -> list[Device]:
        """The devices tied to this one's feature: the lamps of a cabinet or of a lit street."""
        return self.neighbours.get(str(device.facts.get("id")), [])

    def written(self, epoch: float) -> str:
        """A second of the street's life as readings carry it: by the clock on the wall."""
        return written(self.clock.told(epoch))

    def order(self, device: Device, *actions: str) -> Told | None:
        """What the device was told last, if it is one of these actions."""
        told = self.told.get(device.number)
        return told if told and told.action in actions else None
