"""The pages of features: a table of them with a map, and one of them with everything that is public about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from api.ogc import pages
from api.ogc.call import CURRENT, Call
from api.ogc.values import clock
from layers.core import schema
from layers.core.crs import CRS84
from layers.core.declared import Declared, Property
from layers.core.instants import moment, parse_instant
from layers.core.query import DEFAULT_LIMIT

COLUMNS = 8
"""How many properties the table shows; the rest stand on the feature's own page."""

PAGE = "page"
FORM = ("q", "sortby", "limit", "f", "lang", PAGE)
_LAST = ("source", "version", "updated_at", "fid", "id")


def items_page(collection: dict[str, Any]) -> str:
    """A feature collection as a page, with search, order and page size as a form that works without a script."""
    call = CURRENT.get()
    features = collection["features"]
    asked = call.parameters
    kept = [(name, value) for name, value in asked.items() if name not in FORM]
    return _render(
        call,
        "items.html",
        rows=features,
        columns=_columns(call.declared, features),
        total=collection.get("numberMatched"),
        sortable=schema.sortable(call.declared),
        asked={
            "q": asked.get("q"),
            "sortby": asked.get("sortby"),
            "limit": int(asked.get("limit", DEFAULT_LIMIT)),
            "moved": PAGE in asked,
        },
        kept=kept,
        next=_link(call, "next"),
        first=pages.changed(call.address, **{PAGE: None}),
        bbox=_bbox(call, features),
    )


def item_page(feature: dict[str, Any]) -> str:
    """One feature as a page."""
    call = CURRENT.get()
    feature["properties"]["id"] = feature["id"]
    return _render(
        call,
        "item.html",
        feature=feature,
        name=_name(call.declared, feature),
        bbox=_bbox(call, [feature]),
        properties=_ordered(call.declared, call.declared.public),
    )


def _render(call: Call, template: str, **context: Any) -> str:
    given = call.parameters.get("as-of")
    context["past"] = clock(moment(parse_instant(given)), call.language) if given else None
    context["as_of"] = f"&as-of={quote(given)}" if given else ""
    return pages.render(template, call.language, call.address, call.base, layer=call.declared, **context)


def _columns(layer: Declared, features: list[dict[str, Any]]) -> list[Property]:
    """The properties of the table, as many as fit."""
    present = [prop for prop in layer.public if features and prop.name in features[0]["properties"]]
    wanted = _ordered(layer, present)
    return [prop for prop in wanted if prop.kind != "object" and prop.name != "id"][:COLUMNS]


def _ordered(layer: Declared, properties: Iterable[Property]) -> list[Property]:
    """What names the feature, what colours it, the rest as declared, and the house's own last."""
    naming = [name for name in (layer.style.label, *layer.layer.key, "code", layer.style.by) if name]
    places = {name: naming.index(name) for name in naming} | dict.fromkeys(_LAST, len(naming) + 1)
    return sorted(properties, key=lambda prop: places.get(prop.name, len(naming)))


def _name(layer: Declared, feature: dict[str, Any]) -> str:
    properties = feature["properties"]
    label = layer.style.label
    return str((label and properties.get(label)) or properties.get("code") or feature["id"])


def _link(call: Call, rel: str) -> str | None:
    return next((link["href"] for link in call.links if link["rel"] == rel), None)


def _bbox(call: Call, features: list[dict[str, Any]]) -> list[float] | None:
    """West, south, east, north of the features, with room around a single point; None when no map can show them."""
    if call.parameters.get("crs", CRS84.uri) != CRS84.uri:
        return None
    pairs = [pair for feature in features if feature.get("geometry") for pair in _positions(feature["geometry"])]
    if not pairs:
        return None
    xs, ys = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    room = 0.0008
    return [round(side, 6) for side in (min(xs) - room, min(ys) - room, max(xs) + room, max(ys) + room)]


def _positions(geometry: dict[str, Any]) -> Iterator[list[float]]:
    stack: list[Any] = [geometry["coordinates"]]
    while stack:
        part = stack.pop()
        if part and isinstance(part[0], int | float):
            yield part
        else:
            stack.extend(part)
