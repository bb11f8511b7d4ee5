"""Editing on the map in real browsers: forms made from schemas, and two people at one feature."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.acceptance.city_page import Json
from tests.acceptance.conftest import NARROW, House, Visit, log_in
from tests.acceptance.editing import (
    CONFLICT,
    PRECONDITION,
    UNAUTHORIZED,
    address,
    bar,
    begin,
    corners,
    drag,
    draw,
    field,
    fill,
    panel,
    save,
    saved,
    sent,
    stands,
    towards,
)


def test_a_form_made_from_the_schema_sends_only_what_was_changed(visit: Visit, house: House, parcel: Json) -> None:
    city = visit(address(parcel))
    log_in(city, "lan")
    bodies = sent(city)
    begin(city)
    schema = city.ask(
        "(layer) => fetch(`/ogc/collections/${layer}/schema?f=json`).then((answer) => answer.json())", "land_parcels"
    )["properties"]
    asked = panel(city).locator("[data-field]").evaluate_all("all => all.map((one) => one.dataset.field)")
    assert {name for name, one in schema.items() if one.get("readOnly")}.isdisjoint(asked)
    assert {"address", "use_code", "use_codes", "legal_area_m2", "holder_ref", "geometry"} <= set(asked)
    for name in ("address", "use_code", "legal_area_m2"):
        expect(field(city, name).locator("label").first).to_contain_text(schema[name]["x-title"]["vi"])

    fill(city, "address", "  12 Hùng Vương ")
    fill(city, "legal_area_m2", "1.234,5")
    expect(field(city, "legal_area_m2")).to_contain_text("= 1.234,5 m²")
    codes = {one["value"]: one["title"]["vi"] for one in schema["use_code"]["x-codes"]}
    field(city, "use_code").locator("select").select_option(label=codes["DGT"])
    field(city, "use_codes").get_by_role("checkbox", name=codes["DGT"], exact=True).check()
    fill(city, "valid_from", "2019-02-03")
    before = stands(house, parcel, "version", "use_codes", "geom::text")
    save(city)
    saved(city)

    row = stands(house, parcel, "address", "legal_area_m2::float", "use_code", "valid_from::text", "version")
    assert row == ("12 Hùng Vương", 1234.5, "DGT", "2019-02-03", before[0] + 1)
    (uses, geom) = stands(house, parcel, "use_codes", "geom::text")
    assert set(uses) == {*before[1], "DGT"}
    assert geom == before[2]
    assert len(bodies) == 1
    assert set(bodies[0]) == {"properties", "if-match"}
    assert set(bodies[0]["properties"]) == {"address", "legal_area_m2", "use_code", "use_codes", "valid_from"}
    assert bodies[0]["if-match"].startswith(f'"{before[0]}')
    expect(city.value("legal_area_m2")).to_have_text("1.234,5 m²")
    ((actor,),) = house.sql(
        "SELECT actor FROM changes WHERE feature_id = %s ORDER BY txid DESC, seq DESC LIMIT 1", parcel["id"]
    )
    assert actor == "lan"


@pytest.mark.parametrize(
    ("language", "little", "nothing"),
    [("vi", "Phải lớn hơn 0 m²", "Cần điền mục này"), ("en", "Must be more than 0 m²", "This is needed")],
)
def test_what_cannot_be_is_said_at_its_field(
    visit: Visit, house: House, parcel: Json, language: str, little: str, nothing: str
) -> None:
    city = visit(address(parcel, language))
    log_in(city, "lan")
    begin(city)
    number = house.sql("SELECT version FROM land_parcels WHERE id = %s", parcel["id"])
    fill(city, "area_m2", "-2,5" if language == "vi" else "-2.5")
    fill(city, "map_sheet", "")
    save(city)
    expect(field(city, "area_m2").locator(".complaint")).to_contain_text(little)
    expect(field(city, "map_sheet").locator(".complaint")).to_contain_text(nothing)
    expect(field(city, "map_sheet").locator("input")).to_be_focused()
    assert house.sql("SELECT version FROM land_parcels WHERE id = %s", parcel["id"]) == number


@pytest.mark.parametrize(
    ("language", "reason"),
    [("vi", "Đã có đối tượng cùng Mã số"), ("en", "A feature with the same Code exists already")],
)
def test_the_servers_word_is_said_at_the_property_it_names(
    visit: Visit, house: House, language: str, reason: str
) -> None:
    (tree, code), (_, taken) = house.sql("SELECT id::text, code FROM trees ORDER BY id LIMIT 2")
    city = visit(f"/#layers=trees&select=trees/{tree}&lang={language}")
    log_in(city, "an")
    begin(city)
    fill(city, "code", taken)
    save(city)
    expect(field(city, "code").locator(".complaint")).to_have_text(reason)
    expect(field(city, "code").locator("input")).to_be_focused()
    expect(field(city, "code").locator("input")).to_have_value(taken)
    # The other language has its own words for it, also afterwards.
    city.page.get_by_role("button", name=re.compile("Switch to English|Chuyển sang tiếng Việt")).click()
    expect(field(city, "code").locator(".complaint")).not_to_have_text(reason)
    assert house.sql("SELECT code FROM trees WHERE id = %s", tree) == [(code,)]
    city.expected.add(CONFLICT)


def test_two_people_at_one_feature_lose_nothing(visit: Visit, house: House, parcel: Json) -> None:
    lan, an = visit(address(parcel)), visit(address(parcel, "en"))
    log_in(lan, "lan")
    log_in(an, "an")
    begin(lan)
    begin(an)

    fill(lan, "address", "12 Hùng Vương")
    fill(lan, "old_parcel_no", "717")
    draw(lan)
    first, second = parcel["corners"][:2]
    drag(lan, first, towards(first, parcel, 0.3))
    bar(lan).get_by_role("button", name="Xong").click()
    save(lan)
    saved(lan)

    # Who has the form open hears of it before saving.
    expect(panel(an)).to_contain_text("Somebody else has just changed this feature")
    fill(an, "address", "99 Lê Lợi")
    fill(an, "legal_area_m2", "321.5")
    draw(an)
    drag(an, second, towards(second, parcel, 0.3))
    bar(an).get_by_role("button", name="Done").click()
    save(an)
    dialogue = an.page.get_by_role("dialog", name="Somebody changed this feature meanwhile")
    expect(dialogue).to_contain_text("lan saved it on")
    clash = dialogue.locator('[data-conflict="address"]')
    expect(clash).to_contain_text("99 Lê Lợi")
    expect(clash).to_contain_text("12 Hùng Vương")
    shapes = dialogue.locator('[data-conflict="@geometry"]')
    expect(shapes.get_by_role("img")).to_have_count(2)
    expect(dialogue).to_contain_text("Changed only by me: will be saved")
    expect(dialogue).to_contain_text("321.5 m²")
    expect(dialogue).to_contain_text("Changed by them: stays")
    expect(dialogue).to_contain_text("717")
    expect(dialogue.get_by_role("button", name="Still to choose: 2")).to_be_disabled()

    clash.get_by_role("radio", name="Mine").check()
    shapes.get_by_role("radio", name="Theirs").check()
    dialogue.get_by_role("button", name="Save the merged version").click()
    saved(an)
    row = stands(house, parcel, "address", "old_parcel_no", "legal_area_m2::float", "version")
    assert row == ("99 Lê Lợi", "717", 321.5, 3)
    places = corners(house, parcel)
    assert places[0] == pytest.approx(towards(first, parcel, 0.3), abs=3e-6)
    assert places[1] == pytest.approx(second, abs=1.5e-7)
    # The first, who only looks now, sees what the second made of it.
    expect(lan.value("address")).to_have_text("99 Lê Lợi")
    an.expected.add(PRECONDITION)


def test_what_is_unsaved_is_not_lost_by_a_slip(visit: Visit, parcel: Json) -> None:
    city = visit(address(parcel))
    log_in(city, "lan")
    begin(city)
    fill(city, "address", "đang gõ dở")
    city.page.keyboard.press("Escape")
    dialogue = city.page.get_by_role("dialog", name="Bỏ những gì chưa lưu?")
    dialogue.get_by_role("button", name="Tiếp tục sửa").click()
    expect(field(city, "address").locator("input, textarea")).to_have_value("đang gõ dở")
    city.page.get_by_role("button", name="Switch to English").click()
    expect(field(city, "address").locator("input, textarea")).to_have_value("đang gõ dở")
    panel(city).get_by_role("button", name="Cancel").click()
    city.page.get_by_role("dialog").get_by_role("button", name="Drop changes").click()
    expect(city.value("address")).not_to_have_text("đang gõ dở")


def test_without_the_network_what_was_typed_waits(visit: Visit, house: House, parcel: Json) -> None:
    city = visit(address(parcel))
    log_in(city, "lan")
    begin(city)
    fill(city, "address", "5 Trần Phú")
    city.page.context.set_offline(True)
    save(city)
    expect(panel(city).get_by_role("alert")).to_contain_text("Những gì bạn nhập vẫn còn đây")
    city.page.context.set_offline(False)
    save(city)
    saved(city)
    assert stands(house, parcel, "address") == ("5 Trần Phú",)
    city.complaints = [text for text in city.complaints if "ERR_INTERNET_DISCONNECTED" not in text]


def test_a_session_that_ended_is_said_and_the_edit_goes_on_after_a_new_log_in(
    visit: Visit, house: House, parcel: Json
) -> None:
    city = visit(address(parcel))
    log_in(city, "lan")
    begin(city)
    fill(city, "address", "7 Trần Phú")
    city.page.context.clear_cookies()
    save(city)
    expect(panel(city).get_by_role("alert")).to_contain_text("cần đăng nhập")
    log_in_again = panel(city).get_by_role("button", name="Đăng nhập")
    log_in_again.click()
    dialogue = city.page.get_by_role("dialog")
    dialogue.get_by_label("Tên đăng nhập").fill("lan")
    dialogue.get_by_label("Mật khẩu", exact=True).fill("một câu dễ nhớ")
    dialogue.get_by_label("Mật khẩu", exact=True).press("Enter")
    expect(dialogue).to_have_count(0)
    save(city)
    saved(city)
    assert stands(house, parcel, "address") == ("7 Trần Phú",)
    city.expected.add(UNAUTHORIZED)


def test_a_reference_is_chosen_by_code(visit: Visit, house: House) -> None:
    ((lamp, lon, lat),) = house.sql(
        "SELECT id::text, ST_X(p), ST_Y(p) FROM (SELECT id, ST_Transform(geom, 4326) AS p FROM street_lamps"
        " WHERE cabinet_id IS NOT NULL ORDER BY id LIMIT 1) one"
    )
    ((cabinet, code),) = house.sql("SELECT id::text, code FROM lighting_cabinets ORDER BY code DESC LIMIT 1")
    city = visit(f"/#map=18/{lat}/{lon}&layers=street_lamps&select=street_lamps/{lamp}&lang=vi")
    log_in(city, "an")
    begin(city)
    field(city, "cabinet_id").get_by_role("button", name="Chọn", exact=True).click()
    box = field(city, "cabinet_id").get_by_role("combobox")
    expect(box).to_be_focused()
    city.page.keyboard.type(code.lower())
    expect(field(city, "cabinet_id").get_by_role("option")).to_have_count(1)
    city.page.keyboard.press("ArrowDown")
    city.page.keyboard.press("Enter")
    expect(field(city, "cabinet_id")).to_contain_text(code)
    save(city)
    saved(city)
    assert house.sql("SELECT cabinet_id::text FROM street_lamps WHERE id = %s", lamp) == [(cabinet,)]


def test_who_may_not_edit_is_not_asked_to(visit: Visit, parcel: Json) -> None:
    city = visit(address(parcel))
    expect(city.card.get_by_role("button", name="Lịch sử")).to_be_visible()
    expect(city.card.get_by_role("button", name="Sửa", exact=True)).to_have_count(0)
    expect(city.page.get_by_role("button", name="Thêm đối tượng")).to_have_count(0)
    log_in(city, "hung")
    expect(city.card.get_by_role("button", name="Xoá", exact=True)).to_have_count(0)
    expect(city.card.get_by_role("button", name="Sửa", exact=True)).to_have_count(0)


def test_on_the_narrowest_phone_everything_fits_and_can_be_touched(visit: Visit, parcel: Json) -> None:
    city = visit("/#lang=vi", size=NARROW)
    log_in(city, "lan")
    city.page.goto(city.page.url.split("#")[0] + address(parcel)[1:])
    begin(city)
    for part in panel(city).get_by_role("button").or_(panel(city).locator(".input, .check")).all():
        if not part.is_visible() or "bảng" in (part.get_attribute("aria-label") or ""):
            continue
        box = part.bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= NARROW["width"]
    draw(city)
    for part in bar(city).get_by_role("button").all():
        box = part.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
        assert box["x"] + box["width"] <= NARROW["width"]
        assert box["y"] + box["height"] <= NARROW["height"]
    bar(city).get_by_role("button", name="Huỷ").click()
    expect(field(city, "address")).to_be_visible()
