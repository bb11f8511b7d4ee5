"""Readers and writers of binary payloads: small radios send bytes whose meaning their maker lays down.

Adding a kind of device is one module with a class like these and its line in DECODERS.
"""

from __future__ import annotations

from typing import Protocol

from devices.decoders.cayenne import Cayenne
from devices.decoders.flood_point import FloodPoint
from devices.decoders.written import Written
from devices.reading import Value


class Decoder(Protocol):
    """One kind of payload."""

    def decode(self, data: bytes, port: int) -> dict[str, Value]:
        """Names and values, in the units of the properties they are named after; BadPayload when it is no such payload."""
        ...

    def encode(self, action: str, value: float | None) -> Written | None:
        """The bytes that tell a device to do something; None when this kind has none for it."""
        ...


DECODERS: dict[str, Decoder] = {
    "flood_point": FloodPoint(),
    "cayenne": Cayenne(),
}
"""What stands in `layers.devices.decoder` -> decoder."""
