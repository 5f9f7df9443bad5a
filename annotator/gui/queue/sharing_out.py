"""Sharing the articles out from the queue, and reading afterwards which of them are one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from annotator.gui.jobs.awaited import Awaited
from annotator.gui.workbench import Workbench

if TYPE_CHECKING:
    from annotator.gui.queue.assigning import AssignDialog


class SharingOut(QObject):
    """Opens the dialog; ``mine`` brings the ids of what the annotator is asked to label then.

    They are read in the background: of very many articles it takes a tenth of a second.
    """

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self.mine = Awaited(workbench, self)

    def ask(self, window: QWidget) -> AssignDialog | None:
        """Ask how the articles are shared out; return the dialog, None where nothing is stored."""
        from annotator.gui.queue.assigning import AssignDialog

        if self._workbench.is_readonly:
            return None
        dialog = AssignDialog(self._workbench, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.assigned.connect(self._look)
        dialog.open()
        return dialog

    @Slot()
    def _look(self) -> None:
        self.mine.begin(lambda project, _job: project.assigned())
