"""The bar above the list: what to look for, and the order of what was found."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QPushButton, QWidget

from annotator.project import Project
from annotator.workflows.concordance import ConcordanceOptions, Looked


class SearchBar(QWidget):
    """Takes in what to look for; ``wished`` tells that a person wants to see it.

    ``left_downwards`` tells that the arrow down was pressed in the field.
    """

    wished = Signal()
    left_downwards = Signal()
    order_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self.looked = QComboBox(self)
        self.field = QLineEdit(self)
        self._order = QComboBox(self)
        self._find = QPushButton(self.tr("&Find"), self)
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.field.setCompleter(completer)
        self._lay_out()
        self.looked.currentIndexChanged.connect(self._offer_names)
        self._order.currentIndexChanged.connect(self.order_changed)
        self.field.returnPressed.connect(self.wished)
        self.field.installEventFilter(self)
        self._find.clicked.connect(self.wished)

    def _lay_out(self) -> None:
        self.looked.setAccessibleName(self.tr("What it is that is looked for"))
        for words, value in (
            (self.tr("Words"), "words"),
            (self.tr("Actor"), "actor"),
            (self.tr("Cue"), "cue"),
            (self.tr("Claim type"), "claim_type"),
            (self.tr("Topic"), "topic"),
        ):
            self.looked.addItem(words, value)
        self._order.setAccessibleName(self.tr("Order of the list"))
        for words, value in (
            (self.tr("as in the queue"), "article"),
            (self.tr("by the words before"), "before"),
            (self.tr("by the words found"), "keyword"),
            (self.tr("by the words behind"), "behind"),
        ):
            self._order.addItem(words, value)
        self.field.setAccessibleName(self.tr("Look for"))
        self.field.setPlaceholderText(self.tr("for example mediat*, then Enter"))
        self.field.setClearButtonEnabled(True)
        self._find.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 4)
        row.addWidget(self.looked)
        row.addWidget(self.field, 1)
        row.addWidget(self._find)
        row.addWidget(self._order)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lead from the field to what was found with the arrow down."""
        is_press = watched is self.field and event.type() == QEvent.Type.KeyPress
        is_down = is_press and cast(QKeyEvent, event).key() == Qt.Key.Key_Down
        if is_down and not self._has_names():
            self.left_downwards.emit()
            return True
        return super().eventFilter(watched, event)

    def _has_names(self) -> bool:
        """Tell whether a list of names hangs under the field, in which the arrow goes down."""
        names = self.field.completer().popup()
        return names is not None and names.isVisible()

    @property
    def wanted(self) -> str:
        """What was typed."""
        return self.field.text().strip()

    @property
    def options(self) -> ConcordanceOptions:
        """What to look for."""
        return ConcordanceOptions(self.wanted, cast("Looked", self.looked.currentData()))

    @property
    def order(self) -> str:
        """In which order to list it."""
        return str(self._order.currentData())

    def begin_typing(self) -> None:
        """Put the keyboard into the field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def fill_in(self, looked: str, wanted: str) -> None:
        """Type in what is wanted ("topic" and its name)."""
        self.looked.setCurrentIndex(self.looked.findData(looked))
        self.field.setText(wanted)

    def offer(self, project: Project | None) -> None:
        """Complete names of this project from now on."""
        self._project = project
        self._offer_names()

    @Slot()
    def _offer_names(self) -> None:
        self._names.setStringList(self._known_names() if self._project is not None else [])

    def _known_names(self) -> list[str]:
        project = self._project
        assert project is not None
        looked = self.looked.currentData()
        if looked == "actor":
            return sorted(each.name for each in project.standing_actors().values())
        if looked == "claim_type":
            return [each.label for each in project.codebook.claim_types]
        if looked == "topic":
            return [each.label for each in project.codebook.topics]
        return []
