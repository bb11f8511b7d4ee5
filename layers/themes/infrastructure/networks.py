"""What runs under and over the streets: water, drainage, sewage, power and telecommunication."""

from datetime import date
from uuid import UUID

from layers.core.access import PUBLIC_UTILITIES, URBAN_MANAGEMENT, Access
from layers.core.declaration import Code, Geom, Layer, Style, Text, code, line, point, prop, reference
from layers.core.feature import Feature
from layers.themes.vocabulary import AssetCondition, AssetStatus, PipeMaterial


class WaterPipeKind(Code):
    """The rank of a pipe in the supply network."""

    TRANSMISSION = code("transmission", en="Transmission main", vi="Ống truyền tải", color="#084594")
    DISTRIBUTION = code("distribution", en="Distribution pipe", vi="Ống phân phối", color="#4292c6")
    SERVICE = code("service", en="Service pipe", vi="Ống dịch vụ", color="#9ecae1")


class WaterPipe(Feature):
    """A clean-water pipe from fitting to fitting."""

    __tablename__ = "water_pipes"
    __layer__ = Layer(
        title=Text(en="Water pipes", vi="Ống cấp nước"),
        description=Text(
            en="Clean-water network: mains, distribution and service pipes with diameter, material and depth.",
            vi="Mạng lưới cấp nước sạch: ống truyền tải, phân phối và dịch vụ, kèm đường kính, vật liệu và độ sâu.",
        ),
        keywords=("water supply", "pipe", "cấp nước", "đường ống"),
        zoom=(13, 22),
        style=Style(by="kind", size=2, label="diameter_mm"),
        time=("installed_on",),
        access=Access(write=(URBAN_MANAGEMENT, PUBLIC_UTILITIES)),
    )

    geom: Geom = line()
    kind: WaterPipeKind = prop("Kind", vi="Loại ống")
    diameter_mm: int = prop("Diameter", vi="Đường kính", unit="mm", gt=0, le=3000)
    material: PipeMaterial | None = prop("Material", vi="Vật liệu")
    length_m: float = prop("Length", vi="Chiều dài", unit="m", gt=0)
    depth_m: float | None = prop("Depth of cover", vi="Độ sâu chôn ống", unit="m", ge=0, le=20)
    pressure_kpa: float | None = prop("Rated pressure", vi="Áp suất danh định", unit="kPa", ge=0, le=4000)
    status: AssetStatus = prop("Status", vi="Tình trạng sử dụng")
    operator: str | None = prop("Operator", vi="Đơn vị quản lý", max_length=150)
    installed_on: date | None = prop("Installed on", vi="Ngày lắp đặt")
    road_id: UUID | None = reference("roads", "Road", vi="Tuyến đường")


class ManholeKind(Code):
    """Which network a manhole opens."""

    DRAIN = code("drain", en="Storm water", vi="Thoát nước mưa", color="#1f78b4")
    SEWER = code("sewer", en="Sewage", vi="Nước thải", color="#8c510a")
    COMBINED = code("combined", en="Combined", vi="Thoát nước chung", color="#5e3c99")
    WATER = code("water", en="Water supply", vi="Cấp nước", color="#56b4e9")
    POWER = code("power", en="Power", vi="Điện lực", color="#e69f00")
    TELECOM = code("telecom", en="Telecommunication", vi="Viễn thông", color="#009e73")


class Manhole(Feature):
    """A manhole or inspection chamber, with the levels needed to trace a network."""

    __tablename__ = "manholes"
    __layer__ = Layer(
        title=Text(en="Manholes", vi="Hố ga, hố thăm"),
        description=Text(
            en="Manholes and inspection chambers with cover and invert levels on the national height system.",
            vi="Hố ga và hố thăm, kèm cao độ nắp và cao độ đáy theo hệ độ cao quốc gia.",
        ),
        keywords=("manhole", "chamber", "hố ga", "hố thăm", "thoát nước"),
        zoom=(15, 22),
        style=Style(by="kind", size=3, label="code"),
        access=Access(write=(URBAN_MANAGEMENT, PUBLIC_UTILITIES)),
    )

    geom: Geom = point()
    kind: ManholeKind = prop("Kind", vi="Loại")
    cover_level_m: float | None = prop("Cover level", vi="Cao độ nắp", unit="m", ge=-10, le=150)
    invert_level_m: float | None = prop("Invert level", vi="Cao độ đáy", unit="m", ge=-20, le=150)
    depth_m: float | None = prop("Depth", vi="Chiều sâu", unit="m", gt=0, le=30)
    material: PipeMaterial | None = prop("Material", vi="Vật liệu")
    condition: AssetCondition | None = prop("Condition", vi="Tình trạng")
    cleaned_on: date | None = prop("Last cleaned", vi="Nạo vét gần nhất")


