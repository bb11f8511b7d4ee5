"""Where a message goes: a name is looked up once, and what was looked up is what is connected to.

A subscription must not make this server call its own neighbours, so addresses that are not of the public internet are
refused unless the city says otherwise (WEBHOOK_PRIVATE=1), whatever name they hide behind.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

type Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_TRANSLATED = tuple(ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))
_PORTS = {"http": 80, "https": 443}


class BadDestination(Exception):
    """An address that nothing is sent to; the word says why: `url`, `name` (not found) or `private`."""


@dataclass(frozen=True, slots=True)
class Destination:
    """A place to send to: `url` with the number in the place of the name, the Host that is meant, and its bare name."""

    url: str
    host: str
    name: str


def checked(url: str) -> SplitResult:
    """The parts of an http(s) URL without user and password; BadDestination when it is none."""
    try:
        parts = urlsplit(url)
        valid = parts.scheme in _PORTS and parts.hostname and parts.username is None and parts.port != 0
    except ValueError:
        valid, parts = False, None
    if not valid or parts is None or any(ord(letter) <= 32 or ord(letter) > 126 for letter in url):
        raise BadDestination("url")
    return parts


async def destination(url: str, *, private: bool) -> Destination:
    """Look the name up; BadDestination when it is not found or one of its addresses is not a public one."""
    parts = checked(url)
    name, port = str(parts.hostname), parts.port or _PORTS[parts.scheme]
    try:
        found = await asyncio.get_running_loop().getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise BadDestination("name") from error
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if not addresses:
        raise BadDestination("name")
    if not private and not all(map(public, addresses)):
        raise BadDestination("private")
    number = f"[{addresses[0]}]" if addresses[0].version == 6 else str(addresses[0])
    path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    return Destination(f"{parts.scheme}://{number}:{port}{path}", parts.netloc, name)


def public(address: Address) -> bool:
    """Whether an address is one of the public internet, also when it holds another one inside."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return public(address.ipv4_mapped)
        if any(address in network for network in _TRANSLATED):
            return False
    return address.is_global and not address.is_multicast
