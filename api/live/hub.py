"""Hands the news of the change log to everybody who listens: merged for a moment, written once, told to many."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from api.auth.identity import Identity
from api.feed import Batch, Change, Feed
from api.live.asked import Asked
from api.live.listener import Listener, event
from api.live.news import Bulletin, bulletin
from api.live.stopping import on_stop
from api.live.telling import Moment
from api.position import Position
from api.scope import sources, tells_state
from api.working import Working
from layers.core.declared import Declared
from layers.core.errors import Busy, DonghaError, TooManyListeners

MOMENT_SECONDS = 0.2
"""A listener hears at most one message in this time."""

BEAT_SECONDS = 15.0
MOST_MISSED = 5_000
"""Changes that are told to a listener who comes back; who has missed more reads everything again."""

LIFE_SECONDS = 900.0
"""How long a stream of somebody who has logged in lasts before it must be opened again, and the session shown again."""

_GROUPS_AT_ONCE = 100
_EARLY_SECONDS = 0.03
_LATE_SECONDS = 0.06
_CATCH_UP_SECONDS = 5.0
_MOST_WAITING = 20_000
_log = logging.getLogger(__name__)


class Hub:
    """All listeners of this process, in groups of those who ask alike, and what is waiting to be told to them."""

    def __init__(self, feed: Feed, working: Working, layers: Iterable[Declared], most: int) -> None:
        self._feed = feed
        self._working = working
        self._most = most
        self._layers = {layer.name: layer for layer in layers}
        self._readers: dict[str, tuple[str, ...]] = {}
        self._state_readers: dict[str, tuple[str, ...]] = {}
        for layer in self._layers.values():
            for table in sources(layer):
                self._readers[table] = (*self._readers.get(table, ()), layer.name)
                if tells_state(layer, table):
                    self._state_readers[table] = (*self._state_readers.get(table, ()), layer.name)
        self._groups: dict[Asked, set[Listener]] = {}
        self._count = 0
        self._closed = False
        self._waiting: list[Change] = []
        # Batches that were heard and that have been told, and where the last of each stood.
        self._heard = self._told = 0
        self._heard_to: Position | None = None
        self._told_to: Position | None = None
        self._told_at = 0.0
        self._due = asyncio.Event()
        # Held while a moment is told: who joins between two moments hears each of them wholly or not at all.
        self._turn = asyncio.Condition()
        self._timer: asyncio.TimerHandle | None = None

    @property
    def position(self) -> Position:
        """Up to where everybody has been told; Busy before the log was read for the first time."""
        position = self._feed.position if self._told == self._heard else self._told_to
        if position is None:
            raise Busy()
        return position

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Follow the feed until the block is left; then every stream ends."""
        leave = self._feed.subscribe(self._hear)
        tasks = [asyncio.create_task(self._tell(), name="live"), asyncio.create_task(self._beat(), name="live beat")]
        try:
            with on_stop(self.close):
                yield
        finally:
            leave()
            self.close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def close(self) -> None:
        """End every stream, and begin no other."""
        self._closed = True
        for listeners in self._groups.values():
            for listener in listeners:
                listener.close()

    @asynccontextmanager
    async def listening(self, asked: Asked, identity: Identity | None, since: str | None) -> AsyncIterator[Listener]:
        """A listener while the block runs; `since` is the cursor from which it wants to go on.

        TooManyListeners when there is no room; Busy when the log cannot be read.
        """
        if self._closed:
            raise Busy()
        if self._count >= self._most:
            raise TooManyListeners()
        self._count += 1
        listener = Listener(identity)
        try:
            if since is None:
                position = self._join(asked, listener)
            else:
                async with self._caught_up():
                    position = self._join(asked, listener)
            listener.first(await self._greeting(asked, identity, since, position))
            yield listener
        finally:
            self._count -= 1
            listeners = self._groups.get(asked, set())
            listeners.discard(listener)
            if not listeners:
                self._groups.pop(asked, None)

    def _join(self, asked: Asked, listener: Listener) -> Position:
        """Have a listener told whatever is told after this call; gives where it stands."""
        position = self.position
        self._groups.setdefault(asked, set()).add(listener)
        return position

    @asynccontextmanager
    async def _caught_up(self) -> AsyncIterator[None]:
        """Between two moments, when everything that anybody may have been told by another process has been told here."""
        async with contextlib.AsyncExitStack() as stack:
            try:
                async with asyncio.timeout(_CATCH_UP_SECONDS):
                    await self._feed.caught_up()
                    wanted = self._heard
                    await stack.enter_async_context(self._turn)
                    await self._turn.wait_for(lambda: self._told >= wanted)
            except TimeoutError:
                raise Busy() from None
            yield

    async def _greeting(self, asked: Asked, identity: Identity | None, since: str | None, position: Position) -> bytes:
        """The first event, and what was missed since a cursor."""
        if since is None:
            return event("hello", position, b"{}")
        before = Position.parse(since)
        changes = None
        if before is not None and before.epoch == position.epoch:
            heard = frozenset(layer for layer, _ in asked.eyes)
            changes = await self._feed.missed(before, position, MOST_MISSED, heard)
        if before is None or changes is None:
            return event("hello", position, b"{}") + event("reload", position, b"{}")
        moment = Moment(bulletin(changes, self._concerned), position)
        await moment.look(self._working, self._layers, {asked: [identity]})
        message = moment.message(asked).events
        return event("hello", before if message else position, b"{}") + message

    def _concerned(self, change: Change) -> tuple[str, ...]:
        """The layers in which a change may be seen."""
        readers = self._state_readers if change.operation == "state" else self._readers
        return readers.get(change.layer, ())

    def _hear(self, batch: Batch) -> None:
        if not self._groups and self._told == self._heard:
            return
        if self._told == self._heard:
            self._told_to = batch.since
        self._heard += 1
        self._heard_to = batch.position
        self._waiting += batch.changes
        if len(self._waiting) > _MOST_WAITING:
            kinds = {(one.layer, "state" if one.operation == "state" else "many") for one in self._waiting}
            self._waiting = [Change(layer, operation) for layer, operation in kinds]
        loop = asyncio.get_running_loop()
        left = self._told_at + MOMENT_SECONDS - loop.time()
        if left <= _EARLY_SECONDS:
            self._due.set()
        elif self._timer is None:
            # The next batch may come a little later than the moment ends; it had better go out with this one.
            self._timer = loop.call_later(left + _LATE_SECONDS, self._due.set)

    async def _tell(self) -> None:
        while True:
            await self._due.wait()
            self._due.clear()
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            async with self._turn:
                await self._tell_moment()
                self._turn.notify_all()

    async def _tell_moment(self) -> None:
        """Tell what waits."""
        changes, heard, position = self._waiting, self._heard, self._heard_to
        self._waiting = []
        self._told_at = asyncio.get_running_loop().time()
        if changes and position is not None:
            try:
                await self._deliver(bulletin(changes, self._concerned), position)
            except Exception:  # noqa: BLE001 - whatever it is, nobody may go on with what was not told
                _log.exception("what has changed could not be told")
                for listener in [one for group in self._groups.values() for one in group]:
                    listener.give(event("reload", position, b"{}"), position)
        self._told, self._told_to = heard, position

    async def _deliver(self, now: Bulletin, position: Position) -> None:
        groups = list(self._groups.items())
        moment = Moment(now, position)
        people = {asked: [one.identity for one in listeners] for asked, listeners in groups}
        await moment.look(self._working, self._layers, people)
        for number, (asked, listeners) in enumerate(groups):
            message = moment.message(asked)
            if message.events:
                for listener in listeners:
                    listener.give(message.events, position, message.only_states)
            if number % _GROUPS_AT_ONCE == _GROUPS_AT_ONCE - 1:
                await asyncio.sleep(0)

    async def _beat(self) -> None:
        """Tell who has heard nothing that the stream is alive and where it stands, and end streams of those who must go."""
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            listeners = [listener for group in self._groups.values() for listener in group]
            await self._part(listeners)
            if self._feed.position is None or not listeners:
                continue
            beat = event("beat", self.position, b"{}")
            for listener in listeners:
                if listener.idle:
                    listener.give(beat, self.position)
                listener.idle = True

    async def _part(self, listeners: list[Listener]) -> None:
        """End the streams of accounts that have changed, and old ones of all accounts: who comes back is asked again."""
        known = [listener for listener in listeners if listener.identity is not None]
        if not known:
            return
        with contextlib.suppress(DonghaError):
            async with self._working.service() as connection:
                rows = await connection.fetch(
                    "SELECT name, stamp FROM auth.accounts WHERE active AND name = ANY ($1::text[])",
                    list({listener.identity.name for listener in known if listener.identity}),
                )
            stamps = {row["name"]: row["stamp"] for row in rows}
            for listener in known:
                identity = listener.identity
                if identity and (stamps.get(identity.name) != identity.stamp or listener.age > LIFE_SECONDS):
                    listener.close()
