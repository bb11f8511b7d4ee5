"""Codecs: what the bytes of a message say, by the standard they are written in.

A codec is pure functions: the same address, bytes and moment of arrival give the same answer, and whatever the bytes are,
nothing but BadPayload is raised.
"""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from devices.codecs.chirpstack import ChirpStack
from devices.codecs.dongha import Dongha
from devices.codecs.order import Downlink, Order, Target
from devices.codecs.senml import SenML
from devices.codecs.sensorthings import SensorThings
from devices.reading import Decoded
from devices.topics import Address


class Codec(Protocol):
    """One way in which devices speak."""

    def decode(self, address: Address, payload: bytes, arrived: dt.datetime, decoder: str | None = None) -> Decoded:
        """What `payload` says; BadPayload when it says nothing. `decoder` names the reader of binary data
        (`devices.decoders.DECODERS`) of the device.
        """
        ...

    def encode_command(self, target: Target, order: Order) -> Downlink:
        """Where and as what a command is published; Unencodable when the device cannot be told so."""
        ...


CODECS: dict[str, Codec] = {
    "dongha": Dongha(),
    "chirpstack": ChirpStack(),
    "sensorthings": SensorThings(),
    "senml": SenML(),
}
"""Protocol -> codec."""
