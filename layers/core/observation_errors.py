"""What is wrong with a question about observations, or with a command; messages as in `layers.core.errors`."""

from __future__ import annotations

from layers.core.errors import DonghaError, InvalidRequest, NotFound


class InvalidExpression(InvalidRequest):
    """The query option {option} is not valid at {position}: {reason_en}."""

    vi = "Tùy chọn {option} không hợp lệ tại {position}: {reason_vi}."


class UnknownResource(NotFound):
    """There is no {name!r} here. The entity sets stand at {where}."""

    vi = "Ở đây không có {name!r}. Các tập thực thể có ở {where}."


class WrittenElsewhere(DonghaError):
    """Not written here: {reason_en}."""

    vi = "Mục này không ghi ở đây: {reason_vi}."


class InvalidCoords(InvalidRequest):
    """The coords {value!r} are no geometry that can be asked with here: {reason_en}. Well-known text is expected, such as
    POINT(107.1 16.81), in the axis order of `crs`.
    """

    vi = (
        "coords {value!r} không phải hình học dùng được ở đây: {reason_vi}. Cần dạng WKT, như POINT(107.1 16.81), "
        "theo thứ tự trục của `crs`."
    )


class NotObserved(NotFound):
    """Nothing is observed of the layer {name!r}: it has features only, at /ogc/collections/{name}/items."""

    vi = "Lớp {name!r} không có số đo: chỉ có đối tượng, tại /ogc/collections/{name}/items."


class TooManyValues(DonghaError):
    """The request asks for more than {maximum} {what_en}. Ask for less: a smaller area, a shorter datetime, fewer
    parameter-name, or resolution=10min or daily in place of every observation.
    """

    vi = (
        "Yêu cầu này vượt quá {maximum} {what_vi}. Hãy hỏi ít hơn: vùng nhỏ hơn, datetime ngắn hơn, ít parameter-name hơn, "
        "hoặc resolution=10min hay daily thay cho từng số đo."
    )


class TooManyTargets(InvalidRequest):
    """The command addresses more than {maximum} devices. Choose fewer: a narrower filter, a shorter distance."""

    vi = "Lệnh gửi tới hơn {maximum} thiết bị. Hãy chọn ít hơn: bộ lọc hẹp hơn, khoảng cách ngắn hơn."
