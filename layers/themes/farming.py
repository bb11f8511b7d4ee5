"""Farming: the two smart-farming groups, the plots of their households and the irrigation blocks."""

from datetime import date, datetime, timedelta
from uuid import UUID

from layers.core.access import ECONOMY, Access
from layers.core.binding import NEVER, Ability, DeviceBinding, Feed
from layers.core.declaration import (
    Code,
    Geom,
    Layer,
    Style,
    Text,
    code,
    multipolygon,
    observed,
    polygon,
    prop,
    reference,
)
from layers.core.feature import Feature
from layers.themes.vocabulary import DeviceStatus


class FarmKind(Code):
    """What a farming group grows."""

    FLOWERS = code("flowers", en="Flowers", vi="Hoa", color="#cc79a7")
    VEGETABLES = code("vegetables", en="Vegetables", vi="Rau", color="#5a8f3c")


class Farm(Feature):
    """A co-operative or farming group on its land."""

    __tablename__ = "farms"
    __layer__ = Layer(
        title=Text(en="Farms", vi="Vùng nông nghiệp thông minh"),
        description=Text(
            en="Smart-farming groups with their land, number of households and weather on the field.",
            vi="Tổ hợp tác, hợp tác xã nông nghiệp thông minh, kèm diện tích, số hộ và thời tiết tại ruộng.",
        ),
        keywords=("farm", "co-operative", "agriculture", "nông nghiệp", "hợp tác xã", "hoa", "rau"),
        zoom=(11, 22),
        style=Style(by="kind", size=2, label="name"),
        access=Access(write=(ECONOMY,)),
        device=DeviceBinding(
            main="air_temperature_c",
            codec="senml",
            expire_after=timedelta(minutes=45),
            interval=timedelta(minutes=10),
            feeds=(Feed(property="et0_mm", expire_after=timedelta(days=2)),),
        ),
    )

    geom: Geom = multipolygon()
    name: str = prop("Name", vi="Tên", search=True, max_length=150)
    kind: FarmKind = prop("Grows", vi="Loại cây trồng")
    address: str | None = prop("Address", vi="Địa chỉ", search=True, max_length=250)
    area_m2: float = prop("Area", vi="Diện tích", unit="m2", gt=0)
    household_count: int = prop("Households", vi="Số hộ", ge=0, le=1000)
    founded_on: date | None = prop("Founded on", vi="Ngày thành lập")
    status: DeviceStatus | None = observed("Field gateway", vi="Bộ điều khiển tại ruộng")
    air_temperature_c: float | None = observed("Air temperature", vi="Nhiệt độ không khí", unit="Cel", ge=-20, le=60)
    humidity_pct: float | None = observed("Relative humidity", vi="Độ ẩm không khí", unit="%", ge=0, le=100)
    wind_mps: float | None = observed("Wind", vi="Tốc độ gió", unit="m/s", ge=0, le=90)
    illuminance_lx: float | None = observed("Light", vi="Độ rọi", unit="lx", ge=0, le=200_000)
    et0_mm: float | None = observed(
        "Reference evapotranspiration, today", vi="Bốc thoát hơi ET0 hôm nay", unit="mm", ge=0, le=20
    )


class Crop(Code, editable=True, source="Project proposal; the co-operatives edit the list"):
    """What stands on a plot."""

    CHRYSANTHEMUM = code("chrysanthemum", en="Chrysanthemum", vi="Hoa cúc", color="#e6c229")
    LILY = code("lily", en="Lily", vi="Hoa ly", color="#cc79a7")
    GLADIOLUS = code("gladiolus", en="Gladiolus", vi="Hoa lay ơn", color="#6a3d9a")
    LEAF_VEGETABLES = code("leaf_vegetables", en="Leaf vegetables", vi="Rau ăn lá", color="#5a8f3c")
    FRUIT_VEGETABLES = code("fruit_vegetables", en="Fruit vegetables", vi="Rau ăn quả", color="#f4b06a")
    HERBS = code("herbs", en="Herbs", vi="Rau gia vị", color="#0a5f52")
    FALLOW = code("fallow", en="Fallow", vi="Để trống", color="#c9bfae")


