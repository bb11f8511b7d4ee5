"""docs/security.md names tests that are there."""

from __future__ import annotations

import re

from layers.core.settings import ROOT

DOCUMENT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`((?:unit|contract|integration|acceptance)/[\w/]+\.py)`", DOCUMENT)))


def test_every_test_that_is_named_exists() -> None:
    assert len(NAMED) > 20
    assert [name for name in NAMED if not (ROOT / "tests" / name).is_file()] == []


def test_every_attack_is_named() -> None:
    attacks = {path.name for path in (ROOT / "tests" / "integration").glob("test_attack_*.py")}
    assert attacks <= {name.rpartition("/")[2] for name in NAMED}


def test_every_promise_has_a_test() -> None:
    rows = DOCUMENT.partition("## Không hứa")[0].splitlines()
    promises = [row for row in rows if row.startswith("|")][2:]
    assert promises
    assert all(re.search(r"`\w+/test_\w+\.py`", row) for row in promises)
