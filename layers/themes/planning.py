"""Planning: approved and drafted plans, their zones and the red lines of roads."""

from datetime import date
from uuid import UUID

from layers.core.access import CITIZEN, PUBLIC, STAFF, URBAN_MANAGEMENT, Access, only, only_where
from layers.core.declaration import (
    Apart,
    Code,
    Geom,
    Layer,
    Style,
    Text,
    code,
    line,
    multipolygon,
    prop,
    reference,
)
from layers.core.feature import Feature


class PlanLevel(Code):
    """How far a plan goes into detail."""

    GENERAL = code("QHC", en="General plan", vi="Quy hoạch chung", color="#4d7ea8")
    ZONING = code("QHPK", en="Zoning plan", vi="Quy hoạch phân khu", color="#5aae61")
    DETAILED = code("QHCT", en="Detailed plan", vi="Quy hoạch chi tiết", color="#e69f00")


class PlanStatus(Code):
    """Where a plan stands on its way into force."""

    DRAFT = code("draft", en="Draft", vi="Đang lập", color="#9ca3af")
    CONSULT = code("consult", en="Public consultation", vi="Đang lấy ý kiến", color="#e69f00")
    APPROVED = code("approved", en="Approved", vi="Đã phê duyệt", color="#0072b2")
    REPLACED = code("replaced", en="Replaced", vi="Đã thay thế", color="#8c510a")


PUBLISHED = (PlanStatus.APPROVED.value, PlanStatus.REPLACED.value)
"""The states in which the public sees a plan and everything drawn on it."""

OF_A_PLAN = Access(
    read=(
        only_where(PUBLIC, "plan_id", "plans", status=PUBLISHED),
        only_where(CITIZEN, "plan_id", "plans", status=PUBLISHED),
        *STAFF,
    ),
    write=(URBAN_MANAGEMENT,),
    guarded=True,
)
"""What belongs to a plan is seen by those who see the plan."""


class Plan(Feature):
    """An urban plan with the decision that approved it."""

    __tablename__ = "plans"
    __layer__ = Layer(
        title=Text(en="Plans", vi="Đồ án quy hoạch"),
        description=Text(
            en="Boundaries of urban plans with level, scale, state and decision.",
            vi="Ranh giới đồ án quy hoạch, kèm cấp, tỷ lệ, trạng thái và quyết định phê duyệt.",
        ),
        keywords=("plan", "planning", "quy hoạch", "đồ án"),
        zoom=(8, 22),
        style=Style(by="level", size=2.5, opacity=0.2, label="name"),
        time=("valid_from", "valid_to"),
        access=Access(
            read=(only(PUBLIC, status=PUBLISHED), only(CITIZEN, status=PUBLISHED), *STAFF),
            write=(URBAN_MANAGEMENT,),
            guarded=True,
        ),
    )

    geom: Geom = multipolygon()
    name: str = prop("Name", vi="Tên đồ án", search=True, max_length=250)
    level: PlanLevel = prop("Level", vi="Cấp quy hoạch", index=True)
    status: PlanStatus = prop("Status", vi="Trạng thái")
    scale_denominator: int = prop(
        "Scale, 1 to",
        vi="Tỷ lệ, 1/",
        description=Text(en="2000 means 1:2000", vi="2000 nghĩa là 1/2000"),
        ge=200,
        le=50_000,
    )
    area_ha: float = prop("Area", vi="Diện tích", unit="har", gt=0, le=20_000)
    planned_population: int | None = prop("Planned population", vi="Dân số quy hoạch", ge=0, le=1_000_000)
    decision_no: str | None = prop("Decision number", vi="Số quyết định", search=True, max_length=80)
    decision_date: date | None = prop("Decision date", vi="Ngày quyết định")
    authority: str | None = prop("Approved by", vi="Cơ quan phê duyệt", max_length=150)
    valid_from: date | None = prop("Valid from", vi="Hiệu lực từ")
    valid_to: date | None = prop("Valid to", vi="Hiệu lực đến")
    replaced_by_id: UUID | None = reference("plans", "Replaced by", vi="Thay thế bởi")


class ZoneUse(Code, editable=True, source="Project proposal: no national code list for urban-plan uses was found"):
    """What a planning zone may be used for."""

    OHT = code("OHT", en="Existing housing", vi="Đất ở hiện trạng", color="#fad6a5")
    OM = code("OM", en="New housing", vi="Đất ở mới", color="#e8913a")
    HH = code("HH", en="Mixed use", vi="Đất hỗn hợp", color="#b4540f")
    CC = code("CC", en="Public facilities", vi="Đất công cộng", color="#86b6e3")
    GD = code("GD", en="Education", vi="Đất giáo dục", color="#3d95d6")
    YT = code("YT", en="Health", vi="Đất y tế", color="#12796b")
    TM = code("TM", en="Commerce and services", vi="Đất thương mại, dịch vụ", color="#f2cf1d")
    CQ = code("CQ", en="Offices", vi="Đất cơ quan", color="#5a4a9e")
    CX = code("CX", en="Parks", vi="Đất cây xanh, công viên", color="#3b7a37")
    CL = code("CL", en="Isolation green", vi="Đất cây xanh cách ly", color="#93ba78")
    TT = code("TT", en="Sport", vi="Đất thể dục thể thao", color="#b9d94f")
    CN = code("CN", en="Industry", vi="Đất công nghiệp", color="#5e3f6e")
    KT = code("KT", en="Technical infrastructure", vi="Đất hạ tầng kỹ thuật", color="#69748a")
    GT = code("GT", en="Transport", vi="Đất giao thông", color="#c2c2c2")
    TG = code("TG", en="Religion and belief", vi="Đất tôn giáo, tín ngưỡng", color="#ea9ac8")
    NT = code("NT", en="Cemetery", vi="Đất nghĩa trang", color="#8a8568")
    QP = code("QP", en="Defence and security", vi="Đất quốc phòng, an ninh", color="#2c352b")
    DT = code("DT", en="Reserve", vi="Đất dự trữ phát triển", color="#efe9dc")
    MN = code("MN", en="Water", vi="Mặt nước", color="#b9e0f2")
    NN = code("NN", en="Agriculture", vi="Đất nông nghiệp", color="#faf8dc")


