"""Land: parcels of the cadastre and the lineage of their splits and merges."""

from datetime import date

from layers.core.access import CITIZEN, DEPARTMENTS, LAND_ENVIRONMENT, PUBLIC, WARD_OFFICER, Access, own_ward
from layers.core.declaration import (
    Apart,
    Code,
    Geom,
    Layer,
    Style,
    Text,
    code,
    multipolygon,
    prop,
)
from layers.core.feature import Feature

_FARM, _PADDY, _ORCHARD, _FOREST, _AQUA = "#d9d98c", "#f2e8a0", "#b8c26b", "#6f9e5f", "#8fc9c2"
_HOUSING, _OFFICE, _PUBLIC, _SECURITY = "#f0b98d", "#b39ddb", "#9fc5e8", "#9aa5b1"
_BUSINESS, _INDUSTRY, _TRANSPORT, _UTILITY = "#e69f00", "#a58fb0", "#d4d4d4", "#7fa3a0"
_BELIEF, _CEMETERY, _WATER, _OTHER, _UNUSED = "#cc79a7", "#8f8f7a", "#9ecae1", "#c9c2b8", "#efe9dc"


class LandUse(Code, editable=True, source="TT 08/2024/TT-BTNMT, from memory, unverified"):
    """Purposes of land use by the letters of the Vietnamese cadastre; neighbours in meaning share a colour."""

    LUA = code("LUA", en="Rice land", vi="Đất trồng lúa", color=_PADDY)
    LUC = code("LUC", en="Wet-rice land", vi="Đất chuyên trồng lúa", color=_PADDY)
    LUK = code("LUK", en="Other rice land", vi="Đất trồng lúa còn lại", color=_PADDY)
    HNK = code("HNK", en="Other annual crops", vi="Đất trồng cây hằng năm khác", color=_FARM)
    CLN = code("CLN", en="Perennial crops", vi="Đất trồng cây lâu năm", color=_ORCHARD)
    RDD = code("RDD", en="Special-use forest", vi="Đất rừng đặc dụng", color=_FOREST)
    RPH = code("RPH", en="Protection forest", vi="Đất rừng phòng hộ", color=_FOREST)
    RSX = code("RSX", en="Production forest", vi="Đất rừng sản xuất", color=_FOREST)
    NTS = code("NTS", en="Aquaculture", vi="Đất nuôi trồng thủy sản", color=_AQUA)
    CNT = code("CNT", en="Concentrated livestock farming", vi="Đất chăn nuôi tập trung", color=_FARM)
    LMU = code("LMU", en="Salt making", vi="Đất làm muối", color=_AQUA)
    NKH = code("NKH", en="Other agriculture", vi="Đất nông nghiệp khác", color=_FARM)
    ONT = code("ONT", en="Rural housing", vi="Đất ở tại nông thôn", color=_HOUSING)
    ODT = code("ODT", en="Urban housing", vi="Đất ở tại đô thị", color=_HOUSING)
    TSC = code("TSC", en="Offices of state bodies", vi="Đất xây dựng trụ sở cơ quan", color=_OFFICE)
    CQP = code("CQP", en="Defence", vi="Đất quốc phòng", color=_SECURITY)
    CAN = code("CAN", en="Public security", vi="Đất an ninh", color=_SECURITY)
    DVH = code("DVH", en="Culture", vi="Đất xây dựng cơ sở văn hóa", color=_PUBLIC)
    DXH = code("DXH", en="Social services", vi="Đất xây dựng cơ sở xã hội", color=_PUBLIC)
    DYT = code("DYT", en="Health", vi="Đất xây dựng cơ sở y tế", color=_PUBLIC)
    DGD = code("DGD", en="Education", vi="Đất xây dựng cơ sở giáo dục và đào tạo", color=_PUBLIC)
    DTT = code("DTT", en="Sport", vi="Đất xây dựng cơ sở thể dục thể thao", color=_PUBLIC)
    DKH = code("DKH", en="Science and technology", vi="Đất xây dựng cơ sở khoa học và công nghệ", color=_PUBLIC)
    DMT = code("DMT", en="Environment services", vi="Đất xây dựng cơ sở môi trường", color=_PUBLIC)
    DKT = code("DKT", en="Hydrometeorology", vi="Đất xây dựng cơ sở khí tượng thủy văn", color=_PUBLIC)
    DNG = code("DNG", en="Foreign missions", vi="Đất xây dựng cơ sở ngoại giao", color=_PUBLIC)
    DSK = code("DSK", en="Other public services", vi="Đất xây dựng công trình sự nghiệp khác", color=_PUBLIC)
    SKK = code("SKK", en="Industrial park", vi="Đất khu công nghiệp", color=_INDUSTRY)
    SKN = code("SKN", en="Industrial cluster", vi="Đất cụm công nghiệp", color=_INDUSTRY)
    TMD = code("TMD", en="Trade and services", vi="Đất thương mại, dịch vụ", color=_BUSINESS)
    SKC = code("SKC", en="Non-farm production", vi="Đất cơ sở sản xuất phi nông nghiệp", color=_INDUSTRY)
    SKS = code("SKS", en="Mineral extraction", vi="Đất sử dụng cho hoạt động khoáng sản", color=_INDUSTRY)
    DGT = code("DGT", en="Transport", vi="Đất giao thông", color=_TRANSPORT)
    DTL = code("DTL", en="Irrigation and dykes", vi="Đất thủy lợi", color=_WATER)
    DCT = code("DCT", en="Water supply and drainage", vi="Đất công trình cấp nước, thoát nước", color=_UTILITY)
    DPC = code("DPC", en="Disaster prevention", vi="Đất công trình phòng, chống thiên tai", color=_UTILITY)
    DDD = code("DDD", en="Heritage", vi="Đất có di tích, danh lam thắng cảnh", color=_BELIEF)
    DRA = code("DRA", en="Waste treatment", vi="Đất công trình xử lý chất thải", color=_UTILITY)
    DNL = code("DNL", en="Energy and public lighting", vi="Đất công trình năng lượng, chiếu sáng", color=_UTILITY)
    DBV = code("DBV", en="Post and telecommunication", vi="Đất công trình bưu chính, viễn thông", color=_UTILITY)
    DCH = code("DCH", en="Markets", vi="Đất chợ dân sinh, chợ đầu mối", color=_BUSINESS)
    DKV = code("DKV", en="Parks and community grounds", vi="Đất khu vui chơi, sinh hoạt cộng đồng", color=_ORCHARD)
    TON = code("TON", en="Religion", vi="Đất tôn giáo", color=_BELIEF)
    TIN = code("TIN", en="Folk belief", vi="Đất tín ngưỡng", color=_BELIEF)
    NTD = code("NTD", en="Cemetery", vi="Đất nghĩa trang, cơ sở hỏa táng", color=_CEMETERY)
    MNC = code("MNC", en="Special-use water", vi="Đất có mặt nước chuyên dùng", color=_WATER)
    SON = code("SON", en="Rivers and streams", vi="Đất sông, ngòi, kênh, rạch, suối", color=_WATER)
    PNK = code("PNK", en="Other non-farm land", vi="Đất phi nông nghiệp khác", color=_OTHER)
    CSD = code("CSD", en="Unused land", vi="Nhóm đất chưa sử dụng", color=_UNUSED)
    BCS = code("BCS", en="Unused flat land", vi="Đất bằng chưa sử dụng", color=_UNUSED)
    DCS = code("DCS", en="Unused hill land", vi="Đất đồi núi chưa sử dụng", color=_UNUSED)
    NCS = code("NCS", en="Rocky land without trees", vi="Núi đá không có rừng cây", color=_UNUSED)


