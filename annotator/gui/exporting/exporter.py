"""Runs exports from the window in the background, with progress and a way to stop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QProgressDialog, QWidget

from annotator.errors import AnnotatorError, Cancelled
from annotator.gui.exporting.dialog import ExportDialog
from annotator.gui.job_project import read_in_job
from annotator.gui.jobs import Job
from annotator.gui.settings import Settings
from annotator.gui.widgets import asking
from annotator.gui.widgets.plain import plain_label
from annotator.gui.workbench import Workbench
from annotator.project import Project
from annotator.workflows.exporting import ExportOptions, ExportReport, export


class Exporter(QObject):
    """Asks what to export, starts the work and tells what was written."""

    def __init__(self, workbench: Workbench, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._workbench = workbench
        self._settings = settings
        self._window = window
        self._bar: QProgressDialog | None = None

    def ask(self) -> ExportDialog | None:
        """Open the dialog that asks what to export."""
        project = self._workbench.project
        if project is None:
            return None
        dialog = ExportDialog(
            self._window,
            proposed=self._settings.folder / project.path.stem,
            annotators=tuple(each.name for each in project.annotators()),
        )
        dialog.export_wanted.connect(self.start)
        dialog.open()
        return dialog

    def start(self, options: ExportOptions) -> None:
        """Export in the background."""
        self._settings.folder = options.out.parent

        def work(project: Project, job: Job) -> ExportReport:
            return export(project, options, progress=job.progress, cancelled=job.is_cancelled)

        job = read_in_job(self._workbench, work, done=self._finish, failed=self._fail)
        self._bar = self._progress_bar(job, options.out)

    def _progress_bar(self, job: Job, out: Path) -> QProgressDialog:
        words = self.tr("Writing %1").replace("%1", out.name)
        bar = QProgressDialog(self._window)
        bar.setWindowTitle(self.tr("Export"))
        bar.setLabel(plain_label(words, bar))
        bar.setCancelButtonText(self.tr("Stop"))
        bar.setMinimumDuration(500)
        bar.setAutoReset(False)
        bar.setAutoClose(False)
        bar.canceled.connect(job.cancel)
        job.progressed.connect(self._show_progress)
        return bar

    def _show_progress(self, done: int, total: int, _what: str) -> None:
        if self._bar is not None:
            self._bar.setMaximum(max(1, total))
            self._bar.setValue(done)

    def _close_bar(self) -> None:
        if self._bar is not None:
            self._bar.canceled.disconnect()
            self._bar.close()
            self._bar.deleteLater()
            self._bar = None

    def _finish(self, report: object) -> None:
        self._close_bar()
        if isinstance(report, ExportReport):
            lines = report.lines()
            self._workbench.message.emit(lines[0])
            if len(lines) > 1:
                rest = "\n".join(line.strip() for line in lines[1:])
                asking.tell_at_length(self._window, self.tr("Export"), lines[0], rest)

    def _fail(self, error: Exception) -> None:
        self._close_bar()
        if isinstance(error, Cancelled):
            self._workbench.message.emit(str(error))
        elif isinstance(error, AnnotatorError):
            self._workbench.problems.tell(error, about="export")
        else:
            raise error
