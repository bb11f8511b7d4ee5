"""What goes wrong between a device and the broker: late, twice, overtaken, garbled, and clocks that are wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from devices.simulator.chance import between, name, share

Fate = Literal["late", "twice", "overtaken", "garbled"]
_FATE, _DELAY, _CUT, _CLOCK = range(1001, 1005)
_DAY_S = 86_400.0


@dataclass(frozen=True, kw_only=True)
class Mischief:
    """How often (share of messages, of devices for `clock`) things go wrong."""

    late: float = 0.003
    twice: float = 0.003
    overtaken: float = 0.003
    garbled: float = 0.0005
    clock: float = 0.001

    def fate(self, seed: int, number: int) -> Fate | None:
        """What befalls the message of this number; None: nothing."""
        dice = share(seed, number, _FATE)
        odds: tuple[tuple[Fate, float], ...] = (
            ("late", self.late),
            ("twice", self.twice),
            ("overtaken", self.overtaken),
            ("garbled", self.garbled),
        )
        for fate, part in odds:
            if dice < part:
                return fate
            dice -= part
        return None

    def skew_s(self, seed: int, device: int) -> float:
        """By how many seconds a device's clock is wrong: mostly 0, else hours ahead or years behind."""
        dice = share(seed, device, _CLOCK)
        if dice >= self.clock:
            return 0.0
        return between(2 * 3600, 20 * 3600, device) if dice < self.clock / 2 else -between(300, 2000, device) * _DAY_S


NONE = Mischief(late=0, twice=0, overtaken=0, garbled=0, clock=0)
"""Nothing goes wrong."""


def scaled(rate: float) -> Mischief:
    """The usual mischief so many times as often; each kind at most one message in ten."""
    usual = Mischief()
    return Mischief(**{kind: min(0.1, odds * rate) for kind, odds in vars(usual).items()})


def delay_s(fate: Fate, interval_s: float, seed: int, number: int) -> float:
    """How long a message is held back: minutes to an hour when late, past the next one when overtaken."""
    if fate == "late":
        return between(30, 3600, seed, number, _DELAY)
    if fate == "overtaken":
        return 1.2 * interval_s
    return between(0.2, 20, seed, number, _DELAY)


def garbled(payload: bytes, seed: int, number: int) -> bytes:
    """The payload as a bad line leaves it: cut off, or with a byte changed."""
    place = int(share(seed, number, _CUT) * len(payload))
    if share(seed, number, name("cut")) < 0.5:
        return payload[:place]
    return payload[:place] + bytes([payload[place] ^ 0x15]) + payload[place + 1 :]
