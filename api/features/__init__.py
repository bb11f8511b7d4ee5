"""Features of every layer as GeoJSON: OGC API Features on the short way, from the address to one SQL statement."""

from api.features.routes import routes

__all__ = ["routes"]
