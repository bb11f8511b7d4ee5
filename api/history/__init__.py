"""The history of features over HTTP: every version, what it was, how two differ, and the way back to one."""

from api.history.routes import routes

__all__ = ["routes"]
