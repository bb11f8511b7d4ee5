"""Waste: bins, collection rounds and the sites where waste is handled."""

from datetime import date, datetime, timedelta
from uuid import UUID

from layers.core.access import LAND_ENVIRONMENT, PUBLIC_UTILITIES, Access
from layers.core.binding import NEVER, DeviceBinding, Feed
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
    polygon,
    prop,
    reference,
)
from layers.core.feature import Feature
from layers.themes.vocabulary import DeviceStatus


class WasteKind(Code):
    """What a bin or site takes."""

    MIXED = code("mixed", en="Household waste", vi="Rác sinh hoạt", color="#6b7280")
    ORGANIC = code("organic", en="Organic", vi="Rác hữu cơ", color="#5a8f3c")
    RECYCLABLE = code("recyclable", en="Recyclable", vi="Rác tái chế", color="#0072b2")
    HAZARDOUS = code("hazardous", en="Hazardous", vi="Chất thải nguy hại", color="#b5179e")
    BULKY = code("bulky", en="Bulky", vi="Rác cồng kềnh", color="#8c510a")


class WasteRouteShift(Code):
    """When a round is driven."""

    NIGHT = code("night", en="Night", vi="Ca đêm", color="#3f3d8f")
    MORNING = code("morning", en="Morning", vi="Ca sáng", color="#e69f00")
    AFTERNOON = code("afternoon", en="Afternoon", vi="Ca chiều", color="#56b4e9")


class Weekday(Code):
    """Days of the week."""

    MON = code("mon", en="Monday", vi="Thứ hai")
    TUE = code("tue", en="Tuesday", vi="Thứ ba")
    WED = code("wed", en="Wednesday", vi="Thứ tư")
    THU = code("thu", en="Thursday", vi="Thứ năm")
    FRI = code("fri", en="Friday", vi="Thứ sáu")
    SAT = code("sat", en="Saturday", vi="Thứ bảy")
    SUN = code("sun", en="Sunday", vi="Chủ nhật")


class WasteBin(Feature):
    """A public waste container, some of which report how full they are."""

    __tablename__ = "waste_bins"
    __layer__ = Layer(
        title=Text(en="Waste bins", vi="Thùng rác công cộng"),
        description=Text(
            en="Public waste containers with volume, round and how full they are now.",
            vi="Thùng rác công cộng, kèm dung tích, tuyến thu gom và mức đầy hiện tại.",
        ),
        keywords=("waste", "bin", "rác", "thùng rác", "thu gom"),
        zoom=(13, 22),
        style=Style(
            by="fill_pct",
            color="#9ca3af",
            breaks=((0, "#a6d8c2"), (50, "#f0c75e"), (80, "#d98200"), (95, "#6a3d00")),
            size=4,
            label="code",
        ),
        time=("installed_on",),
        access=Access(write=(PUBLIC_UTILITIES,), private=(PUBLIC_UTILITIES,)),
        device=DeviceBinding(
            main="fill_pct",
            codec="chirpstack",
            expire_after=timedelta(hours=6),
            interval=timedelta(minutes=30),
            feeds=(
                Feed(property="emptied_at", expire_after=NEVER),
                Feed(property="battery_pct", expire_after=timedelta(days=2)),
            ),
        ),
    )

    geom: Geom = point()
    kind: WasteKind = prop("Takes", vi="Loại rác")
    volume_l: int = prop("Volume", vi="Dung tích", unit="L", gt=0, le=40_000)
    height_cm: float | None = prop("Inner height", vi="Chiều cao trong", unit="cm", gt=0, le=400)
    address: str | None = prop("Address", vi="Địa chỉ", search=True, max_length=250)
    dev_eui: str | None = prop("LoRaWAN device", vi="Thiết bị LoRaWAN", private=True, pattern=r"^[0-9a-f]{16}$")
    installed_on: date | None = prop("Installed on", vi="Ngày lắp đặt")
    route_id: UUID | None = reference("waste_routes", "Collection round", vi="Tuyến thu gom")
    fill_pct: float | None = observed("Fill", vi="Mức đầy", unit="%", ge=0, le=100)
    temperature_c: float | None = observed("Temperature", vi="Nhiệt độ", unit="Cel", ge=-20, le=300)
    is_tilted: bool | None = observed("Tilted", vi="Bị nghiêng, đổ")
    emptied_at: datetime | None = observed("Last emptied", vi="Thu gom gần nhất")
    battery_pct: float | None = observed("Battery", vi="Pin", unit="%", ge=0, le=100)
    status: DeviceStatus | None = observed("Sensor", vi="Cảm biến")


