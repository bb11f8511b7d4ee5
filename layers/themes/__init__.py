"""What the city is: one module per theme, a few layer classes each."""
