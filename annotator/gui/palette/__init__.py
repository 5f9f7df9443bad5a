"""The command palette: everything that can be done or gone to, found by typing."""

from annotator.gui.palette.view import Palette

__all__ = ["Palette"]
