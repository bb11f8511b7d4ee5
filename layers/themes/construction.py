"""Construction: permits, building sites, inspections and violations."""

from datetime import date, datetime
from uuid import UUID

from layers.core.access import (
    CITIZEN,
    CONSTRUCTION_ORDER,
    DEPARTMENTS,
    PUBLIC,
    URBAN_MANAGEMENT,
    WARD_OFFICER,
    Access,
    only,
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
    polygon,
    prop,
    reference,
)
from layers.core.feature import Feature


class PermitKind(Code):
    """What a building permit allows."""

    NEW = code("new", en="New building", vi="Xây dựng mới")
    REPAIR = code("repair", en="Repair or renovation", vi="Sửa chữa, cải tạo")
    RELOCATE = code("relocate", en="Relocation", vi="Di dời công trình")
    TEMPORARY = code("temporary", en="Temporary building", vi="Có thời hạn")


class PermitStatus(Code):
    """Where a permit stands."""

    APPLIED = code("applied", en="Applied for", vi="Đang xử lý", color="#56b4e9")
    ISSUED = code("issued", en="Issued", vi="Đã cấp", color="#0072b2")
    EXTENDED = code("extended", en="Extended", vi="Đã gia hạn", color="#009e73")
    EXPIRED = code("expired", en="Expired", vi="Hết hạn", color="#e69f00")
    REVOKED = code("revoked", en="Revoked", vi="Thu hồi", color="#8c510a")
    COMPLETED = code("completed", en="Completed", vi="Đã hoàn công", color="#6b7280")


ON_THE_BOARD = tuple(str(status.value) for status in PermitStatus if status is not PermitStatus.APPLIED)
"""The states in which a permit hangs on the public board: all once it was issued."""

ON_SITE = Access(
    read=(own_ward(WARD_OFFICER), *DEPARTMENTS),
    write=(CONSTRUCTION_ORDER, URBAN_MANAGEMENT, own_ward(WARD_OFFICER)),
    private=(CONSTRUCTION_ORDER, URBAN_MANAGEMENT, WARD_OFFICER),
)
"""Building work and what was found there: for those who watch over construction, and in their ward for its officers."""


class ConstructionPermit(Feature):
    """A building permit with the footprint it allows."""

    __tablename__ = "construction_permits"
    __layer__ = Layer(
        title=Text(en="Construction permits", vi="Giấy phép xây dựng"),
        description=Text(
            en="Building permits with the permitted footprint, storeys, height, floor area and dates.",
            vi="Giấy phép xây dựng, kèm phạm vi, số tầng, chiều cao, diện tích sàn và thời hạn được phép.",
        ),
        keywords=("permit", "building permit", "giấy phép xây dựng", "cấp phép"),
        zoom=(13, 22),
        style=Style(by="status", size=1.5, label="permit_no"),
        time=("issued_on", "expires_on"),
        access=Access(
            read=(
                only(PUBLIC, status=ON_THE_BOARD),
                only(CITIZEN, status=ON_THE_BOARD),
                own_ward(WARD_OFFICER),
                *DEPARTMENTS,
            ),
            write=(URBAN_MANAGEMENT,),
            private=(URBAN_MANAGEMENT, CONSTRUCTION_ORDER, WARD_OFFICER),
            guarded=True,
        ),
    )

    geom: Geom = polygon()
    permit_no: str = prop("Permit number", vi="Số giấy phép", search=True, max_length=60)
    kind: PermitKind = prop("Kind", vi="Loại giấy phép")
    status: PermitStatus = prop("Status", vi="Trạng thái")
    address: str | None = prop("Address", vi="Địa chỉ", search=True, max_length=250)
    owner_ref: str | None = prop("Owner", vi="Chủ đầu tư", private=True, max_length=60)
    storey_count: int | None = prop("Permitted storeys", vi="Số tầng được phép", ge=1, le=60)
    height_m: float | None = prop("Permitted height", vi="Chiều cao được phép", unit="m", gt=0, le=250)
    footprint_m2: float = prop("Permitted footprint", vi="Diện tích xây dựng được phép", unit="m2", gt=0)
    floor_area_m2: float | None = prop("Permitted floor area", vi="Tổng diện tích sàn được phép", unit="m2", gt=0)
    setback_m: float | None = prop("Setback", vi="Khoảng lùi", unit="m", ge=0, le=100)
    issued_on: date | None = prop("Issued on", vi="Ngày cấp")
    expires_on: date | None = prop("Expires on", vi="Ngày hết hạn")
    parcel_id: UUID | None = reference("land_parcels", "Land parcel", vi="Thửa đất")


