"""`python -m devices.simulator`: the street of the city in DATABASE_URL, over the broker in MQTT_URL.

MQTT_CA names the certificate of the broker's authority when the address is mqtts. See docs/simulator.md.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import signal
import sys
import threading
import time
from pathlib import Path

import psycopg

from devices.simulator import roster
from devices.simulator.chance import share
from devices.simulator.clock import SCENARIOS, Clock
from devices.simulator.edge import EdgeNode
from devices.simulator.line import BadAddress, Line
from devices.simulator.mischief import NONE, scaled
from devices.simulator.orders import FILTERS
from devices.simulator.street import Street
from devices.simulator.town import Device, Town

log = logging.getLogger("simulator")

SEED = 461
CONNECTIONS = 3
_TELL_EVERY_S = 60.0
_AGAIN_S = 5.0
_CHOICE = 1301


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m devices.simulator", description=__doc__, allow_abbrev=False)
    parser.add_argument("--rate", type=float, help="reports a second in total (the pace of the bindings)")
    parser.add_argument("--devices", type=int, help="how many of the registered devices (all)")
    parser.add_argument("--layer", action="append", default=[], help="only devices of this layer; may be repeated")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed, another chance")
    parser.add_argument("--duration", type=float, help="stop after so many seconds")
    parser.add_argument("--scenario", choices=sorted(SCENARIOS), help="replay what has been")
    parser.add_argument("--speed", type=float, default=1.0, help="how much faster than life")
    parser.add_argument(
        "--mischief", type=float, default=1.0, help="how many times the usual share goes wrong; 0: nothing"
    )
    parser.add_argument("--connections", type=int, default=CONNECTIONS, help="connections to the broker")
    parser.add_argument("--state", type=Path, help="folder of the edge node's file ($DONGHA_VAR/simulator)")
    return parser.parse_args(arguments)


def chosen(devices: list[Device], count: int | None, seed: int) -> list[Device]:
    """So many of the devices, drawn evenly over all kinds; all when there are no more."""
    if count is None or count >= len(devices):
        return devices
    drawn = sorted(devices, key=lambda device: share(seed, device.number, _CHOICE))[:count]
    kept = {id(device) for device in drawn}
    return [device for device in devices if id(device) in kept]


def main(arguments: list[str] | None = None) -> int:
    """Run until told to stop; 2 when an address is missing or wrong."""
    wish = options(arguments)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(name)s %(message)s")
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stopping.set())
    database_url, mqtt_url = os.environ.get("DATABASE_URL"), os.environ.get("MQTT_URL")
    if not database_url or not mqtt_url:
        log.error("DATABASE_URL và MQTT_URL chưa đặt / are not set: run ./dongha simulate")
        return 2
    devices = _registered(database_url, wish.layer, stopping)
    if stopping.is_set():
        return 0
    scenario = SCENARIOS.get(wish.scenario or "")
    town = Town(
        chosen(devices, wish.devices, wish.seed),
        seed=wish.seed,
        flood=scenario.flood if scenario else None,
        bindings=roster.bindings(),
        clock=Clock(began=time.time(), speed=wish.speed, scenario=scenario),
    )
    if not town.devices:
        log.error("không có thiết bị nào / no device is registered: ./dongha device --help")
        return 1
    try:
        return _run(town, wish, mqtt_url, stopping)
    except BadAddress as error:
        log.error("%s", error)
        return 2


def _run(town: Town, wish: argparse.Namespace, mqtt_url: str, stopping: threading.Event) -> int:
    secure = mqtt_url.startswith("mqtts:")
    count = 1 if secure else max(1, wish.connections)
    own = f"simulator-{random.SystemRandom().randrange(16**6):06x}"
    ca = os.environ.get("MQTT_CA") or None
    streets: list[Street] = []

    def heard(topic: str, payload: bytes) -> None:
        for street in streets:
            street.hear(topic, payload)

    lines = [Line(mqtt_url, f"{own}-{n}", ca=ca, heard=heard if n == 0 else None) for n in range(count)]
    folder = wish.state or Path(os.environ.get("DONGHA_VAR") or "var") / "simulator"
    edge = EdgeNode(folder / "edge.sqlite", lines[-1])
    mischief = scaled(wish.mischief) if wish.mischief > 0 else NONE
    street = Street(town, lines, edge=edge, mischief=mischief, rate=wish.rate)
    streets.append(street)
    log.info(
        "%d thiết bị / devices%s", len(town.devices), f", {wish.scenario} x{wish.speed:g}" if wish.scenario else ""
    )
    for number, line in enumerate(lines):
        line.open(*(FILTERS if number == 0 else ()))
    edge.open()
    teller = threading.Thread(target=_tell, args=(street, lines, edge, stopping), daemon=True)
    teller.start()
    try:
        street.run(stopping, until=time.time() + wish.duration if wish.duration else None)
    finally:
        stopping.set()
        _settle(lines)
        edge.close()
        for line in lines:
            line.close()
        log.info("%s", _told(street, lines, edge))
    return 0


def _registered(url: str, only: list[str], stopping: threading.Event) -> list[Device]:
    """The devices, as soon as the database can be asked."""
    while not stopping.is_set():
        try:
            return roster.read(url, only)
        except psycopg.OperationalError as error:
            log.warning("CSDL chưa trả lời / the database does not answer: %s", str(error).strip().splitlines()[-1])
            stopping.wait(_AGAIN_S)
    return []


def _settle(lines: list[Line], patience_s: float = 3.0) -> None:
    """Give the broker a moment to confirm what is under way."""
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline and any(line.is_open and line.waiting for line in lines):
        time.sleep(0.02)


def _tell(street: Street, lines: list[Line], edge: EdgeNode, stopping: threading.Event) -> None:
    while not stopping.wait(_TELL_EVERY_S):
        log.info("%s", _told(street, lines, edge))


def _told(street: Street, lines: list[Line], edge: EdgeNode) -> str:
    """One line on how it goes."""
    count = street.count
    return (
        f"messages {count.messages} readings {count.readings} confirmed {sum(line.confirmed for line in lines)}"
        f" refused {sum(line.refused for line in lines)} untaken {sum(line.untaken for line in lines)}"
        f" waiting {sum(line.waiting for line in lines)} mischief {count.mischief} unheard {count.unheard}"
        f" orders {count.orders} answers {count.answers} edge {edge.waiting} edge-refused {edge.refused}"
        f" behind {count.behind_s:.1f} s"
    )


if __name__ == "__main__":
    sys.exit(main())
