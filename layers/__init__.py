"""What the city is: its layers, declared once."""
