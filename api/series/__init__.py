"""What a device has told in the course of time: the values of one observed property of one feature, as a chart needs them."""

from api.series.routes import routes

__all__ = ["routes"]
