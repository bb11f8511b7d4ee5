"""CQL2 (OGC 21-065r2) as a tree: text and JSON become the same nested dicts, lists and plain values, within bounds.

Text is read by the `cql2` package, whose recursive parser must be kept from deep nesting: it ends the process there
instead of raising. JSON already is the tree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal, cast

import cql2
import orjson

from layers.core.crs import CRS84, Crs
from layers.core.errors import FilterTooLarge, InvalidFilter

MAX_BYTES = 20_000
MAX_DEPTH = 64
MAX_NODES = 5_000

FilterLanguage = Literal["cql2-text", "cql2-json"]

_TOKEN = re.compile(r"""'(?:[^']|'')*'|"[^"]*"|[(),\[\]]|[<>=!]+|[-+*/^%]|[^\W\d]\w*""")
_STEPS = {"not", "-", "+", "in", "like", "between", "is", "div"}
_FRESH = {"and", "or", ","}
_PLACE = re.compile(r"--> (\d+):(\d+)")


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter as it came: its tree, and the CRS of its geometries."""

    tree: Any
    crs: Crs = CRS84


def parse_filter(text: str, language: FilterLanguage = "cql2-text", crs: Crs = CRS84) -> Filter:
    """The filter in `text`; InvalidFilter with the place of what is wrong, FilterTooLarge beyond the bounds."""
    size = len(text.encode())
    if size > MAX_BYTES:
        raise FilterTooLarge(what_en=f"{size} bytes", what_vi=f"{size} byte", maximum=MAX_BYTES)
    tree = _from_json(text) if language == "cql2-json" else _from_text(text)
    _Bounds().check(tree, 1)
    return Filter(tree, crs)


def _from_text(text: str) -> Any:
    _check_nesting(text)
    try:
        return cql2.parse_text(text).to_json()
    except cql2.ParseError as error:
        raise _misread(text, str(error)) from None
    except Exception as error:  # noqa: BLE001 - the package raises plain Exception for bad geometries
        raise InvalidFilter(position=_where(text, 0), reason_en=str(error)[:200], reason_vi=str(error)[:200]) from None


def _from_json(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise InvalidFilter(
            position=_where(text, error.pos), reason_en="no valid JSON", reason_vi="không phải JSON hợp lệ"
        ) from None


def _check_nesting(text: str) -> None:
    """Bound what the parser recurses over: open brackets, and operators that follow each other without AND, OR or comma."""
    levels = [0]
    total = 0
    for match in _TOKEN.finditer(text):
        token = match.group().lower()
        if token in ("(", "["):
            levels.append(1)
            total += 1
        elif token in (")", "]"):
            total -= levels.pop() if len(levels) > 1 else 0
        elif token in _FRESH:
            kept = 1 if len(levels) > 1 else 0
            total -= levels[-1] - kept
            levels[-1] = kept
        elif token in _STEPS or token[0] in "<>=!":
            levels[-1] += 1
            total += 1
        if total > 2 * MAX_DEPTH:
            raise _too_deep()


def _misread(text: str, message: str) -> InvalidFilter:
    place = _PLACE.search(message)
    if not place:
        return InvalidFilter(position=_where(text, 0), reason_en="it cannot be read", reason_vi="không đọc được")
    line, column = int(place[1]), int(place[2])
    offset = sum(len(row) + 1 for row in text.split("\n")[: line - 1]) + column - 1
    if offset >= len(text):
        return InvalidFilter(position=_where(text, offset), reason_en="something is missing", reason_vi="còn thiếu")
    return InvalidFilter(position=_where(text, offset), reason_en="not expected here", reason_vi="không được có ở đây")


def _where(text: str, offset: int) -> str:
    excerpt = text[offset : offset + 24]
    return f"{offset + 1} «{excerpt}»" if excerpt else f"{offset + 1} «…{text[-24:]}»"


def _too_deep() -> FilterTooLarge:
    return FilterTooLarge(what_en="nested too deep", what_vi="lồng quá sâu", maximum=MAX_DEPTH)


class _Bounds:
    def __init__(self) -> None:
        self._nodes = 0

    def check(self, node: Any, depth: int) -> None:
        """FilterTooLarge beyond the depth or the number of nodes; coordinates are bounded where they are read."""
        if depth > MAX_DEPTH:
            raise _too_deep()
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise FilterTooLarge(
                what_en=f"more than {MAX_NODES} parts", what_vi=f"nhiều hơn {MAX_NODES} phần", maximum=MAX_NODES
            )
        if isinstance(node, dict):
            for key, value in cast("dict[str, Any]", node).items():
                if key not in ("coordinates", "bbox"):
                    self.check(value, depth + 1)
        elif isinstance(node, list):
            for value in cast("list[Any]", node):
                self.check(value, depth + 1)
