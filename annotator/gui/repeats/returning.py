"""Brings articles back while the window stays open, and asks which share of them is to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from annotator.gui.workbench import Workbench
from annotator.workflows.sharing.repeating import RepeatOptions, choose_repeats, chosen_repeats

if TYPE_CHECKING:
    from annotator.gui.repeats.dialog import RepeatDialog

_LOOK_EVERY_MS = 15 * 60 * 1000


class Repeats(QObject):
    """Looks now and then whether articles are due; the queue then shows them as new ones."""

    def __init__(self, workbench: Workbench, window: QWidget) -> None:
        super().__init__(window)
        self._workbench = workbench
        self._window = window
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Let the queue show what is due by now."""
        project = self._workbench.project
        if project is not None and self._workbench.attempt(project.look_for_repeats):
            self._workbench.articles_added.emit()

    def ask(self) -> RepeatDialog | None:
        """Ask which share of the done articles is to come back; return the dialog."""
        from annotator.gui.repeats.dialog import RepeatDialog

        project = self._workbench.project
        if project is None or project.readonly:
            return None
        known = self._workbench.attempt(lambda: (chosen_repeats(project), project.repeat_counts()))
        if known is None:
            return None
        dialog = RepeatDialog(*known, parent=self._window)
        dialog.chosen.connect(self.choose)
        self._workbench.project_closed.connect(dialog.close)
        dialog.open()
        return dialog

    @Slot(object)
    def choose(self, options: RepeatOptions) -> None:
        """Let that share come back from now on."""
        project = self._workbench.project
        if project is None:
            return
        before = chosen_repeats(project)
        self._workbench.attempt(lambda: choose_repeats(project, options), about="storing")
        if chosen_repeats(project) == before:
            return
        self._workbench.articles_added.emit()
        words = self.tr("Articles come back from now on; nobody is told which.")
        off = self.tr("No article comes back any more. Both labellings of the earlier ones stay.")
        self._workbench.message.emit(words if options.share else off)
