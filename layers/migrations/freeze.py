"""The SQL of a new layer's migration: `python -m layers.migrations.freeze LAYER > layers/migrations/versions/NNNN_layer.sql`.

What changes a layer that exists is written by hand; `tests/contract/test_schema.py` tells whether it is whole.
"""

from __future__ import annotations

import sys

from layers.core.script import addition
from layers.migrations.schema import METADATA
from layers.registry import LAYERS

if __name__ == "__main__":
    name = sys.argv[1] if len(sys.argv) == 2 else ""
    if name not in LAYERS:
        sys.exit(f"{name!r} is no layer of layers/registry.py")
    sys.stdout.write(addition(LAYERS[name].declared, (cls.declared for cls in LAYERS.values()), METADATA))
