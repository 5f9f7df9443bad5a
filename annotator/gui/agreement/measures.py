"""The table of measures: one heading for what is compared, one row for each measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from annotator.agreement.labels.coefficient import interval_in_words
from annotator.agreement.reported.measurement import PARTS, Measurement, Part
from annotator.agreement.reported.report import AgreementReport, among
from annotator.gui.widgets.plain import plain_tooltip
from annotator.gui.widgets.sheet import RIGHT, Airy, bold_item, fit_columns, plain_item

_DETAIL = Qt.ItemDataRole.UserRole
_NUMBERS = (2, 3, 4, 5, 6)


class MeasuresModel(QStandardItemModel):
    """The measures of a report, by what they compare; each label in a part that folds."""

    def show_report(self, report: AgreementReport) -> None:
        """Show the measures of ``report`` instead of what is here."""
        self.clear()
        self.setHorizontalHeaderLabels(
            [
                self.tr("Measure"),
                self.tr("Among"),
                self.tr("Value"),
                self.tr("95 % interval"),
                self.tr("Raw agreement"),
                self.tr("Units"),
                self.tr("Articles"),
                self.tr("Note"),
            ]
        )
        for column in _NUMBERS:
            self.setHeaderData(
                column, Qt.Orientation.Horizontal, RIGHT, Qt.ItemDataRole.TextAlignmentRole
            )
        for part, of in dict.fromkeys((each.part, each.of) for each in report.measurements):
            self._add_heading(report, part, of)

    def detail(self, index: QModelIndex) -> str:
        """Return the definition behind a row, or how often labels occur behind a heading."""
        return str(index.siblingAtColumn(0).data(_DETAIL) or "")

    def _add_heading(self, report: AgreementReport, part: Part, of: str) -> None:
        heading = bold_item(f"{PARTS[part]}: {of}")
        heading.setData(self._labels_given(report, part, of), _DETAIL)
        lines = [each for each in report.measurements if (each.part, each.of) == (part, of)]
        self._add_rows(heading, [each for each in lines if each.rank == "main"])
        folded = (
            (self.tr("Further measures"), [each for each in lines if each.rank == "further"]),
            (self.tr("Each label"), [each for each in lines if each.rank == "label"]),
        )
        for title, rows in folded:
            if rows:
                child = plain_item(title)
                self._add_rows(child, rows)
                heading.appendRow(child)
        self.appendRow(heading)

    def _add_rows(self, parent: QStandardItem, lines: Sequence[Measurement]) -> None:
        for each in lines:
            parent.appendRow(self._row(each))

    def _row(self, measurement: Measurement) -> list[QStandardItem]:
        found = measurement.coefficient
        value = self.tr("no value") if found.value is None else f"{found.value:.3f}"
        raw = "" if found.raw_agreement is None else f"{found.raw_agreement:.3f}"
        cells = [
            plain_item(measurement.title),
            plain_item(among(measurement)),
            plain_item(value),
            plain_item(interval_in_words(found)),
            plain_item(raw),
            plain_item(str(found.units)),
            plain_item(str(found.articles)),
            plain_item(self._note(measurement)),
        ]
        for column in _NUMBERS:
            cells[column].setTextAlignment(RIGHT)
        words = f"{measurement.title}: {measurement.definition.words}"
        cells[0].setData(words, _DETAIL)
        cells[0].setToolTip(plain_tooltip(words))
        names = ", ".join(measurement.annotators)
        cells[1].setToolTip(plain_tooltip(names))
        if found.interval is not None:
            cells[3].setToolTip(plain_tooltip(found.interval.reason or found.interval.words))
        cells[-1].setToolTip(plain_tooltip(cells[-1].text()))
        return cells

    def _note(self, measurement: Measurement) -> str:
        found = measurement.coefficient
        if found.value is None:
            return found.reason
        notes = []
        if found.sd is not None and len(found.pairs) > 1:
            notes.append(self.tr("mean over pairs, sd %1").replace("%1", f"{found.sd:.3f}"))
        if found.interval is not None and found.interval.reason:
            notes.append(self.tr("no interval: %1").replace("%1", found.interval.reason))
        return "; ".join(notes)

    def _labels_given(self, report: AgreementReport, part: Part, of: str) -> str:
        for each in report.prevalences:
            if (each.part, each.of) == (part, of) and each.counts:
                counts = ", ".join(f"{label} {count}" for label, count in each.counts)
                return self.tr("Labels given: %1").replace("%1", counts)
        return ""


class MeasuresTable(QTreeView):
    """Shows the measures; every row can be reached by the arrow keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.measures = MeasuresModel(self)
        self.setModel(self.measures)
        self.setAccessibleName(self.tr("Measures of agreement"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setItemDelegate(Airy(self))
        self.setAllColumnsShowFocus(True)
        self.setAlternatingRowColors(True)

    def as_text(self) -> str:
        """Return every row, also folded ones, as lines of cells with tabs between them."""
        model = self.measures
        columns = range(model.columnCount())
        head = [str(model.headerData(each, Qt.Orientation.Horizontal)) for each in columns]
        return "\n".join("\t".join(cells) for cells in (head, *_rows(model, QModelIndex())))

    def show_report(self, report: AgreementReport) -> None:
        """Show the measures of ``report``, with the parts for each label folded.

        Shown again, the row in focus and what is unfolded stay.
        """
        focus, unfolded = _path(self.currentIndex()), self._unfolded()
        self.measures.show_report(report)
        for row in range(self.measures.rowCount()):
            heading = self.measures.index(row, 0)
            self.setFirstColumnSpanned(row, QModelIndex(), True)
            self.setExpanded(heading, True)
            for child in range(self.measures.rowCount(heading)):
                if self.measures.hasChildren(self.measures.index(child, 0, heading)):
                    folded = self.measures.index(child, 0, heading)
                    self.setFirstColumnSpanned(child, heading, True)
                    self.setExpanded(folded, _path(folded) in unfolded)
        fit_columns(self)
        above = self.verticalScrollBar().value()
        self.setCurrentIndex(self._index_of(focus))
        self.verticalScrollBar().setValue(above)

    def _unfolded(self) -> set[tuple[str, ...]]:
        found = set()
        for row in range(self.measures.rowCount()):
            heading = self.measures.index(row, 0)
            for child in range(self.measures.rowCount(heading)):
                index = self.measures.index(child, 0, heading)
                if self.isExpanded(index):
                    found.add(_path(index))
        return found

    def _index_of(self, path: tuple[str, ...]) -> QModelIndex:
        """Return the row with that path of words, the first row where there is none."""
        index = QModelIndex()
        for words in path:
            rows = range(self.measures.rowCount(index))
            names = [_words_of(self.measures.index(row, 0, index)) for row in rows]
            if words not in names:
                return self.measures.index(0, 0)
            index = self.measures.index(names.index(words), 0, index)
        return index if path else self.measures.index(0, 0)


def _path(index: QModelIndex) -> tuple[str, ...]:
    words: tuple[str, ...] = ()
    index = index.siblingAtColumn(0)
    while index.isValid():
        words = (_words_of(index), *words)
        index = index.parent()
    return words


def _words_of(index: QModelIndex) -> str:
    """Return what a row is about: the measure, and among whom."""
    return f"{index.data()}\n{index.siblingAtColumn(1).data() or ''}"


def _rows(model: MeasuresModel, parent: QModelIndex) -> Iterator[list[str]]:
    for row in range(model.rowCount(parent)):
        columns = range(max(1, model.columnCount(parent)))
        yield [str(model.index(row, each, parent).data() or "") for each in columns]
        yield from _rows(model, model.index(row, 0, parent))
