"""Bytes for a device."""

from __future__ import annotations

from typing import NamedTuple

from devices.reading import BadPayload


class Written(NamedTuple):
    """The FPort and the bytes of a downlink."""

    port: int
    data: bytes


def undecodable(vi: str, en: str) -> BadPayload:
    """The error of bytes that are not what the decoder reads."""
    return BadPayload("undecodable", vi, en)
