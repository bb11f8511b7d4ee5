"""What `status` tells of the street: how the ingest does, and who waits outside the broker."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from api.cli.broker import Broker
from api.cli.console import say
from api.cli.places import House, Places, read_json
from api.cli.running import Running

GATE_S = 30.0
SOON_DAYS = 400
"""The authority's end is told so early, as every device must be given another."""
STALE_S = 30.0
"""An ingest that has not written its figures for so long does not work."""
_COUNTED = ("received", "stored", "repeated", "late", "rejected", "waiting")


def await_gate(places: Places, still: Callable[[], bool]) -> None:
    """Wait until devices are let in; says so when that takes too long, as the house works without them."""
    deadline = time.monotonic() + GATE_S
    broker = Broker(places, House.of(places))
    while still() and time.monotonic() < deadline:
        if broker.gate_open:
            return
        time.sleep(0.1)
    if still():
        log = places.log / "ingest.log"
        say("Thiết bị chưa được vào", f"devices are not let in yet: the ingest has not subscribed (log: {log})")


def tell(places: Places, run: Running) -> bool:
    """Print the figures of the ingest processes and where devices come in; whether all is well."""
    well = True
    count = sum(1 for name in run.children if name.partition("-")[0] == "ingest")
    for slot in range(count):
        figures = read_json(places.run / f"ingest-{slot}.json")
        well = _tell_ingest(slot, figures) and well
    if run.private_broker:
        broker = Broker(places, House.of(places), run.host)
        let_in = broker.gate_open
        say(
            f"thiết bị   {run.host}:{broker.house.mqtts_port}",
            f"MQTT over TLS, {'devices are let in' if let_in else 'devices are NOT let in: the ingest has not subscribed'}",
        )
        left = broker.certificates.days_left()
        if left < SOON_DAYS:
            say(f"chứng thư gốc MQTT còn {left} ngày", f"devices can trust the broker's authority for {left} more days")
        well = well and let_in
    return well


def _tell_ingest(slot: int, figures: dict[str, Any]) -> bool:
    age = time.time() - float(figures.get("at", 0))
    if age > STALE_S:
        say(f"thu nhận {slot} không báo số liệu", f"ingest {slot} has not told its figures for {STALE_S:.0f} s")
        return False
    away = [name for name in ("database", "broker") if figures.get(name) != "ok"]
    counted = [f"{int(figures.get(name, 0)):,} {name}" for name in _COUNTED]
    behind = f"{float(figures.get('lag_s') or 0):.1f} s behind"
    say(
        f"thu nhận {slot} {'thiếu ' + ', '.join(away) if away else 'bình thường'}",
        f"ingest {slot}: {', '.join(counted)}, {behind}{f'; WITHOUT {", ".join(away)}' if away else ''}",
    )
    return not away
