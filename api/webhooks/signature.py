"""Signatures after the Standard Webhooks specification: HMAC-SHA256 over id, time and body."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

PREFIX = "whsec_"


def new_secret() -> str:
    """A new secret of a subscription, as it is given to the receiver."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def headers(secret: str, identifier: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The headers that say which message this is, when it was sent (Unix seconds), and that we have written it."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = b".".join((identifier.encode(), str(timestamp).encode(), body))
    signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return {
        "webhook-id": identifier,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{signature}",
    }
