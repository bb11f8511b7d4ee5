"""Finished tiles in memory: fresh or not, one maker, bounded by bytes."""

import asyncio
import gzip

import pytest

from api.tiles.cache import Tile, TileCache


def tile(version: int, size: int = 100) -> Tile:
    return Tile(b"x" * size, version, b'W/"a"')


async def made(cache: TileCache, key: str, version: int, size: int = 100) -> Tile:
    async def make() -> Tile:
        return tile(version, size)

    return await cache.made(key, version, make)


async def test_a_tile_is_fresh_until_its_layers_have_a_higher_version() -> None:
    cache = TileCache(100_000)
    kept = await made(cache, "a", 5)
    assert cache.fresh("a", 4) is kept
    assert cache.fresh("a", 5) is kept
    assert cache.fresh("a", 6) is None
    assert cache.fresh("b", 0) is None


async def test_many_who_ask_at_once_get_the_one_tile_that_is_made() -> None:
    cache = TileCache(100_000)
    makers = 0
    started = asyncio.Event()
    go_on = asyncio.Event()

    async def make() -> Tile:
        nonlocal makers
        makers += 1
        started.set()
        await go_on.wait()
        return tile(1)

    asked = [asyncio.create_task(cache.made("a", 1, make)) for _ in range(20)]
    await started.wait()
    go_on.set()
    answers = await asyncio.gather(*asked)
    assert makers == 1
    assert all(answer is answers[0] for answer in answers)


async def test_who_needs_a_newer_tile_than_the_one_being_made_gets_a_newer_one() -> None:
    cache = TileCache(100_000)
    versions = iter((1, 2))
    go_on = asyncio.Event()

    async def make() -> Tile:
        version = next(versions)
        await go_on.wait()
        return tile(version)

    first = asyncio.create_task(cache.made("a", 1, make))
    await asyncio.sleep(0)
    second = asyncio.create_task(cache.made("a", 2, make))
    await asyncio.sleep(0)
    go_on.set()
    assert (await first).version == 1
    assert (await second).version == 2


async def test_a_failure_is_told_and_not_kept() -> None:
    cache = TileCache(100_000)

    async def fail() -> Tile:
        raise LookupError("away")

    with pytest.raises(LookupError):
        await cache.made("a", 1, fail)
    assert (await made(cache, "a", 1)).version == 1


async def test_the_tiles_used_last_are_kept_within_the_bound() -> None:
    cache = TileCache(30_000)
    for key in "abcdef":
        await made(cache, key, 1, size=5_000)
        cache.fresh("a", 1)
    assert cache.size <= 30_000
    assert cache.fresh("a", 1) is not None
    assert cache.fresh("f", 1) is not None
    assert cache.fresh("b", 1) is None
    await made(cache, "huge", 1, size=100_000)
    assert cache.fresh("huge", 1) is None
    assert cache.fresh("f", 1) is not None


async def test_a_tile_made_again_takes_the_place_of_the_old_one() -> None:
    cache = TileCache(100_000)
    await made(cache, "a", 1)
    size = cache.size
    await made(cache, "a", 2)
    assert cache.size == size


@pytest.mark.parametrize("size", [0, 10, 1_000, 200_000])
async def test_the_gzipped_form_is_the_same_tile(size: int) -> None:
    body = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    tile = Tile(body, 1, b'W/"a"')
    headers, packed = await tile.packed()
    compressed = dict(headers).get(b"content-encoding") == b"gzip"
    assert (gzip.decompress(packed) if compressed else packed) == body
    assert compressed == (size >= 256)
    assert dict(headers).get(b"content-length", b"0") == str(len(packed)).encode()
    assert len(body) + len(packed) <= tile.size
    assert await tile.packed() == (headers, packed)
