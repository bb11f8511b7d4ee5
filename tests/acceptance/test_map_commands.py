"""Commands go down to devices from the map, and their states are seen there."""

from __future__ import annotations

from dataclasses import dataclass

import httpx
import pytest
from playwright.sync_api import Locator, expect

from tests.acceptance.city_page import CityPage
from tests.acceptance.conftest import PASSWORD, House, Visit, log_in
from tests.acceptance.lamps import STATE, Lamp, chart


def test_a_command_goes_through_its_states_before_ones_eyes(visit: Visit, lamp: Lamp) -> None:
    city = visit(lamp.address(18, lamp.card + "&lang=vi"))
    expect(city.heading).to_be_visible()
    expect(chart(city)).to_be_visible()
    commands = city.card.get_by_role("region", name="Điều khiển")
    expect(commands).to_have_count(0)
    log_in(city, "an")
    commands.get_by_role("slider", name="Mức sáng").fill("40")
    commands.get_by_role("button", name="Ra lệnh: Mức sáng").click()
    dialogue = city.page.get_by_role("dialog")
    expect(dialogue.get_by_role("heading")).to_have_text("Ra lệnh “Mức sáng: 40%”?")
    expect(dialogue).to_contain_text(lamp.pole)
    dialogue.get_by_role("button", name="Gửi lệnh").click()
    expect(dialogue.get_by_role("alert")).to_have_text("Cần điền mục này")
    dialogue.get_by_label("Lý do").fill("Tai nạn giao thông")
    dialogue.get_by_role("button", name="Gửi lệnh").click()
    expect(dialogue).to_have_count(0)
    line = commands.get_by_role("listitem").first
    expect(line).to_contain_text("Mức sáng: 40%")
    expect(line).to_contain_text("Tai nạn giao thông")
    expect(line).to_have_attribute("data-status", "queued")
    ((fid,),) = lamp.house.sql(
        "SELECT fid FROM commands WHERE target_id = %s::uuid AND value = 40 AND requested_by = 'an'", lamp.id
    )
    for status, words in (("sent", "Đã gửi, chưa trả lời"), ("expired", "Quá hạn, không trả lời")):
        lamp.house.sql(
            "UPDATE commands_state SET status = %s, attempts = 2, phenomenon_time = now(), status_at = now() WHERE fid = %s",
            status,
            fid,
        )
        expect(line).to_have_attribute("data-status", status)
        expect(line).to_contain_text(words)
        expect(line).not_to_contain_text("Đã thực hiện")
    ((command,),) = lamp.house.sql("SELECT id::text FROM commands WHERE fid = %s", fid)
    city.page.goto(f"{lamp.house.url}{lamp.address(18, f'&select=commands/{command}&lang=vi')}")
    expect(city.heading).to_have_text("Mức sáng")
    expect(city.value("target_layer")).to_have_text("Đèn đường")
    expect(city.value("value")).to_have_text("40%")
    city.value("target_id").get_by_role("button").click()
    expect(city.heading).to_have_text(lamp.pole)
    assert f"select=street_lamps/{lamp.id}" in city.page.url


def test_who_may_only_read_commands_sees_what_they_say_and_no_button(visit: Visit, lamp: Lamp, house: House) -> None:
    with httpx.Client(base_url=house.url, auth=("an", PASSWORD), timeout=60) as operator:
        wish = {"layer": "street_lamps", "ids": [lamp.id], "action": "dim", "value": 55, "reason": "Thử đèn"}
        answer = operator.post("/commands", json=wish)
        assert answer.is_success, answer.text
    city = visit(lamp.address(18, lamp.card + "&lang=vi"))
    log_in(city, "khoa")
    commands = city.card.get_by_role("region", name="Điều khiển")
    expect(commands.get_by_role("listitem").filter(has_text="Mức sáng: 55%")).to_be_visible()
    expect(commands.get_by_role("slider")).to_have_count(0)
    expect(commands.get_by_role("button")).to_have_count(0)
    (command,) = answer.json()["commands"]
    city.page.goto(f"{house.url}{lamp.address(18, f'&select=commands/{command}&lang=en')}")
    expect(city.heading).to_have_text("Light level")
    expect(city.value("value")).to_have_text("55%")
    # Nothing is offered for around here either.
    expect(city.card.get_by_text("Command the devices around here")).to_have_count(0)


def test_a_number_to_command_begins_with_what_it_is_now(visit: Visit, lamp: Lamp) -> None:
    lamp.house.sql("UPDATE street_lamps_state SET level_pct = 35, level_pct_at = now() WHERE fid = %s", lamp.fid)
    city = visit(lamp.address(18, lamp.card + "&lang=vi"))
    log_in(city, "an")
    slider = city.card.get_by_role("slider", name="Mức sáng")
    expect(slider).to_have_attribute("aria-valuetext", "35%")
    slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "36%")