class SiteStage(Code):
    """How far the work on a site has come."""

    NOT_STARTED = code("not_started", en="Not started", vi="Chưa khởi công", color="#9ca3af")
    FOUNDATION = code("foundation", en="Foundation", vi="Thi công móng", color="#c7a76c")
    STRUCTURE = code("structure", en="Structure", vi="Thi công phần thô", color="#e69f00")
    FINISHING = code("finishing", en="Finishing", vi="Hoàn thiện", color="#56b4e9")
    COMPLETED = code("completed", en="Completed", vi="Hoàn thành", color="#0072b2")
    SUSPENDED = code("suspended", en="Suspended", vi="Tạm dừng", color="#4a1f5c")


class ConstructionSite(Feature):
    """Building work as it is found on the ground, with or without a permit."""

    __tablename__ = "construction_sites"
    __layer__ = Layer(
        title=Text(en="Construction sites", vi="Công trình đang xây dựng"),
        description=Text(
            en="Building work as measured on the ground, with stage and storeys reached.",
            vi="Công trình đang thi công theo thực địa, kèm giai đoạn và số tầng đã xây.",
        ),
        keywords=("construction site", "building work", "công trình xây dựng", "thi công"),
        zoom=(13, 22),
        style=Style(by="stage", size=2, label="code"),
        time=("started_on", "completed_on"),
        access=ON_SITE,
    )

    geom: Geom = polygon()
    stage: SiteStage = prop("Stage", vi="Giai đoạn")
    address: str | None = prop("Address", vi="Địa chỉ", search=True, max_length=250)
    storeys_built: int | None = prop("Storeys built", vi="Số tầng đã xây", ge=0, le=60)
    height_m: float | None = prop("Height reached", vi="Chiều cao hiện tại", unit="m", ge=0, le=250)
    footprint_m2: float = prop("Measured footprint", vi="Diện tích xây dựng thực tế", unit="m2", gt=0)
    contractor_ref: str | None = prop("Contractor", vi="Đơn vị thi công", private=True, max_length=60)
    started_on: date | None = prop("Started on", vi="Ngày khởi công")
    completed_on: date | None = prop("Completed on", vi="Ngày hoàn thành")
    permit_id: UUID | None = reference("construction_permits", "Permit", vi="Giấy phép xây dựng")
    parcel_id: UUID | None = reference("land_parcels", "Land parcel", vi="Thửa đất")


class InspectionResult(Code):
    """What an inspection found."""

    COMPLIANT = code("compliant", en="As permitted", vi="Đúng giấy phép", color="#0072b2")
    REMARKS = code("remarks", en="With remarks", vi="Có nhắc nhở", color="#e69f00")
    VIOLATION = code("violation", en="Violation found", vi="Có vi phạm", color="#b5179e")
    NO_ACCESS = code("no_access", en="No access", vi="Không tiếp cận được", color="#6b7280")


class Inspection(Feature):
    """A visit of the construction-order team to a site."""

    __tablename__ = "inspections"
    __layer__ = Layer(
        title=Text(en="Inspections", vi="Kiểm tra xây dựng"),
        description=Text(
            en="Visits to building sites with their result and the next visit due.",
            vi="Các lần kiểm tra công trình, kèm kết quả và ngày kiểm tra tiếp theo.",
        ),
        keywords=("inspection", "construction order", "kiểm tra", "trật tự xây dựng"),
        zoom=(12, 22),
        style=Style(by="result", size=4, label="code"),
        time=("inspected_at",),
        access=ON_SITE,
    )

    geom: Geom = point()
    inspected_at: datetime = prop("Inspected at", vi="Thời điểm kiểm tra")
    result: InspectionResult = prop("Result", vi="Kết quả")
    stage: SiteStage | None = prop("Stage found", vi="Giai đoạn ghi nhận")
    note: str | None = prop("Note", vi="Nội dung", private=True, max_length=2000)
    inspector_ref: str | None = prop("Inspector", vi="Cán bộ kiểm tra", private=True, max_length=60)
    photo_refs: list[str] | None = prop("Photos", vi="Hình ảnh", private=True)
    next_due_on: date | None = prop("Next visit due", vi="Kiểm tra tiếp theo")
    site_id: UUID = reference("construction_sites", "Construction site", vi="Công trình")


