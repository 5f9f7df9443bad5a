"""One page of the agreement view: a table of numbers, perhaps with a plot, and what is behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from annotator.agreement.explored.passages import SUBJECTS, Subject, subjects
from annotator.gui.agreement.behind import Behind
from annotator.gui.agreement.pictures import Picture
from annotator.gui.agreement.plots import Plot
from annotator.gui.widgets.plain import plain_label
from annotator.workflows.agreement.exploring import Exploration


class Page(QWidget):
    """Shows one side of an exploration.

    ``behind`` tells a heading and the passages behind what is in focus; ``entered`` that a person
    wants to go to them.
    """

    behind = Signal(str, object)
    entered = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.setAccessibleName(title)
        self._explored: Exploration | None = None
        self._is_shown_anew = False

    def show_exploration(self, explored: Exploration) -> None:
        """Show what was explored; what was chosen here stays chosen where it still is there."""
        self._explored = explored
        self._is_shown_anew = True
        self.fill(explored)
        self._is_shown_anew = False

    def forget(self) -> None:
        """Show nothing any more."""
        self._explored = None
        self.clear()

    def tell_behind(self) -> None:
        """Tell the passages behind what is in focus; called when the page comes into sight."""
        if self._explored is not None and not self._is_shown_anew:
            heading, rows = self.passages(self._explored)
            self.behind.emit(heading, tuple(rows))

    # For children

    def fill(self, explored: Exploration) -> None:
        """Fill the page."""
        raise NotImplementedError

    def clear(self) -> None:
        """Empty the page."""
        raise NotImplementedError

    def passages(self, explored: Exploration) -> tuple[str, Sequence[Behind]]:
        """Return a heading and the passages behind what is in focus."""
        raise NotImplementedError

    def as_text(self) -> str:
        """Return the numbers of the page as lines of cells with tabs between them."""
        raise NotImplementedError

    def picture(self) -> Picture | None:
        """Return the page's plot, None where it has none."""
        return None


class Choice(QComboBox):
    """One thing to choose; the choice stays when the same is offered again."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def offer(self, choices: Sequence[tuple[str, object]]) -> None:
        """Offer words with what they stand for."""
        chosen = self.currentText()
        self.blockSignals(True)
        self.clear()
        for words, meant in choices:
            self.addItem(words, meant)
        self.setCurrentIndex(max(0, self.findText(chosen)))
        self.setEnabled(len(choices) > 1)
        self.blockSignals(False)


class SubjectChoice(Choice):
    """Which labels are looked at; kinds of labels of articles stand at the end."""

    def __init__(self, parent: QWidget, *, first: Subject = "entities") -> None:
        super().__init__(_tr("Which labels"), parent)
        self._offer(SUBJECTS)
        self.setCurrentIndex(self.findData(first))

    def offer_subjects(self, explored: Exploration) -> None:
        """Offer what the codebook has labels for."""
        self._offer(subjects(explored.question.codebook))

    @property
    def subject(self) -> Subject:
        """The subject that is chosen."""
        chosen: Subject = self.currentData()
        return chosen

    def _offer(self, found: Mapping[Subject, str]) -> None:
        self.offer([(_tr(words), id_) for id_, words in found.items()])


def muted(text: str = "") -> QLabel:
    """Return a label for secondary words."""
    label = plain_label(text, wrap=True)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def across(*widgets: QWidget) -> QHBoxLayout:
    """Return a row of choices, flush left."""
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def beside(table: QWidget, plot: Plot) -> QSplitter:
    """Return a table and its plot side by side; a high plot scrolls."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.StyledPanel)
    area.setWidgetResizable(True)
    area.setWidget(plot)
    area.setAccessibleName(plot.accessibleName())
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    split = QSplitter(Qt.Orientation.Horizontal)
    split.setChildrenCollapsible(False)
    split.addWidget(table)
    split.addWidget(area)
    split.setStretchFactor(0, 1)
    split.setStretchFactor(1, 1)
    split.setSizes([540, 420])
    return split


def column_of(page: QWidget) -> QVBoxLayout:
    """Return the layout of a page, without margins of its own."""
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    return column


def _tr(text: str) -> str:
    return QCoreApplication.translate("AgreementPage", text)
