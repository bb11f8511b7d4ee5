"""Public services by place: offices, schools, clinics, markets, lodging and free wireless internet."""

from datetime import date, timedelta

from layers.core.access import CULTURE, OPERATION_CENTRE, Access
from layers.core.binding import DeviceBinding, Feed
from layers.core.declaration import (
    Code,
    Geom,
    Layer,
    Style,
    Text,
    code,
    observed,
    point,
    prop,
)
from layers.core.feature import Feature
from layers.themes.vocabulary import DeviceStatus


class FacilityKind(Code):
    """What a facility is for."""

    ONE_STOP = code("one_stop", en="One-stop office", vi="Bộ phận một cửa", color="#d55e00")
    OFFICE = code("office", en="Public office", vi="Cơ quan nhà nước", color="#0072b2")
    SCHOOL = code("school", en="School", vi="Trường học", color="#56b4e9")
    KINDERGARTEN = code("kindergarten", en="Kindergarten", vi="Trường mầm non", color="#8fd0f0")
    HEALTH = code("health", en="Health", vi="Y tế", color="#009e73")
    MARKET = code("market", en="Market", vi="Chợ", color="#e69f00")
    LODGING = code("lodging", en="Lodging", vi="Lưu trú", color="#cc79a7")
    CULTURE = code("culture", en="Culture and sport", vi="Văn hóa, thể thao", color="#b08d57")
    TRANSPORT = code("transport", en="Station or port", vi="Bến xe, ga, cảng", color="#6b7280")


class PublicFacility(Feature):
    """A place where the public is served."""

    __tablename__ = "public_facilities"
    __layer__ = Layer(
        title=Text(en="Public facilities", vi="Cơ sở dịch vụ công"),
        description=Text(
            en="One-stop offices, schools, health, markets, lodging and other places that serve the public, with "
            "queue and "
            "satisfaction at one-stop offices.",
            vi="Bộ phận một cửa, trường học, cơ sở y tế, chợ, lưu trú và nơi phục vụ công cộng khác, kèm số người "
            "chờ và mức hài "
            "lòng tại bộ phận một cửa.",
        ),
        keywords=("service", "school", "health", "market", "hotel", "một cửa", "trường học", "y tế", "chợ", "lưu trú"),
        zoom=(11, 22),
        style=Style(by="kind", size=5, label="name"),
        access=Access(write=(CULTURE, OPERATION_CENTRE)),
        device=DeviceBinding(
            main="queue_length",
            expire_after=timedelta(minutes=30),
            interval=timedelta(minutes=5),
            feeds=(
                Feed(property="on_time_pct", expire_after=timedelta(days=40)),
                Feed(property="satisfaction_pct", expire_after=timedelta(days=40)),
            ),
        ),
    )

    geom: Geom = point()
    name: str = prop("Name", vi="Tên", search=True, max_length=200)
    kind: FacilityKind = prop("Kind", vi="Loại", index=True)
    address: str | None = prop("Address", vi="Địa chỉ", search=True, max_length=250)
    phone: str | None = prop("Telephone of the office", vi="Điện thoại cơ quan", max_length=40)
    website: str | None = prop("Website", vi="Trang web", pattern=r"^https?://", max_length=250)
    opening_hours: str | None = prop("Opening hours", vi="Giờ mở cửa", max_length=150)
    capacity: int | None = prop(
        "Capacity",
        vi="Quy mô",
        description=Text(en="Pupils, beds, stalls or rooms, by kind", vi="Học sinh, giường, quầy hoặc phòng, tùy loại"),
        ge=0,
        le=100_000,
    )
    counter_count: int | None = prop("Counters", vi="Số quầy", ge=0, le=200)
    is_wheelchair_accessible: bool | None = prop("Wheelchair access", vi="Lối đi cho xe lăn")
    queue_length: int | None = observed("People waiting", vi="Số người chờ", ge=0, le=1000)
    wait_min: float | None = observed("Waiting time", vi="Thời gian chờ", unit="min", ge=0, le=600)
    on_time_pct: float | None = observed(
        "Cases done on time, this month", vi="Hồ sơ đúng hạn trong tháng", unit="%", ge=0, le=100
    )
    satisfaction_pct: float | None = observed(
        "Satisfaction, this month", vi="Mức hài lòng trong tháng", unit="%", ge=0, le=100
    )


class WifiPoint(Feature):
    """A free public wireless access point."""

    __tablename__ = "wifi_points"
    __layer__ = Layer(
        title=Text(en="Public wifi", vi="Wifi công cộng"),
        description=Text(
            en="Free public wireless internet with network name, reach and how many use it now.",
            vi="Điểm wifi công cộng miễn phí, kèm tên mạng, bán kính phủ sóng và số người đang dùng.",
        ),
        keywords=("wifi", "internet", "free", "wifi công cộng", "miễn phí"),
        zoom=(12, 22),
        style=Style(by="status", size=4, label="location"),
        time=("installed_on",),
        access=Access(write=(CULTURE, OPERATION_CENTRE)),
        device=DeviceBinding(main="user_count", expire_after=timedelta(minutes=20), interval=timedelta(minutes=5)),
    )

    geom: Geom = point()
    location: str = prop("Location", vi="Vị trí", search=True, max_length=250)
    ssid: str = prop("Network name", vi="Tên mạng (SSID)", search=True, max_length=32)
    reach_m: float = prop("Reach", vi="Bán kính phủ sóng", unit="m", gt=0, le=500)
    provider: str | None = prop("Provider", vi="Nhà cung cấp", max_length=100)
    bandwidth_mbits: float | None = prop("Bandwidth", vi="Băng thông", unit="Mbit/s", gt=0, le=10_000)
    installed_on: date | None = prop("Installed on", vi="Ngày lắp đặt")
    status: DeviceStatus | None = observed("Status", vi="Trạng thái")
    user_count: int | None = observed("Users now", vi="Số người đang dùng", ge=0, le=5000)
