"""The observed properties of a layer as EDR and CoverageJSON name them: parameters with UCUM units and both languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.edr.statements import listed, textual
from api.ogc.values import unit
from api.series.resolution import Source
from layers.core.declaration import Language, Text
from layers.core.declared import Property

UCUM = "http://www.opengis.net/def/uom/UCUM/"
_NO = Text(vi="Không", en="No")
_YES = Text(vi="Có", en="Yes")
_METHODS: dict[Source, dict[str, str]] = {
    "raw": {"method": "instantaneous"},
    "10min": {"method": "mean", "duration": "PT10M"},
    "daily": {"method": "mean", "duration": "P1D"},
}


def coverage_parameters(properties: Sequence[Property], source: Source) -> dict[str, Any]:
    """The parameters of a CoverageJSON document by name, titles in both languages."""
    made: dict[str, Any] = {}
    for p in properties:
        said: dict[str, Any] = {"type": "Parameter"}
        if p.description:
            said["description"] = _both(p.description)
        prop: dict[str, Any] = {"label": _both(p.title)}
        said["observedProperty"] = prop
        if listed(p):
            prop["categories"] = [{"id": name, "label": _both(title)} for name, title in _categories(p)]
            said["categoryEncoding"] = {name: number for number, (name, _) in enumerate(_categories(p))}
        elif p.unit:
            said["unit"] = {
                "label": _both(Text(vi=unit(p) or p.unit, en=unit(p) or p.unit)),
                "symbol": {"value": p.unit, "type": UCUM},
            }
        said["measurementType"] = _method(p, source)
        made[p.name] = said
    return made


def parameter_names(properties: Sequence[Property], language: Language) -> dict[str, Any]:
    """`parameter_names` of a collection: each parameter as EDR tells it, in one language."""
    made: dict[str, Any] = {}
    for p in properties:
        said: dict[str, Any] = {
            "type": "Parameter",
            "id": p.name,
            "label": p.title.to(language),
            "data-type": data_type(p, "raw"),
            "observedProperty": {"label": p.title.to(language)},
            "measurementType": {"method": "instantaneous", "duration": "PT0S"},
        }
        if p.description:
            said["description"] = p.description.to(language)
        if listed(p):
            said["observedProperty"]["categories"] = [
                {"id": name, "label": title.to(language)} for name, title in _categories(p)
            ]
            said["categoryEncoding"] = {name: number for number, (name, _) in enumerate(_categories(p))}
        elif p.unit:
            said["unit"] = {"label": unit(p) or p.unit, "symbol": _ucum(p.unit)}
        made[p.name] = said
    return made


def data_type(p: Property, source: Source) -> str:
    """The `dataType` of its range in CoverageJSON; a mean of whole numbers is none."""
    if listed(p) or (p.kind == "integer" and source == "raw"):
        return "integer"
    return "string" if textual(p) else "float"


def _method(p: Property, source: Source) -> dict[str, str]:
    """How a value was come by: of what is no number, the last of its ten minutes or day is told."""
    method = _METHODS[source]
    return method | {"method": "last"} if source != "raw" and (textual(p) or p.kind == "boolean") else method


def _categories(p: Property) -> list[tuple[str, Text]]:
    if p.kind == "boolean":
        return [("false", _NO), ("true", _YES)]
    return [(str(member.value), member.title) for member in p.codes or ()]


def _ucum(code: str) -> dict[str, str]:
    return {"value": code, "type": UCUM}


def _both(text: Text) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en}
