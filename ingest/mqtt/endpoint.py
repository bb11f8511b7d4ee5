"""Where the broker is: MQTT_URL, read."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from layers.core.settings import MissingSetting

_PORTS = {"mqtt": 1883, "mqtts": 8883}


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A broker, and as whom to come to it; `trust` is the context of TLS (None: without)."""

    host: str
    port: int
    user: str | None
    password: str | None
    trust: ssl.SSLContext | None

    @classmethod
    def of(cls, url: str | None, authority: str | None = None) -> Endpoint:
        """From `mqtt[s]://user:password@host:port`; `authority` is a PEM file whose certificates are trusted (None: those
        of the system). MissingSetting when the URL is none.
        """
        parts = urlsplit(url or "")
        if parts.scheme not in _PORTS or not parts.hostname:
            raise MissingSetting(
                "MQTT_URL chưa đặt đúng / is not set: mqtt://user:password@host:1883 or mqtts://user:password@host:8883"
            )
        return cls(
            host=parts.hostname,
            port=parts.port or _PORTS[parts.scheme],
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            trust=ssl.create_default_context(cafile=authority) if parts.scheme == "mqtts" else None,
        )
