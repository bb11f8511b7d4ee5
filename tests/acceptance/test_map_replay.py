"""While a past day is replayed, a card tells of the replayed moment, and never of the present as if it were that."""

from __future__ import annotations

import re
from dataclasses import dataclass

import httpx
import pytest
from playwright.sync_api import Locator, expect

from tests.acceptance.city_page import CityPage
from tests.acceptance.conftest import PASSWORD, PHONE, House, Visit, log_in
from tests.acceptance.lamps import Lamp, chart, shows


@dataclass(frozen=True)
class Yesterday:
    """The day before: as the city writes it, and the date in UTC on which it begins."""

    day: str
    utc: str

    def at(self, time: str) -> str:
        """RFC 3339 of a time of the first hours of that day, given in UTC."""
        return f"{self.utc}T{time}Z"


@pytest.fixture
def yesterday(house: House) -> Yesterday:
    ((day, utc),) = house.sql(
        "SELECT to_char(d, 'DD/MM/YYYY'), to_char(d AT TIME ZONE 'Asia/Ho_Chi_Minh' AT TIME ZONE 'UTC', 'YYYY-MM-DD')"
        " FROM (SELECT date_trunc('day', now() AT TIME ZONE 'Asia/Ho_Chi_Minh') - interval '1 day' AS d) t"
    )
    return Yesterday(day, utc)


@pytest.fixture
def spoken(lamp: Lamp, yesterday: Yesterday) -> Lamp:
    """A lamp that was off at 03:03, broke by 03:23 yesterday, and is on now."""
    lamp.said("status", [(yesterday.at("20:03"), None, "off"), (yesterday.at("20:23"), None, "fault")])
    lamp.said("power_w", [(yesterday.at("20:03"), 1.5, None), (yesterday.at("20:23"), 98.25, None)])
    lamp.house.sql(
        "UPDATE street_lamps_state SET voltage_v = 231, voltage_v_at = now(), power_w = 140, power_w_at = now()"
        " WHERE fid = %s",
        lamp.fid,
    )
    lamp.says("on")
    return lamp


def now_section(city: CityPage) -> Locator:
    return city.card.locator("section.now")


def test_the_card_tells_of_the_replayed_moment(visit: Visit, spoken: Lamp, yesterday: Yesterday) -> None:
    city = visit(spoken.address(18, f"{spoken.card}&time={yesterday.at('20:30')}&lang=vi"))
    now, bar = now_section(city), city.page.get_by_role("region", name="Xem lại một ngày")
    shows(city, spoken, "fault")
    expect(now).to_contain_text("Lúc 03:30")
    expect(now).to_contain_text(f"Tin gần nhất: {yesterday.day} 03:23")
    expect(city.value("status")).to_have_text("Hỏng")
    expect(city.value("power_w")).to_have_text(re.compile(r"^98,25\sW$"))
    # Nobody had heard of the voltage by then, whatever it is now.
    expect(city.value("voltage_v").filter(has_text="231")).to_have_count(0)
    # The chart is of that day and stands at the moment; what the device is and may do now is not told beside it.
    expect(chart(city).get_by_role("slider")).to_have_attribute(
        "aria-valuetext", re.compile(rf"^{yesterday.day} 03:23: 98,25\sW$")
    )
    expect(city.card.locator("summary").filter(has_text=re.compile("^Thiết bị"))).to_have_count(0)
    slider = bar.get_by_role("slider")
    slider.press("ArrowLeft")
    slider.press("ArrowLeft")
    expect(now).to_contain_text("Lúc 03:10")
    expect(city.value("status")).to_have_text("Tắt")
    expect(city.value("power_w")).to_have_text(re.compile(r"^1,5\sW$"))
    slider.press("ArrowLeft")
    expect(now).to_contain_text("Lúc 03:00")
    expect(now).to_contain_text("Lúc ấy không có dữ liệu")
    expect(city.value("status")).to_have_count(0)
    spoken.says("dimmed")
    bar.get_by_role("button", name="Bây giờ").click()
    expect(now).to_contain_text("Hiện trạng")
    expect(city.value("status")).to_have_text("Giảm sáng")
    expect(city.value("voltage_v")).to_have_text(re.compile(r"^231\sV$"))


def test_what_cannot_be_read_of_the_past_is_no_present(visit: Visit, spoken: Lamp, yesterday: Yesterday) -> None:
    city = visit("/#layers=&lang=en")
    city.page.route("**/locations/*", lambda route: route.fulfill(status=503, body="{}"))
    city.page.goto(f"{spoken.house.url}{spoken.address(18, f'{spoken.card}&time={yesterday.at("20:30")}&lang=en')}")
    now = now_section(city)
    expect(now).to_contain_text("The details could not be loaded.")
    expect(now.locator("dd")).to_have_count(0)
    city.page.unroute("**/locations/*")
    city.page.get_by_role("region", name="Replay a day").get_by_role("slider").press("ArrowLeft")
    expect(now).to_contain_text("At 03:20")
    expect(city.value("status")).to_have_text("Off")
    city.expected |= {text for text in city.complaints if "503" in text}


def test_on_a_phone_the_card_says_which_moment_it_is(visit: Visit, spoken: Lamp, yesterday: Yesterday) -> None:
    city = visit(spoken.address(18, f"{spoken.card}&time={yesterday.at('20:30')}&lang=en"), size=PHONE)
    moment = city.card.get_by_text(f"Showing {yesterday.day} 03:30")
    expect(moment).to_be_in_viewport()
    expect(city.value("status")).to_have_text("Fault")
    city.page.get_by_role("button", name="Make the panel taller").press("ArrowDown")
    expect(moment).to_be_in_viewport()


def test_what_has_no_devices_is_told_to_be_of_the_present(
    visit: Visit, spoken: Lamp, yesterday: Yesterday, house: House
) -> None:
    with httpx.Client(base_url=house.url, auth=("an", PASSWORD), timeout=60) as operator:
        wish = {"layer": "street_lamps", "ids": [spoken.id], "action": "dim", "value": 20, "reason": "Thử đèn"}
        (command,) = operator.post("/commands", json=wish).json()["commands"]
    city = visit(spoken.address(18, f"&time={yesterday.at('20:30')}&lang=en"))
    log_in(city, "an")
    city.page.goto(f"{city.page.url}&select=commands/{command}")
    expect(now_section(city)).to_contain_text("The map shows the past; this is the present.")
    expect(city.value("status")).to_have_text("Waiting")
