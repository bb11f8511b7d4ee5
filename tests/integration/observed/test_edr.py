"""OGC API EDR over HTTP: the right places, the right times, the right values, in every form; `api.ogc.conformance` names
these tests.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from covjson_pydantic.coverage import Coverage, CoverageCollection
from edr_pydantic.collections import Collection
from pyproj import Transformer

from layers.core.reported import reported
from layers.registry import LAYERS
from tests.integration.observed.gauges import DAY, HERE, LAST_DAY, MINUTES, MONTH, NOW, TODAY, Gauges, wave

GAUGES = "/ogc/collections/flood_points"
COVERAGE = "application/prs.coverage+json"
VN2000 = "http://www.opengis.net/def/crs/EPSG/0/9212"
EPSG4326 = "http://www.opengis.net/def/crs/EPSG/0/4326"
BOX = "107.0,16.7,107.3,16.95"
HOUR = f"{(NOW - MINUTES * 90).isoformat()}/{(NOW - MINUTES * 30).isoformat()}"
HEARD = [moment for moment in LAST_DAY if NOW - MINUTES * 90 <= moment <= NOW - MINUTES * 30]
Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def ask(client: httpx.Client) -> Ask:
    def asked(path: str, **parameters: Any) -> dict[str, Any]:
        told = {key.replace("_", "-"): value for key, value in parameters.items()}
        response = client.get(f"{GAUGES}/{path}", params=told)
        assert response.status_code == 200, response.text
        return response.json()

    return asked


@pytest.fixture(scope="module")
def places(client: httpx.Client) -> dict[str, tuple[float, float]]:
    """Longitude and latitude of the gauges by id."""
    found = client.get(f"{GAUGES}/items", params={"limit": 100}).json()
    return {one["id"]: tuple(one["geometry"]["coordinates"][:2]) for one in found["features"]}


def test_collections_tell_their_queries(client: httpx.Client):
    told = client.get("/ogc/collections", params={"lang": "en"}).json()["collections"]
    observed = {one["id"]: one for one in told if "data_queries" in one}
    known = {name for name, cls in LAYERS.items() if reported(cls.declared)}
    assert set(observed) == {one["id"] for one in told} & known
    for name, one in observed.items():
        queries = one["data_queries"]
        assert set(queries) == {"position", "radius", "area", "cube", "locations", "items"}
        for query, said in queries.items():
            variables = said["link"]["variables"]
            assert said["link"]["href"].endswith(f"/ogc/collections/{name}/{query}")
            assert variables["query_type"] == query
            assert variables["default_output_format"] in variables["output_formats"]
        assert set(one["parameter_names"]) == {p.name for p in reported(LAYERS[name].declared) if not p.private}
    gauges = observed["flood_points"]
    (interval,) = gauges["extent"]["temporal"]["interval"]
    assert interval[0] <= (TODAY - DAY * 300).astimezone(dt.UTC).isoformat()
    assert interval[1] is None
    _assert_collection(gauges)
    level, alarm = gauges["parameter_names"]["level_m"], gauges["parameter_names"]["alarm"]
    assert level["unit"]["symbol"] == {"value": "m", "type": "http://www.opengis.net/def/uom/UCUM/"}
    assert level["label"] == "Water level"
    assert alarm["categoryEncoding"]["bd1"] == 1
    vietnamese = client.get(f"{GAUGES}?lang=vi").json()
    assert vietnamese["parameter_names"]["level_m"]["label"] == "Mực nước"
    assert "data_queries" not in client.get("/ogc/collections/wards").json()


def _assert_collection(told: dict[str, Any]) -> None:
    """The model of EDR, which knows nothing of Features beside it and wants every interval to have an end."""
    beside = {"itemType", "storageCrs", "minScaleDenominator", "maxScaleDenominator"}
    plain = {name: value for name, value in told.items() if name not in beside}
    Collection.model_validate(plain | {"extent": {"spatial": told["extent"]["spatial"]}})


def test_coverage_json_is_valid(client: httpx.Client, gauges: Gauges):
    """By the models of CoverageJSON; titles are in both languages."""
    for path, parameters, model in (
        (f"locations/{gauges.ids[0]}", {"datetime": HOUR}, Coverage),
        (f"locations/{gauges.ids[0]}", {"resolution": "daily", "datetime": "../.."}, Coverage),
        ("cube", {"bbox": BOX, "resolution": "10min"}, CoverageCollection),
        ("cube", {"bbox": "560000,1830000,620000,1890000", "crs": VN2000, "datetime": HOUR}, CoverageCollection),
    ):
        response = client.get(f"{GAUGES}/{path}", params=parameters)
        assert response.status_code == 200, (path, parameters, response.text)
        assert response.headers["content-type"] == COVERAGE
        made = response.json()
        model.model_validate_json(response.content)
        assert made["parameters"]["level_m"]["observedProperty"]["label"] == {"vi": "Mực nước", "en": "Water level"}
        for coverage in made.get("coverages", [made]):
            _assert_whole(coverage)
            moments = coverage["domain"]["axes"]["t"]["values"]
            assert moments == sorted(set(moments))


def _assert_whole(coverage: dict[str, Any]) -> None:
    """What the JSON Schema of CoverageJSON asks of a PointSeries: one place, one value a moment, of the type that is told."""
    axes = coverage["domain"]["axes"]
    assert coverage["domain"]["domainType"] == "PointSeries"
    assert set(axes) == {"x", "y", "t"}
    assert len(axes["x"]["values"]) == len(axes["y"]["values"]) == 1
    types: dict[str, tuple[type, ...]] = {"float": (float, int), "integer": (int,), "string": (str,)}
    for found in coverage["ranges"].values():
        assert found["axisNames"] == ["t"]
        assert found["shape"] == [len(axes["t"]["values"])] == [len(found["values"])]
        allowed = (*types[found["dataType"]], type(None))
        assert all(isinstance(value, allowed) and not isinstance(value, bool) for value in found["values"])


def test_values_are_what_was_observed(ask: Ask, gauges: Gauges):
    made = ask(f"locations/{gauges.ids[0]}", datetime=HOUR, parameter_name="level_m,alarm")
    moments = [dt.datetime.fromisoformat(text) for text in made["domain"]["axes"]["t"]["values"]]
    assert moments == HEARD
    assert set(made["ranges"]) == {"level_m", "alarm"}
    assert made["ranges"]["level_m"]["values"] == [wave(moment) for moment in HEARD]
    encoding = made["parameters"]["alarm"]["categoryEncoding"]
    expected = [encoding["bd1" if wave(moment) > 2 else "none"] for moment in HEARD]
    assert made["ranges"]["alarm"]["values"] == expected


def test_a_moment_gives_what_was_in_force(ask: Ask, client: httpx.Client, gauges: Gauges):
    moment = LAST_DAY[20] + MINUTES * 3
    made = ask(f"locations/{gauges.codes[0]}", datetime=moment.isoformat(), parameter_name="level_m")
    assert [dt.datetime.fromisoformat(text) for text in made["domain"]["axes"]["t"]["values"]] == [LAST_DAY[20]]
    assert made["ranges"]["level_m"]["values"] == [wave(LAST_DAY[20])]
    long_after = {"datetime": (NOW + MINUTES * 60).isoformat()}
    assert client.get(f"{GAUGES}/locations/{gauges.ids[0]}", params=long_after).status_code == 204, "out of date"


def test_days_are_sums_of_the_day_here(ask: Ask, gauges: Gauges):
    day = TODAY - DAY * 10
    when = f"{day.isoformat()}/{(day + DAY - MINUTES).isoformat()}"
    made = ask(f"locations/{gauges.ids[0]}", datetime=when, parameter_name="level_m", resolution="daily")
    assert [dt.datetime.fromisoformat(text) for text in made["domain"]["axes"]["t"]["values"]] == [day]
    heard = [wave(moment) for moment in MONTH if moment.astimezone(HERE).date() == day.date()]
    assert made["ranges"]["level_m"]["values"] == [pytest.approx(sum(heard) / len(heard))]
    assert made["parameters"]["level_m"]["measurementType"] == {"method": "mean", "duration": "P1D"}


def test_each_query_finds_its_places(
    ask: Ask, client: httpx.Client, gauges: Gauges, places: dict[str, tuple[float, float]]
):
    first, second = (places[str(gauges.ids[number])] for number in (0, 1))
    x, y = first
    one = ask("position", coords=f"POINT({x + 0.0003} {y})", datetime=HOUR)
    assert one["location"] == str(gauges.ids[0])
    far = client.get(f"{GAUGES}/position", params={"coords": "POINT(107.0 16.0)", "datetime": HOUR})
    assert (far.status_code, far.content) == (204, b"")
    for query, parameters in (
        ("radius", {"coords": f"POINT({x} {y})", "within": "50", "within-units": "m"}),
        ("radius", {"coords": f"POINT({x} {y})", "within": "0.05", "within-units": "km"}),
        ("area", {"coords": _around(x, y)}),
        ("cube", {"bbox": f"{x - 0.001},{y - 0.001},{x + 0.001},{y + 0.001}"}),
        ("position", {"coords": f"MULTIPOINT(({x} {y}),(107.0 16.0))"}),
    ):
        found = ask(query, **parameters, datetime=HOUR)["coverages"]
        assert [coverage["location"] for coverage in found] == [str(gauges.ids[0])], query
    both = {"datetime": "../..", "resolution": "daily", "parameter_name": "level_m"}
    two = ask("position", coords=f"MULTIPOINT({x} {y},{second[0]} {second[1]})", **both)["coverages"]
    assert {coverage["location"] for coverage in two} == {str(gauges.ids[0]), str(gauges.ids[1])}
    assert len(ask("cube", bbox=BOX, **both)["coverages"]) == 2, "the others were never heard"


def test_coordinates_are_in_the_crs_asked_for(ask: Ask, gauges: Gauges, places: dict[str, tuple[float, float]]):
    x, y = places[str(gauges.ids[0])]
    swapped = ask("position", coords=f"POINT({y} {x})", crs=EPSG4326, datetime=HOUR)
    axes = swapped["domain"]["axes"]
    assert (axes["x"]["values"], axes["y"]["values"]) == ([x], [y])
    assert swapped["domain"]["referencing"][0]["coordinates"] == ["y", "x"]
    east, north = Transformer.from_crs("OGC:CRS84", "EPSG:9212", always_xy=True).transform(x, y)
    metres = ask("position", coords=f"POINT({east} {north})", crs=VN2000, datetime=HOUR)
    assert metres["location"] == str(gauges.ids[0])
    assert metres["domain"]["axes"]["x"]["values"][0] == pytest.approx(east, abs=1)
    assert metres["domain"]["referencing"][0]["system"] == {"type": "ProjectedCRS", "id": VN2000}


def test_formats_tell_the_same(client: httpx.Client, gauges: Gauges, places: dict[str, tuple[float, float]]):
    url = f"{GAUGES}/locations/{gauges.ids[0]}"
    asked = {"datetime": HOUR, "parameter-name": "level_m,alarm"}
    collection = client.get(url, params=asked | {"f": "GeoJSON"})
    assert collection.headers["content-type"] == "application/geo+json"
    features = collection.json()["features"]
    table = client.get(url, params=asked, headers={"Accept": "text/csv"})
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    lines = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert len(features) == len(lines) == len(HEARD)
    for moment, feature, line in zip(HEARD, features, lines, strict=True):
        said = feature["properties"]
        alarm = "bd1" if wave(moment) > 2 else "none"
        assert dt.datetime.fromisoformat(said["datetime"]) == dt.datetime.fromisoformat(line["datetime"]) == moment
        assert (said["level_m"], said["alarm"]) == (float(line["level_m"]), line["alarm"]) == (wave(moment), alarm)
        assert tuple(feature["geometry"]["coordinates"]) == places[str(gauges.ids[0])]
        assert line["code"] == said["code"] == gauges.codes[0]


def test_locations(client: httpx.Client, gauges: Gauges, places: dict[str, tuple[float, float]]):
    listed = client.get(f"{GAUGES}/locations", params={"limit": 5}).json()
    found = list(listed["features"])
    while following := [link["href"] for link in listed["links"] if link["rel"] == "next"]:
        listed = client.get(following[0]).json()
        found += listed["features"]
    assert {one["id"] for one in found} == set(places)
    said = next(one for one in found if one["id"] == str(gauges.ids[0]))["properties"]
    assert said["parameter-name"] == list(client.get(GAUGES).json()["parameter_names"])
    assert said["datetime"].endswith("/..")
    assert client.get(said["edrqueryendpoint"], params={"datetime": HOUR}).json()["location"] == str(gauges.ids[0])
    x, y = places[str(gauges.ids[0])]
    near = client.get(f"{GAUGES}/locations", params={"bbox": f"{x - 0.001},{y - 0.001},{x + 0.001},{y + 0.001}"}).json()
    assert [one["id"] for one in near["features"]] == [str(gauges.ids[0])]
    assert client.get(f"{GAUGES}/locations/nowhere").status_code == 404


@pytest.mark.parametrize(
    ("query", "parameters", "word"),
    [
        ("position", {}, "coords"),
        ("position", {"coords": "107.1 16.8"}, "WKT|well-known|word"),
        ("position", {"coords": "POLYGON((0 0,1 0,1 1,0 0))"}, "POINT"),
        ("position", {"coords": "POINT(16.8 107.1)"}, "axis order"),
        ("position", {"coords": "POINT(107.1 16.8)", "parameter-name": "name"}, "level_m"),
        ("position", {"coords": "POINT(107.1 16.8)", "datetime": "now"}, "datetime"),
        ("position", {"coords": "POINT(107.1 16.8)", "z": "high"}, "height"),
        ("position", {"coords": "POINT(107.1 16.8)", "crs": "EPSG:1"}, "crs"),
        ("position", {"coords": "POINT(107.1 16.8)", "resolution": "1h"}, "10min"),
        ("position", {"coords": "POINT(107.1 16.8)", "f": "netCDF"}, "CoverageJSON"),
        ("position", {"coords": "POINT(107.1 16.8)", "limit": "5"}, "limit"),
        ("area", {}, "coords"),
        ("area", {"coords": "POINT(107.1 16.8)"}, "POLYGON"),
        ("area", {"coords": "POLYGON((107 16,108 16))"}, "positions"),
        ("radius", {"coords": "POINT(107.1 16.8)", "within-units": "m"}, "within"),
        ("radius", {"coords": "POINT(107.1 16.8)", "within": "5", "within-units": "miles"}, "within-units"),
        ("radius", {"coords": "POINT(107.1 16.8)", "within": "-5", "within-units": "m"}, "within"),
        ("cube", {}, "bbox"),
        ("cube", {"bbox": "1,2,3"}, "bbox"),
    ],
)
def test_wrong_queries_are_refused(client: httpx.Client, query: str, parameters: dict[str, str], word: str):
    response = client.get(f"{GAUGES}/{query}", params=parameters)
    assert response.status_code == 400, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert any(one in response.json()["detail"] for one in word.split("|")), response.json()["detail"]
    vietnamese = client.get(f"{GAUGES}/{query}", params={**parameters, "lang": "vi"})
    assert vietnamese.json()["detail"] != response.json()["detail"]


def test_heights_choose_nothing(ask: Ask, gauges: Gauges):
    """No layer is observed at several heights, so `z` leaves everything as it is, as its description says."""
    plain = ask("cube", bbox=BOX, datetime=HOUR)
    for z in ("0", "0/100", "1,2,3", "R5/0/10"):
        assert ask("cube", bbox=BOX, datetime=HOUR, z=z) == plain


def test_too_much_is_refused_with_advice(client: httpx.Client, gauges: Gauges):
    gauges.run("SELECT layers.keep_partitions()")
    number = "SELECT id FROM datastreams WHERE layer = 'street_lamps' AND property = 'power_w' ORDER BY fid LIMIT 1600"
    gauges.run(
        f"INSERT INTO observations (datastream, phenomenon_time, result) SELECT d.id, t, 1 FROM ({number}) d,"
        " generate_series(%s::timestamptz, %s::timestamptz, '1 minute') t",
        NOW - MINUTES * 130,
        NOW,
    )
    lamps = "/ogc/collections/street_lamps/cube"
    asked = {"bbox": BOX, "parameter-name": "power_w"}
    refused = client.get(lamps, params=asked)
    assert refused.status_code == 413
    for advice in ("200,000", "datetime", "resolution"):
        assert advice in refused.json()["detail"]
    less = client.get(lamps, params=asked | {"datetime": (NOW - MINUTES * 60).isoformat()})
    assert less.status_code == 200
    assert len(less.json()["coverages"]) == 1_600


def test_what_is_not_observed_is_not_found(client: httpx.Client):
    for path in ("wards/cube", "wards/locations", "nothing/position"):
        response = client.get(f"/ogc/collections/{path}", params={"bbox": BOX} if "cube" in path else None)
        assert response.status_code == 404, path


def test_only_who_may_read_a_layer_gets_its_observations(client: httpx.Client, gauges: Gauges):
    ((device,),) = gauges.run("SELECT id FROM devices WHERE feature_id = %s", gauges.ids[0])
    gauges.hide(device)
    assert client.get(f"/ogc/collections/devices/locations/{device}").status_code == 404
    assert client.get("/ogc/collections/commands/locations").status_code in (401, 404)


def _around(x: float, y: float) -> str:
    d = 0.001
    corners = ((x - d, y - d), (x + d, y - d), (x + d, y + d), (x - d, y + d), (x - d, y - d))
    return f"POLYGON(({','.join(f'{a} {b}' for a, b in corners)}))"
