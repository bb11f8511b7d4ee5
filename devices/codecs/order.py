"""A command on its way to a device."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID


class Unencodable(ValueError):
    """A command that cannot be written for its device; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The device that is told: where it listens. `application` is that of ChirpStack, `decoder` the writer of its data."""

    layer: str
    key: str
    dev_eui: str | None = None
    application: str | None = None
    decoder: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What it is told: the command's id, which an answer repeats, the action with its number, and until when it counts."""

    id: UUID
    action: str
    value: float | None
    deadline: dt.datetime


class Downlink(NamedTuple):
    """What is published where."""

    topic: str
    payload: bytes
