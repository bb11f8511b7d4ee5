"""Which model speaks for the devices of a layer, and what it has to know of each feature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from devices.simulator.kinds import environment, farming, indoors, lighting, traffic, waste, water
from devices.simulator.kinds.unknown import unknown
from devices.simulator.moment import Moment
from devices.simulator.town import Device, Readings, Town

type Model = Callable[[Device, Moment, Town], Readings | None]
"""What a device measures at a moment: a pure function; None when it says nothing."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """The model of a layer's devices; `facts` are properties of the feature, `joined` SQL for what stands in other layers.

    `radio`: battery and radio link are the device's own and told with its status. `shown`: what is told at once when it
    changes, cheap to ask for.
    """

    model: Model
    shown: Callable[[Device, Moment, Town], object] | None = None
    facts: tuple[str, ...] = ()
    joined: tuple[tuple[str, str], ...] = ()
    radio: bool = False


KINDS: dict[str, Kind] = {
    "street_lamps": Kind(
        model=lighting.street_lamp,
        shown=lighting.shown,
        facts=("rated_power_w", "lamp_type", "control_link", "installed_on", "cabinet_id", "segment_id"),
    ),
    "lighting_cabinets": Kind(model=lighting.lighting_cabinet, facts=("installed_on",)),
    "lighting_segments": Kind(model=lighting.lighting_segment),
    "flood_points": Kind(
        model=water.flood_point,
        facts=("bd1_m", "bd2_m", "bd3_m"),
        joined=(("river", "(SELECT r.code FROM layers.rivers r WHERE r.id = f.river_id)"),),
        radio=True,
    ),
    "rain_gauges": Kind(model=water.rain_gauge, facts=("tip_mm",), radio=True),
    "flood_sirens": Kind(model=water.flood_siren, facts=("flood_point_id", "trigger_level"), radio=True),
    "waste_bins": Kind(
        model=waste.waste_bin,
        facts=("volume_l",),
        joined=(
            ("shift", "(SELECT r.shift FROM layers.waste_routes r WHERE r.id = f.route_id)"),
            ("days", "(SELECT r.days FROM layers.waste_routes r WHERE r.id = f.route_id)"),
        ),
        radio=True,
    ),
    "waste_sites": Kind(model=waste.waste_site, facts=("capacity_td",)),
    "traffic_flows": Kind(model=traffic.traffic_flow, facts=("capacity_pcuh",)),
    "junctions": Kind(model=traffic.junction, facts=("control", "corridor")),
    "traffic_signals": Kind(model=traffic.traffic_signal, facts=("kind", "junction_id", "signal_group")),
    "monitoring_stations": Kind(model=environment.monitoring_station, facts=("kind",)),
    "farms": Kind(model=farming.farm),
    "irrigation_zones": Kind(
        model=farming.irrigation_zone,
        facts=("area_m2", "flow_lh", "efficiency_pct", "field_capacity_pct", "wilting_point_pct"),
        radio=True,
    ),
    "cameras": Kind(model=indoors.camera),
    "wifi_points": Kind(model=indoors.wifi_point),
    "public_facilities": Kind(model=indoors.public_facility, facts=("kind", "counter_count")),
}
"""Layer -> the model of its devices."""

_UNKNOWN = Kind(model=unknown)


def kind_of(layer: str) -> Kind:
    """The model of a layer's devices; a general one where there is none of its own."""
    return KINDS.get(layer, _UNKNOWN)


def readings(device: Device, now: Moment, town: Town) -> Readings | None:
    """What a device measures now; None when it says nothing."""
    return kind_of(device.layer).model(device, now, town)
