"""Attacks on what is known of devices: their series and states, what they are told, and the tables behind all that."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, LiteralString, cast
from uuid import uuid4

import httpx
import psycopg
import pytest
from psycopg import errors

from ingest.mqtt.blame import is_of_data
from layers.core.access import (
    ADMINISTRATOR,
    CITIZEN,
    OPERATION_CENTRE,
    POLICE,
    PUBLIC,
    PUBLIC_UTILITIES,
    WARD_OFFICER,
    Role,
)
from tests.contract.logins import Logins

STA = "/sta/v1.1"
FLOOD = "/ogc/collections/flood_points"
HUGE = "9" * 400
PEOPLE = (PUBLIC, CITIZEN, WARD_OFFICER, POLICE, OPERATION_CENTRE, ADMINISTRATOR)
EVERY_ROLE = pytest.mark.parametrize("role", PEOPLE, ids=lambda role: role.value)

FILTERS = (
    "id eq 1" + "0" * 400, "result gt 1e999", "result eq 'x", "result gt 1 and " * 500 + "result gt 1",
    "(" * 300 + "result gt 1" + ")" * 300, "not " * 2000 + "true", "result add 1e308 mul 1e308 gt 1", "result div 0 gt 1",
    "result mod 0 eq 1", "phenomenonTime gt 9999-12-31T23:59:59Z add duration'P99999999D'",
    "phenomenonTime gt 0001-01-01T00:00:00+14:00", "phenomenonTime gt now() add duration'P1000000000Y'",
    f"phenomenonTime sub duration'PT{HUGE}S' gt now()", "substring('abc',-5,99999999999) eq 'a'",
    "contains(result,'\0')", "st_within(FeatureOfInterest/feature,geography'POLYGON((nan nan,1 1,2 2,nan nan))')",
    "geo.distance(FeatureOfInterest/feature,geography'POINT(1e400 1)') lt 1", "floor(1e308 mul 10) eq 1",
    "st_relate(FeatureOfInterest/feature,geography'POINT(1 1)','xxxxxxxxx')", "date(phenomenonTime) eq 2026-13-45",
    "result eq 1; DROP TABLE layers.devices", "parameters/'; DROP TABLE x;-- eq 1", "id eq '1-99999999999999999999999'",
    "id eq '99999999999999-1'", "id eq '1--1'", "totaloffsetminutes(phenomenonTime) eq 99999999999",
    "Datastream/Thing/Datastreams/Observations/Datastream/Thing/Datastreams/Observations/result gt 1",
)  # fmt: skip
THINGS: tuple[dict[str, str], ...] = (
    {"$expand": "Datastreams(" * 10}, {"$expand": "/".join(["Datastreams/Thing"] * 20)},
    {"$expand": ",".join(["Datastreams"] * 50)}, {"$orderby": "nothing"}, {"$orderby": ",".join(["id"] * 500)},
    {"$orderby": "properties/layer desc,(select 1)"}, {"$top": HUGE}, {"$top": "-1"}, {"$skip": HUGE},
    {"$skip": "9223372036854775808"}, {"$skiptoken": "x"}, {"$skiptoken": "\0"}, {"$skiptoken": "5b5d"},
    {"$skiptoken": b'["1e999","x"]'.hex()}, {"$skiptoken": b'[{"a":1},null]'.hex()}, {"$skiptoken": (b"[" * 4000).hex()},
    {"$skiptoken": b"[1" .hex() + "30" * 400 + b"]".hex()}, {"$skiptoken": b'["","x\\u0000"]'.hex()},
    {"$skiptoken": b'["\\ud800","1"]'.hex()}, {"$select": "\0"}, {"$count": "x"}, {"$resultFormat": "x"},
)  # fmt: skip
PATHS = (
    "Things(99999999999999999999)", f"Things({HUGE})", "Things(-1)", "Things('x')", "Datastreams(99999999999)",
    "Observations('1-99999999999999999')", "Observations('999999999999-1')", "Observations('1-1-1')",
    "Observations('1--62135596800000001')", "HistoricalLocations('99999999999999999999-1')", "Sensors('%00.dongha')",
    "ObservedProperties(2147483648)", "Things(1)/%00", "Things(1)/" + "Datastreams(1)/Thing/" * 40, "Locations('1-%F0')",
)  # fmt: skip
COORDS = (
    "POINT(nan nan)", "POINT(1e999 1)", "POINT(107 16", "POLYGON((1 1))", "POLYGON EMPTY", "((((", "\0",
    "MULTIPOINT(" + ",".join(["(107 16)"] * 101) + ")", "POINT(107.1 16.8 9e300)", "POINT(107.1 -91)", "POINT(999 999)",
    "POLYGON((107 16,108 17,108 16,107 17,107 16))", "GEOMETRYCOLLECTION(POINT(1 1))", "POINTM(1 2 3)",
)  # fmt: skip
CUBES: tuple[dict[str, str], ...] = (
    {"datetime": "../.."}, {"datetime": "0001-01-01/9999-12-31"}, {"datetime": "9999-12-31T23:59:59Z/.."},
    {"datetime": "0001-01-01T00:00:00+14:00"}, {"datetime": "R999999999/2020-01-01/PT1S"}, {"f": "\0"}, {"f": "a/x"},
    {"crs": "EPSG:99999999"}, {"crs": "x" * 5000}, {"parameter-name": "level_m," * 500}, {"parameter-name": "\0"},
    {"z": "nan/inf"}, {"z": "1e999"}, {"resolution": "x"}, {"bbox": "nan,nan,nan,nan"}, {"bbox": "1e999,1,2,3"},
    {"bbox": "107,16,-1e300,108,17,1e300"},
)  # fmt: skip
SERIES: tuple[dict[str, str], ...] = (
    {"points": "0"}, {"points": HUGE}, {"from": "0001-01-01T00:00:00+14:00"}, {"to": "0001-01-01T00:00:00Z"},
    {"from": "0001-01-01T00:00:00Z", "to": "9999-12-31T23:59:59Z"}, {"from": "9999-12-31T23:59:59-14:00"},
    {"property": "\0"}, {"property": "phenomenon_time"}, {"property": "dev_eui"},
)  # fmt: skip
STATES: tuple[dict[str, str], ...] = (
    {"at": "0001-01-01"}, {"at": "0001-01-01T00:00:00+14:00"}, {"at": "9999-12-31T23:59:59Z"}, {"at": "nan"},
    {"from": "0001-01-01T00:00:00Z", "to": "0001-01-02T00:00:00Z", "step": "600"},
    {"from": "1970-01-01T00:00:00Z", "to": "2026-01-01T00:00:00Z", "step": "600"},
    {"from": "1970-01-01T00:00:00Z", "to": "2026-01-01T00:00:00Z", "step": HUGE},
    {"from": "2026-01-01T00:00:00Z", "to": "2026-01-01T01:00:00Z", "step": "٣٠٠"}, {"bbox": "nan,1,2,3"},
    {"layers": "\0"}, {"layers": "street_lamps_state"}, {"layers": ",".join(["street_lamps"] * 3000)},
)  # fmt: skip


def withstood(answer: httpx.Response) -> None:
    assert answer.status_code < 500, (answer.status_code, str(answer.url)[:200], answer.text[:300])


@pytest.fixture(scope="module")
def public(besieged: Logins) -> Iterator[httpx.Client]:
    with besieged.http(PUBLIC) as client:
        yield client


@pytest.fixture(scope="module")
def series(owner: psycopg.Connection[Any]) -> int:
    """The number of a public series."""
    row = owner.execute(
        "SELECT id FROM datastreams WHERE (layer, property) = ('flood_points', 'level_m') LIMIT 1"
    ).fetchone()
    assert row
    return row[0]


@pytest.fixture(scope="module")
def gauge(owner: psycopg.Connection[Any]) -> str:
    row = owner.execute("SELECT id FROM flood_points LIMIT 1").fetchone()
    assert row
    return str(row[0])


def test_questions_about_series_that_nobody_should_ask(public: httpx.Client, series: int, gauge: str) -> None:
    for wanted in FILTERS:
        withstood(public.get(f"{STA}/Datastreams({series})/Observations", params={"$filter": wanted, "$top": "1"}))
    for given in THINGS:
        withstood(public.get(f"{STA}/Things", params=given))
    for path in PATHS:
        withstood(public.get(f"{STA}/{path}"))
    for coords in COORDS:
        for query in ("position", "area", "radius"):
            near = {"within": "nan" if "nan" in coords else "1", "within-units": "km"} if query == "radius" else {}
            withstood(public.get(f"{FLOOD}/{query}", params={"coords": coords, **near}))
    for given in CUBES:
        withstood(public.get(f"{FLOOD}/cube", params={"bbox": "107,16,107.3,17", **given}))
    for given in SERIES:
        withstood(public.get(f"{FLOOD}/items/{gauge}/series", params=given))
    for given in STATES:
        withstood(public.get("/state", params=given))
    for name in ("x", "..%2f..%2fpyproject", "%00", "state.json", "__init__", "x" * 5000):
        answer = public.get(f"/devices/schema/{name}")
        assert answer.status_code in (400, 404, 414), name


def test_the_past_of_everything_at_once(public: httpx.Client) -> None:
    """Layers that no reading colours are asked for like the others; many who ask are let wait or turned away, not failed."""
    now = datetime.now(UTC)
    when = {"from": (now - timedelta(hours=2)).isoformat(), "to": now.isoformat(), "step": "600"}
    for given in (
        {"at": now.isoformat()},
        when,
        when | {"bbox": "107,16,108,17"},
        {"at": now.isoformat(), "bbox": "107,16,108,17"},
    ):
        answer = public.get("/state", params=given)
        assert answer.status_code == 200, answer.text[:300]
        assert {"farms", "street_lamps"} <= answer.json()["layers"].keys()


def test_contents_that_nobody_should_send(besieged: Logins, series: int, owner: psycopg.Connection[Any]) -> None:
    bad = [
        "NaN", "Infinity", "1e999", "1" * 400, '"\\u0000"', '"\\ud800"', "null", "[]", "{}", '"x"', "true", "1e308", "-1e308",
    ]  # fmt: skip
    times = (
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00+14:00",
        "",
        "\\u0000",
        "2026-02-30T00:00:00Z",
    )
    contents = [f'{{"result":{one}}}' for one in bad]
    contents += [f'{{"result":2,"phenomenonTime":"{one}"}}' for one in times]
    contents += [
        "",
        "[" * 20_000,
        '{"a":' * 20_000,
        "null",
        "\0",
        '{"result":1,"result":2}',
        '{"result":1,"FeatureOfInterest":1}',
    ]
    with besieged.http(ADMINISTRATOR) as http:
        for content in contents:
            answer = http.post(
                f"{STA}/Datastreams({series})/Observations",
                content=content,
                headers={"Content-Type": "application/json"},
            )
            assert 400 <= answer.status_code < 500, (content[:60], answer.status_code, answer.text[:200])
            withstood(
                http.post(f"{STA}/CreateObservations", content=content, headers={"Content-Type": "application/json"})
            )
        for datastream in (HUGE, -1, 2**31, None, "x", 1.5, [], {"@iot.id": 1}):
            array = [
                {"Datastream": {"@iot.id": datastream}, "components": ["result"], "dataArray": [[1], [[]], [], 1, None]}
            ]
            answer = http.post(f"{STA}/CreateObservations", json=array)
            assert 400 <= answer.status_code < 500, (datastream, answer.status_code)
    assert owner.execute("SELECT count(*) FROM observations WHERE datastream = %s", [series]).fetchone() == (0,)


def test_commands_that_nobody_should_give(besieged: Logins, owner: psycopg.Connection[Any]) -> None:
    lamps = [str(one) for (one,) in owner.execute("SELECT id FROM street_lamps LIMIT 2")]
    other = str((owner.execute("SELECT id FROM flood_points LIMIT 1").fetchone() or [None])[0])
    good: dict[str, Any] = {"layer": "street_lamps", "ids": lamps[:1], "action": "dim", "value": 5, "reason": "thử"}
    chosen = {name: value for name, value in good.items() if name != "ids"}
    wrong: list[dict[str, Any]] = [
        good | {"ids": [other]}, good | {"ids": [lamps[0], other]}, good | {"ids": [str(uuid4())]}, good | {"ids": []},
        good | {"value": 101}, good | {"value": -1e308}, good | {"value": "NaN"}, good | {"value": None},
        good | {"value": True},
        good | {"layer": "flood_points"}, good | {"layer": "devices"}, good | {"layer": "x; DROP"},
        good | {"action": "sound"},
        good | {"reason": " "}, good | {"reason": "\0"}, good | {"reason": "x" * 501},
        good | {"deadline": "2020-01-01T00:00:00Z"},
        good | {"deadline": "9999-12-31T23:59:59Z"}, good | {"deadline": "0001-01-01T00:00:00+14:00"}, good | {"set": "x"},
        chosen | {"filter": "1=1; DROP TABLE x"}, chosen | {"filter": "dev_eui = 'x'"}, chosen | {"filter": "code = '\0'"},
        chosen | {"filter": "(" * 5000}, chosen | {"filter": {"op": "and", "args": [[[[]]]]}},
        chosen | {"filter": "x" * 10**6},
        chosen | {"within": {"distance_m": 1e300, "of": {"layer": "roads", "id": other}}}, chosen,
        chosen | {"within": {"distance_m": 5, "of": {"layer": "auth.accounts", "id": other}}},
        chosen | {"within": {"distance_m": 5, "of": {"layer": "roads", "id": other}}},
        chosen | {"within": {"distance_m": 5, "of": {"type": "Polygon", "coordinates": [[[0, 0]]]}}},
        chosen | {"within": {"distance_m": 5, "of": {"type": "Point", "coordinates": [1e400, 1]}}},
        good | {"requested_by": "an"}, good | {"status": "done"}, good | {"dry_run": "false"},
    ]  # fmt: skip
    with besieged.http(OPERATION_CENTRE) as http:
        for content in wrong:
            sent = json.dumps(content, allow_nan=True)
            answer = http.post("/commands", content=sent, headers={"Content-Type": "application/json"})
            assert 400 <= answer.status_code < 500, (sent[:200], answer.status_code, answer.text[:200])
        began = time.monotonic()
        assert http.post("/commands", json=good | {"ids": [str(uuid4()) for _ in range(5000)]}).status_code == 404
        assert time.monotonic() - began < 20
        assert http.post("/commands", json=good | {"layer": "flood_sirens", "action": "sound"}).status_code in (
            404,
            422,
        )
    for role in (PUBLIC, CITIZEN, WARD_OFFICER, POLICE):
        with besieged.http(role) as http:
            assert http.post("/commands", json=good).status_code in (401, 403)
    (count,) = owner.execute("SELECT count(*) FROM commands WHERE reason = 'thử'").fetchone() or (None,)
    assert count == 0


def test_commands_are_not_for_citizens_and_not_taken_back_by_others(
    besieged: Logins, owner: psycopg.Connection[Any]
) -> None:
    (lamp_id,) = owner.execute("SELECT id FROM street_lamps LIMIT 1").fetchone() or (None,)
    wish = {"layer": "street_lamps", "ids": [str(lamp_id)], "action": "automatic", "reason": "bí mật"}
    with besieged.http(PUBLIC_UTILITIES) as http:
        (command,) = http.post("/commands", json=wish).json()["commands"]
    for role, may_read in ((PUBLIC, False), (CITIZEN, False), (POLICE, True)):
        with besieged.http(role) as http:
            assert (http.get(f"/commands/{command}").status_code == 200) is may_read
            assert http.delete(f"/commands/{command}").status_code in (401, 403)
            for address in ("/state?layers=commands", "/ogc/collections/commands/items"):
                assert (http.get(address).status_code == 200) is may_read, address
            if not may_read:
                assert http.get("/live?layers=commands").status_code in (401, 403)
    with besieged.database(POLICE) as direct:
        for statement in (
            f"UPDATE commands SET reason = 'x' WHERE id = '{command}'", f"DELETE FROM commands WHERE id = '{command}'",
            "UPDATE commands_state SET status = 'done'", "DELETE FROM command_events",
            "UPDATE command_events SET actor = 'an'",
            f"INSERT INTO command_events (command_id, status) VALUES ('{command}', 'done')",
        ):  # fmt: skip
            _denied(direct, statement)


@EVERY_ROLE
def test_tables_and_functions_of_the_house(besieged: Logins, role: Role) -> None:
    """A login of PostgreSQL reads and calls only what its role may."""
    forbidden = [
        "SELECT ensure_partition(current_date)", "SELECT keep_partitions()", "SELECT roll_up()", "SELECT roll_up_days()",
        "SELECT silence()", "SELECT take_answers('{}','{}','{}','{}','{}')", "SELECT * FROM broker_logins",
        "SELECT password_hash FROM broker_logins", "UPDATE broker_logins SET active = true",
        "SELECT * FROM observation_touched",
        "INSERT INTO observations (phenomenon_time, datastream) VALUES (now(), 1)", "DELETE FROM observations",
        "UPDATE observations_daily SET mean = 1", "INSERT INTO observation_touched VALUES (now(), '{1}')",
        "UPDATE datastreams SET device = 1", "UPDATE observed_properties SET readers = '{dongha_public}'",
        "UPDATE abilities SET groups = '{dongha_public}'", "UPDATE street_lamps_state SET status = 'on'",
        "INSERT INTO devices_state (fid) VALUES (1)", "UPDATE rejected_messages SET outcome = ''",
        "DELETE FROM clock_repairs",
        "SET ROLE dongha_ingest", "CREATE TRIGGER x BEFORE INSERT ON devices FOR EACH ROW EXECUTE FUNCTION fill_device()",
    ]  # fmt: skip
    if role is not ADMINISTRATOR:
        forbidden += [
            "SELECT register_devices('trees','dongha',900,'x')",
            "UPDATE observation_keeping SET raw = '2 days'",
        ]
    if role not in (ADMINISTRATOR, OPERATION_CENTRE):
        forbidden += ["SELECT payload FROM rejected_messages", "SELECT * FROM clock_repairs"]
    if role in (PUBLIC, CITIZEN):
        forbidden += [f"SELECT {name} FROM devices" for name in ("dev_eui", "application", "decoder", "firmware", "*")]
        forbidden += ["SELECT reason FROM commands", "SELECT * FROM command_events", "SELECT * FROM abilities"]
    with besieged.database(role) as direct:
        for statement in forbidden:
            _denied(direct, statement)


def test_series_and_devices_that_are_not_for_everybody(
    besieged: Logins, owner: psycopg.Connection[Any], public: httpx.Client
) -> None:
    """What staff alone may know of is nowhere for the public: cameras, the devices' own health, days' tables."""
    owner.execute("SELECT ensure_partition((now() AT TIME ZONE 'UTC')::date)")
    owner.execute(
        "INSERT INTO observations (phenomenon_time, datastream, result) SELECT now(), id, 7 FROM datastreams"
        " WHERE layer IN ('cameras', 'devices', 'wifi_points') ON CONFLICT DO NOTHING"
    )
    (hidden, device) = owner.execute(
        "SELECT id, device FROM datastreams WHERE layer = 'cameras' LIMIT 1"
    ).fetchone() or (0, 0)
    (camera,) = owner.execute("SELECT id FROM cameras LIMIT 1").fetchone() or (None,)
    day = f"observations_p{datetime.now(UTC):%Y%m%d}"
    with besieged.database(PUBLIC) as direct:
        query: LiteralString = "SELECT DISTINCT d.layer FROM observations o JOIN datastreams d ON d.id = o.datastream"
        assert direct.execute(query).fetchall() == [("wifi_points",)]
        assert direct.execute("SELECT count(*) FROM observations WHERE datastream = %s", [hidden]).fetchone() == (0,)
        assert direct.execute("SELECT count(*) FROM devices WHERE layer = 'cameras'").fetchone() == (0,)
        _denied(direct, f"SELECT * FROM {day}")
    with besieged.database(POLICE) as direct:
        _denied(direct, f"SELECT * FROM {day}")
    for path in (
        f"Datastreams({hidden})",
        f"Things({device})",
        f"Datastreams({hidden})/Observations",
        f"Things({device})/Locations",
    ):
        assert public.get(f"{STA}/{path}").status_code in (401, 403, 404), path
    for wanted in (f"Datastream/id eq {hidden}", f"Datastream/Thing/id eq {device}"):
        assert public.get(f"{STA}/Observations", params={"$filter": wanted}).json()["value"] == []
    counted = public.get(f"{STA}/Things?$filter=properties/layer eq 'cameras'&$count=true&$top=0").json()
    assert counted["@iot.count"] == 0
    for path in ("cube?bbox=107,16,108,17", f"items/{camera}/series", f"locations/{camera}", "locations"):
        assert public.get(f"/ogc/collections/cameras/{path}").status_code in (401, 403, 404), path
    assert public.get("/state?layers=cameras").status_code in (401, 403)
    past = public.get("/state", params={"layers": "devices", "at": datetime.now(UTC).isoformat()})
    assert past.json()["layers"] == {}


def test_a_device_stays_with_its_feature(besieged: Logins, owner: psycopg.Connection[Any]) -> None:
    """Readings and rights hang on it: who edits all devices cannot make one speak for another feature, or show a camera."""
    query: LiteralString = (
        "SELECT feature_id, feature_fid, audience, code FROM devices WHERE layer = 'cameras' ORDER BY fid LIMIT 1"
    )
    before = owner.execute(query).fetchone()
    with besieged.database(ADMINISTRATOR) as direct:
        for change in ("layer = 'flood_points'", "feature_id = (SELECT id FROM flood_points LIMIT 1)"):
            with pytest.raises(psycopg.Error) as refusal:
                direct.execute(cast(LiteralString, f"UPDATE devices SET {change} WHERE layer = 'cameras'"))
            assert is_of_data(refusal.value)
            direct.rollback()
        direct.execute(
            "UPDATE devices SET feature_fid = 999999, audience = 'public', code = 'x' WHERE layer = 'cameras'"
        )
        direct.commit()
        for made in ("broker_logins", "devices", "commands", "nothing", 'x" WHERE false; DROP TABLE trees; --'):
            with pytest.raises(psycopg.Error) as refusal:
                direct.execute("INSERT INTO devices (layer, feature_id) VALUES (%s, gen_random_uuid())", [made[:48]])
            assert is_of_data(refusal.value), refusal.value
            direct.rollback()
        for key in ("a/b", "+", "#", "a b"):
            with pytest.raises(errors.CheckViolation):
                direct.execute("UPDATE devices SET key = %s WHERE layer = 'flood_points'", [key])
            direct.rollback()
    assert owner.execute(query).fetchone() == before


def _denied(direct: psycopg.Connection[Any], statement: str) -> None:
    try:
        direct.execute(cast(LiteralString, statement))
    except (errors.InsufficientPrivilege, errors.UndefinedTable, errors.UndefinedFunction):
        direct.rollback()
    else:
        pytest.fail(f"{statement}: not refused")
