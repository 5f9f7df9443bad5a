"""The small window that shows how far a job is, and stops it."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressDialog, QWidget

from annotator.gui.jobs.running import Job
from annotator.gui.widgets.plain import plain_label


class JobBar(QProgressDialog):
    """Appears where a job takes more than half a second; ``words`` say what it does."""

    def __init__(self, window: QWidget, job: Job, *, title: str, words: str) -> None:
        super().__init__(window)
        self.setWindowTitle(title)
        self.setLabel(plain_label(words, self))
        self.setCancelButtonText(self.tr("Stop"))
        self.setMinimumDuration(500)
        self.setMinimumWidth(360)
        self.setAutoReset(False)
        self.setAutoClose(False)
        self.canceled.connect(job.cancel)
        job.progressed.connect(self._show_progress)

    def _show_progress(self, done: int, total: int, what: str) -> None:
        self.setMaximum(max(1, total))
        self.setValue(done)
        if what:
            self.setLabelText(what)

    def end(self) -> None:
        """Go away: the job has ended."""
        self.canceled.disconnect()
        self.close()
        self.deleteLater()
