"""OGC SensorThings API 1.1 over devices and what they have observed."""

from api.sensorthings.routes import routes

__all__ = ["routes"]
