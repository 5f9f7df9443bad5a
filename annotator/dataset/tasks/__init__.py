"""The rows of each task: what becomes one, and what it holds."""
