"""Where a follower of the change log stands: opaque to clients, checked when it comes back."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from layers.core.errors import InvalidCursor

_FORM = re.compile(r"([A-Za-z0-9_-]{1,40})\.(\d{1,20})\.(\d{1,19})\.([0-9a-f]{8})\.([0-9a-f]{8})", re.ASCII)
_LONGEST = 200
_BEYOND = 2**64
_BEYOND_SEQ = 2**63


@dataclass(frozen=True, slots=True)
class Cursor:
    """Everything up to the transaction `txid` and the number `seq` in it is known to the follower.

    `epoch` names the life of the log it was read from. `scope` is a digest of the rights it was read with: with other
    rights a follower would miss what only they show.
    """

    epoch: str
    txid: int
    seq: int
    scope: str

    def __str__(self) -> str:
        said = f"{self.epoch}.{self.txid}.{self.seq}.{self.scope}"
        return base64.urlsafe_b64encode(f"{said}.{_check(said)}".encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> Cursor:
        """The cursor in a request; InvalidCursor when it was not made here."""
        match = _FORM.fullmatch(_decoded(text)) if len(text) <= _LONGEST else None
        if match is None:
            raise InvalidCursor(value=text)
        epoch, txid, seq, scope, check = match.groups()
        if check != _check(f"{epoch}.{txid}.{seq}.{scope}") or int(txid) >= _BEYOND or int(seq) >= _BEYOND_SEQ:
            raise InvalidCursor(value=text)
        return cls(epoch, int(txid), int(seq), scope)


def scope_of(*rights: str | None) -> str:
    """The digest of what decides what a follower sees: its role, its ward, its name."""
    return hashlib.blake2b("\n".join(part or "" for part in rights).encode(), digest_size=4).hexdigest()


def _check(said: str) -> str:
    return hashlib.blake2b(said.encode(), digest_size=4, person=b"changes").hexdigest()


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text.encode() + b"=" * (-len(text) % 4), altchars=b"-_", validate=True).decode("ascii")
    except (ValueError, binascii.Error):
        return ""
