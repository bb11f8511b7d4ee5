"""Indicators: the smart-city index and the counts of LRIS, one-stop and civil status, by ward and period."""

from datetime import date, datetime
from uuid import UUID

from layers.core.access import CULTURE, OPERATION_CENTRE, Access
from layers.core.declaration import (
    Code,
    Geom,
    Layer,
    Style,
    Text,
    code,
    multipolygon,
    prop,
    reference,
)
from layers.core.feature import Record, View


class Indicator(
    Code, editable=True, source="Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project"
):
    """What is measured: L1 people, L2 government, L3 direction; then the counts that the city keeps."""

    L1_N1_PN1_01 = code(
        "L1.N1.PN1.01", en="Disclosure of city information, 1 of 3", vi="Công khai thông tin đô thị cho người dân, 1/3"
    )
    L1_N1_PN1_02 = code(
        "L1.N1.PN1.02", en="Disclosure of city information, 2 of 3", vi="Công khai thông tin đô thị cho người dân, 2/3"
    )
    L1_N1_PN1_03 = code(
        "L1.N1.PN1.03", en="Disclosure of city information, 3 of 3", vi="Công khai thông tin đô thị cho người dân, 3/3"
    )
    L1_N1_PN2_01 = code(
        "L1.N1.PN2.01", en="Results of feedback published, 1 of 3", vi="Công khai kết quả phản ánh của người dân, 1/3"
    )
    L1_N1_PN2_02 = code(
        "L1.N1.PN2.02", en="Results of feedback published, 2 of 3", vi="Công khai kết quả phản ánh của người dân, 2/3"
    )
    L1_N1_PN2_03 = code(
        "L1.N1.PN2.03", en="Results of feedback published, 3 of 3", vi="Công khai kết quả phản ánh của người dân, 3/3"
    )
    L1_N1_PN3_01 = code(
        "L1.N1.PN3.01", en="Regular surveys of satisfaction", vi="Mức độ thường xuyên đánh giá sự hài lòng"
    )
    L1_N2_PN1_01 = code(
        "L1.N2.PN1.01", en="Infrastructure for feedback", vi="Sự sẵn sàng của hạ tầng phản hồi thông tin"
    )
    L1_N3_PN1_01 = code(
        "L1.N3.PN1.01", en="Progress of the city as felt by people", vi="Đánh giá chung về sự tiến bộ của đô thị"
    )
    L2_N1_PN1_01 = code("L2.N1.PN1.01", en="One electronic identity in public services", vi="Sử dụng một mã số điện tử")
    L2_N1_PN1_02 = code("L2.N1.PN1.02", en="Public services online", vi="Ứng dụng ICT trong dịch vụ công trực tuyến")
    L2_N1_PN1_03 = code("L2.N1.PN1.03", en="ICT support in procedures", vi="Hỗ trợ ICT trong thủ tục hành chính")
    L2_N1_PN2_01 = code(
        "L2.N1.PN2.01", en="Real-time traffic information", vi="Cung cấp thông tin giao thông thời gian thực"
    )
    L2_N1_PN2_03 = code(
        "L2.N1.PN2.03", en="ICT in watching public transport", vi="ICT giám sát chất lượng giao thông công cộng"
    )
    L2_N1_PN3_01 = code("L2.N1.PN3.01", en="Electronic health records", vi="Sử dụng bệnh án điện tử")
    L2_N1_PN3_02 = code("L2.N1.PN3.02", en="Online booking of medical care", vi="ICT trong đăng ký khám chữa bệnh")
    L2_N1_PN5_01 = code("L2.N1.PN5.01", en="Multimedia classrooms", vi="Phổ cập lớp học đa phương tiện")
    L2_N1_PN5_02 = code("L2.N1.PN5.02", en="ICT between family and school", vi="ICT kết nối gia đình và nhà trường")
    L2_N2_PN1_01 = code("L2.N2.PN1.01", en="IT in managing public assets", vi="CNTT trong quản lý tài sản công")
    L2_N2_PN1_02 = code("L2.N2.PN1.02", en="IT in managing construction", vi="CNTT trong quản lý xây dựng đô thị")
    L2_N2_PN2_01 = code("L2.N2.PN2.01", en="Density of security cameras", vi="Mật độ camera giám sát an ninh công cộng")
    L2_N2_PN2_02 = code("L2.N2.PN2.02", en="ICT in fire protection", vi="ICT trong phòng cháy chữa cháy")
    L2_N3_PN1_01 = code("L2.N3.PN1.01", en="ICT in watching soil pollution", vi="ICT giám sát ô nhiễm đất đai")
    L2_N3_PN1_02 = code("L2.N3.PN1.02", en="ICT in watching water pollution", vi="ICT theo dõi ô nhiễm nguồn nước")
    L2_N3_PN1_03 = code("L2.N3.PN1.03", en="ICT in watching air pollution", vi="ICT theo dõi ô nhiễm không khí")
    L2_N3_PN1_04 = code("L2.N3.PN1.04", en="ICT in watching noise", vi="ICT giám sát ô nhiễm tiếng ồn")
    L2_N3_PN1_05 = code("L2.N3.PN1.05", en="ICT in watching waste water", vi="ICT giám sát xử lý nước thải")
    L2_N3_PN1_06 = code(
        "L2.N3.PN1.06", en="Disclosure on environment protection", vi="Công khai thông tin bảo vệ môi trường"
    )
    L3_N1_PN1_01 = code("L3.N1.PN1.01", en="Wifi in public places", vi="Phổ cập wifi tại các điểm công cộng")
    L3_N1_PN1_02 = code("L3.N1.PN1.02", en="Optical fibre to customers", vi="Cung cấp cáp quang đến khách hàng")
    L3_N1_PN1_03 = code("L3.N1.PN1.03", en="Mobile broadband", vi="Phổ cập băng rộng di động")
    L3_N1_PN2_01 = code("L3.N1.PN2.01", en="Open public information", vi="Công khai tài nguyên thông tin công cộng")
    L3_N1_PN2_02 = code("L3.N1.PN2.02", en="Information shared between sectors", vi="Chia sẻ thông tin giữa các ngành")
    L3_N1_PN2_03 = code(
        "L3.N1.PN2.03", en="Use of digital resources with enterprises", vi="Khai thác tài nguyên số với doanh nghiệp"
    )
    L3_N2_PN1_01 = code(
        "L3.N2.PN1.01", en="Information security of shared systems", vi="An toàn thông tin cho hệ thống dùng chung"
    )
    L3_N3_PN1_01 = code("L3.N3.PN1.01", en="Policy and law made ready", vi="Chuẩn bị chính sách và pháp lý")
    L3_N3_PN1_02 = code("L3.N3.PN1.02", en="ICT staff made ready", vi="Sẵn sàng nguồn nhân lực ICT")
    L3_N3_PN1_03 = code("L3.N3.PN1.03", en="Money made ready", vi="Sẵn sàng nguồn lực tài chính")
    L3_N4_PN1_01 = code("L3.N4.PN1.01", en="People's part in innovation", vi="Người dân tham gia đổi mới, sáng tạo")
    L3_N4_PN1_02 = code("L3.N4.PN1.02", en="Online services of enterprises", vi="Dịch vụ trực tuyến của doanh nghiệp")
    L3_N4_PN1_03 = code("L3.N4.PN1.03", en="Private resources raised", vi="Huy động nguồn lực xã hội hóa")
    LRIS_REPORTS = code("LRIS.01", en="Reports handed in", vi="Báo cáo đã gửi (LRIS)")
    LRIS_ON_TIME = code("LRIS.02", en="Reports on time", vi="Báo cáo đúng hạn (LRIS)")
    ONE_STOP_CASES = code("ONESTOP.01", en="One-stop cases received", vi="Hồ sơ một cửa tiếp nhận")
    ONE_STOP_ON_TIME = code("ONESTOP.02", en="One-stop cases done on time", vi="Hồ sơ một cửa giải quyết đúng hạn")
    ONE_STOP_SATISFACTION = code(
        "ONESTOP.03", en="Satisfaction at the one-stop office", vi="Mức hài lòng tại bộ phận một cửa"
    )
    CIVIL_BIRTHS = code("CIVIL.01", en="Births registered", vi="Số đăng ký khai sinh")
    CIVIL_DEATHS = code("CIVIL.02", en="Deaths registered", vi="Số đăng ký khai tử")
    CIVIL_MARRIAGES = code("CIVIL.03", en="Marriages registered", vi="Số đăng ký kết hôn")


