"""The command line of the house: what `./dongha` runs."""
