"""Floods: river gauges, rain, sirens, computed extents, marks of past floods, and the rivers themselves."""

from datetime import date, datetime, timedelta
from uuid import UUID

from layers.core.access import ECONOMY, LAND_ENVIRONMENT, OPERATION_CENTRE, Access
from layers.core.binding import Ability, DeviceBinding, Feed
from layers.core.declaration import (
    Code,
    Geom,
    Layer,
    Style,
    Text,
    code,
    multipolygon,
    observed,
    point,
    prop,
    reference,
)
from layers.core.feature import Feature
from layers.themes.vocabulary import DeviceStatus


class AlarmLevel(Code):
    """Flood alarm levels (báo động, BĐ) as Vietnamese law numbers them."""

    NONE = code("none", en="Below alarm 1", vi="Dưới báo động 1", color="#2b8cbe")
    BD1 = code("bd1", en="Alarm 1 (BĐ1)", vi="Báo động 1 (BĐ1)", color="#f0c75e")
    BD2 = code("bd2", en="Alarm 2 (BĐ2)", vi="Báo động 2 (BĐ2)", color="#e67e00")
    BD3 = code("bd3", en="Alarm 3 (BĐ3)", vi="Báo động 3 (BĐ3)", color="#c1121f")
    ABOVE_BD3 = code("above_bd3", en="More than 1 m above alarm 3", vi="Trên báo động 3 hơn 1 m", color="#67000d")


class WaterTrend(Code):
    """Which way the water goes."""

    RISING = code("rising", en="Rising", vi="Đang lên")
    STEADY = code("steady", en="Steady", vi="Ổn định")
    FALLING = code("falling", en="Falling", vi="Đang xuống")


class HeightDatum(Code):
    """What a water level is measured from."""

    NATIONAL = code("hon_dau", en="National height system (Hòn Dấu)", vi="Độ cao quốc gia (Hòn Dấu)")
    GAUGE = code("gauge_zero", en="The gauge's own zero", vi="Mốc 0 của thước đo")


class FloodPoint(Feature):
    """An electronic staff gauge with its own alarm levels; the height of the point is that of its zero."""

    __tablename__ = "flood_points"
    __layer__ = Layer(
        title=Text(en="Flood gauges", vi="Điểm cảnh báo lũ"),
        description=Text(
            en="Water-level gauges with their alarm levels BĐ1 to BĐ3 and the present level, alarm and rate of rise.",
            vi="Điểm đo mực nước, kèm mức báo động BĐ1 đến BĐ3 và mực nước, cấp báo động, tốc độ lên hiện tại.",
        ),
        keywords=("flood", "water level", "alarm", "lũ", "ngập", "mực nước", "báo động"),
        zoom=(9, 22),
        style=Style(by="alarm", size=7, label="name"),
        access=Access(write=(ECONOMY, OPERATION_CENTRE), private=(ECONOMY, OPERATION_CENTRE)),
        device=DeviceBinding(
            main="level_m",
            codec="chirpstack",
            expire_after=timedelta(minutes=30),
            interval=timedelta(minutes=5),
            feeds=(
                Feed(property="level_m", plausible=(-5, 30)),
                Feed(property="battery_v", plausible=(0, 30), expire_after=timedelta(days=1)),
            ),
        ),
    )

    geom: Geom = point(z=True)
    name: str = prop("Name", vi="Tên điểm", search=True, max_length=150)
    datum: HeightDatum = prop("Height datum", vi="Hệ cao độ")
    zero_m: float = prop("Level of the gauge's zero", vi="Cao độ mốc 0", unit="m", ge=-10, le=150)
    bank_m: float | None = prop("Level of the bank", vi="Cao độ bờ", unit="m", ge=-10, le=150)
    bd1_m: float = prop("Alarm 1 (BĐ1)", vi="Mức báo động 1", unit="m", ge=-10, le=150)
    bd2_m: float = prop("Alarm 2 (BĐ2)", vi="Mức báo động 2", unit="m", ge=-10, le=150)
    bd3_m: float = prop("Alarm 3 (BĐ3)", vi="Mức báo động 3", unit="m", ge=-10, le=150)
    levels_source: str = prop("Source of the alarm levels", vi="Nguồn mức báo động", max_length=250)
    levels_valid_from: date = prop("Alarm levels valid from", vi="Mức báo động hiệu lực từ")
    is_solar: bool = prop("Solar powered", vi="Dùng điện mặt trời")
    dev_eui: str | None = prop("LoRaWAN device", vi="Thiết bị LoRaWAN", private=True, pattern=r"^[0-9a-f]{16}$")
    river_id: UUID | None = reference("rivers", "River", vi="Sông")
    status: DeviceStatus | None = observed("Status", vi="Trạng thái")
    alarm: AlarmLevel | None = observed("Alarm level", vi="Cấp báo động")
    level_m: float | None = observed("Water level", vi="Mực nước", unit="m", ge=-10, le=150)
    rise_cmh: float | None = observed("Rate of rise", vi="Tốc độ lên", unit="cm/h", ge=-500, le=500)
    trend: WaterTrend | None = observed("Trend", vi="Xu thế")
    next_level_h: float | None = observed(
        "Time to the next alarm level", vi="Thời gian đến cấp tiếp theo", unit="h", ge=0
    )
    battery_v: float | None = observed("Battery", vi="Điện áp pin", unit="V", ge=0, le=30)


