"""What of a moment each group of listeners is told: with the rights of who listens, asked once for all who see the same."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import orjson

from api.auth.identity import Identity
from api.live.asked import Asked
from api.live.listener import event
from api.live.news import Bulletin, degrees, meet
from api.live.sight import Told, told
from api.live.states import MOST_STATES, States, present
from api.position import Position
from api.working import Working
from layers.core.declared import Declared
from layers.core.errors import DonghaError, SessionEnded

type Groups = Mapping[Asked, Iterable[Identity | None]]

_TRIES = 3
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Message:
    """Events for a group. When they tell of present state and of nothing else, `only_states` names the layers."""

    events: bytes
    only_states: frozenset[str] = frozenset()


class Moment:
    """The news of a moment, and what readers see of it: `states` by layer and eyes, None where it is to be read anew."""

    def __init__(self, now: Bulletin, position: Position) -> None:
        self._now = now
        self._position = position
        self._sight: dict[str, Told | None] = {}
        self._states: dict[tuple[str, str], States | None] = {}

    async def look(self, working: Working, layers: Mapping[str, Declared], groups: Groups) -> None:
        """Find out what the readers of `groups` see; of what cannot be found out they are told to read it anew."""
        for scope in {asked.scope for asked in groups if asked.partly}:
            self._sight[scope] = await self._seen(working, scope, groups)
        for eyes, wanted in self._wanted(groups).items():
            few = _few(wanted)
            people = {one for asked, known in groups.items() if eyes in dict(asked.eyes).values() for one in known}

            async def read(identity: Identity | None, wanted: dict[str, set[int]] = few) -> dict[str, States]:
                return await present(working, identity, [layers[name] for name in wanted], wanted)

            found = await _as_any(people if eyes else (None,), read) if few else {}
            for layer in wanted:
                self._states[layer, eyes] = (found or {}).get(layer)

    def message(self, asked: Asked) -> Message:
        """What listeners who ask alike are told; no events when there is nothing for them."""
        seen = self._sight.get(asked.scope, {}) if asked.partly else {}
        if seen is None:
            return Message(event("reload", self._position, b"{}"))
        changes = b",".join(self._changes(asked, seen))
        states, anew = self._told_states(asked)
        said = [b'"changes":[' + changes + b"]"]
        if states:
            said.append(b'"states":{' + b",".join(b'"%b":%b' % (k.encode(), v) for k, v in states.items()) + b"}")
        if anew:
            said.append(b'"states_anew":' + orjson.dumps(anew))
        found = b""
        if changes or states or anew:
            found = event("changes", self._position, b"{" + b",".join(said) + b"}")
        if reread := sorted(self._now.anew & asked.layers):
            found += event("reload", self._position, orjson.dumps({"layers": reread}))
        only = frozenset((*states, *anew)) if not changes and not reread else frozenset[str]()
        return Message(found, only)

    async def _seen(self, working: Working, scope: str, groups: Groups) -> Told | None:
        """What readers of a scope see of the news of layers that they see partly; None when it cannot be found out."""
        alike = {asked: known for asked, known in groups.items() if asked.scope == scope}
        partly = frozenset[str]().union(*(asked.partly for asked in alike))
        news = [one for one in self._now.news if one.layer in partly]
        if not news:
            return {}
        people = {one for known in alike.values() for one in known}
        return await _as_any(people if scope else (None,), lambda identity: told(working, identity, news))

    def _wanted(self, groups: Groups) -> dict[str, dict[str, set[int] | None]]:
        """The features whose state is to be read, by eyes and layer; None: all of them.

        What has changed in a layer that somebody sees in part may have come into sight, what has moved may have come into a
        box, and nobody has told its state yet.
        """
        found: dict[str, dict[str, set[int] | None]] = {}
        partly = frozenset[str]().union(*(asked.partly for asked in groups))
        risen: dict[str, set[int]] = {}
        for one in self._now.news:
            moved = one.was is not None and one.was != one.now
            if (moved or one.layer in partly) and one.exists and one.fid is not None:
                risen.setdefault(one.layer, set()).add(one.fid)
        for layer, eyes in {pair for asked in groups for pair in asked.eyes}:
            fids = self._now.states.get(layer, set())
            if fids is not None:
                fids = fids | risen.get(layer, set())
            if fids is None or fids:
                found.setdefault(eyes, {})[layer] = fids
        return found

    def _changes(self, asked: Asked, seen: Told) -> Iterator[bytes]:
        for one in self._now.news:
            if one.layer in asked.layers:
                op = seen.get((one.layer, one.id)) if one.layer in asked.partly else one.op
                if op is not None and (asked.box is None or one.meets(asked.box, op)):
                    yield one.piece(op)
        for layer, box in self._now.redrawn.items():
            if layer in asked.layers and (asked.box is None or meet(box, asked.box)):
                yield orjson.dumps({"layer": layer, "op": "overview", "bbox": degrees(box)})

    def _told_states(self, asked: Asked) -> tuple[dict[str, bytes], list[str]]:
        """The states that a group is told, and the layers whose states it is to read anew."""
        told_now: dict[str, bytes] = {}
        anew: list[str] = []
        for layer, eyes in asked.eyes:
            if (layer, eyes) in self._states:
                states = self._states[layer, eyes]
                if states is None:
                    anew.append(layer)
                elif piece := states.piece(asked.box):
                    told_now[layer] = piece
        return told_now, anew


async def _as_any[Found](
    people: Iterable[Identity | None], do: Callable[[Identity | None], Awaitable[Found]]
) -> Found | None:
    """What `do` finds as one of `people` who see the same; None when it cannot be found out."""
    for identity in list(people)[:_TRIES]:
        try:
            return await do(identity)
        except SessionEnded:
            continue
        except DonghaError as error:
            _log.warning("what a listener may hear could not be found out: %s", error)
            break
    return None


def _few(wanted: Mapping[str, set[int] | None]) -> dict[str, set[int]]:
    """The layers with the fewest features, as many as are told at once."""
    found: dict[str, set[int]] = {}
    left = MOST_STATES
    for layer, fids in sorted(wanted.items(), key=lambda item: len(item[1] or ())):
        if fids is not None and len(fids) <= left:
            found[layer] = fids
            left -= len(fids)
    return found
