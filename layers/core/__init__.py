"""The machinery that every layer shares; it knows no single layer."""