class RainGauge(Feature):
    """A rain gauge."""

    __tablename__ = "rain_gauges"
    __layer__ = Layer(
        title=Text(en="Rain gauges", vi="Trạm đo mưa"),
        description=Text(
            en="Rain gauges with rain of the last 10 minutes, hour and day.",
            vi="Trạm đo mưa, kèm lượng mưa 10 phút, 1 giờ và 24 giờ gần nhất.",
        ),
        keywords=("rain", "gauge", "mưa", "lượng mưa"),
        zoom=(9, 22),
        style=Style(
            by="rain_24h_mm",
            color="#9ca3af",
            breaks=((0, "#c6dbef"), (16, "#6baed6"), (51, "#2171b5"), (101, "#54278f")),
            size=6,
            label="name",
        ),
        access=Access(write=(ECONOMY, OPERATION_CENTRE), private=(ECONOMY, OPERATION_CENTRE)),
        device=DeviceBinding(
            main="rain_10min_mm",
            codec="chirpstack",
            expire_after=timedelta(minutes=30),
            interval=timedelta(minutes=10),
            feeds=(
                Feed(property="rain_10min_mm", plausible=(0, 100)),
                Feed(property="battery_v", expire_after=timedelta(days=1)),
            ),
        ),
    )

    geom: Geom = point()
    name: str = prop("Name", vi="Tên trạm", search=True, max_length=150)
    tip_mm: float | None = prop("Rain per tip", vi="Lượng mưa mỗi lần lật", unit="mm", gt=0, le=2)
    height_m: float | None = prop("Height of the funnel", vi="Độ cao miệng thùng", unit="m", gt=0, le=50)
    is_solar: bool = prop("Solar powered", vi="Dùng điện mặt trời")
    dev_eui: str | None = prop("LoRaWAN device", vi="Thiết bị LoRaWAN", private=True, pattern=r"^[0-9a-f]{16}$")
    flood_point_id: UUID | None = reference("flood_points", "Flood gauge", vi="Điểm cảnh báo lũ")
    status: DeviceStatus | None = observed("Status", vi="Trạng thái")
    rain_10min_mm: float | None = observed("Rain, 10 minutes", vi="Mưa 10 phút", unit="mm", ge=0, le=200)
    rain_1h_mm: float | None = observed("Rain, 1 hour", vi="Mưa 1 giờ", unit="mm", ge=0, le=500)
    rain_24h_mm: float | None = observed("Rain, 24 hours", vi="Mưa 24 giờ", unit="mm", ge=0, le=2500)
    battery_v: float | None = observed("Battery", vi="Điện áp pin", unit="V", ge=0, le=30)


class SirenKind(Code):
    """Where a warning device calls."""

    OUTDOOR = code("outdoor", en="Outdoor siren", vi="Còi ngoài trời")
    INDOOR = code("indoor", en="Indoor warning device", vi="Thiết bị cảnh báo trong nhà")
    LOUDSPEAKER = code("loudspeaker", en="Loudspeaker", vi="Loa truyền thanh")


class SirenState(Code):
    """What a siren does now."""

    QUIET = code("quiet", en="Quiet", vi="Im lặng", color="#2b8cbe")
    TEST = code("test", en="Test", vi="Thử còi", color="#e69f00")
    SOUNDING = code("sounding", en="Sounding", vi="Đang báo động", color="#c1121f")


