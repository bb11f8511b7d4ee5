"""The quiet map under the data: land, water, green, buildings, streets, ward borders and their names, light and dark.

A drawn composition of a few layers of the city, by name; it is the one derivation that does not follow from kinds of
value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from layers.derive.maplibre import BOLD, REGULAR

Document = dict[str, Any]
Expression = Any

LAYERS = ("wards", "rivers", "parks", "buildings", "roads", "railways")
"""What the basemap is drawn from; all in one tile."""

SOURCE = "base"


@dataclass(frozen=True, kw_only=True)
class Palette:
    """The colours of one variant."""

    around: str
    land: str
    water: str
    shore: str
    park: str
    building: str
    building_edge: str
    road: str
    main_road: str
    alley: str
    casing: str
    rail: str
    border: str
    text: str
    water_text: str
    ward_text: str
    halo: str


LIGHT = Palette(
    around="#ece8df",
    land="#f6f3ed",
    water="#cfe2ec",
    shore="#b5d0de",
    park="#dfe9d3",
    building="#e6e0d6",
    building_edge="#d6cec1",
    road="#ffffff",
    main_road="#fff3d6",
    alley="#fbf9f5",
    casing="#d3cabb",
    rail="#a59f96",
    border="#b3a8b8",
    text="#55504a",
    water_text="#4f7f99",
    ward_text="#7b6f80",
    halo="#fbf9f5",
)
DARK = Palette(
    around="#15171c",
    land="#1b1e24",
    water="#17303f",
    shore="#20455a",
    park="#1f2b25",
    building="#262a32",
    building_edge="#30353f",
    road="#3a404b",
    main_road="#4a515e",
    alley="#2f343d",
    casing="#14171c",
    rail="#5d636e",
    border="#5a5266",
    text="#c3c7cf",
    water_text="#7fb2cc",
    ward_text="#a79db0",
    halo="#14171c",
)

_MAJOR = ("national", "main")
_MIDDLE = ("collector", "local")
_MINOR = ("alley", "service")

_NINE: Expression = ["==", ["get", "division"], "nine"]
"""The nine wards are the city's working units; the two of 2025 lie on top of them."""

_Widths = tuple[tuple[int, float], ...]
_ROADS: tuple[tuple[str, tuple[str, ...], int, _Widths], ...] = (
    ("minor", _MINOR, 13, ((13, 0.4), (15, 1.6), (17, 4.5), (20, 22), (22, 60))),
    ("middle", _MIDDLE, 11, ((11, 0.4), (13, 1.1), (15, 3.2), (17, 9), (20, 46), (22, 130))),
    ("major", _MAJOR, 8, ((8, 0.8), (11, 1.5), (13, 2.6), (15, 5.5), (17, 14), (20, 70), (22, 200))),
)


def basemap(palette: Palette) -> list[Document]:
    """The style layers of the basemap without its names, lowest first."""
    return [
        {"id": "base-land", "type": "background", "paint": {"background-color": palette.around}},
        *(_over("wards", layer) for layer in _ground(palette)),
        *(_over("parks", layer) for layer in _parks(palette)),
        *(_over("rivers", layer) for layer in _water(palette)),
        *(_over("buildings", layer) for layer in _buildings(palette)),
        *(_over("roads", layer) for layer in _roads(palette)),
        *(_over("railways", layer) for layer in _railways(palette)),
        *(_over("wards", layer) for layer in _borders(palette)),
    ]


def names(palette: Palette) -> list[Document]:
    """The names of the basemap; they stand above the data."""
    halo: Document = {"text-halo-color": palette.halo, "text-halo-width": 1.5, "text-halo-blur": 0.3}
    along: Document = {"symbol-placement": "line", "text-rotation-alignment": "map", "text-letter-spacing": 0.02}
    streets = [
        _over("roads", {
            "id": f"base-street-names-{name}",
            "type": "symbol",
            "minzoom": minzoom,
            "filter": ["all", ["has", "name"], ["match", ["get", "road_class"], list(classes), True, False]],
            "layout": along | {
                "text-field": ["get", "name"],
                "text-font": list(REGULAR),
                "text-size": _zoomed((13, 10), (16, 12), (19, 15)),
                "symbol-spacing": 380,
                "text-max-angle": 35,
                "text-padding": 6,
            },
            "paint": {"text-color": palette.text} | halo,
        })
        for name, classes, minzoom in (("minor", _MINOR, 17), ("middle", _MIDDLE, 15), ("major", _MAJOR, 13))
    ]  # fmt: skip
    rivers = _over("rivers", {
        "id": "base-river-names",
        "type": "symbol",
        "minzoom": 12,
        "filter": ["has", "name"],
        "layout": {
            "text-field": ["get", "name"],
            "text-font": list(REGULAR),
            "text-size": _zoomed((12, 11), (16, 14)),
            "text-letter-spacing": 0.08,
            "text-padding": 40,
        },
        "paint": {"text-color": palette.water_text} | halo,
    })  # fmt: skip
    parks = _over("parks", {
        "id": "base-park-names",
        "type": "symbol",
        "minzoom": 15,
        "filter": ["has", "name"],
        "layout": {"text-field": ["get", "name"], "text-font": list(REGULAR), "text-size": 11, "text-max-width": 7},
        "paint": {"text-color": palette.text} | halo,
    })  # fmt: skip
    wards = _over("wards", {
        "id": "base-ward-names",
        "type": "symbol",
        "minzoom": 11,
        "maxzoom": 16,
        "filter": _NINE,
        "layout": {
            "text-field": ["get", "name"],
            "text-font": list(BOLD),
            "text-size": _zoomed((11, 11), (13, 13), (15, 15)),
            "text-letter-spacing": 0.06,
            "text-max-width": 7,
            "text-padding": 8,
        },
        "paint": {"text-color": palette.ward_text} | halo,
    })  # fmt: skip
    return [rivers, parks, *streets, wards]


