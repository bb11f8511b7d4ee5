"""What can be wrong with a request, in both languages.

An error is named after what is wrong; its docstring is the English message and `vi` the Vietnamese one, both templates
filled with the keyword arguments of the constructor. They say what is wrong and what to do, never how the house is
built.
`api.errors` gives each its HTTP status.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import Any, ClassVar

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

    def members(self) -> dict[str, Any]:
        """What an answer says beside the message, for programs."""
        return {}


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


class InvalidAsOf(InvalidRequest):
    """The moment {value!r} in 'as-of' is not an RFC 3339 date or date-time of the past."""

    vi = "Thời điểm {value!r} trong 'as-of' không phải ngày hay ngày-giờ RFC 3339 trong quá khứ."


class HistoryForgotten(InvalidRequest):
    """The history of the layer {layer!r} is kept for {days} days; {value!r} in 'as-of' lies before that."""

    vi = "Lịch sử của lớp {layer!r} được lưu {days} ngày; {value!r} trong 'as-of' nằm trước đó."


class NoHistory(InvalidRequest):
    """The layer {layer!r} is computed from other layers and has no history of its own; ask for it without 'as-of'."""

    vi = "Lớp {layer!r} được tính từ các lớp khác nên không có lịch sử riêng; hãy hỏi không kèm 'as-of'."


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


class InvalidCursor(InvalidRequest):
    """The cursor {value!r} was not made here; leave `since` out to get one."""

    vi = "Con trỏ {value!r} không phải do máy chủ này tạo; hãy bỏ `since` để nhận con trỏ mới."


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


class UnknownVersion(NotFound):
    """The feature {id!r} of the layer {layer!r} has no version {version!r} that can be shown. /history lists those
    there are.
    """

    vi = "Đối tượng {id!r} của lớp {layer!r} không có phiên bản {version!r} nào xem được. /history liệt kê các phiên bản có."


class NotFollowed(NotFound):
    """The layer {name!r} is computed from other layers: it has no changes and no history of its own. Download it again."""

    vi = "Lớp {name!r} được tính từ các lớp khác nên không có nhật ký thay đổi và lịch sử riêng. Hãy tải lại."


class StartOver(DonghaError):
    """What changed since this cursor can no longer be told. Start over: ask for /changes without `since`, keep its
    cursor, then download the whole layer.
    """

    vi = (
        "Không còn biết được những gì đã đổi từ con trỏ này. Hãy bắt đầu lại: gọi /changes không có `since`, "
        "giữ con trỏ nhận được, rồi tải lại toàn bộ lớp."
    )


class NotAcceptable(DonghaError):
    """The format {value!r} is not offered here. Offered: {allowed}."""

    vi = "Định dạng {value!r} không được cung cấp ở đây. Có: {allowed}."


class TooSlow(DonghaError):
    """The answer took too long and was stopped. Ask for less: a smaller bbox, a narrower filter, a lower limit."""

    vi = "Trả lời quá lâu nên đã dừng. Hãy hỏi ít hơn: khung bbox nhỏ hơn, bộ lọc hẹp hơn, giới hạn thấp hơn."


class Busy(DonghaError):
    """The database is busy or restarting; try again in a few seconds."""

    vi = "Cơ sở dữ liệu đang bận hoặc đang khởi động lại; hãy thử lại sau vài giây."


class TooManyListeners(Busy):
    """As many maps as possible follow the changes already; try again in a minute."""

    vi = "Đã có quá nhiều bản đồ đang theo dõi thay đổi; hãy thử lại sau một phút."


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a content is refused: the property at fault (None: the feature as a whole; `geometry`), and which feature of a
    collection, counted from 0.
    """

    vi: str
    en: str
    property: str | None = None
    feature: int | None = None


class Refused(DonghaError):
    """{en}."""

    vi = "{vi}."

    def __init__(self, *reasons: Reason) -> None:
        self.reasons = reasons
        vi, en = ("; ".join(_said(reason, getattr(reason, one)) for reason in reasons) for one in ("vi", "en"))
        super().__init__(vi=vi, en=en)

    def members(self) -> dict[str, Any]:
        """`errors`: each with `property`, `reason` in both languages and, in a collection, `feature`."""
        return {"errors": [_member(reason) for reason in self.reasons]}


