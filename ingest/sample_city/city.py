"""The sheets of the sample city, in an order in which each finds what it refers to."""

from collections.abc import Callable, Iterator

from ingest.sample_city import administration, farms, houses, land, lighting, streets, waters, zoning
from ingest.sample_city.sheet import Sheet, Town

BUILDERS: tuple[Callable[[Town], Sheet], ...] = (
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
    farms.farms,
    farms.farm_plots,
    farms.irrigation_zones,
)
"""Every function that makes a sheet; a later one may look into the sheets of earlier ones."""


def generate() -> Iterator[Sheet]:
    """Make the sheets one after another; the same ones in every run."""
    town: Town = {}
    for build in BUILDERS:
        sheet = build(town)
        town[sheet.layer] = sheet
        yield sheet
