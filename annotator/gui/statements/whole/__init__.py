"""What is said of the article as a whole: its labels, stances over it, comments and flags."""

from annotator.gui.statements.whole.card import WholeCard
from annotator.gui.statements.whole.telling import Telling

__all__ = ["Telling", "WholeCard"]
