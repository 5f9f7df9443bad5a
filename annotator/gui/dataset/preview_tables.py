"""The tables of the preview: how many rows of each label in each split, and the first rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QWidget

from annotator.dataset.building import Counts
from annotator.dataset.tasks.rows import QuotationTaskRow, Row, SpanTaskRow, StanceTaskRow
from annotator.gui.widgets.passage_table import PassageModel, PassageTable

_Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CountsModel(PassageModel[tuple[str, ...]]):
    """A row for articles, rows and each label; a column for each split."""

    def __init__(self) -> None:
        super().__init__(("",))

    def show_counts(self, counts: Counts, splits: Sequence[str]) -> None:
        """Show the counts of a dataset."""
        self.beginResetModel()
        self._headers = ("", *splits)
        self._rows = tuple(_counted(counts, splits))
        self.endResetModel()

    def cells(self, row: int) -> tuple[str, ...]:
        """Return a label with its counts."""
        return self._rows[row]

    def detail(self, row: int) -> str:
        """Return the same in words."""
        return ", ".join(
            f"{name}: {cell}" if name else cell
            for name, cell in zip(self._headers, self._rows[row], strict=True)
        )

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return _RIGHT
        return super().data(index, role)


def _counted(counts: Counts, splits: Sequence[str]) -> Iterator[tuple[str, ...]]:
    yield (_tr("articles"), *(f"{counts.articles.get(each, 0):,}" for each in splits))
    yield (_tr("rows"), *(f"{counts.splits[each]:,}" for each in splits))
    for label in counts.all_labels:
        found = (counts.labels[each][label] if each in counts.labels else 0 for each in splits)
        yield (label, *(f"{each:,}" for each in found))


class CountsTable(PassageTable[tuple[str, ...]]):
    """Shows the counts."""

    def __init__(self, parent: QWidget) -> None:
        self.source = CountsModel()
        super().__init__(self.source, name=_tr("Counts"), widths=(), parent=parent)
        self.horizontalHeader().setStretchLastSection(False)

    def show_counts(self, counts: Counts, splits: Sequence[str]) -> None:
        """Show the counts of a dataset."""
        self.source.show_counts(counts, splits)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.begin()


class RowsModel(PassageModel[Row]):
    """The first rows of a dataset."""

    def __init__(self) -> None:
        heads = (_tr("Split"), _tr("Label"), _tr("Text"), _tr("About"), _tr("By"), _tr("Article"))
        super().__init__(heads)

    def cells(self, row: int) -> tuple[str, ...]:
        """Return what stands in the columns of a row."""
        found = self._rows[row]
        who = ", ".join(found.annotators)
        words = " ".join(found.text.split())
        return found.split, _label(found), words, _about(found), who, found.title

    def detail(self, row: int) -> str:
        """Return everything about a row in words."""
        found = self.passage(row)
        if found is None:
            return ""
        head = " · ".join(filter(None, (found.title, found.source, found.date)))
        votes = "; ".join(f"{each.annotator}: {', '.join(each.labels)}" for each in found.votes)
        label = f"{_label(found)}   {_about(found)}".rstrip()
        return "\n".join(filter(None, (head, " ".join(found.text.split()), label, votes)))


def _label(row: Row) -> str:
    """Return the labels of a row, with their shares where not all say the same."""
    labels = row.labels or tuple(row.shares)
    if any(share < 1 for share in row.shares.values()):
        labels = tuple(f"{each} {row.shares.get(each, 0):.0%}" for each in labels)
    words = ", ".join(labels)
    return f"{_tr('tied')}: {words}" if row.is_tie else words


def _about(row: Row) -> str:
    if isinstance(row, StanceTaskRow):
        who = ", ".join(row.holder_names)
        return f"{who}: {row.target_label}" if who else row.target_label
    if isinstance(row, QuotationTaskRow):
        return ", ".join(row.holder_names)
    if isinstance(row, SpanTaskRow):
        found = (f"{each.label} “{row.text[each.start : each.end]}”" for each in row.spans)
        return " ".join(" · ".join(found).split())
    return ""


class RowsTable(PassageTable[Row]):
    """Shows the first rows; Enter opens the passage."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            RowsModel(), name=_tr("Rows"), widths=(10, 14, 46, 30, 14, 20), parent=parent
        )
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)


def _tr(text: str) -> str:
    return QCoreApplication.translate("DatasetPreview", text)
