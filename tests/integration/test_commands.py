"""Commands down to the street: chosen, checked, sent, sent again, answered, shown by readings. Lost is never done."""

from __future__ import annotations

import datetime as dt
import json
import threading
import uuid
from collections.abc import Iterator
from typing import Any

import httpx
import paho.mqtt.client as paho
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from ingest.mqtt.dispatch import Dispatcher
from ingest.observing import CLOCK
from layers.core.roles import ADMINISTRATOR, CITIZEN, OPERATION_CENTRE, POLICE, PUBLIC, PUBLIC_UTILITIES, Role
from tests.conftest import serving
from tests.integration.command_desk import Desk, Paper
from tests.integration.people import PASSWORD, account
from tests.integration.street import PATIENCE, Ingest, Publisher, Street, now, said, until


class People:
    """Accounts of the roles that matter here; they go with their database."""

    def __init__(self, url: str, base: str) -> None:
        self._base = base
        for role in (CITIZEN, POLICE, PUBLIC_UTILITIES, OPERATION_CENTRE, ADMINISTRATOR):
            account(url, role.value, role.value)

    def http(self, role: Role) -> httpx.Client:
        """A client that asks as that role; the public has not logged in."""
        auth = None if role is PUBLIC else (role.value, PASSWORD)
        return httpx.Client(base_url=self._base, auth=auth, timeout=60, headers={"Accept-Language": "en"})


@pytest.fixture(scope="module")
def people(town: Street) -> Iterator[People]:
    with serving(town.url, town.folder / "server.log") as base:
        yield People(town.url, base)


@pytest.fixture(scope="module")
def utilities(people: People) -> Iterator[httpx.Client]:
    with people.http(PUBLIC_UTILITIES) as client:
        yield client


@pytest.fixture
def desk(town: Street) -> Iterator[Desk]:
    town.sql("UPDATE layers.commands_state SET status = 'cancelled' WHERE status IN ('queued', 'sent')")
    made = Desk(town)
    yield made
    made.close()


def test_a_command_is_sent_once_and_again_when_nothing_is_heard(desk: Desk):
    command = desk.command("dim", 60)
    (first,) = desk.turn()
    topic, message, expires = first
    assert topic == "dongha/street_lamps/DEN-0000/command"
    assert (message["command"], message["action"], message["value"]) == (str(command), "dim", 60)
    assert 295 <= expires <= 300
    assert desk.state(command) == ("sent", 1, None)
    assert desk.turn() == []
    desk.tried(command, 11)
    assert [(topic, again["command"]) for topic, again, _ in desk.turn()] == [(topic, str(command))]
    desk.tried(command, 11)
    assert desk.turn() == []
    desk.tried(command, 21)
    assert len(desk.turn()) == 1
    assert desk.state(command) == ("sent", 3, None)
    assert desk.steps(command) == ["queued", "sent", "sent", "sent"]


def test_nothing_heard_in_time_is_expired_and_a_late_answer_still_tells_the_truth(desk: Desk):
    command = desk.command("dim", 60, lamp=1)
    desk.turn()
    desk.overdue(command)
    assert desk.turn() == []
    assert desk.state(command)[0] == "expired"
    desk.answer(command, "done", lamp=1)
    assert desk.state(command) == ("done", 1, "ok")
    assert desk.steps(command) == ["queued", "sent", "expired", "done"]


def test_only_the_device_itself_ends_a_command(desk: Desk):
    command = desk.command("dim", 60, lamp=2)
    desk.turn()
    desk.answer(command, "done", lamp=3)
    assert desk.state(command)[0] == "sent"
    for step in ("transmitted", "received", "undelivered"):
        desk.answer(command, step, lamp=2)
        assert desk.state(command)[0] == "sent"
    desk.answer(command, "refused", lamp=2)
    assert desk.state(command) == ("refused", 1, "ok")
    desk.answer(command, "done", lamp=2)
    assert desk.state(command)[0] == "refused"


def test_a_reading_made_after_the_sending_shows_that_it_was_done(desk: Desk):
    command = desk.command("dim", 60, lamp=4)
    desk.reading(60, lamp=4, made=20, heard=19)
    desk.turn()
    desk.tried(command, 5)
    desk.reading(60, lamp=4, made=8)
    desk.turn()
    assert desk.state(command)[0] == "sent", "made before it was sent, heard after it"
    desk.reading(60, lamp=4, made=3, flags=CLOCK)
    desk.turn()
    assert desk.state(command)[0] == "sent", "its clock was wrong: nobody knows when it was made"
    desk.reading(35, lamp=4, made=2)
    desk.turn()
    assert desk.state(command)[0] == "sent", "another value"
    desk.reading(60.4, lamp=4, made=1)
    desk.reading(0, lamp=4)
    desk.turn()
    assert desk.state(command) == ("done", 1, "level_pct = 60.4")


