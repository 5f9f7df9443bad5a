"""Repeat items in the window: which share comes back, when it does, and what came out."""

from annotator.gui.repeats.returning import Repeats

__all__ = ["Repeats"]
