"""Layers whose rows lean on features of other layers by rules of their own; `test_registry` asks those rules."""

RULED = frozenset({"devices", "commands"})
"""A copy of one of their rows, or a row of any values, cannot be added."""
