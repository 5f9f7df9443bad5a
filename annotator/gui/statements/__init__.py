"""The statements panel: what is said about the article in hand, visible and editable."""

from annotator.gui.statements.panel import StatementsPanel

__all__ = ["StatementsPanel"]
