"""A feature as a client gave it, read into values for the layer as the client's role may write it.

Everything that is wrong is found at once, so that a form can mark all of it. What the house keeps itself (number, version,
time of change) may be sent back with a whole feature, as GIS clients do, and is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast
from uuid import UUID, uuid4

from layers.core.access import seen_by, writable
from layers.core.crs import BY_URI, CRS84, Crs
from layers.core.declared import Declared, Property
from layers.core.edits import Kept
from layers.core.errors import ContentTooLarge, InvalidContent, Reason, Refused
from layers.core.given_geometry import GivenGeometry, given_geometry
from layers.core.given_values import BadValue, given_value
from layers.core.refusals import GEOMETRY
from layers.core.roles import Role
from layers.core.wkb import BadGeometry

MOST_FEATURES = 2_000
"""How many features one request may add."""

Mode = Literal["create", "replace", "update"]

_HOUSE = frozenset({"fid", "version", "updated_at", "created_by"})
_URN = re.compile(r"urn:ogc:def:crs:(OGC|EPSG):([\d.]*):(\w+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Received:
    """One feature: its id, the values of properties by name, its geometry, and the number that was sent back with it.

    `merging`: values of kind object are merged into what is there (RFC 7396), not put in its place.
    """

    id: UUID
    values: dict[str, Any]
    geometry: GivenGeometry | Kept | None
    fid: int | None = None
    merging: bool = False


@dataclass(frozen=True)
class Receivable:
    """What a role may write of a layer: by name what it may give, and what it merely sees."""

    layer: Declared
    given: Mapping[str, Property]
    seen: Mapping[str, Property]
    names: str = field(repr=False)

    @classmethod
    def of(cls, layer: Declared, role: Role) -> Receivable:
        """For features of `layer` written by `role`."""
        given = {p.name: p for p in writable(layer, role) if p.name != "id"}
        seen = seen_by(layer, role)
        return cls(layer, given, seen.public_by_name if seen else {}, ", ".join(given))


def collection(receivable: Receivable, document: dict[str, Any], crs: Crs) -> list[Received]:
    """The features to add: one Feature, or the members of a FeatureCollection; Refused, InvalidContent."""
    if document.get("type") != "FeatureCollection":
        return [feature(receivable, document, crs, "create")]
    _same_crs(document, crs)
    members = document.get("features")
    if not isinstance(members, list) or not members:
        raise InvalidContent(reason_en="the collection has no features", reason_vi="tập hợp không có đối tượng nào")
    features = cast("list[Any]", members)
    if len(features) > MOST_FEATURES:
        raise ContentTooLarge(maximum=MOST_FEATURES, what_en="features", what_vi="đối tượng")
    found: list[Received] = []
    reasons: list[Reason] = []
    places: dict[UUID, int] = {}
    for place, member in enumerate(features):
        try:
            one = feature(receivable, member, crs, "create")
        except Refused as error:
            reasons += [Reason(r.vi, r.en, r.property, place) for r in error.reasons]
            continue
        if one.id in places:
            twice = f"{places[one.id]}"
            reasons.append(Reason(f"cùng mã với đối tượng [{twice}]", f"the same id as feature [{twice}]", "id", place))
        places[one.id] = place
        found.append(one)
    if reasons:
        raise Refused(*reasons[:100])
    return found


def feature(receivable: Receivable, document: Any, crs: Crs, mode: Mode, identifier: UUID | None = None) -> Received:
    """One feature; `identifier` is the one of the address. Refused with every reason, InvalidContent when it is none."""
    if not isinstance(document, dict):
        raise InvalidContent(reason_en="a feature is no JSON object", reason_vi="một đối tượng không phải JSON object")
    given = cast("dict[str, Any]", document)
    if given.get("type", "Feature" if mode == "update" else None) != "Feature":
        raise InvalidContent(reason_en='"type" must be "Feature"', reason_vi='"type" phải là "Feature"')
    _same_crs(given, crs)
    reasons: list[Reason] = []
    properties = _properties(given, mode, reasons)
    found_id = _identifier(given, properties, identifier, reasons)
    values = dict(_values(receivable, properties, mode, reasons))
    if mode == "create":
        reasons += _missing(receivable, values)
    if mode == "replace":
        _filled(receivable, values, reasons)
    geometry = _geometry(receivable.layer, given, crs, mode, reasons)
    if reasons:
        raise Refused(*reasons)
    fid = properties.get("fid") if mode != "create" else None
    return Received(found_id, values, geometry, fid if type(fid) is int else None, mode == "update")


def _properties(given: dict[str, Any], mode: Mode, reasons: list[Reason]) -> dict[str, Any]:
    properties = given.get("properties", {})
    if properties is None and mode != "update":
        return {}
    if isinstance(properties, dict):
        return cast("dict[str, Any]", properties)
    reasons.append(Reason("phải là đối tượng JSON", "it must be a JSON object", "properties"))
    return {}


def _identifier(given: dict[str, Any], properties: dict[str, Any], wanted: UUID | None, reasons: list[Reason]) -> UUID:
    said = given.get("id")
    if said is None:
        said = properties.get("id")
    if said is None:
        return wanted or uuid4()
    try:
        found = UUID(said) if isinstance(said, str) else None
    except ValueError:
        found = None
    if found is None:
        reasons.append(Reason("phải là UUID", "it must be a UUID", "id"))
    elif wanted is not None and found != wanted:
        reasons.append(Reason("khác với mã trong địa chỉ", "it differs from the one in the address", "id"))
    return found or wanted or uuid4()


def _values(
    receivable: Receivable, properties: dict[str, Any], mode: Mode, reasons: list[Reason]
) -> Iterator[tuple[str, Any]]:
    for name, value in properties.items():
        p = receivable.given.get(name)
        if p is None:
            reason = _not_given(receivable, name, value, mode)
            if reason is not None:
                reasons.append(reason)
            continue
        if mode == "create" and value is None and p.server_default:
            continue
        try:
            yield name, given_value(p, value)
        except BadValue as error:
            reasons.append(Reason(error.vi, error.en, name))


def _not_given(receivable: Receivable, name: str, value: Any, mode: Mode) -> Reason | None:
    """Why a property that the role may not give is refused; None when it may stand there."""
    if name in _HOUSE or name == "id":
        return None
    p = receivable.seen.get(name)
    if p is None:
        said = name[:80]
        return Reason(
            f"lớp này không có thuộc tính như vậy; ghi được: {receivable.names}",
            f"there is no such property to write; there are: {receivable.names}",
            said,
        )
    if mode == "replace" or (mode == "create" and value is None):
        return None
    return Reason("chỉ đọc", "it is read-only", name)


def _missing(receivable: Receivable, values: Mapping[str, Any]) -> Iterator[Reason]:
    for name, p in receivable.given.items():
        if not p.nullable and not p.server_default and values.get(name) is None:
            yield Reason("không được để trống", "it must not be empty", name)


def _filled(receivable: Receivable, values: dict[str, Any], reasons: list[Reason]) -> None:
    """What a whole feature leaves out is empty; what has a default of its own stays as it is."""
    known = {reason.property for reason in reasons}
    for name, p in receivable.given.items():
        if values.get(name) is not None or name in known or name not in receivable.seen:
            continue
        if p.nullable and not (p.server_default and name not in values):
            values[name] = None
        elif p.server_default:
            values.pop(name, None)
        else:
            reasons.append(Reason("không được để trống", "it must not be empty", name))


def _geometry(
    layer: Declared, given: dict[str, Any], crs: Crs, mode: Mode, reasons: list[Reason]
) -> GivenGeometry | Kept | None:
    if mode == "update" and "geometry" not in given:
        return Kept.GEOMETRY
    literal = given.get("geometry")
    if literal is None:
        if not layer.geometry.nullable:
            reasons.append(Reason("không được để trống", "it must not be empty", GEOMETRY))
        return None
    try:
        found = given_geometry(literal, crs, layer.geometry)
        if found.flat and (mode == "create" or layer.geometry.kind != "Point"):
            raise BadGeometry("every position needs a height in metres", "mỗi điểm cần có độ cao (mét)")
    except BadGeometry as error:
        reasons.append(Reason(error.vi, error.en, GEOMETRY))
        return None
    return found


def _same_crs(given: dict[str, Any], crs: Crs) -> None:
    """InvalidContent when a member of the feature names another CRS than the header Content-Crs."""
    named = given.get("crs") or given.get("coordRefSys")
    if named is None or _crs_of(named) == crs:
        return
    raise InvalidContent(
        reason_en=f"it names another CRS than {crs.uri}; name the CRS of the coordinates in the header Content-Crs",
        reason_vi=f"nêu hệ toạ độ khác với {crs.uri}; hãy ghi hệ toạ độ trong tiêu đề Content-Crs",
    )


def _crs_of(named: Any) -> Crs | None:
    """The CRS that a member of GeoJSON (2008) or JSON-FG names."""
    if isinstance(named, dict):
        named = cast("dict[str, Any]", named).get("properties")
        named = cast("dict[str, Any]", named).get("name") if isinstance(named, dict) else None
    if not isinstance(named, str):
        return None
    urn = _URN.fullmatch(named)
    if urn is None:
        return BY_URI.get(named)
    authority, _, code = urn.groups()
    return CRS84 if code == "CRS84" else BY_URI.get(f"http://www.opengis.net/def/crs/{authority}/0/{code}")