def test_without_a_broker_it_waits_and_is_not_called_sent(desk: Desk):
    command = desk.command("automatic", lamp=5)
    desk.paper.away = True
    assert desk.turn() == []
    assert desk.state(command) == ("queued", 0, None)
    desk.overdue(command)
    desk.turn()
    assert desk.steps(command) == ["queued", "expired"]


def test_a_radio_gets_a_confirmed_downlink_and_has_time_to_wake(town: Street, desk: Desk):
    town.sql(
        "UPDATE layers.devices SET protocol = 'chirpstack', dev_eui = 'ffffffffffffff06', application = '7'"
        " WHERE layer = 'street_lamps' AND key = 'DEN-0006'"
    )
    command = desk.command("automatic", lamp=6)
    ((topic, message, _),) = desk.turn()
    assert topic == "application/7/device/ffffffffffffff06/command/down"
    assert (message["id"], message["confirmed"], message["object"]) == (str(command), True, {"action": "automatic"})
    desk.tried(command, 30)
    assert desk.turn() == []
    desk.answer(command, "received", lamp=6)
    assert desk.state(command)[0] == "done", (
        "nothing of the lamp shows it: that the radio has it is all there is to know"
    )


def test_a_device_that_cannot_be_reached_fails_at_once(town: Street, desk: Desk):
    town.sql(
        "UPDATE layers.devices SET protocol = 'chirpstack', dev_eui = NULL, application = NULL"
        " WHERE layer = 'street_lamps' AND key = 'DEN-0007'"
    )
    command = desk.command("automatic", lamp=7)
    assert desk.turn() == []
    assert desk.state(command)[0] == "failed"


def test_of_several_processes_one_sends_and_another_takes_over(town: Street, desk: Desk):
    papers, ends = [Paper(), Paper()], [threading.Event(), threading.Event()]
    threads = [
        threading.Thread(target=Dispatcher(town.login, paper).run, args=(end,))
        for paper, end in zip(papers, ends, strict=True)
    ]

    def heard(command: uuid.UUID) -> list[int]:
        return [
            n for n, paper in enumerate(papers) for _, message, _ in paper.sent if message["command"] == str(command)
        ]

    try:
        for thread in threads:
            thread.start()
        command = desk.command("dim", 10, lamp=8)
        until(lambda: desk.state(command)[0] == "sent", "it is sent")
        (first,) = heard(command)
        ends[first].set()
        threads[first].join()
        command = desk.command("dim", 20, lamp=8)
        until(lambda: desk.state(command)[0] == "sent", "the other takes over")
        assert heard(command) == [1 - first]
    finally:
        for end in ends:
            end.set()
        for thread in threads:
            thread.join()


def _ids(client: httpx.Client, first: int, count: int) -> list[str]:
    items = client.get("/ogc/collections/street_lamps/items", params={"limit": 400, "sortby": "code"}).json()
    return [one["id"] for one in items["features"][first : first + count]]


def _wish(**more: Any) -> dict[str, Any]:
    return {"layer": "street_lamps", "action": "dim", "value": 60, "reason": "Thử đèn"} | more


def test_whoever_may_not_command_cannot(people: People, utilities: httpx.Client):
    wish = _wish(ids=_ids(utilities, 10, 1))
    for role, status in ((PUBLIC, 401), (CITIZEN, 403), (POLICE, 403), (OPERATION_CENTRE, 201), (ADMINISTRATOR, 201)):
        with people.http(role) as client:
            assert client.post("/commands", json=wish).status_code == status, role


