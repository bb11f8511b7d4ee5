"""JSON as it comes from outside, read without trust: every function gives a plain value or raises BadPayload."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from typing import Any, NoReturn

from devices.reading import BadPayload, BadReason, Value

LARGEST = 65_536
"""Octets of a message: the same limit as the broker has."""
LONGEST_NAME = 200
LONGEST_TEXT = 1000

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,12})?(?:Z|[+-]\d\d:\d\d)", re.ASCII)


def read(payload: bytes) -> Any:
    """The JSON value that `payload` is: UTF-8, no NaN or Infinity, no name twice in one object."""
    if len(payload) > LARGEST:
        raise BadPayload(
            "too_large", f"{len(payload)} byte, nhiều nhất {LARGEST}", f"{len(payload)} octets, at most {LARGEST}"
        )
    try:
        return _DECODER.decode(payload.decode())
    except BadPayload:
        raise
    except UnicodeDecodeError:
        raise BadPayload("malformed", "không phải UTF-8", "it is not UTF-8") from None
    except RecursionError:
        raise BadPayload("malformed", "lồng quá sâu", "it is nested too deep") from None
    except ValueError:  # that of json, or of a number with more digits than Python converts
        raise BadPayload("malformed", "không phải JSON", "it is not JSON") from None


def members(value: Any, where: str) -> dict[str, Any]:
    """`value` as an object."""
    return value if type(value) is dict else wrong(where, "một đối tượng", "an object")


def entries(value: Any, where: str, longest: int) -> list[Any]:
    """`value` as an array of one to `longest` members."""
    if type(value) is not list or not 0 < len(value) <= longest:
        wrong(where, f"một mảng có 1 đến {longest} phần tử", f"an array of 1 to {longest} members")
    return value


def number(value: Any, where: str) -> float:
    """`value` as a finite number."""
    if type(value) in (int, float):
        try:
            result = float(value)
        except OverflowError:
            result = math.inf
        if math.isfinite(result):
            return result
    return wrong(where, "một số hữu hạn", "a finite number")


def text(value: Any, where: str, longest: int = LONGEST_TEXT) -> str:
    """`value` as a text that a database can hold."""
    if type(value) is str and len(value) <= longest and "\0" not in value and _whole(value):
        return value
    return wrong(where, f"văn bản tối đa {longest} ký tự", f"a text of at most {longest} characters")


def scalar(value: Any, where: str) -> Value:
    """`value` as a number, a boolean or a text."""
    if type(value) is bool:
        return value
    if type(value) is str:
        return text(value, where)
    if type(value) in (int, float):
        return number(value, where)
    return wrong(where, "số, true/false hoặc văn bản", "a number, true or false, or a text")


def moment(value: Any, where: str) -> dt.datetime:
    """`value` as a moment in UTC: RFC 3339 with its offset."""
    if type(value) is str:
        written = value.upper()
        if _RFC_3339.fullmatch(written):
            try:
                return dt.datetime.fromisoformat(written).astimezone(dt.UTC)
            except (ValueError, OverflowError):
                pass
    vi, en = "RFC 3339 có múi giờ, ví dụ 2026-11-22T10:00:00+07:00", "RFC 3339 with its offset"
    raise BadPayload("bad_time", f"{where} cần {vi}", f"{where} has to be {en}")


def epoch(seconds: float, where: str) -> dt.datetime:
    """The moment so many seconds after 1970, in UTC."""
    try:
        return _EPOCH + dt.timedelta(seconds=seconds)
    except OverflowError:
        raise BadPayload(
            "bad_time", f"{where} ngoài phạm vi thời gian", f"{where} is out of the range of times"
        ) from None


def wrong(where: str, vi: str, en: str, reason: BadReason = "schema") -> NoReturn:
    """Raises: what stands at `where` has to be something else."""
    raise BadPayload(reason, f"{where} cần {vi}", f"{where} has to be {en}")


def shown(name: str) -> str:
    """A name from outside, fit to stand in a message."""
    return repr(name if len(name) <= 60 else name[:60] + "…")


def _whole(value: str) -> bool:
    if value.isascii():
        return True
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadPayload("malformed", "một tên xuất hiện hai lần", "a name stands twice in one object")
    return found


def _no_number(name: str) -> NoReturn:
    raise BadPayload("malformed", f"{name} không phải số của JSON", f"{name} is no number of JSON")


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)