class PlanningZone(Feature):
    """A lot of a plan with what may be built on it."""

    __tablename__ = "planning_zones"
    __layer__ = Layer(
        title=Text(en="Planning zones", vi="Ô quy hoạch"),
        description=Text(
            en="Zones of a plan with use and the rules of building: density, floor-area ratio, storeys, height, "
            "setback.",
            vi="Ô đất quy hoạch, kèm chức năng và chỉ tiêu xây dựng: mật độ, hệ số sử dụng đất, tầng cao, chiều cao, "
            "khoảng lùi.",
        ),
        keywords=("zone", "zoning", "land use plan", "quy hoạch", "ô đất", "chức năng sử dụng đất"),
        zoom=(10, 22),
        style=Style(by="use_code", size=1, label="code"),
        time=("valid_from", "valid_to"),
        apart=Apart(within=("plan_id",)),
        access=OF_A_PLAN,
    )

    geom: Geom = multipolygon()
    plan_id: UUID = reference("plans", "Plan", vi="Đồ án quy hoạch")
    use_code: ZoneUse = prop("Use", vi="Chức năng sử dụng đất", index=True)
    area_m2: float = prop("Area", vi="Diện tích", unit="m2", gt=0)
    density_max_pct: float | None = prop(
        "Building density, at most", vi="Mật độ xây dựng tối đa", unit="%", ge=0, le=100
    )
    far_max: float | None = prop("Floor-area ratio, at most", vi="Hệ số sử dụng đất tối đa", ge=0, le=20)
    storeys_min: int | None = prop("Storeys, at least", vi="Tầng cao tối thiểu", ge=0, le=60)
    storeys_max: int | None = prop("Storeys, at most", vi="Tầng cao tối đa", ge=0, le=60)
    height_max_m: float | None = prop("Height, at most", vi="Chiều cao tối đa", unit="m", ge=0, le=250)
    setback_m: float | None = prop("Setback", vi="Khoảng lùi", unit="m", ge=0, le=100)
    population: int | None = prop("Planned population", vi="Dân số quy hoạch", ge=0, le=200_000)
    note: str | None = prop("Note", vi="Ghi chú", max_length=500)
    valid_from: date | None = prop("Valid from", vi="Hiệu lực từ")
    valid_to: date | None = prop("Valid to", vi="Hiệu lực đến")


class RoadLineKind(Code):
    """Which legal line of a road it is."""

    RED_LINE = code("red_line", en="Red line (road reserve)", vi="Chỉ giới đường đỏ", color="#b5179e")
    BUILDING_LINE = code("building_line", en="Building line", vi="Chỉ giới xây dựng", color="#e67e00")
    CENTRE_LINE = code("centre_line", en="Planned centre line", vi="Tim đường quy hoạch", color="#6b7280")


class RoadRedline(Feature):
    """A legal line of a planned road: where the road ends and where building may begin."""

    __tablename__ = "road_redlines"
    __layer__ = Layer(
        title=Text(en="Road red lines", vi="Chỉ giới đường"),
        description=Text(
            en="Red lines, building lines and planned centre lines of roads with the width of the road reserve.",
            vi="Chỉ giới đường đỏ, chỉ giới xây dựng và tim đường quy hoạch, kèm bề rộng lộ giới.",
        ),
        keywords=("red line", "road reserve", "building line", "lộ giới", "chỉ giới đường đỏ", "chỉ giới xây dựng"),
        zoom=(13, 22),
        style=Style(by="kind", size=1.5, label="reserve_width_m"),
        time=("valid_from", "valid_to"),
        access=OF_A_PLAN,
    )

    geom: Geom = line()
    plan_id: UUID | None = reference("plans", "Plan", vi="Đồ án quy hoạch")
    road_id: UUID | None = reference("roads", "Road", vi="Tuyến đường")
    kind: RoadLineKind = prop("Kind", vi="Loại chỉ giới")
    road_name: str | None = prop("Street name", vi="Tên đường", search=True, max_length=120)
    reserve_width_m: float = prop("Width of the road reserve", vi="Lộ giới", unit="m", gt=0, le=150)
    carriageway_width_m: float | None = prop("Carriageway width", vi="Bề rộng mặt đường", unit="m", gt=0, le=100)
    sidewalk_width_m: float | None = prop(
        "Pavement width, one side", vi="Bề rộng vỉa hè một bên", unit="m", ge=0, le=20
    )
    setback_m: float | None = prop("Setback from the red line", vi="Khoảng lùi so với chỉ giới", unit="m", ge=0, le=100)
    decision_no: str | None = prop("Decision number", vi="Số quyết định", max_length=80)
    valid_from: date | None = prop("Valid from", vi="Hiệu lực từ")
    valid_to: date | None = prop("Valid to", vi="Hiệu lực đến")
