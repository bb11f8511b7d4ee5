"""Traffic: signalled junctions, their approaches and heads, measured flow and closed roads."""

from datetime import date, datetime, timedelta
from uuid import UUID

from layers.core.access import OPERATION_CENTRE, POLICE, URBAN_MANAGEMENT, WARD_OFFICER, Access, own_ward
from layers.core.binding import NEVER, Ability, DeviceBinding, Feed
from layers.core.declaration import (
    Code,
    Geom,
    Layer,
    Style,
    Text,
    code,
    line,
    observed,
    point,
    prop,
    reference,
)
from layers.core.feature import Feature
from layers.themes.vocabulary import Department, DeviceStatus


class JunctionKind(Code):
    """How streets meet."""

    CROSSROADS = code("crossroads", en="Crossroads", vi="Ngã tư", color="#0072b2")
    T_JUNCTION = code("t_junction", en="T-junction", vi="Ngã ba", color="#56b4e9")
    ROUNDABOUT = code("roundabout", en="Roundabout", vi="Vòng xuyến", color="#009e73")
    MULTIPLE = code("multiple", en="Five or more arms", vi="Ngã năm trở lên", color="#cc79a7")
    RAIL_CROSSING = code("rail_crossing", en="Level crossing", vi="Giao cắt đường sắt", color="#e69f00")


class JunctionControl(Code):
    """Who gives way to whom."""

    SIGNALS = code("signals", en="Signals", vi="Đèn tín hiệu")
    PRIORITY = code("priority", en="Priority signs", vi="Biển ưu tiên")
    BARRIER = code("barrier", en="Barrier", vi="Rào chắn")
    NONE = code("none", en="None", vi="Không")


class SignalProtocol(Code):
    """How the centre speaks to the controller."""

    NTCIP1202 = code("ntcip1202", en="NTCIP 1202", vi="NTCIP 1202")
    MQTT = code("mqtt_json", en="MQTT, JSON", vi="MQTT, JSON")
    NONE = code("none", en="Not connected", vi="Không kết nối")


class SignalMode(Code):
    """What rules the lights now."""

    FIXED = code("fixed", en="Fixed plan", vi="Kế hoạch cố định", color="#0072b2")
    ADAPTIVE = code("adaptive", en="Adaptive", vi="Thích ứng", color="#009e73")
    MANUAL = code("manual", en="By hand", vi="Bằng tay", color="#e69f00")
    FLASHING = code("flashing", en="Flashing yellow", vi="Nháy vàng", color="#f0c75e")
    DARK = code("dark", en="Dark", vi="Tắt", color="#374151")


class Junction(Feature):
    """A junction and, where it has signals, its controller."""

    __tablename__ = "junctions"
    __layer__ = Layer(
        title=Text(en="Junctions", vi="Nút giao"),
        description=Text(
            en="Junctions with their kind of control, corridor and the signal programme now running.",
            vi="Nút giao thông, kèm hình thức điều khiển, tuyến phối hợp và chương trình đèn đang chạy.",
        ),
        keywords=("junction", "intersection", "signals", "nút giao", "ngã tư", "đèn tín hiệu"),
        zoom=(12, 22),
        style=Style(by="kind", size=5, label="name"),
        access=Access(write=(POLICE,), private=(POLICE,)),
        device=DeviceBinding(
            main="cycle_s",
            expire_after=timedelta(minutes=5),
            interval=timedelta(minutes=1),
            commands=(
                Ability(
                    action="fixed_plan",
                    title=Text(en="Fixed plan", vi="Chạy theo kế hoạch cố định"),
                    roles=(POLICE,),
                    property="mode",
                    becomes="fixed",
                ),
                Ability(
                    action="flash",
                    title=Text(en="Flashing yellow", vi="Nháy vàng"),
                    roles=(POLICE,),
                    property="mode",
                    becomes="flashing",
                ),
            ),
        ),
    )

    geom: Geom = point()
    name: str = prop("Name", vi="Tên nút", search=True, max_length=150)
    kind: JunctionKind = prop("Kind", vi="Loại nút")
    control: JunctionControl = prop("Control", vi="Hình thức điều khiển")
    corridor: str | None = prop("Co-ordinated corridor", vi="Tuyến phối hợp", search=True, max_length=120)
    protocol: SignalProtocol | None = prop("Controller protocol", vi="Giao thức tủ điều khiển")
    controller_address: str | None = prop("Controller address", vi="Địa chỉ tủ", private=True, max_length=120)
    ring_barrier: dict[str, object] | None = prop("Rings and barriers", vi="Sơ đồ vòng pha", private=True)
    arm_count: int = prop("Arms", vi="Số nhánh", ge=2, le=8)
    mode: SignalMode | None = observed("Signal mode", vi="Chế độ đèn")
    cycle_s: float | None = observed("Cycle", vi="Chu kỳ", unit="s", ge=0, le=300)
    status: DeviceStatus | None = observed("Controller", vi="Tủ điều khiển")


