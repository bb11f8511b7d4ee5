"""The built map, served from `web_map/dist`: compressed once, cached for ever where the name carries a hash."""

from __future__ import annotations

import asyncio
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

import brotli
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.negotiation import encoding
from api.respond import COMPRESS_FROM, respond
from layers.core.errors import NotFound
from layers.core.settings import ROOT

DIST = ROOT / "web_map" / "dist"
PAGE = "index.html"

_FOR_EVER = "public, max-age=31536000, immutable"
_FOR_A_DAY = "public, max-age=86400"
_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}
_PACKED = (".woff2", ".png", ".jpg", ".webp", ".pmtiles")


class MapNotBuilt(NotFound):
    """The map has not been built yet: run ./dongha up."""

    vi = "Bản đồ chưa được dựng: hãy chạy ./dongha up."


@dataclass(frozen=True, kw_only=True)
class _File:
    body: bytes
    brotli: bytes | None
    media: str
    etag: str
    changed: int


class Assets:
    """The files of a folder, read when first asked for and again when they have changed on disk."""

    def __init__(self, folder: Path = DIST) -> None:
        self._folder = folder.resolve()
        self._files: dict[Path, _File] = {}

    def routes(self) -> list[Route]:
        """Everything in the folder, and its page at `/`; comes last, because it takes every path."""
        return [Route("/{path:path}", self.file)]

    async def file(self, request: Request) -> Response:
        """One file; NotFound when there is none."""
        name = request.path_params["path"] or PAGE
        path = await asyncio.to_thread(self._path, name)
        if path is None:
            raise MapNotBuilt if name == PAGE else NotFound
        file = await asyncio.to_thread(self._read, path)
        headers: dict[str, str] = {}
        body = file.body
        if file.brotli and encoding(request.headers.get("accept-encoding", "")) == "br":
            body = file.brotli
            headers["Content-Encoding"] = "br"
        return await respond(
            request,
            body,
            file.media,
            etag=file.etag,
            headers=headers,
            cache=_caching(name),
            compressed=body is file.brotli,
        )

    def _path(self, name: str) -> Path | None:
        """The file of that name in the folder; None when there is none, or can be none of such a name."""
        try:
            path = (self._folder / name).resolve()
            inside = path.is_relative_to(self._folder) and not name.endswith("/")
            return path if inside and path.is_file() else None
        except (ValueError, OSError):  # a character or a length that no file's name has
            return None

    def _read(self, path: Path) -> _File:
        changed = path.stat().st_mtime_ns
        known = self._files.get(path)
        if known is None or known.changed != changed:
            body = path.read_bytes()
            small = len(body) < COMPRESS_FROM or path.suffix in _PACKED
            known = self._files[path] = _File(
                body=body,
                brotli=None if small else brotli.compress(body, quality=9),
                media=_media(path),
                etag=f'W/"{hashlib.blake2b(body, digest_size=8).hexdigest()}"',
                changed=changed,
            )
        return known


def _media(path: Path) -> str:
    media = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _caching(name: str) -> str:
    """Built files carry a hash in their name; the page and what it names directly are asked for again."""
    if name.startswith("assets/"):
        return _FOR_EVER
    return _FOR_A_DAY if name.startswith(("fonts/", "icons/")) else "no-cache"
