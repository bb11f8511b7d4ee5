"""Well-known text of a request, as a GeoJSON geometry: the grammar of OGC 06-103r4 as far as EDR asks for it.

`POINT Z(107.1 16.8 4)` and `POINTZ(...)` are read too. Whether positions make sense is `layers.core.wkb`'s to say.
"""

from __future__ import annotations

import re
from typing import Any

from layers.core.wkb import BadGeometry

LONGEST = 200_000

_TOKEN = re.compile(r"\s*(?:([A-Za-z]+)|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?)|([(),]))")
_KINDS = {
    kind.upper(): kind for kind in ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon")
}
_DEPTHS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


def geometry(text: str) -> dict[str, Any]:
    """The geometry that `text` tells; BadGeometry when it is no well-known text of one of six kinds, or has measures."""
    if len(text) > LONGEST:
        raise BadGeometry(f"more than {LONGEST} characters", f"dài hơn {LONGEST} ký tự")
    tokens = _Tokens(text)
    word = tokens.word().upper()
    kind, dimensions = _named(word)
    if not dimensions and tokens.next_is_word():
        dimensions = tokens.word().upper()
    if dimensions not in ("", "Z"):
        raise BadGeometry(f"{dimensions[:20]!r} is not read here", f"ở đây không đọc {dimensions[:20]!r}")
    coordinates = tokens.coordinates(_DEPTHS[kind], kind)
    tokens.end()
    return {"type": kind, "coordinates": coordinates}


def _named(word: str) -> tuple[str, str]:
    for suffix in ("", "Z"):
        bare = word.removesuffix(suffix) if suffix else word
        if bare in _KINDS and bare + suffix == word:
            return _KINDS[bare], suffix
    raise BadGeometry(f"{word[:40]!r} is no kind of geometry here", f"{word[:40]!r} không phải kiểu hình học dùng được")


class _Tokens:
    def __init__(self, text: str) -> None:
        self._text = text.strip()
        self._at = 0

    def word(self) -> str:
        """The word that comes next."""
        found = self._match()
        if found is None or found[1] is None:
            raise self._unexpected("a word", "một từ")
        self._at = found.end()
        return found[1]

    def next_is_word(self) -> bool:
        """Whether a word comes next."""
        found = self._match()
        return found is not None and found[1] is not None

    def coordinates(self, depth: int, kind: str) -> Any:
        """A position in brackets, or lists of them in as many brackets as `depth` says."""
        self._sign("(")
        made: list[Any] = []
        while True:
            if depth == 0:
                made = self._position()
            elif depth > 1:
                made.append(self.coordinates(depth - 1, kind))
            elif kind == "MultiPoint" and self._sees("("):
                made.append(self.coordinates(0, kind))
            else:
                made.append(self._position())
            if depth == 0 or not self._sees(","):
                self._sign(")")
                return made
            self._sign(",")

    def end(self) -> None:
        """Nothing may follow."""
        if self._at < len(self._text):
            raise self._unexpected("the end", "hết")

    def _position(self) -> list[float]:
        values: list[float] = []
        while (found := self._match()) is not None and found[2] is not None:
            values.append(float(found[2]))
            self._at = found.end()
        if len(values) not in (2, 3):
            raise self._unexpected("two or three numbers", "hai hoặc ba số")
        return values

    def _sign(self, sign: str) -> None:
        found = self._match()
        if found is None or found[3] != sign:
            raise self._unexpected(f"{sign!r}", f"{sign!r}")
        self._at = found.end()

    def _sees(self, sign: str) -> bool:
        found = self._match()
        return found is not None and found[3] == sign

    def _match(self) -> re.Match[str] | None:
        return _TOKEN.match(self._text, self._at)

    def _unexpected(self, en: str, vi: str) -> BadGeometry:
        place = self._text[self._at : self._at + 20]
        return BadGeometry(f"{en} is expected at {place!r}", f"cần {vi} tại {place!r}")
