"""Runs exports from the window in the background, with progress and a way to stop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator import paths
from annotator.gui.exporting.dialog import ExportDialog
from annotator.gui.jobs.job_bar import JobBar
from annotator.gui.jobs.job_project import read_in_job
from annotator.gui.jobs.running import Job
from annotator.gui.settings import Settings
from annotator.gui.widgets import asking
from annotator.gui.workbench import Workbench
from annotator.project import Project
from annotator.workflows.exporting.files import ExportOptions, ExportReport, export


class Exporter(QObject):
    """Asks what to export, starts the work and tells what was written."""

    def __init__(self, workbench: Workbench, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._workbench = workbench
        self._settings = settings
        self._window = window
        self._folder: Path | None = None
        self._bar: JobBar | None = None

    def ask(self) -> ExportDialog | None:
        """Open the dialog that asks what to export."""
        project = self._workbench.project
        if project is None:
            return None
        dialog = ExportDialog(
            self._window,
            proposed=self._likely_folder(project.path) / project.path.stem,
            annotators=tuple(each.name for each in project.annotators()),
            is_settled=any(project.ruling_counts().values()),
        )
        dialog.export_wanted.connect(self.start)
        dialog.open()
        return dialog

    def _likely_folder(self, project: Path) -> Path:
        """Return where the last export went, else where the project is, not where articles lie."""
        if self._folder is not None:
            return self._folder
        return self._settings.folder if project == paths.sample_project() else project.parent

    def start(self, options: ExportOptions) -> None:
        """Export in the background."""
        self._folder = options.out.parent
        self._workbench.problems.settle("export")

        def work(project: Project, job: Job) -> ExportReport:
            return export(project, options, progress=job.progress, cancelled=job.is_cancelled)

        job = read_in_job(self._workbench, work, done=self._finish, failed=self._fail)
        words = self.tr("Writing %1").replace("%1", options.out.name)
        self._bar = JobBar(self._window, job, title=self.tr("Export"), words=words)

    def _close_bar(self) -> None:
        if self._bar is not None:
            self._bar.end()
            self._bar = None

    def _finish(self, report: object) -> None:
        self._close_bar()
        if isinstance(report, ExportReport):
            lines = report.lines()
            self._workbench.message.emit(lines[0])
            if len(lines) > 1:
                rest = "\n".join(line.removeprefix("  ") for line in lines[1:])
                asking.tell_at_length(self._window, self.tr("Export"), lines[0], rest)

    def _fail(self, error: Exception) -> None:
        self._close_bar()
        self._workbench.tell_failure(error, about="export")
