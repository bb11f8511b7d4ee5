"""How a layer looks, derived from its declaration: MapLibre style layers and a legend.

Polygons are filled and outlined, lines drawn, points are circles; labels stand above all. Colours come from the code
or the class break; what has no value is hollow or grey. Expressions are kept plain: QGIS drops a whole paint property for
one `feature-state` in it, and then draws black outlines and no points. A map draws what is selected on top.
"""

from __future__ import annotations

from typing import Any

from layers.core.declaration import Code, Text
from layers.core.declared import Declared, Property
from layers.core.tiles import label_zoom

Document = dict[str, Any]
Expression = Any

NO_DATA = "#9aa0a6"
INK = "#2b2b33"
PAPER = "#ffffff"
REGULAR = ("VN",)
BOLD = ("VNB",)

_PALETTE = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8c6bb1", "#8c510a")
_NO_DATA_TITLE = Text(vi="Chưa có dữ liệu", en="No data")
_YES_NO = ((True, Text(vi="Có", en="Yes"), "#0072b2"), (False, Text(vi="Không", en="No"), "#b8c0cc"))
_SYMBOLS = {"Point": "circle", "LineString": "line", "Polygon": "fill"}
_RANKS = {"fill": 0, "line": 1, "circle": 2, "symbol": 3}

_POINT_SCALE = ((10, 0.45), (13, 0.6), (14.5, 0.8), (16, 1.0), (19, 1.8), (22, 2.6))
_LINE_SCALE = ((8, 0.3), (12, 0.5), (14, 0.7), (16, 1.0), (19, 2.4), (22, 4.0))
_OUTLINE_SCALE = ((8, 0.4), (13, 0.4), (16, 1.0), (20, 1.6))
_FILL_OPACITY = ((8, 0.5), (14, 0.45), (17, 0.35), (20, 0.2))
_RIM_WIDTH = ((11, 0.2), (14, 0.5), (16, 1.2))
_HOLLOW_RIM_WIDTH = ((11, 0.8), (16, 1.2))
_LEAST_RADIUS = 1.75
_LATE_LABEL_ZOOM = 17


def legend(declared: Declared) -> list[Document]:
    """What the colours of a layer mean: value, title in both languages, colour, symbol (circle, line or fill)."""
    symbol = _SYMBOLS[_shape(declared)]
    return [
        {"value": value, "title": {"vi": title.vi, "en": title.en}, "color": color, "symbol": symbol}
        for value, title, color in _classes(declared)
    ]


def style_layers(declared: Declared, source: str) -> list[Document]:
    """The layer's own style layers over the vector source `source`: its shapes, then its labels."""
    draw = {"Point": _circles, "LineString": _lines, "Polygon": _polygons}[_shape(declared)]
    labels = _labels(declared)
    common: Document = {
        "metadata": {"dongha:layer": declared.name, "dongha:theme": declared.theme},
        "source": source,
        "source-layer": declared.name,
    }
    return [common | layer for layer in [*draw(declared), *labels]]


def stacked(layers: list[Document]) -> list[Document]:
    """Style layers in drawing order: fills, then lines, then circles, then labels; within each as given."""
    return sorted(layers, key=lambda layer: _RANKS[layer["type"]])


def color_of(declared: Declared, silent: str = NO_DATA) -> Expression:
    """The colour of a feature as a MapLibre expression; `silent` where there is no value."""
    by, style = _by(declared), declared.style
    if by is None:
        return style.color
    value = ["get", by.name]
    if style.breaks:
        steps = [part for low, color in style.breaks[1:] for part in (low, color)]
        return ["case", ["has", by.name], ["step", value, style.breaks[0][1], *steps], silent]
    if by.kind == "boolean":
        return ["case", ["has", by.name], ["case", value, _YES_NO[0][2], _YES_NO[1][2]], silent]
    if by.codes is None:
        return style.color
    groups: dict[str, list[str]] = {}
    for code, color in _code_colors(by.codes):
        groups.setdefault(color, []).append(code.value)
    return ["match", value, *(part for color, codes in groups.items() for part in (codes, color)), silent]


def scaled(size: float, scale: tuple[tuple[float, float], ...], *, least: float = 0.0) -> Expression:
    """`size` (at zoom 16) by zoom, never below `least`."""
    stops = [part for zoom, factor in scale for part in (zoom, max(round(size * factor, 2), least))]
    return ["interpolate", ["linear"], ["zoom"], *stops]


def _shape(declared: Declared) -> str:
    return declared.geometry.kind.removeprefix("Multi")


def _by(declared: Declared) -> Property | None:
    return declared.public_by_name.get(declared.style.by or "")


def _code_colors(codes: type[Code]) -> list[tuple[Code, str]]:
    return [(code, code.color or _PALETTE[number % len(_PALETTE)]) for number, code in enumerate(codes)]


