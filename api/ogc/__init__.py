"""The OGC API's long tail: documents, pages, and pygeoapi, which nothing outside this package knows."""

from api.ogc.routes import routes

__all__ = ["routes"]
