"""Webhooks: changes told to other systems over HTTP, signed, in order, tried again until they are taken or given up."""

from api.webhooks.courier import delivering

__all__ = ["delivering"]
