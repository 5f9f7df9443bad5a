"""The pages of a view that waits for work in the background: before it, during it, and after."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from annotator.gui.jobs.awaited import Awaited
from annotator.gui.jobs.running import Job
from annotator.gui.widgets.waiting_page import WaitingPage
from annotator.gui.workbench import Workbench
from annotator.project import Project


class AwaitedPages(QStackedWidget):
    """Shows how far the work is while it lasts; ``arrived`` and ``failed`` tell how it ended.

    One work at a time: whoever begins while something is on its way is not heard.
    """

    arrived = Signal(object)
    failed = Signal(object)

    def __init__(
        self, workbench: Workbench, *pages: QWidget, parent: QWidget, title: str, counted: str
    ) -> None:
        """Take in the other pages; ``title`` and ``counted`` are for the one that waits."""
        super().__init__(parent)
        self._workbench = workbench
        self._awaited = Awaited(workbench, self)
        self._waiting = WaitingPage(self, title=title, counted=counted)
        for page in (*pages, self._waiting):
            self.addWidget(page)
        self._waiting.cancel.clicked.connect(self._awaited.cancel)
        self._awaited.progressed.connect(self._waiting.show_progress)
        self._awaited.arrived.connect(self.arrived)
        self._awaited.failed.connect(self.failed)

    @property
    def is_waiting(self) -> bool:
        """Tell whether an answer is on its way."""
        return self._awaited.is_waiting

    def begin(self, work: Callable[[Project, Job], object]) -> None:
        """Start the work on the open project and show how far it is."""
        if self._workbench.project is None or self.is_waiting:
            return
        self._waiting.show_progress(0, 0, "")
        self.setCurrentWidget(self._waiting)
        self._waiting.cancel.setFocus()
        self._awaited.begin(work)

    def forget(self) -> None:
        """Stop the work and wait for its answer no more."""
        self._awaited.forget()
