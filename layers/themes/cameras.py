"""Cameras: where they stand, what they see, their rules and what these rules caught. No face and no person is kept."""

from datetime import date, datetime, timedelta
from uuid import UUID

from layers.core.access import POLICE, STAFF, WARD_OFFICER, Access, own_ward
from layers.core.binding import DeviceBinding
from layers.core.declaration import (
    Code,
    Geom,
    Layer,
    Style,
    Text,
    code,
    observed,
    point,
    polygon,
    prop,
    reference,
)
from layers.core.feature import Feature
from layers.themes.vocabulary import Department, DeviceStatus


class CameraNetwork(Code):
    """Which of the city's camera programmes a camera belongs to."""

    CITY = code("city", en="City network", vi="Hệ thống thành phố", color="#0072b2")
    WARD = code("ward", en="Ward network", vi="Hệ thống phường", color="#56b4e9")
    AI = code("ai", en="AI camera", vi="Camera AI", color="#cc79a7")


class CameraKind(Code):
    """How a camera looks around."""

    FIXED = code("fixed", en="Fixed", vi="Cố định")
    PTZ = code("ptz", en="Pan, tilt, zoom", vi="Quay quét (PTZ)")
    DOME = code("dome", en="Dome", vi="Bán cầu")
    AI = code("ai", en="With image analysis", vi="Phân tích hình ảnh")


class Camera(Feature):
    """One camera eye on its site; the height of the point is that of the lens."""

    __tablename__ = "cameras"
    __layer__ = Layer(
        title=Text(en="Cameras", vi="Camera"),
        description=Text(
            en="Public-space cameras with direction, field of view, range and whether they answer. Streams are not "
            "published.",
            vi="Camera công cộng, kèm hướng nhìn, góc nhìn, tầm nhìn và tình trạng kết nối. Không công bố luồng hình.",
        ),
        keywords=("camera", "cctv", "security", "an ninh", "giám sát"),
        zoom=(12, 22),
        style=Style(by="network", size=4, label="code"),
        time=("installed_on",),
        access=Access(read=STAFF, write=(POLICE, own_ward(WARD_OFFICER)), private=(POLICE,)),
        device=DeviceBinding(main="latency_ms", expire_after=timedelta(minutes=15), interval=timedelta(minutes=5)),
    )

    geom: Geom = point(z=True)
    site_code: str = prop("Site", vi="Mã điểm lắp đặt", search=True, index=True, max_length=40)
    location: str = prop("Location", vi="Vị trí", search=True, max_length=250)
    network: CameraNetwork = prop("Network", vi="Hệ thống")
    kind: CameraKind = prop("Kind", vi="Loại camera")
    azimuth_deg: float = prop("Direction of view", vi="Hướng nhìn", unit="deg", ge=0, lt=360)
    fov_deg: float = prop("Field of view", vi="Góc nhìn", unit="deg", gt=0, le=360)
    range_m: float = prop("Range", vi="Tầm nhìn", unit="m", gt=0, le=2000)
    mount_height_m: float = prop("Mounting height", vi="Chiều cao lắp đặt", unit="m", gt=0, le=60)
    model: str | None = prop("Model", vi="Kiểu máy", private=True, max_length=120)
    stream_ref: str | None = prop("Stream", vi="Luồng hình", private=True, max_length=300)
    owner: Department = prop("Run by", vi="Đơn vị quản lý")
    installed_on: date | None = prop("Installed on", vi="Ngày lắp đặt")
    status: DeviceStatus | None = observed("Status", vi="Trạng thái")
    latency_ms: float | None = observed("Answer time", vi="Thời gian phản hồi", unit="ms", ge=0)


class CameraView(Feature):
    """The ground a camera can see, computed from direction, field of view and range."""

    __tablename__ = "camera_views"
    __layer__ = Layer(
        title=Text(en="Camera views", vi="Vùng nhìn camera"),
        description=Text(
            en="Ground seen by each camera, computed from its direction, field of view and range.",
            vi="Vùng mặt đất mỗi camera nhìn thấy, tính từ hướng nhìn, góc nhìn và tầm nhìn.",
        ),
        keywords=("camera", "view", "coverage", "vùng nhìn", "vùng phủ"),
        zoom=(14, 22),
        style=Style(color="#7aa6c2", size=1, label="code"),
        time=("computed_at",),
        access=Access(read=STAFF, write=(POLICE,)),
    )

    geom: Geom = polygon()
    camera_id: UUID = reference("cameras", "Camera", vi="Camera quan sát")
    area_m2: float = prop("Area seen", vi="Diện tích nhìn thấy", unit="m2", gt=0)
    is_cut_by_buildings: bool = prop("Cut by buildings", vi="Đã trừ vật cản")
    computed_at: datetime = prop("Computed at", vi="Thời điểm tính")


