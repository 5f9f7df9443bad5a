"""Labelling by keys: the gestures over the article in hand."""
