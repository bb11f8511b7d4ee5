"""Public lighting: cabinets, lamps and the street segments they light."""

from datetime import date, timedelta
from uuid import UUID

from layers.core.access import OPERATION_CENTRE, PUBLIC_UTILITIES, Access
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
from layers.themes.vocabulary import DeviceStatus


class ControlLink(Code):
    """How the control centre reaches a cabinet or a lamp."""

    NONE = code("none", en="None (timer or hand)", vi="Không (hẹn giờ hoặc bằng tay)")
    CELLULAR = code("cellular", en="Mobile network", vi="Mạng di động")
    FIBRE = code("fibre", en="Optical fibre", vi="Cáp quang")
    PLC = code("plc", en="Power-line communication", vi="Truyền qua đường dây điện (PLC)")
    RADIO = code("radio", en="Radio mesh", vi="Mạng vô tuyến")
    LORAWAN = code("lorawan", en="LoRaWAN", vi="LoRaWAN")


class LightingCabinet(Feature):
    """A cabinet that feeds and switches the lamps of some streets."""

    __tablename__ = "lighting_cabinets"
    __layer__ = Layer(
        title=Text(en="Lighting cabinets", vi="Tủ điều khiển chiếu sáng"),
        description=Text(
            en="Cabinets that feed and switch street lamps, with their link to the control centre and present load.",
            vi="Tủ cấp điện và điều khiển đèn đường, kèm đường truyền về trung tâm và phụ tải hiện tại.",
        ),
        keywords=("lighting", "cabinet", "chiếu sáng", "tủ điều khiển"),
        zoom=(12, 22),
        style=Style(by="status", size=5, label="code"),
        time=("installed_on",),
        access=Access(write=(PUBLIC_UTILITIES,), private=(PUBLIC_UTILITIES,)),
        device=DeviceBinding(
            main="power_kw",
            expire_after=timedelta(minutes=30),
            interval=timedelta(minutes=10),
            feeds=(
                Feed(property="energy_kwh", expire_after=NEVER),
                Feed(property="power_kw", plausible=(0, 200)),
            ),
            commands=(
                Ability(action="switch_on", title=Text(en="Switch on", vi="Bật"), roles=(PUBLIC_UTILITIES,)),
                Ability(action="switch_off", title=Text(en="Switch off", vi="Tắt"), roles=(PUBLIC_UTILITIES,)),
            ),
        ),
    )

    geom: Geom = point()
    address: str | None = prop("Address", vi="Địa chỉ", search=True, max_length=250)
    phase_count: int = prop("Phases", vi="Số pha", ge=1, le=3)
    rated_power_kw: float | None = prop("Rated power", vi="Công suất định mức", unit="kW", gt=0, le=500)
    circuit_count: int | None = prop("Circuits", vi="Số lộ ra", ge=1, le=24)
    control_link: ControlLink = prop("Control link", vi="Đường truyền điều khiển")
    gateway_address: str | None = prop("Gateway address", vi="Địa chỉ bộ điều khiển", private=True, max_length=120)
    installed_on: date | None = prop("Installed on", vi="Ngày lắp đặt")
    status: DeviceStatus | None = observed("Status", vi="Trạng thái")
    power_kw: float | None = observed("Measured power", vi="Công suất đo", unit="kW", ge=0, le=1000)
    energy_kwh: float | None = observed("Energy meter", vi="Chỉ số điện năng", unit="kW.h", ge=0)
    door_open: bool | None = observed("Door open", vi="Cửa tủ mở")


class LightingClass(
    Code, editable=True, source="EN 13201-2 M classes, from memory, unverified; QCVN 07-7:2023/BXD governs"
):
    """How much light a street is due."""

    M1 = code("M1", en="M1, 2.0 cd/m²", vi="M1, 2,0 cd/m²", color="#b35806")
    M2 = code("M2", en="M2, 1.5 cd/m²", vi="M2, 1,5 cd/m²", color="#e08214")
    M3 = code("M3", en="M3, 1.0 cd/m²", vi="M3, 1,0 cd/m²", color="#fdb863")
    M4 = code("M4", en="M4, 0.75 cd/m²", vi="M4, 0,75 cd/m²", color="#b2abd2")
    M5 = code("M5", en="M5, 0.5 cd/m²", vi="M5, 0,5 cd/m²", color="#8073ac")
    M6 = code("M6", en="M6, 0.3 cd/m²", vi="M6, 0,3 cd/m²", color="#542788")


