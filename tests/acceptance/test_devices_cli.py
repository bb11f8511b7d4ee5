"""Devices by the front door: `./dongha device` lets them in and shuts them out while everything runs."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import ssl
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from api.cli.console import Trouble
from api.cli.device import NewDevice, NewGateway, add, add_gateway, show
from tests.acceptance.devices import PATIENCE_S, DeviceClient, reading
from tests.acceptance.house import House, free_port, until
from tests.conftest import Databases

pytestmark = pytest.mark.acceptance

LAMP = (
    "INSERT INTO layers.street_lamps (code, pole_ref, lamp_type, control_link, rated_power_w, geom) VALUES"
    " (%s, %s, 'led', 'radio', 100, ext.ST_SetSRID(ext.ST_MakePoint(590000, 1860000), 9212))"
)
LAMPS = ("Đèn 1", "L-2", "L-3")


class Street:
    """A running house with three lamps, and what the command line says of them."""

    def __init__(self, house: House, port: int, ca: Path) -> None:
        self.house = house
        self.port = port
        self.ca = ca

    def ask(self, *words: str) -> str:
        done = self.house.say("device", *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def let_in(self, *words: str) -> tuple[str, str]:
        """User name and password that a command shows once."""
        found = re.search(r"MQTT của (\S+) .*once: (\S+)", self.ask(*words))
        assert found
        return found[1], found[2]

    def device(self, user: str, password: str, **more: Any) -> DeviceClient:
        return DeviceClient(self.port, self.ca, user, password, **more)

    def one(self, query: str, *values: object) -> Any:
        with psycopg.connect(self.house.given["DATABASE_URL"]) as database:
            row = database.execute(query.encode(), values).fetchone()
        return row[0] if row else None

    def power(self, code: str) -> Any:
        return self.one(
            "SELECT s.power_w FROM layers.street_lamps f JOIN layers.street_lamps_state s USING (fid) WHERE f.code = %s",
            code,
        )


@pytest.fixture(scope="module")
def street(databases: Databases, empty_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    folder = tmp_path_factory.mktemp("phố")
    with databases.lent(empty_template) as url:
        with psycopg.connect(url) as database:
            for code in LAMPS:
                database.execute(LAMP.encode(), [code, code])
        port = free_port()
        house = House(folder / "var", free_port(), {"DATABASE_URL": url})
        try:
            told = house.up("--no-sample", "--mqtt-port", str(port))
            assert f"127.0.0.1:{port}" in told
            assert house.say("device", "ca", "--out", str(folder / "ca.pem")).returncode == 0
            yield Street(house, port, folder / "ca.pem")
        finally:
            house.remove()


@pytest.fixture(scope="module")
def first(street: Street) -> tuple[str, str]:
    """User name and password of the first lamp."""
    return street.let_in("add", "street_lamps", LAMPS[0])


@pytest.fixture(scope="module")
def second(street: Street) -> tuple[str, str]:
    return street.let_in("add", "street_lamps", LAMPS[1], "--key", "cot-2")


def test_what_a_device_says_over_tls_is_kept(street: Street, first: tuple[str, str]) -> None:
    user, password = first
    assert user == "street_lamps/Đèn-1"
    with street.device(user, password) as lamp:
        assert lamp.publish(f"dongha/{user}/state", reading(power_w=61.5)) == "Success"
    until(lambda: street.power(LAMPS[0]) == 61.5, PATIENCE_S)
    shown = street.ask("show", user)
    assert f"dongha/{user}/command" in shown
    assert "never" not in shown
    told = re.compile(r"ingest 0: [1-9]\d* received, [1-9]\d* stored")
    until(lambda: bool(told.search(street.house.say("status").stdout)), 30)  # its figures are put up every other second
    assert "devices are let in" in street.house.say("status").stdout


def test_a_device_speaks_for_itself_only_and_hears_only_itself(
    street: Street, first: tuple[str, str], second: tuple[str, str]
) -> None:
    with street.device(*first) as lamp, street.device(*second) as other:
        for topic in ("#", f"dongha/{first[0]}/#", "dongha/street_lamps/+/command", "$SYS/#"):
            other.listen(topic)
        assert other.publish(f"dongha/{first[0]}/state", reading(power_w=1)) == "Not authorized"
        assert other.publish("application/1/device/0102030405060708/event/up", b"{}") == "Not authorized"
        assert other.publish(f"dongha/{second[0]}/command", b"{}") == "Not authorized"
        assert lamp.publish(f"dongha/{first[0]}/state", reading(power_w=62.0)) == "Success"
        assert other.publish(f"dongha/{second[0]}/state", reading(power_w=63.0)) == "Success"
        until(lambda: (street.power(LAMPS[0]), street.power(LAMPS[1])) == (62.0, 63.0), PATIENCE_S)
        assert other.heard == []


def test_no_device_takes_another_ones_session(street: Street, first: tuple[str, str], second: tuple[str, str]) -> None:
    with street.device(*first, client_id="ingest-0") as lamp, street.device(*second, client_id="ingest-0") as other:
        assert lamp.publish(f"dongha/{first[0]}/state", reading(power_w=64.0)) == "Success"
        assert other.publish(f"dongha/{second[0]}/state", reading(power_w=65.0)) == "Success"
        assert not lamp.cut.is_set()
    until(lambda: (street.power(LAMPS[0]), street.power(LAMPS[1])) == (64.0, 65.0), PATIENCE_S)


def test_only_tls_with_the_right_name_and_password(street: Street, first: tuple[str, str]) -> None:
    with street.device(first[0], "wrong") as stranger:
        assert stranger.refused == "Not authorized"
    with socket.create_connection(("127.0.0.1", street.port), 5) as plain:  # a CONNECT in the clear
        plain.sendall(bytes.fromhex("101000044d5154540402003c000474657374"))
        with contextlib.suppress(ConnectionResetError):
            assert not plain.recv(100).startswith(b"\x20")  # no CONNACK
    context = ssl.create_default_context()  # who does not know the authority does not speak to it
    with socket.create_connection(("127.0.0.1", street.port), 5) as bare, pytest.raises(ssl.SSLCertVerificationError):
        context.wrap_socket(bare, server_hostname="localhost")
    ours = ssl.create_default_context(cafile=street.ca)
    with (
        socket.create_connection(("127.0.0.1", street.port), 5) as bare,
        ours.wrap_socket(bare, server_hostname="localhost") as told,
    ):
        assert told.version() in ("TLSv1.2", "TLSv1.3")


def test_too_large_a_message_cuts_the_connection(street: Street, second: tuple[str, str]) -> None:
    with street.device(*second) as lamp:
        lamp.offer(f"dongha/{second[0]}/state", b" " * 70_000)
        assert lamp.cut.wait(PATIENCE_S)


def test_a_gateway_speaks_for_the_devices_of_a_layer(street: Street, second: tuple[str, str]) -> None:
    user, password = street.let_in("gateway", "tu-1", "--layer", "street_lamps")
    with street.device(user, password) as edge, street.device(*second) as lamp:
        lamp.listen(f"dongha/{second[0]}/command")
        edge.listen("dongha/street_lamps/+/command")
        assert edge.publish(f"dongha/{second[0]}/state", reading(power_w=66.0)) == "Success"
        assert edge.publish("dongha/cameras/C-1/state", reading(power_w=66.0)) == "Not authorized"
    until(lambda: street.power(LAMPS[1]) == 66.0, PATIENCE_S)


def test_revoked_is_cut_off_and_refused_without_a_restart(street: Street) -> None:
    user, password = street.let_in("add", "street_lamps", LAMPS[2])
    broker = street.house.pid("broker")
    with street.device(user, password) as lamp:
        assert lamp.publish(f"dongha/{user}/state", reading(power_w=70.0)) == "Success"
        street.ask("revoke", user)
        assert lamp.cut.wait(PATIENCE_S)
        until(lambda: lamp.refused == "Not authorized", PATIENCE_S)
    assert re.search(rf"{user} .* revoked", street.ask("list", "--login"))
    renewed = street.let_in("password", user)
    with street.device(*renewed) as lamp:
        until(lamp.connected.is_set, PATIENCE_S)
        lamp.cut.clear()  # it may have come before the broker knew the new password
        with street.device(user, password) as old:
            assert old.refused == "Not authorized"
        with psycopg.connect(street.house.given["DATABASE_URL"]) as database:  # right after the command line let it in
            database.execute("UPDATE layers.broker_logins SET active = false WHERE name = %s", [user])
        assert lamp.cut.wait(PATIENCE_S)
    assert street.house.pid("broker") == broker
    kept = (
        "SELECT count(*) FROM layers.observations o JOIN layers.datastreams d ON d.id = o.datastream"
        " WHERE d.property = 'power_w' AND o.result = 70"
    )
    until(lambda: street.one(kept) == 1, PATIENCE_S)


def test_what_a_restarted_broker_accepts_is_kept(street: Street, first: tuple[str, str]) -> None:
    """Devices are let in only after the ingest has subscribed again, else their messages would be acknowledged and lost."""
    with street.device(*first) as lamp:
        assert lamp.connected.wait(PATIENCE_S)
        before = street.house.pid("broker")
        os.kill(before, signal.SIGKILL)
        until(lambda: lamp.cut.is_set() and street.house.pid("broker") != before, 30)
        assert lamp.connected.wait(60)
        topic = f"dongha/{first[0]}/state"
        marks = [100.0 + n for n in range(20) if lamp.publish(topic, reading(power_w=100.0 + n)) == "Success"]
    assert marks
    kept = (
        "SELECT array_agg(DISTINCT o.result ORDER BY o.result) FROM layers.observations o"
        " JOIN layers.datastreams d ON d.id = o.datastream WHERE d.property = 'power_w' AND o.result BETWEEN 100 AND 120"
    )
    until(lambda: street.one(kept) == marks, PATIENCE_S)
    until(lambda: street.house.say("status").returncode == 0, 30)


def test_failures_name_what_is_wrong(street: Street) -> None:
    done = street.house.say("device", "add", "street_lamps", "nowhere")
    assert (done.returncode, done.stdout) == (1, "")
    assert "has no feature nowhere" in done.stderr
    url = street.house.given["DATABASE_URL"]
    with pytest.raises(Trouble, match="no devices report for land_parcels"):
        add(url, NewDevice(layer="land_parcels", feature=LAMPS[0]))
    with pytest.raises(Trouble, match="needs --dev-eui"):
        add(url, NewDevice(layer="street_lamps", feature=LAMPS[0], protocol="chirpstack"))
    with pytest.raises(Trouble, match="there is no device"):
        show(url, str(uuid.uuid4()))
    for wanted, expected in (
        (NewGateway(name="ingest", layers=("street_lamps",)), "cannot be used"),
        (NewGateway(name="nothing"), "give it topics"),
        (NewGateway(name="ear", reads=("a#",)), "no topic filter"),
        (NewGateway(name="ear", reads=("a\nuser x",)), "no topic filter"),
        (NewGateway(name="ear", reads=("v1.1/#",), password="short"), "needs 12 characters"),
    ):
        with pytest.raises(Trouble, match=expected):
            add_gateway(url, wanted)