class FloodSiren(Feature):
    """A device that warns people near the water, also when the centre cannot be reached."""

    __tablename__ = "flood_sirens"
    __layer__ = Layer(
        title=Text(en="Flood sirens", vi="Còi cảnh báo lũ"),
        description=Text(
            en="Sirens and indoor devices that warn of floods, with reach and present state.",
            vi="Còi và thiết bị cảnh báo lũ, kèm bán kính nghe được và trạng thái hiện tại.",
        ),
        keywords=("siren", "warning", "còi", "cảnh báo", "báo động"),
        zoom=(11, 22),
        style=Style(by="siren_state", size=5, label="location"),
        time=("installed_on",),
        access=Access(write=(ECONOMY, OPERATION_CENTRE), private=(ECONOMY, OPERATION_CENTRE)),
        device=DeviceBinding(
            main="siren_state",
            codec="chirpstack",
            expire_after=timedelta(hours=2),
            interval=timedelta(minutes=30),
            feeds=(Feed(property="battery_v", expire_after=timedelta(days=1)),),
            commands=(
                Ability(
                    action="sound",
                    title=Text(en="Sound the siren", vi="Hú còi"),
                    roles=(ECONOMY, OPERATION_CENTRE),
                    property="siren_state",
                    becomes="sounding",
                    unit="s",
                    ge=5,
                    le=600,
                ),
                Ability(
                    action="silence",
                    title=Text(en="Stop the siren", vi="Tắt còi"),
                    roles=(ECONOMY, OPERATION_CENTRE),
                    property="siren_state",
                    becomes="quiet",
                ),
            ),
        ),
    )

    geom: Geom = point()
    location: str = prop("Location", vi="Vị trí", search=True, max_length=250)
    kind: SirenKind = prop("Kind", vi="Loại")
    sound_level_db: float | None = prop("Sound level at 1 m", vi="Mức âm tại 1 m", unit="dB[SPL]", ge=40, le=150)
    reach_m: float | None = prop("Reach", vi="Bán kính nghe được", unit="m", gt=0, le=5000)
    trigger_level: AlarmLevel = prop("Sounds from", vi="Kêu từ cấp")
    is_autonomous: bool = prop("Works without the centre", vi="Tự báo khi mất liên lạc")
    dev_eui: str | None = prop("LoRaWAN device", vi="Thiết bị LoRaWAN", private=True, pattern=r"^[0-9a-f]{16}$")
    installed_on: date | None = prop("Installed on", vi="Ngày lắp đặt")
    flood_point_id: UUID | None = reference("flood_points", "Flood gauge", vi="Điểm cảnh báo lũ")
    siren_state: SirenState | None = observed("State", vi="Trạng thái còi")
    status: DeviceStatus | None = observed("Device", vi="Thiết bị")
    battery_v: float | None = observed("Battery", vi="Điện áp pin", unit="V", ge=0, le=30)


class ExtentMethod(Code):
    """How a flooded area became known."""

    BATHTUB = code("bathtub", en="Level on terrain, connected to the river", vi="Mực nước trên địa hình, nối với sông")
    MODEL = code("model", en="Hydraulic model", vi="Mô hình thủy lực")
    SATELLITE = code("satellite", en="Satellite image", vi="Ảnh vệ tinh")
    SURVEY = code("survey", en="Survey on the ground", vi="Khảo sát thực địa")


