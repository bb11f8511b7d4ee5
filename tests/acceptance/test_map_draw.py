"""Geometry by hand on the map in real browsers: corners, parts and holes, new features, and what may not overlap."""

from __future__ import annotations

from typing import Any, cast

import pytest
from playwright.sync_api import expect

from tests.acceptance.city_page import Json
from tests.acceptance.conftest import PHONE, House, Visit, log_in
from tests.acceptance.editing import (
    CONFLICT,
    address,
    bar,
    begin,
    corners,
    drag,
    draw,
    field,
    fill,
    metres,
    panel,
    pixel,
    save,
    saved,
    sent,
    towards,
)


def test_a_geometry_is_changed_by_hand_undone_and_redone(visit: Visit, house: House, parcel: Json) -> None:
    surveyed = metres(house, parcel)
    city = visit(address(parcel))
    log_in(city, "lan")
    bodies = sent(city)
    begin(city)
    draw(city)
    # One thing is finished at a time.
    for name in ("Lưu", "Huỷ"):
        expect(panel(city).locator(".foot").get_by_role("button", name=name)).to_be_disabled()
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
