"""Shows what copies bring: how much of what, examples, and what is in conflict."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QHeaderView,
    QPlainTextEdit,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.widgets.plain import plain_label
from annotator.workflows.sharing.merging_report import MergeLine, MergeReport, headline

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ReportPage(QWidget):
    """A sentence, a table of counts, and lines to read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headline = plain_label(parent=self, wrap=True)
        self.table = QTableWidget(0, 7, self)
        self.lines = QPlainTextEdit(self)
        self._lay_out()

    def _lay_out(self) -> None:
        self.table.setAccessibleName(_tr("What the copies hold, by annotator and kind"))
        self.table.setHorizontalHeaderLabels(
            [
                _tr("Whose"),
                _tr("What"),
                _tr("New"),
                _tr("Changed"),
                _tr("Removed"),
                _tr("Same"),
                _tr("In conflict"),
            ]
        )
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.lines.setReadOnly(True)
        self.lines.setTabChangesFocus(True)
        self.lines.setAccessibleName(_tr("Conflicts, notes and examples"))
        halves = QSplitter(Qt.Orientation.Vertical, self)
        halves.addWidget(self.table)
        halves.addWidget(self.lines)
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.headline)
        column.addWidget(halves, 1)

    def show_report(self, report: MergeReport) -> None:
        """Show what is told."""
        self.headline.setText(headline(report))
        self.table.setRowCount(len(report.lines))
        for row, line in enumerate(report.lines):
            for column, text in enumerate(_cells(line)):
                item = QTableWidgetItem(text)
                if column > 1:
                    item.setTextAlignment(_RIGHT)
                self.table.setItem(row, column, item)
        self.table.resizeRowsToContents()
        self.lines.setPlainText("\n".join(_told(report)))

    def clear(self) -> None:
        """Show nothing."""
        self.headline.clear()
        self.table.setRowCount(0)
        self.lines.clear()


def _cells(line: MergeLine) -> tuple[str, ...]:
    counts = (line.new, line.changed, line.removed, line.same, line.conflicting)
    return (line.annotator, line.kind, *(f"{each:,}" if each else "" for each in counts))


def _told(report: MergeReport) -> list[str]:
    told: list[str] = []
    for each in report.conflicts:
        told.append(f"{_tr('In conflict')}: {each.kind} {each.what}")
        told += [f"    {one.by}, {one.made}: {one.says}" for one in each.versions]
    if report.others_conflicts:
        words = _tr("%1 more in conflict, in labels of others, who settle them")
        told.append(words.replace("%1", str(report.others_conflicts)))
    told += report.notes
    if report.examples:
        told.append(_tr("For example:"))
        told += [f"    {each}" for each in report.examples]
    return told


def _tr(text: str) -> str:
    return QCoreApplication.translate("MergeReport", text)
