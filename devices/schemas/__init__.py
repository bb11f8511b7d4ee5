"""JSON Schemas (2020-12) of the platform's own messages, as they are published."""

from __future__ import annotations

from functools import cache
from pathlib import Path

NAMES = ("state", "status", "answer", "command")
"""The kinds of message; each is the last level of its topic too."""


@cache
def schema(name: str) -> bytes:
    """The schema of one of NAMES, as it stands in its file."""
    return (Path(__file__).parent / f"{name}.json").read_bytes()
