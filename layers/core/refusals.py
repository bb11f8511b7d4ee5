"""What the database refuses, in the words of the layer: which property, which limit, unit, code or pattern.

PostgreSQL names the constraint that a row breaks; the names are made from the declaration (`layers.core.ddl`), so the words
can be found again from the declaration. Names of tables, columns and constraints never leave.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from layers.core.crs import BOUNDS, STORAGE_SRID
from layers.core.declaration import Text
from layers.core.declared import Declared, Property
from layers.core.errors import Busy, Conflict, DonghaError, Forbidden, Reason, Refused

GEOMETRY = "geometry"
"""How the geometry is named in an answer: as GeoJSON names it."""

OVERLAP = "DH001"
AGAIN = frozenset({"40001", "40P01"})
"""SQLSTATEs of a transaction that lost against another one and may be tried again."""

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_KINDS = ("range", "finite", "code", "pattern", "length", "fkey", "key")
_DATA = Text(vi="một giá trị vượt khỏi phạm vi giữ được", en="a value leaves the range that can be held")
_RULE = Text(vi="trái với một quy tắc của lớp dữ liệu này", en="it breaks a rule of this layer")
_GEOMETRY_KINDS: dict[str, Text] = {
    "geom_valid": Text(vi="hình học không hợp lệ", en="the geometry is not valid"),
    "geom_not_empty": Text(vi="hình học rỗng", en="the geometry is empty"),
    "geom_bounds": Text(
        vi="nằm ngoài khu vực thành phố (EPSG:{srid} {bounds}); chú ý hệ toạ độ và thứ tự trục",
        en="it lies outside the area of the city (EPSG:{srid} {bounds}); mind the CRS and its axis order",
    ),
    "geom_points": Text(vi="có hơn 100000 điểm", en="it has more than 100000 positions"),
}
_RULES: dict[str, Text] = {
    "devices_layer": Text(vi="không có thiết bị nào báo cho lớp này", en="no device reports for this layer"),
    "devices_feature": Text(vi="lớp đó không có đối tượng như vậy", en="the layer has no such feature"),
    "devices_stays": Text(
        vi="thiết bị ở lại với đối tượng của nó; hãy đăng ký thiết bị khác",
        en="a device stays with its feature; register another one",
    ),
    "commands_action": Text(
        vi="thiết bị của lớp này không làm được thao tác đó", en="devices of this layer cannot be told to do that"
    ),
    "commands_target": Text(vi="đối tượng này không có thiết bị", en="this feature has no device"),
    "commands_value": Text(vi="thừa, thiếu hoặc ngoài giới hạn", en="missing, not taken, or outside the limits"),
    "commands_expires_at": Text(vi="phải trong vòng 7 ngày tới", en="it must lie within the next 7 days"),
    "commands_reason": Text(vi="phải nêu lý do", en="a reason must be given"),
}
_GEOS: dict[str, Text] = {
    "Self-intersection": Text(vi="hình tự cắt", en="it crosses itself"),
    "Ring Self-intersection": Text(vi="một vòng tự chạm hoặc tự cắt", en="a ring touches or crosses itself"),
    "Hole lies outside shell": Text(vi="lỗ nằm ngoài đường bao", en="a hole lies outside of its shell"),
    "Nested holes": Text(vi="lỗ nằm trong lỗ", en="a hole lies in a hole"),
    "Nested shells": Text(vi="các phần chồng nhau", en="one part lies in another"),
    "Duplicate Rings": Text(vi="có hai vòng trùng nhau", en="two rings are the same"),
    "Interior is disconnected": Text(vi="phần trong bị chia cắt", en="its inside falls apart"),
    "Too few points in geometry component": Text(vi="một phần có quá ít điểm", en="a part has too few positions"),
}


@dataclass(frozen=True, slots=True)
class Failure:
    """An error of PostgreSQL as its protocol names it."""

    sqlstate: str
    message: str = ""
    detail: str | None = None
    constraint: str | None = None
    table: str | None = None
    column: str | None = None


class Refusals:
    """Puts what the database refuses into words, for all `layers`."""

    def __init__(self, layers: Iterable[Declared]) -> None:
        self._titles = {layer.name: layer.title for layer in layers}
        self._titles |= {f"{name}_state": title for name, title in self._titles.items()}

    def refusal(
        self, layer: Declared, failure: Failure, *, deleting: bool = False, features: Mapping[str, int] | None = None
    ) -> DonghaError | None:
        """The error for an edit of `layer` that failed; None when the failure is none of the content.

        `features` are the ids of a collection with their places in it.
        """
        reason = self._reason(layer, failure, deleting)
        if reason is None:
            return _other(failure)
        place = _place(failure, features)
        error = (
            Conflict if failure.sqlstate in ("23505", "23P01", OVERLAP) or _still_used(failure, deleting) else Refused
        )
        return error(Reason(reason[1].vi, reason[1].en, reason[0], place))

    def _reason(self, layer: Declared, failure: Failure, deleting: bool) -> tuple[str | None, Text] | None:
        match failure.sqlstate:
            case "23503" if _still_used(failure, deleting):
                return None, self._used(failure)
            case "23514" | "23503" | "23505" | "23P01":
                return constraint_reason(layer, failure.constraint or "")
            case "23502":
                return _named(layer, failure.column), Text(vi="không được để trống", en="it must not be empty")
            case "DH001":
                other = failure.detail or "?"
                return GEOMETRY, Text(
                    vi=f"chồng lấn hơn 0,05 m lên đối tượng {other}",
                    en=f"it overlaps the feature {other} by more than 0.05 m",
                )
            case "DH010" | "DH011":
                return _named(layer, failure.column), _ruled(failure)
            case "XX000" if geometric(failure.message):
                bounds = _GEOMETRY_KINDS["geom_bounds"]
                return GEOMETRY, _bounded(bounds)
            case state if state.startswith(("22", "23")):
                return None, _DATA if state.startswith("22") else _RULE
            case "P0001":
                return None, _RULE
            case _:
                return None

    def _used(self, failure: Failure) -> Text:
        title = self._titles.get(failure.table or "")
        if title is None:
            return Text(vi="dữ liệu khác còn tham chiếu đến đối tượng này", en="other records still refer to it")
        return Text(
            vi=f"lớp “{title.vi}” còn tham chiếu đến đối tượng này", en=f"the layer “{title.en}” still refers to it"
        )


def constraint_reason(layer: Declared, name: str) -> tuple[str | None, Text]:
    """The property and the words for a CHECK, key or reference of the layer's tables, by its name in the catalogue."""
    for table in (layer.name, f"{layer.name}_state"):
        rest = name.removeprefix(f"{table}_")
        if rest == name:
            continue
        if rest in _GEOMETRY_KINDS:
            return GEOMETRY, _bounded(_GEOMETRY_KINDS[rest])
        if rest in ("pkey", "fid_key"):
            return "id", Text(
                vi="đã có đối tượng với mã định danh này", en="a feature with this identifier exists already"
            )
        if rest == "key":
            return layer.layer.key[0], _key(layer)
        if rest == "period":
            return layer.time[-1], _period(layer)
        for kind in _KINDS:
            prop = layer.by_name.get(rest.removesuffix(f"_{kind}"))
            if rest.endswith(f"_{kind}") and prop is not None:
                return prop.name, _WORDS[kind](prop)
    return None, _RULE


