"""Editing on the map in real browsers: forms made from schemas, geometry by hand, and two people at one feature."""

from __future__ import annotations

import itertools
import json
import re
from typing import Any, cast

import pytest
from playwright.sync_api import Locator, Request, expect

from tests.acceptance.city_page import CityPage, Json
from tests.acceptance.conftest import NARROW, PHONE, House, Visit, log_in

REFUSED = "Failed to load resource: the server responded with a status of {}"
PRECONDITION = REFUSED.format("412 (Precondition Failed)")
CONFLICT = REFUSED.format("409 (Conflict)")
UNAUTHORIZED = REFUSED.format("401 (Unauthorized)")

_taken = itertools.count()


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


def address(parcel: Json, language: str = "vi") -> str:
    place = f"{parcel['lat']:.7f}/{parcel['lon']:.7f}"
    return f"/#map=20/{place}&layers=land_parcels&select=land_parcels/{parcel['id']}&lang={language}"


def begin(city: CityPage) -> None:
    """Open the form of the feature on the card."""
    city.page.get_by_role("button", name=re.compile("^(Sửa|Edit)$")).click()
    expect(panel(city).locator("[data-field]").first).to_be_visible()


def panel(city: CityPage) -> Locator:
    return city.page.get_by_role("region", name=re.compile("^(Sửa|Edit)$"))


def field(city: CityPage, name: str) -> Locator:
    """The field of a property with everything said about it."""
    return panel(city).locator(f'[data-field="{name}"]')


def fill(city: CityPage, name: str, text: str) -> None:
    field(city, name).locator("input, textarea").fill(text)


def save(city: CityPage) -> None:
    panel(city).get_by_role("button", name=re.compile("^(Lưu|Save)$")).click()


def saved(city: CityPage) -> None:
    expect(panel(city)).to_have_count(0)
    expect(city.heading).to_be_visible()


def bar(city: CityPage) -> Locator:
    return city.page.get_by_role("region", name=re.compile("^(Vẽ trên bản đồ|Draw on the map)$"))


def draw(city: CityPage) -> None:
    """Take the geometry into the hand."""
    panel(city).get_by_role("button", name=re.compile("trên bản đồ|on the map")).click()
    expect(bar(city)).to_be_visible()
    city.settle()
    city.until("() => Object.keys(dongha.map.getStyle().sources).some((name) => name.startsWith('td-'))")


def pixel(city: CityPage, place: list[float]) -> tuple[float, float]:
    x, y = city.ask("(place) => { const { x, y } = dongha.map.project(place); return [x, y]; }", place)
    return x, y


def drag(city: CityPage, start: list[float], end: list[float]) -> None:
    """Drag with the mouse from one place to another."""
    (x, y), (to_x, to_y) = pixel(city, start), pixel(city, end)
    mouse = city.page.mouse
    mouse.move(x, y)
    mouse.down()
    for step in range(1, 9):
        mouse.move(x + (to_x - x) * step / 8, y + (to_y - y) * step / 8)
        city.page.wait_for_timeout(30)
    mouse.up()


def towards(place: list[float], middle: Json, part: float) -> list[float]:
    """A place on the way from `place` to the middle."""
    return [place[0] + (middle["lon"] - place[0]) * part, place[1] + (middle["lat"] - place[1]) * part]


def sent(city: CityPage) -> list[Json]:
    """What the page sends to change features, from now on."""
    bodies: list[Json] = []

    def note(request: Request) -> None:
        if request.method in ("PATCH", "POST") and "/ogc/collections/" in request.url:
            bodies.append(json.loads(request.post_data or "{}") | {"if-match": request.headers.get("if-match")})

    city.page.on("request", note)
    return bodies


def stands(house: House, parcel: Json, *columns: str) -> tuple[Any, ...]:
    """Columns of the parcel as the database has them."""
    (row,) = house.sql(cast(Any, f"SELECT {', '.join(columns)} FROM land_parcels WHERE id = %s"), parcel["id"])
    return row


def corners(house: House, parcel: Json) -> list[list[float]]:
    (found,) = stands(house, parcel, "ST_AsGeoJSON(ST_Transform(geom, 4326), 7)::json -> 'coordinates' -> 0 -> 0")
    return found


