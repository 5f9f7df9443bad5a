"""Learns from corrections in the background, and shows what came of it beside the rules."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QGroupBox,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import AnnotatorError, Cancelled
from annotator.gui.jobs.awaited import Awaited
from annotator.gui.widgets.plain import plain_label, plain_tooltip
from annotator.gui.workbench import Workbench
from annotator.preannotation.learning.stored import StoredLayer
from annotator.workflows.learning.apart import learn_apart
from annotator.workflows.learning.learned_layer import LayerState, Trial, keep, layer_state, switch
from annotator.workflows.learning.report import percent, rows, verdict

_ROWS_SHOWN = 5


class Learner(QObject):
    """Learns from the open project, whatever dialog is open, and keeps what is better.

    ``changed`` tells that the work began or ended, or that what was learned is switched.
    """

    changed = Signal()
    progressed = Signal(int, int, str)

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._awaited = Awaited(workbench, self)
        self._awaited.progressed.connect(self.progressed)
        self._awaited.arrived.connect(self._keep)
        self._awaited.failed.connect(self._explain)
        workbench.project_closed.connect(self._forget)
        self.problem = ""
        """Why nothing was learned the last time; empty where something was."""
        self.is_new = False
        """Whether articles have not been marked yet with what was learned or switched last."""

    @property
    def is_running(self) -> bool:
        """Whether something is being learned."""
        return self._awaited.is_waiting

    @property
    def state(self) -> LayerState:
        """What the open project has learned."""
        project = self._workbench.project
        return LayerState() if project is None else layer_state(project)

    @Slot()
    def start(self) -> None:
        """Learn from the corrected articles of the open project."""
        if self._workbench.project is None or self.is_running:
            return
        self.problem = ""
        self._awaited.begin(
            lambda project, job: learn_apart(
                project.path, progress=job.progress, cancelled=job.is_cancelled
            )
        )
        self.changed.emit()

    @Slot()
    def stop(self) -> None:
        """Stop learning; what was learned before stays."""
        self._awaited.cancel()

    def use(self, is_wanted: bool) -> None:
        """Use what was learned when articles are marked, or leave it out."""
        project = self._workbench.project
        if project is not None:
            try:
                switch(project, on=is_wanted)
                self.is_new = True
            except AnnotatorError as error:
                self.problem = str(error)
        self.changed.emit()

    @Slot(object)
    def _keep(self, learned: object) -> None:
        project = self._workbench.project
        if project is not None and isinstance(learned, StoredLayer):
            try:
                keep(project, learned)
                self.is_new = learned.model is not None
                self._workbench.message.emit(self.tr("Learning from your corrections has ended."))
            except AnnotatorError as error:
                self.problem = str(error)
        self.changed.emit()

    @Slot(object)
    def _explain(self, error: Exception) -> None:
        stopped = self.tr("Learning was stopped. What was learned before is still there.")
        self.problem = stopped if isinstance(error, Cancelled) else str(error)
        self.changed.emit()

    @Slot()
    def _forget(self) -> None:
        self._awaited.forget()
        self.problem = ""
        self.is_new = False
        self.changed.emit()


class LearningSection(QGroupBox):
    """What was learned, with both scores, a button to learn and a switch to use it."""

    def __init__(self, learner: Learner, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Learned from your corrections"))
        self._learner = learner
        self._words = plain_label(parent=self, wrap=True)
        self.table = _ScoreTable(self)
        self.use = QCheckBox(self.tr("&Use what was learned"), self)
        self.learn = QPushButton(self)
        self.learn.setAutoDefault(False)
        self.learn.setToolTip(
            plain_tooltip(
                self.tr(
                    "Train on the articles that you finished and compare with the rules on "
                    "articles that were held back. It takes seconds to minutes."
                )
            )
        )
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Learning"))
        self.stop = QPushButton(self.tr("&Stop"), self)
        self.stop.setAutoDefault(False)
        self._lay_out()
        self.learn.clicked.connect(learner.start)
        self.stop.clicked.connect(learner.stop)
        self.use.clicked.connect(learner.use)
        learner.changed.connect(self.refresh)
        learner.progressed.connect(self._show_progress)
        self.refresh()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.use, 1)
        foot.addWidget(self._bar, 1)
        foot.addWidget(self.stop)
        foot.addWidget(self.learn)
        column = QVBoxLayout(self)
        column.addWidget(self._words)
        column.addWidget(self.table)
        column.addLayout(foot)

    @property
    def words(self) -> str:
        """What the section says."""
        return self._words.text()

    @Slot()
    def refresh(self) -> None:
        """Show how things stand."""
        state, is_running = self._learner.state, self._learner.is_running
        self._words.setText(self._said(state))
        self.table.show_trial(state.trial)
        self.table.setVisible(state.trial is not None)
        self.use.setVisible(not is_running)
        self.use.setEnabled(state.has_layer and not state.problem)
        self.use.setChecked(state.is_used)
        self.learn.setText(self.tr("&Learn again") if state.trial else self.tr("&Learn now"))
        self.learn.setVisible(not is_running)
        was_focused = self.learn.hasFocus() or self.stop.hasFocus()
        self._bar.setVisible(is_running)
        self.stop.setVisible(is_running)
        if was_focused:
            (self.stop if is_running else self.learn).setFocus()

    def _said(self, state: LayerState) -> str:
        if self._learner.is_running:
            return self.tr("Getting ready")
        if self._learner.problem:
            return self._learner.problem
        if state.trial is None and not state.problem:
            return self.tr(
                "From 25 finished articles on, the program can learn from what you accepted, "
                "corrected, added and rejected. It uses what it learned only where that does "
                "better than the rules on articles that were held back."
            )
        if not self._learner.is_new:
            return verdict(state)
        return f"{verdict(state)} {self.tr('Mark the articles again, and the marks follow it.')}"

    @Slot(int, int, str)
    def _show_progress(self, done: int, total: int, what: str) -> None:
        self._bar.setMaximum(total)
        self._bar.setValue(done)
        if what and self._learner.is_running:
            self._words.setText(what)


class _ScoreTable(QTableWidget):
    """Both scores per kind: precision, recall and F1 in percent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(0, 6, parent)
        sides = (self.tr("Rules"), self.tr("Learned"))
        shares = (self.tr("precision"), self.tr("recall"), self.tr("F1"))
        self.setHorizontalHeaderLabels([f"{side}\n{share}" for side in sides for share in shares])
        self.setAccessibleName(self.tr("Scores of the rules and of what was learned, in percent"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def show_trial(self, trial: Trial | None) -> None:
        """Show a trial, all kinds together first."""
        *kinds, whole = rows(trial) if trial is not None else [None]
        shown = [] if whole is None else [whole, *kinds]
        self.setRowCount(len(shown))
        names = []
        for row, each in enumerate(shown):
            if each is None:
                continue
            name, *scores = each
            names.append(self.tr("All kinds") if row == 0 else name)
            shares = [s for score in scores for s in (score.precision, score.recall, score.f1)]
            for column, share in enumerate(shares):
                item = QTableWidgetItem(percent(share))
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(row, column, item)
        self.setVerticalHeaderLabels(names)
        self._fit()

    def _fit(self) -> None:
        """Be as high as a few rows; the rest is scrolled to."""
        height = self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth()
        height += sum(self.rowHeight(row) for row in range(min(_ROWS_SHOWN, self.rowCount())))
        self.setFixedHeight(height)
