"""The dialog that shares articles out among annotators, and shows who has how much."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import AnnotatorError, Cancelled
from annotator.gui.jobs.awaited import AwaitedSoon
from annotator.gui.jobs.job_project import write_in_job
from annotator.gui.jobs.running import Job
from annotator.gui.widgets.plain import plain_label, plain_tooltip, without_icons
from annotator.gui.workbench import Workbench
from annotator.project import Project
from annotator.project.model import AssignedCount
from annotator.workflows.sharing.assigning import AssignOptions, Balance, Draw, draw, store

_LARGEST_SEED = 999_999
_TYPING_MS = 300


class AssignDialog(QDialog):
    """Asks among whom and how; stays open and tells what everybody has."""

    assigned = Signal()

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Assign articles"))
        self._workbench = workbench
        self.people = QLineEdit(self)
        self.overlap = QSpinBox(self)
        self.each = QSpinBox(self)
        self.balance = QComboBox(self)
        self.by_cluster = QCheckBox(self.tr("Keep similar articles in one hand"), self)
        self.seed = QSpinBox(self)
        self.told = plain_label(parent=self, wrap=True)
        self.preview = plain_label(parent=self, wrap=True)
        self.table = QTableWidget(0, 7, self)
        self._bar = QProgressBar(self)
        self._looking = AwaitedSoon(workbench, self, pause=_TYPING_MS)
        self._counts: tuple[AssignedCount, ...] = ()
        self._draw: Draw | None = None
        self._storing: Job | None = None
        self._keeps_told = False  # why nothing was assigned, until the next look
        self._buttons = QDialogButtonBox(self)
        self._assign = QPushButton(self.tr("Assign"), self)
        self._clear = QPushButton(self.tr("Clear all"), self)
        self._cancel = QPushButton(self.tr("Cancel"), self)
        self._lay_out()
        self._listen()
        self._look()
        workbench.project_closed.connect(self.close)

    def _lay_out(self) -> None:
        project = self._workbench.project
        known = project.annotators() if project is not None else ()
        self.people.setText(", ".join(each.name for each in known))
        self.people.setToolTip(plain_tooltip(self.tr("Names with commas between; new ones too")))
        self.overlap.setRange(0, 100)
        self.overlap.setValue(20)
        self.overlap.setSuffix(self.tr(" % of the articles"))
        self.each.setRange(2, 20)
        self.each.setSuffix(self.tr(" people each"))
        self.balance.addItem(self.tr("as many articles"), "count")
        self.balance.addItem(self.tr("as much text"), "length")
        self.seed.setRange(0, _LARGEST_SEED)
        self.seed.setValue(1)
        self.seed.setToolTip(plain_tooltip(self.tr("The same number gives the same shares again")))
        form = QFormLayout()
        form.addRow(self.tr("Annotators"), self.people)
        form.addRow(self.tr("Labelled by several"), self.overlap)
        form.addRow(self.tr("by"), self.each)
        form.addRow(self.tr("Everybody gets"), self.balance)
        form.addRow("", self.by_cluster)
        form.addRow(self.tr("Seed of the draw"), self.seed)
        self._lay_out_table()
        self._lay_out_buttons()
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.preview)
        column.addWidget(self.told)
        column.addWidget(self.table, 1)
        column.addWidget(self._bar)
        column.addWidget(self._buttons)
        self._bar.setAccessibleName(self.tr("Articles assigned"))
        self._bar.hide()
        letter = self.fontMetrics().averageCharWidth()
        self.resize(96 * letter, 36 * self.fontMetrics().lineSpacing())

    def _lay_out_table(self) -> None:
        self.table.setAccessibleName(self.tr("How much everybody is asked to label"))
        self.table.setHorizontalHeaderLabels(
            [
                self.tr("Annotator"),
                self.tr("Articles"),
                self.tr("Shared"),
                self.tr("Opened"),
                self.tr("Done"),
                self.tr("Would get"),
                self.tr("Shared then"),
            ]
        )
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setAlternatingRowColors(True)
        self.table.setShowGrid(False)
        self.table.verticalHeader().setDefaultSectionSize(
            round(1.6 * self.fontMetrics().lineSpacing())
        )
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _lay_out_buttons(self) -> None:
        roles = QDialogButtonBox.ButtonRole
        self._buttons.addButton(self._assign, roles.ActionRole)
        self._buttons.addButton(self._clear, roles.ActionRole)
        self._buttons.addButton(self._cancel, roles.ActionRole)
        self._cancel.hide()
        self._buttons.addButton(QDialogButtonBox.StandardButton.Close)
        without_icons(self._buttons)
        self._assign.setDefault(True)
        self._clear.setToolTip(plain_tooltip(self.tr("Ask everybody to label all articles")))

    def _listen(self) -> None:
        self._assign.clicked.connect(self.assign)
        self._clear.clicked.connect(self.clear)
        self._cancel.clicked.connect(self.cancel)
        self._buttons.rejected.connect(self.reject)
        self._looking.due.connect(self._look)
        self.people.textChanged.connect(self._looking.ask)
        for box in (self.overlap, self.each, self.seed):
            box.valueChanged.connect(self._looking.ask)
        self.balance.currentIndexChanged.connect(self._looking.ask)
        self.by_cluster.toggled.connect(self._looking.ask)
        self._workbench.articles_added.connect(self._looking.ask)
        self._looking.arrived.connect(self._show_draw)
        self._looking.failed.connect(self._explain)

    @property
    def options(self) -> AssignOptions:
        """What is asked for."""
        names = (name.strip() for name in self.people.text().split(","))
        return AssignOptions(
            annotators=tuple(name for name in names if name),
            overlap=self.overlap.value() / 100,
            each=self.each.value(),
            seed=self.seed.value(),
            balance=cast("Balance", self.balance.currentData()),
            by_cluster=self.by_cluster.isChecked(),
        )

    @property
    def is_looking(self) -> bool:
        """Whether what the options would do is still being found out."""
        return self._looking.is_waiting

    def _look(self) -> None:
        """Find out beside the window's work what the options would do."""
        self._looking.forget()
        self._draw = None
        if self._workbench.project is None or self._storing is not None:
            return
        options = self.options
        self.preview.setText(self.tr("Drawing…"))
        self._looking.begin(
            lambda project, job: (
                project.assigned_counts(),
                _drawn(project, options, job),
            )
        )

    @Slot(object)
    def _show_draw(self, found: object) -> None:
        self._counts, drawn = cast("tuple[tuple[AssignedCount, ...], Draw | str]", found)
        if isinstance(drawn, str):
            self.preview.setText(drawn)
        else:
            self._draw = drawn
            total, shared = len(drawn.by_article), drawn.shared
            words = self.tr("Articles: %1. Labelled by several people: %2. Readings in all: %3.")
            readings = sum(each.articles for each in drawn.shares)
            for place, number in (("%1", total), ("%2", shared), ("%3", readings)):
                words = words.replace(place, f"{number:,}")
            self.preview.setText(words)
        self._show_counts()
        if not self._keeps_told:
            self._tell_state()
        self._keeps_told = False

    @Slot(object)
    def _explain(self, error: Exception) -> None:
        if isinstance(error, AnnotatorError) and not isinstance(error, Cancelled):
            self.preview.setText(str(error))

    @Slot()
    def assign(self) -> None:
        """Share the articles out as asked for; what makes no sense is said."""
        options = self.options
        try:
            options.require_sense()
        except AnnotatorError as refusal:
            self.told.setText(str(refusal))
            return
        known = self._draw if self._draw is not None and self._draw.options == options else None
        self._looking.forget()
        self._wait(self.tr("Sharing the articles out…"))

        def work(project: Project, job: Job) -> object:
            drawn = known or draw(project, options, cancelled=job.is_cancelled)
            store(project, drawn, progress=job.progress, cancelled=job.is_cancelled)
            return None

        self._storing = write_in_job(
            self._workbench, work, done=self._take, failed=self._tell_failure
        )
        self._storing.progressed.connect(self._show_progress)

    @Slot()
    def cancel(self) -> None:
        """Stop storing; nothing is assigned then."""
        if self._storing is not None:
            self._storing.cancel()
            self._cancel.setEnabled(False)

    def reject(self) -> None:
        """Close; while articles are being assigned, stop that first."""
        if self._storing is not None:
            self.cancel()
            return
        super().reject()

    def done(self, result: int) -> None:
        """Wait for no answer any more."""
        self._looking.forget()
        super().done(result)

    @Slot(int, int, str)
    def _show_progress(self, done: int, total: int, _what: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    @Slot()
    def clear(self) -> None:
        """Ask everybody to label all articles again."""
        project = self._workbench.project
        if project is not None:
            self._workbench.attempt(project.clear_assignments, about="storing")
            self._take(None)

    def _wait(self, words: str) -> None:
        self.told.setText(words)
        self._bar.setRange(0, 0)
        self._let_choose(False)

    def _let_choose(self, wanted: bool) -> None:
        fields = (self.people, self.overlap, self.each, self.balance, self.by_cluster, self.seed)
        for widget in (*fields, self._assign, self._clear):
            widget.setEnabled(wanted)
        self._bar.setVisible(not wanted)
        self._cancel.setVisible(not wanted)
        self._cancel.setEnabled(True)

    @Slot(object)
    def _take(self, _counts: object) -> None:
        self._storing = None
        self._let_choose(True)
        self.assigned.emit()
        self._look()

    @Slot(object)
    def _tell_failure(self, error: Exception) -> None:
        self._storing = None
        self._let_choose(True)
        if not isinstance(error, AnnotatorError):
            raise error
        self.told.setText(str(error))
        self._keeps_told = True
        self._look()

    def _show_counts(self) -> None:
        """Show what everybody has, and beside it what the options would give them."""
        counts = {each.name: each for each in self._counts}
        wanted = {each.name: each for each in (self._draw.shares if self._draw else ())}
        names = tuple(dict.fromkeys((*counts, *wanted)))
        self.table.setRowCount(len(names))
        for row, name in enumerate(names):
            has, gets = counts.get(name), wanted.get(name)
            now = (has.articles, has.shared, has.opened, has.done) if has else (0, 0, 0, 0)
            then = (gets.articles, gets.shared) if gets else (None, None)
            for column, number in enumerate((*now, *then), start=1):
                self._put(row, column, "" if number is None else f"{number:,}")
            self._put(row, 0, name)
        self._clear.setEnabled(bool(counts) and self._storing is None)

    def _tell_state(self) -> None:
        self.told.setText(
            self.tr("What somebody has begun stays theirs when articles are assigned again.")
            if self._clear.isEnabled()
            else self.tr("Nothing is assigned: everybody is asked to label all articles.")
        )

    def _put(self, row: int, column: int, text: str) -> None:
        item = QTableWidgetItem(text)
        if column:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.table.setItem(row, column, item)


def _drawn(project: Project, options: AssignOptions, job: Job) -> Draw | str:
    """Return what the options would do, or why they make no sense."""
    try:
        return draw(project, options, progress=job.progress, cancelled=job.is_cancelled)
    except Cancelled:
        raise
    except AnnotatorError as refusal:
        return str(refusal)
