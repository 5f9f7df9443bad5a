"""The list of passages behind what is in focus, with everything about the one chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.agreement.explored.disagreements import KINDS
from annotator.annotations.wording import excerpt
from annotator.corpus.span import Span
from annotator.gui.agreement.behind import Behind, said_in_line
from annotator.gui.widgets.passage_table import PassageModel, PassageTable
from annotator.gui.widgets.plain import plain_label

_Index = QModelIndex | QPersistentModelIndex
_WIDTHS = (26, 22, 40)  # in letters; the last column takes the rest
_LETTERS = 90
TextOf = Callable[[str], str]


class PassagesModel(PassageModel[Behind]):
    """The passages that are shown; their words are read when they come into sight."""

    def __init__(self, text_of: TextOf) -> None:
        super().__init__((_tr("What"), _tr("Article"), _tr("Passage"), _tr("Who says what")))
        self._text_of = text_of
        self._words: dict[tuple[str, Span], str] = {}

    def show_rows(self, rows: Sequence[Behind]) -> None:
        self._words.clear()
        super().show_rows(rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self.passage(index.row()) is not None and role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(self.cells(index.row()))
        return super().data(index, role)

    def cells(self, row: int) -> tuple[str, ...]:
        found = self._rows[row]
        return (found.what, found.title, self._passage(found), said_in_line(found.said))

    def detail(self, row: int) -> str:
        """Return all of a passage in words, over several lines."""
        found = self.passage(row)
        if found is None:
            return ""
        said = [f"{name}: {words}" for name, words in found.said]
        about = f"{found.title} · {found.what}"
        if found.kind != KINDS["article_label"]:  # a whole article needs no first words
            about += f": {self._passage(found)}"
        return "\n".join((about, *said))

    def place_of(self, row: Behind | None) -> int:
        """Return where a row stands now, -1 where it is gone."""
        if row is None:
            return -1
        keys = (place for place, each in enumerate(self._rows) if each.key == row.key)
        return next(keys, -1)

    def _passage(self, found: Behind) -> str:
        if found.passage:
            return found.passage
        place = found.article, found.span
        if place not in self._words:
            self._words[place] = excerpt(
                self._text_of(found.article), [found.span], length=_LETTERS
            )
        return self._words[place]


class PassagesTable(PassageTable[Behind]):
    """Shows the passages."""

    def __init__(self, text_of: TextOf, parent: QWidget | None = None) -> None:
        self.source = PassagesModel(text_of)
        super().__init__(self.source, name=_tr("Passages"), widths=_WIDTHS, parent=parent)

    def show_again(self, rows: Sequence[Behind]) -> None:
        """Show rows instead of others; the focus stays on the same passage where it is there."""
        current = self.source.passage(self.currentIndex().row())
        at = max(self.currentIndex().row(), 0)
        above = self.verticalScrollBar().value()
        self.source.show_rows(rows)
        place = self.source.place_of(current)
        if rows:
            self.selectRow(place if place >= 0 else min(at, len(rows) - 1))
        self.verticalScrollBar().setValue(above)
        self._tell_current()


class PassagesPanel(QWidget):
    """The list under a heading; several kinds of rows can be narrowed to one."""

    chosen = Signal(object)

    def __init__(self, text_of: TextOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Behind, ...] = ()
        self._heading = plain_label(parent=self)
        self._kinds = QComboBox(self)
        self._kinds.setAccessibleName(self.tr("Kind of disagreement"))
        self.table = PassagesTable(text_of, self)
        self._detail = plain_label(parent=self, wrap=True)
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._detail.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._open = QPushButton(self.tr("&Open the passage"), self)
        self._open.setAutoDefault(False)
        self._lay_out()
        self.table.current_changed.connect(self._detail.setText)
        self.table.chosen.connect(self.chosen)
        self._kinds.currentIndexChanged.connect(self._filter)
        self._open.clicked.connect(self.table.choose)

    def show_behind(self, heading: str, rows: Sequence[Behind]) -> None:
        """Show passages under a heading; the kind that was chosen stays where it still occurs."""
        self._rows = tuple(rows)
        self._heading.setText(heading)
        self._heading.setAccessibleName(heading)
        self._offer_kinds()
        self._filter()

    def forget(self) -> None:
        """Show nothing any more."""
        self.show_behind("", ())

    def _offer_kinds(self) -> None:
        chosen = self._kinds.currentData()
        counts = Counter(each.kind for each in self._rows)
        self._kinds.blockSignals(True)
        self._kinds.clear()
        every = self.tr("all kinds (%1)").replace("%1", str(len(self._rows)))
        self._kinds.addItem(every, None)
        for kind in (each for each in KINDS.values() if counts[each]):
            self._kinds.addItem(f"{kind} ({counts[kind]})", kind)
        self._kinds.setCurrentIndex(max(0, self._kinds.findData(chosen) if chosen else 0))
        self._kinds.blockSignals(False)
        self._kinds.setVisible(self._kinds.count() > 1)

    @Slot()
    def _filter(self) -> None:
        kind = self._kinds.currentData()
        self.table.show_again([each for each in self._rows if kind in (None, each.kind)])
        self._open.setEnabled(bool(self._rows))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._kinds)
        foot = QHBoxLayout()
        foot.addWidget(_scrolled(self._detail, lines=5), 1)
        foot.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(foot)


def _scrolled(label: QLabel, *, lines: int) -> QScrollArea:
    """Return a place of that many lines for a label that may have more: nothing else moves."""
    area = QScrollArea()
    area.setWidget(label)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFixedHeight(lines * label.fontMetrics().lineSpacing() + 2)
    area.viewport().setAutoFillBackground(False)
    label.setAutoFillBackground(False)
    return area


def _tr(text: str) -> str:
    return QCoreApplication.translate("AgreementPassages", text)
