"""What is asked of `/state`: of which layers, in which box, and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from api.auth.identity import Identity
from api.feed import Box
from api.live.asked import asked_box, asked_layers
from api.scope import role_of, scope_of
from layers.core.access import rows
from layers.core.declared import Declared
from layers.core.errors import InvalidDatetime, InvalidParameter
from layers.core.instants import moment, parse_instant
from layers.core.past_states import TEN_MINUTES

PARAMETERS = ("layers", "bbox", "at", "from", "to", "step", "lang")

MOST_STEPS = 300
"""Steps of one replay."""

MOST_RAW = dt.timedelta(hours=3)
"""The longest replay in steps of less than ten minutes, which reads every single observation."""

_LEAST_STEP = 10
_TEN_MINUTES = dt.timedelta(seconds=TEN_MINUTES)
_CLOCKS_APART = dt.timedelta(minutes=1)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Span:
    """From when to when, in steps of so many seconds."""

    begin: dt.datetime
    end: dt.datetime
    step: int

    @property
    def rolled(self) -> bool:
        """Whether the roll-up of ten minutes is fine enough."""
        return self.step >= TEN_MINUTES


@dataclass(frozen=True)
class Asked:
    """The layers of those asked for that have a state, as the reader sees them, and where (Web Mercator) and when.

    `when` None is now. `scope` names the readers who see the same rows.
    """

    scope: str
    layers: tuple[Declared, ...]
    box: Box | None
    when: dt.datetime | Span | None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the layers."""
        return tuple(layer.name for layer in self.layers)


def asked(given: Mapping[str, str], identity: Identity | None) -> Asked:
    """The values of the parameters.

    InvalidParameter, InvalidBbox, InvalidDatetime, and LoginNeeded or Forbidden for a layer that is not for this reader.
    Of the past only layers are told of which the reader sees every row: observations are not divided by rows.
    """
    layers = tuple(layer for layer in asked_layers(given.get("layers"), identity) if layer.observed)
    when = _when(given)
    if when is not None:
        role = role_of(identity)
        layers = tuple(layer for layer in layers if rows(layer, role, "read") is None)
    box = asked_box(given["bbox"]) if "bbox" in given else None
    return Asked(scope_of(identity, layers) if when is None else "", layers, box, when)


def _when(given: Mapping[str, str]) -> dt.datetime | Span | None:
    ranged = [name for name in ("from", "to", "step") if name in given]
    if not ranged:
        return _past("at", given["at"]) if "at" in given else None
    if "at" in given:
        raise InvalidParameter(
            name="at",
            value=given["at"],
            expected_en="either 'at', or 'from', 'to' and 'step'",
            expected_vi="hoặc 'at', hoặc 'from', 'to' và 'step'",
        )
    for name in ("from", "to", "step"):
        if name not in given:
            raise InvalidParameter(
                name=name,
                value="",
                expected_en="a value, as 'from', 'to' and 'step' go together",
                expected_vi="có giá trị, vì 'from', 'to' và 'step' đi cùng nhau",
            )
    return _span(_past("from", given["from"]), _past("to", given["to"]), given)


def _span(begin: dt.datetime, end: dt.datetime, given: Mapping[str, str]) -> Span:
    step = _step(given["step"])
    if step >= TEN_MINUTES:
        begin, end = _floored(begin), _floored(end)
    if end <= begin:
        raise InvalidParameter(
            name="to", value=given["to"], expected_en="a moment after 'from'", expected_vi="thời điểm sau 'from'"
        )
    if (end - begin) / dt.timedelta(seconds=step) > MOST_STEPS or (step < TEN_MINUTES and end - begin > MOST_RAW):
        hours = MOST_RAW // dt.timedelta(hours=1)
        raise InvalidParameter(
            name="step",
            value=given["step"],
            expected_en=f"at most {MOST_STEPS} steps, and below {TEN_MINUTES} seconds at most {hours} hours",
            expected_vi=f"nhiều nhất {MOST_STEPS} bước, dưới {TEN_MINUTES} giây thì nhiều nhất {hours} giờ",
        )
    return Span(begin, end, step)


def _step(text: str) -> int:
    """A divisor or a multiple of ten minutes."""
    seconds = int(text) if text.isascii() and text.isdigit() and len(text) <= 7 else 0
    if seconds < _LEAST_STEP or (seconds % TEN_MINUTES and TEN_MINUTES % seconds):
        raise InvalidParameter(
            name="step",
            value=text,
            expected_en=f"seconds from {_LEAST_STEP} on that divide {TEN_MINUTES}, or a multiple of {TEN_MINUTES}",
            expected_vi=f"số giây từ {_LEAST_STEP} là ước hay bội của {TEN_MINUTES}",
        )
    return seconds


def _past(name: str, text: str) -> dt.datetime:
    try:
        found = moment(parse_instant(text))
    except InvalidDatetime:
        found = None
    if found is None or not _EPOCH <= found <= dt.datetime.now(dt.UTC) + _CLOCKS_APART:
        raise InvalidParameter(
            name=name,
            value=text,
            expected_en="an RFC 3339 date or date-time of the past, since 1970",
            expected_vi="ngày hay ngày-giờ RFC 3339 trong quá khứ, từ 1970",
        )
    return found


def _floored(at: dt.datetime) -> dt.datetime:
    return at - (at - _EPOCH) % _TEN_MINUTES
