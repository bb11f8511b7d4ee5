"""The sheets of the sample city, in an order in which each finds what it refers to."""

from collections.abc import Callable, Iterator
from typing import Final

from ingest.sample_city import (
    administration,
    building_order,
    duty,
    environment,
    farms,
    figures,
    floods,
    greenery,
    houses,
    land,
    lighting,
    networks,
    orders,
    reports,
    services,
    streets,
    traffic,
    waste,
    watching,
    waters,
    zoning,
)
from ingest.sample_city.sheet import Sheet, Town

BUILDERS: Final[tuple[Callable[[Town], Sheet], ...]] = (
    streets.roads,
    streets.railways,
    land.land_parcels,
    land.parcel_changes,
    houses.buildings,
    administration.wards,
    administration.neighbourhoods,
    waters.rivers,
    zoning.plans,
    zoning.planning_zones,
    zoning.road_redlines,
    lighting.lighting_cabinets,
    lighting.lighting_segments,
    lighting.street_lamps,
    networks.manholes,
    networks.drains,
    networks.sewers,
    networks.water_pipes,
    networks.telecom_lines,
    networks.power_lines,
    greenery.parks,
    greenery.trees,
    traffic.junctions,
    traffic.signal_approaches,
    traffic.traffic_signals,
    traffic.traffic_flows,
    traffic.road_closures,
    watching.cameras,
    watching.camera_views,
    watching.camera_zones,
    watching.camera_events,
    services.public_facilities,
    services.wifi_points,
    floods.flood_points,
    floods.rain_gauges,
    floods.flood_sirens,
    floods.flood_extents,
    floods.flood_marks,
    environment.monitoring_stations,
    environment.outfalls,
    waste.waste_sites,
    waste.waste_routes,
    waste.waste_bins,
    farms.farms,
    farms.farm_plots,
    farms.irrigation_zones,
    building_order.construction_permits,
    building_order.construction_sites,
    building_order.inspections,
    building_order.building_violations,
    reports.incidents,
    reports.incident_updates,
    duty.alerts,
    duty.tasks,
    orders.commands,
    figures.indicator_definitions,
    figures.indicator_values,
)
"""Every function that makes a sheet; a later one may look into the sheets of earlier ones."""


def generate() -> Iterator[Sheet]:
    """Make the sheets one after another; the same ones in every run."""
    town: Town = {}
    for build in BUILDERS:
        sheet = build(town)
        town[sheet.layer] = sheet
        yield sheet