class DrainKind(Code):
    """How storm water runs."""

    PIPE = code("pipe", en="Pipe", vi="Cống tròn", color="#1f78b4")
    BOX = code("box", en="Box culvert", vi="Cống hộp", color="#3f007d")
    COVERED = code("covered_channel", en="Covered channel", vi="Mương có nắp", color="#41b6c4")
    OPEN = code("open_channel", en="Open channel", vi="Mương hở", color="#7fcdbb")


class Drain(Feature):
    """A storm-water conduit between two manholes."""

    __tablename__ = "drains"
    __layer__ = Layer(
        title=Text(en="Drains", vi="Thoát nước mưa"),
        description=Text(
            en="Storm-water pipes, culverts and channels, drawn downstream, with section and invert levels.",
            vi="Cống và mương thoát nước mưa, vẽ theo chiều dòng chảy, kèm tiết diện và cao độ đáy.",
        ),
        keywords=("drain", "storm water", "culvert", "thoát nước", "cống", "mương"),
        zoom=(13, 22),
        style=Style(by="kind", size=2, label="width_mm"),
        time=("installed_on",),
        access=Access(write=(URBAN_MANAGEMENT, PUBLIC_UTILITIES)),
    )

    geom: Geom = line()
    kind: DrainKind = prop("Kind", vi="Loại")
    width_mm: int = prop("Width or diameter", vi="Bề rộng hoặc đường kính", unit="mm", gt=0, le=20_000)
    height_mm: int | None = prop("Height", vi="Chiều cao", unit="mm", gt=0, le=10_000)
    material: PipeMaterial | None = prop("Material", vi="Vật liệu")
    length_m: float = prop("Length", vi="Chiều dài", unit="m", gt=0)
    invert_start_m: float | None = prop("Invert level, start", vi="Cao độ đáy đầu", unit="m", ge=-20, le=150)
    invert_end_m: float | None = prop("Invert level, end", vi="Cao độ đáy cuối", unit="m", ge=-20, le=150)
    status: AssetStatus = prop("Status", vi="Tình trạng sử dụng")
    condition: AssetCondition | None = prop("Condition", vi="Tình trạng")
    installed_on: date | None = prop("Installed on", vi="Ngày lắp đặt")
    cleaned_on: date | None = prop("Last cleaned", vi="Nạo vét gần nhất")
    from_manhole_id: UUID | None = reference("manholes", "From manhole", vi="Từ hố ga")
    to_manhole_id: UUID | None = reference("manholes", "To manhole", vi="Đến hố ga")


class SewerKind(Code):
    """How sewage is moved."""

    GRAVITY = code("gravity", en="Gravity sewer", vi="Cống tự chảy", color="#8c510a")
    PRESSURE = code("pressure", en="Pressure sewer", vi="Ống áp lực", color="#d8903a")
    COMBINED = code("combined", en="Combined sewer", vi="Cống chung", color="#5e3c99")


class Sewer(Feature):
    """A waste-water conduit between two manholes."""

    __tablename__ = "sewers"
    __layer__ = Layer(
        title=Text(en="Sewers", vi="Thoát nước thải"),
        description=Text(
            en="Waste-water pipes, drawn downstream, with diameter and invert levels.",
            vi="Cống thoát nước thải, vẽ theo chiều dòng chảy, kèm đường kính và cao độ đáy.",
        ),
        keywords=("sewer", "waste water", "nước thải", "cống"),
        zoom=(13, 22),
        style=Style(by="kind", size=2, label="diameter_mm"),
        time=("installed_on",),
        access=Access(write=(URBAN_MANAGEMENT, PUBLIC_UTILITIES)),
    )

    geom: Geom = line()
    kind: SewerKind = prop("Kind", vi="Loại")
    diameter_mm: int = prop("Diameter", vi="Đường kính", unit="mm", gt=0, le=5000)
    material: PipeMaterial | None = prop("Material", vi="Vật liệu")
    length_m: float = prop("Length", vi="Chiều dài", unit="m", gt=0)
    invert_start_m: float | None = prop("Invert level, start", vi="Cao độ đáy đầu", unit="m", ge=-20, le=150)
    invert_end_m: float | None = prop("Invert level, end", vi="Cao độ đáy cuối", unit="m", ge=-20, le=150)
    status: AssetStatus = prop("Status", vi="Tình trạng sử dụng")
    condition: AssetCondition | None = prop("Condition", vi="Tình trạng")
    installed_on: date | None = prop("Installed on", vi="Ngày lắp đặt")
    from_manhole_id: UUID | None = reference("manholes", "From manhole", vi="Từ hố ga")
    to_manhole_id: UUID | None = reference("manholes", "To manhole", vi="Đến hố ga")


