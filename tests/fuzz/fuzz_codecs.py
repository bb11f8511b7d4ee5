"""Coverage-guided fuzzing of every codec, by hand:

    pip install atheris
    python tests/fuzz/fuzz_codecs.py -max_total_time=300 -max_len=4096 [a folder for what it finds]

The first byte chooses the kind of message, the rest is the message. Anything but a Decoded or a BadPayload is a fault, and so
is a value that PostgreSQL could not hold.
"""

from __future__ import annotations

import datetime as dt
import importlib
import json
import math
import sys
from pathlib import Path

atheris = importlib.import_module("atheris")  # no dependency of the house
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
with atheris.instrument_imports(include=["devices"]):
    from devices.binding import Binder
    from devices.codecs import CODECS
    from devices.reading import BadPayload
    from devices.topics import parse
    from layers.registry import LAYERS
    from tests.unit.devices import messages

ARRIVED = dt.datetime(2026, 11, 22, 3, 0, 10, tzinfo=dt.UTC)
KINDS = [
    *((f"dongha/flood_points/DCB-01/{event}", some) for event, some in messages.DONGHA.items()),
    *((f"application/17/device/{messages.EUI}/event/{event}", some) for event, some in messages.CHIRPSTACK.items()),
    ("v1.1/Datastreams(12)/Observations", messages.OBSERVATIONS),
    ("dongha/farms/F-1/senml", messages.PACKS),
]
DECODERS = (None, "flood_point", "cayenne")
BINDERS = [
    Binder(declared, declared.layer.device)
    for declared in (LAYERS[name].declared for name in ("flood_points", "waste_bins"))
    if declared.layer.device
]


def test_one_input(data: bytes) -> None:
    """One message."""
    if not data:
        return
    topic, _ = KINDS[data[0] % len(KINDS)]
    address = parse(topic)
    assert address is not None
    try:
        decoded = CODECS[address.codec].decode(address, data[1:], ARRIVED, DECODERS[data[0] // len(KINDS) % 3])
    except BadPayload as bad:
        bad.detail.vi.encode()
        return
    for raw in decoded.readings:
        assert raw.time.utcoffset() == dt.timedelta(0)
        assert "\0" not in raw.value if isinstance(raw.value, str) else math.isfinite(raw.value)
    for binder in BINDERS:
        binder.bind(decoded)


def seeds(folder: Path) -> None:
    """Real messages to begin with."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, (_, some) in enumerate(KINDS):
        for number, message in enumerate(some):
            for decoder in range(3):
                first = bytes([kind + decoder * len(KINDS)])
                (folder / f"{kind}-{number}-{decoder}").write_bytes(first + json.dumps(message).encode())


if __name__ == "__main__":
    folders = [Path(one) for one in sys.argv[1:] if not one.startswith("-")]
    if folders:
        seeds(folders[0])
    atheris.Setup(sys.argv, test_one_input)
    atheris.Fuzz()
