"""Streets, buildings and the green city."""

from datetime import date
from uuid import UUID

from layers.core.access import PUBLIC_UTILITIES, URBAN_MANAGEMENT, Access
from layers.core.declaration import (
    Code,
    Geom,
    Layer,
    Style,
    Text,
    code,
    line,
    multipolygon,
    point,
    polygon,
    prop,
    reference,
)
from layers.core.feature import Feature
from layers.themes.vocabulary import AssetCondition


class RoadClass(Code):
    """The rank of a street in the network."""

    NATIONAL = code("national", en="National road", vi="Quốc lộ", color="#b45309")
    MAIN = code("main", en="Main urban street", vi="Đường chính đô thị", color="#e69f00")
    COLLECTOR = code("collector", en="Collector street", vi="Đường liên khu vực", color="#f0c75e")
    LOCAL = code("local", en="Local street", vi="Đường khu vực", color="#8d99ae")
    ALLEY = code("alley", en="Alley", vi="Kiệt, hẻm", color="#b8c0cc")
    SERVICE = code("service", en="Service or farm road", vi="Đường nội bộ, đường đồng", color="#c8bfae")


class RoadSurface(Code):
    """What the wheels run on."""

    ASPHALT = code("asphalt", en="Asphalt", vi="Bê tông nhựa")
    CONCRETE = code("concrete", en="Cement concrete", vi="Bê tông xi măng")
    TREATED = code("treated", en="Surface-treated", vi="Láng nhựa")
    GRAVEL = code("gravel", en="Gravel", vi="Cấp phối")
    EARTH = code("earth", en="Earth", vi="Đường đất")


class TravelDirection(Code):
    """How traffic may run along the drawn direction of a line."""

    BOTH = code("both", en="Both ways", vi="Hai chiều")
    FORWARD = code("forward", en="One way, as drawn", vi="Một chiều, theo hướng vẽ")
    BACKWARD = code("backward", en="One way, against the drawn direction", vi="Một chiều, ngược hướng vẽ")


class Road(Feature):
    """A street segment between two junctions, drawn on its centre line."""

    __tablename__ = "roads"
    __layer__ = Layer(
        title=Text(en="Roads", vi="Đường giao thông"),
        description=Text(
            en="Street segments from junction to junction on their centre line, with class, width, lanes and surface.",
            vi="Đoạn đường giữa hai nút giao theo tim đường, kèm cấp đường, bề rộng, số làn và mặt đường.",
        ),
        keywords=("road", "street", "transport", "đường", "phố", "giao thông"),
        zoom=(8, 22),
        style=Style(by="road_class", size=2, label="name"),
        access=Access(write=(URBAN_MANAGEMENT,)),
    )

    geom: Geom = line()
    name: str | None = prop("Street name", vi="Tên đường", search=True, max_length=120)
    ref: str | None = prop("Road number", vi="Số hiệu đường", search=True, max_length=20)
    road_class: RoadClass = prop("Class", vi="Cấp đường", index=True)
    length_m: float = prop("Length", vi="Chiều dài", unit="m", gt=0)
    carriageway_width_m: float | None = prop("Carriageway width", vi="Bề rộng mặt đường", unit="m", gt=0, le=100)
    sidewalk_width_m: float | None = prop(
        "Pavement width, one side", vi="Bề rộng vỉa hè một bên", unit="m", ge=0, le=20
    )
    lane_count: int | None = prop("Lanes", vi="Số làn xe", ge=1, le=12)
    direction: TravelDirection = prop("Direction of traffic", vi="Chiều lưu thông")
    speed_limit_kmh: int | None = prop("Speed limit", vi="Tốc độ tối đa", unit="km/h", ge=5, le=120)
    surface: RoadSurface | None = prop("Surface", vi="Kết cấu mặt đường")
    condition: AssetCondition | None = prop("Condition", vi="Tình trạng")
    is_bridge: bool = prop("On a bridge", vi="Trên cầu")


class RailwayKind(Code):
    """What a track is for."""

    MAIN = code("main", en="Main line", vi="Chính tuyến", color="#374151")
    SIDING = code("siding", en="Siding", vi="Đường tránh, đường ga", color="#9ca3af")


