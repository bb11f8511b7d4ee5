"""Environment: monitoring stations and the outfalls of treated waste water."""

from datetime import date, timedelta
from uuid import UUID

from layers.core.access import LAND_ENVIRONMENT, Access
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
    reference,
)
from layers.core.feature import Feature
from layers.themes.vocabulary import DeviceStatus


class StationKind(Code):
    """What a station measures."""

    AIR = code("air", en="Air", vi="Không khí", color="#56b4e9")
    SURFACE_WATER = code("surface_water", en="Surface water", vi="Nước mặt", color="#0072b2")
    WASTEWATER = code("wastewater", en="Waste water", vi="Nước thải", color="#8c510a")
    NOISE = code("noise", en="Noise", vi="Tiếng ồn", color="#cc79a7")
    SOIL = code("soil", en="Soil", vi="Đất", color="#b08d57")


class AirQuality(Code):
    """Bands of VN_AQI with the colours of Decision 1459/QĐ-TCMT, which are law and so not ours to choose."""

    GOOD = code("good", en="Good, 0-50", vi="Tốt, 0-50", color="#00e400")
    MODERATE = code("moderate", en="Moderate, 51-100", vi="Trung bình, 51-100", color="#ffff00")
    POOR = code("poor", en="Poor, 101-150", vi="Kém, 101-150", color="#ff7e00")
    BAD = code("bad", en="Bad, 151-200", vi="Xấu, 151-200", color="#ff0000")
    VERY_BAD = code("very_bad", en="Very bad, 201-300", vi="Rất xấu, 201-300", color="#8f3f97")
    HAZARDOUS = code("hazardous", en="Hazardous, over 300", vi="Nguy hại, trên 300", color="#7e0023")


class StationOwner(Code):
    """Who runs a station."""

    PROVINCE = code("province", en="Province", vi="Tỉnh")
    CITY = code("city", en="City", vi="Thành phố")
    ENTERPRISE = code("enterprise", en="Enterprise", vi="Doanh nghiệp")


class MonitoringStation(Feature):
    """A station that measures air, water, noise or soil; what its kind does not measure stays unknown."""

    __tablename__ = "monitoring_stations"
    __layer__ = Layer(
        title=Text(en="Monitoring stations", vi="Trạm quan trắc môi trường"),
        description=Text(
            en="Stations for air, surface water, waste water, noise and soil with their latest values and the "
            "Vietnamese air "
            "quality index.",
            vi="Trạm quan trắc không khí, nước mặt, nước thải, tiếng ồn và đất, kèm giá trị mới nhất và chỉ số VN_AQI.",
        ),
        keywords=("environment", "air quality", "AQI", "PM2.5", "môi trường", "quan trắc", "chất lượng không khí"),
        zoom=(9, 22),
        style=Style(by="kind", size=6, label="name"),
        time=("installed_on",),
        access=Access(write=(LAND_ENVIRONMENT,)),
        device=DeviceBinding(
            main="pm25_ugm3",
            codec="sensorthings",
            expire_after=timedelta(minutes=30),
            interval=timedelta(minutes=5),
            feeds=(
                Feed(property="temperature_c", plausible=(-5, 60)),
                Feed(property="aqi", expire_after=timedelta(hours=2)),
            ),
        ),
    )

    geom: Geom = point()
    name: str = prop("Name", vi="Tên trạm", search=True, max_length=150)
    kind: StationKind = prop("Kind", vi="Loại trạm")
    owner: StationOwner = prop("Run by", vi="Đơn vị vận hành")
    station_ref: str | None = prop(
        "Name in station files", vi="Tên trạm trong tệp truyền", search=True, pattern=r"^[A-Za-z0-9_-]+$", max_length=60
    )
    address: str | None = prop("Address", vi="Địa chỉ", search=True, max_length=250)
    installed_on: date | None = prop("Installed on", vi="Ngày lắp đặt")
    status: DeviceStatus | None = observed("Status", vi="Trạng thái")
    aqi: int | None = observed("Air quality index", vi="Chỉ số VN_AQI", ge=0, le=500)
    air_quality: AirQuality | None = observed("Air quality", vi="Chất lượng không khí")
    pm25_ugm3: float | None = observed("PM2.5", vi="Bụi PM2,5", unit="ug/m3", ge=0, le=2000)
    pm10_ugm3: float | None = observed("PM10", vi="Bụi PM10", unit="ug/m3", ge=0, le=5000)
    no2_ugm3: float | None = observed("NO2", vi="Khí NO2", unit="ug/m3", ge=0, le=10_000)
    so2_ugm3: float | None = observed("SO2", vi="Khí SO2", unit="ug/m3", ge=0, le=10_000)
    o3_ugm3: float | None = observed("O3", vi="Khí O3", unit="ug/m3", ge=0, le=5000)
    co_ugm3: float | None = observed("CO", vi="Khí CO", unit="ug/m3", ge=0, le=500_000)
    temperature_c: float | None = observed("Temperature", vi="Nhiệt độ", unit="Cel", ge=-20, le=100)
    humidity_pct: float | None = observed("Relative humidity", vi="Độ ẩm", unit="%", ge=0, le=100)
    noise_db: float | None = observed("Noise, A-weighted", vi="Mức ồn dBA", unit="dB[SPL]", ge=0, le=160)
    ph: float | None = observed("pH", vi="Độ pH", unit="[pH]", ge=0, le=14)
    dissolved_oxygen_mgl: float | None = observed("Dissolved oxygen", vi="Oxy hòa tan", unit="mg/L", ge=0, le=30)
    cod_mgl: float | None = observed("COD", vi="Nhu cầu oxy hóa học COD", unit="mg/L", ge=0, le=10_000)
    tss_mgl: float | None = observed("Suspended solids", vi="Chất rắn lơ lửng TSS", unit="mg/L", ge=0, le=50_000)
    ammonium_mgl: float | None = observed("Ammonium, as N", vi="Amoni tính theo N", unit="mg/L", ge=0, le=1000)
    flow_m3h: float | None = observed("Flow", vi="Lưu lượng", unit="m3/h", ge=0, le=100_000)
    soil_moisture_pct: float | None = observed("Soil moisture", vi="Độ ẩm đất", unit="%", ge=0, le=100)


