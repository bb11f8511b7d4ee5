"""What the surroundings decide: read once from environment variables (README lists them)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The folder the house stands in."""


class MissingSetting(RuntimeError):
    """An environment variable that is needed is not set; the message names it and what to do."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of one process."""

    database_url: str
    mqtt_url: str | None
    api_url: str | None
    pool_size: int
    statement_timeout_ms: int
    tile_cache_bytes: int
    content_seconds: int
    live_listeners: int
    silence_seconds: int = 5
    state_cache_bytes: int = 16 * 1024 * 1024
    sensorthings_mqtt: tuple[str, ...] = ()
    webhook_private: bool = False
    webhook_retry_ms: int = 5_000
    webhook_tries: int = 10

    @classmethod
    def from_env(cls) -> Settings:
        """Read the environment; MissingSetting when DATABASE_URL is absent, ValueError-free for the rest."""
        url = os.environ.get("DATABASE_URL", "")
        if not url:
            raise MissingSetting(
                "DATABASE_URL chưa đặt / is not set: chạy / run: export $(./dongha env), or ./dongha up"
            )
        return cls(
            database_url=url,
            mqtt_url=os.environ.get("MQTT_URL") or None,
            api_url=(os.environ.get("API_URL") or "").rstrip("/") or None,
            pool_size=_whole("POOL_SIZE", 8),
            statement_timeout_ms=_whole("STATEMENT_TIMEOUT_MS", 10_000),
            tile_cache_bytes=_whole("TILE_CACHE_BYTES", 64 * 1024 * 1024),
            content_seconds=_whole("CONTENT_SECONDS", 30),
            live_listeners=_whole("LIVE_LISTENERS", 2_000),
            silence_seconds=_whole("SILENCE_SECONDS", 5),
            state_cache_bytes=_whole("STATE_CACHE_BYTES", 16 * 1024 * 1024),
            sensorthings_mqtt=tuple(filter(None, os.environ.get("STA_MQTT", "").replace(" ", "").split(","))),
            webhook_private=os.environ.get("WEBHOOK_PRIVATE", "") == "1",
            webhook_retry_ms=_whole("WEBHOOK_RETRY_MS", 5_000),
            webhook_tries=_whole("WEBHOOK_TRIES", 10),
        )


def _whole(name: str, default: int) -> int:
    value = os.environ.get(name, "")
    if not value:
        return default
    if not value.isdigit():
        raise MissingSetting(f"{name}={value!r}: phải là số nguyên không âm / must be a whole number, not negative")
    return int(value)
