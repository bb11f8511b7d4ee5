"""The door: everything about logging in that lives as long as the process."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from api.auth.accounts import Accounts
from api.auth.credentials import Credentials
from api.auth.keys import Keys
from api.auth.oidc import Provider
from api.auth.peer import Peers, Scope
from api.auth.rates import Rate
from api.auth.sessions import Sessions
from api.auth.settings import AuthSettings
from api.working import Working
from layers.core.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Door:
    """What the middleware and the endpoints under /auth work with."""

    accounts: Accounts
    sessions: Sessions
    keys: Keys
    provider: Provider | None
    credentials: Credentials
    log_ins: Rate
    public_writes: Rate
    peers: Peers
    api_url: str | None

    def address(self, scope: Scope) -> str:
        """From where a request comes, for counting."""
        return self.peers.address(scope)

    def secure(self, scope: Scope) -> bool:
        """Whether its sender speaks https."""
        return self.peers.secure(scope, self.api_url)


@asynccontextmanager
async def door(settings: Settings, working: Working) -> AsyncIterator[Door]:
    """The door while the block runs."""
    own = AuthSettings.from_env()
    accounts, sessions, keys = Accounts(working), Sessions(working), Keys(working)
    provider = Provider(own.oidc, working) if own.oidc else None
    credentials = Credentials(accounts, sessions, keys, provider)
    working.on_stale = credentials.forget
    try:
        yield Door(
            accounts=accounts,
            sessions=sessions,
            keys=keys,
            provider=provider,
            credentials=credentials,
            log_ins=Rate(own.log_in_rate),
            public_writes=Rate(own.public_write_rate),
            peers=Peers(own.trusted_proxies),
            api_url=settings.api_url,
        )
    finally:
        accounts.passwords.close()
        if provider:
            await provider.close()
