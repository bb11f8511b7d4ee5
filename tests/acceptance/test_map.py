"""The public map in a real browser: what people see and do at `/`, on a desk and on a phone, with the sample city."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, cast
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.acceptance.city_page import CityPage, Json
from tests.acceptance.conftest import DESK, PHONE

Open = Callable[..., CityPage]


@pytest.fixture
def open_map(window: Browser, server_url: str) -> Iterator[Open]:
    """Opens `/` with a hash; at the end the console must be clean."""
    pages: list[CityPage] = []

    def open_page(address: str = "/", *, phone: bool = False, **options: Any) -> CityPage:
        context = window.new_context(
            viewport=cast(Any, PHONE if phone else DESK),
            has_touch=phone,
            is_mobile=phone,
            locale="vi-VN",
            reduced_motion="reduce",
            **options,
        )
        city = CityPage(context.new_page())
        pages.append(city)
        city.page.goto(server_url + address)
        return city

    yield open_page
    for city in pages:
        city.page.context.close()
        assert city.complaints == []


@pytest.fixture(scope="module")
def api(server_url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server_url, timeout=60, headers={"Accept-Language": "vi"}) as client:
        yield client


def items(api: httpx.Client, layer: str, **query: str) -> list[Json]:
    answer = api.get(f"/ogc/collections/{layer}/items", params={"f": "json", **query})
    answer.raise_for_status()
    return answer.json()["features"]


def schema(api: httpx.Client, layer: str) -> Json:
    return api.get(f"/ogc/collections/{layer}/schema", params={"f": "json"}).raise_for_status().json()["properties"]


def name_of(lamp: Json) -> str:
    """What the card calls a lamp: its pole number, unless that is a bare number, which names nothing."""
    pole = lamp["properties"]["pole_ref"]
    return pole if re.search(r"\D", pole) else lamp["properties"]["code"]


@pytest.fixture(scope="module")
def lamp(api: httpx.Client) -> Json:
    """A lamp of which something is known, with its cabinet."""
    return next(one for one in items(api, "street_lamps", limit="500") if one["properties"]["cabinet_id"])


def at(feature: Json, zoom: float = 18) -> str:
    lon, lat = feature["geometry"]["coordinates"][:2]
    return f"map={zoom}/{lat}/{lon}"


def test_first_look_is_the_city_with_one_theme_and_nothing_else_on(open_map: Open) -> None:
    city = open_map()
    assert city.rendered("roads")
    assert city.rendered("public_facilities")
    expect(city.page).to_have_title("Bản đồ Đông Hà")
    expect(city.page.locator("html")).to_have_attribute("lang", "vi")
    expect(city.page.get_by_text("Dữ liệu mô phỏng", exact=True)).to_be_visible()
    panel = city.page.get_by_role("region", name="Lớp bản đồ")
    on = panel.get_by_role("switch", name=re.compile("^Bật cả chủ đề"), checked=True)
    expect(on).to_have_count(1)


def test_a_click_on_a_lamp_tells_everything_public_about_it(open_map: Open, api: httpx.Client, lamp: Json) -> None:
    city = open_map(f"/#{at(lamp)}&layers=street_lamps&lang=vi")
    drawn = {one["fid"]: one for one in city.rendered("street_lamps")}
    spot = drawn[lamp["properties"]["fid"]]
    city.page.mouse.click(spot["x"], spot["y"])

    expect(city.card).to_contain_text("Đèn đường")
    expect(city.heading).to_have_text(name_of(lamp))
    properties = schema(api, "street_lamps")
    shown = city.card.locator("[data-property]").evaluate_all("all => all.map((one) => one.dataset.property)")
    told = {name for name, one in properties.items() if not one.get("format", "").startswith("geometry-")}
    # The title is not said twice; nor is, property by property, that no device has been heard. Its time is told as an age.
    unheard = {n for n, one in properties.items() if one.get("readOnly") and lamp["properties"].get(n) is None}
    assert told - set(shown) <= {"pole_ref", "phenomenon_time"} | unheard
    if lamp["properties"]["phenomenon_time"]:
        age = city.card.locator("section.now h3 .quiet")
        expect(age).not_to_be_empty()
        expect(age).to_have_attribute("title", re.compile(r"\d{1,2}/\d{1,2}/\d{4}"))
    for name in shown:
        expect(city.title(name)).to_have_text(properties[name]["x-title"]["vi"])
    power = f"{lamp['properties']['rated_power_w']:g} W".replace(".", ",")
    expect(city.value("rated_power_w")).to_have_text(power)
    codes = {code["value"]: code["title"]["vi"] for code in properties["lamp_type"]["x-codes"]}
    expect(city.value("lamp_type")).to_have_text(codes[lamp["properties"]["lamp_type"]])
    assert city.selected()[0]["coordinates"] == pytest.approx(lamp["geometry"]["coordinates"][:2], abs=1e-5)


def test_links_lead_to_related_features_and_back_comes_back(open_map: Open, api: httpx.Client, lamp: Json) -> None:
    cabinet_id = lamp["properties"]["cabinet_id"]
    cabinet = api.get(f"/ogc/collections/lighting_cabinets/items/{cabinet_id}", params={"f": "json"}).json()
    city = open_map(f"/#{at(lamp)}&layers=street_lamps&select=street_lamps/{lamp['id']}&lang=vi")
    city.settle()
    city.value("cabinet_id").get_by_role("button", name=cabinet["properties"]["code"]).click()
    expect(city.card).to_contain_text("Tủ điều khiển chiếu sáng")
    expect(city.heading).to_be_focused()
    assert f"select=lighting_cabinets/{cabinet_id}" in city.page.url
    city.page.go_back()
    expect(city.heading).to_have_text(name_of(lamp))


def test_the_language_changes_every_word(open_map: Open, api: httpx.Client, lamp: Json) -> None:
    city = open_map(f"/#{at(lamp)}&layers=street_lamps&select=street_lamps/{lamp['id']}&lang=vi")
    expect(city.title("lamp_type")).to_have_text("Loại đèn")
    city.page.get_by_role("button", name="Switch to English").click()
    expect(city.page.locator("html")).to_have_attribute("lang", "en")
    expect(city.page).to_have_title("Map of Đông Hà")
    expect(city.card).to_contain_text("Street lamps")
    expect(city.title("lamp_type")).to_have_text("Lamp type")
    properties = schema(api, "street_lamps")
    codes = {code["value"]: code["title"]["en"] for code in properties["lamp_type"]["x-codes"]}
    expect(city.value("lamp_type")).to_have_text(codes[lamp["properties"]["lamp_type"]])
    expect(city.page.get_by_role("region", name="Map layers")).to_be_visible()
    city.settle()
    assert "lang=en" in city.page.url


@pytest.mark.parametrize("written", ["{sheet}/{number}", "tờ {sheet} thửa {number}", "to {sheet}, thua {number}"])
def test_a_parcel_is_found_by_sheet_and_number(open_map: Open, api: httpx.Client, written: str) -> None:
    parcel = items(api, "land_parcels", limit="1", bbox="107.09,16.81,107.11,16.825")[0]
    sheet, number = parcel["properties"]["map_sheet"], parcel["properties"]["parcel_no"]
    found = api.get("/search", params={"q": f"{sheet}/{number}", "limit": "12"}).json()["results"]
    assert found
    assert {one["layer"] for one in found} == {"land_parcels"}

    city = open_map("/#layers=&lang=vi")
    city.settle()
    city.page.get_by_role("combobox").fill(written.format(sheet=sheet, number=number))
    expect(city.page.get_by_role("option")).to_have_count(len(found))
    city.page.get_by_role("option").first.click()
    expect(city.card).to_contain_text("Thửa đất")
    expect(city.value("map_sheet")).to_have_text(str(sheet))
    expect(city.value("parcel_no")).to_have_text(str(number))
    assert "Polygon" in city.selected()[0]["type"]
    assert found[0]["fid"] in {one["fid"] for one in city.rendered("land_parcels")}


def test_a_lamp_is_called_the_same_in_search_on_its_card_and_on_the_map(open_map: Open, lamp: Json) -> None:
    pole, fid = lamp["properties"]["pole_ref"], lamp["properties"]["fid"]
    city = open_map(f"/#{at(lamp)}&layers=street_lamps&lang=vi")
    drawn = {one["fid"]: one["properties"] for one in city.rendered("street_lamps")}
    assert drawn[fid]["pole_ref"] == pole
    city.page.get_by_role("combobox").fill(pole)
    city.page.get_by_role("option").filter(has_text="Đèn đường").filter(has_text=pole).first.click()
    expect(city.heading).to_have_text(pole)
    expect(city.card).to_contain_text(lamp["properties"]["code"])


def test_search_works_without_accents_and_with_the_keyboard_alone(open_map: Open) -> None:
    city = open_map("/#layers=&lang=vi")
    city.settle()
    city.page.keyboard.press("/")
    expect(city.page.get_by_role("combobox")).to_be_focused()
    city.page.keyboard.type("hung vuong")
    expect(city.page.get_by_role("option").first).to_contain_text("Hùng Vương")
    expect(city.page.get_by_role("status").filter(has_text="kết quả")).to_have_count(1)
    city.page.keyboard.press("ArrowDown")
    active = city.page.get_by_role("combobox").get_attribute("aria-activedescendant")
    expect(city.page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    city.page.keyboard.press("Enter")
    expect(city.heading).to_be_focused()
    expect(city.card).to_contain_text("Hùng Vương")
    city.settle()
    city.page.keyboard.press("Escape")
    expect(city.card).to_have_count(0)
    expect(city.page.locator("canvas.maplibregl-canvas")).to_be_focused()


@pytest.mark.parametrize(
    "written",
    ["16.8172845, 107.1010378", "107,1010378 16,8172845", "590508.771 1860206.459", "X=1860206,459 Y=590508,771"],
)
def test_coordinates_of_either_system_lead_to_their_place(open_map: Open, written: str) -> None:
    city = open_map("/#layers=&lang=vi")
    city.settle()
    city.page.get_by_role("combobox").fill(written)
    city.page.keyboard.press("Enter")
    card = city.page.get_by_role("region", name="Vị trí trên bản đồ")
    expect(card).to_contain_text("16.8172845, 107.1010378")
    expect(card).to_contain_text("X 1.860.206,46")
    expect(card).to_contain_text("Y 590.508,77")
    assert city.selected()[0]["coordinates"] == pytest.approx([107.1010378, 16.8172845], abs=1e-5)


def test_a_shared_address_shows_the_same_view(open_map: Open, lamp: Json) -> None:
    lon, lat = lamp["geometry"]["coordinates"][:2]
    city = open_map(
        f"/#map=17.5/{lat}/{lon}&layers=street_lamps,land_parcels:50&select=street_lamps/{lamp['id']}&lang=en&dark=1"
    )
    city.settle()
    assert city.rendered("street_lamps")
    assert city.rendered("land_parcels")
    assert city.ask("() => dongha.map.getZoom()") == pytest.approx(17.5, abs=0.01)
    centre = city.ask("() => dongha.map.getCenter().toArray()")
    assert centre == pytest.approx([lon, lat], abs=1e-4)
    expect(city.heading).to_have_text(name_of(lamp))
    expect(city.page.locator("html")).to_have_attribute("data-scheme", "dark")
    panel = city.page.get_by_role("region", name="Map layers")
    expect(panel.get_by_role("switch", name="Show Street lamps")).to_be_checked()
    background = city.ask(
        "() => dongha.map.getStyle().layers.filter(({ type }) => type === 'background')[0].paint['background-color']"
    )
    assert int(background[1:3], 16) < 64

    again = open_map(city.page.url.removeprefix(re.match(r"https?://[^/]+", city.page.url)[0]))  # type: ignore[index]
    again.settle()
    assert again.page.url == city.page.url


def test_layers_are_switched_and_counted_honestly(open_map: Open, api: httpx.Client) -> None:
    city = open_map("/#map=16/16.8172845/107.1010378&layers=&lang=vi")
    city.settle()
    panel = city.page.get_by_role("region", name="Lớp bản đồ")
    panel.get_by_role("button", name="Chiếu sáng").click()
    panel.get_by_role("switch", name="Hiện lớp Đèn đường").click()
    assert city.rendered("street_lamps")
    view = city.ask("() => dongha.map.getBounds().toArray().flat()")
    query = {"f": "json", "limit": "1", "bbox": ",".join(f"{value:.6f}" for value in view)}
    matched = api.get("/ogc/collections/street_lamps/items", params=query).json()["numberMatched"]
    expect(panel).to_contain_text(f"{matched:,} trong khung nhìn".replace(",", "."))
    panel.get_by_role("button", name="Tuỳ chọn lớp Đèn đường").click()
    panel.get_by_role("slider").fill("50")
    city.until("() => location.hash.includes('street_lamps:50')")
    city.ask("() => dongha.map.jumpTo({ zoom: 10 })")
    expect(panel.get_by_role("button", name="Phóng to để thấy")).to_be_visible()
    panel.get_by_role("switch", name="Hiện lớp Đèn đường").click()
    city.until(
        "() => !dongha.map.getStyle().layers.some(({ metadata }) => metadata?.['dongha:layer'] === 'street_lamps')"
    )


def test_distance_and_area_are_measured_in_metres(open_map: Open) -> None:
    city = open_map("/#map=17/16.8172845/107.1010378&layers=&lang=vi")
    city.settle()
    city.page.get_by_role("button", name="Đo khoảng cách, diện tích").click()
    bar = city.page.get_by_role("region", name="Đo khoảng cách, diện tích")
    expect(bar.get_by_role("status")).to_contain_text("Chạm lên bản đồ")
    # The corners of a square of 100 m, in VN-2000 around the town's centre; places known from PROJ.
    corners = [
        [107.1010378, 16.8172845],
        [107.1019760, 16.8172806],
        [107.1019800, 16.8181842],
        [107.1010418, 16.8181881],
    ]
    for corner in corners:
        x, y = city.ask("(place) => { const { x, y } = dongha.map.project(place); return [x, y]; }", corner)
        city.page.mouse.click(x, y)
    city.page.mouse.move(720, 5)
    city.page.get_by_role("radio", name="Diện tích").click()
    expect(bar.get_by_role("status")).to_contain_text("m²")
    text = bar.get_by_role("status").inner_text()
    area = float(re.search(r"([\d.]+)(?:,\d+)?\s*m²", text)[1].replace(".", ""))  # type: ignore[index]
    assert area == pytest.approx(10_000, rel=0.03)
    city.page.keyboard.press("Escape")
    expect(bar).to_have_count(0)


def test_on_a_phone_the_card_is_a_sheet_with_three_heights(open_map: Open, lamp: Json) -> None:
    city = open_map(f"/#{at(lamp)}&layers=street_lamps&lang=vi", phone=True)
    spot = {one["fid"]: one for one in city.rendered("street_lamps")}[lamp["properties"]["fid"]]
    city.page.touchscreen.tap(spot["x"], spot["y"])
    expect(city.heading).to_have_text(name_of(lamp))

    def height() -> float:
        box = city.card.bounding_box()
        assert box
        assert box["x"] == 0
        assert box["width"] == PHONE["width"]
        assert box["y"] + box["height"] == pytest.approx(PHONE["height"], abs=1)
        return box["height"]

    half = height()
    city.page.get_by_role("button", name="Mở rộng bảng").press("ArrowUp")
    full = height()
    city.page.get_by_role("button", name="Thu nhỏ bảng").press("ArrowDown")
    city.page.get_by_role("button", name="Mở rộng bảng").press("ArrowDown")
    low = height()
    assert low < half < full
    # The lamp is not under the sheet that tells of it.
    city.settle()
    spot = {one["fid"]: one for one in city.rendered("street_lamps")}[lamp["properties"]["fid"]]
    assert spot["y"] < PHONE["height"] - half


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_what_is_touched_is_large_enough_and_named(open_map: Open, lamp: Json, phone: bool) -> None:
    city = open_map(f"/#{at(lamp)}&layers=street_lamps&select=street_lamps/{lamp['id']}&lang=vi", phone=phone)
    city.settle()
    expect(city.heading).to_have_text(name_of(lamp))
    buttons = city.page.get_by_role("button").filter(visible=True).all()
    assert len(buttons) > 5
    for button in buttons:
        name = button.get_attribute("aria-label") or button.inner_text()
        assert name.strip()
        box = button.bounding_box()
        assert box
        # A link in a line of text may be lower (WCAG 2.2, 2.5.8); icons and tools may not.
        assert min(box["width"], box["height"]) >= (
            44 if button.get_attribute("aria-label") and phone and "bảng" not in name else 24
        )


def test_the_server_away_is_said_and_can_be_retried(window: Browser, server_url: str) -> None:
    page = window.new_context(locale="vi-VN").new_page()
    page.route("**/catalogue", lambda route: route.fulfill(status=503, json={"detail": "x"}))
    page.goto(server_url)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Máy chủ chưa trả lời")
    page.unroute("**/catalogue")
    alert.get_by_role("button", name="Thử lại").click()
    expect(page.get_by_role("region", name="Lớp bản đồ")).to_be_visible()
    page.context.close()


def test_a_card_that_cannot_be_loaded_says_why(open_map: Open) -> None:
    nobody = "00000000-0000-0000-0000-000000000000"
    city = open_map(f"/#layers=&select=street_lamps/{nobody}&lang=vi")
    expect(city.card.get_by_role("alert")).to_contain_text("không còn trên hệ thống")
    city.complaints = [text for text in city.complaints if "404" not in text]


def test_pages_of_the_api_carry_the_map(open_map: Open, lamp: Json) -> None:
    city = open_map(f"/ogc/collections/street_lamps/items/{lamp['id']}?f=html&lang=vi")
    frame = city.page.locator("[data-dongha-map]")
    expect(frame.locator("canvas")).to_be_visible()
    link = frame.get_by_role("link", name="Mở bản đồ lớn")
    expect(link).to_have_attribute("href", f"/#layers=street_lamps&select=street_lamps/{lamp['id']}&lang=vi")


def test_nothing_is_fetched_from_elsewhere(open_map: Open, server_url: str) -> None:
    city = open_map("/#layers=street_lamps&lang=vi")
    city.settle()
    fetched = city.ask("() => performance.getEntriesByType('resource').map(({ name }) => name)")
    assert fetched
    assert [url for url in fetched if not url.startswith(server_url)] == []


def test_addresses_survive_being_percent_encoded(open_map: Open) -> None:
    city = open_map("/#" + quote("map=15/16.8172845/107.1010378&layers=street_lamps,roads&lang=en", safe="=&"))
    assert city.rendered("street_lamps")
    assert city.ask("() => dongha.map.getZoom()") == pytest.approx(15, abs=0.01)