class WasteRoute(Feature):
    """A collection round as it is driven."""

    __tablename__ = "waste_routes"
    __layer__ = Layer(
        title=Text(en="Collection rounds", vi="Tuyến thu gom rác"),
        description=Text(
            en="Rounds of waste collection with shift, days, length and bins served.",
            vi="Tuyến thu gom rác, kèm ca, ngày trong tuần, chiều dài và số thùng phục vụ.",
        ),
        keywords=("waste", "collection", "round", "thu gom rác", "tuyến"),
        zoom=(11, 22),
        style=Style(by="shift", size=3, label="name"),
        access=Access(write=(PUBLIC_UTILITIES,)),
    )

    geom: Geom = line()
    name: str = prop("Name", vi="Tên tuyến", search=True, max_length=150)
    shift: WasteRouteShift = prop("Shift", vi="Ca thu gom")
    days: list[Weekday] = prop("Days", vi="Ngày thu gom")
    length_m: float = prop("Length", vi="Chiều dài", unit="m", gt=0)
    bin_count: int = prop("Bins", vi="Số thùng", ge=0, le=5000)
    capacity_t: float | None = prop("Vehicle capacity", vi="Tải trọng xe", unit="t", gt=0, le=40)
    site_id: UUID | None = reference("waste_sites", "Unloads at", vi="Nơi đổ")


class WasteSiteKind(Code):
    """What is done with waste at a site."""

    COLLECTION = code("collection", en="Collection point", vi="Điểm tập kết", color="#e69f00")
    TRANSFER = code("transfer", en="Transfer station", vi="Trạm trung chuyển", color="#56b4e9")
    TREATMENT = code("treatment", en="Treatment plant", vi="Nhà máy xử lý", color="#009e73")
    LANDFILL = code("landfill", en="Landfill", vi="Bãi chôn lấp", color="#8c510a")


class WasteSite(Feature):
    """A site where waste is gathered, moved over, treated or buried."""

    __tablename__ = "waste_sites"
    __layer__ = Layer(
        title=Text(en="Waste sites", vi="Cơ sở xử lý rác"),
        description=Text(
            en="Collection points, transfer stations, treatment plants and landfills with their daily capacity.",
            vi="Điểm tập kết, trạm trung chuyển, nhà máy xử lý và bãi chôn lấp, kèm công suất ngày.",
        ),
        keywords=("waste", "landfill", "transfer station", "xử lý rác", "bãi rác", "trạm trung chuyển"),
        zoom=(11, 22),
        style=Style(by="kind", size=1.5, label="name"),
        access=Access(write=(PUBLIC_UTILITIES, LAND_ENVIRONMENT)),
        device=DeviceBinding(main="received_today_t", expire_after=timedelta(hours=26), interval=timedelta(hours=1)),
    )

    geom: Geom = polygon()
    name: str = prop("Name", vi="Tên cơ sở", search=True, max_length=150)
    kind: WasteSiteKind = prop("Kind", vi="Loại")
    address: str | None = prop("Address", vi="Địa chỉ", search=True, max_length=250)
    takes: list[WasteKind] = prop("Takes", vi="Loại rác tiếp nhận")
    area_m2: float = prop("Area", vi="Diện tích", unit="m2", gt=0)
    capacity_td: float | None = prop("Capacity", vi="Công suất", unit="t/d", gt=0, le=5000)
    operator: str | None = prop("Operator", vi="Đơn vị vận hành", max_length=150)
    received_today_t: float | None = observed("Received today", vi="Tiếp nhận hôm nay", unit="t", ge=0, le=5000)
