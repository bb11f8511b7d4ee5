"""`GET /search`: find a feature of any layer by name, code, address or parcel (sheet/number), with or without diacritics.

One statement asks every searchable layer through its trigram index. What is called so comes first, then what begins so, then
what contains it, then what merely mentions it (a lamp in the street that is asked for).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.auth.identity import identity_of
from api.features.parameters import parameters
from api.negotiation import language
from api.respond import respond
from api.scope import readable
from api.working import reader
from layers.core.declaration import Language
from layers.core.declared import Declared, Property
from layers.core.errors import InvalidLimit, InvalidParameter
from layers.core.query import Row, literal_like
from layers.core.statement import Statement

DEFAULT_LIMIT = 10
MAX_LIMIT = 50
MAX_WORDS = 6
LEAST_LETTERS = 2

_CANDIDATES = 2_000
_ORDER = "rank, position, length(title), title, fid"
# A street is many pieces of one name: people look for the street, so the pieces are found as one.
_WHOLE = (
    "SELECT min(fid) AS fid, (array_agg(id ORDER BY fid))[1] AS id, (array_agg(code ORDER BY fid))[1] AS code,"
    " CASE WHEN count(DISTINCT ward_code) = 1 THEN min(ward_code) END AS ward_code, title, min(detail) AS detail,"
    " named, min(coded) AS coded, min(search) AS search, ext.ST_Collect(geom) AS geom"
    " FROM ({pieces}) piece GROUP BY title, named"
)
_MOST_MADE = 200
_MADE: dict[tuple[int, ...], tuple[tuple[Declared, ...], str]] = {}
_SIDES = ("west", "south", "east", "north")
_ALLOWED = ("q", "limit", "lang")


def routes(layers: Mapping[str, Declared]) -> list[Route]:
    """The route of search over what the sender may read of `layers`; needs `app.state.database` and `app.state.working`."""
    return [Route("/search", _Search(layers).answer, methods=["GET"])]


class _Search:
    def __init__(self, layers: Mapping[str, Declared]) -> None:
        self._layers = layers

    async def answer(self, request: Request) -> Response:
        """The best features for `q`; nothing for fewer letters than `LEAST_LETTERS`."""
        given = parameters(request.scope["query_string"].decode("latin-1"), _ALLOWED)
        spoken = language(given.get("lang"), request.headers.get("accept-language"))
        limit = _limit(given.get("limit"))
        words = _words(given.get("q"))
        results: list[dict[str, Any]] = []
        if sum(map(len, words)) >= LEAST_LETTERS:
            values = (limit, literal_like(" ".join(words)), *map(literal_like, words))
            layers = readable(self._layers.values(), identity_of(request))
            rows = await reader(request).rows(Statement(_statement(layers, len(words)), values))
            results = [self._result(row, spoken) for row in rows]
        return await respond(request, orjson.dumps({"results": results}), "application/json", language=spoken)

    def _result(self, row: Row, spoken: Language) -> dict[str, Any]:
        layer = self._layers[row["layer"]]
        detail = row["detail"]
        return {
            "layer": layer.name,
            "fid": row["fid"],
            "id": str(row["id"]),
            "code": row["code"],
            "ward_code": row["ward_code"],
            "title": row["title"],
            "subtitle": f"{layer.title.to(spoken)} · {detail}" if detail else layer.title.to(spoken),
            "theme": layer.theme,
            "lon": _degrees(row["lon"]),
            "lat": _degrees(row["lat"]),
            "bbox": None if row["west"] is None else [_degrees(row[side]) for side in _SIDES],
        }


def _statement(layers: tuple[Declared, ...], words: int) -> str:
    """Places: $1 how many, $2 the whole text for LIKE, from $3 on its words for LIKE."""
    key = (words, *map(id, layers))
    if key not in _MADE:
        if len(_MADE) >= _MOST_MADE:
            _MADE.clear()
        _MADE[key] = (layers, _made([layer for layer in layers if layer.searchable], words))
    return _MADE[key][1]


def _made(layers: list[Declared], words: int) -> str:
    asked = ", ".join(f"'%'||layers.fold(${n}::text)||'%' AS w{n}" for n in range(3, 3 + words))
    # What wears the name on the map comes before what merely stands in a street of that name.
    layers = sorted(layers, key=lambda layer: (name := _name(layer)) is None or name.name != layer.style.label)
    found = " UNION ALL ".join(_of_layer(layer, position, words) for position, layer in enumerate(layers))
    return (
        f"WITH q AS MATERIALIZED (SELECT layers.fold($2::text) AS whole, {asked}) "
        "SELECT layer, fid, id, code, ward_code, title, detail,"
        " ext.ST_X(ext.ST_PointOnSurface(lonlat)) AS lon, ext.ST_Y(ext.ST_PointOnSurface(lonlat)) AS lat,"
        " ext.ST_XMin(lonlat) AS west, ext.ST_YMin(lonlat) AS south,"
        " ext.ST_XMax(lonlat) AS east, ext.ST_YMax(lonlat) AS north"
        " FROM (SELECT r.*, ext.ST_Transform(r.geom, 4326) AS lonlat FROM ("
        f"SELECT * FROM ({found}) every ORDER BY {_ORDER} LIMIT $1::bigint) r) placed ORDER BY {_ORDER}"
    )


def _of_layer(layer: Declared, position: int, words: int) -> str:
    name = _name(layer)
    title = f'coalesce({name.column}, f."code")' if name else 'f."code"'
    others = [p.column for p in layer.public if p.search and p.kind == "string" and p != name and p.name != "code"]
    detail = f"coalesce({', '.join([*reversed(others), 'NULL'])})" if others else "NULL::text"
    meant = " AND ".join(f"f.search LIKE (SELECT w{n} FROM q)" for n in range(3, 3 + words))
    rows = (
        f"SELECT f.fid, f.id, f.code, f.ward_code, {title} AS title, {detail} AS detail,"
        f" layers.fold({title}) AS named, lower(f.code) AS coded, f.search, f.geom::ext.geometry AS geom"
        f' FROM layers."{layer.name}" f WHERE {meant} LIMIT {_CANDIDATES}'
    )
    if layer.geometry.kind.endswith("LineString"):
        rows = _WHOLE.format(pieces=rows)
    return (
        f"(SELECT '{layer.name}' AS layer, {position} AS position, c.*, CASE"
        " WHEN c.named = q.whole OR c.coded = q.whole THEN 0"
        " WHEN c.named LIKE q.whole||'%' OR c.coded LIKE q.whole||'%' THEN 1"
        " WHEN c.named LIKE '%'||q.whole||'%' THEN 2"
        f" WHEN c.search||' ' LIKE '% '||q.whole||' %' THEN 3 ELSE 4 END AS rank FROM q, ({rows}) c"
        " ORDER BY rank, length(c.title), c.title, c.fid LIMIT $1::bigint)"
    )


def _name(layer: Declared) -> Property | None:
    """The property that names a feature for people: its searched label, else its first searched text."""
    texts = [p for p in layer.public if p.search and p.kind == "string" and p.name != "code"]
    always = [p for p in texts if not p.nullable]
    return next((p for p in texts if p.name == layer.style.label), next(iter(always or texts), None))


def _degrees(value: float | None) -> float | None:
    return None if value is None else round(value, 7)


def _limit(text: str | None) -> int:
    if text is None:
        return DEFAULT_LIMIT
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:10]) < 2**31 and len(text) <= 10):
        raise InvalidLimit(value=text, maximum=MAX_LIMIT)
    return min(int(text), MAX_LIMIT)


def _words(q: str | None) -> list[str]:
    words = (q or "").split()
    if q is None or len(words) > MAX_WORDS or len(q) > 200 or "\0" in q:
        raise InvalidParameter(
            name="q",
            value=q or "",
            expected_en=f"1 to {MAX_WORDS} words, at most 200 letters",
            expected_vi=f"1 đến {MAX_WORDS} từ, nhiều nhất 200 ký tự",
        )
    return words
