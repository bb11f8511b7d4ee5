"""A device that turns on the house: with its own login at the private broker it takes, hears and says nothing but its own."""

from __future__ import annotations

import signal
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import paho.mqtt.client as paho
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from api.cli.broker import LARGEST_PACKET, LOOPBACK, Broker
from api.cli.broker_access import INGEST, OPERATOR, Login, password_of, scrambled
from api.cli.places import House, Places
from devices.topics import filters
from ingest.mqtt.endpoint import Endpoint
from ingest.mqtt.inbox import Inbox, Message
from ingest.mqtt.session import Session
from tests.acceptance.devices import PATIENCE_S, DeviceClient, reading
from tests.integration.street import until

VICTIM, THIEF = "flood_points/LU-01", "street_lamps/DEN-0001"
PASSWORD = "mat-khau-thiet-bi"
OTHERS = (
    f"dongha/{VICTIM}/state",
    f"dongha/{VICTIM}/answer",
    f"dongha/{VICTIM}/command",
    f"dongha/{THIEF}/command",
    f"dongha/{THIEF}/state/x",
    "v1.1/Datastreams(1)/Observations",
    "application/1/device/00000000000000aa/event/up",
    "application/1/device/00000000000000aa/command/down",
    "$SYS/broker/uptime",
)


@dataclass
class Door:
    """The broker as the house runs it, the ingest's session at it, and what that has heard."""

    broker: Broker
    session: Session
    inbox: Inbox

    def comes(self, name: str, client_id: str = "") -> DeviceClient:
        """A device at the TLS listener."""
        return DeviceClient(
            self.broker.house.mqtts_port, self.broker.certificates.authority, name, PASSWORD, client_id=client_id
        )

    def heard(self, number: int) -> list[Message]:
        """So many messages, as the ingest hears them; the broker may forget them then."""
        found: list[Message] = []
        until(lambda: found.extend(self.inbox.take(1000, 10**7, 0, 0.1)) or len(found) >= number, "the ingest hears")
        self.session.acknowledge(found)
        return found


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    places = Places(tmp_path_factory.mktemp("house"))
    for folder in (places.log, places.run):
        folder.mkdir()
    broker = Broker(places, House.of(places))
    broker.learn([Login(name, scrambled(PASSWORD)) for name in (VICTIM, THIEF)])
    broker, process = broker.start(gate_open=True)
    inbox = Inbox(10_000)
    session = Session(Endpoint.of(broker.url_of(INGEST)), "ingest-0", filters(), inbox)
    try:
        session.start()
        until(lambda: session.subscribed_at, "the ingest subscribes")
        yield Door(broker, session, inbox)
    finally:
        session.stop()
        session.join(5)
        session._client._reset_sockets()  # pyright: ignore[reportPrivateUsage]
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE_S)


def test_a_share_of_what_the_ingest_hears_cannot_be_taken(door: Door):
    """Who subscribes as one more member of the ingest's group is handed its messages: they would be lost."""
    with door.comes(THIEF) as thief, door.comes(VICTIM) as victim:
        for group in ("dongha", "ingest", "ingest-0", "x"):
            for one in (*filters(), "#", "dongha/#"):
                thief.listen(f"$share/{group}/{one}")
        for n in range(40):
            assert victim.publish(f"dongha/{VICTIM}/state", reading(level_m=n)) == "Success"
        assert len({message.payload for message in door.heard(40)}) == 40
        assert thief.heard == []


def test_nothing_is_said_for_others(door: Door):
    with door.comes(THIEF) as thief:
        for topic in (*OTHERS[:3], *OTHERS[5:7]):  # a refusal takes a second
            assert "Not authorized" in thief.publish(topic, reading(level_m=9)), topic
        assert thief.publish(f"dongha/{THIEF}/state", reading(power_w=1)) == "Success"
        assert {message.topic for message in door.heard(1)} == {f"dongha/{THIEF}/state"}


