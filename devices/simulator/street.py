"""The street at work: every device reports when it is its turn, answers when it is told something, and things go wrong.

Readings carry the wall clock's time also in a replay: what is told is a past flood, when it is told is now.
Time comes from outside (`begin`, `step`), so that an hour of the street can be lived through in a moment.
"""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from devices.simulator.chance import name, share, struck
from devices.simulator.edge import EdgeNode
from devices.simulator.encoding import Health, Message, answer, messages, status
from devices.simulator.line import Line
from devices.simulator.mischief import Mischief, delay_s, garbled
from devices.simulator.models import kind_of, readings
from devices.simulator.moment import HOUR_S
from devices.simulator.orders import Desk, Order
from devices.simulator.radio import cell_pct, cell_v, link
from devices.simulator.town import Device, Told, Town
from devices.simulator.turns import Pace, Turns, phase

EDGE_LAYERS = frozenset({"farms", "irrigation_zones"})
"""Layers whose devices speak through the edge node of their farm."""
FIRST_WITHIN_S = 120.0
"""Every device is heard once within this time of the start, so that the map fills soon."""
NOTICED_WITHIN_S = 30.0
"""What a device shows is told within this time of its change, each at its own second: a dusk is no thunderclap."""
STATUS_EVERY_S = 6 * HOUR_S
_PAUSE_S, _WAIT_S = 0.02, 0.2
_AT_ONCE = 500
_HELD = 20_000
_PHASE, _FIRMWARE, _LINE_DOWN = range(1201, 1204)


@dataclass(kw_only=True)
class Count:
    """What has happened so far; `behind_s` is how late the schedule runs."""

    reports: int = 0
    messages: int = 0
    readings: int = 0
    unheard: int = 0
    mischief: int = 0
    orders: int = 0
    answers: int = 0
    behind_s: float = 0.0


