"""The hub between two moments: a cursor promises nothing that was not told; who comes back is let in however much is told."""

from __future__ import annotations

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, cast

import pytest

from api.feed import Batch, Change, Feed
from api.live import hub as hubs
from api.live.asked import Asked
from api.live.hub import Hub
from api.live.telling import Moment
from api.position import Position
from api.working import Working
from layers.registry import LAYERS

LAMPS = Asked("", frozenset({"street_lamps"}), frozenset(), None)
TREES = Asked("", frozenset({"trees"}), frozenset(), None)


class Log:
    """A change log without a database: what is committed is in the next batch."""

    def __init__(self) -> None:
        self.lines: list[tuple[int, Change]] = []
        self.position = at(1)
        self._hear: Callable[[Batch], None] = lambda _: None

    def subscribe(self, hear: Callable[[Batch], None]) -> Callable[[], None]:
        self._hear = hear
        return lambda: None

    async def caught_up(self) -> None:
        await asyncio.sleep(0)

    async def missed(self, since: Position, until: Position, most: int, observed: object) -> list[Change]:
        return [change for number, change in self.lines if int(since.next) <= number < int(until.next)]

    def commit(self, layer: str = "street_lamps") -> int:
        """One more feature is there; gives its number."""
        before, number = self.position, int(self.position.next)
        change = Change(layer, "create", uuid.uuid4(), number, version=1, bbox=(0, 0, 1, 1))
        self.lines.append((number, change))
        self.position = at(number + 1)
        self._hear(Batch([change], self.position, before))
        return number


class Gate:
    """What is to be told is looked up for as long as the gate is closed."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.waiting = asyncio.Event()

    async def look(self, *_: object) -> None:
        self.waiting.set()
        await self.open.wait()


def at(number: int) -> Position:
    return Position("life", f"1:{number}:")


@pytest.fixture
def log() -> Log:
    return Log()


@pytest.fixture
async def hub(log: Log) -> AsyncIterator[Hub]:
    made = Hub(cast("Feed", log), cast("Working", None), [cls.declared for cls in LAYERS.values()], 100)
    async with made.running():
        yield made


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made = Gate()
    monkeypatch.setattr(Moment, "look", lambda _self, *given: made.look(*given))
    yield made
    made.open.set()


def numbers(message: bytes | None) -> list[int]:
    """The features of which a message tells."""
    return [int(part.split(b",")[0]) for part in (message or b"").split(b'"fid":')[1:]]


def cursor(message: bytes | None) -> str:
    return (message or b"").rpartition(b"\nid: ")[2].split(b"\n")[0].decode()


async def test_a_cursor_is_not_ahead_of_what_was_told(
    hub: Hub, log: Log, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hubs, "BEAT_SECONDS", 0.02)
    async with contextlib.AsyncExitStack() as stack:
        quiet = await stack.enter_async_context(hub.listening(LAMPS, None, None))
        stack.push_async_callback(stop, asyncio.create_task(hub._beat()))  # pyright: ignore[reportPrivateUsage]
        assert b"event: hello" in (await quiet.next() or b"")
        number = log.commit()
        await gate.waiting.wait()
        assert hub.position == at(number)
        said = await quiet.next() or b""
        assert b"event: beat" in said
        assert numbers(said) == []
        gone_with = cursor(said)
    gate.open.set()
    async with hub.listening(LAMPS, None, gone_with) as again:
        assert numbers(await again.next()) == [number]


async def test_what_was_heard_by_nobody_is_told_to_who_comes_back(hub: Hub, log: Log, gate: Gate) -> None:
    """The last listener goes while a moment is told; what is committed then is missed by nobody who comes back."""
    began = str(at(1))
    async with hub.listening(LAMPS, None, None):
        first = log.commit()
        await gate.waiting.wait()
    unheard = log.commit()
    async with hub.listening(TREES, None, None):
        late = log.commit()
        returning = hub.listening(LAMPS, None, began)
        entering = asyncio.create_task(returning.__aenter__())
        await asyncio.sleep(0.01)
        gate.open.set()
        again = await entering
        heard: list[int] = []
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(20):
                while set(heard) != {first, unheard, late}:
                    heard += numbers(await again.next())
        await returning.__aexit__(None, None, None)
    assert heard == [first, unheard, late]


async def test_who_comes_back_is_let_in_while_there_is_always_more_to_tell(
    hub: Hub, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hubs, "_CATCH_UP_SECONDS", 20.0)

    async def slow(*_: object) -> None:
        await asyncio.sleep(0.1)

    async def write() -> None:
        while True:
            log.commit()
            await asyncio.sleep(0.02)

    monkeypatch.setattr(Moment, "look", slow)
    async with hub.listening(LAMPS, None, None):
        writing = asyncio.create_task(write())
        try:
            await asyncio.sleep(0.5)
            since = str(hub.position)
            heard: list[int] = []
            async with hub.listening(LAMPS, None, since) as again:
                while len(heard) < 60:
                    heard += numbers(await again.next())
        finally:
            await stop(writing)
    first = int(since.split(":")[1])
    assert heard == list(range(first, first + len(heard)))


async def stop(task: asyncio.Task[Any]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
