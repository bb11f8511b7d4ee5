"""The built city: streets and what stands along them, and the networks under and over them."""

from layers.themes.infrastructure.networks import Drain, Manhole, PowerLine, Sewer, TelecomLine, WaterPipe
from layers.themes.infrastructure.streets import Building, Park, Railway, Road, Tree

__all__ = [
    "Building",
    "Drain",
    "Manhole",
    "Park",
    "PowerLine",
    "Railway",
    "Road",
    "Sewer",
    "TelecomLine",
    "Tree",
    "WaterPipe",
]