class LinePlacement(Code):
    """Where a cable hangs or lies."""

    OVERHEAD = code("overhead", en="Overhead", vi="Đi nổi", color="#e69f00")
    UNDERGROUND = code("underground", en="Underground", vi="Đi ngầm", color="#0072b2")


class VoltageLevel(Code):
    """The voltage steps of the Vietnamese grid."""

    LOW = code("low", en="Low voltage, 0.4 kV", vi="Hạ thế 0,4 kV", color="#f0c75e")
    MEDIUM = code("medium", en="Medium voltage, 22-35 kV", vi="Trung thế 22-35 kV", color="#e69f00")
    HIGH = code("high", en="High voltage, 110 kV and more", vi="Cao thế từ 110 kV", color="#8c2d04")


class PowerLine(Feature):
    """An electricity line."""

    __tablename__ = "power_lines"
    __layer__ = Layer(
        title=Text(en="Power lines", vi="Đường dây điện"),
        description=Text(
            en="Electricity lines with voltage, placement and the safety corridor on each side.",
            vi="Đường dây điện, kèm điện áp, hình thức lắp đặt và hành lang an toàn mỗi bên.",
        ),
        keywords=("power", "electricity", "grid", "điện", "lưới điện", "hành lang an toàn"),
        zoom=(12, 22),
        style=Style(by="voltage_level", size=2, label="name"),
        time=("installed_on",),
        access=Access(write=(URBAN_MANAGEMENT,)),
    )

    geom: Geom = line()
    name: str | None = prop("Line name", vi="Tên đường dây", search=True, max_length=120)
    voltage_level: VoltageLevel = prop("Voltage level", vi="Cấp điện áp")
    voltage_kv: float = prop("Voltage", vi="Điện áp", unit="kV", gt=0, le=500)
    placement: LinePlacement = prop("Placement", vi="Hình thức lắp đặt")
    circuit_count: int | None = prop("Circuits", vi="Số mạch", ge=1, le=8)
    length_m: float = prop("Length", vi="Chiều dài", unit="m", gt=0)
    safety_corridor_m: float | None = prop(
        "Safety corridor, each side", vi="Hành lang an toàn mỗi bên", unit="m", ge=0, le=50
    )
    status: AssetStatus = prop("Status", vi="Tình trạng sử dụng")
    operator: str | None = prop("Operator", vi="Đơn vị quản lý", max_length=150)
    installed_on: date | None = prop("Installed on", vi="Ngày lắp đặt")


class TelecomKind(Code):
    """What a telecommunication line carries the signal in."""

    FIBRE = code("fibre", en="Optical fibre", vi="Cáp quang", color="#009e73")
    COPPER = code("copper", en="Copper", vi="Cáp đồng", color="#b87333")
    DUCT = code("duct", en="Empty duct", vi="Ống cống bể chờ", color="#6b7280")


class TelecomLine(Feature):
    """A telecommunication cable or duct."""

    __tablename__ = "telecom_lines"
    __layer__ = Layer(
        title=Text(en="Telecom lines", vi="Tuyến cáp viễn thông"),
        description=Text(
            en="Telecommunication cables and ducts with kind, placement and capacity.",
            vi="Tuyến cáp và cống bể viễn thông, kèm loại, hình thức lắp đặt và dung lượng.",
        ),
        keywords=("telecom", "fibre", "cable", "viễn thông", "cáp quang", "ngầm hóa"),
        zoom=(13, 22),
        style=Style(by="kind", size=2, label="operator"),
        time=("installed_on",),
        access=Access(write=(URBAN_MANAGEMENT,)),
    )

    geom: Geom = line()
    kind: TelecomKind = prop("Kind", vi="Loại")
    placement: LinePlacement = prop("Placement", vi="Hình thức lắp đặt")
    fibre_count: int | None = prop("Fibres or pairs", vi="Số sợi hoặc số đôi", ge=0, le=4000)
    length_m: float = prop("Length", vi="Chiều dài", unit="m", gt=0)
    status: AssetStatus = prop("Status", vi="Tình trạng sử dụng")
    operator: str | None = prop("Operator", vi="Đơn vị quản lý", max_length=150)
    installed_on: date | None = prop("Installed on", vi="Ngày lắp đặt")
    road_id: UUID | None = reference("roads", "Road", vi="Tuyến đường")
