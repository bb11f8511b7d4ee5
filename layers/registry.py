"""The one list of layers and themes: what is declared but not listed here is not served."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from layers.core.declaration import Text
from layers.core.feature import Feature, Record, View
from layers.themes import (
    administrative,
    cameras,
    construction,
    devices,
    environment,
    farming,
    flood,
    incidents,
    indicators,
    infrastructure,
    land,
    lighting,
    operations,
    planning,
    services,
    traffic,
    waste,
)

type LayerClass = type[Feature] | type[View]


@dataclass(frozen=True, kw_only=True)
class Theme:
    """A group of layers under one title; `icon` is the name of a picture in the map's icon set, `order` its place."""

    id: str
    title: Text
    icon: str
    order: int


_LISTED: tuple[tuple[str, Text, str, tuple[LayerClass, ...]], ...] = (
    (
        "administrative",
        Text(en="Administrative units", vi="Đơn vị hành chính"),
        "boundary",
        (administrative.Ward, administrative.Neighbourhood),
    ),
    (
        "planning",
        Text(en="Planning", vi="Quy hoạch"),
        "plan",
        (planning.Plan, planning.PlanningZone, planning.RoadRedline),
    ),
    (
        "land",
        Text(en="Land", vi="Đất đai"),
        "parcel",
        (land.LandParcel, land.ParcelChange),
    ),
    (
        "construction",
        Text(en="Construction", vi="Xây dựng"),
        "crane",
        (
            construction.ConstructionPermit,
            construction.ConstructionSite,
            construction.Inspection,
            construction.BuildingViolation,
        ),
    ),
    (
        "infrastructure",
        Text(en="Infrastructure", vi="Hạ tầng"),
        "network",
        (
            infrastructure.Road,
            infrastructure.Railway,
            infrastructure.Building,
            infrastructure.WaterPipe,
            infrastructure.Drain,
            infrastructure.Sewer,
            infrastructure.Manhole,
            infrastructure.PowerLine,
            infrastructure.TelecomLine,
            infrastructure.Tree,
            infrastructure.Park,
        ),
    ),
    (
        "lighting",
        Text(en="Lighting", vi="Chiếu sáng"),
        "lamp",
        (lighting.LightingCabinet, lighting.StreetLamp, lighting.LightingSegment),
    ),
    (
        "traffic",
        Text(en="Traffic", vi="Giao thông"),
        "signal",
        (
            traffic.Junction,
            traffic.SignalApproach,
            traffic.TrafficSignal,
            traffic.TrafficFlow,
            traffic.RoadClosure,
        ),
    ),
    (
        "cameras",
        Text(en="Cameras", vi="Camera giám sát"),
        "camera",
        (cameras.Camera, cameras.CameraView, cameras.CameraZone, cameras.CameraEvent),
    ),
    (
        "flood",
        Text(en="Floods and rivers", vi="Lũ lụt, sông ngòi"),
        "flood",
        (
            flood.FloodPoint,
            flood.RainGauge,
            flood.FloodSiren,
            flood.FloodExtent,
            flood.FloodMark,
            flood.River,
        ),
    ),
    (
        "environment",
        Text(en="Environment", vi="Môi trường"),
        "leaf",
        (environment.MonitoringStation, environment.Outfall),
    ),
    (
        "waste",
        Text(en="Waste", vi="Rác thải"),
        "bin",
        (waste.WasteBin, waste.WasteRoute, waste.WasteSite),
    ),
    (
        "farming",
        Text(en="Farming", vi="Nông nghiệp"),
        "sprout",
        (farming.Farm, farming.FarmPlot, farming.IrrigationZone),
    ),
    (
        "incidents",
        Text(en="Incidents", vi="Phản ánh, sự cố"),
        "report",
        (incidents.Incident, incidents.IncidentUpdate),
    ),
    (
        "services",
        Text(en="Public services", vi="Dịch vụ công"),
        "service",
        (services.PublicFacility, services.WifiPoint),
    ),
    (
        "indicators",
        Text(en="Indicators", vi="Chỉ số"),
        "chart",
        (indicators.WardIndicator,),
    ),
    (
        "operations",
        Text(en="Operations", vi="Điều hành"),
        "desk",
        (operations.Alert, operations.Task),
    ),
    (
        "devices",
        Text(en="Devices", vi="Thiết bị"),
        "device",
        (devices.Device, devices.Command),
    ),
)


def _layers() -> Iterator[LayerClass]:
    for _, _, _, classes in _LISTED:
        yield from classes


THEMES: dict[str, Theme] = {
    name: Theme(id=name, title=title, icon=icon, order=order) for order, (name, title, icon, _) in enumerate(_LISTED, 1)
}
"""Theme id -> theme, in the order in which people meet them."""

LAYERS: dict[str, LayerClass] = {cls.declared.name: cls for cls in _layers()}
"""Layer name -> class, ordered by theme."""

RECORDS: dict[str, type[Record]] = {
    cls.recorded.name: cls for cls in (indicators.IndicatorDefinition, indicators.IndicatorValue)
}
"""Table name -> class of the records that layers lean on."""
