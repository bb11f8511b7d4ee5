"""What stands in the street: how devices speak, what can be told to them, and the street simulated."""
