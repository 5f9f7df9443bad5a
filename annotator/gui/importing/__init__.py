"""Bringing articles in."""

from annotator.gui.importing.importer import Importer

__all__ = ["Importer"]
