"""Chance that repeats: the same keys give the same number on every machine and in every run."""

from __future__ import annotations

import math
from zlib import crc32

_MASK = 0xFFFFFFFFFFFFFFFF
_ODD = 0xBF58476D1CE4E5B9
_STEP = 0x9E3779B97F4A7C15


def name(text: str) -> int:
    """A number for a name, to be used as a key."""
    return crc32(text.encode())


def share(*keys: int) -> float:
    """A number from 0 to below 1 that belongs to these keys, evenly spread."""
    mixed = _STEP
    for key in keys:
        mixed = ((mixed ^ (key & _MASK)) + _STEP) * _ODD & _MASK
        mixed ^= mixed >> 29
    mixed = mixed * 0x94D049BB133111EB & _MASK
    return ((mixed ^ (mixed >> 31)) >> 11) / 9007199254740992.0


def between(low: float, high: float, *keys: int) -> float:
    """A number from `low` to `high` that belongs to these keys."""
    return low + (high - low) * share(*keys)


def smooth(epoch: float, period_s: float, *keys: int) -> float:
    """Noise from -1 to 1 that wanders without jumps: a new direction every `period_s` seconds."""
    place = epoch / period_s
    step = math.floor(place)
    part = (1 - math.cos(math.pi * (place - step))) / 2
    before, after = share(*keys, step), share(*keys, step + 1)
    return 2 * (before + (after - before) * part) - 1


def spell(
    epoch: float, slot_s: float, low_s: float, high_s: float, odds: float, *keys: int
) -> tuple[float, float] | None:
    """The spell that the slot of a moment holds: its begin and end in epoch seconds, or None.

    Time is cut into slots of `slot_s`; with odds `odds` a slot holds one spell of `low_s` to `high_s`, at any place in it.
    """
    slot = math.floor(epoch / slot_s)
    if share(*keys, slot, 1) >= odds:
        return None
    length = between(low_s, high_s, *keys, slot, 2)
    begin = slot * slot_s + (slot_s - length) * share(*keys, slot, 3)
    return begin, begin + length


def struck(epoch: float, slot_s: float, low_s: float, high_s: float, odds: float, *keys: int) -> bool:
    """Whether a moment lies in such a spell."""
    found = spell(epoch, slot_s, low_s, high_s, odds, *keys)
    return found is not None and found[0] <= epoch < found[1]
