"""`up`, `down`, `status`: the house from nothing to answering, and back."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace

from api.cli.broker import Broker
from api.cli.console import Trouble, reason, say, step, tail
from api.cli.database import (
    end_lease,
    ensure_sample,
    given_url,
    lease,
    leases,
    migrate,
    private,
    reach,
    register_devices,
)
from api.cli.packages import ensure_mosquitto, ensure_postgres
from api.cli.places import ROOT, House, Places, port_is_free, write_json
from api.cli.process import Identity, listener, spawn, stop
from api.cli.running import HEALTH_S, Running, clear, health, wait_healthy, web_url
from api.cli.street import await_gate, tell
from api.cli.supervisor import STEADY_S, Supervisor
from api.cli.webmap import ensure_map

HOST = "127.0.0.1"
PORT = 8000
OFTEN = 3
"""What has ended so often, and again just now, does not work though it is started each time."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What the person asked of `up`; None where nothing was said."""

    host: str | None
    port: int | None
    scale: int
    mqtt_port: int | None
    sample: bool
    simulate: bool
    detach: bool


def up(places: Places, wish: Wish) -> None:
    """Set everything up and run it; returns at once when it runs already."""
    began = time.monotonic()
    with ExitStack() as held:
        held.enter_context(places.setup_lock())
        before = Running.load(places)
        if before and before.alive:
            _already(places, before, wish)
            return
        if before:
            stopped = clear(places, before)
            say(
                "Lần chạy trước không dừng đúng cách, đã dọn",
                "an earlier run did not end in good order; tidied up" + (f" ({', '.join(stopped)})" if stopped else ""),
            )
        host, port = wish.host or HOST, wish.port or PORT
        need_port(host, port)
        database_url = given_url(places)
        mqtt_url = _given_mqtt(places)
        if wish.mqtt_port:
            _set_mqtt_port(places, host, wish.mqtt_port)
        _prepare(places, wish, database_url, mqtt_url)

        def ready(run: Running) -> None:
            held.close()
            _welcome(places, run, time.monotonic() - began)
            if not wish.detach:
                say("Ctrl-C để dừng", "Ctrl-C stops everything")

        if wish.detach:
            ready(_detached(places, host, port, simulate=wish.simulate))
        else:
            _supervisor(places, host, port, simulate=wish.simulate).run(ready)
            say("Đã dừng", "everything is stopped")


def supervise(places: Places, host: str, port: int, *, simulate: bool) -> None:
    """What the detached process does: run the house until it is told to stop."""
    _supervisor(places, host, port, simulate=simulate).run(
        lambda run: say(f"Sẵn sàng tại {run.url}", f"ready at {run.url}")
    )


def down(places: Places) -> None:
    """Stop exactly what `up` has started; says so when there is nothing to stop."""
    with places.setup_lock():
        run = Running.load(places)
        if run and run.alive:
            with step("Đang dừng", f"stopping {run.url}"):
                stop(run.supervisor, patience_s=90)
        left = Running.load(places)
        if left and not left.alive:
            clear(places, left)
        others = leases(places)
        if not others and private_runs(places):
            private(places).stop()
        elif run is None:
            say("Không có gì đang chạy", "nothing is running")
            return
    if others:
        say("Đã dừng; PostgreSQL còn chạy", f"stopped; PostgreSQL stays up for {', '.join(others)}")
    else:
        say("Đã dừng", "everything is stopped")


