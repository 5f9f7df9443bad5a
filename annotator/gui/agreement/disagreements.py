"""The list of passages on which annotators differ."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from annotator.agreement.disagreements import KINDS, Disagreement, DisagreementKind
from annotator.agreement.report import AgreementReport
from annotator.gui.widgets.plain import plain_tooltip

_Index = QModelIndex | QPersistentModelIndex


class DisagreementsModel(QAbstractTableModel):
    """The disagreements of a report, in the order of the queue and of the text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._report: AgreementReport | None = None
        self._rows: tuple[Disagreement, ...] = ()

    def show_report(
        self, report: AgreementReport | None, kind: DisagreementKind | None = None
    ) -> None:
        """Show the disagreements of ``report``, of one kind or all, instead of what is here."""
        self.beginResetModel()
        self._report = report
        every = report.disagreements if report is not None else ()
        self._rows = tuple(each for each in every if kind is None or each.kind == kind)
        self.endResetModel()

    def show_kind(self, kind: DisagreementKind | None) -> None:
        """Show only the disagreements of one kind of the same report; None shows all."""
        self.show_report(self._report, kind)

    def disagreement(self, row: int) -> Disagreement | None:
        """Return the disagreement in a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("What differs"),
            self.tr("Article"),
            self.tr("Passage"),
            self.tr("Who says what"),
        )[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self.disagreement(index.row())
        if found is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(found)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self._words(found)[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(self._words(found))
        return None

    def detail(self, row: int) -> str:
        """Return all of a disagreement in words, over several lines."""
        found = self.disagreement(row)
        if found is None or self._report is None:
            return ""
        what, article, passage, _ = self._words(found)
        said = [f"{self._report.names[name]}: {words}" for name, words in found.said]
        return "\n".join((f"{article} · {what}: {passage}", *said))

    def _words(self, found: Disagreement) -> tuple[str, str, str, str]:
        report = self._report
        assert report is not None
        about = f": {found.about}" if found.about else ""
        return (
            KINDS[found.kind] + about,
            report.titles.get(found.article) or found.article,
            found.passage,
            report.said(found),
        )


class DisagreementsTable(QTableView):
    """Shows the disagreements; Enter or a double click wishes to see the passage."""

    chosen = Signal(object)
    current_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = DisagreementsModel(self)
        self.setModel(self.source)
        self.setAccessibleName(self.tr("Disagreements"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        self._dress_header()
        self.doubleClicked.connect(self.choose)
        self.selectionModel().currentRowChanged.connect(self._tell_current)

    def show_report(self, report: AgreementReport) -> None:
        """Show the disagreements of ``report``."""
        self.source.show_report(report)
        self.selectRow(0)
        self._tell_current()

    def forget(self) -> None:
        """Show nothing any more."""
        self.source.show_report(None)
        self._tell_current()

    def show_kind(self, kind: DisagreementKind | None) -> None:
        """Show only disagreements of one kind; None shows all."""
        self.source.show_kind(kind)
        self.selectRow(0)
        self._tell_current()

    def choose(self) -> None:
        """Wish to see the passage of the current row."""
        found = self.source.disagreement(self._current_row())
        if found is not None:
            self.chosen.emit(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose()
            event.accept()
            return
        super().keyPressEvent(event)

    def _current_row(self) -> int:
        return self.currentIndex().row()

    def _tell_current(self) -> None:
        self.current_changed.emit(self.source.detail(self._current_row()))

    def _dress_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in enumerate((26, 22, 40)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, letters * letter)