class IndicatorLevel(Code):
    """Which part of the index an indicator belongs to."""

    PEOPLE = code("L1", en="People at the centre", vi="Lấy người dân làm trung tâm", color="#009e73")
    GOVERNMENT = code(
        "L2", en="A government that works", vi="Hiệu quả hoạt động của chính quyền đô thị", color="#0072b2"
    )
    DIRECTION = code("L3", en="Direction and support", vi="Định hướng và thúc đẩy", color="#cc79a7")
    COUNT = code("count", en="Counts of the administration", vi="Số liệu quản lý hành chính", color="#e69f00")


class IndicatorUnit(Code):
    """What the value of an indicator counts in."""

    PERCENT = code("percent", en="%", vi="%")
    SCORE = code("score", en="points", vi="điểm")
    COUNT = code("count", en="cases", vi="trường hợp")
    PER_KM2 = code("per_km2", en="per km²", vi="trên km²")


class PeriodKind(Code):
    """How long a period is."""

    YEAR = code("year", en="Year", vi="Năm")
    QUARTER = code("quarter", en="Quarter", vi="Quý")
    MONTH = code("month", en="Month", vi="Tháng")


class IndicatorDefinition(Record):
    """What an indicator means: its place in the index, unit and the way it is computed."""

    __tablename__ = "indicator_definitions"
    __key__ = ("indicator",)
    __access__ = Access(write=(CULTURE, OPERATION_CENTRE))

    indicator: Indicator = prop("Indicator", vi="Chỉ số")
    level: IndicatorLevel = prop("Part of the index", vi="Lớp")
    group_code: str | None = prop("Group", vi="Nhóm", max_length=20)
    subgroup_code: str | None = prop("Subgroup", vi="Phân nhóm", max_length=20)
    unit: IndicatorUnit = prop("Unit", vi="Đơn vị")
    more_is_better: bool | None = prop("More is better", vi="Càng cao càng tốt")
    computed_from: list[str] | None = prop("Computed from layers", vi="Tính từ các lớp")
    formula: str | None = prop("Formula", vi="Cách tính", max_length=1000)
    source: str = prop("Source", vi="Nguồn", max_length=200)