def status(places: Places) -> int:
    """Print what runs; gives 0 when the server answers, 3 when nothing runs, 1 when something is wrong."""
    run = Running.load(places)
    if run is None or not run.alive:
        say("Chưa chạy", "not running; ./dongha up starts it")
        if run:
            say(
                "Lần chạy trước không dừng đúng cách",
                "an earlier run did not end in good order; ./dongha up or down tidies up",
            )
        return 3
    well = health(run.url)
    say(
        f"web        {'trả lời' if well else 'KHÔNG trả lời'}",
        f"{'answers' if well else 'does NOT answer'} at {run.url}",
    )
    say(f"giám sát   pid {run.supervisor.pid}", f"supervisor, running for {_span(time.time() - run.started)}")
    for name, child in run.children.items():
        ended = run.ended.get(name)
        ago = time.time() - ended.last if ended else STEADY_S
        told = f"; ended {ended.times} times, last {_span(ago)} ago: {ended.said}" if ended else ""
        say(f"{_label(name)} pid {child.pid}", f"{name} {'runs' if child.alive else 'is down'}{told}")
        well = well and child.alive and not (ended and ended.times >= OFTEN and ago < STEADY_S)
    well = tell(places, run) and well
    if run.private_database:
        cluster = private(places)
        server = cluster.process()
        say(
            f"PostgreSQL {'pid ' + str(server.pid) if server else 'đã dừng'}",
            f"private, 127.0.0.1:{cluster.house.postgres_port}, {'runs' if server else 'is down'}",
        )
        well = well and server is not None
    else:
        say("PostgreSQL theo DATABASE_URL", "the server given by DATABASE_URL")
    say(f"nhật ký    {places.log}", "logs")
    return 0 if well else 1


def addresses(places: Places) -> dict[str, str]:
    """DATABASE_URL, MQTT_URL and API_URL of this house, whether it runs or not."""
    run = Running.load(places)
    house = House.of(places)
    return {
        "DATABASE_URL": given_url(places) or private(places).url,
        "MQTT_URL": _given_mqtt(places) or Broker(places, house).url,
        "API_URL": run.url if run and run.alive else web_url(HOST, PORT),
    }


def private_runs(places: Places) -> bool:
    """Whether the private cluster runs."""
    cluster = private(places)
    return cluster.made and cluster.process() is not None


def _prepare(places: Places, wish: Wish, database_url: str | None, mqtt_url: str | None) -> None:
    first = not (places.var / "postgres").exists()
    if first:
        places.need_space(2000)
    if database_url is None:
        ensure_postgres(places)
    if mqtt_url is None:
        ensure_mosquitto(places)
    ensure_map(places)
    if database_url is None:
        lease(places, "setup")
    try:
        if database_url is None:
            url = private(places).start().url
        else:
            reach(database_url)
            url = database_url
        migrate(url)
        if wish.sample:
            ensure_sample(url, wish.scale)
        register_devices(url)
        _first_account(places, url)
    except BaseException:
        if database_url is None:
            end_lease(places, "setup")
            if not leases(places) and private_runs(places):
                private(places).stop()
        raise
    end_lease(places, "setup")


def _first_account(places: Places, url: str) -> None:
    """In a house without any account, one for its administrator, whose password is kept for whoever runs the house."""
    from api.cli.user import ensure_administrator

    password = ensure_administrator(url)
    if password:
        kept = places.var / "administrator.json"
        write_json(kept, {"name": "admin", "password": password})
        say(f"Tài khoản quản trị: admin / {password}", f"the administrator's account; also kept in {kept}")


def _supervisor(places: Places, host: str, port: int, *, simulate: bool) -> Supervisor:
    return Supervisor(places, host, port, given_url(places), _given_mqtt(places), simulate)


def _detached(places: Places, host: str, port: int, *, simulate: bool) -> Running:
    log = places.log / "supervisor.log"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DONGHA_VAR": str(places.var)}
    argv = [sys.executable, "-P", "-m", "api.cli", "supervise", "--host", host, "--port", str(port)]
    argv.append("--simulate" if simulate else "--no-simulate")
    process = spawn(argv, log, env=environment)
    url = web_url(host, port)
    with step("Khởi động máy chủ", f"starting the server at {url}"):
        who = Identity.of(process.pid)
        if who is None or not wait_healthy(url, lambda: process.poll() is None, HEALTH_S + 30):
            _give_up(places, process, who)
            said = [line for line in tail(log, 20) if line.startswith("dongha: ")]
            if said:
                raise Trouble.already(said[-1].removeprefix("dongha: "))
            raise Trouble("máy chủ không khởi động được", f"the server did not start: {reason(log)} (log: {log})")
    run = Running.load(places)
    if run is not None and run.private_broker:
        await_gate(places, lambda: process.poll() is None)
    if run is None or not run.alive:
        raise Trouble("máy chủ vừa dừng", f"the server ended right after its start (log: {log})")
    return run