class Railway(Feature):
    """A track of the North-South railway through the city."""

    __tablename__ = "railways"
    __layer__ = Layer(
        title=Text(en="Railways", vi="Đường sắt"),
        description=Text(
            en="Railway tracks on their centre line, with the width of the safety corridor on each side.",
            vi="Đường sắt theo tim ray, kèm bề rộng hành lang an toàn mỗi bên.",
        ),
        keywords=("railway", "train", "đường sắt", "tàu hỏa"),
        zoom=(8, 22),
        style=Style(by="kind", size=2, label="name"),
        access=Access(write=(URBAN_MANAGEMENT,)),
    )

    geom: Geom = line()
    name: str = prop("Name", vi="Tên tuyến", search=True, max_length=120)
    kind: RailwayKind = prop("Kind", vi="Loại")
    gauge_mm: int = prop("Gauge", vi="Khổ đường", unit="mm", ge=600, le=1676)
    safety_corridor_m: float | None = prop(
        "Safety corridor, each side", vi="Hành lang an toàn mỗi bên", unit="m", ge=0, le=100
    )


class BuildingUse(Code):
    """What a building is mainly used for."""

    HOUSE = code("house", en="House", vi="Nhà ở riêng lẻ", color="#d9b99b")
    APARTMENT = code("apartment", en="Apartments", vi="Chung cư", color="#b8743a")
    SHOPHOUSE = code("shophouse", en="House with shop", vi="Nhà ở kết hợp kinh doanh", color="#e0a84f")
    COMMERCE = code("commerce", en="Commerce and lodging", vi="Thương mại, lưu trú", color="#e69f00")
    OFFICE = code("office", en="Office", vi="Trụ sở, văn phòng", color="#3f76a3")
    EDUCATION = code("education", en="Education", vi="Giáo dục", color="#56b4e9")
    HEALTH = code("health", en="Health", vi="Y tế", color="#1f9e76")
    RELIGION = code("religion", en="Religion and belief", vi="Tôn giáo, tín ngưỡng", color="#e6aed2")
    INDUSTRY = code("industry", en="Industry and storage", vi="Sản xuất, kho", color="#5a5578")
    OTHER = code("other", en="Other", vi="Khác", color="#bdb8b0")


class Building(Feature):
    """A building by its footprint on the ground."""

    __tablename__ = "buildings"
    __layer__ = Layer(
        title=Text(en="Buildings", vi="Công trình, nhà"),
        description=Text(
            en="Building footprints with use, storeys, height and address.",
            vi="Hình chiếu nhà và công trình, kèm công năng, số tầng, chiều cao và địa chỉ.",
        ),
        keywords=("building", "house", "address", "nhà", "công trình", "địa chỉ"),
        zoom=(15, 22),
        style=Style(by="use", size=0.75, label="house_number"),
        access=Access(write=(URBAN_MANAGEMENT,)),
    )

    geom: Geom = polygon()
    name: str | None = prop("Name", vi="Tên công trình", search=True, max_length=200)
    house_number: str | None = prop("House number", vi="Số nhà", max_length=20)
    address: str | None = prop("Address", vi="Địa chỉ", search=True, max_length=250)
    use: BuildingUse = prop("Use", vi="Công năng")
    storey_count: int | None = prop("Storeys", vi="Số tầng", ge=1, le=60)
    height_m: float | None = prop("Height", vi="Chiều cao", unit="m", gt=0, le=250)
    floor_level_m: float | None = prop("Ground-floor level", vi="Cao độ nền tầng trệt", unit="m", ge=-5, le=150)
    footprint_m2: float = prop("Footprint area", vi="Diện tích xây dựng", unit="m2", gt=0)
    built_year: int | None = prop("Year built", vi="Năm xây dựng", ge=1800, le=2100)
    parcel_id: UUID | None = reference("land_parcels", "Land parcel", vi="Thửa đất")


