"""What hypothesis makes of bytes from outside: noise, JSON of any shape, and real messages bent out of shape."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

ODD_NUMBERS = st.sampled_from(
    [0, -0.0, 1e308, -1e308, 5e-324, 2**53 + 1, 2**63, 10**400, -(10**400), 1e-400, 9e15, 253402300800, -62135596801]
)
ODD_TEXTS = st.sampled_from(
    [
        "",
        "\0",
        "\ud800",
        "NaN",
        "Infinity",
        "2026-11-22T10:00:00",
        "2026-11-22T10:00:00+99:99",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "2026-02-30T00:00:00Z",
        "2026-11-22T24:61:00Z",
        "١٢٣٤-11-22T10:00:00Z",
        "a" * 2000,
        "urn:dev:x:",
        "đèn/+#",
    ]
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | ODD_NUMBERS
    | st.floats(allow_nan=True, allow_infinity=True)
    | st.text(max_size=20)
    | ODD_TEXTS
)


def values(names: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Any JSON value whose objects have the names of the format as often as others."""
    keys = names | st.text(max_size=10)
    return st.recursive(
        SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=6), max_leaves=12
    )


@st.composite
def bent(draw: st.DrawFn, message: Any, names: st.SearchStrategy[str]) -> Any:
    """`message` with one or two of its places replaced by, or enriched with, something else."""
    found = json.loads(json.dumps(message))
    for _ in range(draw(st.integers(1, 2))):
        place: Any = found
        while isinstance(place, dict | list) and place:
            key = draw(st.sampled_from(sorted(place) if isinstance(place, dict) else list(range(len(place)))))
            if not isinstance(place[key], dict | list) or not place[key] or draw(st.booleans()):
                place[key] = draw(values(names))
                break
            place = place[key]
        if isinstance(found, dict):
            found |= draw(st.dictionaries(names, values(names), max_size=2))
    return found


def written(value: Any) -> bytes:
    """As JSON, also what JSON does not allow (NaN, halves of surrogate pairs)."""
    return json.dumps(value).encode()


def payloads(messages: list[Any]) -> st.SearchStrategy[bytes]:
    """Bytes of every sort, near the `messages` and far from them."""
    names = st.sampled_from(sorted(_names(messages)))
    near = st.sampled_from(messages).flatmap(lambda message: bent(message, names))
    cut = st.tuples(st.sampled_from(messages), st.integers(0, 400), st.binary(max_size=3)).map(
        lambda parts: (text := written(parts[0]))[: parts[1]] + parts[2] + text[parts[1] + len(parts[2]) :]
    )
    twice = st.sampled_from(messages).map(lambda message: written(message).replace(b"{", b'{"v":1,"v":2,', 1))
    deep = st.integers(1, 30_000).map(lambda depth: b"[" * depth + b"]" * depth)
    return st.binary(max_size=300) | near.map(written) | values(names).map(written) | cut | twice | deep


def _names(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(_names, value.values()))
    if isinstance(value, list):
        return set().union(*map(_names, value)) if value else set()
    return set()
