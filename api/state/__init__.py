"""`/state`: the state of features in columns: now, at a moment of the past, and from step to step."""

from api.state.endpoint import routes

__all__ = ["routes"]
