"""Commands on their way down: which codec writes one, and when it is sent again.

A command is `queued`, then `sent` until its device answers (`done`, `refused`, `failed`) or its time is over (`expired`).
Sending again is harmless: every message carries the command's id, and a device does it once.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple
from uuid import UUID

from devices.codecs import CODECS
from devices.codecs.order import Downlink, Order, Target, Unencodable

FIRST_WAIT: dict[str, dt.timedelta] = {"chirpstack": dt.timedelta(seconds=60)}
"""Protocol -> how long an answer is waited for at first: a radio that sleeps listens only after it has spoken."""

USUAL_WAIT = dt.timedelta(seconds=10)
LONGEST_WAIT = dt.timedelta(minutes=10)
LEAST_LEFT = dt.timedelta(seconds=1)
"""What has less time left is not sent any more."""


class Open(NamedTuple):
    """A command that has not ended, with the device that it is for; `key` is None when there is no such device any more."""

    fid: int
    id: UUID
    layer: str
    action: str
    value: float | None
    deadline: dt.datetime
    attempts: int
    tried_at: dt.datetime | None
    protocol: str | None
    key: str | None
    dev_eui: str | None
    application: str | None
    decoder: str | None


def wait(protocol: str, attempts: int) -> dt.timedelta:
    """How long after the last of `attempts` (1 and more) an answer is waited for: twice as long each time."""
    first = FIRST_WAIT.get(protocol, USUAL_WAIT)
    return min(first * 2 ** min(attempts - 1, 12), LONGEST_WAIT)


def due(command: Open, now: dt.datetime) -> bool:
    """Whether it is to be sent now."""
    if command.deadline - now < LEAST_LEFT:
        return False
    if command.tried_at is None or command.attempts == 0:
        return True
    return now - command.tried_at >= wait(command.protocol or "", command.attempts)


def downlink(command: Open) -> Downlink:
    """What is published for it; Unencodable when its device cannot be told."""
    if command.key is None or command.protocol not in CODECS:
        raise Unencodable("the device is not registered")
    target = Target(
        layer=command.layer,
        key=command.key,
        dev_eui=command.dev_eui,
        application=command.application,
        decoder=command.decoder,
    )
    order = Order(id=command.id, action=command.action, value=command.value, deadline=command.deadline)
    return CODECS[command.protocol].encode_command(target, order)
