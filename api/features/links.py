"""The links of features: to the same thing in other formats, to the next page, to what it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from layers.core.declaration import Language, Text

GEOJSON = "application/geo+json"
MEDIA: dict[str, str] = {
    "json": GEOJSON,
    "html": "text/html",
    "csv": "text/csv",
    "jsonld": "application/ld+json",
}
"""The formats of features, by the value of `f`."""

_TITLES = {
    "self": Text(vi="Tài liệu này", en="This document"),
    "html": Text(vi="Dạng trang web", en="As a page"),
    "csv": Text(vi="Dạng bảng CSV", en="As a CSV table"),
    "jsonld": Text(vi="Dạng JSON-LD", en="As JSON-LD"),
    "json": Text(vi="Dạng GeoJSON", en="As GeoJSON"),
    "next": Text(vi="Trang sau", en="Next page"),
    "collection": Text(vi="Lớp dữ liệu", en="The collection"),
}
_KEPT = "%&=+,:;/?@!$'()*-._~[]"
_SAFE = re.compile(r"[A-Za-z0-9%&=+,:;/?@!$'()*\-._~\[\]]*")
_LEFT_OUT = frozenset(("f", "page"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request came in: the service (`https://host/ogc`), its path below, and the query string as it was."""

    base: str
    path: str
    query: str

    @property
    def address(self) -> str:
        """The whole address of the request."""
        return f"{self.base}{self.path}?{self.query}" if self.query else f"{self.base}{self.path}"

    def with_parameters(self, **changed: str) -> str:
        """The address with `f` and `page` replaced by `changed` (plain words) and the rest kept."""
        kept = "&".join(
            part for part in self.query.split("&") if part and unquote(part.partition("=")[0]) not in _LEFT_OUT
        )
        added = "&".join(f"{name}={value}" for name, value in changed.items())
        return f"{self.base}{self.path}?{kept}{'&' if kept else ''}{added}"


def place(base: str, path: str, query: bytes) -> Place:
    """`query` is what stood in the address; what must not stand in a link is percent-encoded."""
    text = query.decode("latin-1")
    return Place(base, path, text if _SAFE.fullmatch(text) else quote(query, safe=_KEPT))


def links(
    at: Place, language: Language, format_: str, collection: str, formats: tuple[str, ...]
) -> list[dict[str, Any]]:
    """The link objects of an answer in `format_`: itself, the same in the other `formats`, the collection."""
    made = [_link("self", at.address, MEDIA[format_], "self", language)]
    made += [
        _link("alternate", at.with_parameters(f=other), MEDIA[other], other, language)
        for other in formats
        if other != format_
    ]
    made.append(_link("collection", f"{at.base}/collections/{collection}", "application/json", "collection", language))
    return made


def next_link(at: Place, language: Language, format_: str, mark: str) -> dict[str, Any]:
    """The link to the page that begins at `mark`."""
    return _link("next", at.with_parameters(f=format_, page=mark), MEDIA[format_], "next", language)


def _link(rel: str, href: str, media: str, title: str, language: Language) -> dict[str, Any]:
    return {"rel": rel, "href": href, "type": media, "title": _TITLES[title].to(language)}