@pytest.mark.parametrize(
    ("change", "status", "named"),
    [
        ({"value": 101}, 422, "value"),
        ({"value": None}, 422, "value"),
        ({"value": True}, 422, "value"),
        ({"action": "explode"}, 422, "action"),
        ({"action": "automatic"}, 422, "value"),
        ({"reason": "  "}, 422, "reason"),
        ({"reason": None}, 422, "reason"),
        ({"deadline": "2020-01-01T00:00:00Z"}, 422, "deadline"),
        ({"deadline": "2126-01-01T00:00:00Z"}, 422, "deadline"),
        ({"deadline": "2126-01-01"}, 422, "deadline"),
        ({"ids": []}, 422, "ids"),
        ({"ids": ["x"]}, 422, "ids"),
        ({"ids": [str(uuid.UUID(int=7))]}, 404, None),
        ({"filter": "true"}, 422, "ids"),
        ({"ids": None}, 422, "ids"),
        ({"ids": None, "filter": "pole_ref ="}, 400, None),
        (
            {"ids": None, "within": {"distance_m": 0, "of": {"type": "Point", "coordinates": [107, 16]}}},
            422,
            "within.distance_m",
        ),
        ({"ids": None, "within": {"distance_m": 5, "of": {"type": "Point", "coordinates": [107]}}}, 422, "within.of"),
        (
            {"ids": None, "within": {"distance_m": 5, "of": {"layer": "flood_points", "id": str(uuid.UUID(int=7))}}},
            404,
            None,
        ),
        ({"layer": "no_such"}, 404, None),
        ({"layer": "wards"}, 404, None),
        ({"colour": "red"}, 422, "colour"),
    ],
)
def test_what_cannot_be_commanded_is_refused_by_name(
    utilities: httpx.Client, change: dict[str, Any], status: int, named: str | None
):
    answer = utilities.post("/commands", json=_wish(ids=_ids(utilities, 20, 1)) | change)
    assert answer.status_code == status, answer.text
    if named:
        assert answer.json()["errors"][0]["property"] == named


def test_a_set_is_chosen_by_place_and_filter_and_repeating_it_is_harmless(town: Street, utilities: httpx.Client):
    gauge = town.value("SELECT id::text FROM layers.flood_points WHERE code = 'LU-3'")
    near = {"distance_m": 1010, "of": {"layer": "flood_points", "id": gauge}}
    wish = _wish(within=near, filter="pole_ref <> 'T30'", value=100, set=str(uuid.uuid4()))
    before = town.value("SELECT count(*) FROM layers.commands")
    tried = utilities.post("/commands", json=wish | {"dry_run": True})
    assert (tried.status_code, tried.json()) == (200, {"count": 28})
    assert town.value("SELECT count(*) FROM layers.commands") == before
    given = utilities.post("/commands", json=wish)
    assert given.status_code == 201
    found = town.sql(
        "SELECT f.code FROM layers.commands c JOIN layers.street_lamps f ON f.id = c.target_id WHERE c.set_id = %s",
        wish["set"],
    )
    assert {code for (code,) in found} == {f"DEN-{n:04d}" for n in range(16, 45) if n != 30}
    again = utilities.post("/commands", json=wish)
    assert (again.status_code, again.json()) == (200, given.json())
    assert utilities.post("/commands", json=wish | {"value": 50}).status_code == 409
    nobody = utilities.post("/commands", json=_wish(filter="pole_ref = 'nowhere'"))
    assert (nobody.status_code, nobody.json()["count"]) == (200, 0)


def test_a_command_can_be_taken_back_until_it_is_sent(people: People, utilities: httpx.Client, desk: Desk):
    first, second = utilities.post("/commands", json=_wish(ids=_ids(utilities, 50, 2))).json()["commands"]
    with people.http(POLICE) as other:
        assert other.delete(f"/commands/{first}").status_code == 403
    assert utilities.delete(f"/commands/{first}").status_code == 204
    assert utilities.delete(f"/commands/{first}").status_code == 409
    assert [message["command"] for _, message, _ in desk.turn()] == [second]
    assert utilities.delete(f"/commands/{second}").status_code == 409
    told = utilities.get(f"/commands/{first}").json()
    assert [step["status"] for step in told["events"]] == ["queued", "cancelled"]
    with people.http(PUBLIC) as anybody:
        assert anybody.get(f"/commands/{first}").status_code == 401


RADIO = "ffffffffffff0103"


