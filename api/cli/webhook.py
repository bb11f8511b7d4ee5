"""`./dongha webhook`: who is told of changes over HTTP, and how that goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import DictRow, dict_row

from api.cli.console import Trouble
from api.cli.owner import owning
from api.webhooks.destination import BadDestination, checked
from api.webhooks.signature import new_secret
from layers.core.access import seen_by
from layers.core.roles import PUBLIC, Role
from layers.registry import LAYERS

OPERATIONS = ("create", "update", "delete")

_ADD = """
INSERT INTO layers.webhook_subscriptions (url, secret, title, account, layers, operations, bbox, epoch, txid)
VALUES (%s, %s, %s, %s, %s, %s, %s, layers.log_epoch(), layers.log_horizon()) RETURNING id
"""
_LIST = """
SELECT s.id::text, s.title, s.url, coalesce(s.account, 'public') AS account, s.layers, s.operations, s.bbox, s.active,
       s.disabled_why, s.failures, s.failing_since,
       count(d.*) FILTER (WHERE d.status = 'pending') AS pending,
       count(d.*) FILTER (WHERE d.status = 'delivered') AS delivered,
       count(d.*) FILTER (WHERE d.status = 'dead') AS dead
FROM layers.webhook_subscriptions s LEFT JOIN layers.webhook_deliveries d ON d.subscription = s.id
GROUP BY s.id ORDER BY s.created_at, s.id
"""
_DELIVERIES = """
SELECT d.id, d.subscription::text, d.status, d.tries, d.answer, d.trouble, d.created_at,
       CASE WHEN d.status = 'pending' THEN d.next_try END AS next_try, d.done_at
FROM layers.webhook_deliveries d
WHERE (%(subscription)s::uuid IS NULL OR d.subscription = %(subscription)s::uuid)
  AND (%(status)s::text IS NULL OR d.status = %(status)s::text)
ORDER BY d.number DESC LIMIT %(most)s
"""
_AGAIN = """
UPDATE layers.webhook_deliveries SET status = 'pending', tries = 0, next_try = now(), done_at = NULL
WHERE (id = %(what)s OR subscription::text = %(what)s) AND status <> 'delivered'
"""
_WAKE = """
UPDATE layers.webhook_subscriptions
SET active = true, failures = 0, failing_since = NULL, disabled_at = NULL, disabled_why = NULL
WHERE id::text = %(what)s OR id = (SELECT subscription FROM layers.webhook_deliveries WHERE id = %(what)s)
"""


@dataclass(frozen=True, kw_only=True)
class NewWebhook:
    """What is to be known of a subscription; no layers, operations or bbox (degrees: west, south, east, north): all of them.

    Without an account it hears what the public may see.
    """

    url: str
    title: str = ""
    account: str | None = None
    layers: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    bbox: tuple[float, float, float, float] | None = None


def add(url: str, wanted: NewWebhook) -> tuple[str, str]:
    """Make a subscription that begins now: its id, and its secret, which is shown once. Trouble when it cannot be."""
    try:
        checked(wanted.url)
    except BadDestination as error:
        raise Trouble(f"{wanted.url} không phải địa chỉ http(s)", f"{wanted.url} is no http(s) address") from error
    _known(wanted.layers, tuple(LAYERS), "lớp", "layer")
    _known(wanted.operations, OPERATIONS, "thao tác", "operation")
    box = list(wanted.bbox) if wanted.bbox else None
    secret = new_secret()
    values = (wanted.url, secret, wanted.title, wanted.account, list(wanted.layers), list(wanted.operations), box)
    with _owner(url) as owner:
        _readable(owner, wanted)
        try:
            row = owner.execute(_ADD, values).fetchone()
        except psycopg.errors.CheckViolation as error:
            raise Trouble(
                "khung bbox hoặc tên không hợp lệ", "the bbox, the title or the URL cannot be used"
            ) from error
    assert row is not None
    return str(row["id"]), secret


def subscriptions(url: str) -> list[dict[str, Any]]:
    """All subscriptions with the numbers of their messages."""
    with _owner(url) as owner:
        return list(owner.execute(_LIST).fetchall())


def deliveries(url: str, subscription: str | None, status: str | None, most: int) -> list[dict[str, Any]]:
    """The newest messages, of one subscription or in one state if wished."""
    given = {"subscription": _uuid(subscription) if subscription else None, "status": status, "most": most}
    with _owner(url) as owner:
        return list(owner.execute(_DELIVERIES, given).fetchall())


def remove(url: str, subscription: str) -> None:
    """Take a subscription and its messages away; Trouble when there is none."""
    with _owner(url) as owner:
        gone = owner.execute("DELETE FROM layers.webhook_subscriptions WHERE id = %s", [_uuid(subscription)])
        if gone.rowcount == 0:
            raise _unknown(subscription)


def retry(url: str, what: str) -> int:
    """Try again now what was given up or waits: a message, or all of a subscription, which is set to work again.

    How many messages; Trouble when there is neither a message nor a subscription of that id.
    """
    with _owner(url) as owner:
        awake = owner.execute(_WAKE, {"what": what}).rowcount
        again = owner.execute(_AGAIN, {"what": what}).rowcount
        if awake == 0:
            raise _unknown(what)
    return again


def _readable(owner: psycopg.Cursor[DictRow], wanted: NewWebhook) -> None:
    role = PUBLIC
    if wanted.account is not None:
        row = owner.execute("SELECT role FROM auth.accounts WHERE name = %s AND active", [wanted.account]).fetchone()
        if row is None:
            raise Trouble(f"không có tài khoản {wanted.account}", f"there is no active account {wanted.account}")
        role = Role(row["role"])
    for name in wanted.layers:
        declared = LAYERS[name].declared
        if declared.view:
            raise Trouble(f"lớp {name} được tính, không có nhật ký", f"the layer {name} is computed and has no log")
        if seen_by(declared, role) is None:
            raise Trouble(f"không có quyền đọc lớp {name}", f"{wanted.account or 'the public'} may not read {name}")


def _known(given: Sequence[str], allowed: Sequence[str], vi: str, en: str) -> None:
    for name in given:
        if name not in allowed:
            raise Trouble(f"không có {vi} {name}", f"there is no {en} {name}; there are: {', '.join(allowed)}")


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise _unknown(text) from None


def _unknown(what: str) -> Trouble:
    return Trouble(
        f"không có webhook hay tin báo {what}", f"there is no webhook or message {what}: see ./dongha webhook list"
    )


@contextmanager
def _owner(url: str) -> Iterator[psycopg.Cursor[DictRow]]:
    with owning(url) as connection, connection.cursor(row_factory=dict_row) as cursor:
        yield cursor