class LightingSegment(Feature):
    """A stretch of street lit by one row design, with the light it must give."""

    __tablename__ = "lighting_segments"
    __layer__ = Layer(
        title=Text(en="Lighting segments", vi="Tuyến chiếu sáng"),
        description=Text(
            en="Lit stretches of street with lighting class, required luminance and uniformity and their energy of "
            "the last night.",
            vi="Đoạn tuyến chiếu sáng, kèm cấp chiếu sáng, độ chói và độ đồng đều yêu cầu, điện năng đêm gần nhất.",
        ),
        keywords=("lighting", "luminance", "chiếu sáng", "độ chói", "tuyến chiếu sáng"),
        zoom=(12, 22),
        style=Style(by="lighting_class", size=2.5, label="street"),
        access=Access(write=(PUBLIC_UTILITIES,)),
        device=DeviceBinding(main="energy_last_night_kwh", expire_after=timedelta(days=2), interval=timedelta(days=1)),
    )

    geom: Geom = line()
    street: str = prop("Street", vi="Tên đường", search=True, max_length=120)
    lighting_class: LightingClass | None = prop("Lighting class", vi="Cấp chiếu sáng")
    required_luminance_cdm2: float | None = prop("Required luminance", vi="Độ chói yêu cầu", unit="cd/m2", gt=0, le=10)
    required_uniformity: float | None = prop("Required uniformity", vi="Độ đồng đều yêu cầu", ge=0, le=1)
    length_m: float = prop("Length", vi="Chiều dài", unit="m", gt=0)
    width_m: float | None = prop("Lit width", vi="Bề rộng chiếu sáng", unit="m", gt=0, le=150)
    lamp_spacing_m: float | None = prop("Lamp spacing", vi="Khoảng cách đèn", unit="m", gt=0, le=150)
    is_pilot: bool = prop("Smart-lighting pilot", vi="Tuyến thí điểm chiếu sáng thông minh")
    road_id: UUID | None = reference("roads", "Road", vi="Tuyến đường")
    cabinet_id: UUID | None = reference("lighting_cabinets", "Cabinet", vi="Tủ điều khiển")
    energy_last_night_kwh: float | None = observed("Energy, last night", vi="Điện năng đêm qua", unit="kW.h", ge=0)


class LampType(Code):
    """How a lamp makes light."""

    LED = code("led", en="LED", vi="LED")
    HPS = code("hps", en="High-pressure sodium", vi="Natri cao áp")
    METAL_HALIDE = code("metal_halide", en="Metal halide", vi="Halogen kim loại")
    MERCURY = code("mercury", en="Mercury vapour", vi="Thủy ngân cao áp")
    COMPACT = code("compact", en="Compact fluorescent", vi="Huỳnh quang compact")


class PoleMaterial(Code):
    """What carries the lamp."""

    STEEL = code("steel", en="Galvanised steel", vi="Thép mạ kẽm")
    CONCRETE = code("concrete", en="Concrete", vi="Bê tông ly tâm")
    CAST_IRON = code("cast_iron", en="Cast iron", vi="Gang")
    SHARED = code("power_pole", en="Pole of the power grid", vi="Trụ điện lực")


class LampStatus(Code):
    """What a lamp does now. A lamp not heard of has no status: silence is never "off"."""

    ON = code("on", en="On", vi="Bật", color="#f6c945")
    DIMMED = code("dimmed", en="Dimmed", vi="Giảm sáng", color="#c9a227")
    OFF = code("off", en="Off", vi="Tắt", color="#6b7280")
    FAULT = code("fault", en="Fault", vi="Hỏng", color="#b5179e")


