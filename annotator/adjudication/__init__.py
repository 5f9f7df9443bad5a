"""What annotators disagree on, settled: the matters, the rulings on them, and the gold layer."""
