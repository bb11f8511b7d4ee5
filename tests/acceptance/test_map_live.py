"""An open map follows the city: what others change is on it within moments, and only what they touched is fetched again."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field

import httpx
import pytest
from playwright.sync_api import Locator, Request, Response, expect

from tests.acceptance.city_page import PATIENCE, CityPage, Json
from tests.acceptance.conftest import PASSWORD, PHONE, House, Visit

TILE = re.compile(r"/tiles/WebMercatorQuad/(\d+)/(\d+)/(\d+)\?collections=(\S+)")
LAMP = """
SELECT id::text, fid, ST_X(p), ST_Y(p) FROM (
  SELECT id, fid, ST_Transform(geom, 4326) AS p FROM street_lamps) lamp
WHERE ST_DWithin(p::geography, ST_SetSRID(ST_MakePoint(107.1010378, 16.8172845), 4326)::geography, 150) ORDER BY id LIMIT 1
"""
DRAWN = """([fid, then]) => {
    const map = dongha.map;
    const places = map.queryRenderedFeatures()
        .filter(({ id, layer }) => id === fid && layer.metadata?.['dongha:layer'] === 'street_lamps')
        .map(({ geometry }) => map.project(geometry.coordinates));
    const far = (place) => !then || Math.hypot(place.x - then.x, place.y - then.y) > 5;
    return places.length > 0 && places.every(far) && places[0];
}"""


@dataclass
class Lamp:
    """A street lamp in the middle of the town."""

    house: House
    id: str = field(init=False)
    fid: int = field(init=False)
    lon: float = field(init=False)
    lat: float = field(init=False)

    def __post_init__(self) -> None:
        ((self.id, self.fid, self.lon, self.lat),) = self.house.sql(LAMP)

    def address(self, zoom: float = 17, more: str = "&lang=vi") -> str:
        return f"/#map={zoom}/{self.lat}/{self.lon}&layers=street_lamps{more}"

    def move(self, east_m: float) -> None:
        """As a planner at psql does it."""
        self.house.sql("UPDATE street_lamps SET geom = ST_Translate(geom, %s, 0) WHERE id = %s::uuid", east_m, self.id)


@pytest.fixture
def lamp(house: House) -> Lamp:
    return Lamp(house)


def mark(city: CityPage) -> Locator:
    return city.page.locator("footer [role=status]")


def place(city: CityPage, lamp: Lamp, unlike: Json | None = None) -> Json:
    """Where the lamp is drawn on the screen, once it is drawn, and elsewhere than at `unlike`."""
    return city.until(DRAWN, [lamp.fid, unlike])


def follows(city: CityPage) -> None:
    city.settle()
    expect(mark(city)).to_have_text(re.compile(r"^\s*(Trực tiếp|Live)\s*$"))


def tiles_from_now_on(city: CityPage) -> list[tuple[int, int, int, str]]:
    """Level, column, row and layers of each tile that the page asks for after this."""
    asked: list[tuple[int, int, int, str]] = []

    def note(request: Request) -> None:
        if found := TILE.search(request.url):
            level, row, column, layers = found.groups()
            asked.append((int(level), int(column), int(row), layers))

    city.page.on("request", note)
    return asked


def tile_of(house: House, zoom: int, lon: float, lat: float) -> tuple[int, int, int]:
    """The tile in which a place lies, reckoned by PostGIS."""
    ((x, y),) = house.sql(
        "SELECT floor((ST_X(p) + 20037508.342789244) / w)::int, floor((20037508.342789244 - ST_Y(p)) / w)::int"
        " FROM (SELECT ST_Transform(ST_SetSRID(ST_MakePoint(%s, %s), 4326), 3857) AS p,"
        " 40075016.685578488 / 2 ^ %s AS w) one",
        lon,
        lat,
        zoom,
    )
    return zoom, x, y


def test_a_lamp_moved_with_psql_moves_on_every_open_map(visit: Visit, lamp: Lamp) -> None:
    desk, phone = visit(lamp.address(17)), visit(lamp.address(16, "&lang=en"), size=PHONE)
    follows(desk)
    follows(phone)
    at_desk, on_phone = place(desk, lamp), place(phone, lamp)
    lamp.move(15)
    assert place(desk, lamp, unlike=at_desk)["x"] > at_desk["x"]
    assert place(phone, lamp, unlike=on_phone)["x"] > on_phone["x"]


def test_only_tiles_that_a_change_touches_are_fetched_again(visit: Visit, lamp: Lamp, house: House) -> None:
    city = visit(lamp.address(18.5))
    follows(city)
    before = place(city, lamp)
    asked = tiles_from_now_on(city)
    lamp.move(4)
    place(city, lamp, unlike=before)
    city.settle()
    ((lon, lat),) = house.sql("SELECT ST_X(p), ST_Y(p) FROM (SELECT ST_Transform(geom, 4326) AS p FROM street_lamps"
                              " WHERE id = %s::uuid) one", lamp.id)  # fmt: skip
    own = {tile_of(house, 17, lamp.lon, lamp.lat), tile_of(house, 17, lon, lat)}
    level, column, row = next(iter(own))
    about = {(level, column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
    assert asked
    assert all("street_lamps" in layers for *_, layers in asked)
    fetched = {(z, x, y) for z, x, y, _ in asked}
    assert own <= fetched
    # A neighbour only when the lamp stands in the margin that both tiles hold.
    assert fetched <= about
    assert len(fetched) <= 4


def test_nothing_vanishes_while_tiles_are_fetched_again(visit: Visit, lamp: Lamp) -> None:
    city = visit(lamp.address(17))
    follows(city)
    before = place(city, lamp)
    city.ask(
        """() => {
            const map = dongha.map;
            const drawn = () => new Set(map.queryRenderedFeatures()
                .filter(({ layer }) => layer.metadata?.['dongha:layer'] === 'street_lamps').map(({ id }) => id)).size;
            window.fewest = drawn();
            window.first = window.fewest;
            map.on('render', () => { window.fewest = Math.min(window.fewest, drawn()); });
        }"""
    )
    for step in (6, -6, 6):
        lamp.move(step)
        before = place(city, lamp, unlike=before)
    assert city.ask("() => window.fewest") == city.ask("() => window.first")


def test_what_is_made_and_deleted_comes_and_goes_and_is_counted(visit: Visit, lamp: Lamp, house: House) -> None:
    city = visit(lamp.address(18))
    follows(city)
    place(city, lamp)
    panel = city.page.get_by_role("region", name="Lớp bản đồ")
    counted = panel.get_by_text(re.compile(r"^\s*[\d.]+ trong khung nhìn\s*$"))
    there = int(counted.inner_text().split()[0].replace(".", ""))
    ((made, fid),) = house.sql(
        "INSERT INTO street_lamps (code, pole_ref, lamp_type, rated_power_w, control_link, geom)"
        " SELECT 'X-LIVE', 'Cột mới', lamp_type, rated_power_w, control_link, ST_Translate(geom, 3, 3)"
        " FROM street_lamps WHERE id = %s::uuid RETURNING id::text, fid",
        lamp.id,
    )
    city.until(DRAWN, [fid, None])
    expect(counted).to_have_text(f"{there + 1} trong khung nhìn")
    city.page.goto(city.page.url + f"&select=street_lamps/{made}")
    expect(city.heading).to_have_text("Cột mới")
    follows(city)
    house.sql("DELETE FROM street_lamps WHERE id = %s::uuid", made)
    expect(city.card.get_by_role("alert")).to_have_text("Đối tượng này vừa bị xoá.")
    city.until("(fid) => dongha.map.queryRenderedFeatures().every(({ id }) => id !== fid)", fid)
    expect(counted).to_have_text(f"{there} trong khung nhìn")
    city.expected.add("Failed to load resource: the server responded with a status of 404 (Not Found)")


def test_the_open_card_follows(visit: Visit, lamp: Lamp, house: House) -> None:
    city = visit(lamp.address(17, f"&select=street_lamps/{lamp.id}&lang=vi"))
    follows(city)
    expect(city.value("rated_power_w")).to_be_visible()
    city.value("rated_power_w").evaluate("(shown) => { window.shown = shown; }")
    house.sql("UPDATE street_lamps SET rated_power_w = 77 WHERE id = %s::uuid", lamp.id)
    expect(city.value("rated_power_w")).to_have_text("77 W")
    # The card was not emptied for it: who reads it keeps his place.
    assert city.ask("() => window.shown.isConnected")
    before = city.selected()[0]["coordinates"]
    lamp.move(5)
    city.until(
        "([lon]) => dongha.map.querySourceFeatures('selection')"
        ".some(({ geometry }) => Math.abs(geometry.coordinates[0] - lon) > 2e-5)",
        before,
    )


def test_the_card_of_a_layer_that_is_off_follows_too(visit: Visit, house: House) -> None:
    ((tree, lon, lat),) = house.sql(
        "SELECT id::text, ST_X(p), ST_Y(p) FROM (SELECT id, ST_Transform(geom, 4326) AS p FROM trees) t ORDER BY id LIMIT 1"
    )
    city = visit(f"/#map=17/{lat}/{lon}&layers=street_lamps&select=trees/{tree}&lang=vi")
    follows(city)
    expect(city.value("trunk_diameter_cm")).to_be_visible()
    city.listens("trees")
    house.sql("UPDATE trees SET trunk_diameter_cm = 77 WHERE id = %s::uuid", tree)
    expect(city.value("trunk_diameter_cm")).to_have_text("77 cm")


def test_an_edit_over_http_is_on_the_map_of_somebody_else(visit: Visit, lamp: Lamp, house: House) -> None:
    city = visit(lamp.address(17, f"&select=street_lamps/{lamp.id}&lang=en"))
    follows(city)
    expect(city.value("rated_power_w")).to_be_visible()
    with httpx.Client(base_url=house.url, auth=("an", PASSWORD), timeout=60) as planner:
        answer = planner.patch(
            f"/ogc/collections/street_lamps/items/{lamp.id}",
            json={"properties": {"rated_power_w": 88}},
            headers={"Content-Type": "application/merge-patch+json"},
        )
        assert answer.is_success, answer.text
    expect(city.value("rated_power_w")).to_have_text("88 W")


def test_what_was_missed_while_away_is_made_up_for(visit: Visit, lamp: Lamp) -> None:
    city = visit(lamp.address(17))
    follows(city)
    before = place(city, lamp)
    city.page.context.set_offline(True)
    expect(mark(city)).to_have_text("Ngoại tuyến")
    lamp.move(12)
    city.page.context.set_offline(False)
    follows(city)
    place(city, lamp, unlike=before)
    # The browser writes lost connections to its console.
    city.expected |= {text for text in city.complaints if "ERR_INTERNET_DISCONNECTED" in text}


def test_an_interruption_is_told_in_words_and_healed(visit: Visit, lamp: Lamp) -> None:
    city = visit("/#layers=&lang=vi")
    city.page.route("**/live?*", lambda route: route.abort())
    city.page.goto("about:blank")
    city.page.goto(f"{lamp.house.url}{lamp.address(17)}")
    expect(mark(city)).to_have_text("Đang nối lại…")
    before = place(city, lamp)
    lamp.move(-9)
    city.page.unroute("**/live?*")
    follows(city)
    place(city, lamp, unlike=before)
    city.expected |= {text for text in city.complaints if "ERR_FAILED" in text}


def test_what_changed_out_of_view_is_right_when_one_comes_back(visit: Visit, lamp: Lamp) -> None:
    city = visit(lamp.address(18))
    follows(city)
    before = place(city, lamp)
    # From then on the map listens there, and nobody tells of the lamp.
    with city.page.expect_response(lambda answer: "/live?" in answer.url):
        city.ask("() => dongha.map.jumpTo({ center: [107.06, 16.79] })")
    follows(city)
    lamp.move(8)
    city.ask("([lon, lat]) => dongha.map.jumpTo({ center: [lon, lat] })", [lamp.lon, lamp.lat])
    place(city, lamp, unlike=before)


def test_the_small_scale_follows_too(visit: Visit, house: House) -> None:
    """Below the level of every single feature, tiles come from an overview that is drawn anew after a change."""
    ((road, lon, lat),) = house.sql(
        "SELECT id::text, ST_X(p), ST_Y(p) FROM (SELECT id, ST_Transform(ST_PointOnSurface(geom), 4326) AS p FROM roads"
        " ORDER BY ST_Length(geom) DESC LIMIT 1) one"
    )
    city = visit("/#layers=&lang=vi")
    known: dict[str, set[str]] = {}

    def note(answer: Response) -> None:
        if (found := TILE.search(answer.url)) and found.group(1) == "12":
            known.setdefault(answer.url, set()).add(answer.headers["etag"])

    city.page.on("response", note)
    city.page.goto(f"{house.url}/#map=12.5/{lat}/{lon}&layers=&lang=vi")
    city.settle()
    follows(city)
    assert known
    assert all(len(tags) == 1 for tags in known.values())
    house.sql("UPDATE roads SET geom = ST_Translate(geom, 400, 400) WHERE id = %s::uuid", road)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and all(len(tags) == 1 for tags in known.values()):
        city.page.wait_for_timeout(100)
    assert any(len(tags) > 1 for tags in known.values())
