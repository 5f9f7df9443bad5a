"""The suggestions view: what became of the suggestions, and whether they pull the labels."""

from annotator.gui.suggestions.view import SuggestionsView

__all__ = ["SuggestionsView"]
