"""Who asks: accounts, sessions, keys and tokens, and what of them a request carries."""

from api.auth.identity import Identity, identity_of

__all__ = ["Identity", "identity_of"]