class FloodExtent(Feature):
    """The area under water at a level: computed for a scenario, or seen."""

    __tablename__ = "flood_extents"
    __layer__ = Layer(
        title=Text(en="Flood extents", vi="Vùng ngập"),
        description=Text(
            en="Areas under water at a river level, computed or seen, with the people, parcels and roads they touch.",
            vi="Vùng ngập theo mực nước sông, tính toán hoặc ghi nhận, kèm số dân, thửa đất và chiều dài đường bị "
            "ảnh hưởng.",
        ),
        keywords=("flood", "inundation", "scenario", "ngập", "vùng ngập", "kịch bản"),
        zoom=(8, 22),
        style=Style(by="alarm", size=1, opacity=0.6),
        time=("computed_at",),
        access=Access(write=(ECONOMY, OPERATION_CENTRE)),
    )

    geom: Geom = multipolygon()
    name: str = prop("Name", vi="Tên kịch bản", search=True, max_length=150)
    alarm: AlarmLevel = prop("Alarm level", vi="Cấp báo động")
    level_m: float = prop("Water level", vi="Mực nước", unit="m", ge=-10, le=150)
    method: ExtentMethod = prop("Method", vi="Phương pháp")
    area_ha: float = prop("Area", vi="Diện tích ngập", unit="har", ge=0, le=20_000)
    max_depth_m: float | None = prop("Greatest depth", vi="Độ sâu lớn nhất", unit="m", ge=0, le=50)
    population_affected: int | None = prop("People affected", vi="Số dân bị ảnh hưởng", ge=0, le=1_000_000)
    parcel_count: int | None = prop("Parcels affected", vi="Số thửa bị ngập", ge=0)
    road_length_m: float | None = prop("Roads under water", vi="Chiều dài đường ngập", unit="m", ge=0)
    run_id: str | None = prop("Computation run", vi="Mã lần tính", max_length=60)
    computed_at: datetime = prop("Computed or seen at", vi="Thời điểm tính hoặc ghi nhận")
    flood_point_id: UUID | None = reference("flood_points", "Reference gauge", vi="Trạm tham chiếu")


class FloodMark(Feature):
    """The height a past flood reached at a place."""

    __tablename__ = "flood_marks"
    __layer__ = Layer(
        title=Text(en="Flood marks", vi="Vết lũ lịch sử"),
        description=Text(
            en="Heights reached by past floods, with date and source.",
            vi="Độ cao các trận lũ đã đạt tới, kèm ngày và nguồn.",
        ),
        keywords=("flood mark", "historic flood", "vết lũ", "lũ lịch sử"),
        zoom=(11, 22),
        style=Style(
            by="depth_m",
            color="#6b7280",
            breaks=((0, "#9ecae1"), (0.5, "#4292c6"), (1, "#08519c"), (2, "#3f007d")),
            size=4,
            label="level_m",
        ),
        time=("peak_on",),
        access=Access(write=(ECONOMY, OPERATION_CENTRE)),
    )

    geom: Geom = point()
    event: str = prop("Flood", vi="Trận lũ", search=True, max_length=120)
    peak_on: date = prop("Date of the peak", vi="Ngày đỉnh lũ")
    level_m: float = prop("Level reached", vi="Cao độ vết lũ", unit="m", ge=-10, le=150)
    depth_m: float | None = prop("Depth above ground", vi="Độ sâu ngập", unit="m", ge=0, le=20)
    place: str | None = prop("Place", vi="Vị trí", search=True, max_length=250)
    evidence: str | None = prop("Evidence", vi="Căn cứ", max_length=250)


class WaterKind(Code):
    """What kind of water it is."""

    RIVER = code("river", en="River", vi="Sông", color="#6baed6")
    STREAM = code("stream", en="Stream", vi="Hói, suối", color="#9ecae1")
    CANAL = code("canal", en="Canal", vi="Kênh", color="#3fa79f")
    LAKE = code("lake", en="Lake or pond", vi="Hồ, ao", color="#3f8ec2")


class River(Feature):
    """A river, stream, canal or lake by its water surface."""

    __tablename__ = "rivers"
    __layer__ = Layer(
        title=Text(en="Rivers and lakes", vi="Sông, hồ"),
        description=Text(
            en="Rivers, streams, canals and lakes by their water surface at normal level.",
            vi="Sông, hói, kênh và hồ theo mặt nước ở mức bình thường.",
        ),
        keywords=("river", "water", "lake", "sông", "hói", "kênh", "hồ"),
        zoom=(8, 22),
        style=Style(by="kind", size=1, label="name"),
        access=Access(write=(LAND_ENVIRONMENT, ECONOMY)),
    )

    geom: Geom = multipolygon()
    name: str = prop("Name", vi="Tên", search=True, max_length=150)
    kind: WaterKind = prop("Kind", vi="Loại")
    area_ha: float | None = prop("Water surface", vi="Diện tích mặt nước", unit="har", gt=0, le=20_000)
    length_km: float | None = prop("Length of the whole river", vi="Chiều dài toàn sông", unit="km", gt=0, le=5000)
    basin_km2: float | None = prop("Basin", vi="Diện tích lưu vực", unit="km2", gt=0)
    flows_into: str | None = prop("Flows into", vi="Đổ vào", max_length=150)
