"""State at a moment of the past, and step by step, from the observations that are kept."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

from api.feed import Box
from api.state.asked import Asked, Span
from api.state.present import joined
from api.state.shelf import Answer, Shelf, Turns
from api.working import Working
from layers.core.errors import Busy, InvalidParameter
from layers.core.past_states import past_statement, replay_statement

SAME_SECONDS = 30.0
"""How long an answer about the past stands: what was late may still come in."""

MOST_BYTES = 24 * 1024 * 1024
"""The longest answer."""

_AT_ONCE = 2
_MOST_WAITING = 20
_LAYER_MS = 30_000
_TEN_MINUTES_ARE_SUMMED_AFTER = dt.timedelta(minutes=30)
_LONG_AGO = dt.timedelta(days=1)

type Key = tuple[tuple[str, ...], Box | None, dt.datetime | Span]


class Past:
    """Reads the past for all who ask, few at a time, and keeps the answers, at most `bound` bytes of them."""

    def __init__(self, working: Working, bound: int) -> None:
        self._working = working
        self._kept: Shelf[Key, Answer] = Shelf(bound)
        self._turns: Turns[Key, Answer] = Turns()
        self._moments = asyncio.Semaphore(_AT_ONCE)
        self._replays = asyncio.Semaphore(1)
        self._waiting = 0

    async def answer(self, asked: Asked, when: dt.datetime | Span) -> Answer:
        """`{"at","layers"}`, or `{"from","to","step","layers"}` for a span; times of the document in seconds since 1970.

        Nobody is asked for rights here: `asked` has told only layers of which the reader sees every row. InvalidParameter
        when the answer would be too long, TooSlow and Busy.
        """
        key = asked.names, asked.box, when

        async def read() -> Answer:
            kept = self._kept.get(key)
            if kept is not None and kept.age <= SAME_SECONDS:
                return kept
            made = Answer(await self._made(asked, when))
            self._kept.put(key, made, made.size)
            return made

        return await self._turns.ask(key, read)

    async def _made(self, asked: Asked, when: dt.datetime | Span) -> bytes:
        """The document, when its turn comes; Busy when too many wait."""
        if self._waiting >= _MOST_WAITING:
            raise Busy()
        self._waiting += 1
        try:
            if isinstance(when, Span):
                async with self._replays:
                    return await self._replayed(asked, when)
            async with self._moments:
                return await self._at(asked, when)
        finally:
            self._waiting -= 1

    async def _at(self, asked: Asked, when: dt.datetime) -> bytes:
        rolled = await self._is_rolled(when)
        statements = {
            layer.name: past_statement(layer, rolled=rolled, boxed=asked.box is not None) for layer in asked.layers
        }
        parts = await self._read(statements, (when, *(asked.box or ())))
        return b'{"at":%d,"layers":%b}' % (when.timestamp(), joined(parts))

    async def _replayed(self, asked: Asked, span: Span) -> bytes:
        rolled = await self._is_rolled(span.begin)
        observed_from = (
            dt.datetime.now(dt.UTC) - _TEN_MINUTES_ARE_SUMMED_AFTER if span.rolled else span.begin - _LONG_AGO
        )
        if span.rolled:
            observed_from -= dt.timedelta(seconds=observed_from.timestamp() % 600)
        boxed = asked.box is not None
        statements = {layer.name: replay_statement(layer, rolled=rolled, boxed=boxed) for layer in asked.layers}
        parts = await self._read(statements, (span.begin, span.end, span.step, observed_from, *(asked.box or ())))
        head = b'{"from":%d,"to":%d,"step":%d' % (span.begin.timestamp(), span.end.timestamp(), span.step)
        return head + b',"layers":' + joined(parts) + b"}"

    async def _is_rolled(self, moment: dt.datetime) -> bool:
        """Whether the observations of a moment are kept no longer, only their roll-up."""
        async with self._working.service() as connection:
            kept: Any = await connection.fetchval("SELECT raw FROM layers.observation_keeping")
        return moment - _LONG_AGO < dt.datetime.now(dt.UTC) - kept

    async def _read(self, statements: dict[str, str], values: tuple[Any, ...]) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for name, statement in statements.items():
            async with self._working.service() as connection, connection.transaction(readonly=True):
                await connection.execute(f"SET LOCAL statement_timeout = {_LAYER_MS}")
                part: Any = await connection.fetchval(statement, *values)
            found[name] = part
            if sum(map(len, found.values())) > MOST_BYTES:
                raise InvalidParameter(
                    name="layers",
                    value=",".join(statements),
                    expected_en="fewer layers, a smaller box or a longer step: the answer would be too long",
                    expected_vi="ít lớp hơn, khung nhỏ hơn hay bước dài hơn: câu trả lời sẽ quá dài",
                )
        return found
