"""OGC API Environmental Data Retrieval (19-086r6, version 1.1): what was observed at places, in areas, in a time."""

from api.edr.routes import routes

__all__ = ["routes"]
