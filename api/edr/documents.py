"""What a collection document says of its observations: the queries, the parameters, from when on there are any."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from api.edr.asked import UNITS, QueryType
from api.edr.parameters import parameter_names
from api.edr.statements import first_day
from api.working import Working
from layers.core.crs import OFFERED
from layers.core.declaration import Language, Text
from layers.core.declared import Declared
from layers.core.reported import reported

FORMATS = ("CoverageJSON", "GeoJSON", "CSV")

QUERIES: dict[QueryType, tuple[Text, Text]] = {
    "position": (
        Text(vi="Số đo tại một điểm", en="Observations at a position"),
        Text(
            vi="Của đối tượng gần điểm nhất, trong vòng 500 m; nhiều điểm: MULTIPOINT.",
            en="Of the feature nearest to the point, within 500 m; several points: MULTIPOINT.",
        ),
    ),
    "radius": (
        Text(vi="Số đo quanh một điểm", en="Observations around a point"),
        Text(vi="Của mọi đối tượng trong khoảng cách `within`.", en="Of all features within the distance `within`."),
    ),
    "area": (
        Text(vi="Số đo trong một vùng", en="Observations in an area"),
        Text(vi="Của mọi đối tượng chạm vào POLYGON.", en="Of all features that meet the POLYGON."),
    ),
    "cube": (
        Text(vi="Số đo trong một khung", en="Observations in a box"),
        Text(vi="Của mọi đối tượng chạm vào `bbox`.", en="Of all features that meet the `bbox`."),
    ),
    "locations": (
        Text(vi="Số đo của một đối tượng", en="Observations of a feature"),
        Text(
            vi="Danh sách nơi có số đo; thêm mã hay định danh để lấy số đo của nơi đó.",
            en="The places with observations; with an id or code, what was observed there.",
        ),
    ),
}
_ITEMS = (
    Text(vi="Đối tượng", en="Features"),
    Text(vi="Đối tượng của lớp kèm trạng thái hiện tại.", en="The layer's features with their present state."),
)
_REMEMBERED_S = 600.0


@dataclass(frozen=True, slots=True)
class Observed:
    """What is observed of a layer: since when (None: nothing yet), and what its document says of that."""

    since: dt.datetime | None
    members: dict[str, Any]


class Observing:
    """What is observed of layers; since when is asked of the database every ten minutes at most."""

    def __init__(self, working: Working) -> None:
        self._working = working
        self._known: dict[str, tuple[float, dt.datetime | None]] = {}

    async def of(self, layers: Iterable[Declared], base: str, language: Language) -> dict[str, Observed]:
        """By name those of the layers of which something is observed; `base` is the address of the service."""
        return {
            layer.name: Observed(
                await self.since(layer),
                described(layer, f"{base}/collections/{layer.name}", language),
            )
            for layer in layers
            if reported(layer)
        }

    async def since(self, layer: Declared) -> dt.datetime | None:
        """The moment of the oldest kept observation of a layer that devices report for."""
        known = self._known.get(layer.name)
        if known is None or time.monotonic() - known[0] > _REMEMBERED_S:
            asked = first_day(layer)
            async with self._working.service() as connection:
                row = await connection.fetchrow(asked.sql, *asked.values)
            known = self._known[layer.name] = time.monotonic(), row["first"] if row else None
        return known[1]


def described(layer: Declared, url: str, language: Language) -> dict[str, Any]:
    """The members of a collection's document about its observations: queries, parameters, formats."""
    queries: dict[str, Any] = {
        name: _query(name, f"{url}/{name}", title, description, language, FORMATS)
        for name, (title, description) in QUERIES.items()
    }
    queries["items"] = _query("items", f"{url}/items", *_ITEMS, language, ("GeoJSON",))
    return {
        "data_queries": queries,
        "parameter_names": parameter_names(reported(layer), language),
        "output_formats": list(FORMATS),
        "distanceunits": list(UNITS),
    }


def _query(
    name: str, href: str, title: Text, description: Text, language: Language, formats: tuple[str, ...]
) -> dict[str, Any]:
    variables: dict[str, Any] = {
        "title": title.to(language),
        "description": description.to(language),
        "query_type": name,
        "output_formats": list(formats),
        "default_output_format": formats[0],
    }
    if name == "radius":
        variables["within_units"] = list(UNITS)
    if name == "cube":
        variables["height_units"] = ["m"]
    return {
        "link": {
            "href": href,
            "rel": "items" if name == "items" else "data",
            "title": title.to(language),
            "templated": False,
            "variables": variables,
            "crs": [offered.uri for offered in OFFERED],
        }
    }
