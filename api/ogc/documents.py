"""The documents that say what the service offers, as plain dicts: landing page, collections, schemas.

Pure functions of the declaration, the base address (`https://host/ogc`), the language and, for collections, the extent
measured from the data. Every link is absolute: QGIS refuses a service with relative ones.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from api.ogc.extents import Extent
from api.ogc.texts import text
from layers.core import crs, schema
from layers.core.declaration import Language
from layers.core.declared import Declared, Property
from layers.registry import THEMES

if TYPE_CHECKING:
    from api.edr.documents import Observed

Document = dict[str, Any]

REL = "http://www.opengis.net/def/rel/ogc/1.0"
JSON = "application/json"
HTML = "text/html"
GEOJSON = "application/geo+json"
JSONLD = "application/ld+json"
CSV = "text/csv"
SCHEMA = "application/schema+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
STYLE = "application/vnd.mapbox.style+json"
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"

KINDS = {"schema": schema.json_schema, "queryables": schema.queryables, "sortables": schema.sortables}
"""The three documents about a layer's properties, by the last part of their address."""


def link(rel: str, href: str, media: str, title: str) -> Document:
    """One link object."""
    return {"rel": rel, "href": href, "type": media, "title": title}


def both(url: str, language: Language, media: str = JSON) -> list[Document]:
    """The links of a document to itself: as JSON and as a page."""
    return [
        link("self", f"{url}?f=json", media, text("link_self_json", language)),
        link("alternate", f"{url}?f=html", HTML, text("link_self_html", language)),
    ]


def landing(base: str, language: Language) -> Document:
    """The landing page: where everything else is."""
    home = base.removesuffix("/ogc") + "/"
    return {
        "title": text("title", language),
        "description": text("description", language),
        "attribution": text("synthetic", language),
        "links": [
            *both(base, language),
            link("service-desc", f"{base}/openapi", OPENAPI, text("link_service_desc", language)),
            link("service-doc", f"{base}/openapi?f=html", HTML, text("link_service_doc", language)),
            link("conformance", f"{base}/conformance", JSON, text("conformance", language)),
            link("data", f"{base}/collections", JSON, text("collections", language)),
            link(f"{REL}/tilesets-vector", f"{base}/tiles", JSON, text("link_tilesets", language)),
            link(f"{REL}/tiling-schemes", f"{base}/tileMatrixSets", JSON, text("tile_matrix_sets", language)),
            link(f"{REL}/styles", f"{base}/styles", JSON, text("styles", language)),
            link("related", home, HTML, text("link_map", language)),
        ],
    }


def conformance(classes: Iterable[str], base: str, language: Language) -> Document:
    """The conformance classes, and where this list is as a page."""
    return {"conformsTo": list(classes), "links": both(f"{base}/conformance", language)}


def collections(
    declared: Iterable[Declared],
    extents: dict[str, Extent],
    observed: Mapping[str, Observed],
    base: str,
    language: Language,
) -> Document:
    """All collections, in the order of the registry; `observed` tells what is observed of some."""
    return {
        "title": text("collections", language),
        "links": [*both(f"{base}/collections", language), _root(base, language)],
        "collections": [
            collection(layer, extents[layer.name], observed.get(layer.name), base, language) for layer in declared
        ],
    }


def collection(
    declared: Declared, extent: Extent, observed: Observed | None, base: str, language: Language
) -> Document:
    """One layer as an OGC collection, with the extent of its data and everything that can be had of it.

    Where something is observed, the extent in time is that of observations and features.
    """
    url = f"{base}/collections/{declared.name}"
    document: Document = {
        "id": declared.name,
        "title": declared.title.to(language),
        "description": declared.description.to(language),
        "keywords": list(declared.keywords),
        "itemType": "feature",
        "crs": [offered.uri for offered in crs.OFFERED],
        "storageCrs": crs.STORAGE_CRS.uri,
        "minScaleDenominator": _scale(declared.zoom[1]),
        "maxScaleDenominator": _scale(declared.zoom[0]),
        "links": _collection_links(url, base, declared, language),
    }
    measured: Document = {}
    if extent.bbox:
        measured["spatial"] = {"bbox": [list(extent.bbox)], "crs": crs.CRS84.uri}
    intervals = _intervals(extent, observed.since if observed else None)
    if intervals:
        measured["temporal"] = {"interval": intervals, "trs": GREGORIAN}
    if measured:
        document["extent"] = measured
    return document | observed.members if observed else document


def properties(
    kind: str, declared: Declared, base: str, language: Language, given: Sequence[Property] | None = None
) -> Document:
    """The `schema`, `queryables` or `sortables` of a layer, named by its own address.

    `given` are the properties that who asks may write, None for nobody in particular; the schema tells them from the others.
    """
    document = schema.json_schema(declared, language, given) if kind == "schema" else KINDS[kind](declared, language)
    return {"$schema": document.pop("$schema"), "$id": f"{base}/collections/{declared.name}/{kind}", **document}


def style_id(declared: Declared) -> str:
    """The layer's own style; a theme of the same name has the plain id."""
    return f"{declared.name}-layer" if declared.name in THEMES else declared.name


def _collection_links(url: str, base: str, declared: Declared, language: Language) -> list[Document]:
    return [
        *both(url, language),
        _root(base, language),
        link("items", f"{url}/items?f=json", GEOJSON, text("link_items_json", language)),
        link("items", f"{url}/items?f=html", HTML, text("link_items_html", language)),
        link("items", f"{url}/items?f=csv", CSV, text("link_items_csv", language)),
        link("items", f"{url}/items?f=jsonld", JSONLD, text("link_items_jsonld", language)),
        *(link(f"{REL}/{kind}", f"{url}/{kind}", SCHEMA, text(kind, language)) for kind in KINDS),
        link("describedby", f"{url}/schema", SCHEMA, text("schema", language)),
        link(f"{REL}/tilesets-vector", f"{url}/tiles", JSON, text("link_tilesets", language)),
        link(f"{REL}/styles", f"{base}/styles", JSON, text("styles", language)),
        link("stylesheet", f"{base}/styles/{style_id(declared)}", STYLE, text("link_style", language)),
    ]


def _intervals(extent: Extent, since: dt.datetime | None) -> list[list[str | None]]:
    """The extent in time: of all, then, where both are known, of the features and of what was observed."""
    features = list(extent.interval) if extent.interval else None
    if since is None:
        return [features] if features else []
    observed = [since.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), None]
    if features is None:
        return [observed]
    begin = None if features[0] is None else min(features[0], str(observed[0]))
    return [[begin, None], features, observed]


def _root(base: str, language: Language) -> Document:
    return link("root", base, JSON, text("link_root", language))


def _scale(zoom: int) -> float:
    """The scale denominator of a Web Mercator zoom level at 0.28 mm a pixel."""
    return 559082264.0287178 / 2**zoom
