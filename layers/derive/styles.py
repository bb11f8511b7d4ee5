"""Whole MapLibre style documents: the city, its basemap in two variants, a theme, a layer.

All addresses are absolute, so that a style works wherever it is opened. Names are drawn from two font files
(`font-faces`), so no glyph server is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from layers.core.declaration import Text
from layers.core.declared import Declared
from layers.derive import basemap
from layers.derive.maplibre import BOLD, REGULAR, stacked, style_layers

Document = dict[str, Any]

CENTER = (107.1010378, 16.8172845)
LAST_ZOOM = 17
"""The last Web Mercator level that a map need fetch: its tiles tell 7 cm apart, and are drawn larger from there on."""

ATTRIBUTION = Text(
    vi="Thành phố Đông Hà; dữ liệu mẫu tổng hợp, không phải số liệu thật",
    en="City of Đông Hà; synthetic sample data, not real records",
)
_FONTS = {
    REGULAR[0]: "/fonts/BeVietnamPro-400Regular-vi.woff2",
    BOLD[0]: "/fonts/BeVietnamPro-600SemiBold-vi.woff2",
}


def zooms(layers: Iterable[Declared]) -> tuple[int, int]:
    """First and last Web Mercator level at which tiles of `layers` need fetching."""
    firsts = [layer.zoom[0] for layer in layers]
    return min(firsts), max(LAST_ZOOM, *firsts)


class Styles:
    """The style documents of a city with these layers, told apart by id."""

    def __init__(
        self, layers: Sequence[Declared], themes: dict[str, Text], bounds: tuple[float, float, float, float]
    ) -> None:
        self._layers = {layer.name: layer for layer in layers}
        self._themes = themes
        self._bounds = bounds

    def titles(self) -> dict[str, Text]:
        """Every style's id and title."""
        return {
            "city": Text(vi="Thành phố: bản đồ nền và mọi lớp", en="The city: basemap and all layers"),
            "base": Text(vi="Bản đồ nền", en="Basemap"),
            "base-dark": Text(vi="Bản đồ nền tối", en="Dark basemap"),
            **{theme: title for theme, title in self._themes.items() if self._by_theme()[theme]},
            **{self._layer_id(layer): layer.title for layer in self._layers.values()},
        }

    def document(self, style_id: str, address: str) -> Document | None:
        """The style of that id, or None; `address` is the site's URL without a final slash."""
        titles = self.titles()
        if style_id not in titles:
            return None
        if style_id in ("base", "base-dark"):
            palette = basemap.DARK if style_id == "base-dark" else basemap.LIGHT
            layers = [*basemap.basemap(palette), *basemap.names(palette)]
            sources = self._sources({basemap.SOURCE: self._base()}, address)
        elif style_id == "city":
            layers = [*basemap.basemap(basemap.LIGHT), *self._hidden(), *basemap.names(basemap.LIGHT)]
            sources = self._sources({basemap.SOURCE: self._base(), **self._by_theme()}, address)
        else:
            themes = self._by_theme()
            chosen = themes.get(style_id) or [d for d in self._layers.values() if self._layer_id(d) == style_id]
            layers = stacked([part for d in chosen for part in style_layers(d, style_id)])
            sources = self._sources({style_id: chosen}, address)
        return {
            "version": 8,
            "name": f"{titles[style_id].vi} / {titles[style_id].en}",
            "metadata": {"dongha:style": style_id},
            "center": list(CENTER),
            "zoom": 13,
            "font-faces": {name: f"{address}{path}" for name, path in _FONTS.items()},
            "sources": sources,
            "layers": layers,
        }

    def _layer_id(self, layer: Declared) -> str:
        return f"{layer.name}-layer" if layer.name in self._themes else layer.name

    def _base(self) -> list[Declared]:
        return [self._layers[name] for name in basemap.LAYERS]

    def _by_theme(self) -> dict[str, list[Declared]]:
        return {theme: [d for d in self._layers.values() if d.theme == theme] for theme in self._themes}

    def _hidden(self) -> list[Document]:
        """Every data layer, not yet shown: a map switches on what is asked for and fetches nothing of the rest."""
        layers = stacked([part for d in self._layers.values() for part in style_layers(d, d.theme)])
        return [layer | {"layout": layer["layout"] | {"visibility": "none"}} for layer in layers]

    def _sources(self, sources: dict[str, list[Declared]], address: str) -> Document:
        return {name: self._source(layers, address) for name, layers in sources.items() if layers}

    def _source(self, layers: list[Declared], address: str) -> Document:
        first, last = zooms(layers)
        names = ",".join(layer.name for layer in layers)
        return {
            "type": "vector",
            "tiles": [f"{address}/ogc/tiles/WebMercatorQuad/{{z}}/{{y}}/{{x}}?collections={names}"],
            "minzoom": first,
            "maxzoom": last,
            "bounds": list(self._bounds),
            "attribution": ATTRIBUTION.vi,
        }