class Movement(Code):
    """Where traffic of an approach may go."""

    LEFT = code("left", en="Left", vi="Rẽ trái")
    THROUGH = code("through", en="Straight on", vi="Đi thẳng")
    RIGHT = code("right", en="Right", vi="Rẽ phải")
    UTURN = code("u_turn", en="U-turn", vi="Quay đầu")


class SignalApproach(Feature):
    """The lanes by which traffic comes to a signalled junction, drawn towards it."""

    __tablename__ = "signal_approaches"
    __layer__ = Layer(
        title=Text(en="Signal approaches", vi="Nhánh vào nút"),
        description=Text(
            en="Approaches of signalled junctions, drawn towards the stop line, with lanes and saturation flow.",
            vi="Nhánh vào nút có đèn, vẽ về phía vạch dừng, kèm số làn và lưu lượng bão hòa.",
        ),
        keywords=("approach", "lane", "saturation flow", "nhánh vào", "làn xe", "lưu lượng bão hòa"),
        zoom=(14, 22),
        style=Style(color="#5e60a8", size=3, label="signal_group"),
        access=Access(write=(POLICE,)),
    )

    geom: Geom = line()
    junction_id: UUID = reference("junctions", "Junction", vi="Nút giao")
    road_id: UUID | None = reference("roads", "Road", vi="Tuyến đường")
    street: str | None = prop("Street", vi="Tên đường", search=True, max_length=120)
    signal_group: int | None = prop("Signal group", vi="Nhóm tín hiệu", ge=1, le=16)
    bearing_deg: float = prop("Bearing", vi="Hướng đi", unit="deg", ge=0, lt=360)
    lane_count: int = prop("Lanes", vi="Số làn", ge=1, le=8)
    width_m: float | None = prop("Width", vi="Bề rộng", unit="m", gt=0, le=40)
    movements: list[Movement] = prop("Movements", vi="Hướng được đi")
    saturation_flow_pcuh: float | None = prop(
        "Saturation flow", vi="Lưu lượng bão hòa", unit="{PCU}/h", gt=0, le=20_000
    )


class SignalHeadKind(Code):
    """Whom a signal head speaks to."""

    VEHICLE = code("vehicle", en="Vehicles", vi="Xe cơ giới")
    ARROW = code("arrow", en="Turning arrow", vi="Mũi tên rẽ")
    PEDESTRIAN = code("pedestrian", en="Pedestrians", vi="Người đi bộ")
    RAILWAY = code("railway", en="Level crossing", vi="Giao cắt đường sắt")


class SignalState(Code):
    """What a signal head shows, in the colour it shows."""

    GREEN = code("green", en="Green", vi="Xanh", color="#009e73")
    YELLOW = code("yellow", en="Yellow", vi="Vàng", color="#f6c945")
    RED = code("red", en="Red", vi="Đỏ", color="#d62828")
    FLASHING = code("flashing_yellow", en="Flashing yellow", vi="Nháy vàng", color="#fdeea0")
    DARK = code("dark", en="Dark", vi="Tắt", color="#374151")