class CameraRule(Code):
    """What a camera watches for."""

    RED_LIGHT = code("red_light", en="Red-light running", vi="Vượt đèn đỏ", color="#b5179e")
    NO_STOPPING = code("no_stopping", en="No stopping", vi="Cấm dừng đỗ", color="#e69f00")
    NO_ENTRY = code("no_entry", en="No entry", vi="Khu vực cấm", color="#8c510a")
    WRONG_LANE = code("wrong_lane", en="Wrong lane", vi="Sai làn đường", color="#56b4e9")
    WRONG_WAY = code("wrong_way", en="Wrong way", vi="Đi ngược chiều", color="#0072b2")
    PAVEMENT = code("pavement", en="Driving on the pavement", vi="Đi trên vỉa hè", color="#009e73")
    COUNT = code("count", en="Counting", vi="Đếm lưu lượng", color="#6b7280")
    CONGESTION = code("congestion", en="High flow", vi="Lưu lượng cao", color="#2f241c")


class CameraZone(Feature):
    """A patch of ground in a camera's view where a rule holds."""

    __tablename__ = "camera_zones"
    __layer__ = Layer(
        title=Text(en="Camera zones", vi="Vùng quy tắc camera"),
        description=Text(
            en="Patches of ground where a camera watches for something: red light, stopping, wrong way, counting.",
            vi="Vùng mặt đất camera theo dõi một quy tắc: vượt đèn đỏ, dừng đỗ, ngược chiều, đếm xe.",
        ),
        keywords=("camera", "rule", "zone", "vùng quy tắc", "vi phạm giao thông"),
        zoom=(15, 22),
        style=Style(by="rule", size=1.5, label="code"),
        access=Access(read=STAFF, write=(POLICE,), private=(POLICE,)),
    )

    geom: Geom = polygon()
    camera_id: UUID = reference("cameras", "Camera", vi="Camera quan sát")
    rule: CameraRule = prop("Rule", vi="Quy tắc")
    bearing_deg: float | None = prop("Permitted direction", vi="Hướng được phép", unit="deg", ge=0, lt=360)
    speed_limit_kmh: int | None = prop("Speed limit", vi="Tốc độ tối đa", unit="km/h", ge=5, le=120)
    is_active: bool = prop("Active", vi="Đang áp dụng")
    image_polygon: dict[str, object] | None = prop("Zone in the image", vi="Vùng trong khung hình", private=True)


class VehicleClass(Code):
    """Kinds of road users that counting tells apart."""

    BICYCLE = code("bicycle", en="Bicycle", vi="Xe đạp")
    MOTORBIKE = code("motorbike", en="Motorbike", vi="Xe máy")
    CAR = code("car", en="Car", vi="Ô tô con")
    BUS = code("bus", en="Bus", vi="Xe khách")
    LIGHT_TRUCK = code("light_truck", en="Light truck", vi="Xe tải nhẹ")
    HEAVY_TRUCK = code("heavy_truck", en="Heavy truck", vi="Xe tải nặng")
    TRAILER = code("trailer", en="Trailer truck", vi="Xe đầu kéo")


class ReviewState(Code):
    """Whether a person has looked at what a machine says."""

    PENDING = code("pending", en="Not reviewed", vi="Chưa xem xét", color="#e69f00")
    CONFIRMED = code("confirmed", en="Confirmed", vi="Đã xác nhận", color="#0072b2")
    REJECTED = code("rejected", en="Rejected", vi="Đã bác bỏ", color="#6b7280")


class CameraEvent(Feature):
    """Something a camera rule caught: where, when and what kind of vehicle. Plates are kept as keyed hashes only."""

    __tablename__ = "camera_events"
    __layer__ = Layer(
        title=Text(en="Camera events", vi="Sự kiện camera"),
        description=Text(
            en="Events caught by camera rules with place, time, vehicle class and confidence. No plate, picture or "
            "person is published.",
            vi="Sự kiện do camera ghi nhận, kèm nơi, lúc, loại xe và độ tin cậy. Không công bố biển số, hình ảnh hay "
            "người.",
        ),
        keywords=("camera", "event", "violation", "sự kiện", "vi phạm giao thông"),
        zoom=(12, 22),
        style=Style(by="rule", size=4, label="code"),
        time=("occurred_at",),
        access=Access(read=(POLICE,), write=(POLICE,), private=(POLICE,)),
    )

    geom: Geom = point()
    camera_id: UUID = reference("cameras", "Camera", vi="Camera quan sát")
    zone_id: UUID | None = reference("camera_zones", "Zone", vi="Vùng quy tắc")
    rule: CameraRule = prop("Rule", vi="Quy tắc", index=True)
    vehicle_class: VehicleClass | None = prop("Vehicle", vi="Loại xe")
    occurred_at: datetime = prop("Occurred at", vi="Thời điểm", index=True)
    confidence_pct: float = prop("Confidence", vi="Độ tin cậy", unit="%", ge=0, le=100)
    speed_kmh: float | None = prop("Speed", vi="Tốc độ", unit="km/h", ge=0, le=250)
    review: ReviewState = prop("Review", vi="Xem xét")
    plate_hash: str | None = prop(
        "Plate, keyed hash", vi="Biển số (mã băm)", private=True, pattern=r"^[0-9a-f]{64}$", max_length=64
    )
    snapshot_ref: str | None = prop("Snapshot", vi="Ảnh chụp", private=True, max_length=300)
