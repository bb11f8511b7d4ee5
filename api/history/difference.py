"""How two versions of a feature differ, in words that people read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from layers.core.declaration import Code, Text
from layers.core.declared import Declared, Property

type Titles = Mapping[str, Mapping[str, Text]]
"""The titles of codes, by the name of the property."""

_KEPT_BY_THE_HOUSE = frozenset(("id", "fid", "version", "updated_at"))


def changed(layer: Declared, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Property]:
    """The properties whose values differ; those that devices keep, and those that every edit changes, left out."""
    return [
        p for p in layer.public if not p.observed and p.name not in _KEPT_BY_THE_HOUSE and old[p.name] != new[p.name]
    ]


def properties(
    found: Iterable[Property], old: Mapping[str, Any], new: Mapping[str, Any], titles: Titles
) -> list[dict[str, Any]]:
    """The changed properties, each with its title, unit and both values."""
    return [
        {
            "name": p.name,
            "title": _both(p.title),
            "unit": p.unit,
            "old": old[p.name],
            "new": new[p.name],
            "old_text": _read(old[p.name], titles.get(p.name)),
            "new_text": _read(new[p.name], titles.get(p.name)),
        }
        for p in found
    ]


def geometry(row: Any, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any] | None:
    """Both geometries and their measures (m², m), None when they are the same."""
    if not row["moved"]:
        return None
    return {
        "old": old["geometry"],
        "new": new["geometry"],
        "old_area_m2": _rounded(row["old_area"]),
        "new_area_m2": _rounded(row["new_area"]),
        "old_length_m": _rounded(row["old_length"]),
        "new_length_m": _rounded(row["new_length"]),
        "shift_m": _rounded(row["shift"]),
    }


def closed_titles(codes: type[Code]) -> dict[str, Text]:
    """The titles of a code list that is declared whole."""
    return {str(member.value): member.title for member in codes}


def feature(text: bytes) -> dict[str, Any]:
    """The Feature that the database wrote."""
    return orjson.loads(text)


def _read(value: Any, titles: Mapping[str, Text] | None) -> dict[str, str] | None:
    if titles is None or value is None:
        return None
    codes: list[str] = value if isinstance(value, list) else [value]
    read = [titles.get(code) or Text(vi=code, en=code) for code in codes]
    return {"vi": ", ".join(text.vi for text in read), "en": ", ".join(text.en for text in read)}


def _both(text: Text) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
