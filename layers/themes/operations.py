"""Operations: alerts to the public and the desk, and the tasks they cause."""

from datetime import datetime
from uuid import UUID

from layers.core.access import ECONOMY, OPERATION_CENTRE, STAFF, Access
from layers.core.declaration import (
    Code,
    Geom,
    Layer,
    Style,
    Text,
    code,
    multipolygon,
    point,
    prop,
    reference,
)
from layers.core.feature import Feature
from layers.themes.incidents import HANDLERS, Priority
from layers.themes.vocabulary import Department


class CapSeverity(Code):
    """How grave an alert is (CAP 1.2)."""

    EXTREME = code("Extreme", en="Extreme", vi="Đặc biệt nghiêm trọng", color="#67000d")
    SEVERE = code("Severe", en="Severe", vi="Nghiêm trọng", color="#c1121f")
    MODERATE = code("Moderate", en="Moderate", vi="Trung bình", color="#e67e00")
    MINOR = code("Minor", en="Minor", vi="Nhẹ", color="#f0c75e")
    UNKNOWN = code("Unknown", en="Unknown", vi="Chưa rõ", color="#6b7280")


class CapUrgency(Code):
    """How soon to act (CAP 1.2)."""

    IMMEDIATE = code("Immediate", en="Immediate", vi="Ngay lập tức")
    EXPECTED = code("Expected", en="Expected", vi="Sắp xảy ra")
    FUTURE = code("Future", en="Future", vi="Trong tương lai")
    PAST = code("Past", en="Past", vi="Đã qua")
    UNKNOWN = code("Unknown", en="Unknown", vi="Chưa rõ")


class CapCertainty(Code):
    """How sure an alert is (CAP 1.2)."""

    OBSERVED = code("Observed", en="Observed", vi="Đã quan sát")
    LIKELY = code("Likely", en="Likely", vi="Rất có thể")
    POSSIBLE = code("Possible", en="Possible", vi="Có thể")
    UNLIKELY = code("Unlikely", en="Unlikely", vi="Ít khả năng")
    UNKNOWN = code("Unknown", en="Unknown", vi="Chưa rõ")


class CapCategory(Code):
    """What an alert is about (CAP 1.2)."""

    GEO = code("Geo", en="Geophysical, landslide", vi="Địa chất, sạt lở")
    MET = code("Met", en="Weather, flood", vi="Thời tiết, lũ lụt")
    SAFETY = code("Safety", en="Public safety", vi="An toàn công cộng")
    SECURITY = code("Security", en="Security", vi="An ninh")
    RESCUE = code("Rescue", en="Rescue", vi="Cứu nạn")
    FIRE = code("Fire", en="Fire", vi="Cháy nổ")
    HEALTH = code("Health", en="Health", vi="Y tế")
    ENV = code("Env", en="Environment", vi="Môi trường")
    TRANSPORT = code("Transport", en="Transport", vi="Giao thông")
    INFRA = code("Infra", en="Infrastructure", vi="Hạ tầng")
    OTHER = code("Other", en="Other", vi="Khác")


class AlertStatus(Code):
    """Whether somebody has seen to an alert."""

    OPEN = code("open", en="Open", vi="Đang mở")
    ACKNOWLEDGED = code("acknowledged", en="Acknowledged", vi="Đã tiếp nhận")
    CLOSED = code("closed", en="Closed", vi="Đã đóng")