def _ruled(failure: Failure) -> Text:
    """The words for a rule of devices and commands; where there are limits, the detail names them."""
    words = _RULES.get(failure.constraint or "", _RULE)
    limits = f" ({failure.detail})" if failure.detail else ""
    return Text(vi=words.vi + limits, en=words.en + limits)


def _period(layer: Declared) -> Text:
    begin = layer.by_name[layer.time[0]].title
    return Text(vi=f"không được trước “{begin.vi}”", en=f"it must not be before “{begin.en}”")


def invalid(reason: str, x: float | None, y: float | None) -> Text:
    """Why a geometry is invalid, from GEOS' words and the place (in the client's CRS, x before y)."""
    words = _GEOS.get(reason, _GEOMETRY_KINDS["geom_valid"])
    if x is None or y is None:
        return words
    return Text(vi=f"{words.vi} tại {x:.7g}, {y:.7g}", en=f"{words.en} at {x:.7g}, {y:.7g}")


def geometric(message: str) -> bool:
    """Whether an internal error of the database is about a geometry that it cannot compute with."""
    return any(word in message for word in ("GEOS", "Topology", "geometry", "transform", "lwgeom", "projection"))


def _other(failure: Failure) -> DonghaError | None:
    if failure.sqlstate == "42501":
        return Forbidden()
    return Busy() if failure.sqlstate in AGAIN or failure.sqlstate == "55P03" else None