class IndicatorValue(Record):
    """The value of an indicator for one ward and one period."""

    __tablename__ = "indicator_values"
    __key__ = ("indicator", "ward_id", "period")
    __access__ = Access(write=(CULTURE, OPERATION_CENTRE))

    indicator: Indicator = prop("Indicator", vi="Chỉ số", index=True)
    ward_id: UUID = reference("wards", "Ward", vi="Phường")
    period: str = prop(
        "Period",
        vi="Kỳ",
        pattern=r"^\d{4}(-Q[1-4]|-(0[1-9]|1[0-2]))?$",
        description=Text(en="2025, 2025-Q3 or 2025-09", vi="2025, 2025-Q3 hoặc 2025-09"),
    )
    period_kind: PeriodKind = prop("Kind of period", vi="Loại kỳ")
    period_from: date = prop("Period from", vi="Kỳ từ ngày")
    period_to: date = prop("Period to", vi="Kỳ đến ngày")
    value: float = prop("Value", vi="Giá trị")
    target: float | None = prop("Target", vi="Chỉ tiêu")
    source: str = prop("Source", vi="Nguồn dữ liệu", max_length=200)
    version: int = prop("Version", vi="Phiên bản", ge=1, server_default="1")
    updated_at: datetime = prop("Updated", vi="Cập nhật lúc", server_default="now()")


class WardIndicator(View):
    """An indicator's value drawn on its ward. The number of a feature is 52 bits of its id, exact in every client."""

    __tablename__ = "indicators"
    __layer__ = Layer(
        title=Text(en="Indicators by ward", vi="Chỉ số theo phường"),
        description=Text(
            en="Indicators of the smart city, of LRIS, one-stop and civil status by ward and period, with target and "
            "achievement.",
            vi="Chỉ số đô thị thông minh, LRIS, một cửa và hộ tịch theo phường và kỳ, kèm chỉ tiêu và mức đạt.",
        ),
        keywords=("indicator", "index", "statistics", "LRIS", "chỉ số", "thống kê", "một cửa", "hộ tịch"),
        zoom=(8, 22),
        style=Style(
            by="achieved_pct",
            color="#d6d3d1",
            breaks=((0, "#ffffcc"), (40, "#a1dab4"), (60, "#41b6c4"), (80, "#2c7fb8"), (100, "#253494")),
            size=1,
            label="ward_name",
        ),
        time=("period_from", "period_to"),
    )
    __reads__ = ("indicator_values", "indicator_definitions", "wards")
    __view__ = """
        SELECT ('x' || left(md5(v.id::text), 13))::bit(52)::bigint AS fid,
               v.id,
               c.code,
               w.ward_code,
               v.source,
               v.version,
               v.updated_at,
               v.indicator,
               d.level,
               w.name AS ward_name,
               v.ward_id,
               v.period,
               v.period_kind,
               v.period_from,
               v.period_to,
               v.value,
               d.unit,
               v.target,
               CASE WHEN v.target > 0 THEN round((100 * v.value / v.target)::numeric, 2)::double precision END
                   AS achieved_pct,
               w.geom,
               w.geom_3857,
               w.geojson,
               layers.fold(' ' || c.code || ' ' || w.name || ' ' || v.period) AS search
          FROM layers.indicator_values v
          JOIN layers.indicator_definitions d ON d.indicator = v.indicator
          JOIN layers.wards w ON w.id = v.ward_id
         CROSS JOIN LATERAL (
               SELECT v.indicator || ':' || w.code || '-' || to_char(w.valid_from, 'YYYY') || ':' || v.period AS code) c
    """

    geom: Geom = multipolygon()
    indicator: Indicator = prop("Indicator", vi="Chỉ số")
    level: IndicatorLevel = prop("Part of the index", vi="Lớp")
    ward_name: str = prop("Ward name", vi="Tên phường", search=True)
    ward_id: UUID = reference("wards", "Ward boundary", vi="Ranh giới phường")
    period: str = prop("Period", vi="Kỳ", search=True)
    period_kind: PeriodKind = prop("Kind of period", vi="Loại kỳ")
    period_from: date = prop("Period from", vi="Kỳ từ ngày")
    period_to: date = prop("Period to", vi="Kỳ đến ngày")
    value: float = prop("Value", vi="Giá trị")
    unit: IndicatorUnit = prop("Unit", vi="Đơn vị")
    target: float | None = prop("Target", vi="Chỉ tiêu")
    achieved_pct: float | None = prop("Achieved", vi="Mức đạt", unit="%")