class TrafficSignal(Feature):
    """A signal head at a stop line or crossing."""

    __tablename__ = "traffic_signals"
    __layer__ = Layer(
        title=Text(en="Traffic signals", vi="Đèn tín hiệu giao thông"),
        description=Text(
            en="Signal heads with their group and what they show now.",
            vi="Đèn tín hiệu, kèm nhóm tín hiệu và trạng thái hiển thị hiện tại.",
        ),
        keywords=("signal", "traffic light", "đèn tín hiệu", "đèn giao thông"),
        zoom=(14, 22),
        style=Style(by="aspect", size=4, label="code"),
        time=("installed_on",),
        access=Access(write=(POLICE,)),
        device=DeviceBinding(main="aspect", expire_after=timedelta(minutes=3), interval=timedelta(seconds=30)),
    )

    geom: Geom = point()
    kind: SignalHeadKind = prop("Kind", vi="Loại đèn")
    junction_id: UUID = reference("junctions", "Junction", vi="Nút giao")
    approach_id: UUID | None = reference("signal_approaches", "Approach", vi="Nhánh vào")
    signal_group: int | None = prop("Signal group", vi="Nhóm tín hiệu", ge=1, le=16)
    azimuth_deg: float | None = prop("Facing", vi="Hướng quay", unit="deg", ge=0, lt=360)
    height_m: float | None = prop("Mounting height", vi="Chiều cao lắp", unit="m", gt=0, le=12)
    has_countdown: bool = prop("With countdown", vi="Có đếm ngược")
    installed_on: date | None = prop("Installed on", vi="Ngày lắp đặt")
    aspect: SignalState | None = observed("Shows", vi="Đang hiển thị")
    status: DeviceStatus | None = observed("Status", vi="Tình trạng")


class ServiceLevel(Code):
    """How freely traffic flows, from A (free) to F (jammed)."""

    A = code("A", en="A, free flow", vi="A, thông thoáng", color="#2166ac")
    B = code("B", en="B, stable", vi="B, ổn định", color="#67a9cf")
    C = code("C", en="C, steady", vi="C, khá đông", color="#9ccfb4")
    D = code("D", en="D, dense", vi="D, đông", color="#f2c14e")
    E = code("E", en="E, near capacity", vi="E, gần bão hòa", color="#e07b39")
    F = code("F", en="F, jammed", vi="F, ùn tắc", color="#7a3b10")


class DetectorKind(Code):
    """What counts the vehicles."""

    VISION = code("vision", en="Camera", vi="Camera")
    RADAR = code("radar", en="Radar", vi="Radar")
    LOOP = code("loop", en="Loop", vi="Vòng từ")
    MANUAL = code("manual", en="Counted by hand", vi="Đếm tay")


