"""Writing datasets out."""

from annotator.gui.exporting.dialog import ExportDialog
from annotator.gui.exporting.exporter import Exporter

__all__ = ["ExportDialog", "Exporter"]
