"""The list of articles with status and progress."""
