"""The OpenID provider."""

from __future__ import annotations

from api.auth.identity import Identity
from api.auth.settings import OidcSettings
from api.working import Working
from layers.core.errors import WrongCredentials


class Provider:
    """The OpenID provider of the settings."""

    def __init__(self, settings: OidcSettings, working: Working, api_url: str | None) -> None:
        self.settings = settings
        self.title = settings.title

    async def identity(self, token: str) -> Identity:
        """Whose access token it is."""
        raise WrongCredentials

    async def close(self) -> None:
        """End connections."""
