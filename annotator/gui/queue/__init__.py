"""The list of articles with status and progress."""

from annotator.gui.queue.panel import QueuePanel

__all__ = ["QueuePanel"]
