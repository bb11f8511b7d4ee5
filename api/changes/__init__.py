"""Following the change log over HTTP: what has happened to a layer since a cursor, in order and without gaps."""

from api.changes.routes import routes

__all__ = ["routes"]
