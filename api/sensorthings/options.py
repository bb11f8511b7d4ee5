"""Query options (OGC 18-088 §9.3) as values, of the request itself and of what it expands, within bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, quote

from api.sensorthings.expressions import Node, Ordering, expression, orderings
from api.sensorthings.model import ENTITIES, Entity
from api.sensorthings.refusals import refused, unknown_name
from api.sensorthings.terms import IDS
from layers.core.errors import InvalidParameter, RepeatedParameter, UnknownParameter

DEFAULT_TOP = 100
MAX_TOP = 10_000
MAX_EXPANDED = 20
MAX_DEPTH = 5
SKIP_TOKEN = "$skiptoken"  # noqa: S105 - no password
"""Where a page begins, in `@iot.nextLink`: OData's word."""

OF_MANY = ("$filter", "$expand", "$select", "$orderby", "$top", "$skip", "$count", "$resultFormat", SKIP_TOKEN, "lang")
OF_ONE = ("$expand", "$select", "lang")
OF_NONE = ("lang",)

_NESTED = ("$filter", "$expand", "$select", "$orderby", "$top", "$skip", "$count")
_BIGGEST = 2**31 - 1
_SELF_LINK = ("selfLink", "@iot.selfLink")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What is asked of some entities. `given` are the options as they were written; `expand` are relations by name."""

    given: Mapping[str, str] = field(default_factory=dict[str, str])
    filter: Node | None = None
    expand: Mapping[str, Options] = field(default_factory=dict[str, "Options"])
    select: tuple[str, ...] | None = None
    order: tuple[Ordering, ...] = ()
    top: int | None = None
    skip: int = 0
    count: bool = False
    arrays: bool = False
    after: str | None = None

    def onward(self) -> str:
        """The query string of the next page, without the mark at which it begins."""
        kept = {name: text for name, text in self.given.items() if name not in ("$skip", SKIP_TOKEN)}
        return "&".join([*(f"{name}={quote(text, safe='')}" for name, text in kept.items()), f"{SKIP_TOKEN}="])


def options(query: bytes, allowed: tuple[str, ...], entity: Entity) -> Options:
    """The options of a request for entities of a kind; the errors of what is wrong in them."""
    given: dict[str, str] = {}
    for name, text in parse_qsl(query.decode("latin-1"), keep_blank_values=True):
        if name not in allowed:
            raise UnknownParameter(name=name, allowed=", ".join(allowed))
        if name in given:
            raise RepeatedParameter(name=name)
        given[name] = text
    found = _options(given, entity, _Bounds(), depth=0)
    if found.arrays and (entity.name != "Observation" or found.expand):
        raise refused(
            "$resultFormat",
            "dataArray",
            "only Observations come as arrays, without $expand",
            "chỉ Observations có dạng mảng, không kèm $expand",
        )
    return found


class _Bounds:
    """How much of a request may be expanded."""

    def __init__(self) -> None:
        self.left = MAX_EXPANDED

    def enter(self, depth: int) -> None:
        self.left -= 1
        if self.left < 0 or depth >= MAX_DEPTH:
            raise refused(
                "$expand",
                "$expand",
                f"at most {MAX_EXPANDED} relations, {MAX_DEPTH} deep",
                f"nhiều nhất {MAX_EXPANDED} quan hệ, sâu {MAX_DEPTH} bậc",
            )


def _options(given: Mapping[str, str], entity: Entity, bounds: _Bounds, depth: int) -> Options:
    return Options(
        given=given,
        filter=expression(given["$filter"], "$filter") if "$filter" in given else None,
        expand=_expand(given.get("$expand", ""), entity, bounds, depth),
        select=_select(given["$select"], entity) if "$select" in given else None,
        order=orderings(given["$orderby"]) if "$orderby" in given else (),
        top=_whole("$top", given["$top"]) if "$top" in given else None,
        skip=_whole("$skip", given.get("$skip", "0")),
        count=_one_of("$count", given.get("$count", "false"), ("true", "false")) == "true",
        arrays="$resultFormat" in given and _one_of("$resultFormat", given["$resultFormat"], ("dataArray",)) != "",
        after=given.get(SKIP_TOKEN),
    )


def _expand(text: str, entity: Entity, bounds: _Bounds, depth: int) -> dict[str, Options]:
    found: dict[str, Options] = {}
    for item in _split(text, ",", "$expand"):
        path, bracket, inside = item.partition("(")
        if bracket and not inside.endswith(")"):
            raise _unread("$expand", item)
        names = path.strip().split("/")
        _add(found, entity, names, inside[:-1] if bracket else "", bounds, depth)
    return found


def _add(found: dict[str, Options], entity: Entity, names: list[str], inside: str, bounds: _Bounds, depth: int) -> None:
    """Expand a path of relations; the options in brackets are those of the last."""
    name, *rest = names
    link = entity.links.get(name)
    if link is None:
        raise unknown_name("$expand", name, entity)
    bounds.enter(depth)
    target = ENTITIES[link.target]
    if rest:
        before = found.get(name, Options())
        deeper = dict(before.expand)
        _add(deeper, target, rest, inside, bounds, depth + 1)
        written = _written(deeper)
        found[name] = replace(before, expand=deeper, given={**before.given, "$expand": written})
        return
    given: dict[str, str] = {}
    for part in _split(inside, ";", "$expand"):
        option, sign, text = part.partition("=")
        if not sign or option.strip() not in _NESTED or option.strip() in given:
            raise _unread("$expand", part)
        given[option.strip()] = text.strip()
    made = _options(given, target, bounds, depth + 1)
    before = found.get(name)
    if before is not None:
        deeper = {**before.expand, **made.expand}
        made = replace(made, expand=deeper, given={**made.given, "$expand": _written(deeper)} if deeper else made.given)
    found[name] = made


def _written(expand: Mapping[str, Options]) -> str:
    """What is expanded, as it would be asked for."""
    return ",".join(
        f"{name}({';'.join(f'{option}={text}' for option, text in one.given.items())})" if one.given else name
        for name, one in expand.items()
    )


def _select(text: str, entity: Entity) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(","))
    for name in names:
        if name not in (*IDS, *_SELF_LINK) and name not in entity.fields and name not in entity.links:
            raise unknown_name("$select", name, entity)
    return tuple(dict.fromkeys("@iot.id" if n in IDS else "@iot.selfLink" if n in _SELF_LINK else n for n in names))


def _split(text: str, sign: str, option: str) -> Iterator[str]:
    """The pieces between signs that stand neither in brackets nor in quotes."""
    depth, quoted, begin = 0, False, 0
    if not text.strip():
        return
    for at, letter in enumerate(text):
        if letter == "'":
            quoted = not quoted
        elif quoted:
            continue
        elif letter == "(":
            depth += 1
        elif letter == ")":
            depth -= 1
        elif letter == sign and depth == 0:
            yield text[begin:at].strip()
            begin = at + 1
    if depth or quoted:
        raise _unread(option, text)
    yield text[begin:].strip()


def _whole(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 11 and int(text) <= _BIGGEST):
        raise InvalidParameter(name=name, value=text, expected_en="a whole number from 0", expected_vi="số nguyên từ 0")
    return int(text)


def _one_of(name: str, text: str, allowed: tuple[str, ...]) -> str:
    if text not in allowed:
        listed = ", ".join(allowed)
        raise InvalidParameter(name=name, value=text, expected_en=listed, expected_vi=listed)
    return text


def _unread(option: str, text: str) -> Exception:
    return refused(option, text, "it cannot be read", "không đọc được")