class DischargeColumn(Code):
    """The column of the waste-water rule that the receiving water asks for."""

    A = code("A", en="Column A", vi="Cột A", color="#009e73")
    B = code("B", en="Column B", vi="Cột B", color="#e69f00")
    C = code("C", en="Column C", vi="Cột C", color="#8c510a")


class DischargeStandard(
    Code, editable=True, source="QCVN 14 and 40, issues of 2008/2011 and 2025 (TT 05/2025, TT 06/2025)"
):
    """Which technical rule a discharge must keep."""

    QCVN14_2025 = code("QCVN 14:2025/BTNMT", en="Domestic, 2025", vi="Sinh hoạt, 2025")
    QCVN40_2025 = code("QCVN 40:2025/BTNMT", en="Industrial, 2025", vi="Công nghiệp, 2025")
    QCVN14_2008 = code("QCVN 14:2008/BTNMT", en="Domestic, 2008", vi="Sinh hoạt, 2008")
    QCVN40_2011 = code("QCVN 40:2011/BTNMT", en="Industrial, 2011", vi="Công nghiệp, 2011")


class Outfall(Feature):
    """A place where waste water enters a river, with the limits of its permit."""

    __tablename__ = "outfalls"
    __layer__ = Layer(
        title=Text(en="Outfalls", vi="Điểm xả nước thải"),
        description=Text(
            en="Outfalls of waste water with permit, rule, column and the factors that scale the limits.",
            vi="Điểm xả nước thải, kèm giấy phép, quy chuẩn, cột áp dụng và hệ số tính giá trị tối đa.",
        ),
        keywords=("outfall", "discharge", "waste water", "xả thải", "nước thải", "QCVN"),
        zoom=(12, 22),
        style=Style(by="discharge_column", size=5, label="name"),
        time=("permit_from", "permit_to"),
        access=Access(write=(LAND_ENVIRONMENT,)),
    )

    geom: Geom = point()
    name: str = prop("Name", vi="Tên điểm xả", search=True, max_length=150)
    operator: str | None = prop("Operator", vi="Đơn vị xả thải", search=True, max_length=150)
    permit_no: str | None = prop("Permit number", vi="Số giấy phép", search=True, max_length=80)
    permit_from: date | None = prop("Permit from", vi="Giấy phép từ")
    permit_to: date | None = prop("Permit until", vi="Giấy phép đến")
    flow_max_m3d: float | None = prop("Permitted flow", vi="Lưu lượng được phép", unit="m3/d", gt=0, le=1_000_000)
    standard: DischargeStandard | None = prop("Rule", vi="Quy chuẩn")
    discharge_column: DischargeColumn | None = prop("Column", vi="Cột áp dụng")
    kq: float | None = prop("Factor of the receiving water (Kq)", vi="Hệ số nguồn tiếp nhận (Kq)", gt=0, le=2)
    kf: float | None = prop("Factor of the flow (Kf)", vi="Hệ số lưu lượng (Kf)", gt=0, le=2)
    river_id: UUID | None = reference("rivers", "Receiving water", vi="Nguồn tiếp nhận")
    station_id: UUID | None = reference("monitoring_stations", "Monitored by", vi="Trạm quan trắc")
