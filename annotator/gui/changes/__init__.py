"""What is suggested differently since articles were marked again, in a view beside the window."""

from annotator.gui.changes.view import ChangesView

__all__ = ["ChangesView"]
