"""What a map is told of present state: read once for all readers who see the same, written once for all who want the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

import orjson

from api.auth.identity import Identity
from api.feed import Box
from api.working import Working
from layers.core.declared import Declared
from layers.core.state_reads import PLACE, columns, present_of_statement

MOST_STATES = 5_000
"""Features whose state is told at once; of layers beyond that the state is to be read again."""


@dataclass(frozen=True, slots=True)
class States:
    """The present state of some features of one layer as some readers see it.

    `values` are columns of one length, `places` the boxes of the features (None: without a place).
    """

    values: dict[str, list[Any]]
    places: list[Box | None]
    _pieces: dict[Box | None, bytes] = field(default_factory=dict[Box | None, bytes])
    _written: dict[bytes, bytes] = field(default_factory=dict[bytes, bytes])

    def piece(self, box: Box | None) -> bytes:
        """The columns as JSON, of the features that meet `box` only; empty when there are none."""
        found = self._pieces.get(box)
        if found is None:
            found = self._pieces[box] = self._write(self._within(box))
        return found

    def _within(self, box: Box | None) -> bytes:
        """For each feature 1 when it is wanted, else 0."""
        if box is None:
            return b"\1" * len(self.places)
        west, south, east, north = box
        return bytes(
            place is not None and place[0] <= east and place[2] >= west and place[1] <= north and place[3] >= south
            for place in self.places
        )

    def _write(self, wanted: bytes) -> bytes:
        found = self._written.get(wanted)
        if found is None:
            chosen = {name: list(compress(column, wanted)) for name, column in self.values.items()}
            found = self._written[wanted] = orjson.dumps(chosen) if any(wanted) else b""
        return found


async def present(
    working: Working, identity: Identity | None, layers: Iterable[Declared], wanted: Mapping[str, Iterable[int]]
) -> dict[str, States]:
    """The present state of the features `wanted` of each of `layers`, as far as somebody sees them, in one transaction.

    Errors as `Working.transaction`.
    """
    found: dict[str, States] = {}
    async with working.transaction(identity, read_only=True) as connection:
        for layer in layers:
            rows = await connection.fetch(present_of_statement(layer), sorted(wanted[layer.name]))
            names = columns(layer)
            places: list[Box | None] = [
                None if row[PLACE[0]] is None else tuple(row[side] for side in PLACE) for row in rows
            ]
            found[layer.name] = States({name: [row[name] for row in rows] for name in names}, places)
    return found