def test_nothing_of_others_is_heard(door: Door):
    operator = paho.Client(CallbackAPIVersion.VERSION2, protocol=paho.MQTTv5)
    operator.username_pw_set(OPERATOR, password_of(door.broker.house.mqtt_password, OPERATOR))
    operator.connect(LOOPBACK, door.broker.house.mqtt_port)
    operator.loop_start()
    try:
        with door.comes(THIEF) as thief:
            for one in ("#", "+/#", "$SYS/#", "dongha/+/+/command", f"dongha/{VICTIM}/command", "$share/a/#", "v1.1/#"):
                thief.listen(one)
            for topic in (*(topic for topic in OTHERS if topic[0] != "$"), f"dongha/{THIEF}/command"):
                operator.publish(topic, b"{}", qos=1, retain=True).wait_for_publish(PATIENCE_S)
            until(lambda: thief.heard, "the thief hears its own command")
            thief.listen("dongha/#")
            assert {topic for topic, _ in thief.heard} == {f"dongha/{THIEF}/command"}
    finally:
        for topic in OTHERS[:-1]:
            operator.publish(topic, b"", qos=1, retain=True).wait_for_publish(PATIENCE_S)
        operator.disconnect()
        operator.loop_stop()
        operator._reset_sockets()  # pyright: ignore[reportPrivateUsage]
    door.heard(4)


def test_nobody_is_cut_off_by_a_stolen_client_id(door: Door):
    connections = door.session.connections
    with door.comes(VICTIM) as victim:
        for stolen in (VICTIM, "ingest-0", "dongha"):
            with door.comes(THIEF, stolen) as thief:
                assert thief.publish(f"dongha/{THIEF}/state", reading(power_w=2)) == "Success"
        assert not victim.cut.is_set()
        assert door.session.connections == connections
    door.heard(3)


def test_a_will_for_others_is_not_done(door: Door):
    thief = paho.Client(CallbackAPIVersion.VERSION2, protocol=paho.MQTTv5)
    thief.tls_set(str(door.broker.certificates.authority), cert_reqs=ssl.CERT_REQUIRED)
    thief.username_pw_set(THIEF, PASSWORD)
    thief.will_set(f"dongha/{VICTIM}/state", reading(level_m=29), qos=1, retain=True)
    let_in, cut = threading.Event(), threading.Event()
    thief.on_connect = lambda *_: let_in.set()
    thief.on_disconnect = lambda *_: cut.set()
    thief.connect(LOOPBACK, door.broker.house.mqtts_port)
    thief.loop_start()
    assert let_in.wait(PATIENCE_S)
    thief.publish(f"dongha/{THIEF}/state", b"x" * (LARGEST_PACKET + 1))
    assert cut.wait(PATIENCE_S)
    thief.disconnect()
    thief.loop_stop()
    thief._reset_sockets()  # pyright: ignore[reportPrivateUsage]
    with door.comes(VICTIM) as victim:
        assert victim.publish(f"dongha/{VICTIM}/state", reading(level_m=1)) == "Success"
    assert [b"29" in message.payload for message in door.heard(1)] == [False]


def test_a_message_that_is_too_large_harms_its_sender_only(door: Door):
    with door.comes(VICTIM) as victim, door.comes(THIEF) as thief:
        thief.offer(f"dongha/{THIEF}/state", b"x" * (LARGEST_PACKET + 1))
        assert thief.cut.wait(PATIENCE_S)
        assert victim.publish(f"dongha/{VICTIM}/state", reading(level_m=3)) == "Success"
        assert not victim.cut.is_set()
    assert [message.topic for message in door.heard(1)] == [f"dongha/{VICTIM}/state"]


def test_a_login_that_is_guessed_stays_outside(door: Door):
    port, authority = door.broker.house.mqtts_port, door.broker.certificates.authority
    for name, password in ((THIEF, "x"), (INGEST, PASSWORD), (f"{THIEF}/x", PASSWORD), ("+/+", PASSWORD)):
        with DeviceClient(port, authority, name, password) as stranger:
            assert stranger.refused, name
