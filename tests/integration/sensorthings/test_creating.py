"""Observations created over HTTP: with rights, once, by the door that readings from the street go through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import frost_sta_client as frost
import psycopg
import pytest
from frost_sta_client.model.ext.data_array_document import DataArrayDocument
from frost_sta_client.model.ext.data_array_value import DataArrayValue

from layers.core.access import ADMINISTRATOR, CITIZEN, ECONOMY, POLICE, PUBLIC
from tests.contract.logins import PASSWORD, Logins

pytestmark = pytest.mark.filterwarnings("ignore:furl.pathstr is deprecated:DeprecationWarning")

type Ask = Callable[..., dict[str, Any]]
type Owner = psycopg.Connection[Any]


def at(**ago: float) -> dt.datetime:
    return dt.datetime.now(dt.UTC) - dt.timedelta(**ago)


@pytest.fixture
def series(owner: Owner) -> tuple[int, int]:
    """(datastream, fid) of the water level of the last gauge."""
    row = owner.execute(
        "SELECT id, fid FROM datastreams WHERE layer = 'flood_points' AND property = 'level_m' ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert row
    return row[0], row[1]


def test_a_client_of_the_standard_creates_observations(
    base: str, sensed: Logins, series: tuple[int, int], owner: Owner
):
    from frost_sta_client.service.auth_handler import AuthHandler

    service = frost.SensorThingsService(base, auth_handler=AuthHandler(sensed.name(ECONOMY), PASSWORD))
    now = at(seconds=1)
    one = frost.Observation(phenomenon_time=now.isoformat(), result=3.125, datastream=frost.Datastream(id=series[0]))
    service.create(one)
    assert service.observations().find(one.id).result == 3.125
    state = owner.execute("SELECT level_m, level_m_at FROM flood_points_state WHERE fid = %s", [series[1]]).fetchone()
    assert state == (3.125, now)
    arrays = DataArrayValue()
    arrays.datastream = frost.Datastream(id=series[0])
    arrays.components = [DataArrayValue.Property.PHENOMENON_TIME, DataArrayValue.Property.RESULT]
    times = [at(hours=20, minutes=minutes) for minutes in range(5)]
    for time in times:
        arrays.add_observation(frost.Observation(phenomenon_time=time.isoformat(), result=2.5))
    made = service.observations().create(DataArrayDocument(value=[arrays]))
    assert made is not None
    assert len(made) == 5
    kept = owner.execute(
        "SELECT count(*), bool_and(flags & 1 = 1) FROM observations WHERE datastream = %s AND phenomenon_time = ANY (%s)",
        [series[0], times],
    ).fetchone()
    assert kept == (5, True), "older than the state they met: kept, and told to be late"
    assert owner.execute("SELECT level_m FROM flood_points_state WHERE fid = %s", [series[1]]).fetchone() == (3.125,)
    touched = owner.execute(
        "SELECT count(*) FROM observation_touched WHERE %s = ANY (datastreams)", [series[0]]
    ).fetchone()
    assert touched
    assert touched[0] > 0, "what is summed up is told of them"


def test_what_is_sent_twice_is_there_once(sensed: Logins, series: tuple[int, int], owner: Owner):
    said = {"phenomenonTime": at(minutes=3).isoformat(), "result": 2.75}
    url = f"/sta/v1.1/Datastreams({series[0]})/Observations"
    with sensed.http(ECONOMY) as client:
        first = client.post(url, json=said)
        again = client.post("/sta/v1.1/Observations", json={**said, "Datastream": {"@iot.id": series[0]}})
        other = client.post(url, json={**said, "result": 2.8})
        assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
        assert first.headers["location"] == again.headers["location"]
        assert first.json() == again.json() == client.get(first.headers["location"]).json()
    found = owner.execute(
        "SELECT array_agg(result) FROM observations WHERE datastream = %s AND phenomenon_time = %s",
        [series[0], said["phenomenonTime"]],
    ).fetchone()
    assert found == ([2.75],)


def test_rights_are_those_of_the_feature(sensed: Logins, series: tuple[int, int]):
    said = {"phenomenonTime": at(minutes=4).isoformat(), "result": 2.5}
    url = f"/sta/v1.1/Datastreams({series[0]})/Observations"
    for role, status in ((PUBLIC, 401), (CITIZEN, 403), (POLICE, 403), (ADMINISTRATOR, 201)):
        with sensed.http(role) as client:
            assert client.post(url, json=said).status_code == status, role
            arrays = [{"Datastream": {"@iot.id": series[0]}, "components": ["result"], "dataArray": [[2.5]]}]
            assert client.post("/sta/v1.1/CreateObservations", json=arrays).status_code == status, role


def test_a_key_is_enough(sensed: Logins, series: tuple[int, int]):
    with sensed.http(ECONOMY) as client:
        key = client.post("/auth/keys", json={"title": "gauge"}).json()["key"]
    with sensed.http(PUBLIC) as client:
        answer = client.post(
            f"/sta/v1.1/Datastreams({series[0]})/Observations",
            json={"result": 2.5},
            headers={"Authorization": f"Bearer {key}"},
        )
    assert answer.status_code == 201, answer.text
    assert abs(dt.datetime.fromisoformat(answer.json()["phenomenonTime"]) - at()) < dt.timedelta(minutes=1)


WRONG = {
    "implausible": {"result": 9999},
    "of another kind": {"result": "high"},
    "no result": {"phenomenonTime": "2026-11-22T00:00:00Z"},
    "null": {"result": None},
    "a list": {"result": [1]},
    "ahead": {"result": 2, "phenomenonTime": "2100-01-01T00:00:00Z"},
    "too old": {"result": 2, "phenomenonTime": "2020-10-18T03:30:00+07:00"},
    "no time": {"result": 2, "phenomenonTime": "today"},
    "another series": {"result": 2, "Datastream": {"@iot.id": 1}},
    "another feature": {"result": 2, "FeatureOfInterest": {"@iot.id": 1}},
    "a new feature": {"result": 2, "FeatureOfInterest": {"name": "new"}},
    "what is not kept": {"result": 2, "parameters": {"a": 1}},
    "what does not exist": {"result": 2, "nix": 1},
}


@pytest.mark.parametrize("why", WRONG)
def test_what_cannot_be_is_refused_in_both_languages(why: str, sensed: Logins, series: tuple[int, int]):
    url = f"/sta/v1.1/Datastreams({series[0]})/Observations"
    with sensed.http(ECONOMY) as client:
        english = client.post(url, json=WRONG[why])
        vietnamese = client.post(url, json=WRONG[why], params={"lang": "vi"})
    assert english.status_code == vietnamese.status_code == 422, english.text
    assert english.json()["detail"] != vietnamese.json()["detail"]


def test_of_a_data_array_the_good_ones_are_kept(sensed: Logins, series: tuple[int, int]):
    times = [at(hours=3, seconds=second).isoformat() for second in range(3)]
    said = [
        {
            "Datastream": {"@iot.id": series[0]},
            "components": ["phenomenonTime", "result", "FeatureOfInterest/id"],
            "dataArray": [[times[0], 2.5, None], [times[1], 9999, None], [times[2], 2.5, None], [times[2]]],
        },
        {"Datastream": {"@iot.id": 2147483647}, "components": ["result"], "dataArray": [[1]]},
    ]
    with sensed.http(ECONOMY) as client:
        answer = client.post("/sta/v1.1/CreateObservations", json=said)
        assert answer.status_code == 201, answer.text
        links = answer.json()
        assert [link == "error" for link in links] == [False, True, False, True, True]
        assert client.get(links[0]).json()["result"] == 2.5
        nothing = client.post("/sta/v1.1/CreateObservations", json=[{**said[1]}])
        assert nothing.status_code == 422
        for content in (
            "{}",
            "[]",
            "[1]",
            '[],"x":1',
            "[" * 500,
            '[{"components":["result"],"dataArray":[]}]',
            "nix",
            "",
        ):
            wrong = client.post(
                "/sta/v1.1/CreateObservations", content=content, headers={"Content-Type": "application/json"}
            )
            assert wrong.status_code in (400, 422), (content, wrong.text)
        many = [{"Datastream": {"@iot.id": series[0]}, "components": ["result"], "dataArray": [[1]] * 5001}]
        assert client.post("/sta/v1.1/CreateObservations", json=many).status_code == 413
        plain = client.post("/sta/v1.1/CreateObservations", content="[]", headers={"Content-Type": "text/plain"})
        assert plain.status_code == 415


def test_everything_else_is_written_elsewhere(sensed: Logins, series: tuple[int, int], ask: Ask):
    with sensed.http(ADMINISTRATOR) as client:
        for method, path in (
            ("POST", "Things"), ("POST", "Things(1)/Datastreams"), ("PATCH", "Things(1)"), ("PUT", "Sensors('farms.senml')"),
            ("DELETE", f"Datastreams({series[0]})"), ("POST", f"Things(1)/Datastreams({series[0]})/Observations"),
            ("DELETE", "Observations('1-1')"), ("PATCH", f"Datastreams({series[0]})/name"),
        ):  # fmt: skip
            answer = client.request(method, f"/sta/v1.1/{path}", json={"name": "x"})
            assert answer.status_code == 405, (method, path, answer.text)
            assert "/ogc/collections/devices/items" in answer.json()["detail"]
            assert answer.headers["allow"] == "GET, HEAD"
        assert client.request("POST", "/sta/v1.1/Nix", json={}).status_code == 404
