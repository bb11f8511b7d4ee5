"""Addresses of the service (OGC 18-088 §9.2): `Things(1)/Datastreams(2)/Observations`, properties, `$value`, `$ref`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from api.sensorthings.model import ENTITIES, SETS, Entity, Link
from layers.core.observation_errors import UnknownResource

ROOT = "/sta/v1.1"
"""Where the service stands."""

MAX_STEPS = 10

Form = Literal["entities", "entity", "property", "value", "refs", "ref"]

_SEGMENT = re.compile(r"([A-Za-z]{1,40})(?:\((?:(\d{1,12})|'([^']{1,60})')\))?", re.ASCII)
_MEMBER = re.compile(r"@?[A-Za-z_][A-Za-z0-9_.]{0,60}", re.ASCII)


class Step(NamedTuple):
    """From one entity to others: by the root's set (`link` None) or a relation, to all of them or to that with a key."""

    entity: Entity
    link: Link | None
    key: tuple[Any, ...] | None

    @property
    def one(self) -> bool:
        """Whether it leads to one entity."""
        return self.key is not None or (self.link is not None and not self.link.many)


@dataclass(frozen=True, slots=True)
class Address:
    """What an address names: entities by steps, or a property of the last of them by its `members`."""

    steps: tuple[Step, ...]
    form: Form
    members: tuple[str, ...] = ()

    @property
    def entity(self) -> Entity:
        """The kind of entity at the end."""
        return self.steps[-1].entity


def address(path: str) -> Address:
    """What `path`, below the root of the service, names; UnknownResource when it names nothing."""
    parts = path.split("/")
    if len(parts) > MAX_STEPS:
        raise _unknown(path)
    steps: list[Step] = []
    for at, part in enumerate(parts):
        step = _step(part, steps[-1] if steps else None)
        if step is None:
            return _ending(tuple(steps), parts[at:], path)
        steps.append(step)
    return Address(tuple(steps), "entity" if steps[-1].one else "entities")


def named(entity: Entity, identifier: int | str) -> str:
    """The address of an entity below the root of the service."""
    return f"{entity.plural}('{identifier}')" if entity.texts else f"{entity.plural}({identifier})"


def _step(part: str, before: Step | None) -> Step | None:
    match = _SEGMENT.fullmatch(part)
    if match is None or (before is not None and not before.one):
        return None
    name, number, text = match.groups()
    link = None if before is None else before.entity.links.get(name)
    entity = SETS.get(name) if before is None else ENTITIES[link.target] if link else None
    if entity is None:
        return None
    if number is None and text is None:
        return Step(entity, link, None)
    key = entity.read(int(number) if number is not None else text)
    if key is None or (link is not None and not link.many):
        raise _unknown(part)
    return Step(entity, link, key)


def _ending(steps: tuple[Step, ...], rest: list[str], path: str) -> Address:
    """What may stand behind the last entity: `$ref`, or the names of a property and `$value`."""
    if not steps:
        raise _unknown(path)
    if rest == ["$ref"]:
        return Address(steps, "ref" if steps[-1].one else "refs")
    form: Form = "property"
    if rest[-1] == "$value" and len(rest) > 1:
        form, rest = "value", rest[:-1]
    if not steps[-1].one or not all(map(_MEMBER.fullmatch, rest)):
        raise _unknown("/".join(rest))
    if rest[0] != "@iot.id" and rest[0] != "id" and rest[0] not in steps[-1].entity.fields:
        raise _unknown(rest[0])
    return Address(steps, form, tuple(rest))


def _unknown(name: str) -> UnknownResource:
    return UnknownResource(name=name[:80], where=ROOT)
