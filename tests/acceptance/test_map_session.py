"""Logging in and out of the map in a real browser: what a role adds is seen at once, and at once no more."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.acceptance.city_page import Json
from tests.acceptance.conftest import DESK, NARROW, PASSWORD, PHONE, House, Visit, log_in, log_out

REFUSED = "Failed to load resource: the server responded with a status of {}"
UNAUTHORIZED = REFUSED.format("401 (Unauthorized)")


def at(house: House, layer: str) -> str:
    """A place at which something of the layer is."""
    found = house.sql(
        "SELECT ST_X(p), ST_Y(p) FROM (SELECT ST_Transform(ST_PointOnSurface(geom), 4326) AS p FROM layers."
        + ("cameras" if layer == "cameras" else "land_parcels")
        + " ORDER BY id LIMIT 1) one"
    )
    lon, lat = found[0]
    return f"map=17/{lat}/{lon}"


def theme(page: Page) -> str:
    return "Camera giám sát" if page.locator("html").get_attribute("lang") == "vi" else "Surveillance cameras"


def test_a_layer_the_public_lacks_comes_with_the_log_in_and_goes_with_the_log_out(visit: Visit, house: House) -> None:
    city = visit(f"/#{at(house, 'cameras')}&layers=cameras&lang=vi")
    city.settle()
    panel = city.page.get_by_role("region", name="Lớp bản đồ")
    expect(panel.get_by_role("button", name="Chiếu sáng")).to_be_visible()
    expect(panel.get_by_role("button", name="Camera giám sát")).to_have_count(0)
    assert city.drawn("cameras") == []

    log_in(city, "hung")
    expect(city.page.get_by_role("status").filter(has_text="Đã đăng nhập: Trần Hùng")).to_be_visible()
    expect(panel.get_by_role("button", name="Camera giám sát")).to_be_visible()
    cameras = city.rendered("cameras")
    spot = min(cameras, key=lambda one: abs(one["x"] - DESK["width"] / 2) + abs(one["y"] - DESK["height"] / 2))
    city.page.mouse.click(spot["x"], spot["y"])
    expect(city.card).to_contain_text("Camera")
    expect(city.title("stream_ref").or_(city.title("model")).first).to_be_attached()

    log_out(city)
    expect(panel.get_by_role("button", name="Camera giám sát")).to_have_count(0)
    expect(city.card.get_by_role("alert")).to_contain_text("không có quyền")
    city.settle()
    assert city.drawn("cameras") == []
    assert not city.ask("() => Object.keys(dongha.map.getStyle().sources).some((source) => source.includes('cameras'))")
    assert "cameras" not in city.ask("() => location.hash.match(/layers=([^&]*)/)[1]")
    city.expected.add(UNAUTHORIZED)


def test_private_properties_are_on_the_card_as_long_as_one_is_logged_in(visit: Visit, house: House) -> None:
    ((parcel, holder),) = house.sql(
        "UPDATE land_parcels SET holder_ref = 'CCCD-0451' WHERE id = (SELECT id FROM land_parcels ORDER BY id LIMIT 1)"
        " RETURNING id::text, holder_ref"
    )
    city = visit(f"/#layers=land_parcels&select=land_parcels/{parcel}&lang=vi")
    expect(city.heading).not_to_be_empty()
    expect(city.value("map_sheet")).to_be_visible()
    expect(city.value("holder_ref")).to_have_count(0)
    log_in(city, "lan")
    expect(city.value("holder_ref")).to_have_text(holder)
    expect(city.title("holder_ref")).to_have_text("Người sử dụng đất")
    log_out(city)
    expect(city.value("holder_ref")).to_have_count(0)
    expect(city.value("map_sheet")).to_be_visible()
    assert holder not in city.page.content()


def test_the_dialogue_serves_the_keyboard_and_password_stores(visit: Visit) -> None:
    city = visit("/#lang=vi")
    city.settle()
    button = city.page.get_by_role("button", name="Đăng nhập", exact=True)
    button.focus()
    button.press("Enter")
    dialogue = city.page.get_by_role("dialog", name="Đăng nhập")
    name, password = dialogue.get_by_label("Tên đăng nhập"), dialogue.get_by_label("Mật khẩu")
    expect(name).to_have_attribute("autocomplete", "username")
    expect(password).to_have_attribute("autocomplete", "current-password")
    for _ in range(8):
        city.page.keyboard.press("Tab")
        # The browser's own bars may come in between; nothing of the page behind the dialogue may.
        assert city.ask("() => document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    # What is typed here is for the form, also where the map listens to keys.
    name.focus()
    city.page.keyboard.type("a/b")
    expect(name).to_have_value("a/b")
    password.fill("bí mật /")
    dialogue.get_by_role("button", name="Hiện").click()
    expect(password).to_have_attribute("type", "text")
    expect(password).to_have_value("bí mật /")
    city.page.keyboard.press("Escape")
    expect(dialogue).to_have_count(0)
    expect(button).to_be_focused()


def test_a_refusal_is_told_in_the_readers_language_and_a_lock_out_with_its_end(visit: Visit) -> None:
    city = visit("/#lang=en")
    city.settle()
    city.expected |= {UNAUTHORIZED, REFUSED.format("429 (Too Many Requests)")}
    city.page.get_by_role("button", name="Log in", exact=True).click()
    dialogue = city.page.get_by_role("dialog")
    dialogue.get_by_label("Account name").fill("khoa")
    submit = dialogue.get_by_role("button", name="Log in", exact=True)
    alert = dialogue.get_by_role("alert")
    for _ in range(40):
        dialogue.get_by_label("Password", exact=True).fill("không phải câu ấy")
        with city.page.expect_response("**/auth/login") as answer:
            submit.click()
        if answer.value.status == 429:
            break
        expect(alert).to_contain_text("The account name or the password is wrong.")
    expect(alert).to_contain_text(re.compile(r"Try again in \d+ (minutes|seconds) \(at \d\d:\d\d\)"))
    expect(dialogue.get_by_label("Account name")).to_have_value("khoa")


def test_who_one_is_stands_in_the_account_and_survives_a_reload(visit: Visit, house: House) -> None:
    ((ward,),) = house.sql("SELECT name FROM wards WHERE code = '19345' ORDER BY valid_from LIMIT 1")
    city = visit("/#lang=vi")
    log_in(city, "minh")
    city.page.reload()
    city.settle()
    city.page.get_by_role("button", name="Tài khoản: Lê Minh").click()
    dialogue = city.page.get_by_role("dialog", name="Tài khoản")
    for words in ("Lê Minh", "minh", ward):
        expect(dialogue).to_contain_text(words)
    title = city.ask("() => fetch('/auth/me').then((answer) => answer.json()).then((me) => me.role_title.vi)")
    expect(dialogue).to_contain_text(title)


def test_the_password_is_changed(visit: Visit) -> None:
    city = visit("/#lang=vi")
    city.expected |= {UNAUTHORIZED, REFUSED.format("400 (Bad Request)")}
    log_in(city, "thay-doi")
    city.page.get_by_role("button", name="Tài khoản: Phạm Đổi").click()
    dialogue = city.page.get_by_role("dialog")
    dialogue.get_by_role("button", name="Đổi mật khẩu").click()
    old, fresh = dialogue.get_by_label("Mật khẩu hiện nay"), dialogue.get_by_label("Mật khẩu mới")
    expect(fresh).to_have_attribute("autocomplete", "new-password")
    old.fill("không phải câu ấy")
    fresh.fill("một câu khác hẳn")
    fresh.press("Enter")
    expect(dialogue.get_by_role("alert")).to_have_text("Mật khẩu hiện nay không đúng.")
    old.fill(PASSWORD)
    fresh.press("Enter")
    expect(dialogue).to_have_count(0)
    log_out(city)
    log_in(city, "thay-doi", "một câu khác hẳn")


def test_a_session_that_ended_is_told_and_nothing_typed_is_lost(visit: Visit, house: House) -> None:
    city = visit(f"/#{at(house, 'cameras')}&layers=cameras&lang=vi")
    log_in(city, "hung")
    assert city.rendered("cameras")
    city.page.get_by_role("combobox").fill("hung v")
    city.expected.add(UNAUTHORIZED)
    house.sql("DELETE FROM auth.sessions WHERE account = 'hung'")
    alert = city.page.get_by_role("alert").filter(has_text="Phiên đăng nhập đã hết hạn")
    for step in range(100):
        # Whatever is asked for next finds out.
        city.ask("(step) => dongha.map.panBy([step % 2 ? -300 : 300, 0], { duration: 0 })", step)
        city.page.wait_for_timeout(300)
        if alert.count():
            break
    expect(alert).to_be_visible()
    city.settle()
    assert city.drawn("cameras") == []
    expect(city.page.get_by_role("combobox")).to_have_value("hung v")
    alert.get_by_role("button", name="Đăng nhập lại").click()
    dialogue = city.page.get_by_role("dialog")
    dialogue.get_by_label("Tên đăng nhập").fill("hung")
    dialogue.get_by_label("Mật khẩu").fill(PASSWORD)
    dialogue.get_by_label("Mật khẩu").press("Enter")
    expect(dialogue).to_have_count(0)
    expect(alert).to_have_count(0)
    expect(city.page.get_by_role("combobox")).to_have_value("hung v")
    assert city.rendered("cameras")


def test_a_dead_cookie_does_not_keep_the_map_from_opening(visit: Visit, house: House) -> None:
    city = visit("/#lang=vi")
    log_in(city, "hung")
    house.sql("DELETE FROM auth.sessions WHERE account = 'hung'")
    city.expected.add(UNAUTHORIZED)
    city.page.wait_for_timeout(2500)
    city.page.goto("about:blank")
    city.page.goto(f"{house.url}/#lang=vi")
    assert city.rendered("roads")
    expect(city.page.get_by_role("button", name="Đăng nhập", exact=True)).to_be_visible()


def test_the_other_windows_of_a_browser_follow(visit: Visit, house: House) -> None:
    one = visit(f"/#{at(house, 'cameras')}&layers=cameras&lang=vi")
    other = visit(f"/#{at(house, 'cameras')}&layers=cameras&lang=vi", beside=one)
    one.settle()
    other.settle()
    one.page.bring_to_front()
    log_in(one, "hung")
    other.page.bring_to_front()
    assert other.rendered("cameras")
    expect(other.page.get_by_role("button", name="Tài khoản: Trần Hùng")).to_be_visible()
    one.page.bring_to_front()
    log_out(one)
    other.page.bring_to_front()
    expect(other.page.get_by_role("button", name="Đăng nhập", exact=True)).to_be_visible()
    other.settle()
    assert other.drawn("cameras") == []


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("size", [DESK, PHONE, NARROW], ids=["desk", "phone", "narrow"])
def test_all_of_it_fits_the_screen_and_the_thumb(visit: Visit, size: dict[str, int], language: str) -> None:
    city = visit(f"/#lang={language}", size=size)
    city.settle()
    dialogue = city.page.get_by_role("dialog")
    _large_enough(city.page.get_by_role("toolbar"), size)
    city.page.get_by_role("button", name=re.compile("^(Đăng nhập|Log in)$")).click()
    _large_enough(dialogue, size)
    city.page.keyboard.press("Escape")
    log_in(city, "minh")
    city.page.get_by_role("button", name=re.compile("^(Tài khoản|Account): ")).click()
    _large_enough(dialogue, size)
    dialogue.get_by_role("button", name=re.compile("^(Đổi mật khẩu|Change password)$")).click()
    expect(dialogue.get_by_label(re.compile("^(Mật khẩu mới|New password)"))).to_be_visible()
    _large_enough(dialogue, size)


def _large_enough(scope: Locator, size: dict[str, int]) -> None:
    """Every control there is 44 px large and wholly on the screen."""
    expect(scope).to_be_visible()
    controls = scope.locator("button:visible, input:visible").all()
    assert controls
    for control in controls:
        box: Json | None = control.bounding_box()  # type: ignore[assignment]
        assert box
        assert box["height"] >= 44
        assert box["width"] >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size["width"]
        assert box["y"] + box["height"] <= size["height"]
