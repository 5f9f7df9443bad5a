"""Words, actors, cues and labels in context, in a view beside the window, to compare and label."""

from annotator.gui.concordance.view import ConcordanceView

__all__ = ["ConcordanceView"]