def metres(house: House, parcel: Json) -> list[list[float]]:
    """The parcel's corners in the law's coordinates."""
    (found,) = stands(house, parcel, "ST_AsGeoJSON(geom, 3)::json -> 'coordinates' -> 0 -> 0")
    return found


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
    [("vi", "đã có đối tượng cùng Mã số"), ("en", "a feature with the same Code exists already")],
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


def test_a_geometry_is_changed_by_hand_undone_and_redone(visit: Visit, house: House, parcel: Json) -> None:
    surveyed = metres(house, parcel)
    city = visit(address(parcel))
    log_in(city, "lan")
    bodies = sent(city)
    begin(city)
    draw(city)
    size = bar(city).get_by_role("status").locator("strong")
    whole = size.inner_text()
    first, *rest = parcel["corners"][:-1]
    drag(city, first, towards(first, parcel, 0.4))
    expect(size).not_to_have_text(whole)
    smaller = size.inner_text()
    bar(city).get_by_role("button", name="Hoàn tác").click()
    expect(size).to_have_text(whole)
    bar(city).get_by_role("button", name="Làm lại").click()
    expect(size).to_have_text(smaller)
    city.page.keyboard.press("Control+z")
    expect(size).to_have_text(whole)
    city.page.keyboard.press("Control+Shift+z")
    expect(size).to_have_text(smaller)
    bar(city).get_by_role("button", name="Xong").click()
    expect(field(city, "geometry")).to_contain_text(smaller)
    save(city)
    saved(city)

    (moved, *kept, end) = corners(house, parcel)
    assert moved == end
    assert moved == pytest.approx(towards(first, parcel, 0.4), abs=3e-6)
    assert kept == rest
    # Corners that nobody touched stand to the millimetre where they stood.
    assert metres(house, parcel)[1:-1] == surveyed[1:-1]
    assert [set(body) for body in bodies] == [{"geometry", "if-match"}]
    # What people then see is the new geometry, on this map at once.
    drawn = city.selected()[0]
    assert any(place == pytest.approx(moved, abs=1e-5) for place in _flat(drawn["coordinates"]))


def _flat(coordinates: Any) -> list[list[float]]:
    return [coordinates] if isinstance(coordinates[0], float) else [one for part in coordinates for one in _flat(part)]


def test_corners_are_added_and_removed(visit: Visit, house: House, parcel: Json) -> None:
    city = visit(address(parcel))
    log_in(city, "lan")
    begin(city)
    draw(city)
    first, second, *_ = parcel["corners"]
    between = [(first[0] + second[0]) / 2, (first[1] + second[1]) / 2]
    drag(city, between, towards(between, parcel, 0.3))
    bar(city).get_by_role("button", name="Bỏ đỉnh").click()
    x, y = pixel(city, second)
    city.page.mouse.click(x, y)
    bar(city).get_by_role("button", name="Bỏ đỉnh").click()
    bar(city).get_by_role("button", name="Xong").click()
    save(city)
    saved(city)
    places = corners(house, parcel)
    assert len(places) == 5
    assert second not in places
    assert any(place == pytest.approx(towards(between, parcel, 0.3), abs=3e-6) for place in places)