class TreeHealth(Code):
    """How a tree stands. A dangerous tree may fall on people: the only red one."""

    GOOD = code("good", en="Good", vi="Tốt", color="#1b7837")
    FAIR = code("fair", en="Fair", vi="Trung bình", color="#7fbf7b")
    POOR = code("poor", en="Poor", vi="Yếu", color="#bf9b30")
    DANGEROUS = code("dangerous", en="Dangerous", vi="Nguy hiểm", color="#c1121f")
    DEAD = code("dead", en="Dead", vi="Đã chết", color="#3a3128")


class Tree(Feature):
    """A street or park tree kept by the city."""

    __tablename__ = "trees"
    __layer__ = Layer(
        title=Text(en="Trees", vi="Cây xanh"),
        description=Text(
            en="Street and park trees with species, size, health and the date of the last inspection.",
            vi="Cây xanh đường phố và công viên, kèm loài, kích thước, sức khỏe và ngày kiểm tra gần nhất.",
        ),
        keywords=("tree", "green", "cây xanh", "cây bóng mát"),
        zoom=(14, 22),
        style=Style(by="health", size=3, label="species"),
        time=("planted_on",),
        access=Access(write=(PUBLIC_UTILITIES, URBAN_MANAGEMENT)),
    )

    geom: Geom = point()
    species: str = prop("Species", vi="Loài cây", search=True, max_length=100)
    scientific_name: str | None = prop("Scientific name", vi="Tên khoa học", search=True, max_length=120)
    trunk_diameter_cm: float | None = prop(
        "Trunk diameter at breast height", vi="Đường kính thân ở 1,3 m", unit="cm", gt=0, le=500
    )
    height_m: float | None = prop("Height", vi="Chiều cao", unit="m", gt=0, le=80)
    crown_diameter_m: float | None = prop("Crown diameter", vi="Đường kính tán", unit="m", gt=0, le=60)
    health: TreeHealth | None = prop("Health", vi="Sức khỏe")
    is_protected: bool = prop("Protected", vi="Cây bảo tồn")
    planted_on: date | None = prop("Planted on", vi="Ngày trồng")
    inspected_on: date | None = prop("Last inspection", vi="Kiểm tra gần nhất")
    road_id: UUID | None = reference("roads", "Road", vi="Tuyến đường")
    park_id: UUID | None = reference("parks", "Park", vi="Công viên")


class ParkKind(Code):
    """What kind of open green space it is."""

    PARK = code("park", en="Park", vi="Công viên", color="#4d9221")
    GARDEN = code("garden", en="Garden", vi="Vườn hoa", color="#74b33a")
    SQUARE = code("square", en="Square", vi="Quảng trường", color="#c7b97f")
    PLAYGROUND = code("playground", en="Playground", vi="Sân chơi", color="#f6d55c")
    RIVERSIDE = code("riverside", en="Riverside green", vi="Cây xanh ven sông", color="#35978f")


class Park(Feature):
    """A public park, garden, square or playground."""

    __tablename__ = "parks"
    __layer__ = Layer(
        title=Text(en="Parks", vi="Công viên"),
        description=Text(
            en="Public parks, gardens, squares and playgrounds with area and opening hours.",
            vi="Công viên, vườn hoa, quảng trường và sân chơi công cộng, kèm diện tích và giờ mở cửa.",
        ),
        keywords=("park", "garden", "square", "công viên", "vườn hoa", "quảng trường"),
        zoom=(11, 22),
        style=Style(by="kind", label="name"),
        access=Access(write=(PUBLIC_UTILITIES, URBAN_MANAGEMENT)),
    )

    geom: Geom = multipolygon()
    name: str = prop("Name", vi="Tên", search=True, max_length=150)
    kind: ParkKind = prop("Kind", vi="Loại")
    address: str | None = prop("Address", vi="Địa chỉ", search=True, max_length=250)
    area_m2: float = prop("Area", vi="Diện tích", unit="m2", gt=0)
    opening_hours: str | None = prop("Opening hours", vi="Giờ mở cửa", max_length=120)
    is_lit: bool = prop("Lit at night", vi="Có chiếu sáng ban đêm")