class Lamps:
    """Lamps at the broker: one answers, one only does it, one has a radio that acknowledges first, the rest keep silent."""

    def __init__(self, port: int) -> None:
        self.heard: list[tuple[str, dict[str, Any], int]] = []
        self._publisher = Publisher(port)
        self._client = paho.Client(CallbackAPIVersion.VERSION2, protocol=paho.MQTTv5)
        self._client.on_message = self._on_message
        subscribed = threading.Event()
        self._client.on_subscribe = lambda *_: subscribed.set()
        connected = threading.Event()
        self._client.on_connect = lambda *_: connected.set()
        self._client.connect("127.0.0.1", port)
        self._client.loop_start()
        assert connected.wait(PATIENCE)
        self._client.subscribe([("dongha/street_lamps/+/command", 1), ("application/+/device/+/command/down", 1)])
        assert subscribed.wait(PATIENCE)

    def _on_message(self, _client: object, _data: object, message: paho.MQTTMessage) -> None:
        said_ = json.loads(message.payload)
        if message.topic.startswith("application/"):
            self._radio(said_)
            return
        key = message.topic.split("/")[2]
        self.heard.append((key, said_, getattr(message.properties, "MessageExpiryInterval", 0)))
        at = dt.datetime.now(dt.UTC).isoformat()
        if key == "DEN-0100":
            answer = {"v": 1, "time": at, "command": said_["command"], "outcome": "done", "detail": "60 %"}
            self._publisher.send(f"dongha/street_lamps/{key}/answer", answer)
        elif key == "DEN-0101":
            self._publisher.send(f"dongha/street_lamps/{key}/state", said(now(), level_pct=said_["value"], status="on"))

    def _radio(self, down: dict[str, Any]) -> None:
        about = {"time": now().isoformat(), "deviceInfo": {"devEui": RADIO}}
        events = f"application/1/device/{RADIO}/event"
        self._publisher.send(f"{events}/ack", about | {"queueItemId": down["id"], "acknowledged": True})
        self._publisher.send(f"{events}/up", about | {"object": {"level_pct": down["object"]["value"]}})

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()
        self._publisher.close()


@pytest.fixture
def lamps(town: Street) -> Iterator[Lamps]:
    town.sql("UPDATE layers.commands_state SET status = 'cancelled' WHERE status IN ('queued', 'sent')")
    town.sql(
        "UPDATE layers.devices SET protocol = 'chirpstack', dev_eui = %s, application = '1'"
        " WHERE layer = 'street_lamps' AND key = 'DEN-0103'",
        RADIO,
    )
    process = Ingest(town.login, town.broker.url, town.folder).start()
    made = Lamps(town.broker.port)
    yield made
    made.close()
    assert process.stop() == 0, process.said
    assert "Traceback" not in process.said


def test_from_the_request_to_the_street_and_back(town: Street, utilities: httpx.Client, lamps: Lamps, desk: Desk):
    deadline = (dt.datetime.now(dt.UTC) + dt.timedelta(seconds=90)).isoformat()
    wish = _wish(ids=_ids(utilities, 100, 4), deadline=deadline)
    answering, doing, silent, radio = utilities.post("/commands", json=wish).json()["commands"]

    def told(command: str) -> dict[str, Any]:
        return utilities.get(f"/commands/{command}").json()

    def ended(command: str, status: str, how: str) -> dict[str, Any]:
        """As it is in the end; an answer may be there before it is noted that the command was sent."""
        return until(lambda: (one := told(command))["status"] == status and one["attempts"] and one, f"{how} ends it")

    done = ended(answering, "done", "the answer")
    assert done["answer"] == "60 %"
    assert [step["status"] for step in done["events"]] == ["queued", "sent", "done"]
    shown = ended(doing, "done", "the reading")
    assert shown["answer"] == "level_pct = 60"
    far = ended(radio, "done", "the radio's reading")
    assert far["answer"] == "level_pct = 60"
    assert [step["status"] for step in far["events"]] == ["queued", "sent", "received", "done"]
    assert told(silent)["status"] == "sent"
    desk.overdue(uuid.UUID(silent))
    over = ended(silent, "expired", "silence")
    assert [step["status"] for step in over["events"]] == ["queued", *["sent"] * over["attempts"], "expired"]
    assert over["answered_at"] is None
    assert {key for key, _, _ in lamps.heard} == {"DEN-0100", "DEN-0101", "DEN-0102"}
    assert all(0 < expires <= 90 for _, _, expires in lamps.heard)
    assert town.value("SELECT count(*) FROM layers.changes WHERE layer = 'commands' AND operation = 'state'") > 0


def test_who_builds_a_device_finds_the_schemas(people: People):
    with people.http(PUBLIC) as anybody:
        listed = anybody.get("/devices/schema").json()["schemas"]
        assert {one["name"] for one in listed} == {"state", "status", "answer", "command"}
        for one in listed:
            found = anybody.get(one["href"])
            assert found.headers["content-type"] == one["type"] == "application/schema+json"
            assert found.json()["$id"] == f"/devices/schema/{one['name']}"
        assert anybody.get("/devices/schema/../../etc").status_code == 404
        assert anybody.get("/devices/schema/nothing").status_code == 404
