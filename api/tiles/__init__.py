"""Vector tiles and what is said about them."""

from api.tiles.routes import routes

__all__ = ["routes"]