class Street:
    """Runs the devices of a town over some connections, until it is stopped."""

    def __init__(
        self,
        town: Town,
        lines: Sequence[Line],
        *,
        edge: EdgeNode | None = None,
        mischief: Mischief | None = None,
        rate: float | None = None,
    ) -> None:
        self.count = Count()
        self.town = town
        self._lines, self._edge = lines, edge
        self._mischief = mischief or Mischief()
        self._desk = Desk(town.devices, seed=town.seed)
        self._came: SimpleQueue[tuple[str, bytes]] = SimpleQueue()
        self._interval = self._intervals(rate)
        self._watched = [device for device in town.devices if kind_of(device.layer).shown]
        self._seen: dict[int, object] = {}
        self._reports = self._glances = Turns((), 0, first_within_s=0)
        self._held: list[tuple[float, int, Device, Message]] = []
        self._replies: list[tuple[float, int, Order, str]] = []
        self._numbers = itertools.count()

    def hear(self, topic: str, payload: bytes) -> None:
        """Take what came down; any thread may call it."""
        self._came.put((topic, payload))

    def run(self, stopping: threading.Event, *, until: float | None = None) -> None:
        """Report turn by turn until stopped, until this second, or until the scenario is over."""

        def is_over(now: float) -> bool:
            return stopping.is_set() or self.town.clock.is_over(now) or (until is not None and now >= until)

        # What is said before the broker is there is lost, and its device would be silent for a whole interval.
        while not is_over(time.time()) and not all(line.is_open for line in self._lines):
            stopping.wait(_WAIT_S)
        self.begin(time.time())
        while not is_over(now := time.time()):
            next_at = self.step(now)
            stopping.wait(min(_WAIT_S, max(_PAUSE_S, next_at - time.time())))

    def begin(self, now: float) -> None:
        """Everybody is heard once soon, and then in its turn."""
        rank: Counter[str] = Counter()
        paces: list[Pace] = []
        for device in self.town.devices:
            paces.append(
                Pace(self._interval[device.layer], phase(rank[device.layer], share(name(device.layer), _PHASE)))
            )
            rank[device.layer] += 1
        self._reports = Turns(paces, now, first_within_s=FIRST_WITHIN_S)
        glances = [Pace(NOTICED_WITHIN_S, phase(number)) for number in range(len(self._watched))]
        self._glances = Turns(glances, now, first_within_s=NOTICED_WITHIN_S)

    def step(self, now: float) -> float:
        """Do what is due at this second; when something is due again."""
        self._listen(now)
        self._release(now)
        for place in itertools.islice(self._reports.due(now), _AT_ONCE):
            self.report(self.town.devices[place], now)
        for place in itertools.islice(self._glances.due(now), _AT_ONCE):
            self._glance(self._watched[place], now)
        self.count.behind_s = self._reports.behind_s
        return min(self._reports.next_at, self._glances.next_at)

    def _glance(self, device: Device, wall: float) -> None:
        """Let a device report that has changed since it was last asked."""
        shown = kind_of(device.layer).shown
        now = self.town.clock.moment(wall)
        if shown and device.number in self._seen and shown(device, now, self.town) != self._seen[device.number]:
            self.report(device, wall)

    def report(self, device: Device, wall: float) -> None:
        """Let a device say what it measures at this second."""
        now = self.town.clock.moment(wall)
        kind = kind_of(device.layer)
        if kind.shown:
            self._seen[device.number] = kind.shown(device, now, self.town)
        measured = readings(device, now, self.town)
        if not measured:
            return
        radio = link(device, now, self.town) if kind.radio else None
        if radio and not radio.heard:
            self.count.unheard += 1
            return
        time_told = wall + self._mischief.skew_s(self.town.seed, device.number)
        binding = self.town.bindings.get(device.layer)
        said = messages(device, time_told, measured, binding, Health(link=radio))
        self.count.reports += 1
        self.count.readings += len(measured)
        place = (wall + STATUS_EVERY_S * share(device.number, _FIRMWARE)) % STATUS_EVERY_S
        is_due = place < self._interval[device.layer]
        if is_due or (kind.radio and device.protocol != "chirpstack"):
            said += self._status(device, wall, radio is not None)
        for message in said:
            self._send(device, message, wall)

    def _status(self, device: Device, wall: float, has_radio: bool) -> list[Message]:
        now = self.town.clock.moment(wall)
        own = has_radio and device.layer not in ("flood_points", "rain_gauges", "flood_sirens")
        health = Health(
            link=link(device, now, self.town) if has_radio else None,
            battery_pct=cell_pct(device, now) if own else None,
            battery_v=cell_v(device, now) if own else None,
            firmware=f"1.{1 + int(4 * share(device.number, _FIRMWARE))}.{int(10 * share(device.number, _FIRMWARE, 1))}",
        )
        return [status(device, wall, health)]

    def _send(self, device: Device, message: Message, wall: float) -> None:
        """Send a message as it fares: at once, later, twice, or spoilt."""
        number = next(self._numbers)
        seed = self.town.seed
        fate = self._mischief.fate(seed, number)
        if fate:
            self.count.mischief += 1
        if fate in ("late", "twice", "overtaken") and len(self._held) < _HELD:
            later = wall + delay_s(fate, self._interval[device.layer], seed, number)
            heapq.heappush(self._held, (later, number, device, message))
            if fate != "twice":
                return
        if fate == "garbled":
            message = message._replace(payload=garbled(message.payload, seed, number))
        self._publish(device, message)

    def _publish(self, device: Device, message: Message) -> None:
        self.count.messages += 1
        if self._edge and device.layer in EDGE_LAYERS:
            self._edge.put(message)
        else:
            self._lines[device.number % len(self._lines)].publish(message)

    def _release(self, now: float) -> None:
        """Send what was held back and is due, and give the answers that are due."""
        while self._held and self._held[0][0] <= now:
            _, _, device, message = heapq.heappop(self._held)
            self._publish(device, message)
        while self._replies and self._replies[0][0] <= now:
            _, _, order, outcome = heapq.heappop(self._replies)
            self._do(order, outcome, now)
        if self._edge:
            self._edge.link_up = not struck(now, 6 * HOUR_S, 300, 2400, 0.5, self.town.seed, _LINE_DOWN)

    def _listen(self, now: float) -> None:
        """Read the commands that have come and decide what becomes of them."""
        while True:
            try:
                topic, payload = self._came.get_nowait()
            except Empty:
                return
            order = self._desk.read(topic, payload)
            reply = self._desk.reply(order) if order else None
            if order:
                self.count.orders += 1
            if order and reply:
                heapq.heappush(self._replies, (now + reply.after_s, next(self._numbers), order, reply.outcome))

    def _do(self, order: Order, outcome: str, wall: float) -> None:
        """Obey or refuse, say so, and tell at once what is different now."""
        if outcome == "done":
            lived = self.town.clock.moment(wall).epoch
            self.town.told[order.device.number] = Told(order.action, order.value, lived)
        self.count.answers += 1
        detail = None if outcome == "done" else "thiết bị từ chối / refused by the device"
        self._publish(order.device, answer(order.device, wall, order.command, outcome, detail))
        if outcome == "done":
            self.report(order.device, wall)
            for beside in self.town.beside(order.device)[:200]:
                self.report(beside, wall)

    def _intervals(self, rate: float | None) -> dict[str, float]:
        """Layer -> seconds between two reports of a device; scaled so that all of them make `rate` messages a second."""
        found: dict[str, float] = {}
        natural = 0.0
        for device in self.town.devices:
            if device.layer not in found:
                binding = self.town.bindings.get(device.layer)
                normal = binding.interval.total_seconds() if binding else 300.0
                found[device.layer] = self.town.clock.interval_s(device.layer, normal)
            natural += 1 / found[device.layer]
        if rate:
            found = {layer: every * natural / rate for layer, every in found.items()}
        return found
