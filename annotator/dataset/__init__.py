"""Training data out: which rows, in which shape."""
