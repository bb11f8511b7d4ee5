"""A feature's past on the map in real browsers: its versions, what each changed, and the way back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.acceptance.city_page import CityPage
from tests.acceptance.conftest import PHONE, House, Visit, log_in

REFUSED = "Failed to load resource: the server responded with a status of {}"


@pytest.fixture
def tree(house: House) -> dict[str, Any]:
    """A tree with three versions: planted, measured, moved 10 m to the east and called otherwise."""
    ((identifier, species),) = house.sql(
        "UPDATE trees SET is_protected = false, species = 'Bàng', version = version + 1, updated_at = clock_timestamp()"
        " WHERE id = (SELECT id FROM trees WHERE version = 1 ORDER BY id LIMIT 1) RETURNING id::text, species"
    )
    house.sql(
        "UPDATE trees SET is_protected = true, species = 'Phượng', geom = ST_Translate(geom, 10, 0),"
        " version = version + 1, updated_at = clock_timestamp() WHERE id = %s",
        identifier,
    )
    ((code, lon, lat),) = house.sql(
        "SELECT code, ST_X(p), ST_Y(p) FROM (SELECT code, ST_Transform(geom, 4326) AS p FROM trees WHERE id = %s) one",
        identifier,
    )
    return {"id": identifier, "code": code, "lon": lon, "lat": lat, "species": species}


def address(tree: dict[str, Any], language: str = "vi") -> str:
    place = f"{tree['lat']:.7f}/{tree['lon']:.7f}"
    return f"/#map=19/{place}&layers=trees&select=trees/{tree['id']}&lang={language}"


def history(city: CityPage) -> Locator:
    """The history on the card, opened."""
    button = city.card.get_by_role("button", name=re.compile("^(Lịch sử|History)$"))
    if button.get_attribute("aria-expanded") != "true":
        button.click()
    return city.card.get_by_role("region", name=re.compile("^(Lịch sử|History)$"))


def version(city: CityPage, number: int) -> Locator:
    """One version in the list, opened."""
    one = history(city).get_by_role("listitem").filter(has_text=re.compile(rf"(bản|version) {number}\b"))
    line = one.get_by_role("button").first
    if line.get_attribute("aria-expanded") != "true":
        line.click()
    return one


def stands(house: House, tree: dict[str, Any]) -> list[tuple[Any, ...]]:
    return house.sql("SELECT species, is_protected, version FROM trees WHERE id = %s", tree["id"])


@pytest.mark.parametrize(("language", "yes", "no"), [("vi", "Có", "Không"), ("en", "Yes", "No")])
def test_what_each_version_changed_is_told_in_the_readers_words(
    visit: Visit, tree: dict[str, Any], language: str, yes: str, no: str
) -> None:
    city = visit(address(tree, language))
    city.settle()
    versions = history(city).get_by_role("listitem")
    expect(versions).to_have_count(3)
    expect(versions.first).to_contain_text("hiện nay" if language == "vi" else "now")
    newest = version(city, 3)
    changed = newest.locator('[data-change="species"]')
    expect(changed).to_contain_text("Bàng")
    expect(changed).to_contain_text("Phượng")
    expect(changed.locator("dt")).not_to_be_empty()
    expect(newest.locator('[data-change="is_protected"]')).to_contain_text(no)
    expect(newest.locator('[data-change="is_protected"]')).to_contain_text(yes)
    moved = newest.locator('[data-change="geometry"]')
    expect(moved).to_contain_text("10 m")
    before = city.until(
        "() => { const found = dongha.map.querySourceFeatures('before').map(({ geometry }) => geometry.coordinates);"
        " return found.length > 0 && found[0]; }"
    )
    assert (tree["lon"] - before[0]) * 106_600 == pytest.approx(10, abs=0.6)
    # Who it was is not everybody's business.
    expect(history(city)).not_to_contain_text("psql")


def test_staff_is_told_who_it_was(visit: Visit, tree: dict[str, Any]) -> None:
    city = visit(address(tree))
    log_in(city, "an")
    city.page.get_by_role("button", name="Sửa", exact=True).click()
    form = city.page.get_by_role("region", name="Sửa", exact=True)
    form.locator('[data-field="species"]').locator("input, textarea").fill("Sưa")
    form.get_by_role("button", name="Lưu").click()
    expect(form).to_have_count(0)
    newest = version(city, 4)
    expect(newest).to_contain_text("an")
    expect(newest.locator('[data-change="species"]')).to_contain_text("Sưa")


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_an_older_version_is_made_to_stand_again(visit: Visit, house: House, tree: dict[str, Any], phone: bool) -> None:
    city = visit(address(tree), **({"size": PHONE} if phone else {}))
    onlooker = visit(address(tree))
    expect(onlooker.heading).to_be_visible()
    log_in(city, "an")
    old = version(city, 2)
    old.get_by_role("combobox").select_option(label="bản hiện nay")
    expect(old.locator('[data-change="species"]')).to_contain_text("Phượng")
    # Nothing is restored without being asked, and what it will change is said.
    old.get_by_role("button", name="Khôi phục bản này").click()
    dialogue = city.page.get_by_role("dialog", name="Khôi phục bản 2?")
    will = dialogue.locator('[data-change="species"]')
    expect(will.locator(".old")).to_contain_text("Phượng")
    expect(will.locator("strong")).to_contain_text("Bàng")
    expect(dialogue.locator('[data-change="geometry"]')).to_contain_text("10 m")
    dialogue.get_by_role("button", name="Huỷ").click()
    expect(dialogue).to_have_count(0)
    assert stands(house, tree) == [("Phượng", True, 3)]
    old.get_by_role("button", name="Khôi phục bản này").click()
    dialogue.get_by_role("button", name="Khôi phục", exact=True).click()
    expect(dialogue).to_have_count(0)
    expect(history(city).get_by_role("listitem")).to_have_count(4)
    expect(history(city).get_by_role("listitem").first).to_contain_text("bản 4")
    assert stands(house, tree) == [("Bàng", False, 4)]
    # Who merely looks at it sees it change.
    expect(onlooker.card).to_contain_text("Bàng")


def test_the_public_looks_but_does_not_restore(visit: Visit, tree: dict[str, Any]) -> None:
    city = visit(address(tree))
    old = version(city, 2)
    expect(old.locator('[data-change="species"]')).to_be_visible()
    expect(history(city).get_by_role("button", name="Khôi phục bản này")).to_have_count(0)


def test_what_was_deleted_by_mistake_comes_back(visit: Visit, house: House, tree: dict[str, Any]) -> None:
    city = visit(address(tree))
    log_in(city, "an")
    city.settle()
    city.card.get_by_role("button", name="Xoá", exact=True).click()
    dialogue = city.page.get_by_role("dialog")
    dialogue.get_by_role("button", name="Huỷ").click()
    expect(dialogue).to_have_count(0)
    assert len(stands(house, tree)) == 1
    # The map may hear of the deletion before who asked for it is answered, and look after the card.
    city.expected.add(REFUSED.format("404 (Not Found)"))
    city.card.get_by_role("button", name="Xoá", exact=True).click()
    dialogue.get_by_role("button", name="Xoá").click()
    expect(city.card).to_have_count(0)
    assert stands(house, tree) == []
    note = city.page.get_by_role("status").filter(has_text="Đã xoá")
    note.get_by_role("button", name="Khôi phục").click()
    expect(city.card).to_contain_text("Phượng")
    ((species, protected, number),) = stands(house, tree)
    assert (species, protected) == ("Phượng", True)
    assert number > 3
    expect(history(city).get_by_role("listitem").filter(has_text="Xoá")).to_have_count(1)


def test_a_delete_that_came_too_late_is_not_done(visit: Visit, house: House, tree: dict[str, Any]) -> None:
    city = visit(address(tree))
    log_in(city, "an")
    city.settle()
    city.card.get_by_role("button", name="Xoá", exact=True).click()
    dialogue = city.page.get_by_role("dialog")
    city.page.route("**/ogc/collections/trees/items/*", lambda route: _first_changed(route, house, tree))
    dialogue.get_by_role("button", name="Xoá").click()
    expect(dialogue.get_by_role("alert")).to_contain_text("vừa sửa")
    assert len(stands(house, tree)) == 1
    city.page.unroute("**/ogc/collections/trees/items/*")
    dialogue.get_by_role("button", name="Huỷ").click()
    expect(city.card).to_contain_text("Xà cừ")
    city.expected.add(REFUSED.format("412 (Precondition Failed)"))


def _first_changed(route: Any, house: House, tree: dict[str, Any]) -> None:
    """Somebody else changes the tree just before the deletion arrives."""
    if route.request.method == "DELETE":
        house.sql("UPDATE trees SET species = 'Xà cừ' WHERE id = %s", tree["id"])
    route.continue_()
