"""`/live`: who has a map open hears of every change within a moment, over server-sent events."""

from api.live.endpoint import routes

__all__ = ["routes"]