class StreetLamp(Feature):
    """A lighting point on a public road, with its rated power and its present state."""

    __tablename__ = "street_lamps"
    __layer__ = Layer(
        title=Text(en="Street lamps", vi="Đèn đường"),
        description=Text(
            en="Lighting points with pole, luminaire, rated power and what they do now.",
            vi="Điểm sáng công cộng, kèm trụ, bộ đèn, công suất định mức và trạng thái hiện tại.",
        ),
        keywords=("lighting", "street lamp", "chiếu sáng", "đèn đường", "điểm sáng"),
        zoom=(12, 22),
        style=Style(by="status", size=4, label="pole_ref"),
        time=("installed_on",),
        access=Access(write=(PUBLIC_UTILITIES,)),
        device=DeviceBinding(
            main="power_w",
            expire_after=timedelta(minutes=45),
            interval=timedelta(minutes=15),
            feeds=(
                Feed(property="energy_kwh", expire_after=NEVER),
                Feed(property="operating_h", expire_after=NEVER),
                Feed(property="voltage_v", plausible=(0, 300)),
            ),
            commands=(
                Ability(
                    action="dim",
                    title=Text(en="Light level", vi="Mức sáng"),
                    roles=(PUBLIC_UTILITIES, OPERATION_CENTRE),
                    property="level_pct",
                    unit="%",
                    ge=0,
                    le=100,
                ),
                Ability(
                    action="automatic",
                    title=Text(en="Back to the programme", vi="Trở lại chương trình"),
                    roles=(PUBLIC_UTILITIES, OPERATION_CENTRE),
                ),
            ),
        ),
    )

    geom: Geom = point()
    pole_ref: str = prop("Pole number", vi="Số trụ", search=True, max_length=40)
    street: str | None = prop("Street", vi="Tên đường", search=True, max_length=120)
    lamp_type: LampType = prop("Lamp type", vi="Loại đèn", index=True)
    rated_power_w: float = prop("Rated power", vi="Công suất định mức", unit="W", gt=0, le=2000)
    luminous_flux_lm: float | None = prop("Luminous flux", vi="Quang thông", unit="lm", gt=0, le=200_000)
    colour_temperature_k: int | None = prop("Colour temperature", vi="Nhiệt độ màu", unit="K", ge=1500, le=7000)
    pole_material: PoleMaterial | None = prop("Pole", vi="Loại trụ")
    pole_height_m: float | None = prop("Pole height", vi="Chiều cao trụ", unit="m", gt=0, le=40)
    arm_length_m: float | None = prop("Arm length", vi="Chiều dài cần đèn", unit="m", ge=0, le=6)
    control_link: ControlLink = prop("Control link", vi="Đường truyền điều khiển")
    dali_address: int | None = prop("DALI address", vi="Địa chỉ DALI", ge=0, le=63)
    installed_on: date | None = prop("Installed on", vi="Ngày lắp đặt")
    cabinet_id: UUID | None = reference("lighting_cabinets", "Cabinet", vi="Tủ điều khiển")
    segment_id: UUID | None = reference("lighting_segments", "Lighting segment", vi="Tuyến chiếu sáng")
    status: LampStatus | None = observed("Status", vi="Trạng thái")
    level_pct: float | None = observed("Light level", vi="Mức sáng", unit="%", ge=0, le=100)
    power_w: float | None = observed("Measured power", vi="Công suất đo", unit="W", ge=0, le=3000)
    voltage_v: float | None = observed("Voltage", vi="Điện áp", unit="V", ge=0, le=500)
    current_a: float | None = observed("Current", vi="Dòng điện", unit="A", ge=0, le=20)
    energy_kwh: float | None = observed("Energy meter", vi="Chỉ số điện năng", unit="kW.h", ge=0)
    temperature_c: float | None = observed("Driver temperature", vi="Nhiệt độ bộ nguồn", unit="Cel", ge=-20, le=150)
    operating_h: float | None = observed("Operating hours", vi="Số giờ hoạt động", unit="h", ge=0)
