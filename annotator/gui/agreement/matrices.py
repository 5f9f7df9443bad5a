"""The page of matrices: which label is given in place of which."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from annotator.agreement.explored.confusion import Confusion
from annotator.agreement.explored.passages import Subject, article_kind, label_words
from annotator.codebook.article_labels import ArticleLabelKind
from annotator.gui.agreement.behind import Behind, of_passages
from annotator.gui.agreement.matrix import Cell, MatrixTable
from annotator.gui.agreement.page import Choice, Page, SubjectChoice, across, column_of, muted
from annotator.gui.agreement.pictures import Picture
from annotator.workflows.agreement.exploring import Exploration, Pair


class MatricesPage(Page):
    """Labels against labels, between two annotators or pooled over all pairs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title = self.tr("Labels against labels")
        self.setAccessibleName(self.title)
        self._confusion: Confusion | None = None
        self.subject = SubjectChoice(self, first="claim_types")
        self.pair = Choice(self.tr("Whose labels"), self)
        self.table = MatrixTable(name=self.tr("How often each label met each other"), parent=self)
        self._words = muted()
        column = column_of(self)
        column.addLayout(across(self.subject, self.pair))
        column.addWidget(self.table, 1)
        column.addWidget(self._words)
        self.setFocusProxy(self.table)
        for choice in (self.subject, self.pair):
            choice.currentIndexChanged.connect(self._refill)
        self.table.cell_changed.connect(self.tell_behind)
        self.table.cell_chosen.connect(self.entered)

    def fill(self, explored: Exploration) -> None:
        self.subject.offer_subjects(explored)
        names = explored.question.names
        pairs = [(f"{names[one]} / {names[other]}", (one, other)) for one, other in explored.pairs]
        self.pair.offer([(self.tr("All pairs"), None), *pairs] if len(pairs) > 1 else pairs)
        self._show_matrix(explored, begin=self._confusion is None)

    def clear(self) -> None:
        self._confusion = None
        self.table.show_cells((), (), ())
        self._words.clear()

    def passages(self, explored: Exploration) -> tuple[str, Sequence[Behind]]:
        at = self.table.currentIndex()
        if self._confusion is None or not at.isValid():
            return "", ()
        found = self._confusion.passages(at.row(), at.column())
        words = self.table.matrix.cells[at.row()][at.column()].words
        count = self.tr("1 passage") if len(found) == 1 else self.tr("%1 passages")
        if article_kind(self._subject, explored.question.codebook) is not None:
            count = self.tr("1 article") if len(found) == 1 else self.tr("%1 articles")
        heading = f"{words} · {count.replace('%1', str(len(found)))}"
        return heading, of_passages(found, self._subject, explored)

    def as_text(self) -> str:
        return self.table.matrix.as_text()

    def picture(self) -> Picture | None:
        return self.table.picture() if self._confusion is not None else None

    @property
    def _subject(self) -> Subject:
        return self.subject.subject

    @Slot()
    def _refill(self) -> None:
        if self._explored is not None:
            self._show_matrix(self._explored, begin=True)
            self.tell_behind()

    def _show_matrix(self, explored: Exploration, *, begin: bool) -> None:
        pair: Pair | None = self.pair.currentData()
        found = explored.confusion(self._subject, pair)
        self._confusion = found
        codebook = explored.question.codebook
        labels = [label_words(self._subject, each, codebook) for each in found.labels]
        people = tuple(explored.question.names[each] for each in pair) if pair else ()
        most = max((max(row) for row in found.counts), default=0)
        cells = [
            [self._cell(found, row, column, labels, people, most) for column in range(len(labels))]
            for row in range(len(labels))
        ]
        self.table.show_cells(labels, labels, cells)
        if begin:
            self._go_to_most_frequent(found)
        kind = article_kind(self._subject, codebook)
        unit = self.tr("passage") if kind is None else self.tr("article")
        if kind is not None and kind.multiple:
            unit = self.tr("value of an article")
        words = self._in_short(found, people, unit)
        self._words.setText(f"{words} {self._about_nothing(kind)}".strip())

    def _go_to_most_frequent(self, found: Confusion) -> None:
        """Begin with the labels that are confused most often."""
        size = range(len(found.labels))
        apart = [(found.counts[row][at], -row, -at) for row in size for at in size if row != at]
        count, row, at = max(apart, default=(0, 0, 0))
        if count:
            self.table.setCurrentIndex(self.table.matrix.index(-row, -at))

    def _cell(
        self,
        found: Confusion,
        row: int,
        column: int,
        labels: Sequence[str],
        people: Sequence[str],
        most: int,
    ) -> Cell:
        count = found.counts[row][column]
        if people:
            words = f"{people[0]}: {labels[row]}, {people[1]}: {labels[column]}"
        elif row == column:
            words = self.tr("Both say %1").replace("%1", labels[row])
        else:
            both = self.tr("One says %1, the other %2")
            words = both.replace("%2", labels[column]).replace("%1", labels[row])
        depth = count / most if most else 0.0
        return Cell(str(count) if count else "", f"{words}: {count}", depth, row == column)

    def _in_short(self, found: Confusion, people: Sequence[str], unit: str) -> str:
        if not found.compared:
            return self.tr("Nothing to compare: nobody marked anything of this kind.")
        same = self.tr("Same label: %1 of %2 (%3 %).")
        share = f"{100 * found.agreeing / found.compared:.1f}"
        numbers = {"%1": str(found.agreeing), "%2": str(found.compared), "%3": share}
        for place, number in numbers.items():
            same = same.replace(place, number)
        if people:
            axes = self.tr("Rows are what %1 says, columns what %2 says.")
            axes = axes.replace("%2", people[1]).replace("%1", people[0])
        else:
            axes = self.tr(
                "Every two annotators are counted once for each %1; which of them says what does "
                "not matter, so both halves are the same."
            ).replace("%1", unit)
        return f"{same} {axes}"

    def _about_nothing(self, kind: ArticleLabelKind | None) -> str:
        """Return what it means that somebody gave no label."""
        if self._confusion is None or not self._confusion.compared:
            return ""
        if kind is None:
            return self.tr(
                "“Not marked” is what only one of them marked; coefficients over labels leave it "
                "out."
            )
        if kind.multiple:
            return self.tr(
                "An article may have several values: each that anybody gave to it counts once, as "
                "given or not given by each."
            )
        return self.tr(
            "“Not given” is a label like others: who was done with an article gave none."
        )