def _give_up(places: Places, process: subprocess.Popen[bytes], who: Identity | None) -> None:
    if who:
        stop(who, patience_s=60, reap=process.poll)
    left = Running.load(places)
    if left and not left.alive:
        clear(places, left)


def _already(places: Places, run: Running, wish: Wish) -> None:
    moved = (wish.host or run.host) != run.host or (wish.port or run.port) != run.port
    if moved or (wish.mqtt_port or House.of(places).mqtts_port) != House.of(places).mqtts_port:
        raise Trouble(
            f"đang chạy tại {run.url}; hãy ./dongha down trước",
            f"it already runs at {run.url}: ./dongha down first, then up with the other address",
        )
    if not wait_healthy(run.url, lambda: run.alive):
        raise Trouble(
            f"đang chạy tại {run.url} nhưng không trả lời",
            f"it runs at {run.url} but does not answer: ./dongha down, then up again (logs in var/log)",
        )
    say(f"Đang chạy tại {run.url}", f"already running at {run.url}")


def need_port(host: str, port: int) -> None:
    """Trouble when nobody can listen there: taken (by whom, if that can be known), forbidden or not of this machine."""
    try:
        free = port_is_free(host, port)
    except PermissionError as error:
        raise Trouble(
            f"không có quyền mở cổng {port}", f"port {port} needs root: choose one above 1023, e.g. --port {PORT}"
        ) from error
    except OSError as error:
        raise Trouble(
            f"máy này không có địa chỉ {host}",
            f"cannot listen on {host}:{port} ({error.strerror or error}): give --host 127.0.0.1 or 0.0.0.0",
        ) from error
    if not free:
        who = listener(port)
        raise Trouble(
            f"cổng {port} đã có chương trình khác dùng",
            f"port {port} is taken{f' by {who}' if who else ''}: stop that, or choose another: ./dongha up --port {port + 1}",
        )


def _given_mqtt(places: Places) -> str | None:
    url = os.environ.get("MQTT_URL", "").strip()
    return url if url and url != Broker(places, House.of(places)).url else None


def _welcome(places: Places, run: Running, seconds: float) -> None:
    say(f"Bản đồ   {run.url}/", f"the map ({seconds:.0f} s)")
    say(f"OGC API  {run.url}/ogc", "for QGIS, GDAL and any OGC client")
    if run.private_broker:
        say(f"Thiết bị {run.host}:{House.of(places).mqtts_port}", "devices, MQTT over TLS; ./dongha device --help")
    if run.host not in (HOST, "localhost", "::1"):
        say(f"Mở cho mạng trên {run.host}:{run.port}", f"open to the network on {run.host}:{run.port}")


def _label(name: str) -> str:
    labels = {"web": "máy chủ web", "broker": "MQTT", "ingest": "thu nhận", "simulator": "mô phỏng"}
    return labels.get(name.partition("-")[0], name)


def _set_mqtt_port(places: Places, host: str, port: int) -> None:
    house = House.of(places)
    if port == house.mqtts_port:
        return
    if not port_is_free(host, port):
        who = listener(port)
        raise Trouble(
            f"cổng {port} đã có chương trình khác dùng",
            f"port {port} is taken{f' by {who}' if who else ''}: stop that, or choose another with --mqtt-port",
        )
    replace(house, mqtts_port=port).keep(places)


def _span(seconds: float) -> str:
    minutes = int(seconds // 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min {int(seconds) % 60} s"
