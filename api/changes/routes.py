"""The route of sync: `/ogc/collections/{collection}/changes`, what has happened to a layer since a cursor.

A mirror asks without `since`, keeps the cursor it gets, downloads the layer, and from then on follows: whatever was written
meanwhile comes (perhaps once more) after that cursor.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import time
from collections.abc import Iterable, Mapping

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.address import origin
from api.changes.asked import Sight, sight
from api.changes.cursor import Cursor, scope_of
from api.changes.entries import Entry, entries, followed, instant
from api.changes.log import Window, position_now, window
from api.features.links import Place, place
from api.features.parameters import crs, parameters
from api.feed import Batch, Feed
from api.negotiation import header, language, media_type
from api.respond import respond
from api.working import Working, reader
from layers.core.crs import Crs
from layers.core.declaration import Language, Text
from layers.core.declared import Declared
from layers.core.errors import InvalidLimit, InvalidParameter, StartOver
from layers.core.roles import STAFF

DEFAULT_LIMIT = 1_000
MAX_LIMIT = 10_000
LONGEST_WAIT = 30

_ALLOWED = ("since", "limit", "crs", "wait", "f", "lang")
_FORMATS = {"json": ("application/json", "application/geo+json")}
_TITLES = {
    "self": Text(vi="Tài liệu này", en="This document"),
    "next": Text(vi="Những thay đổi sau đó", en="What changed after that"),
    "items": Text(vi="Toàn bộ lớp", en="The whole layer"),
    "collection": Text(vi="Lớp dữ liệu", en="The collection"),
}
_LOOK_AGAIN_SECONDS = 0.5
_MOST_WAITING = 200


def routes(layers: Mapping[str, Declared]) -> list[Route]:
    """The routes over `layers`. They need `app.state.working`, `database` and `feed`."""
    changes = _Changes(layers)
    return [Route("/ogc/collections/{collection}/changes", changes.changes, methods=["GET"])]


class _Changes:
    def __init__(self, layers: Mapping[str, Declared]) -> None:
        self._layers = layers
        self._waiting = 0

    async def changes(self, request: Request) -> Response:
        """GET and HEAD of what has changed."""
        at = sight(request, self._layers)
        given = parameters(request.scope["query_string"].decode("latin-1"), _ALLOWED)
        spoken = language(given.get("lang"), header(request, b"accept-language"))
        media_type(given.get("f"), None, _FORMATS)
        wanted = crs(given, "crs")
        limit = _limit(given["limit"]) if "limit" in given else DEFAULT_LIMIT
        patience = _wait(given["wait"]) if "wait" in given else 0.0
        path = f"/collections/{at.layer.name}/changes"
        here = place(f"{origin(request)}/ogc", path, request.scope["query_string"])
        scope = scope_of(at.role.value, *((at.identity.ward, at.identity.name) if at.identity else ()))
        working: Working = request.app.state.working
        if "since" not in given:
            async with working.service() as connection:
                epoch, horizon = await position_now(connection)
            body = _document(at, here, spoken, [], Cursor(epoch, horizon, 0, scope), more=False)
            return await respond(request, body, "application/json", language=spoken, cache="no-store")
        since = Cursor.read(given["since"])
        if since.scope != scope:
            raise StartOver
        seen, found = await self._after(request, at, since, limit, wanted, patience)
        reached = Cursor(seen.epoch, seen.txid, seen.seq, scope)
        body = _document(at, here, spoken, found, reached, more=seen.more)
        headers = {"Content-Crs": f"<{wanted.uri}>"}
        etag = _etag(here, spoken, at, found)
        return await respond(request, body, "application/json", etag=etag, language=spoken, headers=headers)

    async def _after(
        self, request: Request, at: Sight, since: Cursor, limit: int, wanted: Crs, patience: float
    ) -> tuple[Window, list[Entry]]:
        """What follows `since`; with patience, not before there is something or the time is over.

        Where many wait already, nobody else does.
        """
        working: Working = request.app.state.working
        feed: Feed = request.app.state.feed
        logs = followed(at.layer, at.role)
        txid, seq = since.txid, since.seq
        until = time.monotonic() + (patience if self._waiting < _MOST_WAITING else 0.0)
        heard = asyncio.Event()

        def hear(batch: Batch) -> None:
            if any(change.layer in logs for change in batch.changes):
                heard.set()

        leave = feed.subscribe(hear)
        self._waiting += 1
        try:
            while True:
                async with working.service() as connection:
                    seen = await window(connection, txid, seq, logs, limit)
                if seen.epoch != since.epoch or seen.lost:
                    raise StartOver
                found = await entries(working, reader(request), at.layer, at.role, seen.entries, wanted)
                left = until - time.monotonic()
                if found or seen.more or left <= 0:
                    return seen, found
                txid, seq = seen.txid, seen.seq
                if seen.entries:
                    heard.clear()
                # What is committed may still lie before the horizon of a transaction that writes elsewhere.
                await _until(heard, min(left, _LOOK_AGAIN_SECONDS) if heard.is_set() else left)
        finally:
            self._waiting -= 1
            leave()


async def _until(heard: asyncio.Event, seconds: float) -> None:
    if heard.is_set():
        await asyncio.sleep(seconds)
        return
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(heard.wait(), seconds)


def _document(
    at: Sight, here: Place, spoken: Language, found: Iterable[Entry], reached: Cursor, *, more: bool
) -> bytes:
    staff = at.role in STAFF
    told = [_told(entry, staff=staff) for entry in found]
    collection = f"{here.base}/collections/{at.layer.name}"
    links = [
        _link("self", here.address, spoken),
        _link("next", _onward(here, reached), spoken),
        _link("items", f"{collection}/items", spoken, "application/geo+json"),
        _link("collection", collection, spoken),
    ]
    return b"".join(
        (
            b'{"type":"FeatureChanges","layer":',
            orjson.dumps(at.layer.name),
            b',"changes":[',
            b",".join(told),
            b'],"cursor":',
            orjson.dumps(str(reached)),
            f',"more":{"true" if more else "false"},"numberReturned":{len(told)}'.encode(),
            time.strftime(',"timeStamp":"%Y-%m-%dT%H:%M:%SZ","links":', time.gmtime()).encode(),
            orjson.dumps(links),
            b"}",
        )
    )


def _onward(here: Place, reached: Cursor) -> str:
    """The address of what follows, with the same wishes."""
    kept = [part for part in here.query.split("&") if part and part.partition("=")[0] != "since"]
    return f"{here.base}{here.path}?{'&'.join([*kept, f'since={reached}'])}"


def _told(entry: Entry, *, staff: bool) -> bytes:
    said = {
        "operation": entry.operation,
        "id": str(entry.said.feature),
        "version": entry.version,
        "at": instant(entry.said.at),
    }
    if staff:
        said |= {"actor": entry.said.actor, "client": entry.said.client}
    text = orjson.dumps(said)
    return text if entry.feature is None else b"".join((text[:-1], b',"feature":', entry.feature, b"}"))


def _etag(here: Place, spoken: Language, at: Sight, found: Iterable[Entry]) -> str:
    """Of what is told, not of the cursor: who is told nothing new may as well go on from the old one."""
    made = hashlib.blake2b(f"{here.address}\n{spoken}\n{at.role in STAFF}".encode(), digest_size=8)
    for entry in found:
        made.update(b"\n" + _told(entry, staff=True))
    return f'W/"{made.hexdigest()}"'


def _link(rel: str, href: str, spoken: Language, media: str = "application/json") -> dict[str, str]:
    return {"rel": rel, "href": href, "type": media, "title": _TITLES[rel].to(spoken)}


def _limit(text: str) -> int:
    """From 1; more than the largest page gives the largest page, as for items."""
    if not (text.isascii() and text.isdigit() and len(text) <= 10) or not 1 <= int(text) < 2**31:
        raise InvalidLimit(value=text, maximum=MAX_LIMIT)
    return min(int(text), MAX_LIMIT)


def _wait(text: str) -> float:
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= LONGEST_WAIT):
        raise InvalidParameter(
            name="wait",
            value=text,
            expected_en=f"whole seconds from 0 to {LONGEST_WAIT}",
            expected_vi=f"số giây nguyên từ 0 đến {LONGEST_WAIT}",
        )
    return float(text)
