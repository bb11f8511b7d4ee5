"""The errors of query options that are well formed but cannot be meant."""

from __future__ import annotations

from api.sensorthings.model import Entity, Kind
from layers.core.observation_errors import InvalidExpression

_EXPECTED: dict[Kind, tuple[str, str]] = {
    "number": ("a number", "một số"),
    "text": ("a text in single quotes", "văn bản trong dấu nháy đơn"),
    "boolean": ("true or false", "true hoặc false"),
    "time": ("a time like 2026-01-31T00:00:00Z", "thời điểm, ví dụ 2026-01-31T00:00:00Z"),
    "interval": ("a period", "một khoảng thời gian"),
    "duration": ("a duration like duration'PT1H'", "khoảng thời lượng, ví dụ duration'PT1H'"),
    "geometry": ("a geometry like geography'POINT(107.1 16.8)'", "hình học, ví dụ geography'POINT(107.1 16.8)'"),
    "result": ("a result", "một kết quả"),
    "object": ("a member of it", "một thành phần của nó"),
}


def refused(option: str, where: str, en: str, vi: str) -> InvalidExpression:
    """The error for something at `where` that cannot be."""
    return InvalidExpression(option=option, position=f"«{where[:80]}»", reason_en=en, reason_vi=vi)


def mismatch(option: str, wanted: Kind, given: str) -> InvalidExpression:
    """The error for a value of another kind than `wanted`."""
    en, vi = _EXPECTED[wanted]
    return refused(option, given, f"expected is {en}", f"cần {vi}")


def unknown_name(option: str, name: str, entity: Entity) -> InvalidExpression:
    """The error for a name that an entity has no property or relation of."""
    known = ", ".join(["id", *entity.fields, *entity.links])
    return refused(option, name, f"a {entity.name} has: {known}", f"{entity.name} có: {known}")
