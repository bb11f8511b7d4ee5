"""Incidents: what citizens, officers and devices report, and what was done about it."""

from datetime import datetime
from uuid import UUID

from layers.core.access import (
    CITIZEN,
    DEPARTMENTS,
    OPERATION_CENTRE,
    PUBLIC,
    WARD_OFFICER,
    Access,
    own_department,
    own_rows,
    own_ward,
)
from layers.core.declaration import (
    Code,
    Geom,
    Layer,
    Style,
    Text,
    code,
    point,
    prop,
    reference,
)
from layers.core.feature import Feature
from layers.themes.vocabulary import Department


class IncidentService(Code, editable=True, source="Smart-city scheme of Đông Hà, lines 288-309; codes proposed"):
    """What can be reported (Open311 service codes)."""

    SECURITY = code("security", en="Security", vi="An ninh", color="#6a3d9a")
    TRAFFIC_SAFETY = code("traffic_safety", en="Traffic safety", vi="An toàn giao thông", color="#0072b2")
    URBAN_ORDER = code("urban_order", en="Urban order", vi="Trật tự đô thị", color="#cc79a7")
    CONSTRUCTION_ORDER = code("construction_order", en="Construction order", vi="Trật tự xây dựng", color="#b08d57")
    SANITATION = code("sanitation", en="Cleanliness", vi="Vệ sinh môi trường", color="#8c510a")
    INFRASTRUCTURE = code("infrastructure", en="Streets and networks", vi="Hạ tầng", color="#6b7280")
    LIGHTING = code("lighting", en="Lighting", vi="Chiếu sáng", color="#e6b800")
    TREES = code("trees", en="Trees", vi="Cây xanh", color="#009e73")
    FLOODING = code("flooding", en="Flooding", vi="Ngập lụt", color="#c1121f")


class IncidentStatus(Code):
    """Where an incident stands; received to in progress are Open311's open, the others its closed."""

    RECEIVED = code("received", en="Received", vi="Đã tiếp nhận", color="#d55e00")
    ASSIGNED = code("assigned", en="Assigned", vi="Đã phân công", color="#e69f00")
    IN_PROGRESS = code("in_progress", en="In progress", vi="Đang xử lý", color="#56b4e9")
    RESOLVED = code("resolved", en="Resolved", vi="Đã xử lý", color="#0072b2")
    REJECTED = code("rejected", en="Rejected", vi="Từ chối", color="#6b7280")
    DUPLICATE = code("duplicate", en="Duplicate", vi="Trùng lặp", color="#a8a29e")


class IncidentChannel(Code):
    """How an incident was reported."""

    WEB = code("web", en="Web", vi="Trang web")
    APP = code("app", en="App", vi="Ứng dụng")
    PHONE = code("phone", en="Telephone", vi="Điện thoại")
    OFFICER = code("officer", en="Officer", vi="Cán bộ")
    CAMERA = code("camera", en="Camera", vi="Camera")
    SENSOR = code("sensor", en="Sensor", vi="Cảm biến")
    OPEN311 = code("open311", en="Open311", vi="Open311")


class Priority(Code):
    """How soon something must be done."""

    LOW = code("low", en="Low", vi="Thấp", color="#a8a29e")
    NORMAL = code("normal", en="Normal", vi="Bình thường", color="#56b4e9")
    HIGH = code("high", en="High", vi="Cao", color="#e69f00")
    URGENT = code("urgent", en="Urgent, danger to people", vi="Khẩn cấp, nguy hiểm cho người", color="#c1121f")


HANDLERS = tuple(own_department(role) for role in DEPARTMENTS if role is not OPERATION_CENTRE)
"""Departments deal with what is theirs; the operation centre hands it to them."""

REPORTED = ("ward_code", "service_code", "description", "address", "media_refs")
"""What a citizen says of an incident; everything else about it is for those who handle it."""


