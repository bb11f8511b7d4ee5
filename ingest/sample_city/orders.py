"""Commands that devices of the sample city were given on the evening it shows, and what became of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import numpy as np

from ingest.sample_city.sheet import NOW, Sheet, Town, numbered

_ORDERS: Final = (
    ("street_lamps", "dim", 100.0, "Tai nạn giao thông, cần sáng hơn (mẫu)", "done", "public_utilities"),
    ("street_lamps", "dim", 100.0, "Tai nạn giao thông, cần sáng hơn (mẫu)", "done", "public_utilities"),
    ("street_lamps", "dim", 100.0, "Tai nạn giao thông, cần sáng hơn (mẫu)", "expired", "public_utilities"),
    ("street_lamps", "dim", 40.0, "Giảm sáng sau 23 giờ (mẫu)", "done", "public_utilities"),
    ("street_lamps", "automatic", None, "Trở lại chương trình (mẫu)", "refused", "public_utilities"),
    ("flood_sirens", "sound", 30.0, "Diễn tập báo động lũ (mẫu)", "done", "operation_centre"),
    ("flood_sirens", "silence", None, "Kết thúc diễn tập (mẫu)", "done", "operation_centre"),
    ("irrigation_zones", "open_valve", 15.0, "Tưới bù buổi chiều (mẫu)", "done", "economy"),
    ("junctions", "flash", None, "Mất điện một pha (mẫu)", "failed", "police"),
)
_ANSWERS: Final = {
    "done": None,
    "refused": "chương trình đang khóa / programme locked",
    "failed": "mất nguồn / no power",
}


def commands(town: Town) -> Sheet:
    """A few commands, each to another device, all ended before the sample's evening."""
    chosen = [17 * number + 3 for number in range(len(_ORDERS))]
    targets = [(town[order[0]], number % len(town[order[0]])) for order, number in zip(_ORDERS, chosen, strict=True)]
    given = [NOW - timedelta(minutes=90 - 7 * number) for number in range(len(_ORDERS))]
    status = [order[4] for order in _ORDERS]
    answered = [at + timedelta(seconds=4) for at in given]
    geom = np.array([sheet.geom[k] for sheet, k in targets], dtype=object)
    return Sheet(
        "commands",
        numbered("LENH-", len(_ORDERS), 4),
        np.array([shape.point_on_surface() for shape in geom], dtype=object),
        {
            "target_layer": [order[0] for order in _ORDERS],
            "target_id": [sheet.id[k] for sheet, k in targets],
            "action": [order[1] for order in _ORDERS],
            "value": [order[2] for order in _ORDERS],
            "reason": [order[3] for order in _ORDERS],
            "expires_at": [at + timedelta(minutes=5) for at in given],
            "requested_by": [order[5] for order in _ORDERS],
            "status": status,
            "attempts": [3 if s == "expired" else 1 for s in status],
            "sent_at": [at + timedelta(seconds=1) for at in given],
            "answered_at": [None if s == "expired" else at for s, at in zip(status, answered, strict=True)],
            "answer": [_ANSWERS.get(s) for s in status],
        },
        heard=answered,
    )
