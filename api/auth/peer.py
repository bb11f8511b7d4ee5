"""From where a request comes, as far as that can be believed."""

from __future__ import annotations

import ipaddress
from collections.abc import MutableMapping
from functools import lru_cache
from typing import Any

type Scope = MutableMapping[str, Any]
type Networks = tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]


class Peers:
    """Tells the sender's address; `trusted` are the proxies whose `X-Forwarded-` headers are believed."""

    def __init__(self, trusted: Networks) -> None:
        self._trusted = trusted

    def address(self, scope: Scope) -> str:
        """The address attempts are counted by: an IPv4 address, or the /64 network of an IPv6 one."""
        client = scope.get("client")
        sender: str = client[0] if client else ""
        if self._believed(sender):
            hops = [hop.strip() for hop in (_header(scope, b"x-forwarded-for") or "").split(",") if hop.strip()]
            sender = next((hop for hop in reversed(hops) if not self._believed(hop)), sender)
        return _network(sender)

    def secure(self, scope: Scope, api_url: str | None) -> bool:
        """Whether the sender speaks https, to us or to the proxy before us."""
        if scope.get("scheme") == "https" or (api_url or "").startswith("https://"):
            return True
        client = scope.get("client")
        return self._believed(client[0] if client else "") and _header(scope, b"x-forwarded-proto") == "https"

    def _believed(self, address: str) -> bool:
        return bool(self._trusted) and _inside(address, self._trusted)


@lru_cache(maxsize=4096)
def _inside(address: str, networks: Networks) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in networks)


@lru_cache(maxsize=4096)
def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped or ipaddress.ip_network((int(parsed) >> 64 << 64, 64)))
    return str(parsed)


def _header(scope: Scope, name: bytes) -> str | None:
    for key, value in scope["headers"]:
        if key == name:
            return value.decode("latin-1")
    return None
