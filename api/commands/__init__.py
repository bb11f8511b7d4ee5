"""Commands to devices over HTTP: given to features by id, filter or distance, followed, cancelled."""

from api.commands.routes import routes

__all__ = ["routes"]
