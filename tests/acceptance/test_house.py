"""The house by its front door: `./dongha` with a folder of its own, real PostgreSQL, real broker, real server."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import LiteralString
from urllib.parse import urlsplit

import httpx
import paho.mqtt.client as mqtt
import psycopg
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from layers.core.settings import ROOT
from tests.acceptance.house import House, free_port, until

pytestmark = pytest.mark.acceptance


def _one_line(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode != 0
    [line] = done.stderr.strip().splitlines()
    assert line.startswith("dongha: ")
    assert "Traceback" not in done.stdout
    return line


def _lamps(house: House) -> int:
    page = httpx.get(f"{house.url}/ogc/collections/street_lamps/items", params={"limit": 1, "f": "json"}, timeout=60)
    return page.raise_for_status().json()["numberMatched"]


def _sample_state(house: House) -> str | None:
    try:
        with psycopg.connect(house.addresses()["DATABASE_URL"]) as database:
            row = database.execute("SELECT state FROM public.dongha_setup WHERE step = 'sample_city'").fetchone()
    except (psycopg.OperationalError, psycopg.errors.UndefinedTable):
        return None
    return row[0] if row else None


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house whose first `up` was killed while it loaded the city, and whose second one came through."""
    house = House(tmp_path_factory.mktemp("nhà") / "var", free_port())
    first = subprocess.Popen(
        [ROOT / "dongha", "up", "--detach", "--no-simulate", "--port", str(house.port)],
        cwd="/",
        env=house.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until(lambda: _sample_state(house) == "loading" or first.poll() is not None, 300)
        first.kill()
        first.wait()
        house.up()
        yield house
    finally:
        house.remove()


@pytest.fixture
def house(lived_in: House) -> House:
    """The same house, running."""
    lived_in.up()
    return lived_in


@pytest.fixture
def empty_house(tmp_path: Path) -> Iterator[House]:
    """A house in which nothing has been set up."""
    house = House(tmp_path / "var", free_port())
    yield house
    house.remove()


@pytest.fixture
def guest_house(tmp_path: Path, empty_url: str) -> Iterator[House]:
    """A house whose database is somebody else's."""
    house = House(tmp_path / "var", free_port(), {"DATABASE_URL": empty_url})
    yield house
    house.remove()


def test_after_a_killed_first_run_the_city_is_whole(house: House) -> None:
    assert _sample_state(house) == "done"
    assert _lamps(house) > 1000


def test_env_speaks_shell(house: House) -> None:
    script = (
        'eval "$("$0" env)"; psql "$DATABASE_URL" -Atc "SELECT layers.layer_total(\'street_lamps\')"; echo "$API_URL"'
    )
    done = subprocess.run(
        ["bash", "-c", script, ROOT / "dongha"], env=house.environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [str(_lamps(house)), house.url]


def test_private_services_listen_on_loopback_with_a_password(house: House) -> None:
    addresses = house.addresses()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(re.sub(r":[^:@]+@", ":wrong@", addresses["DATABASE_URL"]))
    with psycopg.connect(addresses["DATABASE_URL"]) as database:
        listens = database.execute("SELECT current_setting('listen_addresses'), current_setting('fsync')").fetchone()
    assert listens == ("127.0.0.1", "on")
    assert (house.var / "house.json").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("right", [True, False])
def test_broker_knows_its_password(house: House, right: bool) -> None:
    address = urlsplit(house.addresses()["MQTT_URL"])
    answers: list[bool] = []
    client = mqtt.Client(CallbackAPIVersion.VERSION2)
    client.username_pw_set(address.username or "", address.password if right else "wrong")
    client.on_connect = lambda *told: answers.append(not told[3].is_failure)
    client.connect(address.hostname or "", address.port or 0)
    client.loop_start()
    try:
        until(lambda: bool(answers), 20)
    finally:
        client.disconnect()
        client.loop_stop()
    assert answers[0] is right


def test_status_tells_whether_it_runs(house: House) -> None:
    until(lambda: house.say("status").returncode == 0)
    assert house.url in house.say("status").stdout
    house.say("down")
    assert house.say("status").returncode == 3
    assert not house.answers()


def test_second_up_loses_nothing_and_loads_nothing(house: House) -> None:
    lamps, addresses = _lamps(house), house.addresses()
    assert "already running" in house.up()
    assert house.say("down").returncode == 0
    told = house.up()
    assert "sample city" not in told
    assert "building" not in told
    assert _lamps(house) == lamps
    assert house.addresses() == addresses


def test_the_sample_city_lives(house: House) -> None:
    """The simulator's devices report by way of broker and ingest; a city made before there were devices gets them."""
    with psycopg.connect(house.addresses()["DATABASE_URL"]) as database:
        database.execute("DELETE FROM layers.devices WHERE layer = 'flood_points'")
    assert house.say("down").returncode == 0
    told = house.up(simulate=True)
    assert "devices of the sample city" in told
    began = datetime.now(UTC)
    with psycopg.connect(house.addresses()["DATABASE_URL"], autocommit=True) as database:

        def lives(layer: LiteralString) -> bool:
            row = database.execute(f"SELECT max(phenomenon_time) FROM layers.{layer}_state").fetchone()
            return row is not None and row[0] is not None and row[0] > began

        until(lambda: lives("street_lamps") and lives("flood_points"))
    until(lambda: house.say("status").returncode == 0)
    assert house.say("down").returncode == 0


def test_down_stops_everything(house: House) -> None:
    services = [house.pid(name) for name in ("supervisor", "web", "ingest", "broker")]
    database = urlsplit(house.addresses()["DATABASE_URL"])
    assert house.say("down").returncode == 0
    for pid in services:
        assert not Path(f"/proc/{pid}/fd/0").exists()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", database.port or 0)) != 0
    assert "nothing is running" in house.say("down").stdout


def test_up_tidies_after_a_killed_supervisor(house: House) -> None:
    os.kill(house.pid("supervisor"), signal.SIGKILL)
    until(lambda: house.say("status").returncode == 3)
    assert "tidied up" in house.up()
    until(lambda: house.say("status").returncode == 0)


@pytest.mark.parametrize("name", ["web", "ingest", "broker"])
def test_what_dies_is_started_again(house: House, name: str) -> None:
    before = house.pid(name)
    os.kill(before, signal.SIGKILL)
    until(lambda: house.pid(name) != before)
    until(lambda: house.say("status").returncode == 0)
    assert f"{name} runs; ended 1 times, last" in house.say("status").stdout


@contextlib.contextmanager
def _hearing_ctrl_c() -> Iterator[None]:
    """What is started meanwhile hears Ctrl-C, also when whoever runs the tests does not: `nohup` and `&` have it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def test_ctrl_c_stops_what_up_started(guest_house: House) -> None:
    with _hearing_ctrl_c():
        process = subprocess.Popen(
            [ROOT / "dongha", "up", "--no-sample", "--port", str(guest_house.port)],
            env=guest_house.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
    try:
        until(lambda: guest_house.answers() or process.poll() is not None)
        assert process.poll() is None
        web = guest_house.pid("web")
        process.send_signal(signal.SIGINT)
        told, _ = process.communicate(timeout=120)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 0, told
    assert not Path(f"/proc/{web}/fd/0").exists()
    assert guest_house.say("status").returncode == 3


def test_given_database_is_used_and_left_running(guest_house: House) -> None:
    given = guest_house.given["DATABASE_URL"]
    guest_house.up("--no-sample")
    assert guest_house.addresses()["DATABASE_URL"] == given
    assert not (guest_house.var / "postgres").exists()
    assert guest_house.say("down").returncode == 0
    with psycopg.connect(given) as database:
        assert database.execute("SELECT layers.layer_total('street_lamps')").fetchone() == (0,)


def test_taken_port_is_one_line_that_names_who(empty_house: House) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", empty_house.port))
        other.listen()
        line = _one_line(empty_house.say("up", "--detach", "--port", str(empty_house.port)))
    assert f"port {empty_house.port} is taken by" in line
    assert f"(pid {os.getpid()})" in line
    assert "--port" in line
    assert not (empty_house.var / "postgres").exists()


def test_running_house_is_not_moved_silently(house: House) -> None:
    line = _one_line(house.say("up", "--detach", "--port", str(free_port())))
    assert "./dongha down first" in line
    assert house.answers()


@pytest.mark.parametrize("command", ["down", "status"])
def test_stale_pid_file_harms_no_stranger(empty_house: House, command: str) -> None:
    stranger = subprocess.Popen(["sleep", "600"])
    try:
        noted = {"pid": stranger.pid, "start": "1@elsewhere"}
        (empty_house.var / "run").mkdir(parents=True)
        (empty_house.var / "run" / "up.json").write_text(
            json.dumps({"supervisor": noted, "children": {"web": noted}, "port": empty_house.port})
        )
        empty_house.say(command)
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


@pytest.mark.parametrize(
    ("words", "given", "expected"),
    [
        (
            ("up", "--detach", "--no-sample", "--port", "{free}"),
            {"DATABASE_URL": "postgresql://a:secret@127.0.0.1:1/x"},
            "cannot use the database",
        ),
        (("migrate",), {"DATABASE_URL": "no address at all"}, "cannot use the database"),
        (("serve",), {}, "the database does not run"),
        (("up", "--port", "99999"), {}, "--port"),
        (("up", "--detach", "--host", "203.0.113.7", "--port", "{free}"), {}, "cannot listen on 203.0.113.7"),
        (("fly",), {}, "fly"),
    ],
)
def test_failures_are_one_line(
    empty_house: House, words: tuple[str, ...], given: dict[str, str], expected: str
) -> None:
    empty_house.given = given
    line = _one_line(empty_house.say(*(word.format(free=empty_house.port) for word in words)))
    assert expected in line
    assert "secret" not in line


def test_unusable_python_is_one_line(tmp_path: Path) -> None:
    clone = tmp_path / "bản sao mới"
    clone.mkdir()
    for name in ("dongha", "requirements.lock"):
        shutil.copy(ROOT / name, clone)
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "DONGHA_PYTHON": "/bin/false"}
    done = subprocess.run(
        [clone / "dongha", "up"], cwd="/", env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert "DONGHA_PYTHON=/bin/false" in _one_line(done)


def test_every_command_explains_itself_with_an_example(empty_house: House) -> None:
    told = empty_house.say("--help").stdout
    commands = re.findall(r"^  ([a-z-]+)  ", told.partition("Commands:")[2], re.MULTILINE)
    assert {"up", "down", "status", "env", "test", "migrate", "load-sample", "serve", "bench"} <= set(commands)
    for command in commands:
        assert f"./dongha {command}" in empty_house.say(command, "--help").stdout


def test_settings_and_commands_are_documented() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    sources = "\n".join(
        path.read_text("utf-8")
        for folder in ("layers/core/settings.py", "api/auth/settings.py", "api/cli/*.py")
        for path in sorted(ROOT.glob(folder))
    )
    asked = r'(?:environ\.get|_whole|_rate|_networks|_roles)\("([A-Z_]+)"'
    read = set(re.findall(asked, sources))
    own = {name for name in read if name not in ("PATH", "HOME")} | {"DONGHA_PYTHON"}
    assert {name for name in own if f"`{name}`" not in readme} == set()
    commands = re.findall(r"^def ([a-z_]+)\(", (ROOT / "api/cli/program.py").read_text("utf-8"), re.MULTILINE)
    assert {name for name in commands if name != "supervise" and f"`{name.replace('_', '-')}" not in readme} == set()


def test_lock_pins_hashes_and_names_no_index() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pins = re.findall(r"^[a-z0-9][^\s=]*==\S+", lock, re.MULTILINE)
    assert len(pins) > 20
    assert lock.count("--hash=sha256:") >= len(pins)
    assert "://" not in lock
