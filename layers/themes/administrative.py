"""Administrative units: the nine wards until 30 June 2025, the two since then, and their neighbourhoods."""

from datetime import date

from layers.core.access import LAND_ENVIRONMENT, WARD_OFFICER, Access, own_ward
from layers.core.declaration import Code, Geom, Layer, Style, Text, code, multipolygon, prop
from layers.core.feature import Feature


class WardSet(Code):
    """Which of the two divisions of the city a ward belongs to."""

    NINE = code("nine", en="Nine wards, until 30 June 2025", vi="Chín phường, đến 30/6/2025", color="#56b4e9")
    TWO = code("two", en="Two wards, since 1 July 2025", vi="Hai phường, từ 01/7/2025", color="#0072b2")


class Ward(Feature):
    """A ward between two dates. GSO codes were re-used in 2025, so a code means nothing without its date."""

    __tablename__ = "wards"
    __layer__ = Layer(
        title=Text(en="Wards", vi="Phường"),
        description=Text(
            en="Wards with their dates of validity: nine until 30 June 2025, two since 1 July 2025. The two "
            "divisions re-use "
            "the same GSO codes for different areas: always read code and start date together.",
            vi="Phường kèm thời gian hiệu lực: chín phường đến hết 30/6/2025, hai phường từ 01/7/2025. Hai lần chia "
            "dùng lại "
            "cùng mã của Tổng cục Thống kê cho khu vực khác nhau: luôn đọc mã cùng với ngày bắt đầu.",
        ),
        keywords=("ward", "boundary", "administrative unit", "phường", "địa giới", "đơn vị hành chính"),
        zoom=(8, 22),
        style=Style(by="division", label="name"),
        key=("code", "valid_from"),
        time=("valid_from", "valid_to"),
        access=Access(write=(LAND_ENVIRONMENT,), guarded=True),
    )

    geom: Geom = multipolygon()
    name: str = prop("Name", vi="Tên phường", search=True, max_length=100)
    division: WardSet = prop("Division", vi="Lần phân chia")
    valid_from: date = prop("Valid from", vi="Hiệu lực từ")
    valid_to: date | None = prop("Valid to", vi="Hiệu lực đến")
    merged_into: str | None = prop(
        "Code of the ward it was merged into", vi="Mã phường sau sáp nhập", pattern=r"^\d{5}$", max_length=5
    )
    area_km2: float = prop("Area", vi="Diện tích", unit="km2", gt=0, le=200)
    population: int | None = prop("Population", vi="Dân số", ge=0, le=1_000_000)
    decision: str | None = prop("Legal basis", vi="Căn cứ pháp lý", max_length=200)


class Neighbourhood(Feature):
    """A neighbourhood (khu phố): the unit below the ward through which the city reaches households."""

    __tablename__ = "neighbourhoods"
    __layer__ = Layer(
        title=Text(en="Neighbourhoods", vi="Khu phố"),
        description=Text(
            en="Neighbourhoods, the units below the ward, with their number of households.",
            vi="Khu phố, đơn vị dưới phường, kèm số hộ.",
        ),
        keywords=("neighbourhood", "quarter", "khu phố", "tổ dân phố"),
        zoom=(12, 22),
        style=Style(color="#8c6bb1", label="name"),
        access=Access(write=(LAND_ENVIRONMENT, own_ward(WARD_OFFICER))),
    )

    geom: Geom = multipolygon()
    name: str = prop("Name", vi="Tên khu phố", search=True, max_length=100)
    area_ha: float | None = prop("Area", vi="Diện tích", unit="har", gt=0, le=20_000)
    household_count: int | None = prop("Households", vi="Số hộ", ge=0, le=20_000)
    meeting_place: str | None = prop("Meeting house", vi="Nhà văn hóa khu phố", max_length=200)
