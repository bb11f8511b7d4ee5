"""The street, simulated: every device of the sample city with physical sense, over the same broker as real ones."""
