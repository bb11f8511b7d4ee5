"""Finished tiles in memory: one maker, bounded by bytes, and nothing kept that was begun before an eviction."""

import asyncio
import gzip
import random
from functools import partial

import pytest

from api.tiles.cache import Key, Tile, TileCache

COLS = range(4)


def key(col: int = 0, *layers: str, scope: str = "", level: int = 14) -> Key:
    return Key(scope, layers or ("roads",), "WebMercatorQuad", level, 7, col)


async def made(cache: TileCache, name: Key, body: bytes = b"x" * 100) -> Tile:
    async def make() -> Tile:
        return Tile(body)

    return await cache.made(name, make)


async def test_a_tile_is_kept_until_it_is_evicted() -> None:
    cache = TileCache(100_000)
    kept = await made(cache, key())
    assert cache.kept(key()) is kept
    assert cache.kept(key(1)) is None
    cache.evict([key(1)])
    assert cache.kept(key()) is kept
    cache.evict([key()])
    assert cache.kept(key()) is None
    assert cache.size == 0


async def test_many_who_ask_at_once_get_the_one_tile_that_is_made() -> None:
    cache = TileCache(100_000)
    makers = 0
    go_on = asyncio.Event()

    async def make() -> Tile:
        nonlocal makers
        makers += 1
        await go_on.wait()
        return Tile(b"a")

    asked = [asyncio.create_task(cache.made(key(), make)) for _ in range(20)]
    await asyncio.sleep(0)
    go_on.set()
    answers = await asyncio.gather(*asked)
    assert makers == 1
    assert all(answer is answers[0] for answer in answers)


async def test_who_asks_after_an_eviction_gets_a_tile_that_was_begun_after_it() -> None:
    cache = TileCache(100_000)
    go_on = [asyncio.Event(), asyncio.Event()]
    begun = iter(range(2))

    async def make() -> Tile:
        number = next(begun)
        await go_on[number].wait()
        return Tile(str(number).encode())

    before = asyncio.create_task(cache.made(key(), make))
    await asyncio.sleep(0)
    cache.evict(cache.near("WebMercatorQuad", 14, range(8), range(8)))
    after = asyncio.create_task(cache.made(key(), make))
    await asyncio.sleep(0)
    go_on[1].set()
    assert (await after).body == b"1"
    go_on[0].set()
    assert (await before).body == b"0"
    kept = cache.kept(key())
    assert kept is not None
    assert kept.body == b"1"


@pytest.mark.parametrize("seed", range(20))
async def test_what_was_begun_before_an_eviction_is_never_kept(seed: int) -> None:
    """A truth that changes, makers that take their time, readers at any moment: what is kept is always the truth."""
    chance = random.Random(seed)
    cache = TileCache(chance.choice((0, 20_000, 1_000_000)))
    truth = dict.fromkeys(COLS, 0)
    steps = 0

    def told(tile: Tile) -> int:
        return int(tile.body)

    async def make(col: int) -> Tile:
        for _ in range(chance.randrange(3)):
            await asyncio.sleep(0)
        read = truth[col]
        for _ in range(chance.randrange(6)):
            await asyncio.sleep(0)
        return Tile(str(read).encode())

    async def read() -> None:
        nonlocal steps
        for _ in range(200):
            col = chance.choice(COLS)
            at_least = truth[col]
            tile = cache.kept(key(col)) or await cache.made(key(col), partial(make, col))
            assert told(tile) >= at_least
            steps += 1
            if chance.random() < 0.3:
                await asyncio.sleep(0)

    async def edit() -> None:
        while steps < 1_500:
            col = chance.choice(COLS)
            truth[col] += 1
            cache.evict(cache.near("WebMercatorQuad", 14, range(7, 8), range(col, col + 1)))
            for kept in COLS:
                tile = cache.kept(key(kept))
                assert tile is None or told(tile) == truth[kept]
            await asyncio.sleep(0)

    await asyncio.gather(edit(), *(read() for _ in range(8)))


async def test_keys_are_found_by_where_they_lie() -> None:
    cache = TileCache(1_000_000)
    names = [key(col, layer, level=level) for col in (1, 2, 900) for layer in ("roads", "wards") for level in (14, 15)]
    for name in names:
        await made(cache, name)

    def near(level: int, rows: range, cols: range) -> set[Key]:
        return set(cache.near("WebMercatorQuad", level, rows, cols))

    assert near(14, range(7, 8), range(2, 3)) == {n for n in names if n.level == 14 and n.col == 2}
    assert near(14, range(10_000), range(10_000)) == {n for n in names if n.level == 14}
    assert near(14, range(8, 9), range(10_000)) == set()
    assert near(13, range(10_000), range(10_000)) == set()
    assert set(cache.levels()) == {("WebMercatorQuad", 14), ("WebMercatorQuad", 15)}
    cache.evict(names)
    assert cache.levels() == []


async def test_a_failure_is_told_and_not_kept() -> None:
    cache = TileCache(100_000)

    async def fail() -> Tile:
        raise LookupError("away")

    with pytest.raises(LookupError):
        await cache.made(key(), fail)
    assert cache.levels() == []
    assert (await made(cache, key(), b"a")).body == b"a"


async def test_the_tiles_used_last_are_kept_within_the_bound() -> None:
    cache = TileCache(30_000)
    for col in range(6):
        await made(cache, key(col), b"x" * 5_000)
        cache.kept(key(0))
    assert cache.size <= 30_000
    assert cache.kept(key(0)) is not None
    assert cache.kept(key(5)) is not None
    assert cache.kept(key(1)) is None
    assert set(cache.near("WebMercatorQuad", 14, range(8), range(8))) == {key(0), key(5)}
    await made(cache, key(7), b"x" * 100_000)
    assert cache.kept(key(7)) is None
    assert cache.kept(key(5)) is not None


async def test_the_etag_tells_the_content() -> None:
    cache = TileCache(100_000)
    first = await made(cache, key(), b"a")
    cache.evict([key()])
    same = await made(cache, key(), b"a")
    other = await made(cache, key(1), b"b")
    assert first.headers == same.headers
    assert first.opaque_tag != other.opaque_tag


@pytest.mark.parametrize("size", [0, 10, 1_000, 200_000])
async def test_the_gzipped_form_is_the_same_tile(size: int) -> None:
    body = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    tile = Tile(body)
    headers, packed = await tile.packed()
    compressed = dict(headers).get(b"content-encoding") == b"gzip"
    assert (gzip.decompress(packed) if compressed else packed) == body
    assert compressed == (size >= 256)
    assert dict(headers).get(b"content-length", b"0") == str(len(packed)).encode()
    assert len(body) + len(packed) <= tile.size
    assert await tile.packed() == (headers, packed)
