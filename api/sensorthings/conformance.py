"""The root of the service: its entity sets, and the requirements classes of OGC 18-088 that it meets."""

from __future__ import annotations

from typing import Any

from api.sensorthings.address import ROOT
from api.sensorthings.model import SETS

_SPEC = "http://www.opengis.net/spec/iot_sensing/1.1/req"
CONFORMANCE: tuple[str, ...] = (
    f"{_SPEC}/datamodel",
    f"{_SPEC}/resource-path/resource-path-to-entities",
    f"{_SPEC}/request-data",
    f"{_SPEC}/data-array/data-array",
    f"{_SPEC}/create-observations-via-mqtt/observations-creation",
)
"""`create-update-delete` is not among them: only Observations are created here, everything else is the registry's."""


def root(origin: str) -> dict[str, Any]:
    """The document at the root, for a server at `origin`."""
    base = f"{origin}{ROOT}"
    return {
        "value": [{"name": plural, "url": f"{base}/{plural}"} for plural in SETS],
        "serverSettings": {
            "conformance": list(CONFORMANCE),
            f"{_SPEC}/create-observations-via-mqtt/observations-creation": {
                "topics": ["v1.1/Datastreams(id)/Observations"]
            },
        },
    }
