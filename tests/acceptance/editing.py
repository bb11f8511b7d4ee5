"""How the tests of the map edit: open the form, fill it, draw, and read what was sent and what stands."""

from __future__ import annotations

import json
import re
from typing import Any, cast

from playwright.sync_api import Locator, Request, expect

from tests.acceptance.city_page import CityPage, Json
from tests.acceptance.conftest import House

REFUSED = "Failed to load resource: the server responded with a status of {}"
PRECONDITION = REFUSED.format("412 (Precondition Failed)")
CONFLICT = REFUSED.format("409 (Conflict)")
UNAUTHORIZED = REFUSED.format("401 (Unauthorized)")


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
