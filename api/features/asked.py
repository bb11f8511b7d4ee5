"""A request for features, read once: what is asked, in which form, and the links of the answer.

Reading is a pure function of the address and the headers that negotiate, so that what is asked again and again is kept.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import orjson

from api.auth.identity import Identity
from api.features.links import Place, links, next_link, place
from api.features.parameters import ITEM, ITEMS, as_of, crs, feature_query, parameters
from api.negotiation import language, media_type
from api.scope import scope_of, seen
from layers.core.crs import CRS84, Crs
from layers.core.declaration import Language
from layers.core.declared import Declared
from layers.core.feature_text import feature_text
from layers.core.query import FeatureQuery, Page, features_sql, past_features_sql
from layers.core.statement import Statement

ITEMS_FORMATS: dict[str, tuple[str, ...]] = {
    "json": ("application/geo+json", "application/json"),
    "html": ("text/html", "application/xhtml+xml"),
    "csv": ("text/csv",),
    "jsonld": ("application/ld+json",),
    "geojson": (),
}
"""The formats of features and the media types that ask for them; `geojson` is another word for `json`."""

ITEM_FORMATS = {name: types for name, types in ITEMS_FORMATS.items() if name != "csv"}

ANY_ID = "00000000-0000-0000-0000-000000000000"
"""Stands in the links of an item until its id is known."""

_KEPT = 1_024
_LONGEST_KEPT = 1_024


class Call(NamedTuple):
    """What reading depends on: the layer's name, the query string, the headers, the address of the service, who asks."""

    collection: str
    query: bytes
    accept: str | None
    accept_language: str | None
    base: str
    identity: Identity | None


@dataclass(frozen=True, slots=True)
class AskedItems:
    """A request for a list of features. `link_text` are the links but `next` as JSON without the closing bracket."""

    layer: Declared
    query: FeatureQuery
    statement: Statement
    given: Mapping[str, str]
    format: str
    language: Language
    at: Place
    digest: str
    link_text: bytes

    def links(self, mark: str | None) -> list[dict[str, Any]]:
        """All link objects; `mark` is where the next page begins."""
        made: list[dict[str, Any]] = orjson.loads(self.link_text + b"]")
        if mark is not None:
            made.append(next_link(self.at, self.language, self.format, mark))
        return made

    @property
    def dated(self) -> bool:
        """Whether the layer's version tells the state of the answer; it would tell of changes of hidden rows too."""
        return not self.layer.partial and self.query.as_of is None

    def etag(self, page: Page) -> str:
        """The weak ETag of the answer: of the layer's version where that is `dated`, else of what it says."""
        if self.dated:
            return self.etag_at(page.version)
        # A checksum is enough to tell two states of the same answer apart; a hash of megabytes holds up every other request.
        said = zlib.crc32(page.features, zlib.crc32(f"{page.matched} {page.mark}".encode()))
        return f'W/"{said:x}.{len(page.features):x}-{self.digest}"'

    def etag_at(self, version: int) -> str:
        """The weak ETag of a `dated` answer at that version of the layer."""
        return f'W/"{version:x}-{self.digest}"'


@dataclass(frozen=True, slots=True)
class AskedItem:
    """A request for one feature; `link_text` and `at` have `ANY_ID` in the place of its id.

    `sql` has one place for a list of ids and, with `as_of`, another for that moment.
    """

    layer: Declared
    sql: str
    as_of: dt.datetime | None
    crs: Crs
    given: Mapping[str, str]
    format: str
    language: Language
    at: Place
    link_text: bytes


class Reader:
    """Reads requests for the features of some layers; raises the errors of what is wrong in them."""

    def __init__(self, layers: Mapping[str, Declared]) -> None:
        self._layers = layers
        self._forms: dict[int, tuple[Declared, bytes]] = {}
        self._kept_items = lru_cache(_KEPT)(self._items)
        self._kept_item = lru_cache(_KEPT)(self._item)

    def items(self, call: Call) -> AskedItems:
        """A request for a list."""
        return self._kept_items(call) if len(call.query) <= _LONGEST_KEPT else self._items(call)

    def item(self, call: Call) -> AskedItem:
        """A request for one feature."""
        return self._kept_item(call) if len(call.query) <= _LONGEST_KEPT else self._item(call)

    def _items(self, call: Call) -> AskedItems:
        layer = seen(self._layers, call.collection, call.identity)
        given = parameters(call.query.decode("latin-1"), ITEMS, layer)
        spoken = language(given.get("lang"), call.accept_language)
        format_ = _format(given, call.accept, ITEMS_FORMATS)
        query = feature_query(layer, given)
        at = place(call.base, f"/collections/{layer.name}/items", call.query)
        made = links(at, spoken, format_, layer.name, ("json", "html", "csv", "jsonld"))
        scope = scope_of(call.identity, [layer])
        said = b"\n".join((call.query, spoken.encode(), call.base.encode(), self._form(layer), scope.encode()))
        return AskedItems(
            layer=layer,
            query=query,
            statement=query.statement(),
            given=given,
            format=format_,
            language=spoken,
            at=at,
            digest=hashlib.blake2b(said, digest_size=8).hexdigest(),
            link_text=orjson.dumps(made)[:-1],
        )

    def _item(self, call: Call) -> AskedItem:
        layer = seen(self._layers, call.collection, call.identity)
        given = parameters(call.query.decode("latin-1"), ITEM)
        spoken = language(given.get("lang"), call.accept_language)
        format_ = _format(given, call.accept, ITEM_FORMATS)
        wanted = crs(given, "crs")
        past = as_of(given["as-of"], layer) if "as-of" in given else None
        at = place(call.base, f"/collections/{layer.name}/items/{ANY_ID}", call.query)
        made = links(at, spoken, format_, layer.name, ("json", "html", "jsonld"))
        return AskedItem(
            layer=layer,
            sql=features_sql(layer, wanted) if past is None else past_features_sql(layer, wanted),
            as_of=past,
            crs=wanted,
            given=given,
            format=format_,
            language=spoken,
            at=at,
            link_text=orjson.dumps(made),
        )

    def _form(self, layer: Declared) -> bytes:
        """What the form of the answers depends on besides the data: the declaration, and how features are written."""
        known = self._forms.get(id(layer))
        if known is None:
            said = f"{layer!r}{feature_text(layer, CRS84, None, True)}"
            known = self._forms[id(layer)] = (layer, hashlib.blake2b(said.encode(), digest_size=8).digest())
        return known[1]


def _format(given: Mapping[str, str], accept: str | None, offered: Mapping[str, tuple[str, ...]]) -> str:
    chosen = media_type(given.get("f"), accept, offered)
    return "json" if chosen == "geojson" else chosen