class ParcelCompleteness(Code):
    """How much of a parcel's record is known; the cadastre tolerates gaps and shows them."""

    FULL = code("full", en="Surveyed and registered", vi="Đã đo đạc và đăng ký", color="#009e73")
    SURVEYED = code("surveyed", en="Surveyed only", vi="Đã đo đạc, chưa đăng ký", color="#e69f00")
    SKETCH = code("sketch", en="Old map or sketch", vi="Bản đồ cũ hoặc sơ đồ", color="#8c510a")


class LandParcel(Feature):
    """A cadastral parcel as it stood between two dates. Its rights and holders are kept elsewhere, never here."""

    __tablename__ = "land_parcels"
    __layer__ = Layer(
        title=Text(en="Land parcels", vi="Thửa đất"),
        description=Text(
            en="Parcels of the cadastre with map sheet, number, measured and legal area and purposes of use. A "
            "parcel is "
            "known by ward, sheet and number at a date.",
            vi="Thửa đất địa chính, kèm số tờ, số thửa, diện tích đo, diện tích pháp lý và mục đích sử dụng. Thửa "
            "được xác "
            "định bằng phường, số tờ, số thửa tại một thời điểm.",
        ),
        keywords=("parcel", "cadastre", "land use", "thửa đất", "tờ bản đồ", "địa chính"),
        zoom=(12, 22),
        style=Style(by="use_code", size=0.75, label="parcel_no"),
        key=("code", "valid_from"),
        time=("valid_from", "valid_to"),
        apart=Apart(),
        access=Access(
            read=(PUBLIC, CITIZEN, own_ward(WARD_OFFICER), *DEPARTMENTS),
            write=(LAND_ENVIRONMENT,),
            private=(LAND_ENVIRONMENT, WARD_OFFICER),
            guarded=True,
        ),
    )

    geom: Geom = multipolygon()
    map_sheet: str = prop("Map sheet", vi="Số tờ bản đồ", index=True, max_length=10)
    parcel_no: str = prop("Parcel number", vi="Số thửa", index=True, max_length=10)
    sheet_parcel: str = prop(
        "Sheet/parcel",
        vi="Tờ/thửa",
        description=Text(en="Map sheet and parcel number, as in 12/345", vi="Số tờ và số thửa, ví dụ 12/345"),
        search=True,
        pattern=r"^[0-9A-Za-z-]+/[0-9A-Za-z-]+$",
        max_length=21,
    )
    old_map_sheet: str | None = prop("Former map sheet", vi="Số tờ bản đồ cũ", max_length=10)
    old_parcel_no: str | None = prop("Former parcel number", vi="Số thửa cũ", max_length=10)
    area_m2: float = prop("Measured area", vi="Diện tích đo", unit="m2", gt=0)
    legal_area_m2: float | None = prop("Legal area", vi="Diện tích pháp lý", unit="m2", gt=0)
    use_code: LandUse = prop("Main use", vi="Mục đích sử dụng chính", index=True)
    use_codes: list[LandUse] = prop("All uses", vi="Các mục đích sử dụng")
    address: str | None = prop("Address", vi="Địa chỉ thửa đất", search=True, max_length=250)
    completeness: ParcelCompleteness = prop("Completeness", vi="Mức độ đầy đủ")
    has_certificate: bool | None = prop("Certificate issued", vi="Đã cấp giấy chứng nhận")
    certificate_ref: str | None = prop("Certificate", vi="Số giấy chứng nhận", private=True, max_length=60)
    holder_ref: str | None = prop("Land user", vi="Người sử dụng đất", private=True, max_length=60)
    valid_from: date = prop("Valid from", vi="Hiệu lực từ")
    valid_to: date | None = prop("Valid to", vi="Hiệu lực đến")


