"""What devices do with commands: most do as they are told, some refuse, some never answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import orjson

from devices.simulator.chance import between, name, share
from devices.simulator.town import Device

FILTERS = ("dongha/+/+/command", "application/+/device/+/command/down")
"""Where commands come down."""
_DICE, _DELAY = 1101, 1102


class Order(NamedTuple):
    """A command that has come to a device."""

    device: Device
    command: str
    action: str
    value: float | None


class Reply(NamedTuple):
    """What a device is to answer, and after how many seconds."""

    outcome: Literal["done", "refused"]
    after_s: float


@dataclass(frozen=True, kw_only=True)
class Temper:
    """Shares of commands that are refused, that are never answered, and that are heard only the second time."""

    refused: float = 0.03
    never: float = 0.03
    deaf: float = 0.04


class Desk:
    """Knows the devices by their addresses and what each command was answered."""

    def __init__(self, devices: Iterable[Device], *, seed: int, temper: Temper | None = None) -> None:
        self._seed = seed
        self._temper = temper or Temper()
        self._by_topic: dict[tuple[str, str], Device] = {}
        self._by_eui: dict[str, Device] = {}
        self._times: dict[str, int] = {}
        for device in devices:
            self._by_topic[device.layer, device.key] = device
            if device.dev_eui:
                self._by_eui[device.dev_eui] = device

    def read(self, topic: str, payload: bytes) -> Order | None:
        """The order that a message is; None when it is none, or none of our devices."""
        parts = topic.split("/")
        device = (
            self._by_topic.get((parts[1], parts[2]))
            if parts[0] == "dongha" and len(parts) == 4
            else self._by_eui.get(parts[3].lower())
            if len(parts) == 6
            else None
        )
        try:
            said: Any = orjson.loads(payload)
            content = said.get("object", said)
            command, action, value = said.get("command") or said["id"], content["action"], content.get("value")
        except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError):
            return None
        return Order(device, str(command), str(action), value) if device else None

    def reply(self, order: Order) -> Reply | None:
        """What becomes of an order; the same command is answered alike each time it comes. None: silence."""
        key = name(order.command)
        times = self._times[order.command] = self._times.pop(order.command, 0) + 1
        if len(self._times) > 10_000:
            self._times.pop(next(iter(self._times)))
        dice = share(self._seed, key, _DICE)
        if dice < self._temper.never:
            return None
        dice -= self._temper.never
        if dice < self._temper.deaf and times == 1:
            return None
        outcome = "refused" if 0 <= dice - self._temper.deaf < self._temper.refused else "done"
        return Reply(outcome, between(0.3, 3.0, self._seed, key, _DELAY))
