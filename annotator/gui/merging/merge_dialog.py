"""The dialog that takes copies of the project in: choose, look what they bring, merge."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import Cancelled
from annotator.gui.jobs.awaited import Awaited
from annotator.gui.jobs.closed_meanwhile import ClosedMeanwhile
from annotator.gui.merging.report_page import ReportPage
from annotator.gui.settings import Settings
from annotator.gui.widgets import asking
from annotator.gui.widgets.plain import plain_label, plain_tooltip
from annotator.gui.widgets.room import resize_within_screen
from annotator.gui.workbench import Workbench
from annotator.workflows.sharing import merging
from annotator.workflows.sharing.merging_report import MergeReport, with_actors_joined


class MergeDialog(QDialog):
    """Previews as soon as copies are chosen; nothing changes before “Merge” is pressed.

    For the merge itself the project is closed and opened again, so that it has one writer and the
    window stays at hand.
    """

    def __init__(self, workbench: Workbench, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._settings = settings
        self._awaited = Awaited(workbench, self)
        self._merging = ClosedMeanwhile(workbench, self)
        self.files = QListWidget(self)
        self.choose = QPushButton(self.tr("Choose &copies…"), self)
        self.told = plain_label(parent=self, wrap=True)
        self.page = ReportPage(self)
        self.progress = QProgressBar(self)
        self.merge = QPushButton(self.tr("&Merge"), self)
        self.join_actors = QPushButton(self.tr("Make actors of one &name one"), self)
        self.leave = QPushButton(self.tr("Close"), self)
        self._chosen: tuple[Path, ...] = ()
        self._report: MergeReport | None = None
        self._lay_out()
        self._connect()
        self._show_state(
            self.tr(
                "Choose copies of this project that were labelled elsewhere. You see first what "
                "they would bring."
            )
        )

    def _lay_out(self) -> None:
        self.setWindowTitle(self.tr("Merge copies"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.files.setAccessibleName(self.tr("Chosen copies"))
        self.files.setMaximumHeight(self.fontMetrics().height() * 4)
        self.progress.setAccessibleName(self.tr("How far it is"))
        self.progress.setTextVisible(False)
        self.progress.setMaximumHeight(8)
        self.join_actors.setToolTip(
            plain_tooltip(self.tr("The oldest stands for the others; undone in the actors window"))
        )
        top = QHBoxLayout()
        top.addWidget(self.files, 1)
        top.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.addWidget(self.join_actors)
        buttons.addStretch(1)
        buttons.addWidget(self.merge)
        buttons.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self.told)
        column.addWidget(self.page, 1)
        column.addWidget(self.progress)
        column.addLayout(buttons)
        resize_within_screen(self, QSize(760, 600))

    def _connect(self) -> None:
        self.choose.clicked.connect(self.ask_for_copies)
        self.merge.clicked.connect(self.begin_merge)
        self.join_actors.clicked.connect(self.make_actors_one)
        self.leave.clicked.connect(self.close)
        self._awaited.arrived.connect(self._show_preview)
        self._awaited.failed.connect(self._explain)
        self._merging.progressed.connect(self._show_progress)
        self._merging.done.connect(self._merged)
        self._merging.failed.connect(self._failed)

    # Choosing and looking

    @Slot()
    def ask_for_copies(self) -> None:
        """Ask which files to take in."""
        found = asking.ask_for_copies(self, self._settings.folder)
        if found:
            self.take(found)

    def take(self, files: tuple[Path, ...]) -> None:
        """Look what these copies would bring."""
        self._chosen = files
        self.files.clear()
        self.files.addItems([str(each) for each in files])
        self.page.clear()
        self._awaited.forget()
        self._wait(self.tr("Looking what the copies would bring…"))
        self._awaited.begin(
            lambda project, _job: merging.preview(project, files, shown_to=project.annotator.id)
        )

    @Slot(object)
    def _show_preview(self, report: object) -> None:
        assert isinstance(report, MergeReport)
        self.page.show_report(report)
        if not report.events:
            self._show_state(self.tr("There is nothing to merge."), can_merge=bool(report.notes))
            return
        self._show_state(
            self.tr("Nothing is changed yet. A backup is kept before the merge."), can_merge=True
        )
        self.merge.setFocus()

    @Slot(object)
    def _explain(self, error: object) -> None:
        self._show_state("" if isinstance(error, Cancelled) else str(error))

    # Merging

    @Slot()
    def begin_merge(self) -> None:
        """Take the copies in, in the background."""
        if self._workbench.project is None or not self._chosen:
            return
        files = self._chosen
        self._wait(self.tr("Merging… Labelling goes on when it is done."))
        self._merging.begin(
            lambda writing, job: merging.merge(
                writing,
                files,
                shown_to=writing.annotator.id,
                progress=job.progress,
                cancelled=job.is_cancelled,
            )
        )

    @Slot(object)
    def _merged(self, report: object) -> None:
        assert isinstance(report, MergeReport)
        self._report = report
        self.page.show_report(report)
        done = self.tr("Merged. What was here before is kept in a backup.")
        if report.conflicts:
            done += " " + self.tr("Conflicts are settled under Review > Conflicts.")
        self._show_state(done)
        self.join_actors.setVisible(bool(report.same_named))
        self.leave.setFocus()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._show_state(str(error), can_merge=True)

    @Slot()
    def make_actors_one(self) -> None:
        """Let actors of one name that were made apart be one, in one step."""
        project = self._workbench.project
        if project is None:
            return
        step = self._workbench.attempt(lambda: merging.same_named_step(project))
        if step is not None and self._workbench.apply(step) is not None:
            if self._report is not None:
                self.page.show_report(with_actors_joined(self._report))
            self._show_state(step.wording + ".")

    # What is shown

    def _wait(self, words: str) -> None:
        self.told.setText(words)
        self.progress.setRange(0, 0)
        self.progress.show()
        for button in (self.choose, self.merge):
            button.setEnabled(False)
        self.join_actors.hide()

    def _show_state(self, words: str, *, can_merge: bool = False) -> None:
        self.told.setText(words)
        self.progress.hide()
        self.choose.setEnabled(True)
        self.merge.setEnabled(can_merge)
        self.merge.setDefault(can_merge)
        self.join_actors.hide()
        self.leave.setEnabled(True)

    @Slot(int, int, str)
    def _show_progress(self, done: int, total: int, _what: str) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        if total:
            self.told.setText(
                self.tr("Merged. Comparing the new articles with the others: %1 of %2")
                .replace("%1", f"{done:,}")
                .replace("%2", f"{total:,}")
            )

    def reject(self) -> None:
        """Close on Esc, but not while it merges."""
        if not self._merging.is_running:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay while it merges; the answer of a preview is not waited for."""
        if self._merging.is_running:
            event.ignore()
            return
        self._awaited.forget()
        super().closeEvent(event)
