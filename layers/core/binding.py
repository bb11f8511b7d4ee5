"""How devices feed a layer: the words in which a layer says what its devices send and what they can be told.

Nothing here knows MQTT: topics are patterns, codecs are names that `devices.codecs` resolves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from layers.core.roles import Role
from layers.core.words import Text

NEVER = timedelta.max
"""`expire_after` of a value that stays true until another is heard (a meter reading, a day of emptying)."""

STATE_TOPIC = "dongha/{layer}/{key}/state"


@dataclass(frozen=True, kw_only=True)
class Feed:
    """One observed property that a device feeds.

    `source` is its name in the payload (None: the property's own). What is kept is `raw * scale + offset`, in the property's
    unit. A number outside `plausible` is rejected, though the property's own limits would let it in. A value that is older
    than `expire_after` (None: the binding's) is no longer shown.
    """

    property: str
    source: str | None = None
    scale: float = 1.0
    offset: float = 0.0
    plausible: tuple[float, float] | None = None
    expire_after: timedelta | None = None


@dataclass(frozen=True, kw_only=True)
class Ability:
    """Something that a device can be told: with a number between `ge` and `le` in `unit`, or without any (both None).

    `property` is the observed property that it changes, where one shows it: to the number that was given, or to the code
    `becomes`. `roles` are those who may command it, beside the administrator.
    """

    action: str
    title: Text
    roles: tuple[Role, ...]
    property: str | None = None
    becomes: str | None = None
    unit: str | None = None
    ge: float | None = None
    le: float | None = None

    def takes_value(self) -> bool:
        """Whether a number goes with it."""
        return self.ge is not None or self.le is not None


@dataclass(frozen=True, kw_only=True)
class DeviceBinding:
    """How the devices of a layer speak.

    `expire_after` is how long a value is taken for present after its moment, or the name of an edited property of the layer
    that holds it in seconds; `interval` how often a device normally reports; `main` the observed property that a chart
    shows first. `feeds` lists what differs from "every observed property under its own name, within its own limits".
    """

    main: str
    expire_after: timedelta | str
    interval: timedelta
    topic: str = STATE_TOPIC
    codec: str = "dongha"
    feeds: tuple[Feed, ...] = ()
    commands: tuple[Ability, ...] = ()

    def feed(self, name: str) -> Feed:
        """How the observed property `name` is fed."""
        return next((feed for feed in self.feeds if feed.property == name), Feed(property=name))