@dataclass(frozen=True)
class Crossing:
    """An incident with many lamps within 100 m."""

    id: str
    lon: float
    lat: float
    lamps: int


@pytest.fixture(scope="module")
def crossing(house: House) -> Crossing:
    ((identifier, lon, lat, lamps),) = house.sql(
        "SELECT i.id::text, ST_X(ST_Transform(i.geom, 4326)), ST_Y(ST_Transform(i.geom, 4326)),"
        " (SELECT count(*) FROM street_lamps l WHERE ST_DWithin(l.geom, i.geom, 100)) AS lamps"
        " FROM incidents i ORDER BY lamps DESC, i.id LIMIT 1"
    )
    assert lamps > 3
    return Crossing(identifier, lon, lat, lamps)


def command_around(city: CityPage, crossing: Crossing, reason: str) -> Locator:
    """Send the lamps within 100 m of an incident to full light; gives what is said of how far that has come."""
    city.page.goto(f"{city.page.url}&select=incidents/{crossing.id}")
    city.card.get_by_text("Command the devices around here").click()
    city.card.get_by_label("Within").select_option(label="100 m")
    expect(city.card.get_by_text(f"{crossing.lamps} devices within 100 m")).to_be_visible()
    city.until("() => dongha.map.querySourceFeatures('around').length > 0")
    city.card.get_by_role("button", name="Command: Light level").click()
    dialogue = city.page.get_by_role("dialog")
    expect(dialogue).to_contain_text(f"Street lamps: {crossing.lamps} devices within 100 m of")
    dialogue.get_by_label("Reason").fill(reason)
    dialogue.get_by_role("button", name="Send").click()
    expect(dialogue).to_have_count(0)
    progress = city.card.get_by_role("status").filter(has_text=f"Commands to {crossing.lamps} devices")
    expect(progress.locator("[data-status=queued]")).to_contain_text(str(crossing.lamps))
    return progress


def answer_all(house: House, reason: str) -> None:
    """Write of every command with a reason that it was carried out."""
    house.sql(
        "UPDATE commands_state s SET status = 'done', phenomenon_time = now(), status_at = now() FROM commands c"
        " WHERE c.fid = s.fid AND c.reason = %s",
        reason,
    )


def test_a_set_is_counted_before_it_is_commanded(visit: Visit, house: House, crossing: Crossing) -> None:
    city = visit(f"/#map=16.5/{crossing.lat}/{crossing.lon}&layers=street_lamps&lang=en")
    log_in(city, "an")
    progress = command_around(city, crossing, "Rescue at night")
    ((given,),) = house.sql("SELECT count(*) FROM commands WHERE reason = 'Rescue at night' AND value = 100")
    assert given == crossing.lamps
    answer_all(house, "Rescue at night")
    expect(progress.locator("[data-status=done]")).to_contain_text(str(crossing.lamps))
    expect(progress.locator("[data-status=queued]")).to_have_count(0)


def test_an_answer_that_came_before_the_map_listened_is_seen(visit: Visit, house: House, crossing: Crossing) -> None:
    """The stream that does not yet hear commands is told of a lamp afterwards, so that its cursor is behind the answer."""
    ((lamp,),) = house.sql(
        "SELECT l.fid FROM street_lamps l JOIN incidents i ON ST_DWithin(l.geom, i.geom, 100) WHERE i.id = %s::uuid LIMIT 1",
        crossing.id,
    )

    def hears(status: str) -> None:
        house.sql(
            "UPDATE street_lamps_state SET status = %s, phenomenon_time = now(), status_at = now() WHERE fid = %s",
            status,
            lamp,
        )
        city.until(f"(asked) => ({STATE})(asked) === asked[1]", [lamp, status])

    city = visit(f"/#map=16.5/{crossing.lat}/{crossing.lon}&layers=street_lamps&lang=en")
    log_in(city, "an")
    city.settle()
    hears("off")
    # A map that never rests does not change what it listens to.
    city.page.evaluate("window.restless = setInterval(() => dongha.map.fire('moveend'), 50)")
    progress = command_around(city, crossing, "Answered at once")
    answer_all(house, "Answered at once")
    hears("fault")
    expect(progress.locator("[data-status=queued]")).to_be_visible()
    city.page.evaluate("clearInterval(window.restless)")
    expect(progress.locator("[data-status=done]")).to_contain_text(str(crossing.lamps))
