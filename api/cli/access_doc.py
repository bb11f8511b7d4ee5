"""`python -m api.cli.access_doc`: the table of rights (`docs/access.md`) on standard output."""

from __future__ import annotations

from layers.core.words import Text
from layers.derive.policy_table import policy_table
from layers.registry import LAYERS, RECORDS, THEMES

_RECORD_TITLES = {
    "indicator_definitions": Text(vi="Định nghĩa chỉ số", en="Definitions of indicators"),
    "indicator_values": Text(vi="Giá trị chỉ số", en="Values of indicators"),
}


def document() -> str:
    """The table as it stands in `docs/access.md`."""
    return policy_table(
        (cls.declared for cls in LAYERS.values()),
        (cls.recorded for cls in RECORDS.values()),
        {theme.id: theme.title for theme in sorted(THEMES.values(), key=lambda theme: theme.order)},
        _RECORD_TITLES,
    )


if __name__ == "__main__":
    print(document(), end="")
