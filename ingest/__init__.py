"""What comes in and is written to layers."""
