"""Slow work off the GUI thread, and who waits for it."""
