"""Opens the dialogs for handing copies out and for merging them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator.gui.settings import Settings
from annotator.gui.workbench import Workbench

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog


class Sharing(QObject):
    """Shows one of the two dialogs at a time."""

    def __init__(self, workbench: Workbench, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._workbench = workbench
        self._settings = settings
        self._window = window

    def merge(self) -> QDialog | None:
        """Ask which copies to take in; return the dialog."""
        from annotator.gui.merging.merge_dialog import MergeDialog

        if self._workbench.is_readonly:
            return None
        return self._opened(MergeDialog(self._workbench, self._settings, self._window))

    def hand_out(self) -> QDialog | None:
        """Ask for whom copies are to be written, and where; return the dialog."""
        from annotator.gui.merging.hand_out_dialog import HandOutDialog

        if self._workbench.project is None:
            return None
        return self._opened(HandOutDialog(self._workbench, self._settings, self._window))

    @staticmethod
    def _opened(dialog: QDialog) -> QDialog:
        dialog.open()
        return dialog
