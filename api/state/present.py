"""The present state of whole layers: never older than the question, and read again only where something has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from api.auth.identity import Identity
from api.database import Database
from api.feed import Feed
from api.position import Position
from api.scope import sources
from api.state.asked import Asked
from api.state.shelf import Answer, Shelf, Turns
from api.working import Reading, Working
from layers.core.declared import Declared
from layers.core.errors import SessionEnded
from layers.core.state_reads import present_statement
from layers.core.statement import Statement

SAME_SECONDS = 10.0
"""How long an answer stands when nothing changes: who goes on from its cursor is not to be told too much."""

type Key = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, what it was put together from, and where the log stood before it was read."""

    position: Position
    parts: Mapping[str, bytes]
    answer: Answer


class Present:
    """Reads present state for all who ask, and keeps the answers, at most `bound` bytes of them."""

    def __init__(self, feed: Feed, database: Database, working: Working, bound: int) -> None:
        self._feed = feed
        self._database = database
        self._working = working
        self._kept: Shelf[Key, Kept] = Shelf(bound)
        self._turns: Turns[Key, Answer] = Turns()

    async def answer(self, asked: Asked, identity: Identity | None) -> Answer:
        """`{"cursor","layers":{name: columns}}`; errors as `Working.transaction`, layer by layer.

        The cursor is where the log stood before: who listens from there on misses nothing.
        """
        reader = identity if asked.scope else None
        if asked.box is not None:
            position, _ = await self._feed.changed((), None)
            return Answer(_document(position, await self._read(asked, asked.layers, reader)))
        key = asked.scope, asked.names

        async def read() -> Answer:
            try:
                return await self._renewed(key, asked, reader)
            except SessionEnded as error:
                raise _EndedFor(reader) from error

        while True:
            try:
                return await self._turns.ask(key, read)
            except _EndedFor as ended:
                if ended.reader == reader:
                    raise SessionEnded from ended

    async def _renewed(self, key: Key, asked: Asked, reader: Identity | None) -> Answer:
        """The kept answer while it is true, else one in which what has changed was read again."""
        kept = self._kept.get(key)
        if kept is not None and kept.answer.age > SAME_SECONDS:
            kept = None
        tables = frozenset[str]().union(*map(sources, asked.layers))
        position, changed = await self._feed.changed(tables, kept.position if kept else None)
        anew = [layer for layer in asked.layers if kept is None or changed & sources(layer)]
        if kept is not None and not anew:
            return kept.answer
        parts = {**(kept.parts if kept else {}), **await self._read(asked, anew, reader)}
        answer = Answer(_document(position, {name: parts[name] for name in asked.names}))
        self._kept.put(key, Kept(position, parts, answer), 2 * answer.size)
        return answer

    async def _read(
        self, asked: Asked, layers: list[Declared] | tuple[Declared, ...], reader: Identity | None
    ) -> dict[str, bytes]:
        reads = Reading(self._working, reader) if reader else self._database
        found: dict[str, bytes] = {}
        for layer in layers:
            row = await reads.row(Statement(present_statement(layer, boxed=asked.box is not None), asked.box or ()))
            assert row is not None
            found[layer.name] = row["state"]
        return found


class _EndedFor(Exception):
    """Whose session has ended: others who wait for the same reading ask again."""

    def __init__(self, reader: Identity | None) -> None:
        super().__init__()
        self.reader = reader


def _document(position: Position, parts: Mapping[str, bytes]) -> bytes:
    return b'{"cursor":' + orjson.dumps(str(position)) + b',"layers":' + joined(parts) + b"}"


def joined(parts: Mapping[str, bytes]) -> bytes:
    """A JSON object of finished values."""
    return b"{" + b",".join(orjson.dumps(name) + b":" + part for name, part in parts.items()) + b"}"
