"""The passages in which an actor is named; rows are read from the project when looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from annotator.annotations.actors import ActorUse
from annotator.annotations.wording import excerpt
from annotator.corpus.span import Span
from annotator.gui.actors.wording import ROLE_WORDS
from annotator.gui.widgets.passage_table import PassageModel, PassageTable

_Index = QModelIndex | QPersistentModelIndex
_WIDTHS = (13, 24)  # in letters; the last column takes the rest
_AROUND = 40  # characters of the article shown before and after the words


@dataclass(frozen=True, slots=True)
class Place:
    """A use as it is read: the title of its article, its words, and the words around them."""

    title: str
    words: str
    passage: str


ReadPlace = Callable[[ActorUse], Place]


def place_in(title: str, text: str, span: Span) -> Place:
    """Return how a stretch of an article reads."""
    around = Span(max(0, span.start - _AROUND), min(len(text), span.end + _AROUND))
    before = "…" if around.start else ""
    after = "…" if around.end < len(text) else ""
    passage = f"{before}{excerpt(text, [around], length=400)}{after}"
    return Place(title, excerpt(text, [span], length=80), passage)


class UsesModel(PassageModel[ActorUse]):
    """One row per use; ``checked`` rows have a box, where ``with_boxes`` is set."""

    def __init__(self, read: ReadPlace, *, with_boxes: bool = False) -> None:
        super().__init__((_tr("As"), _tr("Words"), _tr("Article")))
        self._read = read
        self._with_boxes = with_boxes
        self._places: dict[int, Place] = {}
        self._checked: set[int] = set()

    @property
    def checked(self) -> tuple[ActorUse, ...]:
        """The uses whose box is ticked."""
        return tuple(self._rows[each] for each in sorted(self._checked))

    def show_rows(self, rows: Sequence[ActorUse]) -> None:
        """Show these uses instead of what is here; none is ticked."""
        self._places, self._checked = {}, set()
        super().show_rows(rows)

    def check(self, wanted: Callable[[Place], bool]) -> None:
        """Tick the uses whose words are wanted, and no others."""
        self.beginResetModel()
        rows = range(len(self._rows))
        self._checked = {row for row in rows if wanted(self.place(row))}
        self.endResetModel()

    def place(self, row: int) -> Place:
        """Return how the use in a row reads."""
        if row not in self._places:
            self._places[row] = self._read(self._rows[row])
        return self._places[row]

    def detail(self, row: int) -> str:
        """Return where a use stands, and its words with those around them."""
        if self.passage(row) is None:
            return ""
        place = self.place(row)
        return f"{place.title}\n{place.passage}"

    def cells(self, row: int) -> tuple[str, ...]:
        place = self.place(row)
        return (ROLE_WORDS[self._rows[row].role], place.words, place.title)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        is_box = role == Qt.ItemDataRole.CheckStateRole and index.column() == 0
        if is_box and self._with_boxes and self.passage(index.row()) is not None:
            ticked = index.row() in self._checked
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        return super().data(index, role)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsUserCheckable if self._with_boxes else usual

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self._with_boxes:
            return False
        ticked = Qt.CheckState(value) == Qt.CheckState.Checked
        (self._checked.add if ticked else self._checked.discard)(index.row())
        self.dataChanged.emit(index, index)
        return True


class UsesTable(PassageTable[ActorUse]):
    """Shows uses; Enter or a double click wishes to see the passage."""

    def __init__(
        self, read: ReadPlace, parent: QWidget | None = None, *, with_boxes: bool = False
    ) -> None:
        self.source = UsesModel(read, with_boxes=with_boxes)
        super().__init__(self.source, name=_tr("Uses"), widths=_WIDTHS, parent=parent)


def _tr(text: str) -> str:
    return QCoreApplication.translate("UsesTable", text)