def _classes(declared: Declared) -> list[tuple[str | float | bool | None, Text, str]]:
    by, style = _by(declared), declared.style
    found: list[tuple[str | float | bool | None, Text, str]] = []
    if by is not None and style.breaks:
        found = [
            (low, _range(style.breaks, number, by.unit), color) for number, (low, color) in enumerate(style.breaks)
        ]
    elif by is not None and by.kind == "boolean":
        found = list(_YES_NO)
    elif by is not None and by.codes is not None:
        found = [(code.value, code.title, color) for code, color in _code_colors(by.codes)]
    if not found:
        return [(None, declared.title, style.color)]
    if by is not None and by.nullable:
        found.append((None, _NO_DATA_TITLE, NO_DATA))
    return found


def _range(breaks: tuple[tuple[float, str], ...], number: int, unit: str | None) -> Text:
    low, after = breaks[number][0], f" {unit}" if unit and unit != "1" else ""
    if number + 1 == len(breaks):
        return Text(vi=f"từ {_vi(low)}{after}", en=f"{low:g}{after} and more")
    high = breaks[number + 1][0]
    return Text(vi=f"{_vi(low)} đến dưới {_vi(high)}{after}", en=f"{low:g} to below {high:g}{after}")


def _vi(number: float) -> str:
    return f"{number:g}".replace(".", ",")


def _sort_key(declared: Declared, *, first_on_top: bool) -> Expression | None:
    by = _by(declared)
    if by is None or by.codes is None:
        return None
    values = [code.value for code in by.codes]
    order = list(reversed(values)) if first_on_top else values
    return ["match", ["get", by.name], *(part for n, value in enumerate(order, 1) for part in (value, n)), 0]


def _circles(declared: Declared) -> list[Document]:
    by, key = _by(declared), _sort_key(declared, first_on_top=False)
    hollow = by if by is not None and by.nullable else None
    return [
        {
            "id": declared.name,
            "type": "circle",
            "minzoom": declared.zoom[0],
            "layout": {"circle-sort-key": key} if key else {},
            "paint": {
                "circle-color": color_of(declared, PAPER if hollow else NO_DATA),
                "circle-radius": scaled(declared.style.size, _POINT_SCALE, least=_LEAST_RADIUS),
                "circle-stroke-color": _rim(hollow) if hollow else PAPER,
                "circle-stroke-width": scaled(1.0, _HOLLOW_RIM_WIDTH if hollow else _RIM_WIDTH),
            },
        }
    ]


def _rim(by: Property) -> Expression:
    if by.codes is None:
        return ["case", ["has", by.name], PAPER, NO_DATA]
    return ["match", ["get", by.name], [code.value for code in by.codes], PAPER, NO_DATA]


def _lines(declared: Declared) -> list[Document]:
    key = _sort_key(declared, first_on_top=True)
    return [
        {
            "id": declared.name,
            "type": "line",
            "minzoom": declared.zoom[0],
            "layout": {"line-cap": "round", "line-join": "round"} | ({"line-sort-key": key} if key else {}),
            "paint": {
                "line-color": color_of(declared),
                "line-width": scaled(declared.style.size, _LINE_SCALE),
                "line-opacity": 0.9,
            },
        }
    ]


def _polygons(declared: Declared) -> list[Document]:
    color = color_of(declared)
    key = _sort_key(declared, first_on_top=True)
    return [
        {
            "id": declared.name,
            "type": "fill",
            "minzoom": declared.zoom[0],
            "layout": {"fill-sort-key": key} if key else {},
            "paint": {
                "fill-color": color,
                "fill-opacity": scaled(declared.style.opacity, _FILL_OPACITY),
                "fill-antialias": False,
            },
        },
        {
            "id": f"{declared.name}-outline",
            "type": "line",
            "minzoom": declared.zoom[0],
            "layout": {"line-join": "round"},
            "paint": {
                "line-color": color,
                "line-width": scaled(declared.style.size, _OUTLINE_SCALE),
            },
        },
    ]


def _labels(declared: Declared) -> list[Document]:
    label = declared.public_by_name.get(declared.style.label or "")
    if label is None:
        return []
    unit = "" if label.unit in (None, "1") else f" {label.unit}"
    layout: Document = {
        "text-field": f"{{{label.name}}}{unit}",
        "text-font": list(REGULAR),
        "text-size": ["interpolate", ["linear"], ["zoom"], 12, 10.5, 18, 12.5],
        "text-max-width": 8,
    }
    shape = _shape(declared)
    if shape == "LineString":
        layout |= {"symbol-placement": "line", "text-padding": 4, "symbol-spacing": 320}
    elif shape == "Point":
        layout |= {
            "text-variable-anchor": ["top", "bottom", "left", "right"],
            "text-radial-offset": round(0.5 + declared.style.size / 12, 2),
            "text-justify": "auto",
        }
    first = label_zoom(declared)
    return [
        {
            "id": f"{declared.name}-label",
            "type": "symbol",
            # Codes and the like come last, one level after tiles have them: before, there is no room for them.
            "minzoom": first + 1 if first >= _LATE_LABEL_ZOOM else first,
            "filter": ["has", label.name],
            "layout": layout,
            "paint": {"text-color": INK, "text-halo-color": PAPER, "text-halo-width": 1.4},
        }
    ]