class TrafficFlow(Feature):
    """A measured stretch of street with its latest five-minute flow."""

    __tablename__ = "traffic_flows"
    __layer__ = Layer(
        title=Text(en="Traffic flow", vi="Lưu lượng giao thông"),
        description=Text(
            en="Measured stretches of street: passenger-car units, speed, density and level of service in the latest "
            "five minutes, "
            "with the measured accuracy of the detector.",
            vi="Đoạn đường có đo đếm: xe con quy đổi, tốc độ, mật độ và mức phục vụ trong năm phút gần nhất, kèm độ "
            "chính xác "
            "đo được của thiết bị.",
        ),
        keywords=("flow", "speed", "congestion", "lưu lượng", "tốc độ", "ùn tắc"),
        zoom=(11, 22),
        style=Style(by="service_level", size=4, label="street"),
        access=Access(write=(POLICE,)),
        device=DeviceBinding(
            main="flow_pcuh",
            expire_after=timedelta(minutes=20),
            interval=timedelta(minutes=5),
            feeds=(Feed(property="accuracy_pct", expire_after=NEVER),),
        ),
    )

    geom: Geom = line()
    street: str | None = prop("Street", vi="Tên đường", search=True, max_length=120)
    detector: DetectorKind = prop("Detector", vi="Thiết bị đo")
    capacity_pcuh: float | None = prop("Capacity", vi="Năng lực thông hành", unit="{PCU}/h", gt=0, le=20_000)
    road_id: UUID | None = reference("roads", "Road", vi="Tuyến đường")
    approach_id: UUID | None = reference("signal_approaches", "Approach", vi="Nhánh vào")
    service_level: ServiceLevel | None = observed("Level of service", vi="Mức phục vụ")
    flow_pcuh: float | None = observed("Flow", vi="Lưu lượng", unit="{PCU}/h", ge=0, le=30_000)
    vehicle_count: int | None = observed("Vehicles in five minutes", vi="Số xe trong năm phút", ge=0, le=10_000)
    speed_kmh: float | None = observed("Mean speed", vi="Tốc độ trung bình", unit="km/h", ge=0, le=200)
    density_pcukm: float | None = observed("Density", vi="Mật độ", unit="{PCU}/km", ge=0, le=1000)
    occupancy_pct: float | None = observed("Occupancy", vi="Độ chiếm dụng", unit="%", ge=0, le=100)
    accuracy_pct: float | None = observed("Measured accuracy", vi="Độ chính xác đo được", unit="%", ge=0, le=100)


class ClosureReason(Code):
    """Why a road is closed."""

    FLOOD = code("flood", en="Flood", vi="Ngập lụt", color="#c1121f")
    WORKS = code("works", en="Road works", vi="Thi công", color="#e69f00")
    ACCIDENT = code("accident", en="Accident", vi="Tai nạn", color="#d55e00")
    EVENT = code("event", en="Public event", vi="Sự kiện", color="#56b4e9")
    TREE = code("fallen_tree", en="Fallen tree or pole", vi="Cây, trụ đổ", color="#33261b")
    OTHER = code("other", en="Other", vi="Khác", color="#6b7280")


class ClosureExtent(Code):
    """How much of a road is closed."""

    FULL = code("full", en="Closed", vi="Cấm hoàn toàn")
    PARTIAL = code("partial", en="One direction or lane", vi="Cấm một chiều hoặc một làn")
    HEAVY = code("heavy_vehicles", en="Closed to heavy vehicles", vi="Cấm xe tải nặng")


class RoadClosure(Feature):
    """A stretch of road closed for a time."""

    __tablename__ = "road_closures"
    __layer__ = Layer(
        title=Text(en="Road closures", vi="Đường tạm cấm"),
        description=Text(
            en="Stretches of road closed for a time, with reason, extent and the way round.",
            vi="Đoạn đường tạm cấm, kèm lý do, mức độ và hướng đi thay thế.",
        ),
        keywords=("closure", "detour", "cấm đường", "phân luồng", "ngập"),
        zoom=(11, 22),
        style=Style(by="reason", size=4, label="street"),
        time=("starts_at", "ends_at"),
        access=Access(write=(POLICE, URBAN_MANAGEMENT, OPERATION_CENTRE, own_ward(WARD_OFFICER))),
    )

    geom: Geom = line()
    street: str | None = prop("Street", vi="Tên đường", search=True, max_length=120)
    reason: ClosureReason = prop("Reason", vi="Lý do")
    extent: ClosureExtent = prop("Extent", vi="Mức độ")
    starts_at: datetime = prop("From", vi="Từ lúc")
    ends_at: datetime | None = prop("Until", vi="Đến lúc")
    detour: str | None = prop("Way round", vi="Hướng đi thay thế", max_length=500)
    department: Department | None = prop("Ordered by", vi="Đơn vị quyết định")
    road_id: UUID | None = reference("roads", "Road", vi="Tuyến đường")
