"""SensorThings as a client of the standard reads it: entities, relations, pages, expansions, arrays, rights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import frost_sta_client as frost
import httpx
import psycopg
import pytest

from api.sensorthings.conformance import CONFORMANCE
from api.sensorthings.model import SETS
from api.sensorthings.observation_id import to_id
from layers.core.access import ADMINISTRATOR, PUBLIC
from layers.core.access import actions as allowed
from layers.registry import LAYERS
from tests.contract.logins import Logins

pytestmark = pytest.mark.filterwarnings("ignore:furl.pathstr is deprecated:DeprecationWarning")
"""The client of the standard speaks to a library of addresses in an old way."""

type Ask = Callable[..., dict[str, Any]]
type Owner = psycopg.Connection[Any]


def test_the_root_names_the_sets_and_what_is_met(sta: httpx.Client, base: str):
    for address in ("", "/"):
        root = sta.get(base + address).json()
        assert [one["name"] for one in root["value"]] == list(SETS)
        assert root["serverSettings"]["conformance"] == list(CONFORMANCE)
        for one in root["value"]:
            assert sta.get(one["url"], params={"$top": 1}).json()["value"], one


@pytest.mark.parametrize("plural", list(SETS))
def test_each_entity_is_found_by_all_its_links(plural: str, ask: Ask, sta: httpx.Client):
    for entity in ask(plural, top=2)["value"]:
        again = sta.get(entity["@iot.selfLink"]).json()
        assert again == entity
        for name, address in entity.items():
            if name.endswith("@iot.navigationLink"):
                answer = sta.get(address)
                assert answer.status_code == 200, address
                link = SETS[plural].links[name.partition("@")[0]]
                assert ("value" in answer.json()) == link.many


def test_a_client_of_the_standard_reads_everything(base: str, gauge: int):
    service = frost.SensorThingsService(base)
    stream = service.datastreams().find(gauge)
    assert stream.unit_of_measurement.symbol == "m"
    assert stream.unit_of_measurement.definition == "http://www.opengis.net/def/uom/UCUM/m"
    assert stream.observation_type.endswith("OM_Measurement")
    assert stream.name.startswith("flood_points.")
    begin, _, end = stream.phenomenon_time.partition("/")
    assert dt.datetime.fromisoformat(begin) < dt.datetime.fromisoformat(end)
    things = (
        service.things().query().filter("properties/layer eq 'flood_points'").expand("Datastreams,Locations").list()
    )
    assert len(things.entities) == 12
    for one in things:
        assert one.properties["layer"] == "flood_points"
        assert {"level_m", "alarm"} <= {stream.name.rpartition(".")[2] for stream in one.datastreams}
        (place,) = one.locations.entities
        assert place.encoding_type == "application/geo+json"
        assert 106.9 < place.location["coordinates"][0] < 107.2
    for dao in (service.sensors(), service.observed_properties(), service.features_of_interest(), service.locations(),
                service.historical_locations()):  # fmt: skip
        (found,) = dao.query().top(1).list().entities[:1]
        assert dao.find(found.id).id == found.id


def test_a_client_of_the_standard_pages_through_all_observations_of_a_series(base: str, gauge: int, owner: Owner):
    service = frost.SensorThingsService(base)
    listed = service.datastreams().find(gauge).get_observations().query().count().top(200).list()
    row = owner.execute(
        "SELECT count(*), max(phenomenon_time) FROM observations WHERE datastream = %s", [gauge]
    ).fetchone()
    assert row
    assert listed.count == row[0] > 1000
    every = list(listed)
    assert len(every) == len({one.id for one in every}) == row[0]
    times = [dt.datetime.fromisoformat(one.phenomenon_time) for one in every]
    assert times == sorted(times)
    assert times[-1] == row[1]
    one = every[7]
    assert service.observations().find(one.id).result == one.result


@pytest.mark.parametrize("order", ["phenomenonTime desc", "phenomenonTime", "result desc,phenomenonTime", None])
def test_pages_stay_right_while_observations_come(order: str | None, gauge: int, owner: Owner, sta: httpx.Client):
    then = owner.execute(
        "SELECT array_agg(phenomenon_time) FROM observations WHERE datastream = %s", [gauge]
    ).fetchone()
    assert then
    options = {"$top": "150"} | ({"$orderby": order} if order else {})
    page = sta.get(f"Datastreams({gauge})/Observations", params=options).json()
    seen: list[str] = []
    while True:
        seen += [one["@iot.id"] for one in page["value"]]
        if "@iot.nextLink" not in page:
            break
        for at in ("now()", "(SELECT min(phenomenon_time) FROM observations) - interval '1 s'"):
            owner.execute(
                f"INSERT INTO observations (datastream, phenomenon_time, result) VALUES (%s, {at}, 9) ON CONFLICT DO NOTHING",
                [gauge],
            )
        page = sta.get(page["@iot.nextLink"]).json()
    assert len(seen) == len(set(seen))
    assert {to_id(gauge, at) for at in then[0]} <= set(seen)


@pytest.fixture
def apart(gauge: int, owner: Owner) -> Iterator[None]:
    """An observation of a clock that is ahead, and one of hours before all others."""
    before = "(SELECT min(phenomenon_time) FROM observations) - interval '3 hours'"
    times = owner.execute(
        "INSERT INTO observations (datastream, phenomenon_time, result)"
        f" SELECT %s, t, 3 FROM unnest(ARRAY[now() + interval '2 min', {before}]) t RETURNING phenomenon_time",
        [gauge],
    ).fetchall()
    yield
    for (time,) in times:
        owner.execute("DELETE FROM observations WHERE datastream = %s AND phenomenon_time = %s", [gauge, time])


@pytest.mark.usefixtures("apart")
@pytest.mark.parametrize(
    ("question", "order", "kept"),
    [
        (None, "phenomenonTime desc", "true"),
        ("result gt 2.9", "phenomenonTime desc", "o.result > 2.9"),
        ("result gt 2.9 and parameters/late eq false", None, "o.result > 2.9 AND o.flags & 1 = 0"),
        ("result gt 1000", "phenomenonTime desc", "false"),
        ("phenomenonTime ge {at}", "phenomenonTime desc", "o.phenomenon_time >= '{at}'"),
        ("phenomenonTime lt {at}", "phenomenonTime desc", "o.phenomenon_time < '{at}'"),
    ],
)
def test_the_first_of_all_series(
    question: str | None, order: str | None, kept: str, owner: Owner, ask: Ask, sta: httpx.Client
):
    at = (dt.datetime.now(dt.UTC) - dt.timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    sort = "o.phenomenon_time DESC, o.datastream" if order else "o.datastream, o.phenomenon_time"
    rows = owner.execute(
        f"SELECT o.datastream, o.phenomenon_time FROM observations o WHERE {kept.format(at=at)} ORDER BY {sort}".encode()
    ).fetchall()
    asked = {"top": 4000, "count": "true"} | ({"orderby": order} if order else {})
    page = ask("Observations", **asked, **({"filter": question.format(at=at)} if question else {}))
    assert page["@iot.count"] == len(rows)
    seen: list[str] = []
    while True:
        seen += [one["@iot.id"] for one in page["value"]]
        if "@iot.nextLink" not in page:
            break
        answer = sta.get(page["@iot.nextLink"])
        assert answer.status_code == 200, answer.text
        page = answer.json()
    assert seen == [to_id(*row) for row in rows]


def test_expansions_nest_with_options_of_their_own(ask: Ask, sta: httpx.Client, gauge: int):
    found = ask(
        f"Datastreams({gauge})",
        select="id,name",
        expand="Thing($select=name;$expand=Locations($select=location)),"
        "Observations($top=2;$orderby=phenomenonTime desc;$select=result,phenomenonTime;$count=true),"
        "ObservedProperty,Sensor($select=name)",
    )
    assert set(found) == {
        "@iot.id", "name", "Thing", "Observations", "Observations@iot.nextLink", "Observations@iot.count",
        "ObservedProperty", "Sensor",
    }  # fmt: skip
    assert found["Sensor"] == {"name": "flood_points.chirpstack"}
    assert found["Thing"]["Locations"][0]["location"]["type"] == "Point"
    newest, before = found["Observations"]
    assert set(newest) == {"result", "phenomenonTime"}
    assert newest["phenomenonTime"] > before["phenomenonTime"]
    following = sta.get(found["Observations@iot.nextLink"]).json()
    assert len(following["value"]) == 2
    assert following["value"][0]["phenomenonTime"] < before["phenomenonTime"]
    assert set(following["value"][0]) == {"result", "phenomenonTime"}
    by_path = ask("Observations", top=1, expand="Datastream/Thing,Datastream/Sensor,FeatureOfInterest")["value"][0]
    assert by_path["Datastream"]["Thing"]["@iot.id"] == by_path["FeatureOfInterest"]["@iot.id"]
    assert by_path["Datastream"]["Sensor"]["@iot.id"].startswith(by_path["Datastream"]["properties"]["layer"])


def test_properties_values_and_references(sta: httpx.Client, ask: Ask, gauge: int):
    stream = ask(f"Datastreams({gauge})")
    assert ask(f"Datastreams({gauge})/name") == {"name": stream["name"]}
    assert sta.get(f"Datastreams({gauge})/name/$value").text == stream["name"]
    assert ask(f"Datastreams({gauge})/unitOfMeasurement") == {"unitOfMeasurement": stream["unitOfMeasurement"]}
    assert ask(f"Datastreams({gauge})/unitOfMeasurement/symbol") == {"symbol": "m"}
    assert sta.get(f"Datastreams({gauge})/Thing/properties/model/$value").status_code == 204
    thing = ask(f"Datastreams({gauge})/Thing")
    assert ask(f"Datastreams({gauge})/Thing/$ref") == {"@iot.selfLink": thing["@iot.selfLink"]}
    links = [one["@iot.selfLink"] for one in ask(f"Things({thing['@iot.id']})/Datastreams/$ref")["value"]]
    assert stream["@iot.selfLink"] in links
    deep = ask(f"Things({thing['@iot.id']})/Datastreams({gauge})/ObservedProperty/Datastreams", count="true", top=1)
    assert deep["@iot.count"] == 12


def test_data_arrays_hold_what_entities_hold(ask: Ask):
    options = {"filter": "Datastream/properties/property eq 'level_m'", "top": 40, "orderby": "phenomenonTime desc,id"}
    entities = ask("Observations", **options, expand="Datastream($select=id)")
    arrays = ask("Observations", **options, resultFormat="dataArray")
    assert arrays["@iot.nextLink"]
    assert len(arrays["value"]) > 1
    held = {}
    for one in arrays["value"]:
        assert one["components"] == ["id", "phenomenonTime", "resultTime", "result", "parameters"]
        assert one["dataArray@iot.count"] == len(one["dataArray"])
        for row in one["dataArray"]:
            held[row[0]] = (one["Datastream@iot.navigationLink"].rpartition("/")[2], row[1], row[3])
    assert held == {
        one["@iot.id"]: (f"Datastreams({one['Datastream']['@iot.id']})", one["phenomenonTime"], one["result"])
        for one in entities["value"]
    }
    few = ask("Observations", **options, resultFormat="dataArray", select="result")["value"][0]
    assert few["components"] == ["result"]


def test_kinds_of_results(ask: Ask):
    lamp = ask("Observations", filter="result eq 'off'", top=1, expand="Datastream")["value"][0]
    assert lamp["result"] == "off"
    assert lamp["Datastream"]["observationType"].endswith("OM_CategoryObservation")
    assert lamp["Datastream"]["unitOfMeasurement"] == {"name": None, "symbol": None, "definition": None}
    late = ask("Observations", filter="parameters/late eq true", top=1)["value"][0]
    assert late["parameters"] == {"late": True}


def test_a_thing_that_moved_has_a_past(ask: Ask, owner: Owner):
    thing = ask("Things", filter="properties/layer eq 'rain_gauges'", top=1)["value"][0]["@iot.id"]
    (before,) = ask(f"Things({thing})/Locations")["value"]
    owner.execute(
        "UPDATE devices SET geom = ST_Translate(geom, 50, 0), version = version + 1, updated_at = now() WHERE fid = %s",
        [thing],
    )
    owner.execute("UPDATE devices SET model = 'M2', version = version + 1, updated_at = now() WHERE fid = %s", [thing])
    (now,) = ask(f"Things({thing})/Locations")["value"]
    assert now["@iot.id"] != before["@iot.id"]
    assert now["location"]["coordinates"][0] > before["location"]["coordinates"][0]
    past = ask(f"Things({thing})/HistoricalLocations", orderby="time", expand="Locations")["value"]
    assert [one["Locations"][0]["@iot.id"] for one in past] == [before["@iot.id"], now["@iot.id"]]
    assert past[0]["Locations"][0]["location"] == before["location"]
    assert past[0]["time"] < past[1]["time"]
    assert ask(f"Locations('{before['@iot.id']}')/Things")["value"] == []
    assert ask(f"Locations('{now['@iot.id']}')/Things")["value"][0]["@iot.id"] == thing
    assert ask(f"HistoricalLocations('{past[0]['@iot.id']}')/Thing")["@iot.id"] == thing


def test_what_is_not_there_is_not_found(sta: httpx.Client):
    missing = (
        "Nix", "Things(99999999)", "Things(99999999)/Datastreams", "Things(1)/Nix", "Things('x')", "Things(1)/Nix/$value",
        "Observations('1-1')", "Observations('1-99999999999999999999')", "Sensors('a')", "Things/name", "Things/$value",
        "Locations('1')", "Things(1)(2)", "$ref", "Datastreams(2147483648)", "Things(1)/Datastreams/name",
        "Things(1)/Datastreams(1)/Thing(1)",
    )  # fmt: skip
    for path in (*missing, "/".join(["Things(1)"] * 60)):
        answer = sta.get(path)
        assert answer.status_code == 404, path
        assert answer.headers["content-type"] == "application/problem+json"


def test_series_that_somebody_may_not_read_are_not_there(sensed: Logins, owner: Owner):
    rows = owner.execute("SELECT layer, property, readers FROM observed_properties").fetchall()
    for role in (PUBLIC, ADMINISTRATOR):
        readable = {
            (layer, name)
            for layer, name, readers in rows
            if role.group in readers and "read" in allowed(LAYERS[layer].declared, role)
        }
        with sensed.http(role) as client:
            found = client.get("/sta/v1.1/ObservedProperties", params={"$top": 1000}).json()["value"]
            assert {(one["properties"]["layer"], one["name"]) for one in found} == readable
            streams = client.get("/sta/v1.1/Datastreams", params={"$count": "true", "$top": 0}).json()
            row = owner.execute(
                "SELECT count(*) FROM datastreams s JOIN observed_properties p ON p.id = s.observed_property"
                " WHERE %s = ANY (p.readers)",
                [role.group],
            ).fetchone()
            assert row
            assert streams == {"@iot.count": row[0], "value": []}
    hidden = owner.execute(
        "SELECT s.id FROM datastreams s JOIN observed_properties p ON p.id = s.observed_property"
        " WHERE NOT %s = ANY (p.readers) LIMIT 1",
        [PUBLIC.group],
    ).fetchone()
    assert hidden
    owner.execute("INSERT INTO observations (datastream, phenomenon_time, result) VALUES (%s, now(), 1)", [hidden[0]])
    with sensed.http(PUBLIC) as public, sensed.http(ADMINISTRATOR) as administrator:
        assert public.get(f"/sta/v1.1/Datastreams({hidden[0]})").status_code == 404
        assert administrator.get(f"/sta/v1.1/Datastreams({hidden[0]})").status_code == 200
        query = {"$filter": f"Datastream/id eq {hidden[0]}"}
        assert public.get("/sta/v1.1/Observations", params=query).json()["value"] == []
        assert len(administrator.get("/sta/v1.1/Observations", params=query).json()["value"]) == 1


def test_a_thousand_observations_come_at_once(sta: httpx.Client, gauge: int):
    answer = sta.get(f"Datastreams({gauge})/Observations", params={"$top": 1000})
    assert len(answer.json()["value"]) == 1000


def test_head_and_unknown_options(sta: httpx.Client):
    assert sta.head("Things", params={"$top": 1}).status_code == 200
    wrong = (
        "nix=1", "$top=-1", "$top=x", "$count=yes", "$resultFormat=CSV", "$skiptoken=zz", "$resultFormat=dataArray",
        "$select=nix", "$expand=Nix", "$orderby=nix", "$top=1&$top=2",
    )  # fmt: skip
    for query in wrong:
        assert sta.get(f"Things?{query}").status_code == 400, query
    assert sta.get("Things(1)", params={"$filter": "id eq 1"}).status_code == 400