class FarmPlot(Feature):
    """The plot one household tends; the household is a reference, never a name."""

    __tablename__ = "farm_plots"
    __layer__ = Layer(
        title=Text(en="Farm plots", vi="Thửa canh tác"),
        description=Text(
            en="Plots of the farming groups with crop, area and season.",
            vi="Thửa canh tác của tổ hợp tác, hợp tác xã, kèm cây trồng, diện tích và mùa vụ.",
        ),
        keywords=("plot", "crop", "season", "canh tác", "cây trồng", "mùa vụ"),
        zoom=(14, 22),
        style=Style(by="crop", size=1, label="code"),
        time=("season_from", "season_to"),
        access=Access(write=(ECONOMY,), private=(ECONOMY,)),
    )

    geom: Geom = polygon()
    farm_id: UUID = reference("farms", "Farm", vi="Vùng nông nghiệp")
    household_ref: str | None = prop("Household", vi="Hộ canh tác", private=True, max_length=60)
    crop: Crop = prop("Crop", vi="Cây trồng")
    area_m2: float = prop("Area", vi="Diện tích", unit="m2", gt=0)
    season: str | None = prop("Season", vi="Mùa vụ", max_length=60)
    season_from: date | None = prop("Season from", vi="Vụ từ ngày")
    season_to: date | None = prop("Season until", vi="Vụ đến ngày")
    expected_yield_kg: float | None = prop("Expected yield", vi="Sản lượng dự kiến", unit="kg", ge=0)


class IrrigationMethod(Code):
    """How water reaches the crop."""

    DRIP = code("drip", en="Drip", vi="Nhỏ giọt", color="#0072b2")
    MIST = code("mist", en="Mist", vi="Phun sương", color="#56b4e9")
    SPRINKLER = code("sprinkler", en="Sprinkler", vi="Phun mưa", color="#009e73")
    FERTIGATION = code("fertigation", en="Fertigation", vi="Tưới kết hợp bón phân", color="#b08d57")


class ValveState(Code):
    """What a valve does now."""

    OPEN = code("open", en="Open", vi="Mở", color="#0072b2")
    CLOSED = code("closed", en="Closed", vi="Đóng", color="#6b7280")
    FAULT = code("fault", en="Fault", vi="Lỗi", color="#cc79a7")


class IrrigationZone(Feature):
    """A block watered by one valve, with what the soil says."""

    __tablename__ = "irrigation_zones"
    __layer__ = Layer(
        title=Text(en="Irrigation blocks", vi="Khu tưới"),
        description=Text(
            en="Blocks watered by one valve, with method, flow, valve state and soil moisture, temperature, salinity "
            "and pH.",
            vi="Khu tưới theo từng van, kèm phương pháp, lưu lượng, trạng thái van và độ ẩm, nhiệt độ, độ mặn, pH "
            "của đất.",
        ),
        keywords=("irrigation", "soil moisture", "valve", "tưới", "độ ẩm đất", "van"),
        zoom=(14, 22),
        style=Style(by="method", size=1.5, label="code"),
        access=Access(write=(ECONOMY,)),
        device=DeviceBinding(
            main="soil_moisture_pct",
            codec="senml",
            expire_after=timedelta(hours=1),
            interval=timedelta(minutes=10),
            feeds=(
                Feed(property="watered_at", expire_after=NEVER),
                Feed(property="watered_today_mm", expire_after=timedelta(days=1)),
            ),
            commands=(
                Ability(
                    action="open_valve",
                    title=Text(en="Water", vi="Tưới"),
                    roles=(ECONOMY,),
                    property="valve",
                    becomes="open",
                    unit="min",
                    ge=1,
                    le=120,
                ),
                Ability(
                    action="close_valve",
                    title=Text(en="Close the valve", vi="Đóng van"),
                    roles=(ECONOMY,),
                    property="valve",
                    becomes="closed",
                ),
            ),
        ),
    )

    geom: Geom = polygon()
    plot_id: UUID = reference("farm_plots", "Plot", vi="Thửa canh tác")
    method: IrrigationMethod = prop("Method", vi="Phương pháp tưới")
    area_m2: float = prop("Area", vi="Diện tích", unit="m2", gt=0)
    flow_lh: float = prop("Flow", vi="Lưu lượng", unit="L/h", gt=0, le=200_000)
    efficiency_pct: float = prop("Efficiency", vi="Hiệu suất tưới", unit="%", gt=0, le=100)
    field_capacity_pct: float | None = prop("Field capacity", vi="Sức chứa ẩm đồng ruộng", unit="%", gt=0, le=100)
    wilting_point_pct: float | None = prop("Wilting point", vi="Độ ẩm cây héo", unit="%", ge=0, le=100)
    valve: ValveState | None = observed("Valve", vi="Van")
    soil_moisture_pct: float | None = observed("Soil moisture", vi="Độ ẩm đất", unit="%", ge=0, le=100)
    soil_temperature_c: float | None = observed("Soil temperature", vi="Nhiệt độ đất", unit="Cel", ge=-20, le=80)
    conductivity_mscm: float | None = observed("Conductivity", vi="Độ dẫn điện EC", unit="mS/cm", ge=0, le=50)
    ph: float | None = observed("pH", vi="Độ pH", unit="[pH]", ge=0, le=14)
    watered_at: datetime | None = observed("Last watered", vi="Tưới gần nhất")
    watered_today_mm: float | None = observed("Water given today", vi="Lượng tưới hôm nay", unit="mm", ge=0, le=200)
