"""Optimistic locking: the ETag of a feature and the conditions that an edit names.

An ETag is `"<version>-<hash of the answer>"`. For an edit only the version counts: the same version looks different in
another language, CRS or format, and what devices measured meanwhile is no reason to refuse an edit.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from starlette.requests import Request

from api.negotiation import header
from layers.core.errors import ConditionNeeded, InvalidHeader, Outdated

_TAGS = re.compile(r'\s*(?:W/)?"([^"]*)"\s*(?:,|$)')
_VERSION = re.compile(r"(\d{1,9})(?:-[0-9a-f]+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Preconditions:
    """What an edit is based on: one of `versions` (None: whichever there is), and none of `refused` (None: none at all)."""

    versions: tuple[int, ...] | None = None
    refused: tuple[int, ...] | None = ()
    named: bool = False

    def check(self, version: int) -> None:
        """Outdated when a feature at `version` is not what the edit is based on."""
        if self.versions is not None and version not in self.versions:
            raise Outdated(version=version)
        if self.refused is None or version in self.refused:
            raise Outdated(version=version)

    def demand(self) -> None:
        """ConditionNeeded when the edit names no version."""
        if not self.named:
            raise ConditionNeeded


NOTHING = Preconditions()


def preconditions(request: Request) -> Preconditions:
    """If-Match and If-None-Match of a request; InvalidHeader when one is no list of ETags."""
    match, none_match = header(request, b"if-match"), header(request, b"if-none-match")
    if match is None and none_match is None:
        return NOTHING
    return Preconditions(
        versions=None if match is None else _versions("If-Match", match),
        refused=() if none_match is None else _versions("If-None-Match", none_match),
        named=match is not None,
    )


def etag(version: int, body: bytes = b"") -> str:
    """The strong ETag of an answer `body` with a feature at `version`; without a body the version alone."""
    return f'"{version}-{hashlib.blake2b(body, digest_size=8).hexdigest()}"' if body else f'"{version}"'


def _versions(name: str, value: str) -> tuple[int, ...] | None:
    if value.strip() == "*":
        return None
    tags: list[str] = []
    end = 0
    while end < len(value):
        found = _TAGS.match(value, end)
        if found is None:
            expected = '"<version>-<hash>"'
            raise InvalidHeader(
                name=name, value=value, expected_en=f"* or {expected}", expected_vi=f"* hoặc {expected}"
            )
        tags.append(found[1])
        end = found.end()
    versions = (_VERSION.fullmatch(tag) for tag in tags)
    return tuple(int(version[1]) for version in versions if version)
