"""Edits of features over HTTP: OGC API - Features Part 4 (create, replace, update, delete) with optimistic locking."""

from api.features.editing.routes import routes

__all__ = ["routes"]