class Alert(Feature):
    """A warning for an area and a time, in the words of CAP 1.2."""

    __tablename__ = "alerts"
    __layer__ = Layer(
        title=Text(en="Alerts", vi="Cảnh báo"),
        description=Text(
            en="Warnings for an area and a time with severity, urgency and what to do, in Vietnamese and English.",
            vi="Cảnh báo theo vùng và thời gian, kèm mức nghiêm trọng, tính khẩn cấp và việc cần làm, bằng tiếng "
            "Việt và tiếng Anh.",
        ),
        keywords=("alert", "warning", "CAP", "cảnh báo", "khẩn cấp"),
        zoom=(8, 22),
        style=Style(by="cap_severity", size=2, opacity=0.25, label="headline"),
        time=("effective_at", "expires_at"),
        access=Access(write=(OPERATION_CENTRE, ECONOMY), private=(OPERATION_CENTRE, ECONOMY)),
    )

    geom: Geom = multipolygon()
    headline: str = prop("Headline, Vietnamese", vi="Tiêu đề", search=True, max_length=160)
    headline_en: str | None = prop("Headline, English", vi="Tiêu đề tiếng Anh", search=True, max_length=160)
    cap_category: CapCategory = prop("Category", vi="Nhóm")
    cap_severity: CapSeverity = prop("Severity", vi="Mức nghiêm trọng")
    cap_urgency: CapUrgency = prop("Urgency", vi="Tính khẩn cấp")
    cap_certainty: CapCertainty = prop("Certainty", vi="Mức chắc chắn")
    status: AlertStatus = prop("Status", vi="Trạng thái", index=True)
    instruction: str | None = prop("What to do, Vietnamese", vi="Hướng dẫn", max_length=2000)
    instruction_en: str | None = prop("What to do, English", vi="Hướng dẫn tiếng Anh", max_length=2000)
    risk_level: int | None = prop("Disaster risk level, 1 to 5", vi="Cấp độ rủi ro thiên tai, 1 đến 5", ge=1, le=5)
    source_layer: str | None = prop("Caused by layer", vi="Lớp nguồn", pattern=r"^[a-z][a-z0-9_]*$", max_length=48)
    source_id: UUID | None = prop("Caused by feature", vi="Đối tượng nguồn")
    sent_at: datetime = prop("Sent at", vi="Phát lúc")
    effective_at: datetime = prop("In force from", vi="Hiệu lực từ")
    expires_at: datetime | None = prop("In force until", vi="Hiệu lực đến")
    acknowledged_by_ref: str | None = prop("Acknowledged by", vi="Người tiếp nhận", private=True, max_length=60)


class TaskStatus(Code):
    """Where a task stands."""

    OPEN = code("open", en="Open", vi="Chưa giao", color="#e69f00")
    ASSIGNED = code("assigned", en="Assigned", vi="Đã giao", color="#56b4e9")
    STARTED = code("started", en="Started", vi="Đang làm", color="#0072b2")
    DONE = code("done", en="Done", vi="Hoàn thành", color="#009e73")
    CANCELLED = code("cancelled", en="Cancelled", vi="Hủy", color="#6b7280")


class Task(Feature):
    """Something a crew has to do at a place by a time."""

    __tablename__ = "tasks"
    __layer__ = Layer(
        title=Text(en="Tasks", vi="Công việc"),
        description=Text(
            en="Work to be done at a place by a time, with department, priority and state. Who does it is not shown.",
            vi="Công việc cần làm tại một nơi trước thời hạn, kèm đơn vị, mức ưu tiên và trạng thái. Không hiển thị "
            "người thực hiện.",
        ),
        keywords=("task", "work order", "công việc", "nhiệm vụ", "phân công"),
        zoom=(11, 22),
        style=Style(by="status", size=4, label="title"),
        time=("created_at", "completed_at"),
        access=Access(read=STAFF, write=(OPERATION_CENTRE, *HANDLERS), private=STAFF),
    )

    geom: Geom = point()
    title: str = prop("Title", vi="Tên công việc", search=True, max_length=200)
    status: TaskStatus = prop("Status", vi="Trạng thái", index=True)
    priority: Priority = prop("Priority", vi="Mức ưu tiên")
    department: Department = prop("Department", vi="Đơn vị thực hiện")
    assignee_ref: str | None = prop("Assignee", vi="Người thực hiện", private=True, max_length=60)
    note: str | None = prop("Note", vi="Ghi chú", private=True, max_length=2000)
    created_at: datetime = prop("Created at", vi="Giao lúc")
    due_at: datetime | None = prop("Due at", vi="Hạn hoàn thành")
    completed_at: datetime | None = prop("Completed at", vi="Hoàn thành lúc")
    incident_id: UUID | None = reference("incidents", "Incident", vi="Phản ánh")
    alert_id: UUID | None = reference("alerts", "Alert", vi="Cảnh báo")
