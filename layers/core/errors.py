"""What can be wrong with a request, in both languages.

An error is named after what is wrong; its docstring is the English message and `vi` the Vietnamese one, both templates
filled with the keyword arguments of the constructor. They say what is wrong and what to do, never how the house is
built.
`api.errors` gives each its HTTP status.
"""

from __future__ import annotations

import inspect
from typing import ClassVar

from layers.core.declaration import Language

_LONGEST = 600


def _short(value: object) -> object:
    return f"{value[:_LONGEST]}…" if isinstance(value, str) and len(value) > _LONGEST else value


class DonghaError(Exception):
    """Something is wrong."""

    vi: ClassVar[str] = "Có điều gì đó không đúng."

    def __init__(self, **fields: object) -> None:
        self.fields = {name: _short(value) for name, value in fields.items()}
        super().__init__(self.text("en"))

    def text(self, language: Language) -> str:
        """The message in `language`."""
        template = self.vi if language == "vi" else " ".join(inspect.cleandoc(type(self).__doc__ or "").split())
        return template.format_map(self.fields)


class InvalidRequest(DonghaError):
    """The request cannot be understood."""

    vi = "Không hiểu được yêu cầu."


class UnknownParameter(InvalidRequest):
    """Unknown query parameter {name!r}. Allowed here: {allowed}."""

    vi = "Tham số {name!r} không có. Ở đây được dùng: {allowed}."


class RepeatedParameter(InvalidRequest):
    """The query parameter {name!r} stands more than once; give it once."""

    vi = "Tham số {name!r} xuất hiện nhiều lần; chỉ ghi một lần."


class InvalidParameter(InvalidRequest):
    """The query parameter {name!r} has the value {value!r}; expected: {expected_en}."""

    vi = "Tham số {name!r} có giá trị {value!r}; cần: {expected_vi}."


class InvalidLimit(InvalidRequest):
    """The limit {value!r} is not a whole number from 1; the largest page is {maximum} features."""

    vi = "Giới hạn {value!r} không phải số nguyên từ 1; trang lớn nhất là {maximum} đối tượng."


class InvalidBbox(InvalidRequest):
    """The bbox {value!r} is not four or six numbers west,south,east,north (in the axis order of its CRS):
    {reason_en}.
    """

    vi = (
        "Khung bbox {value!r} không phải bốn hoặc sáu số tây,nam,đông,bắc (theo thứ tự trục của hệ toạ độ): "
        "{reason_vi}."
    )


class InvalidDatetime(InvalidRequest):
    """The datetime {value!r} is not an RFC 3339 date or date-time, nor an interval begin/end with '..' for an open
    end.
    """

    vi = "Thời gian {value!r} không phải ngày hay ngày-giờ RFC 3339, cũng không phải khoảng đầu/cuối với '..' cho đầu mở."


class UnknownCrs(InvalidRequest):
    """The CRS {value!r} in {name!r} is not offered. Offered: {allowed}."""

    vi = "Hệ toạ độ {value!r} trong {name!r} không được cung cấp. Có: {allowed}."


class UnknownProperty(InvalidRequest):
    """The property {name!r} in {where} does not exist in the layer {layer!r}. It has: {allowed}."""

    vi = "Thuộc tính {name!r} trong {where} không có ở lớp {layer!r}. Lớp có: {allowed}."


class UnsortableProperty(InvalidRequest):
    """The property {name!r} cannot be sorted by. These can: {allowed}."""

    vi = "Không sắp xếp được theo thuộc tính {name!r}. Có thể sắp theo: {allowed}."


class InvalidValue(InvalidRequest):
    """The value {value!r} of {name!r} in {where} does not fit; expected: {expected_en}."""

    vi = "Giá trị {value!r} của {name!r} trong {where} không phù hợp; cần: {expected_vi}."


class InvalidPage(InvalidRequest):
    """The page mark {value!r} does not belong to this request; start again from the first page."""

    vi = "Dấu trang {value!r} không thuộc yêu cầu này; hãy bắt đầu lại từ trang đầu."


class InvalidFilter(InvalidRequest):
    """The filter is not valid CQL2 at {position}: {reason_en}."""

    vi = "Bộ lọc không phải CQL2 hợp lệ tại {position}: {reason_vi}."


class FilterTooLarge(InvalidRequest):
    """The filter is too large: {what_en} (at most {maximum}). Ask for less, or in several requests."""

    vi = "Bộ lọc quá lớn: {what_vi} (nhiều nhất {maximum}). Hãy lọc ít hơn, hoặc chia thành nhiều yêu cầu."


class OutOfRange(InvalidRequest):
    """A value or a calculation in the request leaves the range of numbers or times that can be held."""

    vi = "Một giá trị hoặc phép tính trong yêu cầu vượt khỏi phạm vi số hoặc thời gian có thể giữ."


class InvalidGeometry(InvalidRequest):
    """A geometry in the request cannot be computed with: it crosses itself, or leaves the area of its CRS."""

    vi = "Không tính được với một hình học trong yêu cầu: nó tự cắt, hoặc ra ngoài vùng của hệ toạ độ."


class NotFound(DonghaError):
    """There is nothing here."""

    vi = "Không có gì ở đây."


class UnknownLayer(NotFound):
    """There is no layer {name!r}. The list of layers stands at /ogc/collections."""

    vi = "Không có lớp {name!r}. Danh sách các lớp ở /ogc/collections."


class UnknownFeature(NotFound):
    """The layer {layer!r} has no feature {id!r}."""

    vi = "Lớp {layer!r} không có đối tượng {id!r}."


class NotAcceptable(DonghaError):
    """The format {value!r} is not offered here. Offered: {allowed}."""

    vi = "Định dạng {value!r} không được cung cấp ở đây. Có: {allowed}."


class TooSlow(DonghaError):
    """The answer took too long and was stopped. Ask for less: a smaller bbox, a narrower filter, a lower limit."""

    vi = "Trả lời quá lâu nên đã dừng. Hãy hỏi ít hơn: khung bbox nhỏ hơn, bộ lọc hẹp hơn, giới hạn thấp hơn."


class Busy(DonghaError):
    """The database is busy or restarting; try again in a few seconds."""

    vi = "Cơ sở dữ liệu đang bận hoặc đang khởi động lại; hãy thử lại sau vài giây."
