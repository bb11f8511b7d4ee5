"""From what a device sent to readings of a layer: names, units, limits and code lists, by the layer's DeviceBinding."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal, NamedTuple

from devices.codecs import document
from devices.reading import BadPayload, Decoded, Raw, Reading, Value
from devices.units import converted
from layers.core.binding import DeviceBinding, Feed
from layers.core.declared import Declared, Property

Why = Literal["unknown_property", "type", "implausible", "code", "unit"]

_WHOLE = 2**53
"""Up to here a float holds every integer. Nothing greater is believed: sums of such values stay finite."""


class Implausible(NamedTuple):
    """A value that cannot be one of the property, and why."""

    property: str
    value: Value
    why: Why


class Bound(NamedTuple):
    """The readings of a message and the values that were refused; each value stands alone."""

    readings: list[Reading]
    implausible: list[Implausible]


class Binder:
    """Takes readings for one layer; make it once and keep it.

    A value is known by the property's own name, in its unit, and by the `source` of a feed, which is then converted. Where
    the message itself names a unit, that unit is what is converted from.
    """

    def __init__(self, declared: Declared, binding: DeviceBinding) -> None:
        self._by_name: dict[str, _Taken] = {}
        self._by_property: dict[str, _Taken] = {}
        fed = [p for p in declared.observed if p.name != "phenomenon_time"]
        for p in fed:
            self._by_property[p.name] = self._by_name[p.name] = _Taken(p, binding.feed(p.name), sent_as_source=False)
        for p in fed:
            feed = binding.feed(p.name)
            if feed.source is not None or (feed.scale, feed.offset) != (1.0, 0.0):
                self._by_name[feed.source or p.name] = _Taken(p, feed, sent_as_source=True)

    def bind(self, decoded: Decoded, observed: str | None = None) -> Bound:
        """The readings that `decoded` holds for the layer.

        `observed` names the property when the address tells it (a datastream): the value is in its unit then.
        """
        readings: list[Reading] = []
        implausible: list[Implausible] = []
        for raw in decoded.readings:
            name = raw.name if observed is None else observed
            taken = self._by_name.get(name) if observed is None else self._by_property.get(name)
            if taken is None:
                if decoded.strict:
                    implausible.append(Implausible(name, raw.value, "unknown_property"))
                continue
            value, why = taken.value(raw)
            if why is not None:
                implausible.append(Implausible(taken.property.name, raw.value, why))
            else:
                readings.append(Reading(taken.property.name, raw.time, value))
        return Bound(readings, implausible)


class _Taken:
    """One property and how its value is made of what was sent."""

    __slots__ = ("_codes", "_high", "_low", "_offset", "_open_high", "_open_low", "_pattern", "_scale", "property")

    def __init__(self, p: Property, feed: Feed, *, sent_as_source: bool) -> None:
        self.property = p
        self._scale, self._offset = (feed.scale, feed.offset) if sent_as_source else (1.0, 0.0)
        low, high = feed.plausible or (None, None)
        self._low = max((one for one in (p.ge, low) if one is not None), default=None)
        self._high = min((one for one in (p.le, high) if one is not None), default=None)
        self._open_low, self._open_high = p.gt, p.lt
        self._codes = frozenset(str(member.value) for member in p.codes) if p.codes else frozenset[str]()
        self._pattern = re.compile(p.pattern) if p.pattern else None

    def value(self, raw: Raw) -> tuple[Value, Why | None]:
        """The value of the property, or why it is none."""
        match self.property.kind:
            case "number" | "integer":
                return self._number(raw)
            case "boolean":
                return (bool(raw.value), None) if raw.value in (True, False) else (raw.value, "type")
            case "code":
                return (raw.value, None) if raw.value in self._codes else (raw.value, "code")
            case "datetime":
                return _moment(raw.value)
            case _:
                return self._text(raw.value)

    def _number(self, raw: Raw) -> tuple[Value, Why | None]:
        value = raw.value
        if isinstance(value, str | bool):
            return value, "type"
        if raw.unit is None:
            result: float | None = value * self._scale + self._offset
        else:
            result = converted(value, raw.unit, self.property.unit)
        if result is None:
            return value, "unit"
        if self.property.kind == "integer":
            if not abs(result) <= _WHOLE:
                return value, "implausible"
            result = float(round(result))
        return (result, None) if self._plausible(result) else (value, "implausible")

    def _plausible(self, value: float) -> bool:
        return (
            abs(value) <= _WHOLE
            and (self._low is None or value >= self._low)
            and (self._high is None or value <= self._high)
            and (self._open_low is None or value > self._open_low)
            and (self._open_high is None or value < self._open_high)
        )

    def _text(self, value: Value) -> tuple[Value, Why | None]:
        if not isinstance(value, str):
            return value, "type"
        longest = self.property.max_length
        if (longest is not None and len(value) > longest) or (self._pattern and not self._pattern.fullmatch(value)):
            return value, "implausible"
        return value, None


def _moment(value: Value) -> tuple[Value, Why | None]:
    """A time is sent as RFC 3339, or in milliseconds since 1970."""
    if isinstance(value, bool):
        return value, "type"
    try:
        if isinstance(value, str):
            at: dt.datetime = document.moment(value, "")
        else:
            at = document.epoch(value / 1000, "")
    except BadPayload:
        return value, "type"
    return at.isoformat().replace("+00:00", "Z"), None
