"""What is learned from corrections, and whether it is used."""