class ParcelChangeKind(Code, editable=True, source="Project proposal; the land office edits the list"):
    """What happened to parcels."""

    SPLIT = code("split", en="Split", vi="Tách thửa", color="#e69f00")
    MERGE = code("merge", en="Merge", vi="Hợp thửa", color="#0072b2")
    BOUNDARY = code("boundary", en="Boundary adjusted", vi="Điều chỉnh ranh giới", color="#009e73")
    USE_CHANGE = code("use_change", en="Purpose of use changed", vi="Chuyển mục đích sử dụng", color="#cc79a7")
    TRANSFER = code("transfer", en="Transfer", vi="Chuyển quyền", color="#56b4e9")
    RECOVERY = code("recovery", en="Recovered by the State", vi="Nhà nước thu hồi", color="#8c510a")
    RESURVEY = code("resurvey", en="New survey", vi="Đo đạc lại", color="#6b7280")


class ParcelChange(Feature):
    """A change that ended some parcels and began others."""

    __tablename__ = "parcel_changes"
    __layer__ = Layer(
        title=Text(en="Parcel changes", vi="Biến động thửa đất"),
        description=Text(
            en="Lineage of the cadastre: which parcels were split, merged or changed into which, when and by what "
            "decision.",
            vi="Lịch sử biến động địa chính: thửa nào được tách, hợp hoặc thay đổi thành thửa nào, khi nào, theo "
            "quyết định nào.",
        ),
        keywords=("parcel", "split", "merge", "lineage", "biến động", "tách thửa", "hợp thửa"),
        zoom=(13, 22),
        style=Style(by="kind", size=1.5, label="code"),
        time=("changed_on",),
        access=Access(write=(LAND_ENVIRONMENT,)),
    )

    geom: Geom = multipolygon()
    kind: ParcelChangeKind = prop("Kind of change", vi="Loại biến động")
    parent_codes: list[str] = prop("Parcels before", vi="Thửa trước biến động", search=True)
    child_codes: list[str] = prop("Parcels after", vi="Thửa sau biến động", search=True)
    area_m2: float = prop("Area concerned", vi="Diện tích biến động", unit="m2", gt=0)
    decision: str | None = prop("Decision", vi="Quyết định, hồ sơ", max_length=120)
    changed_on: date = prop("Date of change", vi="Ngày biến động")
    note: str | None = prop("Note", vi="Ghi chú", max_length=500)
