"""Settling what annotators disagree on: the queue, the passage, and the versions side by side."""
