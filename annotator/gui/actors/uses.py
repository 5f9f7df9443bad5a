"""The passages in which an actor is named; rows are read from the project when looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from annotator.annotations.actors import ActorUse
from annotator.annotations.wording import excerpt
from annotator.corpus.span import Span
from annotator.gui.actors.wording import ROLE_WORDS
from annotator.gui.widgets.passage_table import PassageModel, PassageTable
from annotator.gui.widgets.plain import plain_tooltip

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


class UsesModel(PassageModel):
    """One row per use; ``checked`` rows have a box, where ``with_boxes`` is set."""

    def __init__(self, read: ReadPlace, *, with_boxes: bool = False) -> None:
        super().__init__()
        self._read = read
        self._with_boxes = with_boxes
        self._uses: tuple[ActorUse, ...] = ()
        self._places: dict[int, Place] = {}
        self._checked: set[int] = set()

    @property
    def checked(self) -> tuple[ActorUse, ...]:
        """The uses whose box is ticked."""
        return tuple(self._uses[each] for each in sorted(self._checked))

    def show_uses(self, uses: tuple[ActorUse, ...]) -> None:
        """Show these uses instead of what is here; none is ticked."""
        self.beginResetModel()
        self._uses, self._places, self._checked = uses, {}, set()
        self.endResetModel()

    def check(self, wanted: Callable[[Place], bool]) -> None:
        """Tick the uses whose words are wanted, and no others."""
        self.beginResetModel()
        rows = range(len(self._uses))
        self._checked = {row for row in rows if wanted(self.place(row))}
        self.endResetModel()

    def passage(self, row: int) -> ActorUse | None:
        """Return the use in a row."""
        return self._uses[row] if 0 <= row < len(self._uses) else None

    def place(self, row: int) -> Place:
        """Return how the use in a row reads."""
        if row not in self._places:
            self._places[row] = self._read(self._uses[row])
        return self._places[row]

    def detail(self, row: int) -> str:
        """Return where a use stands, and its words with those around them."""
        if self.passage(row) is None:
            return ""
        place = self.place(row)
        return f"{place.title}\n{place.passage}"

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._uses)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("As"), self.tr("Words"), self.tr("Article"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        use = self.passage(index.row())
        if use is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            place = self.place(index.row())
            return (ROLE_WORDS[use.role], place.words, place.title)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self.detail(index.row()))
        if role == Qt.ItemDataRole.CheckStateRole and self._with_boxes and index.column() == 0:
            ticked = index.row() in self._checked
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        return None

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


class UsesTable(PassageTable):
    """Shows uses; Enter or a double click wishes to see the passage."""

    def __init__(
        self, read: ReadPlace, parent: QWidget | None = None, *, with_boxes: bool = False
    ) -> None:
        self.source = UsesModel(read, with_boxes=with_boxes)
        super().__init__(self.source, name=_tr("Uses"), widths=_WIDTHS, parent=parent)
        self.source.setParent(self)

    def show_uses(self, uses: tuple[ActorUse, ...]) -> None:
        """Show these uses, the first one in focus."""
        self.source.show_uses(uses)
        self.begin()


def _tr(text: str) -> str:
    return QCoreApplication.translate("UsesTable", text)