class Incident(Feature):
    """A reported incident. What the reporter wrote and sent is private; the public reads a cleaned summary."""

    __tablename__ = "incidents"
    __layer__ = Layer(
        title=Text(en="Incidents", vi="Phản ánh, sự cố"),
        description=Text(
            en="Incidents reported by citizens, officers and devices with service, state, deadline and the "
            "department in charge. "
            "Reporters are never shown.",
            vi="Phản ánh, sự cố do người dân, cán bộ và thiết bị báo, kèm loại, trạng thái, thời hạn và đơn vị xử "
            "lý. Không hiển "
            "thị người phản ánh.",
        ),
        keywords=("incident", "report", "Open311", "phản ánh", "sự cố", "kiến nghị"),
        zoom=(10, 22),
        style=Style(by="status", size=5, label="code"),
        time=("requested_at", "resolved_at"),
        access=Access(
            read=(PUBLIC, CITIZEN, own_ward(WARD_OFFICER), *DEPARTMENTS),
            write=(OPERATION_CENTRE, own_ward(WARD_OFFICER), *HANDLERS),
            create=(own_rows(CITIZEN, gives=REPORTED),),
            private=(WARD_OFFICER, *DEPARTMENTS),
        ),
    )

    geom: Geom = point()
    service_code: IncidentService = prop("Service", vi="Loại phản ánh", index=True)
    status: IncidentStatus = prop("Status", vi="Trạng thái", index=True, server_default="'received'")
    priority: Priority = prop("Priority", vi="Mức ưu tiên", server_default="'normal'")
    summary: str | None = prop("Summary", vi="Tóm tắt", search=True, max_length=500)
    description: str | None = prop("What was reported", vi="Nội dung phản ánh", private=True, max_length=5000)
    address: str | None = prop("Address", vi="Địa chỉ", search=True, max_length=250)
    channel: IncidentChannel = prop("Channel", vi="Kênh tiếp nhận", server_default="'web'")
    reporter_ref: str | None = prop("Reporter", vi="Người phản ánh", private=True, max_length=60)
    media_refs: list[str] | None = prop("Photos and recordings", vi="Ảnh, ghi âm", private=True)
    department: Department | None = prop("Department in charge", vi="Đơn vị xử lý")
    requested_at: datetime = prop("Reported at", vi="Thời điểm phản ánh", server_default="now()")
    due_at: datetime | None = prop("Due at", vi="Hạn xử lý")
    resolved_at: datetime | None = prop("Resolved at", vi="Thời điểm xử lý xong")
    rating: int | None = prop("Rating by the reporter, 1 to 5", vi="Đánh giá của người phản ánh, 1 đến 5", ge=1, le=5)
    duplicate_of_id: UUID | None = reference("incidents", "Duplicate of", vi="Trùng với")


class IncidentUpdate(Feature):
    """One step in the handling of an incident."""

    __tablename__ = "incident_updates"
    __layer__ = Layer(
        title=Text(en="Incident updates", vi="Diễn biến xử lý"),
        description=Text(
            en="Steps in the handling of incidents: the new state and what the public is told.",
            vi="Các bước xử lý phản ánh: trạng thái mới và nội dung thông báo công khai.",
        ),
        keywords=("incident", "update", "diễn biến", "xử lý phản ánh"),
        zoom=(13, 22),
        style=Style(by="status", size=3),
        time=("happened_at",),
        access=Access(
            read=(PUBLIC, CITIZEN, own_ward(WARD_OFFICER), *DEPARTMENTS),
            write=(OPERATION_CENTRE, own_ward(WARD_OFFICER), *HANDLERS),
            private=(WARD_OFFICER, *DEPARTMENTS),
        ),
    )

    geom: Geom = point()
    incident_id: UUID = reference("incidents", "Incident", vi="Phản ánh")
    status: IncidentStatus = prop("New status", vi="Trạng thái mới")
    message: str | None = prop("Message to the public", vi="Thông báo công khai", search=True, max_length=1000)
    note: str | None = prop("Internal note", vi="Ghi chú nội bộ", private=True, max_length=2000)
    author_ref: str | None = prop("Written by", vi="Người cập nhật", private=True, max_length=60)
    media_refs: list[str] | None = prop("Photos", vi="Hình ảnh", private=True)
    department: Department | None = prop("Department", vi="Đơn vị")
    happened_at: datetime = prop("Happened at", vi="Thời điểm")
