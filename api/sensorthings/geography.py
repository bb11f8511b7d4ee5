"""Well-known text of geometries in WGS 84 (longitude before latitude), as `geography'...'` writes them."""

from __future__ import annotations

import re
from typing import Any

from layers.core.wkb import MAX_POSITIONS, BadGeometry

_TOKEN = re.compile(r"\s*([A-Za-z]+|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?|[(),])", re.ASCII)
_SRID = re.compile(r"\s*SRID\s*=\s*4326\s*;", re.IGNORECASE)
_DEPTHS = {
    "POINT": ("Point", 0),
    "LINESTRING": ("LineString", 1),
    "POLYGON": ("Polygon", 2),
    "MULTIPOINT": ("MultiPoint", 1),
    "MULTILINESTRING": ("MultiLineString", 2),
    "MULTIPOLYGON": ("MultiPolygon", 3),
}


def geography(text: str) -> dict[str, Any]:
    """The GeoJSON geometry that WKT means; BadGeometry when it means none. The coordinates are judged where they are used."""
    prefix = _SRID.match(text)
    reader = _Reader(text[prefix.end() :] if prefix else text)
    kind = reader.next().upper()
    if kind not in _DEPTHS:
        raise BadGeometry(f"{kind[:20]!r} is no kind of geometry", f"{kind[:20]!r} không phải loại hình học")
    name, depth = _DEPTHS[kind]
    if reader.peek().upper() == "Z":
        reader.next()
    reader.expect("(")
    coordinates = reader.position() if depth == 0 else reader.many(depth, bracketed_points=name == "MultiPoint")
    reader.expect(")")
    if reader.peek():
        raise _misread(reader.peek())
    return {"type": name, "coordinates": coordinates}


class _Reader:
    def __init__(self, text: str) -> None:
        self._tokens = self._split(text)
        self._at = 0

    def peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def next(self) -> str:
        found = self.peek()
        self._at += 1
        return found

    def expect(self, sign: str) -> None:
        found = self.next()
        if found != sign:
            raise _misread(found)

    def many(self, depth: int, *, bracketed_points: bool) -> list[Any]:
        """Members between commas: positions at depth 1, else lists in brackets."""
        found: list[Any] = []
        while True:
            if depth > 1:
                self.expect("(")
                found.append(self.many(depth - 1, bracketed_points=False))
                self.expect(")")
            elif bracketed_points and self.peek() == "(":
                self.next()
                found.append(self.position())
                self.expect(")")
            else:
                found.append(self.position())
            if self.peek() != ",":
                return found
            self.next()

    def position(self) -> list[float]:
        found: list[float] = []
        while self.peek() not in ("", ",", ")"):
            token = self.next()
            try:
                found.append(float(token))
            except ValueError:
                raise _misread(token) from None
        return found

    @staticmethod
    def _split(text: str) -> list[str]:
        found: list[str] = []
        at, text = 0, text.rstrip()
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None or len(found) > 5 * MAX_POSITIONS:
                raise _misread(text[at : at + 12])
            found.append(match[1])
            at = match.end()
        return found


def _misread(token: str) -> BadGeometry:
    return BadGeometry(f"no well-known text of a geometry at {token!r}", f"không phải hình học dạng WKT tại {token!r}")
