"""A window for what an annotator wants to remember while labelling; stored by itself."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from annotator.gui.statements.pieces import muted
from annotator.gui.workbench import Workbench

_PAUSE_MS = 1200


class GuidelineNoteView(QWidget):
    """The current annotator's note; every version of it stays in the history."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self.edit = _Edit(self)
        self.edit.setAccessibleName(self.tr("Guideline note"))
        self.edit.setPlaceholderText(
            self.tr("What you want to remember: how you decide hard cases, what to ask about.")
        )
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.store)
        column = QVBoxLayout(self)
        column.addWidget(muted(self.tr("For yourself. Stored as you pause or leave.")))
        column.addWidget(self.edit)
        self.edit.textChanged.connect(self._pause.start)
        workbench.leaving.connect(self.store)
        workbench.project_opened.connect(self._show)
        workbench.annotator_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        project = self._workbench.project
        note = None
        if project is not None:
            note = self._workbench.attempt(project.guideline_note)
        self.edit.setPlainText(note or "")
        self.edit.setReadOnly(self._workbench.is_readonly)
        self._pause.stop()

    def store(self) -> None:
        """Store what was typed."""
        self._pause.stop()
        project = self._workbench.project
        if project is None or project.readonly:
            return
        words = self.edit.toPlainText()
        self._workbench.attempt(lambda: project.keep_guideline_note(words), about="storing")

    def closeEvent(self, event: QCloseEvent) -> None:
        self.store()
        super().closeEvent(event)


class _Edit(QPlainTextEdit):
    """Stores when the focus leaves it; Tab goes on."""

    def __init__(self, view: GuidelineNoteView) -> None:
        super().__init__(view)
        self._view = view
        self.setTabChangesFocus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._view.store()