class ViolationBehaviour(Code, editable=True, source="Project proposal after the smart-city scheme, lines 310-323"):
    """Which rule of construction order was broken."""

    NO_PERMIT = code("no_permit", en="Without permit", vi="Xây dựng không phép", color="#7b3294")
    WRONG_PERMIT = code("wrong_permit", en="Against the permit", vi="Xây dựng sai phép", color="#ddc9e8")
    ENCROACHMENT = code("encroachment", en="Encroachment on a neighbour", vi="Lấn chiếm đất liền kề", color="#e69f00")
    PUBLIC_LAND = code("public_land", en="On public land", vi="Xây dựng trên đất công", color="#f0d94a")
    ROAD_CORRIDOR = code("road_corridor", en="In a safety corridor", vi="Vi phạm hành lang an toàn", color="#56b4e9")
    UNSAFE = code("unsafe", en="Danger to people", vi="Gây mất an toàn", color="#c1121f")


class ViolationStatus(Code):
    """Where a violation stands."""

    RECORDED = code("recorded", en="Recorded", vi="Đã lập biên bản")
    DECIDED = code("decided", en="Fined", vi="Đã ra quyết định xử phạt")
    REMEDIED = code("remedied", en="Remedied", vi="Đã khắc phục")
    ENFORCED = code("enforced", en="Enforced", vi="Đã cưỡng chế")
    CANCELLED = code("cancelled", en="Cancelled", vi="Hủy")


class BuildingViolation(Feature):
    """A recorded breach of construction order and what must be done about it."""

    __tablename__ = "building_violations"
    __layer__ = Layer(
        title=Text(en="Building violations", vi="Vi phạm trật tự xây dựng"),
        description=Text(
            en="Recorded breaches of construction order with fine, remedy and deadline. Nobody is named.",
            vi="Vi phạm trật tự xây dựng đã lập biên bản, kèm mức phạt, biện pháp khắc phục và thời hạn. Không nêu "
            "tên người.",
        ),
        keywords=("violation", "construction order", "vi phạm", "trật tự xây dựng", "xử phạt"),
        zoom=(12, 22),
        style=Style(by="behaviour", size=5, label="record_no"),
        time=("recorded_on",),
        access=ON_SITE,
    )

    geom: Geom = point()
    record_no: str = prop("Record number", vi="Số biên bản", search=True, max_length=60)
    behaviour: ViolationBehaviour = prop("Behaviour", vi="Hành vi vi phạm", index=True)
    status: ViolationStatus = prop("Status", vi="Trạng thái")
    address: str | None = prop("Address", vi="Địa chỉ", search=True, max_length=250)
    area_m2: float | None = prop("Area in breach", vi="Diện tích vi phạm", unit="m2", ge=0)
    violator_ref: str | None = prop("Violator", vi="Đối tượng vi phạm", private=True, max_length=60)
    fine_vnd: int | None = prop("Fine", vi="Mức phạt", unit="VND", ge=0, le=10_000_000_000)
    remedy: str | None = prop("Remedy", vi="Biện pháp khắc phục", max_length=500)
    recorded_on: date = prop("Recorded on", vi="Ngày lập biên bản")
    deadline_on: date | None = prop("Deadline", vi="Thời hạn khắc phục")
    closed_on: date | None = prop("Closed on", vi="Ngày kết thúc")
    site_id: UUID | None = reference("construction_sites", "Construction site", vi="Công trình")
