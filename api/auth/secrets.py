"""Secrets that machines keep: how they are made, and what we keep of them."""

from __future__ import annotations

import hashlib
import hmac
import secrets

_KEY = "dhk_"


def token() -> str:
    """A new secret of 256 bits, in letters that need no escaping anywhere."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> bytes:
    """What is kept of a secret of 256 bits."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def csrf(session: str) -> str:
    """What a page proves with that it belongs to the session; tells nothing of the session's token."""
    return hmac.new(session.encode("utf-8", "surrogatepass"), b"csrf", hashlib.sha256).hexdigest()


def same(one: str | bytes, other: str | bytes) -> bool:
    """Whether two secrets are equal, in a time that does not tell where they differ."""
    first, second = (text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text for text in (one, other))
    return hmac.compare_digest(first, second)


def key() -> tuple[str, str, str]:
    """A new API key: the whole of it, its public id and its secret."""
    public = "".join(secrets.choice("abcdefghijkmnpqrstuvwxyz23456789") for _ in range(12))
    secret = token()
    return f"{_KEY}{public}_{secret}", public, secret


def is_key(text: str) -> bool:
    """Whether the text is meant to be one of our API keys."""
    return text.startswith(_KEY)


def key_parts(text: str) -> tuple[str, str] | None:
    """Public id and secret of an API key; None when it is none."""
    public, parted, secret = text.removeprefix(_KEY).partition("_")
    return (public, secret) if is_key(text) and parted and public and secret else None