def test_parcels_do_not_overlap_and_what_was_drawn_is_kept(visit: Visit, house: House, parcel: Json) -> None:
    city = visit(address(parcel))
    log_in(city, "lan")
    begin(city)
    draw(city)
    first = parcel["corners"][0]
    drag(city, first, towards(first, parcel, -1.2))
    bar(city).get_by_role("button", name="Xong").click()
    drawn = field(city, "geometry").locator(".number").inner_text()
    save(city)
    expect(field(city, "geometry").locator(".complaint")).to_be_visible()
    expect(field(city, "geometry").locator(".number")).to_have_text(drawn)
    assert corners(house, parcel) == parcel["corners"]
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


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_a_feature_is_added(visit: Visit, house: House, phone: bool) -> None:
    city = visit("/#map=19/16.8172845/107.1010378&layers=&lang=vi", **({"size": PHONE} if phone else {}))
    log_in(city, "an")
    city.page.get_by_role("button", name="Thêm đối tượng").click()
    choice = city.page.get_by_role("region", name="Thêm đối tượng")
    choice.get_by_role("button", name="Cây xanh", exact=True).click()
    expect(bar(city)).to_contain_text("đặt điểm")
    city.settle()
    place = (195, 300) if phone else (700, 400)
    wanted = city.ask("(at) => dongha.map.unproject(at).toArray()", list(place))
    city.page.touchscreen.tap(*place) if phone else city.page.mouse.click(*place)
    bar(city).get_by_role("button", name="Xong").click()
    bodies = sent(city)
    save(city)
    expect(field(city, "species").locator(".complaint")).to_have_text("Cần điền mục này")
    assert bodies == []
    species = f"Sao đen {'nhỏ' if phone else 'to'}"
    fill(city, "species", species)
    field(city, "is_protected").locator("select").select_option("true")
    save(city)
    saved(city)
    ((tree, lon, lat, code, ward),) = house.sql(
        "SELECT id::text, ST_X(p), ST_Y(p), code, ward_code FROM"
        " (SELECT *, ST_Transform(geom, 4326) AS p FROM trees WHERE species = %s) one",
        species,
    )
    assert [lon, lat] == pytest.approx(wanted, abs=2e-6)
    assert bodies[0]["id"] == tree
    assert code
    assert ward
    expect(city.card).to_contain_text("Sao đen")
    # The layer was switched on, so that what was added is seen.
    fids = {fid for (fid,) in house.sql("SELECT fid FROM trees WHERE id = %s", tree)}
    assert fids <= {one["fid"] for one in city.rendered("trees")}


def test_areas_in_parts_with_holes_are_drawn_and_kept(visit: Visit, house: House) -> None:
    city = visit("/#map=19/16.8172845/107.1010378&layers=&lang=vi")
    log_in(city, "an")
    city.page.get_by_role("button", name="Thêm đối tượng").click()
    city.page.get_by_role("region", name="Thêm đối tượng").get_by_role("button", name="Công viên", exact=True).click()
    expect(bar(city)).to_contain_text("đỉnh")
    city.settle()

    def ring(*places: tuple[int, int]) -> None:
        for x, y in (*places, places[-1]):
            city.page.mouse.move(x, y)
            city.page.mouse.click(x, y)
            city.page.wait_for_timeout(60)
        expect(bar(city).get_by_role("button", name="Xong")).to_be_enabled()

    ring((480, 300), (640, 300), (640, 460), (480, 460))
    bar(city).get_by_role("button", name="Khoét lỗ").click()
    ring((520, 340), (560, 340), (560, 380))
    bar(city).get_by_role("button", name="Thêm phần rời").click()
    ring((700, 300), (780, 300), (780, 380))
    bar(city).get_by_role("button", name="Xong").click()
    fill(city, "name", "Công viên ba phần")
    fill(city, "area_m2", "800,5")
    field(city, "kind").locator("select").select_option(index=1)
    field(city, "is_lit").locator("select").select_option("false")
    save(city)
    saved(city)
    shape = "SELECT ST_NumGeometries(geom), ST_NumInteriorRings(ST_GeometryN(geom, 1)) FROM parks WHERE name = %s"
    assert house.sql(cast(Any, shape), "Công viên ba phần") == [(2, 1)]
    hole = (
        "SELECT ST_X(p), ST_Y(p) FROM (SELECT (ST_DumpPoints(ST_InteriorRingN(ST_GeometryN(geom, 1), 1))).geom AS p"
        " FROM parks WHERE name = %s) corners"
    )
    before = house.sql(cast(Any, hole), "Công viên ba phần")

    # One corner of the outer ring is moved: part and hole stay to the last digit that counts.
    begin(city)
    draw(city)
    ((lon, lat),) = house.sql(
        "SELECT ST_X(p), ST_Y(p) FROM (SELECT ST_Transform(ST_PointN(ST_ExteriorRing(ST_GeometryN(geom, 1)), 1), 4326)"
        " AS p FROM parks WHERE name = %s) one",
        "Công viên ba phần",
    )
    x, y = pixel(city, [lon, lat])
    target = city.ask("(at) => dongha.map.unproject(at).toArray()", [x - 30, y - 20])
    drag(city, [lon, lat], target)
    bar(city).get_by_role("button", name="Xong").click()
    save(city)
    saved(city)
    assert house.sql(cast(Any, shape), "Công viên ba phần") == [(2, 1)]
    assert house.sql(cast(Any, hole), "Công viên ba phần") == before


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
