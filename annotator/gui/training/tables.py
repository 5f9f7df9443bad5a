"""The tables of training: what there is to learn, how good it gets, and how good it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from annotator.gui.widgets.passage_table import PassageModel, PassageTable
from annotator.preannotation.pipelines.training import SPLITS, Look, TaskScores, Trainable
from annotator.workflows.exporting.training_texts import FEW, TaskCounts

_Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_Cells = tuple[str, ...]


def task_names() -> Mapping[Trainable, str]:
    """Return what the tasks are called in the window."""
    return {
        "spans": _tr("Parts"),
        "claim-types": _tr("Claim types"),
        "stance": _tr("Stances"),
    }


class _Rows(PassageModel[_Cells]):
    """Rows of words and numbers, the numbers at the right."""

    def __init__(self, headers: Sequence[str], numbers: int) -> None:
        super().__init__(headers)
        self._first = len(headers) - numbers

    def cells(self, row: int) -> _Cells:
        """Return the words and numbers of a row."""
        return self._rows[row]

    def detail(self, row: int) -> str:
        """Return the same in words."""
        found = self.passage(row)
        if found is None:
            return ""
        named = zip(self._headers, found, strict=True)
        return ", ".join(f"{name}: {cell}" for name, cell in named if cell)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() >= self._first:
            return _RIGHT
        return super().data(index, role)

    def add(self, row: _Cells) -> None:
        """Show one more row under the others."""
        place = len(self._rows)
        self.beginInsertRows(QModelIndex(), place, place)
        self._rows = (*self._rows, row)
        self.endInsertRows()


class NumbersTable(PassageTable[_Cells]):
    """A table of words and, in its last columns, numbers."""

    def __init__(
        self, parent: QWidget, *, name: str, headers: Sequence[str], numbers: int, widest: int
    ) -> None:
        self.source = _Rows(headers, numbers)
        super().__init__(self.source, name=name, widths=(), parent=parent)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._widest = widest
        self.source.modelReset.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the widest column take what is left, where that is enough for its words."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        header = self.horizontalHeader()
        columns = [each for each in range(header.count()) if each != self._widest]
        taken = sum(header.sectionSize(each) for each in columns)
        words = max(self.sizeHintForColumn(self._widest), header.sectionSizeHint(self._widest))
        modes = QHeaderView.ResizeMode
        has_room = self.viewport().width() - taken >= words
        header.setSectionResizeMode(
            self._widest, modes.Stretch if has_room else modes.ResizeToContents
        )

    def add(self, row: _Cells) -> None:
        """Show one more row under the others, in sight."""
        self.source.add(row)
        self.horizontalHeader().resizeSections()  # to what is in it now
        self.selectRow(self.source.rowCount() - 1)
        self.scrollToBottom()


def counts_table(parent: QWidget) -> NumbersTable:
    """Return the table of what there is to learn; see :func:`count_rows`."""
    names = {"train": _tr("to train"), "dev": _tr("to choose"), "test": _tr("to measure")}
    headers = (_tr("Task"), _tr("Label"), _tr("Note"), *(names[each] for each in SPLITS))
    name = _tr("What there is to learn")
    return NumbersTable(parent, name=name, headers=headers, numbers=3, widest=1)


def count_rows(tasks: Sequence[TaskCounts]) -> Iterator[_Cells]:
    """Yield a row for the texts of each task, and one for each of its labels."""
    names = task_names()
    for each in tasks:
        texts = (f"{each.texts.get(split, 0):,}" for split in SPLITS)
        problem = _tr("too little") if each.problem else ""
        yield names[each.task], _tr("(texts)"), problem, *texts
        for label, of in each.labels.items():
            few = _tr("rare") if of["train"] < FEW else ""
            unmeasured = _tr("not measured") if not of["test"] else ""
            note = ", ".join(filter(None, (few, unmeasured)))
            yield names[each.task], label, note, *(f"{of[split]:,}" for split in SPLITS)


def notes_of(tasks: Sequence[TaskCounts]) -> Iterator[str]:
    """Yield in sentences what is missing or rare."""
    names = task_names()
    for each in tasks:
        said = (f"{each.problem}.",) if each.problem else each.notes
        yield from (f"{names[each.task]}: {words}" for words in said)


def looks_table(parent: QWidget) -> NumbersTable:
    """Return the table of how good a pipeline in training is; see :func:`look_row`."""
    headers = (_tr("Task"), _tr("Round"), _tr("Step"), _tr("Score"), _tr("Loss"))
    name = _tr("Scores while it trains")
    return NumbersTable(parent, name=name, headers=headers, numbers=4, widest=0)


def look_row(look: Look) -> _Cells:
    """Return the row of one look."""
    name = {str(task): words for task, words in task_names().items()}.get(look.task, look.task)
    return name, f"{look.epoch}", f"{look.step:,}", f"{look.score:.3f}", f"{look.loss:,.0f}"


def scores_table(parent: QWidget) -> NumbersTable:
    """Return the table of how good what was trained is, by label; see :func:`score_rows`."""
    headers = (
        _tr("Task"),
        _tr("Label"),
        _tr("F1"),
        _tr("Precision"),
        _tr("Recall"),
        _tr("in the test texts"),
    )
    name = _tr("Scores on the test texts")
    return NumbersTable(parent, name=name, headers=headers, numbers=4, widest=1)


def score_rows(scores: Sequence[TaskScores]) -> Iterator[_Cells]:
    """Yield a row for each task, and one for each of its labels."""
    names = {str(task): words for task, words in task_names().items()}
    for each in scores:
        task = names.get(each.task, each.task)
        texts = _tr("%1 texts").replace("%1", f"{each.texts:,}")
        yield task, _tr("(all together)"), f"{each.f1:.3f}", "", "", texts
        for one in each.labels:
            numbers = (f"{one.f1:.3f}", f"{one.precision:.3f}", f"{one.recall:.3f}")
            known = numbers if one.count else (_tr("none"), "", "")
            yield task, one.label, *known, f"{one.count:,}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("TrainingTables", text)
