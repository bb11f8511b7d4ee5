"""A city with people who may log in, and browsers that look at it."""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, LiteralString, cast

import psycopg
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from api.cli.user import NewAccount, add
from tests.acceptance.city_page import PATIENCE, CityPage, Json
from tests.acceptance.lamps import Lamp
from tests.conftest import Databases, serving

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SOFTWARE_GL = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 360, "height": 640}
"""The narrowest phone that is cared for."""

PASSWORD = "một câu dễ nhớ"
PEOPLE = (
    NewAccount(name="lan", role="land_environment", title="Nguyễn Thị Lan", password=PASSWORD),
    NewAccount(name="hung", role="police", title="Trần Hùng", password=PASSWORD),
    NewAccount(name="minh", role="ward_officer", ward="19345", title="Lê Minh", password=PASSWORD),
    NewAccount(name="thay-doi", role="economy", title="Phạm Đổi", password=PASSWORD),
    NewAccount(name="khoa", role="culture", title="Hồ Khoá", password=PASSWORD),
    NewAccount(name="an", role="administrator", title="Võ An", password=PASSWORD),
)

Visit = Callable[..., CityPage]

_taken = itertools.count()

expect.set_options(timeout=PATIENCE * 1000)


@dataclass(frozen=True, kw_only=True)
class House:
    """A running server with the sample city and some accounts, whose database the tests may write in."""

    url: str
    database: str

    def sql(self, statement: LiteralString, *values: object) -> list[tuple[Any, ...]]:
        """Run a statement as somebody at psql does, and commit; gives its rows."""
        with psycopg.connect(self.database) as connection:
            connection.execute("SET search_path = layers, ext, public")
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []


@pytest.fixture(scope="module")
def house(databases: Databases, city_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The module's own city."""
    with databases.lent(city_template) as database:
        for person in PEOPLE:
            add(database, person)
        with serving(database, tmp_path_factory.mktemp("house") / "server.log") as url:
            yield House(url=url, database=database)


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    """A browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SOFTWARE_GL, timeout=PATIENCE * 4000)
        yield browser
        browser.close()


@pytest.fixture
def visit(window: Browser, house: House) -> Iterator[Visit]:
    """Opens `/` with a hash as somebody with a browser of his own does; at the end each console must be clean.

    `beside` opens another window of that page's browser instead.
    """
    pages: list[CityPage] = []

    def open_page(
        address: str = "/", *, size: dict[str, int] = DESK, beside: CityPage | None = None, **options: Any
    ) -> CityPage:
        phone = size["width"] < 720
        context = (
            beside.page.context
            if beside
            else window.new_context(
                viewport=cast(Any, size),
                has_touch=phone,
                is_mobile=phone,
                locale="vi-VN",
                reduced_motion="reduce",
                **options,
            )
        )
        city = CityPage(context.new_page())
        pages.append(city)
        city.page.goto(house.url + address)
        return city

    yield open_page
    for city in pages:
        city.page.context.close()
    for city in pages:
        assert [text for text in city.complaints if text not in city.expected] == []


def log_in(city: CityPage, name: str, password: str = PASSWORD) -> None:
    """Log in as people do; the dialogue closes when it has worked."""
    city.page.get_by_role("button", name=re.compile("^(Đăng nhập|Log in)$")).first.click()
    dialogue = city.page.get_by_role("dialog")
    dialogue.get_by_label(re.compile("^(Tên đăng nhập|Account name)$")).fill(name)
    dialogue.get_by_label(re.compile("^(Mật khẩu|Password)$")).fill(password)
    dialogue.get_by_label(re.compile("^(Mật khẩu|Password)$")).press("Enter")
    expect(dialogue).to_have_count(0)


def log_out(city: CityPage) -> None:
    """Log out as people do."""
    city.page.get_by_role("button", name=re.compile("^(Tài khoản|Account): ")).click()
    city.page.get_by_role("dialog").get_by_role("button", name=re.compile("^(Đăng xuất|Log out)$")).click()
    expect(city.page.get_by_role("dialog")).to_have_count(0)


@pytest.fixture
def parcel(house: House) -> Json:
    """A parcel of a few corners that no other test has: its id, code, corners (lon, lat; closed) and middle."""
    ((identifier, code, corners, lon, lat),) = house.sql(
        "SELECT id::text, code, ST_AsGeoJSON(ST_Transform(geom, 4326), 7)::json -> 'coordinates' -> 0 -> 0,"
        " ST_X(middle), ST_Y(middle) FROM (SELECT *, ST_Transform(ST_Centroid(geom), 4326) AS middle FROM land_parcels"
        " WHERE ST_NPoints(geom) = 5 AND ST_Area(geom) BETWEEN 150 AND 400 AND ST_IsValid(geom)"
        " ORDER BY id OFFSET %s LIMIT 1) one",
        next(_taken),
    )
    return {"id": identifier, "code": code, "corners": corners, "lon": lon, "lat": lat}


@pytest.fixture
def lamp(house: House) -> Lamp:
    return Lamp(house)
