"""The coordinate reference systems the house speaks, and VN-2000 / TM-3 106-15 as PostGIS must know it.

Source: EPSG dataset (9212 with transformation 6960, VN-2000 to WGS 84 (2), accuracy 1 m); OGC API Features Part 2.
"""

from __future__ import annotations

from dataclasses import dataclass

STORAGE_SRID = 9212
"""VN-2000 / TM-3 106-15 (Quảng Trị): the law's coordinates, metres, easting before northing."""

BOUNDS = (560000, 1830000, 620000, 1890000)
"""West, south, east, north in EPSG:9212 beyond which a geometry cannot be the city's: a wrong zone or a swapped axis."""

PROJ_9212 = (
    "+proj=tmerc +lat_0=0 +lon_0=106.25 +k=0.9999 +x_0=500000 +y_0=0 +ellps=WGS84 "
    "+towgs84=-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278 "
    "+units=m +no_defs"
)
"""The PROJ string of 9212; +towgs84 takes position-vector rotations, so EPSG:6960's signs are flipped."""


@dataclass(frozen=True, kw_only=True)
class Crs:
    """A CRS offered to clients: its URI, its SRID in PostGIS, whether latitude comes first, and decimals to write."""

    uri: str
    srid: int
    lat_first: bool
    decimals: int


def _epsg(code: int, *, lat_first: bool = False, decimals: int) -> Crs:
    uri = f"http://www.opengis.net/def/crs/EPSG/0/{code}"
    return Crs(uri=uri, srid=code, lat_first=lat_first, decimals=decimals)


CRS84 = Crs(uri="http://www.opengis.net/def/crs/OGC/1.3/CRS84", srid=4326, lat_first=False, decimals=7)
CRS84H = Crs(uri="http://www.opengis.net/def/crs/OGC/0/CRS84h", srid=4326, lat_first=False, decimals=7)
STORAGE_CRS = _epsg(STORAGE_SRID, decimals=3)

OFFERED: tuple[Crs, ...] = (
    CRS84,
    _epsg(4326, lat_first=True, decimals=7),
    _epsg(3857, decimals=3),
    _epsg(4756, lat_first=True, decimals=7),
    STORAGE_CRS,
    _epsg(3405, decimals=3),
)
"""Every CRS of the collections' `crs` list, CRS84 first."""

BY_URI: dict[str, Crs] = {crs.uri: crs for crs in OFFERED}
