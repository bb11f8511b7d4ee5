"""A street lamp of the sample city: what its device says, and how a map shows it."""

from __future__ import annotations

import re
import struct
import time
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from playwright.sync_api import Locator, Request, expect

from tests.acceptance.city_page import PATIENCE, CityPage, Json

if TYPE_CHECKING:
    from tests.acceptance.conftest import House

COLOURS = {"on": "#f6c945", "fault": "#b5179e", "off": "#6b7280", None: "#ffffff"}
STATE = """([fid]) => {
    const map = window.dongha?.map;
    const source = map && Object.keys(map.getStyle()?.sources ?? {}).find((name) => name.startsWith('lighting/'));
    return source ? map.getFeatureState({ source, sourceLayer: 'street_lamps', id: fid }).status ?? 'none' : 'absent';
}"""
WAIT_FOR = """([fid, wanted, patience]) => new Promise((resolve) => {
    const begun = performance.now();
    const map = dongha.map;
    const look = () => {
        const source = Object.keys(map.getStyle().sources).find((name) => name.startsWith('lighting/'));
        const status = source && (map.getFeatureState({ source, sourceLayer: 'street_lamps', id: fid }).status ?? 'none');
        if (status === wanted) resolve(Date.now());
        else if (performance.now() - begun > patience) resolve(null);
        else setTimeout(look, 10);
    };
    look();
})"""


@dataclass
class Lamp:
    """A street lamp in the middle of the town whose device speaks as the tests want."""

    house: House
    id: str = field(init=False)
    fid: int = field(init=False)
    pole: str = field(init=False)
    """What people call it."""
    code: str = field(init=False)
    lon: float = field(init=False)
    lat: float = field(init=False)

    def __post_init__(self) -> None:
        ((self.id, self.fid, self.pole, self.code, self.lon, self.lat),) = self.house.sql(
            "SELECT id::text, fid, pole_ref, code, ST_X(p), ST_Y(p)"
            " FROM (SELECT *, ST_Transform(geom, 4326) AS p FROM street_lamps) l"
            " JOIN street_lamps_state USING (fid) WHERE ST_DWithin(p::geography,"
            " ST_SetSRID(ST_MakePoint(107.1010378, 16.8172845), 4326)::geography, 200) ORDER BY id OFFSET 3 LIMIT 1"
        )

    def address(self, zoom: float = 18, more: str = "&lang=vi") -> str:
        return f"/#map={zoom}/{self.lat}/{self.lon}&layers=street_lamps{more}"

    @property
    def card(self) -> str:
        return f"&select=street_lamps/{self.id}"

    def says(self, status: str | None) -> float:
        """As the ingest writes a reading, or the sweeper a silence; gives when that was committed (seconds)."""
        self.house.sql(
            "UPDATE street_lamps_state SET status = %s, phenomenon_time = now(), status_at = now() WHERE fid = %s",
            status,
            self.fid,
        )
        return time.time()

    def said(self, name: str, rows: list[tuple[str, float | None, str | None]]) -> None:
        """Observations of a property: when (ISO 8601), number, code; rolled up as the ingest has it done."""
        for when, number, code in rows:
            self.house.sql("SELECT layers.ensure_partition((%s::timestamptz AT TIME ZONE 'UTC')::date)", when)
            self.house.sql(
                "WITH stream AS (SELECT id FROM datastreams WHERE layer = 'street_lamps' AND fid = %s AND property = %s),"
                " kept AS (INSERT INTO observations (datastream, phenomenon_time, result, result_text)"
                " SELECT id, %s::timestamptz, %s::float8, %s FROM stream ON CONFLICT DO NOTHING)"
                " INSERT INTO observation_touched (bucket, datastreams)"
                " SELECT date_bin('10 minutes', %s::timestamptz, '2000-01-01'), ARRAY[id] FROM stream",
                self.fid, name, when, number, code, when,
            )  # fmt: skip
        self.house.sql("SELECT layers.roll_up(100000, true)")


def follows(city: CityPage) -> None:
    city.settle()
    expect(city.page.locator("footer [role=status]")).to_have_text(re.compile(r"^\s*(Trực tiếp|Live)\s*$"))


def shows(city: CityPage, lamp: Lamp, status: str) -> None:
    """The map has been told that; `none` is no data."""
    city.until(f"(asked) => ({STATE})(asked) === asked[1]", [lamp.fid, status])


def colour(city: CityPage, lamp: Lamp) -> str:
    """The colour of the lamp's middle on the screen."""
    place: Json = city.ask("([lon, lat]) => dongha.map.project([lon, lat])", [lamp.lon, lamp.lat])
    shot = city.page.screenshot(clip={"x": round(place["x"]), "y": round(place["y"]), "width": 1, "height": 1})
    packed, at = b"", 8
    while at < len(shot):
        (length,) = struct.unpack(">I", shot[at : at + 4])
        if shot[at + 4 : at + 8] == b"IDAT":
            packed += shot[at + 8 : at + 8 + length]
        at += length + 12
    return "#" + zlib.decompress(packed)[1:4].hex()


def is_painted(city: CityPage, lamp: Lamp, status: str | None) -> None:
    deadline = time.monotonic() + PATIENCE
    while (found := colour(city, lamp)) != COLOURS[status]:
        assert time.monotonic() < deadline, f"{found} is not the colour of {status}"
        city.page.wait_for_timeout(100)


def requests_from_now_on(city: CityPage, pattern: str) -> list[str]:
    asked: list[str] = []

    def note(request: Request) -> None:
        if re.search(pattern, request.url):
            asked.append(request.url)

    city.page.on("request", note)
    return asked


def chart(city: CityPage) -> Locator:
    return city.card.get_by_role("region", name=re.compile("^(Biểu đồ|Chart)$"))