def _over(layer: str, style_layer: Document) -> Document:
    return {
        "metadata": {"dongha:layer": layer, "dongha:theme": "base"},
        "source": SOURCE,
        "source-layer": layer,
    } | style_layer


def _zoomed(*stops: tuple[float, float]) -> Expression:
    return ["interpolate", ["exponential", 1.4], ["zoom"], *(part for stop in stops for part in stop)]


def _ground(palette: Palette) -> list[Document]:
    return [{"id": "base-city", "type": "fill", "filter": _NINE, "paint": {"fill-color": palette.land}}]


def _parks(palette: Palette) -> list[Document]:
    return [{"id": "base-parks", "type": "fill", "paint": {"fill-color": palette.park}}]


def _water(palette: Palette) -> list[Document]:
    return [
        {"id": "base-water", "type": "fill", "paint": {"fill-color": palette.water}},
        {
            "id": "base-shore",
            "type": "line",
            "minzoom": 12,
            "paint": {"line-color": palette.shore, "line-width": _zoomed((12, 0.4), (17, 1.2))},
        },
    ]


def _buildings(palette: Palette) -> list[Document]:
    return [
        {
            "id": "base-buildings",
            "type": "fill",
            "minzoom": 15,
            "paint": {
                "fill-color": palette.building,
                "fill-opacity": _zoomed((15, 0.7), (15.6, 1)),
                "fill-outline-color": palette.building,
            },
        },
        {
            "id": "base-building-edges",
            "type": "line",
            "minzoom": 15.5,
            "paint": {"line-color": palette.building_edge, "line-width": _zoomed((15.5, 0.3), (19, 1))},
        },
    ]


def _roads(palette: Palette) -> list[Document]:
    colors = {"minor": palette.alley, "middle": palette.road, "major": palette.main_road}
    casings: list[Document] = []
    fills: list[Document] = []
    for name, classes, minzoom, widths in _ROADS:
        common: Document = {
            "type": "line",
            "filter": ["match", ["get", "road_class"], list(classes), True, False],
            "layout": {"line-cap": "round", "line-join": "round"},
        }
        cased = tuple((zoom, width + (0.8 if zoom < 14 else 1.4 if zoom < 18 else 2.0)) for zoom, width in widths)
        casings.append(
            common
            | {
                "id": f"base-roads-{name}-casing",
                "minzoom": minzoom,
                "paint": {"line-color": palette.casing, "line-width": _zoomed(*cased)},
            }
        )
        fills.append(
            common
            | {
                "id": f"base-roads-{name}",
                "minzoom": minzoom,
                "paint": {"line-color": colors[name], "line-width": _zoomed(*widths)},
            }
        )
    return casings + fills


def _railways(palette: Palette) -> list[Document]:
    return [
        {
            "id": "base-railways",
            "type": "line",
            "paint": {"line-color": palette.rail, "line-width": _zoomed((9, 0.7), (14, 1.4), (18, 3))},
        },
        {
            "id": "base-railway-ties",
            "type": "line",
            "minzoom": 15.5,
            "paint": {
                "line-color": palette.rail,
                "line-width": _zoomed((15.5, 4), (18, 8)),
                "line-dasharray": [0.25, 3],
            },
        },
    ]


def _borders(palette: Palette) -> list[Document]:
    """A soft band and a fine dash: neighbours draw their common border twice, and a dash alone would fill up."""
    return [
        {
            "id": "base-ward-bands",
            "type": "line",
            "filter": _NINE,
            "layout": {"line-join": "round"},
            "paint": {
                "line-color": palette.border,
                "line-width": _zoomed((8, 1), (13, 4), (17, 9)),
                "line-opacity": 0.16,
            },
        },
        {
            "id": "base-ward-borders",
            "type": "line",
            "filter": _NINE,
            "layout": {"line-join": "round"},
            "paint": {
                "line-color": palette.border,
                "line-width": _zoomed((8, 0.5), (13, 0.8), (17, 1.4)),
                "line-dasharray": [4, 4],
                "line-opacity": 0.7,
            },
        },
    ]
