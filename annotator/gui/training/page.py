"""The page beside the choices: what there is to learn, and below how the training goes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.training.tables import (
    count_rows,
    counts_table,
    look_row,
    looks_table,
    notes_of,
    score_rows,
    scores_table,
)
from annotator.gui.widgets.plain import plain_label
from annotator.preannotation.pipelines.training import Look
from annotator.workflows.exporting.training import TrainingReport
from annotator.workflows.exporting.training_texts import TaskCounts


class TrainingPage(QWidget):
    """Counts above; below, from when a training begins, its progress and scores.

    ``stop`` and ``use`` are the buttons for stopping it and for choosing what came of it.
    """

    def __init__(self, parent: QWidget, *, stop: QPushButton, use: QPushButton) -> None:
        super().__init__(parent)
        self.stop, self.use = stop, use
        self._summary = plain_label(parent=self, wrap=True)
        self._summary.setObjectName("summary")
        self.counts = counts_table(self)
        self._notes = plain_label(parent=self, wrap=True)
        self._state = plain_label(parent=self, wrap=True)
        self._bar = QProgressBar(self)
        self._bar.setAccessibleName(self.tr("How far the training is"))
        self.looks = looks_table(self)
        self.scores = scores_table(self)
        self._lay_out()

    def _lay_out(self) -> None:
        above = QWidget(self)
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._summary)
        column.addWidget(self.counts, 1)
        column.addWidget(self._notes)
        self._below = self._training()
        both = QSplitter(Qt.Orientation.Vertical, self)
        both.setChildrenCollapsible(False)
        both.addWidget(above)
        both.addWidget(self._below)
        both.setStretchFactor(0, 1)
        both.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(both)

    def _training(self) -> QWidget:
        below = QWidget(self)
        head = QHBoxLayout()
        head.addWidget(self._state, 1)
        head.addWidget(self._bar, 1)
        head.addWidget(self.stop)
        head.addWidget(self.use)
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        for table in (self.looks, self.scores):
            column.addWidget(table, 1)
        below.hide()
        return below

    @property
    def summary(self) -> str:
        """What the line above says."""
        return self._summary.text()

    @property
    def notes(self) -> str:
        """What is said under the counts."""
        return self._notes.text()

    @property
    def state(self) -> str:
        """What is said of the training."""
        return self._state.text() if self._below.isVisibleTo(self) else ""

    def tell(self, words: str) -> None:
        """Say in short what is counted."""
        self._summary.setText(words)

    def show_counts(self, tasks: Sequence[TaskCounts]) -> None:
        """Show what there is to learn."""
        able = [each for each in tasks if not each.problem]
        texts = sum(sum(each.texts.values()) for each in able)
        if able:
            words = self.tr("%1 texts to learn from.").replace("%1", f"{texts:,}")
        else:
            words = self.tr("Too little to learn from: label more articles, and mark them as done.")
        self.tell(words)
        self.counts.show_rows(tuple(count_rows(tasks)))
        self._notes.setText("\n".join(notes_of(tasks)))

    # -- the training

    def begin(self) -> None:
        """Make room for a training that begins."""
        self.looks.show_rows(())
        self.scores.show_rows(())
        self.show_progress(0, 0, self.tr("Reading the articles"))
        self._show_work(is_on=True)
        self._show_scores(is_on=False)

    @Slot(int, int, str)
    def show_progress(self, done: int, total: int, what: str) -> None:
        """Show how much is done of how much, and what is in hand."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._state.setText(what)

    @Slot(object)
    def show_look(self, look: Look) -> None:
        """Show how good a pipeline is just now."""
        self.looks.add(look_row(look))

    def end(self, words: str, report: TrainingReport | None = None) -> None:
        """Say how it ended, and show the scores where there are some."""
        self._show_work(is_on=False)
        self._state.setText(words)
        if report is not None:
            self.scores.show_rows(tuple(score_rows(report.scores)))
            self._show_scores(is_on=True)
        self.use.setVisible(report is not None and report.pipeline is not None)

    def forget(self) -> None:
        """Show no training."""
        self._below.hide()

    def _show_scores(self, *, is_on: bool) -> None:
        """Show the scores by label instead of those while it trains, or the other way round."""
        self.scores.setVisible(is_on)
        self.looks.setVisible(not is_on)

    def _show_work(self, *, is_on: bool) -> None:
        self._below.show()
        for each in (self._bar, self.stop):
            each.setVisible(is_on)
        self.use.setVisible(False)
