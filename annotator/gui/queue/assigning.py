"""The dialog that shares articles out among annotators, and shows who has how much."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import AnnotatorError
from annotator.gui.job_project import write_in_job
from annotator.gui.widgets.plain import plain_label, plain_tooltip, without_icons
from annotator.gui.workbench import Workbench
from annotator.project.model import AssignedCount
from annotator.workflows.assigning import AssignOptions, Balance, assign

_LARGEST_SEED = 999_999


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
        self.table = QTableWidget(0, 5, self)
        self._buttons = QDialogButtonBox(self)
        self._assign = QPushButton(self.tr("Assign"), self)
        self._clear = QPushButton(self.tr("Clear all"), self)
        self._lay_out()
        self._show_counts()
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
        column.addWidget(self.told)
        column.addWidget(self.table, 1)
        column.addWidget(self._buttons)
        self.resize(520, 480)

    def _lay_out_table(self) -> None:
        self.table.setAccessibleName(self.tr("How much everybody is asked to label"))
        self.table.setHorizontalHeaderLabels(
            [
                self.tr("Annotator"),
                self.tr("Articles"),
                self.tr("Shared"),
                self.tr("Opened"),
                self.tr("Done"),
            ]
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
        self._buttons.addButton(QDialogButtonBox.StandardButton.Close)
        without_icons(self._buttons)
        self._assign.setDefault(True)
        self._clear.setToolTip(plain_tooltip(self.tr("Ask everybody to label all articles")))
        self._assign.clicked.connect(self.assign)
        self._clear.clicked.connect(self.clear)
        self._buttons.rejected.connect(self.close)

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

    @Slot()
    def assign(self) -> None:
        """Share the articles out as asked for; what makes no sense is said."""
        options = self.options
        try:
            options.require_sense()
        except AnnotatorError as refusal:
            self.told.setText(str(refusal))
            return
        self._wait(self.tr("Sharing the articles out…"))
        write_in_job(
            self._workbench,
            lambda project, _job: assign(project, options),
            done=self._take,
            failed=self._tell_failure,
        )

    @Slot()
    def clear(self) -> None:
        """Ask everybody to label all articles again."""
        project = self._workbench.project
        if project is not None:
            self._workbench.attempt(project.clear_assignments, about="storing")
            self._take(None)

    def _wait(self, words: str) -> None:
        self.told.setText(words)
        self._assign.setEnabled(False)
        self._clear.setEnabled(False)

    @Slot(object)
    def _take(self, _counts: object) -> None:
        self._show_counts()
        self.assigned.emit()

    @Slot(object)
    def _tell_failure(self, error: Exception) -> None:
        self._show_counts()
        if not isinstance(error, AnnotatorError):
            raise error
        self.told.setText(str(error))

    def _show_counts(self) -> None:
        project = self._workbench.project
        found = self._workbench.attempt(project.assigned_counts) if project is not None else None
        counts: Sequence[AssignedCount] = found or ()
        self.table.setRowCount(len(counts))
        for row, each in enumerate(counts):
            numbers = (each.articles, each.shared, each.opened, each.done)
            for column, text in enumerate((each.name, *(f"{one:,}" for one in numbers))):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.told.setText(
            self.tr("What somebody has begun stays theirs when articles are assigned again.")
            if counts
            else self.tr("Nothing is assigned: everybody is asked to label all articles.")
        )
        self._assign.setEnabled(True)
        self._clear.setEnabled(bool(counts))
