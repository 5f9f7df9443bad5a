"""The page of people: every two of them, and agreement without each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from annotator.agreement.explored.leave_one_out import LeftOut
from annotator.agreement.explored.people import PairMatrix, between
from annotator.agreement.reported.measurement import PARTS
from annotator.agreement.reported.time_and_people import shifted_value, short_value
from annotator.gui.agreement.behind import Behind, of_disagreements
from annotator.gui.agreement.matrix import Cell, MatrixTable
from annotator.gui.agreement.numbers import NumbersTable, Row
from annotator.gui.agreement.page import Choice, Page, across, column_of, muted
from annotator.gui.agreement.pictures import Picture
from annotator.gui.agreement.sureness import told_in_full
from annotator.gui.widgets.plain import plain_label
from annotator.workflows.agreement.exploring import Exploration

_ROWS = 5
"""As many rows of each table stay in sight, with its head; a low window is moved up and down."""


class PeoplePage(Page):
    """Annotators against annotators, and what would be without each of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title = self.tr("People")
        self.setAccessibleName(self.title)
        self._matrix: PairMatrix | None = None
        self.measure = Choice(self.tr("Which measure"), self)
        self.table = MatrixTable(name=self.tr("Every two annotators"), parent=self)
        self._words = muted()
        self.left_out = NumbersTable(
            [self.tr("Without")], name=self.tr("Agreement without each"), parent=self
        )
        self._left_words = plain_label(wrap=True)
        self._lay_out()
        self.setFocusProxy(self.table)
        self.measure.currentIndexChanged.connect(self._refill)
        self.table.cell_changed.connect(self.tell_behind)
        self.table.cell_chosen.connect(self.entered)

    def fill(self, explored: Exploration) -> None:
        matrices = explored.matrices
        offered = [(_what(each), place) for place, each in enumerate(matrices)]
        self.measure.offer(offered)
        self._show_matrix(explored, begin=self._matrix is None)
        self._show_left_out(explored)

    def clear(self) -> None:
        self._matrix = None
        self.table.show_cells((), (), ())
        self.left_out.show_lines([])
        self._words.clear()

    def passages(self, explored: Exploration) -> tuple[str, Sequence[Behind]]:
        at = self.table.currentIndex()
        if self._matrix is None or not at.isValid() or at.row() == at.column():
            return self.tr("Choose two annotators above to see where they differ."), ()
        people = explored.question.comparison.annotators
        one, other = people[at.row()], people[at.column()]
        matrix = self._matrix
        found = between(explored.report.disagreements, matrix.part, one, other, of=matrix.of)
        names = explored.question.names
        heading = self.tr("Where %1 and %2 differ: %3").replace("%3", str(len(found)))
        heading = heading.replace("%2", names[other]).replace("%1", names[one])
        return heading, of_disagreements(found, explored)

    def as_text(self) -> str:
        return f"{self.table.matrix.as_text()}\n\n{self.left_out.numbers.as_text()}"

    def picture(self) -> Picture | None:
        return self.table.picture() if self._matrix is not None else None

    def _lay_out(self) -> None:
        below = QWidget()
        inner = QVBoxLayout(below)
        inner.setContentsMargins(0, 4, 0, 0)
        inner.addWidget(self._left_words)
        inner.addWidget(self.left_out, 1)
        above = QWidget()
        upper = QVBoxLayout(above)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.addWidget(self.table, 1)
        upper.addWidget(self._words)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(above)
        split.addWidget(below)
        split.setSizes([220, 160])
        line = self.fontMetrics().lineSpacing() + 8
        for part, table in ((above, self.table), (below, self.left_out)):
            table.setMinimumHeight(_ROWS * line)
            part.setMinimumHeight((_ROWS + 3) * line)  # and the words beside it
        room = QScrollArea()
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setWidgetResizable(True)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setWidget(split)
        column = column_of(self)
        column.addLayout(across(self.measure))
        column.addWidget(room, 1)

    @Slot()
    def _refill(self) -> None:
        if self._explored is not None:
            self._show_matrix(self._explored, begin=False)
            self.tell_behind()

    def _show_matrix(self, explored: Exploration, *, begin: bool) -> None:
        place = self.measure.currentData()
        matrices = explored.matrices
        self._matrix = matrices[place] if place is not None and place < len(matrices) else None
        if self._matrix is None:
            self.table.show_cells((), (), ())
            return
        names = [explored.question.names[each] for each in explored.question.comparison.annotators]
        matrix = self._matrix
        cells = [[self._cell(matrix, one, other) for other in names] for one in names]
        self.table.show_cells(names, names, cells)
        if begin:
            self.table.setCurrentIndex(self.table.matrix.index(0, min(1, len(names) - 1)))
        first = next(iter(matrix.pairs.values()))
        self._words.setText(f"{matrix.title}: {first.definition.words}")

    def _cell(self, matrix: PairMatrix, one: str, other: str) -> Cell:
        if one == other:
            return Cell("", one)
        found = matrix.at(one, other)
        both = f"{one}, {other}"
        if found is None:
            nothing = self.tr("they share no article")
            return Cell("", f"{both}: {nothing}")
        value = found.coefficient.value
        units = self.tr("units: %1, articles: %2").replace("%1", str(found.coefficient.units))
        units = units.replace("%2", str(found.coefficient.articles))
        words = f"{both}: {told_in_full(found.coefficient)} ({units})"
        return Cell(short_value(found.coefficient), words, max(0.0, value or 0.0), True)

    def _show_left_out(self, explored: Exploration) -> None:
        names = explored.question.names
        people = list(dict.fromkeys(each.annotator for each in explored.left_out))
        rows, what = [], []
        if people:
            first = [each for each in explored.left_out if each.annotator == people[0]]
            what = [each.everyone.subject for each in first]
            everyone = tuple(short_value(each.everyone.coefficient) for each in first)
            rows.append(Row("", (self.tr("Nobody"), *everyone)))
        for person in people:
            lines = [each for each in explored.left_out if each.annotator == person]
            detail = "; ".join(_told(each) for each in lines)
            rows.append(Row(person, (names[person], *map(shifted_value, lines)), detail))
        self.left_out.show_lines(rows, [self.tr("Without"), *what])
        self._left_words.setText(
            self.tr(
                "What agreement would be without one person. A clear rise without somebody says "
                "that they differ from the others, not who is right."
            )
            if rows
            else self.tr("Leaving one out needs three annotators or more.")
        )


def _what(matrix: PairMatrix) -> str:
    of = f"{matrix.of}, " if matrix.part == "article_labels" else ""
    return f"{PARTS[matrix.part]}: {of}{matrix.title}"


def _told(line: LeftOut) -> str:
    value = told_in_full(line.others.coefficient)
    return f"{line.everyone.subject}, {line.everyone.title}: {value}"
