"""Stretches of time in which the newest Observations are looked for, one after the other from now back."""

from __future__ import annotations

_UNIT = "interval '5 min'"
_MOST = 110
"""The last stretch but one begins 42 days ago, which is longer than Observations are kept unless told otherwise."""

STRETCHES = (
    f"(SELECT k AS back, CASE WHEN k > {_MOST} THEN '-infinity' ELSE now() - {_UNIT} * (k * k) END AS begins,"
    f" CASE WHEN k = 0 THEN 'infinity' ELSE now() - {_UNIT} * ((k - 1) * (k - 1)) END AS ends"
    f" FROM generate_series(0, {_MOST + 1}) k ORDER BY k OFFSET 0)"
)
"""The FROM item of stretches that hold all of time, each without its end, in the order in which they are looked into.

They grow with their age: who asks for what is recent finds enough in a few minutes, and who asks for what is rare does not
look into thousands.
"""