def _said(reason: Reason, words: str) -> str:
    place = f"[{reason.feature}] " if reason.feature is not None else ""
    return f"{place}{reason.property}: {words}" if reason.property else f"{place}{words}"


def _member(reason: Reason) -> dict[str, Any]:
    member: dict[str, Any] = {"property": reason.property, "reason": {"vi": reason.vi, "en": reason.en}}
    return member if reason.feature is None else member | {"feature": reason.feature}


class Conflict(Refused):
    """It does not go together with what is there: {en}."""

    vi = "Mâu thuẫn với dữ liệu đang có: {vi}."


class Outdated(DonghaError):
    """The feature was changed meanwhile: it stands at version {version} now. Read it again, then repeat the edit."""

    vi = "Đối tượng đã thay đổi trong lúc đó: nay ở phiên bản {version}. Hãy đọc lại rồi sửa lại."

    def members(self) -> dict[str, Any]:
        """`version`: where the feature stands now."""
        return {"version": self.fields["version"]}


class ConditionNeeded(DonghaError):
    """The layer is edited with the header If-Match only: give the ETag of the feature as you know it."""

    vi = "Lớp này chỉ sửa được khi có tiêu đề If-Match: hãy gửi ETag của đối tượng mà bạn đang có."


class InvalidContent(InvalidRequest):
    """The content of the request cannot be read: {reason_en}."""

    vi = "Không đọc được nội dung gửi lên: {reason_vi}."


class InvalidHeader(InvalidRequest):
    """The header {name} has the value {value!r}; expected: {expected_en}."""

    vi = "Tiêu đề {name} có giá trị {value!r}; cần: {expected_vi}."


class UnsupportedContent(DonghaError):
    """Content of the kind {value!r} is not taken here. Taken: {allowed}."""

    vi = "Ở đây không nhận nội dung loại {value!r}. Nhận: {allowed}."


class ContentTooLarge(DonghaError):
    """The content is too large: at most {maximum} {what_en} in one request."""

    vi = "Nội dung quá lớn: nhiều nhất {maximum} {what_vi} trong một yêu cầu."


class ContentTooSlow(DonghaError):
    """The content did not arrive within {seconds} seconds."""

    vi = "Nội dung không đến đủ trong {seconds} giây."


class NotLoggedIn(DonghaError):
    """It is not known who asks."""

    vi = "Chưa biết ai đang hỏi."


class LoginNeeded(NotLoggedIn):
    """What is here is not open to everybody: log in, and ask again."""

    vi = "Mục này không mở cho mọi người: hãy đăng nhập rồi thử lại."


class SessionEnded(NotLoggedIn):
    """The session has ended: log in again."""

    vi = "Phiên đăng nhập đã kết thúc: hãy đăng nhập lại."


class WrongCredentials(NotLoggedIn):
    """Name and password, key or token are not valid."""

    vi = "Tên và mật khẩu, khoá hoặc mã truy cập không hợp lệ."


class Forbidden(DonghaError):
    """Your role does not allow this."""

    vi = "Vai trò của bạn không được phép làm việc này."


class OutsideWard(Forbidden):
    """Your account adds and changes features of the ward {ward} only: its code and its place must be those of that
    ward.
    """

    vi = (
        "Tài khoản của bạn chỉ thêm và sửa đối tượng thuộc phường {ward}: mã phường và vị trí phải nằm trong phường đó."
    )


class NotFromHere(Forbidden):
    """The request did not come from a page of this server: reload the map and try again."""

    vi = "Yêu cầu này không đến từ trang của máy chủ này: hãy tải lại bản đồ rồi thử lại."


class TooManyRequests(DonghaError):
    """Too many attempts; try again in {seconds} seconds."""

    vi = "Quá nhiều lần thử; hãy thử lại sau {seconds} giây."


class BadPassword(InvalidRequest):
    """The new password is not accepted: {reason_en}."""

    vi = "Mật khẩu mới không được chấp nhận: {reason_vi}."


class ProviderUnreachable(DonghaError):
    """The log-in provider does not answer as it should; try again later, or log in with a local account."""

    vi = "Nhà cung cấp đăng nhập không trả lời đúng; hãy thử lại sau, hoặc đăng nhập bằng tài khoản tại đây."
