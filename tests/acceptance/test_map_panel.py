"""The panel of layers and short notices in real browsers: what lies where."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.acceptance.city_page import CityPage
from tests.acceptance.conftest import PHONE, House, Visit, log_in

NOTICED = """() => {
    const look = () => {
        const [notice, card] = ['.notice.shown', '.sheet'].map((one) => document.querySelector(one)?.getBoundingClientRect());
        if (notice && card) window.noticed = [notice.bottom, card.top];
        else requestAnimationFrame(look);
    };
    look();
}"""
"""Writes down where a notice ends and the card begins, as soon as there is one: it soon goes again."""


def scrolled(city: CityPage) -> float:
    return city.page.get_by_role("region", name="Lớp bản đồ").locator(".content").evaluate("one => one.scrollTop")


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_the_panel_opens_at_its_top(visit: Visit, phone: bool) -> None:
    city = visit("/#lang=vi", **({"size": PHONE} if phone else {}))
    city.settle()
    if phone:
        city.page.get_by_role("button", name="Lớp bản đồ").click()
    panel = city.page.get_by_role("region", name="Lớp bản đồ")
    expect(panel.get_by_role("button", name="Đơn vị hành chính")).to_be_in_viewport()
    assert scrolled(city) == 0


def test_the_layer_of_what_was_found_is_shown_in_the_panel(visit: Visit, house: House) -> None:
    ((species,),) = house.sql("SELECT species FROM trees GROUP BY species ORDER BY count(*) DESC LIMIT 1")
    city = visit("/#layers=&lang=vi")
    city.settle()
    city.page.get_by_role("combobox").fill(species)
    city.page.get_by_role("option").filter(has_text="Cây xanh").first.click()
    row = city.page.get_by_role("region", name="Lớp bản đồ").locator('[data-layer="trees"]')
    expect(row.get_by_role("switch")).to_be_checked()
    expect(row.get_by_role("switch")).to_be_in_viewport(ratio=1)
    # Only the panel was scrolled, not the page under it.
    assert city.ask("() => [document.scrollingElement.scrollTop, document.querySelector('main').scrollTop]") == [0, 0]


def test_on_a_phone_a_notice_covers_nothing_of_the_card(visit: Visit, house: House) -> None:
    ((incident,),) = house.sql("SELECT id::text FROM incidents ORDER BY id LIMIT 1")
    city = visit(f"/#layers=incidents&select=incidents/{incident}&lang=vi", size=PHONE)
    city.page.evaluate(NOTICED)
    log_in(city, "an")
    notice, card = city.until("() => window.noticed")
    assert notice <= card
    # Who added it is no state of anything: it stands with the record.
    expect(city.card.get_by_role("heading", name="Thông tin")).to_be_visible()
    expect(city.card.get_by_role("heading", name="Hiện trạng")).to_have_count(0)
    expect(city.card.locator('details [data-property="created_by"]')).to_have_count(1)
