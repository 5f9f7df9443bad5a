"""The file itself: opened, locked, checked, kept safe, and its tables."""
