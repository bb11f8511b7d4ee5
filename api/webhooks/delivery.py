"""One message sent once: what came of it."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

import httpx

from api.webhooks.destination import BadDestination, destination
from api.webhooks.signature import headers

SECONDS = 10.0
"""How long a receiver may take to answer."""

GONE = 410
"""The answer of a receiver that wants nothing more."""

_AGENT = "dongha-webhooks/1"


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent where, and the secret that signs it."""

    id: str
    url: str
    secret: str
    body: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The HTTP status of the answer (None: there was none), and in a word what was wrong."""

    status: int | None
    trouble: str | None

    @property
    def taken(self) -> bool:
        """Whether the receiver has the message."""
        return self.trouble is None


def sender() -> httpx.AsyncClient:
    """The client that sends: straight to the address, no proxy, no redirect, no connection kept for somebody else."""
    return httpx.AsyncClient(
        trust_env=False,
        follow_redirects=False,
        timeout=httpx.Timeout(SECONDS),
        limits=httpx.Limits(max_connections=32, max_keepalive_connections=0),
    )


async def send(client: httpx.AsyncClient, message: Message, *, private: bool) -> Outcome:
    """Send a message. Whatever goes wrong is an outcome, no error."""
    body = message.body.encode()
    try:
        async with asyncio.timeout(SECONDS):
            to = await destination(message.url, private=private)
            said = headers(message.secret, message.id, int(time.time()), body)
            said |= {"host": to.host, "content-type": "application/json", "user-agent": _AGENT}
            extensions = {"sni_hostname": to.name}
            request = client.build_request("POST", to.url, content=body, headers=said, extensions=extensions)
            response = await client.send(request, stream=True)
            await response.aclose()
    except BadDestination as error:
        return Outcome(None, str(error))
    except (TimeoutError, httpx.TimeoutException):
        return Outcome(None, "timeout")
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        return Outcome(None, type(error).__name__)
    if response.is_success:
        return Outcome(response.status_code, None)
    return Outcome(response.status_code, "redirect" if response.is_redirect else "refused")