def _still_used(failure: Failure, deleting: bool) -> bool:
    return failure.sqlstate == "23503" and deleting


def _named(layer: Declared, column: str | None) -> str | None:
    if column == "geom":
        return GEOMETRY
    return column if column in layer.by_name else None


def _place(failure: Failure, features: Mapping[str, int] | None) -> int | None:
    """Which feature of the collection the database speaks of, where it tells."""
    if not features:
        return None
    found = (features.get(one) for one in _UUID.findall(failure.detail or ""))
    return next((place for place in found if place is not None), None)


def _bounded(text: Text) -> Text:
    bounds = ", ".join(map(str, BOUNDS))
    return Text(
        vi=text.vi.format(srid=STORAGE_SRID, bounds=bounds), en=text.en.format(srid=STORAGE_SRID, bounds=bounds)
    )


def _key(layer: Declared) -> Text:
    titles = [layer.by_name[name].title for name in layer.layer.key]
    vi, en = " + ".join(t.vi for t in titles), " + ".join(t.en for t in titles)
    return Text(vi=f"đã có đối tượng cùng {vi}", en=f"a feature with the same {en} exists already")


def _range(p: Property) -> Text:
    unit = f" {p.unit}" if p.unit and p.unit != "1" else ""
    limits = (
        (p.ge, "từ", "at least"),
        (p.gt, "lớn hơn", "greater than"),
        (p.le, "đến", "at most"),
        (p.lt, "nhỏ hơn", "less than"),
    )
    said = [(f"{vi} {limit:.15g}{unit}", f"{en} {limit:.15g}{unit}") for limit, vi, en in limits if limit is not None]
    return Text(vi="phải " + " và ".join(vi for vi, _ in said), en="it must be " + " and ".join(en for _, en in said))


def _code(p: Property) -> Text:
    if p.codes is None or p.codes.editable:
        return Text(vi="mã không có trong danh mục", en="the code is not in the code list")
    values = ", ".join(str(member.value) for member in p.codes)
    return Text(vi=f"phải là một trong {values}", en=f"it must be one of {values}")


def _reference(p: Property) -> Text:
    return Text(
        vi=f"không có đối tượng như vậy trong lớp {p.references}", en=f"there is no such feature in {p.references}"
    )


_WORDS: dict[str, Callable[[Property], Text]] = {
    "range": _range,
    "finite": lambda p: Text(vi="phải là số hữu hạn", en="it must be a finite number"),
    "code": _code,
    "pattern": lambda p: Text(vi=f"phải theo mẫu {p.pattern}", en=f"it must match the pattern {p.pattern}"),
    "length": lambda p: Text(vi=f"dài nhất {p.max_length} ký tự", en=f"it must be at most {p.max_length} letters long"),
    "fkey": _reference,
    "key": lambda p: Text(vi="đã có đối tượng cùng giá trị", en="a feature with the same value exists already"),
}
